import SickLeave
import Storage
import Testing

extension StoreContract {
    static func message(
        _ id: String, about certificate: String = "a", _ subject: CaseMessage.Subject = .completion,
        direction: CaseMessage.Direction = .fromAgency, sent: String? = "2026-11-10", answers: String? = nil,
        patient: PersonIdentifier? = nil, receiver: String = "", reference: String = "", contact: String = ""
    ) -> CaseMessage {
        CaseMessage(
            id: .init(rawValue: id), certificate: .init(rawValue: certificate), patient: patient, subject: subject,
            direction: direction,
            sentAt: sent.map { LocalTime(day: Day(iso: $0)!, second: 3_600) }, heading: "Rubrik", text: "Text",
            questions: [.init(question: "35", instance: 1, text: "Mer"), .init(question: "29", instance: nil, text: "")],
            answerBy: Day(iso: "2026-11-24"), answers: answers.map(CaseMessage.ID.init(rawValue:)), remindsOf: nil,
            receiver: receiver, reference: reference, contact: contact)
    }

    static func send(_ messages: [CaseMessage], to database: any Database) throws -> [MessageRepository.Outcome] {
        try database.writeBlocking { (connection: any Connection) throws in
            try messages.map { try MessageRepository(connection).store($0, importRun: 1, importedOn: Fixture.today) }
        }
    }

    static func answered(_ database: any Database) throws -> [String: Bool] {
        let stored = try database.readBlocking { try MessageRepository($0).messages(provider: 1, certificates: [1]) }
        return Dictionary(uniqueKeysWithValues: stored.map { ($0.message.id.rawValue, $0.isAnswered) })
    }

