import Interchange
import SickLeave
import Testing

/// What is written reads back the same, for every format, in both flavours.
@Suite("CSV round trips") struct CSVRoundTripTests {
    private static let texts = [
        "", "Vanlig text", "=SUM(A1)", "+46", "-5", "@här", "'=redan", "''-två", "'citat", "'", "\tTab", "\rretur", " luft ",
        "med, komma; och \"citat\"", "rad ett\nrad två", "åäö ÅÄÖ é € – ”", "-", "=", "\"", "| : ..", "🙂",
    ]

    private struct Maker {
        var random: TestRandom

        mutating func text() -> String { CSVRoundTripTests.texts.randomElement(using: &random)! }
        mutating func id() -> String {
            ["x-\(number(9999))", "=id\(number(9))", "a,b\(number(99))", "'+1"].randomElement(using: &random)!
        }
        mutating func number(_ most: Int) -> Int { Int.random(in: 0...most, using: &random) }
        mutating func chance() -> Bool { Bool.random(using: &random) }
        mutating func hsa() -> HSAID {
            HSAID(rawValue: ["SE2321000016-1A", "IFV1239877878-1042", "X", "ÅÄÖ-1"].randomElement(using: &random)!)
        }
        mutating func day() -> Day { Day(iso: "2024-01-01")! + number(900) }
        mutating func time() -> LocalTime { LocalTime(day: day(), second: number(86_399)) }

        mutating func patient() throws -> PersonIdentifier {
            let written = ["19121212-1212", "701063-2391", "200002292399", "195704289999"]
            if number(4) == 0 { return try PersonIdentifier(reserve: "RES\(1000 + number(999))") }
            return try PersonIdentifier(swedish: written.randomElement(using: &random)!, on: CSVRun.today)
        }

        mutating func issuer() -> Issuer {
            Issuer(hsaID: hsa(), name: text(), positions: chance() ? [] : ["203090", "204010"])
        }

        /// A certificate with answers for every column of its form, as a reader of that form would give them.
        mutating func certificate(_ kind: CertificateKind) throws -> Certificate {
            try #require(try CSVRun(try line(kind)).certificates.first)
        }

        /// Built from words, so that the first reading makes the answers; what is then written must give them again.
        private mutating func line(_ kind: CertificateKind) throws -> String {
            var cells: [(String, String)] = [
                ("intygs_id", id()), ("typ", kind.title), ("version", "1.3"), ("lakare_hsa_id", hsa().rawValue),
                ("lakare_namn", text()), ("lakare_befattning", "203090|204010"), ("enhet_hsa_id", hsa().rawValue),
                ("enhet_namn", text()),
                ("vardgivare_hsa_id", hsa().rawValue), ("vardgivare_namn", text()), ("patientnamn", text()),
            ]
            let patient = try patient()
            cells.append(("personnummer", patient.formatted))
            cells.append(("id_typ", patient.kind == .reserve ? "reservnummer" : ""))
            let signed = time()
            cells.append(("signerat", "\(signed)"))
            if chance() { cells.append(("skickat", "\(signed)")) }
            let first = signed.day
            cells.append(
                (
                    "perioder",
                    kind == .ag114
                        ? "\(first)..\(first + 9):\(1 + number(99))"
                        : "\(first)..\(first + 9):100|\(first + 10)..\(first + 20):25"
                ))
            if chance() {
                cells.append(
                    ("grund", kind == .ag114 ? "undersokning:\(first)|annat:\(first)" : "journaluppgifter|annat:\(first)"))
            }
            if cells.contains(where: { $0.0 == "grund" }), chance() { cells.append(("grund_annat", text())) }
            if chance() { cells.append(("sysselsattning", kind == .ag114 ? "arbete" : "arbete|studier")) }
            if chance() { cells += [("relation1_typ", "forlanger"), ("relation1_intygs_id", id())] }
            for column in 1...3 where number(2) > 0 || column == 1 {
                cells += [("diagnos\(column)_kod", ["F432", "M54", "J069"][column - 1]), ("diagnos\(column)_text", text())]
                if number(3) == 0 { cells.append(("diagnos\(column)_system", "KSH97-P")) }
            }
            let open = ["yrke", "ovrigt"]
            let national = [
                "funktionsnedsattning", "aktivitetsbegransning", "pagaende_behandling", "planerad_behandling",
                "langre_an_beslutsstod",
                "atgarder_text",
            ]
            for column in open + (kind == .ag114 ? ["arbetsformaga_nedsattning"] : national) where chance() {
                cells.append((column, text()))
            }
            if chance() { cells += [("kontakt_onskas", "ja"), ("kontakt_skal", text())] }
            if kind == .ag114 || kind == .ag7804 { cells.append(("diagnos_formedlas", "ja")) }
            if kind == .ag114 {
                cells += [("arbetsformaga_finns", "nej"), ("arbetsformaga_beskrivning", text())]
            } else {
                if chance() { cells.append(("smittbarare", chance() ? "ja" : "nej")) }
                if chance() { cells += [("arbetstid_ojamn", "ja"), ("arbetstid_skal", text()), ("arbetsresor", "nej")] }
                let prognoses = [
                    "stor_sannolikhet", "sannolikt_inte", "oklar", "efter_60_dagar", "efter_365_dagar", "efter_4_manader",
                ]
                if chance() { cells += [("prognos", prognoses.randomElement(using: &random)!), ("prognos_text", text())] }
                if chance() { cells.append(("atgarder", "arbetstraning|besok_arbetsplats")) }
            }
            func quoted(_ cell: String) -> String {
                let needsGuard = cell.drop { $0 == "'" }.first.map { "=+-@\t\r".contains($0) } ?? false
                return "\"" + ((needsGuard ? "'" : "") + cell).replacing("\"", with: "\"\"") + "\""
            }
            return cells.map(\.0).joined(separator: ",") + "\n" + cells.map { quoted($0.1) }.joined(separator: ",") + "\n"
        }
    }

