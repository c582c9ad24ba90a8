import SickLeave
import Storage
import Testing

extension StoreContract {
    /// Certificates that are known, in conflict, related and revoked in every mixture; the same each time.
    private struct Deliveries {
        private var state: UInt64 = 20_261_121

        private mutating func below(_ limit: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int((state >> 33) % UInt64(limit))
        }

        mutating func certificates(_ count: Int) -> [Certificate] {
            (0..<count).map { _ in
                let isOutside = below(4) == 0
                var relations: [CertificateRelation] = []
                while below(3) == 0, relations.count < 2 {
                    let kind = [CertificateRelation.Kind.renews, .replaces, .complements, .copies][below(4)]
                    relations.append(.init(kind: kind, certificate: .init(rawValue: "r-\(below(count))")))
                }
                return Fixture.certificate(
                    "r-\(below(count))", patient: Fixture.person(below(9)), name: below(3) == 0 ? "" : "Namn \(below(2))",
                    percent: below(6) == 0 ? 50 : 100, diagnosis: ["F432", "M545", "J069"][below(3)],
                    issuer: below(2) == 0 ? Fixture.doctor : Fixture.otherDoctor,
                    unit: isOutside ? Fixture.outsideUnit : Fixture.unit,
                    provider: isOutside ? Fixture.otherProvider : Fixture.provider, relations: relations)
            }
        }
    }

    /// What is stored of the certificates, without what stands for order or chance.
    private static func stored(_ connection: any Connection) throws -> [String] {
        let rows: [SQL] = [
            """
            SELECT v.hsa_id || ' ' || c.certificate_id || ' ' || p.identifier || ' ' || s.hsa_id || ' ' || d.code || ' ' || c.status
            FROM certificate c JOIN person p ON p.id = c.person_id JOIN diagnosis d ON d.id = c.diagnosis_id
            JOIN staff s ON s.care_provider_id = c.care_provider_id AND s.id = c.staff_id
            JOIN care_provider v ON v.id = c.care_provider_id
            """,
            """
            SELECT v.hsa_id || ' ' || p.identifier || ' ' || t.name || ' ' || t.sort_name FROM patient t
            JOIN person p ON p.id = t.person_id JOIN care_provider v ON v.id = t.care_provider_id
            """,
            """
            SELECT c.certificate_id || ' ' || r.kind || ' ' || r.other_certificate_id FROM certificate_relation r
            JOIN certificate c ON c.care_provider_id = r.care_provider_id AND c.number = r.certificate_number
            """,
            """
            SELECT v.hsa_id || ' ' || f.ordinal FROM certificate_conflict f JOIN care_provider v ON v.id = f.care_provider_id
            """,
        ]
        return try rows.flatMap { sql in try connection.all(sql) { $0.text(0) } }.sorted()
    }

    private static func kinds(_ outcomes: [CertificateRepository.Outcome]) -> [String] {
        outcomes.map { outcome in
            switch outcome {
            case .stored: "stored"
            case .alreadyKnown: "known"
            case .conflict: "conflict"
            }
        }
    }

