import Logging
import ServiceLifecycle
import SickLeave
import Storage
import UseCases

/// What one of the servers does when it is due.
struct ClockedJob: Service {
    let job: SharedJobs.Job
    let shared: SharedJobs
    let logger: Logger
    /// From when it was last done, by any server.
    let isDue: @Sendable (Instant?) -> Bool
    let work: @Sendable () async throws -> Void

    func run() async throws {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                do {
                    if try await shared.run(job, isDue: isDue, { _ in try await work() }) {
                        logger.info("job done", metadata: ["job": "\(job.rawValue)"])
                    }
                } catch {
                    logger.error("job failed", metadata: ["job": "\(job.rawValue)", "error": "\(type(of: error))"])
                    try? await Task.sleep(for: .seconds(280))
                }
                try? await Task.sleep(for: .seconds(20))
            }
        }
    }
}

extension ClockedJob {
    /// Every hour: what has had its time is let go of.
    static func housekeeping(_ database: any Database, _ shared: SharedJobs, _ logger: Logger) -> ClockedJob {
        ClockedJob(job: .housekeeping, shared: shared, logger: logger) { doneAt in
            doneAt.map { Composition.now() - $0 >= 3_600 || Composition.now() < $0 } ?? true
        } work: {
            try await Housekeeping(database: database).run(at: Composition.now())
        }
    }

    /// Every night: all that is stored is read and proved whole.
    static func check(_ database: any Database, _ shared: SharedJobs, _ logger: Logger) -> ClockedJob {
        let started = Composition.now()
        let schedule = DailySchedule("04:00")
        return ClockedJob(job: .check, shared: shared, logger: logger) {
            schedule?.isDue(newest: $0, startedAt: started, at: Composition.now()) ?? false
        } work: {
            let faults = try await Verification(database: database).run().faults.count
            try await shared.note(faults: faults, of: .check)
            if faults > 0 { logger.error("the store is not whole", metadata: ["faults": "\(faults)"]) }
        }
    }
}
