import ArgumentParser
import Foundation
import SickLeave
import Storage
import UseCases

struct LogCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "log", abstract: "Åtkomstloggens nyckel, kontrollpunkter, bevis och gallring.",
        discussion: "Hela loggen kontrolleras med ”sakkunnig verify”. Handbokens sida om åtkomstloggen beskriver formerna.",
        subcommands: [Key.self, PublicKey.self, Checkpoint.self, Proof.self, Consistency.self, Erase.self])

    struct Key: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Gör nyckeln som signerar kontrollpunkter, och visa dess publika halva.",
            discussion: """
                Nyckeln får inte ligga i databasen eller på vittnets dator. Flera servrar mot samma databas ska ha samma nyckel.

                Exempel:
                  sakkunnig log key var/logg.pem
                """)

        @Argument(help: ArgumentHelp("Filen att skriva nyckeln i. Den får inte finnas.", valueName: "fil")) var file: String

        func run() throws {
            let key = LogKey()
            try PrivateFile.create(file, key.pem)
            print(key.publicKey.pem, terminator: "")
        }
    }

    struct PublicKey: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Visa nyckelns publika halva, i PEM och som varje loggs kontrollnyckel.")

        @Argument(help: ArgumentHelp("Filen med nyckeln.", valueName: "fil")) var file: String
        @Option(name: .customLong("provider"), help: ArgumentHelp("Vårdgivarens HSA-id.", valueName: "hsa-id")) var providers:
            [String] = []

        func run() throws {
            let key = try LogKeyFile.publicKey(file)
            print(key.pem, terminator: "")
            for provider in providers { print(key.verifierKey(named: LogCheckpoint.origin(ofProvider: provider))) }
        }
    }

    struct Checkpoint: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Signera nu vad varje vårdgivares logg har kommit till, och skriv ut det.",
            discussion: """
                Spara utskriften där den som sköter databasen inte kan ändra den. Är servern igång gör den kontrollpunkten.

                Exempel:
                  sakkunnig log checkpoint --database var/enhet.db >> /mnt/vittne/kontrollpunkter.txt
                """)

        @OptionGroup var database: DatabaseOptions
        @Option(help: ArgumentHelp("Filen med nyckeln; förval: bredvid databasen.", valueName: "fil")) var logKey: String?

        func run() throws {
            do {
                let store = try DatabaseOpening.existing(database.database)
                guard let path = logKey ?? LogKeyFile.standard(databasePath: database.database) else {
                    throw CommandFault("Ange filen med nyckeln: --log-key.")
                }
                let key = try LogKeyFile.key(path)
                let notes = try LogTree(database: store).checkpoint(key: key, at: Composition.now())
                print(notes.map(\.text).joined(separator: "\n"), terminator: "")
            } catch StorageError.inUse {
                guard let server = ServerSocket(databasePath: database.database) else {
                    throw StorageError.inUse(path: database.database)
                }
                print(try explaining(database.database) { try server.checkpoint() }, terminator: "")
            }
        }
    }
}