    static let manyAtOnce: [StoreContract] = [
        rule("many certificates at once become what they become one by one") { (database: any Database) throws in
            var deliveries = Deliveries()
            var certificates = deliveries.certificates(120)
            // Revoked before they come; nothing names them, for then the order would matter one by one as well.
            certificates.insert(
                Fixture.certificate("late", relations: [.init(kind: .replaces, certificate: .init(rawValue: "r-5"))]), at: 60)
            certificates.insert(Fixture.certificate("later"), at: 90)
            certificates += [certificates[60], certificates[90]]
            let revoked = ["late", "later", "r-77", "r-90"].map {
                Revocation(certificate: .init(rawValue: $0), revokedAt: nil, reason: "Fel", revokedBy: nil)
            }
            // The slow twin: a statement for each, in a transaction that is taken back.
            struct TakenBack: Error {}
            func deliver(_ sizes: [Int], _ connection: any Connection) throws -> [String] {
                let run = try ImportRunRepository(connection).start(source: "prov", at: Instant(rawValue: 0))
                _ = try RevocationRepository(connection).store(Array(revoked.prefix(2)), senders: ["", ""], importRun: run)
                let registry = Registry()
                let repository = CertificateRepository(connection, registry: registry)
                var rest = certificates[...]
                var outcomes: [CertificateRepository.Outcome] = []
                for size in sizes {
                    outcomes += try repository.store(rest.prefix(size).map { NewCertificate($0) }, importRun: run)
                    rest = rest.dropFirst(size)
                }
                _ = try RevocationRepository(connection).store(Array(revoked.suffix(2)), senders: ["", ""], importRun: run)
                return kinds(outcomes)
            }
            var ways: [(outcomes: [String], stored: [String])] = []
            for sizes in [[124], Array(repeating: 1, count: 124), [7, 50, 1, 66]] {
                #expect(throws: TakenBack.self) {
                    try database.writeBlocking { (connection: any Connection) throws in
                        let outcomes = try deliver(sizes, connection)
                        ways.append((outcomes, try stored(connection)))
                        throw TakenBack()
                    }
                }
            }
            #expect(ways.count == 3 && Set(ways[0].outcomes) == ["stored", "known", "conflict"])
            for way in ways.dropFirst() {
                #expect(way.outcomes == ways[0].outcomes)
                #expect(way.stored == ways[0].stored)
            }
        },
        rule("who expects only new certificates is told of a known one by the constraint") { (database: any Database) throws in
            func store(_ ids: [String], looksFirst: Bool) throws -> [CertificateRepository.Outcome] {
                try database.writeBlocking { (connection: any Connection) throws in
                    try CertificateRepository(connection, registry: Registry())
                        .store(ids.map { NewCertificate(Fixture.certificate($0)) }, importRun: 1, looksFirst: looksFirst)
                }
            }
            #expect(kinds(try store(["a", "b"], looksFirst: false)) == ["stored", "stored"])
            // PostgreSQL runs the closure once more by itself, in case somebody else was first.
            #expect {
                try store(["c", "a"], looksFirst: false)
            } throws: { error in
                if case StorageError.constraint = error { true } else { false }
            }
            #expect(kinds(try store(["c", "a", "c"], looksFirst: true)) == ["stored", "known", "known"])
        },
        rule("who expects only new messages and registrations is told of a known one by the constraint") {
            (database: any Database) throws in
            _ = try store([Fixture.certificate("a")], in: database)
            func messages(_ ids: [String], looksFirst: Bool = false) throws -> [MessageRepository.Outcome] {
                try database.writeBlocking { (connection: any Connection) throws in
                    try MessageRepository(connection).store(
                        ids.map { message($0) }, importRun: 1, importedOn: Fixture.today, looksFirst: looksFirst)
                }
            }
            func registrations(_ ids: [String], looksFirst: Bool = false) throws -> [ProcedureRepository.Outcome] {
                let registrations = ids.map {
                    ProcedureRegistration(
                        id: $0, patient: Fixture.person(), careUnit: Fixture.unit.hsaID, day: Fixture.today, code: "DV077",
                        performedBy: nil)
                }
                return try database.writeBlocking { (connection: any Connection) throws in
                    try ProcedureRepository(connection, registry: Registry())
                        .store(registrations, importRun: 1, looksFirst: looksFirst)
                }
            }
            func isConstraint(_ error: any Error) -> Bool { if case StorageError.constraint = error { true } else { false } }
            // Twice in one delivery is no matter for the constraint.
            #expect(try messages(["m", "m"]) == [.stored(provider: 1), .alreadyKnown(provider: 1)])
            #expect(try registrations(["k", "k"]) == [.stored, .alreadyKnown])
            #expect { try messages(["n", "m"]) } throws: { isConstraint($0) }
            #expect { try registrations(["l", "k"]) } throws: { isConstraint($0) }
            #expect(try messages(["n", "m"], looksFirst: true) == [.stored(provider: 1), .alreadyKnown(provider: 1)])
            #expect(try registrations(["l", "k"], looksFirst: true) == [.stored, .alreadyKnown])
        },
        rule("a row that refers to nothing is refused among many, and what is referred to stays") {
            (database: any Database) throws in
            _ = try store([Fixture.certificate("a")], in: database)
            func isRefused(_ change: (any Connection) throws -> Void) -> Bool {
                do {
                    try database.writeBlocking(change)
                    return false
                } catch StorageError.constraint {
                    return true
                } catch {
                    return false
                }
            }
            let columns: [SQLName] = ["care_provider_id", "certificate_number", "kind", "other_certificate_id"]
            #expect(
                isRefused { connection in
                    try connection.insert(into: "certificate_relation", columns) { writer in
                        for (place, number) in [1, 1, 2].enumerated() {
                            try writer.add([.integer(1), .integer(Int64(number)), .integer(1), .text("x-\(place)")])
                        }
                    }
                })
            #expect(
                isRefused {
                    try $0.execute(
                        "INSERT INTO patient (care_provider_id, person_id, public_id, name, sort_name) VALUES (1, 99, 'x', '', '')"
                    )
                })
            for table in ["person", "patient", "staff", "care_unit", "diagnosis", "certificate"] as [SQLName] {
                #expect(isRefused { try $0.execute("DELETE FROM \(name: table)") }, "\(table.text)")
            }
            #expect(isRefused { try $0.execute("UPDATE certificate SET staff_id = 99") })
            #expect(isRefused { try $0.execute("UPDATE patient SET person_id = 99") })
            #expect(try statuses(database) == ["a": 0])
        },
    ]
}
