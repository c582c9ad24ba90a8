import SickLeave
import Storage
import TestKit
import Testing

@testable import UseCases

@Suite("A try to sign in that the store fails", .enabled(if: PostgresServer.isThere, "\(PostgresServer.missing)"))
struct ExcusedTryTests {
    @Test("is taken back also when its request may wait no longer")
    func impatient() async throws {
        let database = try LentDatabase()
        let attempts = SignInAttempts(database: database)
        let subject = SignInAttempts.Subject.account("anna.lakare")
        let patience = Patience()
        try await Patience.$ofRequest.withValue(patience) {
            let wait = try await attempts.admit([subject], at: Instant(rawValue: 0))
            #expect(wait == nil)
            patience.spend(.seconds(60))
            await #expect(throws: StorageError.unreachable(.allBusy)) { try await attempts.settle([subject]) { _ in } }
        }
        let failures = try await database.read { try SignInAttemptRepository($0).failures(subject: subject.hash)?.count }
        #expect((failures ?? 0) == 0)
    }
}
