import ArgumentParser
import Foundation
import UseCases

/// Where the access log's key lies, and who keeps its checkpoints.
struct LogOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Filen med nyckeln som signerar åtkomstloggen; görs om den saknas. Förval: bredvid databasens fil.", valueName: "fil")
    )
    var logKey: String?

    @Option(help: ArgumentHelp("Minuter mellan åtkomstloggens kontrollpunkter.", valueName: "minuter"))
    var logCheckpointMinutes = 60

    @Option(help: ArgumentHelp("Fil som kontrollpunkterna läggs till i, gärna på en annan dator.", valueName: "fil"))
    var logWitnessFile: String?

    @Option(help: ArgumentHelp("Kommando som får varje kontrollpunkt på standard in.", valueName: "kommando"))
    var logWitnessCommand: String?

    @Flag(help: "Skicka kontrollpunkterna till syslog.")
    var logWitnessSyslog = false

    func validate() throws {
        guard (1...1_440).contains(logCheckpointMinutes) else {
            throw ValidationError("Tiden mellan kontrollpunkter ska vara 1–1440 minuter.")
        }
    }

    var witness: LogWitness { LogWitness(file: logWitnessFile, command: logWitnessCommand, usesSyslog: logWitnessSyslog) }
}

/// Whoever keeps the checkpoints where those who run the database cannot change them.
struct LogWitness: Sendable {
    let file: String?
    let command: String?
    let usesSyslog: Bool
    /// Raised when the server stops, which waits for the witness.
    let isHurried = Latch()

    struct Refusal: Error, CustomStringConvertible { let description: String }

    /// - Throws: when one of those configured did not take it.
    func take(_ note: LogCheckpoint.Note) throws {
        if let file { try append(note, to: file) }
        if let command { try run(command, note) }
        // One message is one line; the line breaks are what `|` stands for, which no checkpoint holds.
        if usesSyslog {
            withVaList([note.text.replacing("\n", with: "|")]) { vsyslog(LOG_NOTICE | LOG_AUTH, "sakkunnig checkpoint: %s", $0) }
        }
    }

    private func append(_ note: LogCheckpoint.Note, to path: String) throws {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o640)
        guard descriptor >= 0 else { throw Refusal(description: "\(path): \(String(cString: strerror(errno)))") }
        let handle = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
        try handle.write(contentsOf: Data((note.text + "\n").utf8))
        try handle.synchronize()
    }

    private func run(_ command: String, _ note: LogCheckpoint.Note) throws {
        let (process, input) = (Process(), Pipe())
        process.executableURL = URL(fileURLWithPath: "/bin/sh")
        process.arguments = ["-c", command]
        process.standardInput = input
        try process.run()
        // A command that reads nothing closes its end; the note is far smaller than the pipe.
        try? input.fileHandleForWriting.write(contentsOf: Data(note.text.utf8))
        try input.fileHandleForWriting.close()
        let begun = ContinuousClock.now
        while process.isRunning {
            let seconds = isHurried.isRaised ? 5 : 30
            guard begun.duration(to: .now) < .seconds(seconds) else {
                // It leads a process group of its own: what it has started goes with it.
                kill(-process.processIdentifier, SIGKILL)
                throw Refusal(description: "the witness command had not ended after \(seconds) s and was killed")
            }
            usleep(20_000)
        }
        guard process.terminationStatus == 0 else {
            throw Refusal(description: "the witness command ended with \(process.terminationStatus)")
        }
    }
}
