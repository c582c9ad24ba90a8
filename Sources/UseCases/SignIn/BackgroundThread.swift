import Dispatch

/// Password hashing keeps a core busy for tens of milliseconds: not on the threads that serve requests, and two at a time at most
/// (19 MiB each).
private let hashingQueue: DispatchQueue = DispatchQueue(label: "password hashing", attributes: .concurrent)
private let hashingSlots = DispatchSemaphore(value: 2)

func onBackgroundThread<T: Sendable>(_ work: @escaping @Sendable () -> T) async -> T {
    await withCheckedContinuation { continuation in
        hashingQueue.async {
            hashingSlots.wait()
            defer { hashingSlots.signal() }
            continuation.resume(returning: work())
        }
    }
}
