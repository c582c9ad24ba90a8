import Dispatch
import Foundation
internal import Storage
import Synchronization

/// Waits until what has been committed is on the disk: one wait for all who have committed since the last one began.
///
/// A disk takes milliseconds to say that it has written, whether it was one row or a hundred. When each commit waited by itself
/// (`synchronous=FULL`), the writer stood idle that long for every page that somebody looked at. Now a commit goes to the log of
/// changes without waiting (`NORMAL`), and nobody is answered before a flush of that log that began after the commit.
final class LogFlush: Sendable {
    private struct State {
        var waiting: [CheckedContinuation<Void, any Error>] = []
        var isRunning = false
        var rounds = 0
    }

    private let descriptor: Int32
    private let state = Mutex(State())
    private let queue = DispatchQueue(label: "sakkunnig.sqlite.flush", qos: .userInitiated)

    /// Flushes so far, for tests.
    var rounds: Int { state.withLock(\.rounds) }

    /// - Parameter path: the log of changes; it is there while the database is open.
    init(path: String) throws {
        descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw StorageError.cannotOpen(path: path, reason: String(cString: strerror(errno))) }
    }

    deinit { close(descriptor) }

    func callAsFunction() async throws {
        try await withCheckedThrowingContinuation { continuation in
            let isFirst = state.withLock { state in
                state.waiting.append(continuation)
                defer { state.isRunning = true }
                return !state.isRunning
            }
            if isFirst { queue.async { self.run() } }
        }
    }

    func blocking() throws {
        state.withLock { $0.rounds += 1 }
        guard fdatasync(descriptor) == 0 else { throw LogFlush.fault(errno) }
    }

    private func run() {
        while true {
            let waiting = state.withLock { state -> [CheckedContinuation<Void, any Error>] in
                defer { state.waiting = [] }
                state.isRunning = !state.waiting.isEmpty
                return state.waiting
            }
            guard !waiting.isEmpty else { return }
            let result = Result { try blocking() }
            for continuation in waiting { continuation.resume(with: result) }
        }
    }

    private static func fault(_ code: Int32) -> StorageError {
        code == ENOSPC || code == EDQUOT ? .full : .other(code: Int(code), message: String(cString: strerror(code)))
    }
}
