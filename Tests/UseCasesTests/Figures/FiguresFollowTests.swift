import SickLeave
import Statistics
import Storage
import TestKit
import Testing
import UseCases

@Suite("Figures follow the store")
struct FiguresFollowTests {
    @Test("what this program stores is in them by itself", .timeLimit(.minutes(10)), arguments: TestEngine.there)
    func own(engine: TestEngine) async throws {
        let database = try engine.database()
        try await follows(database, writer: database)
    }

    @Test(
        "what another program stores is in them by itself", .timeLimit(.minutes(10)),
        .enabled(if: PostgresServer.isThere, "\(PostgresServer.missing)"))
    func another() async throws {
        let database = try LentDatabase()
        try await follows(database, writer: database.another())
    }

    private func follows(_ database: any Database, writer: any Database) async throws {
        let changes = try database.changes()
        let figures = try Figures(database: database)
        let following = Task { await figures.follow(changes) { Issue.record($0) } }
        defer { following.cancel() }
        for id in ["a", "b"] {
            try ChangingStore(writer, seed: 0).store([Fixture.certificate(id)])
            let count = id == "a" ? 1 : 2
            while figures.snapshot.certificates.count < count { try await Task.sleep(for: .milliseconds(5)) }
        }
        _ = try await writer.write {
            try RevocationRepository($0).store(
                Revocation(certificate: .init(rawValue: "a"), revokedAt: nil, reason: "", revokedBy: nil), importRun: 1)
        }
        while !figures.snapshot.certificates.isRevoked(0) { try await Task.sleep(for: .milliseconds(5)) }
    }
}
