import Foundation
import Logging
import ServiceLifecycle
import SickLeave
import Storage
import UseCases
import Web

/// Gives the access log's rows their places every few seconds, and signs a checkpoint that goes to the witness every hour and when asked.
actor LogCheckpoints {
    private let tree: LogTree
    /// Nil when none is configured: rows get their places, and nothing is signed.
    private let key: LogKey?
    private let witness: LogWitness
    private let logger: Logger
    /// Signed, and not yet taken by the witness.
    private var untold: [LogCheckpoint.Note] = []
    private var told: Set<LogCheckpoint.Note> = []

    init(tree: LogTree, key: LogKey?, witness: LogWitness, logger: Logger) {
        self.tree = tree
        self.key = key
        self.witness = witness
        self.logger = logger
    }

    /// From now on the witness gets a few seconds: the server waits for it to end.
    nonisolated func hurry() { witness.isHurried.raise() }

    /// Whether rows wait for their places.
    func isBehind() async throws -> Bool { try await onThread { [tree] in try tree.isBehind() } }

    nonisolated var requests: CheckpointRequests {
        CheckpointRequests {
            do { return .done(try await self.make().map(\.text).joined(separator: "\n")) } catch {
                self.logger.error("access log not sealed", metadata: ["error": "\(type(of: error))", "detail": "\(error)"])
                return .refused(StoreFault.sentence(error, path: ""))
            }
        }
    }

    func place() async throws { _ = try await onThread { [tree] in try tree.place() } }

    /// - Returns: the newest checkpoint of each log.
    func make() async throws -> [LogCheckpoint.Note] {
        guard let key else {
            try await place()
            return []
        }
        let (tree, now) = (tree, Composition.now())
        let notes = try await onThread { try tree.checkpoint(key: key, at: now) }
        untold += notes.filter { !told.contains($0) && !untold.contains($0) }
        await tellWitness()
        return notes
    }

    /// In order; what the witness does not take is offered again with the next checkpoint.
    private func tellWitness() async {
        while let note = untold.first {
            do {
                try await onThread { [witness] in try witness.take(note) }
            } catch {
                logger.error("checkpoint not witnessed", metadata: ["log": "\(note.checkpoint.origin)", "error": "\(error)"])
                return
            }
            logger.info("checkpoint", metadata: ["log": "\(note.checkpoint.origin)", "size": "\(note.checkpoint.size)"])
            // Of each log only the newest can come again.
            told = told.filter { $0.checkpoint.origin != note.checkpoint.origin }.union([note])
            // Others are let in while the witness is waited for, and may have told it too.
            if untold.first == note { untold.removeFirst() }
        }
    }
}

/// One of the servers gives the places and makes the checkpoints; each begins with a checkpoint of its own, which its witness gets.
struct LogService: Service {
    let checkpoints: LogCheckpoints
    let shared: SharedJobs
    /// Between checkpoints.
    let interval: Duration
    let logger: Logger

    func run() async throws {
        await cancelWhenGracefulShutdown {
            var isFirst = true
            while !Task.isCancelled {
                do {
                    let mustBegin = isFirst
                    try await shared.run(.checkpoint, isDue: { mustBegin || isDue($0) }) { _ in _ = try await checkpoints.make() }
                    isFirst = false
                    // Asked first: to take a job is to write, and a store that rests should rest.
                    if try await checkpoints.isBehind() { try await shared.run(.log) { _ in try await checkpoints.place() } }
                } catch {
                    // Tried again; the rows themselves are stored.
                    logger.error("access log not sealed", metadata: ["error": "\(type(of: error))", "detail": "\(error)"])
                }
                try? await Task.sleep(for: .seconds(10))
            }
        }
    }

    private func isDue(_ doneAt: Instant?) -> Bool {
        guard let doneAt else { return true }
        let now = Composition.now()
        return now < doneAt || now - doneAt >= interval.components.seconds
    }
}
