import Dispatch
import Foundation
import Synchronization
import Testing

@testable import UseCases

@Suite("From the thread that reads to the thread that stores", .timeLimit(.minutes(10)))
struct BatchQueueTests {
    @Test("each element comes once and in order, though every batch is given back")
    func once() {
        let queue = BatchQueue<Int>(batch: 64, capacity: 1)
        let count = 10_000
        Thread {
            for number in 0..<count { _ = queue.put(number) }
            queue.finish()
        }.start()
        var taken: [Int] = []
        while let batch = queue.take(unless: { false }) {
            #expect(batch.count <= 64)
            taken += batch
            queue.giveBack(batch)
        }
        #expect(taken == Array(0..<count))
        #expect(queue.take(unless: { true }) == nil && queue.isStopped)
    }

    /// Says on which thread it was let go of.
    private final class Element: Sendable {
        let number: Int
        let gone: @Sendable (Int, pthread_t) -> Void

        init(_ number: Int, gone: @escaping @Sendable (Int, pthread_t) -> Void) {
            self.number = number
            self.gone = gone
        }

        deinit { gone(number, pthread_self()) }
    }

    @Test("a batch that is given back is let go of by the sender, and not before")
    func givenBack() {
        let sender = Mutex<pthread_t?>(nil)
        let gone = Mutex<[Int: pthread_t?]>([:])
        let queue = BatchQueue<Element>(batch: 16, capacity: 1)
        defer { queue.stop() }
        let (mayGoOn, isDone) = (DispatchSemaphore(value: 0), DispatchSemaphore(value: 0))
        Thread {
            sender.withLock { $0 = pthread_self() }
            func put(_ number: Int) { _ = queue.put(Element(number) { number, thread in gone.withLock { $0[number] = thread } }) }
            put(0)
            mayGoOn.wait()
            put(1)
            put(2)
            isDone.signal()
        }.start()
        func takeOne() {
            guard let batch = queue.take(unless: { false }) else { return }
            #expect(batch.map(\.number) == [0])
            queue.giveBack(batch)
        }
        takeOne()
        #expect(gone.withLock(\.self).isEmpty)
        mayGoOn.signal()
        isDone.wait()
        #expect(gone.withLock(\.self) == [0: sender.withLock(\.self)])
    }

    @Test("a receiver that stops lets the sender go on, and tells it to make no more")
    func stopped() {
        let queue = BatchQueue<Int>(batch: 16, capacity: 1)
        let made = Mutex(0)
        let isDone = DispatchSemaphore(value: 0)
        Thread {
            while queue.put(0) { made.withLock { $0 += 1 } }
            isDone.signal()
        }.start()
        _ = queue.take(unless: { false })
        queue.stop()
        #expect(isDone.wait(timeout: .now() + 20) == .success)
        #expect(made.withLock(\.self) < 1_000)
    }
}
