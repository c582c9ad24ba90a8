import Dispatch
import Foundation
import Synchronization

/// Carries batches from one thread to another; the sender waits when the receiver is behind, so that memory stays bounded.
final class BatchQueue<Element: Sendable>: Sendable {
    private struct State {
        var filling: [Element] = []
        var fillingWeight = 0
        /// Elements of the batch that is being filled.
        var size: Int
        var ready: [[Element]] = []
        var spent: [[Element]] = []
        var isFinished = false
        var isStopped = false
    }

    private let batch: Int
    private let batchWeight: Int
    private let state: Mutex<State>
    private let free: DispatchSemaphore
    private let filled = DispatchSemaphore(value: 0)

    /// - Parameters:
    ///   - batch: elements of a full batch. The first ones are smaller, so that the receiver need not wait for a whole one.
    ///   - batchWeight: bytes that make a batch full before that: large documents must not fill the memory.
    init(batch: Int, batchWeight: Int = 16 << 20, capacity: Int) {
        self.batch = batch
        self.batchWeight = batchWeight
        state = Mutex(State(size: max(1, batch / 16)))
        free = DispatchSemaphore(value: capacity)
    }

    var isStopped: Bool { state.withLock { $0.isStopped } }

    /// - Parameter weight: the element's bytes, as near as matters.
    /// - Returns: false when the receiver has stopped: make no more.
    func put(_ element: Element, weight: Int = 0) -> Bool {
        let (isFull, isStopped) = state.withLock { state in
            state.filling.append(element)
            state.fillingWeight += weight
            return (state.filling.count >= state.size || state.fillingWeight >= batchWeight, state.isStopped)
        }
        if isStopped { return false }
        if isFull { send() }
        return true
    }

    /// Nothing more comes.
    func finish() {
        send()
        state.withLock { $0.isFinished = true }
        filled.signal()
    }

    private func send() {
        free.wait()
        letGoOfSpent()
        let isSent = state.withLock { state in
            guard !state.filling.isEmpty else { return false }
            state.ready.append(state.filling)
            state.filling = []
            state.fillingWeight = 0
            state.size = min(batch, state.size * 2)
            state.filling.reserveCapacity(state.size)
            return true
        }
        if isSent { filled.signal() } else { free.signal() }
    }

    /// A batch that the receiver has done with: its memory goes back where it came from. Freed by the receiver, the sender would have to
    /// wait for the allocator again and again.
    func giveBack(_ batch: [Element]) { state.withLock { $0.spent.append(batch) } }

    private func letGoOfSpent() {
        // Freed outside the lock.
        _ = state.withLock { state in
            defer { state.spent = [] }
            return state.spent
        }
    }

    /// The next batch; nil when nothing more comes, or when the receiver is told to take no more: it is asked also while nothing comes, since
    /// whoever writes into a pipe may be silent for ever.
    func take(unless isCancelled: () -> Bool) -> [Element]? {
        repeat {
            if isCancelled() {
                stop()
                return nil
            }
        } while filled.wait(timeout: .now() + .milliseconds(200)) == .timedOut
        let batch = state.withLock { state in state.ready.isEmpty ? nil : state.ready.removeFirst() }
        if batch != nil { free.signal() }
        return batch
    }

    /// The receiver takes no more; a waiting sender goes on and is told by `put`.
    func stop() {
        state.withLock { $0.isStopped = true }
        for _ in 0..<64 { free.signal() }
    }
}

extension Thread {
    convenience init(name: String, _ work: @escaping @Sendable () -> Void) {
        self.init(block: work)
        self.name = name
        // XML nests; the default of 512 kB for secondary threads is small.
        stackSize = 4 << 20
    }
}
