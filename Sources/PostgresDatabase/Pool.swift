import Dispatch
import Foundation
import Storage
import Synchronization

/// The connections that are open: at most a given number, lent to one at a time, in the order in which they are asked for.
///
/// All waiting is on the clock that never jumps.
final class Pool: Sendable {
    private final class Waiter: Sendable {
        let signal = DispatchSemaphore(value: 0)
        /// What it was given: a connection, or leave to open one.
        let given = Mutex<Grant?>(nil)
    }

    private enum Grant: Sendable {
        case link(Link)
        case leave
    }

    private struct State {
        var idle: [Link] = []
        var open = 0
        var waiters: [Waiter] = []

        /// To the first in line, if anybody waits.
        mutating func handOver(_ grant: Grant) -> Bool {
            guard !waiters.isEmpty else { return false }
            let first = waiters.removeFirst()
            first.given.withLock { $0 = grant }
            first.signal.signal()
            return true
        }
    }

    private let address: PostgresAddress
    private let limits: PostgresDatabase.Limits
    private let state = Mutex(State())

    init(address: PostgresAddress, limits: PostgresDatabase.Limits) {
        self.address = address
        self.limits = limits
    }

    /// How many are open, and how many of them at work.
    var use: (open: Int, busy: Int, waiting: Int) {
        state.withLock { ($0.open, $0.open - $0.idle.count, $0.waiters.count) }
    }

    /// A connection that answers. While the server is away it is asked again and again, until the time is out.
    ///
    /// - Throws: `StorageError.unreachable`, with `allBusy` when the others kept theirs too long.
    func borrow(until deadline: ContinuousClock.Instant) throws -> Link {
        guard ContinuousClock.now < deadline else { throw StorageError.unreachable(.allBusy) }
        if case .link(let link) = try claim(until: deadline) {
            if link.isAlive(after: .seconds(60)) { return link }
            // Its place is kept, for another: whoever lets go of a place gives it to the next in line.
            closeIdle()
        }
        return try open(until: deadline)
    }

    func giveBack(_ link: Link) {
        link.lastUsed = .now
        let isSound = !link.isBroken && link.failure != .broken && link.failure != .unknownOutcome
        if !isSound { closeIdle() }
        state.withLock { state in
            if state.handOver(isSound ? .link(link) : .leave) { return }
            if isSound { state.idle.append(link) } else { state.open -= 1 }
        }
    }

    /// Where one is lost the others likely are: a machine that vanishes does not hang up, and each would be waited for.
    private func closeIdle() {
        let doubtful: [Link] = state.withLock { state in
            var doubtful: [Link] = []
            swap(&doubtful, &state.idle)
            state.open -= doubtful.count
            return doubtful
        }
        // Closed here, and not while the others wait for the lock.
        withExtendedLifetime(doubtful) {}
    }

    private func claim(until deadline: ContinuousClock.Instant) throws -> Grant {
        let waiter = Waiter()
        let grant: Grant? = state.withLock { state in
            // The one used last: the others rest, and their server processes with them.
            if let link = state.idle.popLast() { return .link(link) }
            if state.open < limits.connections {
                state.open += 1
                return .leave
            }
            state.waiters.append(waiter)
            return nil
        }
        if let grant { return grant }
        let left = ContinuousClock.now.duration(to: deadline)
        _ = waiter.signal.wait(timeout: .now() + .milliseconds(Int(left.milliseconds)))
        state.withLock { state in state.waiters.removeAll { $0 === waiter } }
        // It may have come in the very last moment.
        guard let given = waiter.given.withLock({ $0 }) else { throw StorageError.unreachable(.allBusy) }
        return given
    }

    private func open(until deadline: ContinuousClock.Instant) throws -> Link {
        do {
            while true {
                do {
                    return try Link.open(address, limit: limits.connect)
                } catch {
                    guard error.isPassing, ContinuousClock.now < deadline else { throw StorageError.unreachable(error) }
                    Thread.sleep(forTimeInterval: 0.1)
                }
            }
        } catch {
            // Who gives up leaves the place to the next in line.
            state.withLock { state in if !state.handOver(.leave) { state.open -= 1 } }
            throw error
        }
    }
}
