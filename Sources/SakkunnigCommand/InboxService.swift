import Foundation
import Interchange
import Logging
import ServiceLifecycle
import SickLeave
import Storage
import Synchronization
import UseCases

/// Watches a folder: a file that has lain still for a while is read in and moved to `klart`. What cannot be read in it lies in quarantine
/// then; only a file at which the program itself fails goes to `fel`, and one that the store could not take stays.
struct InboxService: Service {
    let inbox: InboxFolder
    /// How long a file must lie still.
    let quiet: Duration
    let importer: Importer
    let figures: Figures
    let jobs: JobFigures
    let shared: SharedJobs
    let logger: Logger

    func run() async throws {
        logger.info("inbox watched")
        await cancelWhenGracefulShutdown {
            let memory = Mutex(InboxMemory(quiet: quiet))
            var strangers = 0
            while !Task.isCancelled {
                let (found, others) = inbox.look()
                strangers = tell(strangers: others, before: strangers)
                let ripe = memory.withLock { $0.ripe(among: found, at: .now) }
                tell(found, waited: memory.withLock { $0.longestWait(among: found, at: .now) })
                if !ripe.isEmpty {
                    for (name, state) in await read(ripe) { memory.withLock { $0.couldNotMove(name, state) } }
                    let left = inbox.files()
                    tell(left, waited: memory.withLock { $0.longestWait(among: left, at: .now) })
                }
                try? await Task.sleep(for: .seconds(2))
            }
        }
    }

    /// Names may name patients: the log has their number only, and once.
    private func tell(strangers: Int, before: Int) -> Int {
        if strangers > before {
            logger.warning("inbox has folders or links that are not read", metadata: ["count": "\(strangers)"])
        }
        return strangers
    }

    private func tell(_ found: [String: InboxFolder.State], waited: Duration) {
        let oldest: Instant? = found.isEmpty ? nil : Composition.now() + -Int(waited.components.seconds)
        jobs.change {
            $0.inboxFiles = found.count
            $0.oldestInboxFile = oldest
        }
    }

    /// Several servers may watch the same folder: one of them reads, and what it moved meanwhile is not read by the next.
    ///
    /// - Returns: those that may not be read, or were read and could not be moved.
    private func read(_ ripe: [String: InboxFolder.State]) async -> [String: InboxFolder.State] {
        let unmoved = Mutex<[String: InboxFolder.State]>([:])
        do {
            try await shared.run(.inbox) { isLost in
                var rest = ripe.sorted { $0.key < $1.key }[...]
                while let (name, state) = rest.popFirst(), !isLost.isRaised, !Task.isCancelled {
                    guard inbox.state(of: name) == state else { continue }
                    // What waits in quarantine for something else is tried once for all that lies here now.
                    let isLast = !rest.contains { inbox.state(of: $0.key) == $0.value }
                    if await !read(name, state, isLast: isLast, isLost: isLost) { unmoved.withLock { $0[name] = state } }
                }
            }
        } catch {
            logger.error("inbox waits: the store is away", metadata: ["error": "\(type(of: error))"])
        }
        return unmoved.withLock { $0 }
    }

    /// - Returns: false when it may not be read, or is read and could not be moved.
    private func read(_ name: String, _ state: InboxFolder.State, isLast: Bool, isLost: Latch) async -> Bool {
        // Until its rights have changed it stays, as one that could not be moved does.
        guard state.isReadable else {
            jobs.change { $0.failedInboxFiles += 1 }
            logger.error("inbox file waits: the service has no right to read it")
            return false
        }
        var isPlaced = true
        do {
            let stopped = Latch()
            let report = try await withTaskCancellationHandler {
                try await onThread {
                    try importer.run(
                        Intake(paths: [inbox.folder.appendingPathComponent(name).path]), source: "Inkorgen: \(name)",
                        sender: InboxFolder.sender(of: name), at: Composition.now(), readsWaiting: isLast,
                        isCancelled: { stopped.isRaised || isLost.isRaised })
                }
            } onCancel: {
                stopped.raise()
            }
            // One that a stopping server left stays and is read again: what is known is recognised.
            if !report.isInterrupted { isPlaced = move(name, state, to: .done) }
            logger.info(
                "inbox file read",
                metadata: [
                    "accepted": "\(report.counts.accepted)", "known": "\(report.counts.alreadyKnown)",
                    "conflicts": "\(report.counts.conflicts)", "quarantined": "\(report.counts.quarantined)",
                    "waiting": "\(report.waiting)",
                ])
        } catch is StorageError {
            // No fault of the file: it stays and is tried again, and what is stored already is recognised.
            logger.error("inbox file waits: the store does not take it now")
            try? await Task.sleep(for: .seconds(60))
        } catch {
            isPlaced = move(name, state, to: .failed)
            jobs.change { $0.failedInboxFiles += 1 }
            logger.error("inbox file failed", metadata: ["error": "\(type(of: error))"])
        }
        // What was stored before a failure is stored, and is to be seen.
        do {
            try await figures.refresh()
        } catch {
            logger.error("figures not refreshed", metadata: ["error": "\(type(of: error))"])
        }
        return isPlaced
    }

    private func move(_ name: String, _ state: InboxFolder.State, to place: InboxFolder.Place) -> Bool {
        switch inbox.move(name, readAs: state, to: place) {
        case .moved, .grew: return true
        case .refused(let why):
            jobs.change { $0.failedInboxFiles += 1 }
            logger.error(
                "inbox file could not be moved; it is read and not read again until it changes", metadata: ["error": "\(why)"])
            return false
        }
    }
}

/// The importer blocks: it runs on a thread of its own, not on those that serve requests.
func onThread<T: Sendable>(_ work: @escaping @Sendable () throws -> T) async throws -> T {
    try await withCheckedThrowingContinuation { continuation in
        let thread = Thread { continuation.resume(with: Result { try work() }) }
        thread.stackSize = 4 << 20
        thread.start()
    }
}
