import Dispatch
import Foundation
import Storage
import Synchronization

/// Threads for work that waits for the server: the threads that Swift's tasks share must never block.
final class Workers: Sendable {
    private final class Job: Sendable {
        private let work: Mutex<(@Sendable (Bool) -> Void)?>

        /// - Parameter work: told whether it is run in time.
        init(_ work: @escaping @Sendable (Bool) -> Void) { self.work = Mutex(work) }

        func run(inTime: Bool) {
            let work = work.withLock { work in
                defer { work = nil }
                return work
            }
            work?(inTime)
        }
    }

    private struct State {
        var jobs: [Job] = []
        var resting = 0
        var threads = 0
    }

    /// What the threads hold: not the owner, whose end is theirs.
    private final class Line: Sendable {
        let state = Mutex(State())
        let signal = DispatchSemaphore(value: 0)

        func serve() {
            while true {
                signal.wait()
                let job: Job? = state.withLock { state in
                    state.resting -= 1
                    return state.jobs.isEmpty ? nil : state.jobs.removeFirst()
                }
                guard let job else { return }
                job.run(inTime: true)
                state.withLock { $0.resting += 1 }
            }
        }
    }

    private let line = Line()
    private let count: Int

    init(count: Int) { self.count = count }

    deinit {
        let threads = line.state.withLock { $0.threads }
        // Each takes what is left, then finds nothing and ends.
        for _ in 0..<threads { line.signal.signal() }
    }

    /// - Parameters:
    ///   - latest: until when a thread is waited for.
    ///   - work: told whether it is done in time; if not, it can only throw.
    /// - Throws: what the work throws.
    func run<T: Sendable>(
        until latest: ContinuousClock.Instant, _ work: @escaping @Sendable (_ inTime: Bool) throws -> T
    ) async throws -> T {
        try await withCheckedThrowingContinuation { continuation in
            put(until: latest) { inTime in continuation.resume(with: Result { try work(inTime) }) }
        }
    }

    /// Work that no thread has taken yet.
    var waiting: Int { line.state.withLock { $0.jobs.count } }

    private func put(until latest: ContinuousClock.Instant, _ work: @escaping @Sendable (Bool) -> Void) {
        let job = Job(work)
        let (needsThread, mustWait): (Bool, Bool) = line.state.withLock { state in
            state.jobs.append(job)
            let isShort = state.resting < state.jobs.count
            let mayGrow = isShort && state.threads < count
            if mayGrow {
                state.threads += 1
                state.resting += 1
            }
            return (mayGrow, isShort && !mayGrow)
        }
        if needsThread { start() }
        line.signal.signal()
        if mustWait { expire(job, at: latest) }
    }

    private func start() {
        let thread = Thread { [line] in line.serve() }
        thread.name = "database"
        thread.stackSize = 4 << 20
        thread.start()
    }

    private func expire(_ job: Job, at latest: ContinuousClock.Instant) {
        let left = max(0, Int(ContinuousClock.now.duration(to: latest).milliseconds))
        DispatchQueue.global().asyncAfter(deadline: .now() + .milliseconds(left)) { job.run(inTime: false) }
    }
}
