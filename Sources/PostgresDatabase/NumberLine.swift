import Foundation
import Storage
import Synchronization

/// Draws numbers from the sequence table, each draw its own short transaction on a connection of its own.
///
/// Drawn inside the long transaction that uses them, every two writers would meet at the same row and one of them would have to begin
/// again. A number whose transaction is rolled back is a gap, and gaps mean nothing.
final class NumberLine: Sendable {
    private let address: PostgresAddress
    private let limit: Duration
    private let link = Mutex<Link?>(nil)
    private let isDoubtful = Atomic(false)

    /// Not waited for on the disk: the commit that uses the number comes later in the same log, and takes this with it.
    private static let session = """
        SET synchronous_commit = off; SET lock_timeout = '5s';
        SET SESSION CHARACTERISTICS AS TRANSACTION ISOLATION LEVEL READ COMMITTED;
        """

    init(address: PostgresAddress, limit: Duration) {
        self.address = address
        self.limit = limit
    }

    /// Another connection was lost, so that this one may be.
    func doubt() { isDoubtful.store(true, ordering: .relaxed) }

    func reserve(_ count: Int, of sequence: NumberSequence) throws -> Int {
        try link.withLock { link in
            if isDoubtful.exchange(false, ordering: .relaxed) { link = nil }
            if let open = link, !open.isAlive(after: .seconds(60)) { link = nil }
            do {
                return try draw(count, of: sequence, on: &link)
            } catch StorageError.unreachable {
                link = nil
                return try draw(count, of: sequence, on: &link)
            }
        }
    }

    private func draw(_ count: Int, of sequence: NumberSequence, on link: inout Link?) throws -> Int {
        let open = try link ?? Link.opened(address, limit: limit, session: NumberLine.session, silence: limit)
        link = open
        open.lastUsed = .now
        let answer = try open.query(
            "UPDATE number_sequence SET next = next + \(count) WHERE name = \(sequence.rawValue) RETURNING next")
        var next: Int?
        answer.forEach { next = $0.int(0) }
        guard let next else { throw StorageError.other(code: 0, message: "missing sequence \(sequence.rawValue)") }
        return next - count
    }
}
