package import SickLeave
package import Storage

/// Erases what the log has kept for its years (gallring). The rows' hashes stay, so that the tree, and every proof about a younger row, is
/// what it was.
package struct LogErasure: Sendable {
    /// What the log's own row about it is about; its level is the number of places from the first.
    static let resource = "Åtkomstlogg"

    package struct Erased: Sendable {
        package let origin: String
        package let rows: Int
        /// Places whose rows are erased, these and those before.
        package let places: Int
    }

    private let database: any Database

    package init(database: any Database) { self.database = database }

    /// A checkpoint proves that its rows were there when it was made.
    static func isOldEnough(_ madeAt: Instant, at instant: Instant) -> Bool {
        instant - madeAt >= AccessLogRepository.keptDays * 86_400
    }

    /// Erases the rows under each log's newest checkpoint that is old enough. Blocks.
    package func run(at instant: Instant) throws -> [Erased] {
        let logs = try database.readBlocking { try LogTreeRepository.logs($0) }
        return try logs.compactMap { log in
            try database.writeBlocking { connection in
                let repository = LogTreeRepository(connection, provider: log.provider)
                guard
                    let places = try repository.checkpoints().last(where: { LogErasure.isOldEnough($0.madeAt, at: instant) })?
                        .size
                else { return nil }
                let rows = try repository.eraseRows(before: places)
                guard rows > 0 else { return nil }
                try AccessLog.append(entry(log, places: places, at: instant), in: connection)
                // Only a row with a place tells a check that the others may be gone.
                try LogTree.placeAll(repository)
                return Erased(origin: LogCheckpoint.origin(ofProvider: log.hsaID), rows: rows, places: places)
            }
        }
    }

    /// The erasure is itself a row of the log, by the command and not by a person who is signed in.
    private func entry(_ log: LogTreeRepository.Log, places: Int, at instant: Instant) -> AccessLogEntry {
        let provider = AccessLogContext.Place(number: log.provider, hsaID: log.hsaID, name: "")
        let whole = AccessLogContext.Place(number: Viewer.UnitOfViewer.wholeProvider, hsaID: log.hsaID, name: "")
        return AccessLogEntry(
            at: instant,
            context: AccessLogContext(
                account: 0, userHSAID: "", userName: "sakkunnig log erase", title: "Drift", assignment: "", provider: provider,
                unit: whole, purpose: AccessLog.Purpose.administration.rawValue, owner: whole, system: AccessLog.system),
            activity: Activity.erase.rawValue, level: "\(places)", resource: LogErasure.resource, subject: .patients([]))
    }
}
