import Foundation
import Interchange
import Logging
import ServiceLifecycle
import SickLeave
import Storage
import UseCases

/// Watches a folder: a file that has stopped growing is read in and moved to `klart`; one that cannot be opened, to `fel`.
///
/// A folder in it that is named by a provider's or unit's HSA-id is that one's own inbox.
struct InboxService: Service {
    let folder: URL
    let importer: Importer
    let figures: Figures
    let jobs: JobFigures
    let shared: SharedJobs
    let logger: Logger

    private struct Seen: Equatable {
        let size: Int
        let changed: Date?
    }

    func run() async throws {
        let done = folder.appendingPathComponent("klart")
        for needed in [folder, done, folder.appendingPathComponent("fel")] {
            try FileManager.default.createDirectory(at: needed, withIntermediateDirectories: true)
        }
        logger.info("inbox watched")
        await cancelWhenGracefulShutdown {
            var seen: [String: Seen] = [:]
            while !Task.isCancelled {
                let found = files()
                let still = found.filter { seen[$0.key] == $0.value }
                if !still.isEmpty { await read(still) }
                seen = found
                tell(files())
                try? await Task.sleep(for: .seconds(2))
            }
        }
    }

    private static let doneFolders = ["klart", "fel"]

    /// By their path in the inbox: `intyg.csv`, `SE2321000131-E000000000001/intyg.csv`.
    private func files() -> [String: Seen] { files(in: "") }

    private func files(in place: String) -> [String: Seen] {
        var found: [String: Seen] = [:]
        let keys: Set<URLResourceKey> = [.fileSizeKey, .contentModificationDateKey, .isRegularFileKey, .isDirectoryKey]
        let urls =
            (try? FileManager.default.contentsOfDirectory(
                at: place.isEmpty ? folder : folder.appendingPathComponent(place), includingPropertiesForKeys: Array(keys))) ?? []
        for url in urls where !url.lastPathComponent.hasPrefix(".") {
            guard let values = try? url.resourceValues(forKeys: keys) else { continue }
            let name = url.lastPathComponent
            if values.isRegularFile == true {
                found[place.isEmpty ? name : "\(place)/\(name)"] = Seen(
                    size: values.fileSize ?? 0, changed: values.contentModificationDate)
            } else if values.isDirectory == true, place.isEmpty, !InboxService.doneFolders.contains(name),
                HSAID(name)?.isWellFormed == true
            {
                found.merge(files(in: name)) { first, _ in first }
            }
        }
        return found
    }

    /// The provider or unit whose own folder the file lies in.
    private static func sender(of name: String) -> String? {
        name.split(separator: "/").count > 1 ? String(name.prefix { $0 != "/" }) : nil
    }

    private func tell(_ found: [String: Seen]) {
        let oldest = found.values.compactMap(\.changed).min()
        jobs.change {
            $0.inboxFiles = found.count
            $0.oldestInboxFile = oldest.map { Instant(rawValue: Int64($0.timeIntervalSince1970 * 1_000_000)) }
        }
    }

    /// Several servers may watch the same folder: one of them reads, and what it moved meanwhile is not read by the next.
    private func read(_ still: [String: Seen]) async {
        do {
            try await shared.run(.inbox) { isLost in
                for (name, state) in still where !isLost.isRaised && !Task.isCancelled && files()[name] == state {
                    await read(name, state, isLost: isLost)
                }
            }
        } catch {
            logger.error("inbox waits: the store is away", metadata: ["error": "\(type(of: error))"])
        }
    }

    private func read(_ name: String, _ state: Seen, isLost: Latch) async {
        let file = folder.appendingPathComponent(name)
        do {
            let stopped = Latch()
            let report = try await withTaskCancellationHandler {
                try await onThread {
                    try importer.run(
                        Intake(paths: [file.path]), source: "Inkorgen: \(name)",
                        sender: InboxService.sender(of: name).flatMap { HSAID($0) }, at: Composition.now(),
                        isCancelled: { stopped.isRaised || isLost.isRaised })
                }
            } onCancel: {
                stopped.raise()
            }
            // One that grew meanwhile, or that a stopping server left, stays and is read again: what is known is recognised.
            if files()[name] == state, !report.isInterrupted { move(name, to: "klart") }
            logger.info(
                "inbox file read",
                metadata: [
                    "accepted": "\(report.counts.accepted)", "known": "\(report.counts.alreadyKnown)",
                    "conflicts": "\(report.counts.conflicts)", "quarantined": "\(report.counts.quarantined)",
                    "waiting": "\(report.waiting)",
                ])
        } catch StorageError.full, StorageError.busy, StorageError.unreachable, StorageError.outcomeUnknown {
            // No fault of the file: it stays and is tried again, and what is stored already is recognised.
            logger.error("inbox file waits: the store is full, busy or away")
            try? await Task.sleep(for: .seconds(60))
        } catch {
            move(name, to: "fel")
            jobs.change { $0.failedInboxFiles += 1 }
            logger.error("inbox file failed", metadata: ["error": "\(type(of: error))"])
        }
        // What was stored before a failure is stored, and is to be seen.
        do {
            try await figures.refresh()
        } catch {
            logger.error("figures not refreshed", metadata: ["error": "\(type(of: error))"])
        }
    }

    /// A name that is taken gets a number: nothing is written over.
    private func move(_ path: String, to place: String) {
        let file = folder.appendingPathComponent(path)
        var target = folder.appendingPathComponent(place)
        if let sender = InboxService.sender(of: path) { target.appendPathComponent(sender) }
        try? FileManager.default.createDirectory(at: target, withIntermediateDirectories: true)
        var name = file.lastPathComponent
        var number = 2
        while FileManager.default.fileExists(atPath: target.appendingPathComponent(name).path) {
            name = "\(file.deletingPathExtension().lastPathComponent)-\(number).\(file.pathExtension)"
            number += 1
        }
        do {
            try FileManager.default.moveItem(at: file, to: target.appendingPathComponent(name))
        } catch {
            logger.error("inbox file could not be moved", metadata: ["error": "\(type(of: error))"])
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
