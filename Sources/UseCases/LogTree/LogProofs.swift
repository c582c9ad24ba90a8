import Foundation
package import SickLeave
package import Storage

/// Proofs about one provider's log that need no other row of it (`docs/handbok/atkomstlogg.md`).
package struct LogProofs: Sendable {
    private let database: any Database
    private let log: LogTreeRepository.Log
    /// The newest, which inclusion is proved against.
    private let newest: LogTreeRepository.Checkpoint

    /// Nil when the provider has no log, or none with a checkpoint.
    package init?(database: any Database, provider: HSAID) throws {
        let found = try database.readBlocking { connection -> (LogTreeRepository.Log, LogTreeRepository.Checkpoint)? in
            guard let log = try LogTreeRepository.logs(connection).first(where: { $0.hsaID == provider.rawValue }),
                let newest = try LogTreeRepository(connection, provider: log.provider).newestCheckpoint()
            else { return nil }
            return (log, newest)
        }
        guard let found else { return nil }
        self.database = database
        (log, newest) = found
    }

    /// That the row stands under the newest checkpoint, as C2SP's tlog-proof; its extra data are the row's bytes.
    ///
    /// - Returns: nil for a row that is not there, is erased, or has no checkpoint yet.
    package func inclusion(ofRow id: Int) throws -> String? {
        try database.readBlocking { connection in
            let repository = LogTreeRepository(connection, provider: log.provider)
            guard let position = try repository.position(ofRow: id), position < newest.size,
                let content = try content(repository, at: position)
            else { return nil }
            let hashes = try hashes(repository).inclusionProof(of: position, size: newest.size)
            let lines = ["c2sp.org/tlog-proof@v1", "extra \(base64(content))", "index \(position)"] + hashes.map(base64)
            return lines.map { $0 + "\n" }.joined() + "\n" + newest.note
        }
    }

    /// That the first `old` rows are the beginning of the first `new`.
    ///
    /// - Returns: nil for sizes that the log has not had.
    package func consistency(from old: Int, to new: Int) throws -> String? {
        try database.readBlocking { connection in
            let hashes = try hashes(LogTreeRepository(connection, provider: log.provider))
            guard old > 0, old <= new, new <= hashes.count else { return nil }
            let lines =
                ["sakkunnig-log-consistency@v1", LogCheckpoint.origin(ofProvider: log.hsaID), "old \(old)", "new \(new)"]
                + hashes.consistencyProof(from: old, to: new).map(base64)
            return lines.map { $0 + "\n" }.joined()
        }
    }

    private func content(_ repository: LogTreeRepository, at position: Int) throws -> [UInt8]? {
        var content: [UInt8]?
        try repository.forEachLeaf(from: position, through: position, prefix: []) { content = $0.content }
        return content
    }

    private func hashes(_ repository: LogTreeRepository) throws -> LeafHashes {
        var hashes = LeafHashes()
        try repository.forEachHash(from: 0) { hashes.append($0) }
        return hashes
    }

    private func base64(_ bytes: [UInt8]) -> String { Data(bytes).base64EncodedString() }
}
