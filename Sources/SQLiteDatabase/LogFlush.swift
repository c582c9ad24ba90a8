import Dispatch
import Foundation
internal import Storage
import Synchronization

/// Waits until what has been committed is on the disk: one wait for all who have committed since the last one began.
///
/// A disk takes milliseconds to say that it has written, whether it was one row or a hundred. When each commit waited by itself
/// (`synchronous=FULL`), the writer stood idle that long for every page that somebody looked at. Now a commit goes to the log of
/// changes without waiting (`NORMAL`), and nobody is answered before a flush of that log that began after the commit.
///
/// A kernel that could not write forgets what it was, and says of the next flush that all is well. After a flush that failed nobody
/// is therefore answered before what the log holds has been copied into the database's own file and is safe there.
final class LogFlush: Sendable {
    private struct State {
        var waiting: [CheckedContinuation<Void, any Error>] = []
        var isRunning = false
        var rounds = 0
        var hasFailed = false
    }

    private let descriptor: Int32
    private let sync: @Sendable (Int32) -> Int32
    private let copyLog: @Sendable () throws -> Void
    private let state = Mutex(State())
    private let queue = DispatchQueue(label: "sakkunnig.sqlite.flush", qos: .userInitiated)

    /// Flushes so far, for tests.
    var rounds: Int { state.withLock(\.rounds) }

    /// - Parameters:
    ///   - path: the log of changes; it is there while the database is open.
    ///   - copyLog: copies all that the log holds into the database's file, and returns when it is on the disk there.
    init(
        path: String, sync: @escaping @Sendable (Int32) -> Int32 = { fdatasync($0) },
        copyLog: @escaping @Sendable () throws -> Void
    ) throws {
        self.sync = sync
        self.copyLog = copyLog
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
        let hasFailed = state.withLock { state in
            state.rounds += 1
            return state.hasFailed
        }
        if hasFailed {
            try copyLog()
            state.withLock { $0.hasFailed = false }
        }
        guard sync(descriptor) == 0 else {
            let code = errno
            state.withLock { $0.hasFailed = true }
            throw LogFlush.fault(code)
        }
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
