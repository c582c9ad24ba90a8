import Foundation
package import Storage
import Synchronization

/// Whether this server can do its work now: what a proxy asks before it sends anybody here.
package struct Readiness: Sendable {
    private let database: any Database
    /// Where the database's file lies; nil when another machine keeps the data.
    private let folder: String?
    private let minimumFreeBytes: Int
    private let schemaVersion: Int

    /// What may be missing, in words for the one who runs the server.
    package enum Fault: String, Sendable, CaseIterable {
        case database = "databasen svarar inte"
        case schema = "databasens schema är inte programmets"
        case disk = "disken är nästan full"
        case stopping = "servern stannar"
    }

    private let stopping = Latch()

    package init(
        database: any Database, folder: String?, minimumFreeBytes: Int = 64 << 20, schemaVersion: Int = Migrator().newestVersion
    ) {
        self.database = database
        self.folder = folder
        self.minimumFreeBytes = minimumFreeBytes
        self.schemaVersion = schemaVersion
    }

    /// From now on the answer is no.
    package func stop() { stopping.raise() }

    package var isStopping: Bool { stopping.isRaised }

    /// Empty when ready. A database that has not answered in two seconds counts as gone.
    package func faults() async -> [Fault] {
        if stopping.isRaised { return [.stopping] }
        var faults: [Fault] = []
        switch await schemaFound() {
        case nil: faults.append(.database)
        case schemaVersion: break
        default: faults.append(.schema)
        }
        if let folder, let free = Readiness.freeBytes(folder), free < minimumFreeBytes { faults.append(.disk) }
        return faults
    }

    /// The first to come of the answer and the end of patience; a read that hangs is left behind, not waited for.
    private func schemaFound() async -> Int? {
        await withCheckedContinuation { (continuation: CheckedContinuation<Int?, Never>) in
            let isAnswered = Latch()
            let database = database
            Task {
                let version = try? await database.read { try Migrator.version($0) }
                if isAnswered.raise() { continuation.resume(returning: version) }
            }
            Task {
                try? await Task.sleep(for: .seconds(2))
                if isAnswered.raise() { continuation.resume(returning: nil) }
            }
        }
    }

    package static func freeBytes(_ folder: String) -> Int? {
        let attributes = try? FileManager.default.attributesOfFileSystem(forPath: folder)
        return (attributes?[.systemFreeSize] as? NSNumber)?.intValue
    }
}

/// Raised once and never lowered.
package final class Latch: Sendable {
    private let raised = Mutex(false)

    package init() {}

    package var isRaised: Bool { raised.withLock { $0 } }

    /// True for the first who raises it.
    @discardableResult
    package func raise() -> Bool {
        raised.withLock { raised in
            defer { raised = true }
            return !raised
        }
    }
}
