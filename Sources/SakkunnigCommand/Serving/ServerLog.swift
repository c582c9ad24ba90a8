import ArgumentParser
import Foundation
import Logging
import Synchronization
import UseCases

enum LogFormat: String, ExpressibleByArgument, CaseIterable {
    case json, text
}

/// The server's log, on standard error.
enum ServerLog {
    static func logger(level: Logger.Level, format: LogFormat?) -> Logger {
        var logger: Logger
        switch format ?? (isatty(STDERR_FILENO) == 1 ? .text : .json) {
        case .text: logger = Logger(label: "sakkunnig", factory: { StreamLogHandler.standardError(label: $0) })
        case .json:
            let line = Mutex(())
            logger = Logger(
                label: "sakkunnig",
                factory: { _ in
                    JSONLog(level: level, clock: Composition.now) { bytes in line.withLock { _ in ServerLog.write(bytes) } }
                })
        }
        logger.logLevel = level
        return logger
    }

    /// A log that nobody takes is no reason to stop: what cannot be written is lost.
    private static func write(_ bytes: [UInt8]) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let written = rest.withUnsafeBytes { Foundation.write(STDERR_FILENO, $0.baseAddress, $0.count) }
            if written < 0, errno != EINTR { return }
            rest = rest.dropFirst(max(0, written))
        }
    }
}
