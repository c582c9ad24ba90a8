import Foundation
import Logging
import ServiceLifecycle
import SickLeave
import Storage
import UseCases
import Web

/// Makes the server's backups: by the clock into a folder, and when another process asks on the socket. One at a time.
actor BackupMaker {
    private let database: any Database
    private let jobs: JobFigures
    private let logger: Logger
    private let stopped = Latch()
    /// The one begun last: the next waits for it. An actor alone lets others in while it waits for a thread.
    private var newest: Task<StoreCopy.Written, any Error>?

    init(database: any Database, jobs: JobFigures, logger: Logger) {
        self.database = database
        self.jobs = jobs
        self.logger = logger
    }

    /// Makes one under way give up, and refuses the next.
    nonisolated func stop() { stopped.raise() }

    func make(at path: String, recipients: [AgeRecipient]) async throws -> StoreCopy.Written {
        let (database, stopped, previous) = (database, stopped, newest)
        let next = Task {
            _ = await previous?.result
            return try await onThread {
                try StoreCopy(database).write(
                    to: path, recipients: recipients, program: Sakkunnig.version, at: Composition.now(),
                    isCancelled: { stopped.isRaised })
            }
        }
        newest = next
        do {
            let written = try await next.value
            let now = Composition.now()
            jobs.change {
                $0.lastBackup = now
                $0.lastBackupBytes = written.bytes
            }
            logger.info("backup made", metadata: ["rows": "\(written.summary.total)", "bytes": "\(written.bytes)"])
            return written
        } catch {
            jobs.change { $0.failedBackups += 1 }
            logger.error(
                "backup failed", metadata: ["error": "\((error as? BackupFault).map { "\($0)" } ?? "\(type(of: error))")"])
            throw error
        }
    }

    nonisolated var requests: BackupRequests {
        BackupRequests { order in
            let recipients = order.recipients.map { AgeRecipient($0) }
            guard recipients.allSatisfy({ $0 != nil }) else { return .refused("En mottagare är ingen nyckel av formen age1…") }
            do {
                let written = try await self.make(at: order.path, recipients: recipients.compactMap(\.self))
                return .done(BackupReport(written).json)
            } catch {
                return .refused(StoreFault.sentence(error, path: order.path))
            }
        }
    }
}

/// The daily backup, made by one of the servers.
struct BackupService: Service {
    let folder: BackupFolder
    let schedule: DailySchedule
    let recipients: [AgeRecipient]
    let maker: BackupMaker
    let jobs: JobFigures
    let shared: SharedJobs

    func run() async throws {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                do {
                    try await shared.run(.backup, isDue: { isDue($0) }) { _ in try await make() }
                    try? await Task.sleep(for: .seconds(20))
                } catch {
                    // Said in the log and in the figures; tried again, but not at once.
                    try? await Task.sleep(for: .seconds(300))
                }
            }
        }
    }

    /// By what lies in the folder, and by what another server has put into a folder that this one does not see.
    private func isDue(_ doneAt: Instant?) -> Bool {
        let now = Composition.now()
        // What lies in the future was made before the clock was set back.
        let newest = [doneAt, folder.newest()].compactMap(\.self).filter { $0 <= now }.max()
        if let newest { jobs.change { $0.lastBackup = newest } }
        return schedule.isDue(newest: newest, at: now)
    }

    private func make() async throws {
        let begun = Composition.now()
        let path = folder.file(at: begun, isEncrypted: !recipients.isEmpty)
        _ = try await maker.make(at: path, recipients: recipients)
        // By the moment in its name, whatever the clock says by now: the one just made stays.
        try folder.removeOldest(at: begun)
    }
}