    private func reread(_ records: [CSVRecord], _ format: CSVFormat, _ flavour: CSVWriter.Flavour) throws -> CSVRun {
        var writer = CSVWriter(format, flavour: flavour)
        for record in records { try writer.write(record) }
        let run = try CSVRun(writer.take(), chunk: 999)
        #expect(run.faults == [])
        #expect(run.format == format)
        return run
    }

    @Test("certificates of every kind", arguments: CertificateKind.allCases, [CSVWriter.Flavour.standard, .excel])
    func certificates(_ kind: CertificateKind, _ flavour: CSVWriter.Flavour) throws {
        var maker = Maker(random: TestRandom(state: UInt64(kind.rawValue)))
        let written = try (0..<200).map { _ in try maker.certificate(kind) }
        #expect(try reread(written.map { .certificate($0) }, .certificates, flavour).certificates == written)
        for certificate in written {
            let facts = Certificate.facts(kind: kind, answers: certificate.answers)
            #expect(facts.periods == certificate.periods)
            #expect(facts.occupations == certificate.occupations)
            #expect(facts.diagnoses.map(\.code) == certificate.diagnoses.map(\.code))
            #expect(facts.isInfectionCarrier == certificate.isInfectionCarrier)
        }
    }

    @Test("the six smaller formats", arguments: [CSVWriter.Flavour.standard, .excel])
    func others(_ flavour: CSVWriter.Flavour) throws {
        var maker = Maker(random: TestRandom(state: 5))
        for _ in 0..<200 {
            let revokedBy = maker.chance() ? maker.issuer() : nil
            try expectSame(
                Revocation(
                    certificate: .init(rawValue: maker.id()), revokedAt: maker.time(), reason: maker.text(), revokedBy: revokedBy),
                .revocations, flavour, CSVRecord.revocation
            ) { if case .revocation(let value) = $0 { value } else { nil } }
            try expectSame(
                ProcedureRegistration(
                    id: maker.id(), patient: try maker.patient(), careUnit: maker.hsa(), day: maker.day(), code: "DV077",
                    performedBy: maker.chance() ? maker.hsa() : nil),
                .procedures, flavour, CSVRecord.procedure
            ) { if case .procedure(let value) = $0 { value } else { nil } }
            try expectSame(try message(&maker), .messages, flavour, CSVRecord.message) {
                if case .message(let value) = $0 { value } else { nil }
            }
            try expectSame(
                StaffMember(
                    hsaID: maker.hsa(), name: "N" + maker.text(), careUnit: maker.hsa(), position: "203090",
                    isPhysician: maker.chance(),
                    trainedOn: maker.chance() ? maker.day() : nil, employedFrom: Day(iso: "2020-01-01"),
                    employedThrough: maker.day()),
                .staff, flavour, CSVRecord.staff
            ) { if case .staff(let value) = $0 { value } else { nil } }
            try expectSame(
                CareUnit(
                    hsaID: HSAID(rawValue: "U1"), name: "E" + maker.text(),
                    careProvider: CareProviderReference(hsaID: maker.hsa(), name: maker.text()),
                    parent: maker.chance() ? maker.hsa() : nil),
                .units, flavour, CSVRecord.unit
            ) { if case .unit(let value) = $0 { value } else { nil } }
            try expectSame(
                UnitVolume(
                    careUnit: maker.hsa(), month: maker.day().month, visits: maker.chance() ? maker.number(99999) : nil,
                    listedPatients: maker.number(99999)),
                .volumes, flavour, CSVRecord.volume
            ) { if case .volume(let value) = $0 { value } else { nil } }
        }
    }

