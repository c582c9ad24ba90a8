import ArgumentParser
import Foundation
import SickLeave
import UseCases

struct VerifyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Kontrollera databasen: filen, sambanden, att varje intyg går att läsa helt, och åtkomstloggen.",
        discussion: """
            Exempel:
              sakkunnig verify --database var/enhet.db
              sakkunnig verify --database var/enhet.db --log-key logg.pub --witness /mnt/vittne/kontrollpunkter.txt
              sakkunnig verify --backup enhet.backup.age --identity nyckel.txt
            """)

    @OptionGroup var database: DatabaseOptions
    @Option(help: ArgumentHelp("Kontrollera en säkerhetskopia i stället för databasen.", valueName: "fil")) var backup: String?
    @Option(help: ArgumentHelp("Fil med den hemliga nyckeln, för en krypterad kopia.", valueName: "fil")) var identity: String?
    @Option(help: ArgumentHelp("Nyckeln, eller dess publika halva, som åtkomstloggen ska vara signerad med.", valueName: "fil"))
    var logKey: String?
    @Option(help: ArgumentHelp("Vittnets kontrollpunkter, som åtkomstloggen ska stämma med.", valueName: "fil")) var witness:
        String?
    @OptionGroup var output: JSONOption

    func run() async throws {
        if let backup {
            let identity = try Recipients.identity(identity)
            let (head, summary) = try explaining(backup) { try StoreCopy.check(backup, identity: identity) }
            return BackupReport(head, summary).show(asJSON: output.json)
        }
        let composition = try Composition(databasePath: database.database, .current)
        let result = try await Verification(database: composition.database).run(
            key: try logKey.map(LogKeyFile.publicKey), witnessed: try witness.map(LogKeyFile.notes) ?? [])
        if output.json {
            try Terminal.json(
                Result(
                    engine: result.engine, counts: result.counts, logs: result.log.logs.map(Result.Log.init),
                    faults: result.faults))
        } else {
            print(result.engine)
            for (name, count) in result.counts.sorted(by: { $0.key < $1.key }) { print("\(name): \(count)") }
            for log in result.log.logs {
                print(
                    "logg \(log.origin): \(log.size) rader, \(log.unplaced) väntar på plats, \(log.checkpoints) kontrollpunkter")
            }
            if witness != nil { print("kontrollpunkter hos vittnet som stämmer: \(result.log.witnessed)") }
            for fault in result.faults { print("FEL: \(fault)") }
            if result.faults.isEmpty { print("Allt är helt.") }
            for log in result.log.logs { tellTail(of: log) }
        }
        if !result.faults.isEmpty { throw ExitCode.failure }
    }

    /// What the check cannot see: rows that no signed checkpoint holds can be cut off without a trace.
    private func tellTail(of log: LogVerification.Result.Log) {
        if log.uncovered > 0 {
            print(
                "logg \(log.origin): \(SwedishNumber.count(log.uncovered, "rad", "rader")) efter den sista kontrollpunkten. "
                    + "Är någon av dem borttagen syns det inte. Kör ”sakkunnig log checkpoint”.")
        }
        if let unwitnessed = log.unwitnessed, unwitnessed > 0 {
            print(
                "logg \(log.origin): \(SwedishNumber.count(unwitnessed, "rad", "rader")) efter vittnets sista kontrollpunkt. "
                    + "Är någon av dem borttagen kan det dölja sig. Ge vittnet en ny kontrollpunkt.")
        }
    }

    private struct Result: Encodable {
        let engine: String
        let counts: [String: Int]
        let logs: [Log]
        let faults: [String]

        struct Log: Encodable {
            let origin: String
            let rows, checkpoints: Int
            /// Rows that no checkpoint holds, and none of the witness's; the latter is left out without a witness.
            let uncovered: Int
            let unwitnessed: Int?

            init(_ log: LogVerification.Result.Log) {
                origin = log.origin
                rows = log.size + log.unplaced
                checkpoints = log.checkpoints
                uncovered = log.uncovered
                unwitnessed = log.unwitnessed
            }
        }
    }
}
