import Foundation

/// What the program says: results on standard output, everything about how it goes on standard error.
enum Terminal {
    /// Colours and lines that are written over only where a person looks on, and `NO_COLOR` is not set.
    static let isInteractive = isatty(STDERR_FILENO) == 1 && ProcessInfo.processInfo.environment["NO_COLOR"] == nil

    static func say(_ text: String) { FileHandle.standardError.write(Data((text + "\n").utf8)) }

    /// What is to be written on the same line.
    static func ask(_ text: String) { FileHandle.standardError.write(Data(text.utf8)) }

    /// A line that the next one replaces; on a file, nothing.
    static func progress(_ text: String) {
        guard isInteractive else { return }
        FileHandle.standardError.write(Data("\r\u{1B}[K\(text)".utf8))
    }

    static func endProgress() {
        guard isInteractive else { return }
        FileHandle.standardError.write(Data("\r\u{1B}[K".utf8))
    }

    static func attention(_ text: String) -> String { isInteractive ? "\u{1B}[1m\(text)\u{1B}[0m" : text }

    static func json(_ value: some Encodable) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        print(String(decoding: try encoder.encode(value), as: UTF8.self))
    }
}
