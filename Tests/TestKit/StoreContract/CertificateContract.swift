import SickLeave
import Statistics
import Storage
import Testing

extension StoreContract {
    /// Stores certificates in one transaction and returns what came of each.
    static func store(_ certificates: [Certificate], in database: any Database) throws -> [CertificateRepository.Outcome] {
        try database.writeBlocking { (connection: any Connection) throws in
            let run = try ImportRunRepository(connection).start(source: "prov", at: Instant(rawValue: 0))
            let repository = CertificateRepository(connection, registry: Registry())
            return try repository.store(certificates.map { NewCertificate($0) }, importRun: run)
        }
    }

    static func statuses(_ database: any Database) throws -> [String: Int] {
        try database.readBlocking { (connection: any Connection) throws in
            var found: [String: Int] = [:]
            try connection.forEach("SELECT certificate_id, status FROM certificate") { found[$0.text(0)] = $0.int(1) }
            return found
        }
    }

    static func revoke(
        _ id: String, of patient: PersonIdentifier? = nil, in database: any Database
    ) throws -> RevocationRepository.Outcome {
        try database.writeBlocking { (connection: any Connection) throws in
            try RevocationRepository(connection).store(
                Revocation(
                    certificate: .init(rawValue: id), patient: patient, revokedAt: nil, reason: "Fel", revokedBy: nil),
                importRun: 1)
        }
    }

