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
    /// One for the whole program: a second writer could take the room that the first has just found.
    private static let place = Mutex(LogPlace())

    static func logger(level: Logger.Level, format: LogFormat?) -> Logger {
        let format = format ?? (isatty(STDERR_FILENO) == 1 ? .text : .json)
        return logger(level, format) { line in
            ServerLog.place.withLock { place in place.write(line) { ServerLog.notice(of: $0, format) } }
        }
    }

    private static func logger(
        _ level: Logger.Level, _ format: LogFormat, to write: @escaping @Sendable ([UInt8]) -> Void
    ) -> Logger {
        var logger = Logger(label: "sakkunnig", factory: { handler(label: $0, level, format, to: write) })
        logger.logLevel = level
        return logger
    }

    private static func handler(
        label: String, _ level: Logger.Level, _ format: LogFormat, to write: @escaping @Sendable ([UInt8]) -> Void
    ) -> any LogHandler {
        switch format {
        case .text: return StreamLogHandler(label: label, stream: LogLines(take: write))
        case .json: return JSONLog(level: level, clock: Composition.now, write: write)
        }
    }

    private static func notice(of lost: Int, _ format: LogFormat) -> [UInt8] {
        let line = Mutex<[UInt8]>([])
        logger(.warning, format) { bytes in line.withLock { $0 = bytes } }
            .warning("log lines lost", metadata: ["lines": "\(lost)"])
        return line.withLock { $0 }
    }
}

/// The form for people, of which the logging library writes a line at a time.
private struct LogLines: TextOutputStream, Sendable {
    let take: @Sendable ([UInt8]) -> Void

    func write(_ string: String) { take(Array(string.utf8)) }
}

/// Standard error. A log that nobody takes is no reason to stop, nor to wait: what there is no room for is lost, and how many lines that
/// was is told when there is room again.
private struct LogPlace {
    /// Where `poll` says that a pipe has room it is for so much (PIPE_BUF, pipe(7)): a longer write could wait for the reader after all.
    private static let roomForSure = 4_096

    private var lost = 0
    /// Something has been written of a line whose rest was lost: the next must not go on in it.
    private var isBroken = false

    mutating func write(_ line: [UInt8], telling notice: (_ lost: Int) -> [UInt8]) {
        if lost > 0, LogPlace.hasRoom, put(notice(lost)) { lost = 0 }
        if lost > 0 || !put(line) { lost += 1 }
    }

    /// - Returns: whether all of it was written.
    private mutating func put(_ line: [UInt8]) -> Bool {
        let whole: [UInt8] = isBroken ? [0x0A] + line : line
        let left = LogPlace.unwritten(of: whole[...])
        if left < whole.count { isBroken = left > 0 }
        return left == 0
    }

    /// Writes as much as there is room for.
    ///
    /// - Returns: how many bytes are left.
    private static func unwritten(of bytes: ArraySlice<UInt8>) -> Int {
        var rest = bytes
        while !rest.isEmpty, hasRoom {
            let written = rest.prefix(roomForSure).withUnsafeBytes { Foundation.write(STDERR_FILENO, $0.baseAddress, $0.count) }
            if written < 0, errno != EINTR { break }
            rest = rest.dropFirst(max(0, written))
        }
        return rest.count
    }

    private static var hasRoom: Bool {
        var place = pollfd(fd: STDERR_FILENO, events: Int16(POLLOUT), revents: 0)
        return poll(&place, 1, 0) == 1 && place.revents & Int16(POLLOUT) != 0
    }
}
