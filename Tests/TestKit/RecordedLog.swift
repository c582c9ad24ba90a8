import Logging
import Synchronization

/// What the program logs during a test, one line an event with its metadata.
package final class RecordedLog: Sendable {
    private let recorded = Mutex<[String]>([])

    package var lines: [String] { recorded.withLock { $0 } }

    func logger(request: String) -> Logger {
        var logger = Logger(label: "test", factory: { _ in Handler(log: self) })
        logger.logLevel = .trace
        logger[metadataKey: "hb.request.id"] = "\(request)"
        return logger
    }

    private struct Handler: LogHandler {
        let log: RecordedLog
        var metadata: Logger.Metadata = [:]
        var logLevel = Logger.Level.trace

        subscript(metadataKey key: String) -> Logger.Metadata.Value? {
            get { metadata[key] }
            set { metadata[key] = newValue }
        }

        func log(event: LogEvent) {
            let all = metadata.merging(event.metadata ?? [:]) { _, new in new }.sorted { $0.key < $1.key }
            let line = "\(event.level) \(event.message) " + all.map { "\($0.key)=\($0.value)" }.joined(separator: " ")
            log.recorded.withLock { $0.append(line) }
        }
    }
}
