package import SickLeave
package import Storage

/// Gives the access log's rows their places in the provider's tree of hashes, and signs what the tree has come to.
///
/// A row is written by the transaction that shows or changes the data, which does not wait for a place: places are given afterwards,
/// one server at a time for each provider. What binds is the next checkpoint that a witness has, so the wait costs no proof (ADR 0014).
package struct LogTree: Sendable {
    private let database: any Database

    package init(database: any Database) { self.database = database }

    /// Rows placed in one transaction: some thousandths of a second of the writer's time.
    private static let batch = 2_000

    /// Whether any row waits for its place.
    package func isBehind() throws -> Bool { try database.readBlocking { try LogTreeRepository.isBehind($0) } }

    /// Gives every row that has no place the next one. Blocks.
    ///
    /// - Returns: how many rows were placed.
    @discardableResult
    package func place() throws -> Int {
        let logs = try database.readBlocking { try LogTreeRepository.logs($0) }
        return try logs.reduce(0) { try $0 + place(provider: $1.provider) }
    }

    private func place(provider: Int) throws -> Int {
        var total = 0
        while true {
            let placed = try database.writeBlocking {
                try LogTree.placeBatch(LogTreeRepository($0, provider: provider))
            }
            total += placed
            if placed < LogTree.batch { return total }
        }
    }

    private static func placeBatch(_ repository: LogTreeRepository) throws -> Int {
        let hasher = MessageHasher()
        return try repository.placeOldest(batch, prefix: [HashTree.leafPrefix]) { hasher.digest(of: $0) }
    }

    /// The same in a transaction that needs them to have their places.
    static func placeAll(_ repository: LogTreeRepository) throws {
        while try placeBatch(repository) == batch {}
    }

    /// Places every row and signs a checkpoint over each log that has grown since its last. Blocks.
    ///
    /// - Returns: the newest checkpoint of each log, also of those that have not grown.
    package func checkpoint(key: LogKey, at instant: Instant) throws -> [LogCheckpoint.Note] {
        try place()
        let logs = try database.readBlocking { try LogTreeRepository.logs($0) }
        return try logs.compactMap { log in
            try database.writeBlocking { connection in
                let repository = LogTreeRepository(connection, provider: log.provider)
                let last = try repository.newestCheckpoint()
                let size = try repository.size()
                if let last, last.size >= size { return LogCheckpoint.Note(last.note) }
                guard size > 0 else { return nil }
                guard var tree = HashTree(size: last?.size ?? 0, peaks: last?.peaks ?? []) else {
                    throw StorageError.corrupt("the peaks of the log's last checkpoint")
                }
                try repository.forEachHash(from: tree.size) { tree.append($0) }
                let note = LogCheckpoint(
                    origin: LogCheckpoint.origin(ofProvider: log.hsaID), size: tree.size, root: tree.root, at: instant
                ).signed(with: key)
                try repository.add(.init(size: tree.size, madeAt: instant, note: note.text, peaks: tree.peaks))
                return note
            }
        }
    }
}
