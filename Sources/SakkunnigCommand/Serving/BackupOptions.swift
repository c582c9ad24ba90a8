import ArgumentParser
import Foundation
import UseCases

/// The daily backups of a running server.
struct BackupOptions: ParsableArguments {
    @Option(help: ArgumentHelp("Mapp för dagliga säkerhetskopior, gärna på en annan disk.", valueName: "mapp"))
    var backupFolder: String?

    @Option(help: ArgumentHelp("Tid på dygnet för säkerhetskopian.", valueName: "TT:MM"))
    var backupTime = "02:30"

    @Option(help: ArgumentHelp("Så många av de nyaste säkerhetskopiorna sparas.", valueName: "antal"))
    var backupKeep = 14

    @Option(
        help: ArgumentHelp("Kryptera säkerhetskopiorna för den här nyckeln, age1…; kan anges flera gånger.", valueName: "nyckel"))
    var backupRecipient: [String] = []

    func validate() throws {
        guard DailySchedule(backupTime) != nil else { throw ValidationError("Tiden ska skrivas som 02:30.") }
        guard (1...10_000).contains(backupKeep) else { throw ValidationError("Antalet säkerhetskopior ska vara 1–10000.") }
        _ = try Recipients.parse(backupRecipient)
    }
}

enum Recipients {
    static func parse(_ texts: [String]) throws -> [AgeRecipient] {
        try texts.map {
            guard let recipient = AgeRecipient($0) else {
                throw ValidationError(
                    "\($0) är ingen nyckel att kryptera för. Den börjar med age1; gör ett par med ”sakkunnig key”.")
            }
            return recipient
        }
    }

    /// Reads an identity file.
    static func identity(_ path: String?) throws -> AgeIdentity? {
        guard let path else { return nil }
        guard let text = try? String(contentsOfFile: path, encoding: .utf8) else {
            throw CommandFault("Nyckelfilen \(path) går inte att läsa. Kontrollera sökvägen och rättigheterna.")
        }
        guard let identity = AgeIdentity(file: text) else {
            throw CommandFault("I \(path) finns ingen hemlig nyckel: en rad som börjar med AGE-SECRET-KEY-1.")
        }
        return identity
    }
}
