import Logging
import ServiceLifecycle
import Storage
import UseCases

/// Keeps the figures in step with what other servers and commands store in the same database.
struct FiguresService: Service {
    let figures: Figures
    let changes: DataChanges
    let logger: Logger

    func run() async throws {
        await cancelWhenGracefulShutdown {
            await figures.follow(changes) { error in
                logger.error("figures not refreshed", metadata: ["error": "\(type(of: error))"])
            }
        }
    }
}
