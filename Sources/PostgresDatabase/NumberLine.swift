import Dispatch
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
    /// Whose turn it is. The link's own lock would hold up a page for as long as an import before it waits for a server that stands still.
    private let turn = DispatchSemaphore(value: 1)
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

    /// - Parameter limit: for the turn, and for the answer; nil as long as it takes.
    func reserve(_ count: Int, of sequence: NumberSequence, within limit: Duration?) throws -> Int {
        let latest = limit.map { DispatchTime.now() + .milliseconds(Int($0.milliseconds)) } ?? .distantFuture
        guard turn.wait(timeout: latest) == .success else { throw StorageError.unreachable(.allBusy) }
        defer { turn.signal() }
        return try link.withLock { link in
            if isDoubtful.exchange(false, ordering: .relaxed) { link = nil }
            if let open = link, !open.isAlive(after: .seconds(60)) { link = nil }
            do {
                return try draw(count, of: sequence, on: &link, within: limit)
            } catch StorageError.unreachable(let fault) {
                let hasWaited = link?.failure == .silent
                link = nil
                guard !hasWaited else { throw StorageError.unreachable(fault) }
                return try draw(count, of: sequence, on: &link, within: limit)
            }
        }
    }

    private func draw(
        _ count: Int, of sequence: NumberSequence, on link: inout Link?, within limit: Duration?
    ) throws -> Int {
        let open = try link ?? Link.opened(address, limit: self.limit, session: NumberLine.session, silence: self.limit)
        link = open
        open.lastUsed = .now
        open.answersWithin = limit
        let answer = try open.query(
            "UPDATE number_sequence SET next = next + \(count) WHERE name = \(sequence.rawValue) RETURNING next")
        var next: Int?
        answer.forEach { next = $0.int(0) }
        guard let next else { throw StorageError.other(code: 0, message: "missing sequence \(sequence.rawValue)") }
        return next - count
    }
}
