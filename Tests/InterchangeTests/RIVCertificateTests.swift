import Foundation
import Interchange
import SickLeave
import Testing

@Suite("RIV-TA certificates")
struct RIVCertificateTests {
    static let reader = RIVReader(today: Day(iso: "2026-11-21")!)

    static func certificate(_ xml: String) throws -> Certificate {
        let readings = reader.documents(in: Array(xml.utf8))
        #expect(readings.count == 1)
        guard case .certificate(let certificate) = try readings[0].result.get() else {
            throw RIVFault(.notXML)
        }
        return certificate
    }

    @Test("who, whom, where and when are read")
    func heading() throws {
        let certificate = try Self.certificate(RIVFixture.declaration + RIVFixture.certificate())
        #expect(certificate.id.rawValue == "intyg-1")
        #expect(certificate.kind == .fk7804)
        #expect(certificate.formVersion == "1.3")
        #expect(certificate.patient.canonical == "191212121212")
        #expect(certificate.patientName == "Tolvan Påhittad")
        #expect(certificate.issuer == Issuer(hsaID: HSAID("SE999-LAKARE")!, name: "Östen Exempel", positions: ["203090"]))
        #expect(certificate.careUnit == CareUnitReference(hsaID: HSAID("SE999-ENHET1")!, name: "Åsens vårdcentral"))
        #expect(certificate.careProvider == CareProviderReference(hsaID: HSAID("SE999-GIVARE")!, name: "Region Påhitt"))
        #expect(certificate.signedAt == LocalTime(iso: "2026-03-02T08:30:00"))
        #expect(certificate.sentAt == LocalTime(iso: "2026-03-02T08:31:00"))
    }

    @Test("the facts follow from the answers")
    func facts() throws {
        let certificate = try Self.certificate(RIVFixture.certificate())
        #expect(certificate.diagnoses.map(\.code) == [DiagnosisCode("M545"), DiagnosisCode("G43")])
        #expect(certificate.diagnoses.map(\.text) == ["Värk i ryggen", "Migrän"])
        #expect(certificate.periods.map(\.extent) == [.full, .half])
        #expect(certificate.days == DayRange(Day(iso: "2026-03-02")!, through: Day(iso: "2026-03-31")!))
        #expect(certificate.occupations == [.work])
        #expect(!certificate.isInfectionCarrier)
        #expect(certificate.answers.map(\.question) == ["28", "29", "6", "32", "32"])
        #expect(certificate.answers.map(\.instance) == [1, 0, 0, 1, 2])
        #expect(certificate.answers[1].part("29.1") == .text("Bagare på nattskift & helg"))
    }

    @Test(
        "the type says the form",
        arguments: [
            ("LISJP", CertificateKind.fk7804), ("FK7804", .fk7804), ("AG7804", .ag7804), ("AG1-14", .ag114), ("AG114", .ag114),
            ("FK7263", .fk7263),
        ])
    func kinds(type: String, kind: CertificateKind) throws {
        #expect(try Self.certificate(RIVFixture.certificate(type: type)).kind == kind)
    }

    @Test("AG1-14 has question numbers of its own and a stepless extent")
    func shortForm() throws {
        let answers = [
            RIVFixture.answer("1", row: 1, RIVFixture.code("1.1", "NUVARANDE_ARBETE", "KV_FKMU_0002")),
            RIVFixture.answer(
                "4", row: 1, "<c:delsvar id=\"4.1\">Influensa</c:delsvar>", RIVFixture.code("4.2", "J11", "1.2.752.116.1.1.1.1.3")
            ),
            RIVFixture.answer("6", "<c:delsvar id=\"6.1\">true</c:delsvar>"),
            RIVFixture.answer(
                "7", "<c:delsvar id=\"7.1\"><t:pq><t:value>35.0</t:value><t:unit>%</t:unit></t:pq></c:delsvar>",
                RIVFixture.period("7.2", "2026-03-02", "2026-03-06")),
        ].joined()
        let certificate = try Self.certificate(RIVFixture.certificate(type: "AG1-14", version: "1.0", answers: answers))
        #expect(certificate.periods.map(\.extent.percent) == [35])
        #expect(certificate.diagnoses == [Diagnosis(code: DiagnosisCode("J11"), text: "Influensa")])
        #expect(certificate.occupations == [.work])
        #expect(certificate.answers[3].part("7.1") == .text("35.0 %"))
    }

