package import SickLeave
package import Storage

/// Lets go of what has had its time: sessions that have ended, and notes of changes that every server has long taken in.
package struct Housekeeping: Sendable {
    private let database: any Database

    package init(database: any Database) { self.database = database }

    package func run(at instant: Instant) async throws {
        try await database.write { connection in
            try SessionRepository(connection).endExpired(outside: SignIn.limits(at: instant))
            try FigureChangeRepository(connection).forget(before: instant + -3_600)
        }
    }
}
