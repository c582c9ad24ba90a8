import Interchange
import SickLeave
import Storage
import TestKit
import Testing

@Suite("What others have taken the place of")
struct SupersedingTests {
    /// The rule, written out for a whole history.
    private struct History {
        var certificates: [Certificate] = []
        var revoked: Set<Certificate.ID> = []

        private func stands(_ id: Certificate.ID, _ seen: Set<Certificate.ID>) -> Bool {
            !revoked.contains(id) || isSuperseded(id, seen)
        }

        private func isSuperseded(_ id: Certificate.ID, _ seen: Set<Certificate.ID>) -> Bool {
            certificates.contains { other in
                !seen.contains(other.id)
                    && other.relations.contains { $0.kind.supersedes && $0.certificate == id }
                    && stands(other.id, seen.union([other.id]))
            }
        }

        var statuses: [String: Int] {
            Dictionary(
                uniqueKeysWithValues: certificates.map {
                    ($0.id.rawValue, revoked.contains($0.id) ? 2 : isSuperseded($0.id, [$0.id]) ? 1 : 0)
                })
        }
    }

    @Test(
        "what stands is the same in whatever order, and in whatever batches, certificates and revocations come",
        arguments: TestEngine.there)
    func anyOrder(engine: TestEngine) throws {
        let database = try engine.database()
        let registry = Registry()
        var random = SeededGenerator(source: SplitMix64(11))
        var seen: Set<Int> = []
        for round in 0..<60 {
            let ids = (0..<Int.random(in: 2...7, using: &random)).map { Certificate.ID(rawValue: "\(round)-\($0)") }
            var history = History()
            for id in ids {
                // Sometimes of itself, of one that never comes, or in a ring.
                let others = (0..<Int.random(in: 0...2, using: &random)).map { _ in
                    (ids + [.init(rawValue: "aldrig")]).randomElement(using: &random)!
                }
                let relations = Set(others).sorted { $0.rawValue < $1.rawValue }.map { other in
                    CertificateRelation(
                        kind: [.replaces, .complements, .renews].randomElement(using: &random)!, certificate: other)
                }
                history.certificates.append(Fixture.certificate(id.rawValue, relations: relations))
                if Int.random(in: 0..<3, using: &random) == 0 { history.revoked.insert(id) }
            }
            // Certificates and revocations in any order, some at once.
            var left = history.certificates.shuffled(using: &random)
            var revoked = history.revoked.sorted { $0.rawValue < $1.rawValue }.shuffled(using: &random)
            while !left.isEmpty || !revoked.isEmpty {
                if Bool.random(using: &random) {
                    let some = Array(left.prefix(Int.random(in: 1...3, using: &random)))
                    left.removeFirst(some.count)
                    try database.writeBlocking { connection in
                        _ = try CertificateRepository(connection, registry: registry)
                            .store(some.map { NewCertificate($0) }, importRun: 1)
                    }
                } else {
                    let some = Array(revoked.prefix(Int.random(in: 1...3, using: &random)))
                    revoked.removeFirst(some.count)
                    guard !some.isEmpty else { continue }
                    let revocations = some.map { Revocation(certificate: $0, revokedAt: nil, reason: "", revokedBy: nil) }
                    _ = try database.writeBlocking {
                        try RevocationRepository($0).store(
                            revocations, senders: revocations.map { _ in "" }, importRun: 1)
                    }
                }
            }
            let stored = try Self.statuses(database, round)
            #expect(stored == history.statuses, "round \(round)")
            seen.formUnion(stored.values)
            // What an earlier program left is told anew by one statement for all.
            try database.writeBlocking { connection in
                try connection.execute("UPDATE certificate SET status = number % 2 WHERE status <> 2")
                try connection.script(Migrator.Migration.supersededAnew.statements(connection.dialect))
            }
            #expect(try Self.statuses(database, round) == history.statuses, "round \(round), told anew")
        }
        #expect(seen == [0, 1, 2])
        #expect(try database.readBlocking { try CertificateCheck.faults($0) } == [])
    }

    @Test(
        "a certificate takes no other person's away, whichever comes first; one with an earlier number of the same person does",
        arguments: TestEngine.there, [false, true])
    func otherPersons(engine: TestEngine, together: Bool) throws {
        let reserve = PersonIdentifier(kind: .reserve, canonical: "RES1234")
        func replacing(_ id: String, _ other: String, _ patient: PersonIdentifier) -> Certificate {
            Fixture.certificate(id, patient: patient, relations: [.init(kind: .replaces, certificate: .init(rawValue: other))])
        }
        let certificates = [
            Fixture.certificate("0-a"), replacing("0-b", "0-a", Fixture.person(1)), Fixture.certificate("0-c", patient: reserve),
            replacing("0-d", "0-c", Fixture.person(2)),
        ]
        for order in [certificates, certificates.reversed()] {
            let database = try engine.database()
            for batch in together ? [order] : order.map({ [$0] }) {
                try database.writeBlocking {
                    _ = try CertificateRepository($0, registry: Registry()).store(batch.map { NewCertificate($0) }, importRun: 1)
                }
            }
            #expect(try Self.statuses(database, 0) == ["0-a": 0, "0-b": 0, "0-c": 1, "0-d": 0])
            let successors = try database.readBlocking {
                try CertificateRepository.successors($0, provider: 1, of: [1, 2, 3, 4]).count
            }
            #expect(successors == 1)
        }
    }

    private static func statuses(_ database: any Database, _ round: Int) throws -> [String: Int] {
        let rows = try database.readBlocking { connection in
            try connection.all(
                "SELECT certificate_id, status FROM certificate WHERE certificate_id LIKE \("\(round)-%")"
            ) { ($0.text(0), $0.int(1)) }
        }
        return Dictionary(uniqueKeysWithValues: rows)
    }
}