    static let messages: [StoreContract] = [
        rule("a message is kept whole, once, with its certificate") { (database: any Database) throws in
            _ = try store([Fixture.certificate("a")], in: database)
            #expect(
                try send([message("m"), message("m"), message("n", about: "x")], to: database) == [
                    .stored(provider: 1), .alreadyKnown(provider: 1), .unknownCertificate,
                ])
            let stored = try database.readBlocking { try MessageRepository($0).messages(provider: 1, certificates: [1]) }
            #expect(stored.map(\.message) == [message("m")])
            #expect(stored[0].certificateNumber == 1 && !stored[0].isAnswered)
        },
        rule("a message keeps its receiver and its patient as they were sent") { (database: any Database) throws in
            _ = try store([Fixture.certificate("a")], in: database)
            let sent = [
                message(
                    "m", patient: Fixture.person(), receiver: Fixture.unit.hsaID.rawValue, reference: "FK-17",
                    contact: "Helga Handläggare\n010-123 45 67"),
                message("n", sent: "2026-11-11", patient: PersonIdentifier(kind: .reserve, canonical: "SO123456")),
            ]
            _ = try send(sent, to: database)
            let stored = try database.readBlocking { try MessageRepository($0).messages(provider: 1, certificates: [1]) }
            #expect(stored.map(\.message) == sent)
        },
        rule("a message is known again with or without reference and contact, and one with another reference is another") {
            (database: any Database) throws in
            _ = try store([Fixture.certificate("a")], in: database)
            _ = try send([message("m"), message("n", reference: "FK-1")], to: database)
            _ = try database.writeBlocking {
                try $0.execute("UPDATE case_message SET reference = NULL, contact = NULL WHERE message_id = 'm'")
            }
            #expect(
                try send(
                    [message("m", reference: "FK-1", contact: "Helga"), message("n", reference: "FK-2"), message("n")],
                    to: database)
                    == [.alreadyKnown(provider: 1), .otherContent, .alreadyKnown(provider: 1)])
        },
        rule("of two certificates with one id the message's unit decides, then its patient, and else nothing is guessed") {
            (database: any Database) throws in
            let other = Fixture.person(1)
            _ = try store(
                [
                    Fixture.certificate("a"),
                    Fixture.certificate("a", patient: other, unit: Fixture.outsideUnit, provider: Fixture.otherProvider),
                ], in: database)
            let (own, outside) = (Fixture.unit.hsaID.rawValue, Fixture.outsideUnit.hsaID.rawValue)
            var fromCare = message("svar", direction: .fromCare, receiver: "2021005521")
            fromCare.sendingUnit = Fixture.outsideUnit.hsaID
            #expect(
                try send(
                    [
                        message("m1", receiver: own), message("m2", receiver: outside.lowercased()),
                        message("m3", receiver: Fixture.otherProvider.hsaID.rawValue), fromCare, message("m4", patient: other),
                        message("m5", patient: Fixture.person()), message("m6"), message("m7", patient: Fixture.person(7)),
                        message("m8", receiver: "SE-OKÄND"),
                        // The unit stands before the patient: it is who shall read it, but not of another than its patient.
                        message("m9", patient: other, receiver: own),
                    ], to: database) == [
                        .stored(provider: 1), .stored(provider: 2), .stored(provider: 2), .stored(provider: 2),
                        .stored(provider: 2), .stored(provider: 1), .severalCertificates, .severalCertificates,
                        .severalCertificates, .otherPatient,
                    ])
        },
        rule("a message about another person than its certificate is not kept with it; a reserve number may be the same person's")
        {
            (database: any Database) throws in
            _ = try store([Fixture.certificate("a")], in: database)
            let reserve = PersonIdentifier(kind: .reserve, canonical: "SO123456")
            // Sent with ten digits, of which the reader took the other century.
            let guessed = PersonIdentifier(kind: .personal, canonical: "18" + Fixture.person().canonical.dropFirst(2))
            #expect(
                try send(
                    [
                        message("m1", patient: Fixture.person(3)), message("m2", patient: reserve), message("m3"),
                        message("m4", patient: guessed),
                    ], to: database)
                    == [.otherPatient, .stored(provider: 1), .stored(provider: 1), .stored(provider: 1)])
        },
        rule("a message to a unit whose provider has no such certificate waits, though another provider has one") {
            (database: any Database) throws in
            _ = try store(
                [Fixture.certificate("a"), Fixture.certificate("b", unit: Fixture.outsideUnit, provider: Fixture.otherProvider)],
                in: database)
            let message = message("m", receiver: Fixture.outsideUnit.hsaID.rawValue)
            #expect(try send([message], to: database) == [.unknownCertificate])
        },
        rule("a message without time of sending counts from the day of import") { (database: any Database) throws in
            _ = try store([Fixture.certificate("a")], in: database)
            _ = try send([message("m", sent: nil)], to: database)
            #expect(
                try database.readBlocking { try MessageRepository($0).messages(provider: 1, certificates: [1])[0].sentAt.day }
                    == Fixture.today)
        },
        rule("an answer from care answers, whichever comes first") { (database: any Database) throws in
            _ = try store([Fixture.certificate("a")], in: database)
            _ = try send(
                [
                    message("svar", .other, direction: .fromCare, answers: "sen"), message("sen"), message("tidig"),
                    message("svar2", .completion, direction: .fromCare, answers: "tidig"), message("obesvarad", .contact),
                ], to: database)
            let found = try answered(database)
            #expect(found["sen"] == true && found["tidig"] == true && found["obesvarad"] == false)
        },
        rule("a later complementing or replacing certificate answers, an earlier one or a renewal does not") {
            (database: any Database) throws in
            func related(_ id: String, _ kind: CertificateRelation.Kind, signed: String) -> Certificate {
                Fixture.certificate(id, signed: signed, relations: [.init(kind: kind, certificate: .init(rawValue: "a"))])
            }
            _ = try store(
                [
                    Fixture.certificate("a"), related("b", .renews, signed: "2026-11-15"),
                    related("c", .complements, signed: "2026-11-05"),
                ], in: database)
            _ = try send([message("m")], to: database)
            #expect(try answered(database) == ["m": false])
            _ = try store([related("d", .complements, signed: "2026-11-12")], in: database)
            #expect(try answered(database) == ["m": true])
        },
        rule("a certificate answers a completion alone, no question and no call to a meeting") {
            (database: any Database) throws in
            let complement = Fixture.certificate(
                "d", signed: "2026-11-12", relations: [.init(kind: .complements, certificate: .init(rawValue: "a"))])
            _ = try store([Fixture.certificate("a"), complement], in: database)
            let subjects: [(String, CaseMessage.Subject)] = [
                ("m", .completion), ("k", .contact), ("v", .caseConference), ("o", .other),
            ]
            _ = try send(subjects.map { message($0.0, $0.1) }, to: database)
            #expect(try answered(database) == ["m": true, "k": false, "v": false, "o": false])
        },
        rule("another person's certificate answers no completion") { (database: any Database) throws in
            let other = Fixture.certificate(
                "d", patient: Fixture.person(1), signed: "2026-11-12",
                relations: [.init(kind: .complements, certificate: .init(rawValue: "a"))])
            _ = try store([Fixture.certificate("a"), other], in: database)
            _ = try send([message("m")], to: database)
            #expect(try answered(database) == ["m": false])
        },
        rule("in the place of each stands the newest in force, through however many between") { (database: any Database) throws in
            func replacing(_ id: String, _ other: String) -> Certificate {
                Fixture.certificate(id, relations: [.init(kind: .replaces, certificate: .init(rawValue: other))])
            }
            // a ← b ← c, of which b is revoked; d ← e, of which e is revoked; f and g name each other.
            _ = try store(
                [
                    Fixture.certificate("a"), replacing("b", "a"), replacing("c", "b"), Fixture.certificate("d"),
                    replacing("e", "d"), replacing("f", "g"), replacing("g", "f"),
                ], in: database)
            _ = try revoke("b", in: database)
            _ = try revoke("e", in: database)
            let successors = try database.readBlocking {
                try CertificateRepository.successors($0, provider: 1, of: [1, 2, 3, 4, 5, 6, 7, 99])
            }
            #expect(successors == [1: 3, 2: 3])
        },
        rule("a revoked complement answers nothing") { (database: any Database) throws in
            let complement = Fixture.certificate(
                "d", signed: "2026-11-12", relations: [.init(kind: .complements, certificate: .init(rawValue: "a"))])
            _ = try store([Fixture.certificate("a"), complement], in: database)
            _ = try send([message("m")], to: database)
            _ = try revoke("d", in: database)
            #expect(try answered(database) == ["m": false])
        },
        rule("a measure is kept once, refused with other content, and needs a known unit") { (database: any Database) throws in
            _ = try store([Fixture.certificate("a")], in: database)
            func registration(_ day: String = "2026-11-02", unit: HSAID = Fixture.unit.hsaID) -> ProcedureRegistration {
                ProcedureRegistration(
                    id: "k", patient: Fixture.person(), careUnit: unit, day: Day(iso: day)!, code: "DV077",
                    performedBy: Fixture.doctor.hsaID)
            }
            try database.writeBlocking { (connection: any Connection) throws in
                let procedures = ProcedureRepository(connection, registry: Registry())
                #expect(try procedures.store(registration(unit: HSAID(rawValue: "SE-X")), importRun: 1) == .unknownUnit)
                #expect(try procedures.store(registration(), importRun: 1) == .stored)
                #expect(try procedures.store(registration(), importRun: 1) == .alreadyKnown)
                #expect(try procedures.store(registration("2026-11-03"), importRun: 1) == .otherContent)
                let days = DayRange(Day(iso: "2026-11-01")!, through: Day(iso: "2026-11-02")!)!
                let found = try procedures.registrations(provider: 1, unit: 1, person: 1, days: days)
                #expect(
                    found.map(\.code) == ["DV077"] && found[0].performedBy == Fixture.doctor.name
                        && found[0].unitName == Fixture.unit.name)
                #expect(try procedures.registrations(provider: 1, unit: 2, person: 1, days: days).isEmpty)
            }
        },
    ]

    static let responsibility: [StoreContract] = [
        rule("the newest row says who answers, and the history keeps them all") { (database: any Database) throws in
            _ = try store([Fixture.certificate("a"), Fixture.certificate("b", patient: Fixture.person(1))], in: database)
            try database.writeBlocking { (connection: any Connection) throws in
                let accounts = AccountRepository(connection)
                let anna = try accounts.create(userName: "anna", name: "Anna", hsaID: "", passwordHash: "")
                let karin = try accounts.create(userName: "karin", name: "Karin", hsaID: "", passwordHash: "")
                let repository = ResponsibilityRepository(connection)
                try repository.assign(provider: 1, unit: 1, persons: [1, 2], to: anna, by: karin, at: Instant(rawValue: 1))
                try repository.assign(provider: 1, unit: 1, persons: [1], to: karin, by: karin, at: Instant(rawValue: 2))
                try repository.assign(provider: 1, unit: 1, persons: [2], to: nil, by: anna, at: Instant(rawValue: 3))
                try repository.assign(provider: 1, unit: 1, persons: [], to: anna, by: anna, at: Instant(rawValue: 4))
                #expect(
                    try repository.current(provider: 1, unit: 1).map { "\($0.key) \($0.value.account) \($0.value.name)" } == [
                        "1 \(karin) Karin"
                    ])
                #expect(try repository.current(provider: 1, unit: 2).isEmpty)
                #expect(try repository.newest(provider: 1, unit: 2) == 0)
                let newest = try repository.newest(provider: 1, unit: 1)
                try repository.assign(provider: 1, unit: 1, persons: [1], to: nil, by: anna, at: Instant(rawValue: 5))
                #expect(try newest > 0 && repository.newest(provider: 1, unit: 1) > newest)
                let history = try repository.history(provider: 1, unit: 1, person: 2)
                #expect(history.map(\.responsible) == ["Anna", nil] && history.map(\.by) == ["Karin", "Anna"])
            }
        }
    ]
}
