// `stdout` is a variable to Swift, and a constant in truth.
@preconcurrency import Foundation

/// What the program says: results on standard output, everything about how it goes on standard error.
enum Terminal {
    /// Lines that are written over only where a person looks on.
    private static let isInteractive = isatty(STDERR_FILENO) == 1
    /// There, unless the person has asked for none.
    private static let hasColours = isInteractive && ProcessInfo.processInfo.environment["NO_COLOR", default: ""].isEmpty

    static func say(_ text: String) { write(text + "\n") }

    /// What is to be written on the same line.
    static func ask(_ text: String) { write(text) }

    /// A line that the next one replaces; on a file, nothing.
    static func progress(_ text: String) {
        guard isInteractive else { return }
        write("\r\u{1B}[K\(text)")
    }

    static func endProgress() {
        guard isInteractive else { return }
        write("\r\u{1B}[K")
    }

    /// Words that nobody takes are no reason to stop: what cannot be written is lost.
    private static func write(_ text: String) { try? FileHandle.standardError.write(contentsOf: Data(text.utf8)) }

    static func attention(_ text: String) -> String { hasColours ? "\u{1B}[1m\(text)\u{1B}[0m" : text }

    static func json(_ value: some Encodable) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        print(String(decoding: try encoder.encode(value), as: UTF8.self))
    }

    /// At the end of a command: what was printed may wait in memory still, and a full disk has told nobody yet.
    static func endResult() throws(CommandFault) {
        guard fflush(stdout) == 0, ferror(stdout) == 0 else {
            throw CommandFault(
                "Resultatet gick inte att skriva på standard ut, och det som kom fram är inte helt. Kontrollera att disken har plats, "
                    + "och kör kommandot igen.")
        }
    }
}