    private func message(_ maker: inout Maker) throws -> CaseMessage {
        CaseMessage(
            id: .init(rawValue: maker.id()), certificate: .init(rawValue: maker.id()),
            patient: maker.chance() ? try maker.patient() : nil,
            subject: CaseMessage.Subject.allCases.randomElement(using: &maker.random)!,
            direction: maker.chance() ? .fromAgency : .fromCare, sentAt: maker.chance() ? maker.time() : nil,
            heading: maker.text(),
            text: maker.text(),
            questions: (0..<maker.number(8)).map {
                .init(question: "\($0 + 1)", instance: $0 % 2 == 0 ? nil : $0, text: maker.text())
            },
            answerBy: maker.chance() ? maker.day() : nil, answers: maker.chance() ? .init(rawValue: maker.id()) : nil,
            remindsOf: nil,
            receiver: maker.text(), reference: maker.text(), contact: maker.text())
    }

    private func expectSame<Value: Equatable>(
        _ value: Value, _ format: CSVFormat, _ flavour: CSVWriter.Flavour, _ wrap: (Value) -> CSVRecord,
        _ unwrap: (CSVRecord) -> Value?
    ) throws {
        let read = try reread([wrap(value)], format, flavour).records.compactMap(unwrap)
        #expect(read == [value])
    }

    @Test("no cell begins with a sign that a spreadsheet acts on")
    func guarded() throws {
        var writer = CSVWriter(.units)
        for text in Self.texts {
            writer.write(
                CareUnit(
                    hsaID: HSAID(rawValue: "U"), name: text, careProvider: .init(hsaID: HSAID(rawValue: "P"), name: text),
                    parent: nil))
        }
        let bytes = writer.take()
        for (previous, byte) in zip(bytes, bytes.dropFirst()) where previous == 0x2C {
            #expect(byte != 0x3D && byte != 0x2B && byte != 0x2D && byte != 0x40)
        }
        #expect(!String(decoding: bytes, as: UTF8.self).contains("\"="))
    }

    @Test("what a row has no room for is refused, not cut")
    func tooMany() throws {
        var maker = Maker(random: TestRandom(state: 3))
        var certificate = try maker.certificate(.fk7804)
        certificate.relations = (0..<3).map { .init(kind: .renews, certificate: .init(rawValue: "\($0)")) }
        var writer = CSVWriter(.certificates)
        #expect(throws: CSVWriter.Fault.self) { try writer.write(certificate) }
    }

    @Test("several answers to a question of FK 7263 are all in the cell, and a day with a zone is one that reads back")
    func several() throws {
        var certificate = Certificate(
            id: .init(rawValue: "a"), kind: .fk7263, formVersion: "1.0", patient: try PersonIdentifier(reserve: "RES1001"),
            patientName: "", issuer: Issuer(hsaID: HSAID(rawValue: "L"), name: ""),
            careUnit: CareUnitReference(hsaID: HSAID(rawValue: "E"), name: ""),
            careProvider: CareProviderReference(hsaID: HSAID(rawValue: "G"), name: ""), signedAt: LocalTime(day: CSVRun.today),
            sentAt: nil, diagnoses: [], periods: [], occupations: [], isInfectionCarrier: false, relations: [], answers: [])
        certificate.answers = ["Ett", "Två"].map { Answer(question: "25", parts: [Answer.Part("25.1", .text($0))]) }
        let ground = AnswerValue.code(CodedValue(code: "UNDERSOKNING", system: CodeList.groundsV1.system))
        certificate.answers.append(
            Answer(question: "1", parts: [Answer.Part("1.1", ground), Answer.Part("1.2", .text("2026-03-17+01:00"))]))
        var writer = CSVWriter(.certificates)
        try writer.write(certificate)
        let text = String(decoding: writer.bytes, as: UTF8.self)
        #expect(text.contains("\"Ett\nTvå\"") && text.contains(":2026-03-17,"))
    }
}