    @Test("answers of version 2 are kept: months, free-standing codes, several codes in one part")
    func version2() throws {
        let answers = [
            RIVFixture.answer(
                "39", RIVFixture.code("39.1", "ATER_X_ANTAL_MANADER", "KV_FKMU_0006"), "<c:delsvar id=\"39.4\">12</c:delsvar>"),
            RIVFixture.answer(
                "35",
                "<c:delsvar id=\"35.2\"><t:cv><t:code>b280</t:code><t:codeSystem>icf</t:codeSystem></t:cv><t:cv><t:code>b152</t:code><t:codeSystem>icf</t:codeSystem></t:cv></c:delsvar>"
            ),
            RIVFixture.answer("6", RIVFixture.code("6.2", "A78", "1.2.752.116.1.1.1")),
        ].joined()
        let certificate = try Self.certificate(RIVFixture.certificate(type: "FK7804", version: "2.0", answers: answers))
        #expect(certificate.formVersion == "2.0")
        #expect(certificate.answers[0].part("39.4") == .text("12"))
        #expect(certificate.answers[1].parts.map(\.value.text) == ["b280", "b152"])
        #expect(certificate.diagnoses.map(\.code.code) == ["A78"])
        let quantity = "<c:delsvar id=\"39.4\"><t:pq><t:value>12.0</t:value><t:unit>mån</t:unit></t:pq></c:delsvar>"
        let prognosis = RIVFixture.answer("39", RIVFixture.code("39.1", "ATER_X_ANTAL_MANADER", "KV_FKMU_0006"), quantity)
        let counted = try Self.certificate(RIVFixture.certificate(type: "FK7804", version: "2.0", answers: prognosis))
        #expect(counted.answers[0].part("39.4").flatMap(FormMonths.read) == 12)
        var writer = CSVWriter(.certificates)
        try writer.write(counted)
        #expect(String(decoding: writer.take(), as: UTF8.self).contains("efter_12_manader"))
    }

    @Test("impossible answers are kept as written and leave the facts empty")
    func badAnswers() throws {
        let answers = [
            RIVFixture.answer(
                "32", RIVFixture.code("32.1", "HALFTEN", "KV_FKMU_0003"), RIVFixture.period("32.2", "2026-02-30", "2026-03-31")),
            RIVFixture.answer(
                "32", RIVFixture.code("32.1", "HALFTEN", "KV_FKMU_0003"), RIVFixture.period("32.2", "2026-04-30", "2026-04-01")),
            RIVFixture.answer("28", RIVFixture.code("28.1", "STUDERANDE", "KV_FKMU_0002")),
            RIVFixture.answer("29", "<c:delsvar id=\"29.1\">  \n </c:delsvar>"),
            "<c:svar><c:delsvar>utan nummer</c:delsvar></c:svar>",
        ].joined()
        let certificate = try Self.certificate(RIVFixture.certificate(answers: answers))
        #expect(certificate.periods.isEmpty && certificate.occupations.isEmpty && certificate.diagnoses.isEmpty)
        #expect(certificate.answers[0].part("32.2") == .period(start: "2026-02-30", end: "2026-03-31"))
        #expect(certificate.answers[1].instance == 0)
        #expect(certificate.answers[3].part("29.1") == .text("  \n "))
        #expect(certificate.answers[4] == Answer(question: "", instance: 0, parts: [Answer.Part("", .text("utan nummer"))]))
    }

    @Test("a row number that is none, and a value that says the same thing twice, are seen as what they are")
    func doubled() throws {
        let code = RIVFixture.code("28.1", "STUDIER", "KV_FKMU_0002")
        let twice = code.replacing("</t:code>", with: "</t:code><t:code>NUVARANDE_ARBETE</t:code>")
        let period = RIVFixture.period("32.2", "2026-03-02", "2026-03-15")
        let answers = [
            RIVFixture.answer("28", row: 0, code), RIVFixture.answer("28", row: 2, twice),
            RIVFixture.answer("28", "<c:instans>x</c:instans>", code),
            RIVFixture.answer("28", "<c:instans>1</c:instans><c:instans>2</c:instans>", code),
            RIVFixture.answer("32", row: 1, period.replacing("<t:end>", with: "<t:end>2026-03-09</t:end><t:end>")),
        ].joined()
        let certificate = try Self.certificate(RIVFixture.certificate(answers: answers))
        #expect(certificate.answers.map(\.instance) == [-1, 2, -1, -1, 1])
        #expect(certificate.occupations == [.studies] && certificate.periods.isEmpty)
        #expect(certificate.answers[1].part("28.1") == .text("STUDIERNUVARANDE_ARBETEKV_FKMU_0002"))
    }