    static let certificates: [StoreContract] = [
        rule("a revocation that names another patient revokes nothing; a reserve number may be the same person's") {
            (database: any Database) throws in
            _ = try store([Fixture.certificate("a"), Fixture.certificate("b")], in: database)
            #expect(try revoke("a", of: Fixture.person(3), in: database) == .otherPatient)
            #expect(try revoke("a", of: Fixture.person(), in: database) == .applied(provider: 1))
            let reserve = PersonIdentifier(kind: .reserve, canonical: "SO123456")
            #expect(try revoke("b", of: reserve, in: database) == .applied(provider: 1))
            try database.readBlocking { (connection: any Connection) throws in
                let stored = try CertificateRepository.certificates(connection, provider: 1, numbers: [1, 2])
                #expect(stored.map(\.status) == [.revoked, .revoked])
            }
        },
        rule("a certificate comes back whole, with its periods in columns") { (database: any Database) throws in
            let certificate = Fixture.certificate("a", relations: [.init(kind: .renews, certificate: .init(rawValue: "0"))])
            #expect(try store([certificate, certificate], in: database) == [.stored(number: 1), .alreadyKnown(number: 1)])
            try database.readBlocking { (connection: any Connection) throws in
                let stored = try CertificateRepository.certificates(connection, provider: 1, numbers: [1])
                #expect(stored.map(\.certificate) == [certificate])
                #expect(stored[0].status == .inForce && stored[0].revocationReason == nil)
                let periods = try connection.all("SELECT periods FROM certificate") {
                    try CertificateRepository.periods($0.blob(0))
                }
                #expect(periods == [certificate.periods])
                #expect(
                    try connection.all("SELECT is_renewal, counts_in_spells FROM certificate") { [$0.int(0), $0.int(1)] } == [
                        [1, 1]
                    ])
                #expect(try CertificateRepository.certificates(connection, provider: 2, numbers: [1]).isEmpty)
            }
        },
        rule("the same id at another provider is another certificate") { (database: any Database) throws in
            let other = Fixture.certificate("a", unit: Fixture.outsideUnit, provider: Fixture.otherProvider)
            let outcomes = try store([Fixture.certificate("a"), other], in: database)
            #expect(outcomes == [.stored(number: 1), .stored(number: 2)])
        },
        rule("a conflict is kept once, shown to its own provider, and set aside by a person") { (database: any Database) throws in
            let changed = Fixture.certificate("a", percent: 50)
            _ = try store([Fixture.certificate("a"), changed, changed, Fixture.certificate("a", percent: 25)], in: database)
            try database.writeBlocking { (connection: any Connection) throws in
                let conflicts = ConflictRepository(connection)
                let waiting = try conflicts.waiting(provider: 1, limit: 10)
                #expect(waiting.map(\.ordinal) == [1, 2])
                #expect(waiting[0].stored == Fixture.certificate("a") && waiting[0].newcomer == changed && waiting[0].person == 1)
                #expect(try conflicts.waitingCount(provider: 2) == 0)
                try conflicts.setAside(provider: 1, number: 1, ordinal: 1, account: 5, at: Instant(rawValue: 9))
                try conflicts.setAside(provider: 1, number: 1, ordinal: 1, account: 6, at: Instant(rawValue: 10))
                #expect(try conflicts.waiting(provider: 1, limit: 10).map(\.ordinal) == [2])
                #expect(
                    try connection.first("SELECT decided_by_account_id FROM certificate_conflict WHERE ordinal = 1") { $0.int(0) }
                        == 5)
            }
            // What a person has looked at does not come back with the next delivery.
            #expect(try store([changed], in: database) == [.conflict(number: 1)])
            #expect(try database.readBlocking { try ConflictRepository($0).waitingCount(provider: 1) } == 1)
        },
        rule("replaced and complemented certificates leave the spells in any order of arrival") {
            (database: any Database) throws in
            func related(_ id: String, _ kind: CertificateRelation.Kind, _ other: String) -> Certificate {
                Fixture.certificate(id, relations: [.init(kind: kind, certificate: .init(rawValue: other))])
            }
            _ = try store(
                [
                    related("b", .replaces, "a"), Fixture.certificate("a"), Fixture.certificate("c"),
                    related("d", .complements, "c"),
                    related("e", .renews, "d"), related("f", .copies, "e"),
                ], in: database)
            #expect(try statuses(database) == ["a": 1, "b": 0, "c": 1, "d": 0, "e": 0, "f": 0])
            // Those that take another's place are looked for from its end; the others stand in their certificates alone.
            let lookedFor = try database.readBlocking {
                try $0.all("SELECT other_certificate_id FROM certificate_relation ORDER BY 1") { $0.text(0) }
            }
            #expect(lookedFor == ["a", "c"])
        },
        rule("a revocation works before and after its certificate, and gives back what was replaced") {
            (database: any Database) throws in
            #expect(try revoke("late", in: database) == .waiting(provider: nil))
            #expect(try revoke("late", in: database) == .alreadyKnown(provider: nil))
            let replacing = Fixture.certificate("b", relations: [.init(kind: .replaces, certificate: .init(rawValue: "a"))])
            _ = try store([Fixture.certificate("late"), Fixture.certificate("a"), replacing], in: database)
            #expect(try statuses(database) == ["late": 2, "a": 1, "b": 0])
            #expect(try revoke("b", in: database) == .applied(provider: 1))
            #expect(try statuses(database) == ["late": 2, "a": 0, "b": 2])
            let stored = try database.readBlocking { try CertificateRepository.certificates($0, provider: 1, numbers: [3]) }
            #expect(stored[0].certificate == replacing && stored[0].revocationReason == "Fel")
        },
        rule("what two replace counts again only when both are revoked") { (database: any Database) throws in
            let relation = CertificateRelation(kind: .replaces, certificate: .init(rawValue: "a"))
            _ = try store(
                [
                    Fixture.certificate("a"), Fixture.certificate("b", relations: [relation]),
                    Fixture.certificate("c", relations: [relation]),
                ],
                in: database)
            _ = try revoke("b", in: database)
            #expect(try statuses(database)["a"] == 1)
            _ = try revoke("c", in: database)
            #expect(try statuses(database)["a"] == 0)
        },
        rule("the snapshot has every row, with what counts in spells") { (database: any Database) throws in
            let replacing = Fixture.certificate("b", relations: [.init(kind: .replaces, certificate: .init(rawValue: "a"))])
            _ = try store(
                [Fixture.certificate("a"), replacing, Fixture.certificate("c", patient: Fixture.person(1))], in: database)
            _ = try revoke("c", in: database)
            let snapshot = try database.readBlocking { try SnapshotRepository($0).load(id: 7).snapshot }
            #expect(snapshot.id == 7)
            #expect(snapshot.certificates.number.sorted() == [1, 2, 3])
            let unit = try #require(snapshot.unit(number: 1))
            let spells = snapshot.ongoingSpells(careUnit: unit, on: Fixture.today, rule: .unit, recentlyEnded: 0)
            #expect(spells.map(\.certificates.count) == [1])
        },
    ]
}
