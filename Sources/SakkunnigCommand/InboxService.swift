import Foundation
import Interchange
import Logging
import ServiceLifecycle
import SickLeave
import Storage
import UseCases

/// Watches a folder: a file that has stopped growing is read in and moved to `klart`; one that cannot be opened, to `fel`.
struct InboxService: Service {
    let folder: URL
    let importer: Importer
    let figures: Figures
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
                for (name, state) in found where seen[name] == state { await read(name, state) }
                seen = found
                try? await Task.sleep(for: .seconds(2))
            }
        }
    }

    private func files() -> [String: Seen] {
        var found: [String: Seen] = [:]
        let keys: Set<URLResourceKey> = [.fileSizeKey, .contentModificationDateKey, .isRegularFileKey]
        let urls = (try? FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: Array(keys))) ?? []
        for url in urls where !url.lastPathComponent.hasPrefix(".") {
            guard let values = try? url.resourceValues(forKeys: keys), values.isRegularFile == true else { continue }
            found[url.lastPathComponent] = Seen(size: values.fileSize ?? 0, changed: values.contentModificationDate)
        }
        return found
    }

    private func read(_ name: String, _ state: Seen) async {
        let file = folder.appendingPathComponent(name)
        do {
            let report = try await onThread {
                try importer.run(Intake(paths: [file.path]), source: "Inkorgen: \(name)", at: Composition.now())
            }
            // One that grew meanwhile stays and is read again: what is known already is recognised.
            if files()[name] == state { move(file, to: "klart") }
            logger.info(
                "inbox file read",
                metadata: [
                    "accepted": "\(report.counts.accepted)", "known": "\(report.counts.alreadyKnown)",
                    "conflicts": "\(report.counts.conflicts)", "quarantined": "\(report.counts.quarantined)",
                ])
        } catch StorageError.full, StorageError.busy, StorageError.unreachable, StorageError.outcomeUnknown {
            // No fault of the file: it stays and is tried again, and what is stored already is recognised.
            logger.error("inbox file waits: the store is full, busy or away")
            try? await Task.sleep(for: .seconds(60))
        } catch {
            move(file, to: "fel")
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
    private func move(_ file: URL, to place: String) {
        let target = folder.appendingPathComponent(place)
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