    @Test(
        "an element where the form has none, or text beside one, is a fault: a part of the answer would be lost",
        arguments: [
            "<c:delsvar id=\"35.1\">Haltar <x>mer</x></c:delsvar>", "<c:delsvar id=\"35.1\"><x>Haltar</x> mer</c:delsvar>",
            "<c:delsvar id=\"35.1\"><x>Haltar</x></c:delsvar>",
            "<c:delsvar id=\"34.1\"><t:pq><t:value>true</t:value></t:pq></c:delsvar>",
            "<c:delsvar id=\"1.2\"><t:partialDate><t:value>2026-03-02</t:value></t:partialDate></c:delsvar>",
            RIVFixture.code("28.1", "<x>STUDIER</x>", "KV_FKMU_0002"), RIVFixture.code("28.1", "STUDIER", "<x>KV_FKMU_0002</x>"),
            RIVFixture.period("32.2", "<x>2026-03-02</x>", "2026-03-15"),
            RIVFixture.code("28.1", "STUDIER", "KV_FKMU_0002").replacing("</t:cv>", with: "</t:cv>ja"),
            RIVFixture.code("28.1", "STUDIER", "KV_FKMU_0002").replacing("<t:cv>", with: "<t:cv>ja"),
        ])
    func nested(part: String) throws {
        let xml = RIVFixture.certificate(answers: RIVFixture.answer("35", part))
        guard case .failure(let fault) = Self.reader.documents(in: Array(xml.utf8))[0].result else {
            Issue.record("was read")
            return
        }
        #expect(fault.swedish.contains("har ett element som formuläret inte har där"))
        // The old form is read as its many systems wrote it, as long as nothing is lost.
        let old = Self.reader.documents(in: Array(xml.replacing("LISJP", with: "FK7263").utf8))[0].result
        let losesText = ["Haltar <x>", "</x> mer", "</t:cv>ja", "<t:cv>ja"].contains { part.contains($0) }
        #expect(((try? old.get()) == nil) == losesText)
    }

    @Test("white space and comments around a value's element are nothing")
    func spaced() throws {
        let code =
            "<c:delsvar id=\"28.1\">\n <!-- val --> <t:cv code=\"x\">\n<t:code>STUDIER</t:code> <t:codeSystem>KV_FKMU_0002</t:codeSystem>\n</t:cv>\n</c:delsvar>"
        let certificate = try Self.certificate(
            RIVFixture.certificate(answers: RIVFixture.answer("28", row: 1, code.replacing(" code=\"x\"", with: ""))))
        #expect(certificate.occupations == [.studies])
        // A name that the reader knows as an attribute is the element's own text no more than any other.
        let withID = RIVFixture.answer("28", row: 1, code.replacing(" code=\"x\"", with: " id=\"x\""))
        #expect(try Self.certificate(RIVFixture.certificate(answers: withID)).occupations == [.studies])
    }

