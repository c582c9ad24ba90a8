import Foundation
import Logging
import UseCases

/// The end of the server's patience with its own stop. Work that waits for a database which owes an answer cannot be called back, and
/// whoever stops the server kills it after a while without a word (systemd's `TimeoutStopSec`): rather it ends by itself, and says so.
/// Nobody who was answered loses anything by it, as when the program is killed.
struct StopDeadline: Sendable {
    /// From the beginning of the stop.
    let time: Duration
    let logger: Logger
    private let isBegun = Latch()
    private let isDone = Latch()

    init(after time: Duration, logger: Logger) {
        self.time = time
        self.logger = logger
    }

    /// The stop has begun. Only the first call counts.
    func begin() {
        guard isBegun.raise() else { return }
        // A thread of its own: those that Swift's tasks share may be what the stop waits for.
        let thread = Thread { [self] in
            Thread.sleep(forTimeInterval: TimeInterval(time.components.seconds))
            if isDone.isRaised { return }
            logger.error("stopped without waiting for what is left", metadata: ["seconds": "\(time.components.seconds)"])
            _exit(EXIT_FAILURE)
        }
        thread.name = "stop deadline"
        thread.start()
    }

    /// All is done: the program ends by itself.
    func done() { isDone.raise() }
}