    @Test("what there is one of stands once")
    func once() {
        let whole = RIVFixture.certificate()
        func fault(_ xml: String) -> RIVFault.Reason? {
            guard case .failure(let fault) = Self.reader.documents(in: Array(xml.utf8))[0].result else { return nil }
            return fault.reason
        }
        func twice(_ start: String, _ end: String) -> String {
            let from = whole.range(of: start)!.lowerBound
            let range = from..<whole.range(of: end)!.upperBound
            return whole.replacingCharacters(in: range, with: whole[range] + whole[range])
        }
        #expect(fault(twice("<r:intyg>", "</r:intyg>")) == .repeated(.certificate))
        #expect(fault(twice("<c:intygs-id>", "</c:intygs-id>")) == .repeated(.certificateID))
        #expect(fault(twice("<c:typ>", "</c:typ>")) == .repeated(.certificateType))
        #expect(fault(twice("<c:signeringstidpunkt>", "</c:signeringstidpunkt>")) == .repeated(.signedAt))
        #expect(fault(twice("<c:patient>", "</c:patient>")) == .repeated(.patient))
        #expect(fault(twice("<c:person-id>", "</c:person-id>")) == .repeated(.patient))
        #expect(
            fault(
                whole.replacing(
                    "191212121212</t:extension>", with: "191212121212</t:extension><t:extension>201212121212</t:extension>"))
                == .repeated(.patient))
        #expect(fault(twice("<c:enhet>", "</c:enhet>")) == .repeated(.careUnit))
        #expect(fault(twice("<c:vardgivare>", "</c:vardgivare>")) == .repeated(.careProvider))
        #expect(fault(whole) == nil)
    }

    @Test("relations say which certificate is renewed or replaced")
    func relations() throws {
        func relation(_ code: String, _ id: String) -> String {
            "<c:relation><c:typ><t:code>\(code)</t:code></c:typ>\(RIVFixture.identity("intygs-id", "x", id))</c:relation>"
        }
        let extra = relation("FRLANG", "a") + relation("ERSATT", "b") + relation("KOMPLT", "c") + relation("KOPIA", "d")
        let certificate = try Self.certificate(RIVFixture.certificate(extra: extra))
        #expect(certificate.relations.map(\.kind) == [.renews, .replaces, .complements, .copies])
        #expect(certificate.relations.map(\.certificate.rawValue) == ["a", "b", "c", "d"])
    }

    @Test("the root decides what kind of identity it is")
    func identities() throws {
        func patient(_ root: String, _ number: String) throws -> PersonIdentifier {
            try Self.certificate(RIVFixture.certificate(patient: number, patientRoot: root)).patient
        }
        #expect(try patient("1.2.752.129.2.1.3.1", "19121212-1212").canonical == "191212121212")
        #expect(try patient("1.2.752.129.2.1.3.1", " 121212+1212 ").canonical == "191212121212")
        #expect(try patient("1.2.752.129.2.1.3.3", "197010632391").kind == .coordination)
        #expect(try patient("1.2.752.74.9.1", "19121212-1212").kind == .reserve)
        #expect(try patient("1.2.752.97.3.1.3", "20120101TFA1").kind == .reserve)
        // The check digit is for the rules; a birth date that does not exist is nobody's.
        #expect(try patient("1.2.752.129.2.1.3.1", "191212121213").canonical == "191212121213")
        #expect(throws: RIVFault(.patient(.birthDate), line: 7)) { try patient("1.2.752.129.2.1.3.1", "191213321212") }
        #expect(throws: RIVFault(.patient(.checkDigit), line: 7)) { try patient("1.2.752.129.2.1.3.1", "121212-1213") }
        #expect(throws: RIVFault(.patient(.empty), line: 7)) { try patient("1.2.752.129.2.1.3.1", " ") }
    }

    @Test("a certificate that cannot be placed is a fault that names the field")
    func faults() {
        func fault(_ xml: String) -> RIVFault? {
            guard case .failure(let fault) = Self.reader.documents(in: Array(xml.utf8))[0].result else { return nil }
            return fault
        }
        #expect(fault(RIVFixture.certificate(id: ""))?.reason == .missing(.certificateID))
        #expect(fault(RIVFixture.certificate(unit: ""))?.reason == .missing(.careUnit))
        #expect(fault(RIVFixture.certificate(provider: ""))?.reason == .missing(.careProvider))
        #expect(fault(RIVFixture.certificate(signed: ""))?.reason == .missing(.signedAt))
        #expect(fault(RIVFixture.certificate(signed: "i går"))?.swedish.contains("Rad 5: Signeringstidpunkten") == true)
        #expect(fault(RIVFixture.certificate(type: "LUSE"))?.reason == .unsupportedCertificate(code: "LUSE"))
        #expect(fault(RIVFixture.certificate(type: "HITTEPÅ"))?.swedish.contains("Intygstypen ”HITTEPÅ” är okänd") == true)
        #expect(fault(RIVFixture.certificate(patient: "191213321212"))?.swedish.contains("1912") == false)
    }
}
