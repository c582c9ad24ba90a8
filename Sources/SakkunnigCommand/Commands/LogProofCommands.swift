import ArgumentParser
import SickLeave
import UseCases

extension LogCommand {
    struct LogOptions: ParsableArguments {
        @OptionGroup var database: DatabaseOptions
        @Option(help: ArgumentHelp("Vårdgivarens HSA-id.", valueName: "hsa-id")) var provider: String

        func proofs() throws -> LogProofs {
            let composition = try Composition(databasePath: database.database, .current)
            guard let proofs = try LogProofs(database: composition.database, provider: HSAID(rawValue: provider)) else {
                throw CommandFault("Vårdgivaren \(provider) har ingen logg med kontrollpunkter här.")
            }
            return proofs
        }
    }

    struct Proof: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Visa med ett bevis att en rad finns i loggen, utan att visa andra rader.",
            discussion: """
                Beviset innehåller raden. Det kontrolleras med scripts/verify_log.py inclusion.

                Exempel:
                  sakkunnig log proof --provider SE2321000016-1003 --row 4711 > rad.bevis
                """)

        @OptionGroup var log: LogOptions
        @Option(help: ArgumentHelp("Radens nummer.", valueName: "nummer")) var row: Int

        func run() throws {
            guard let proof = try log.proofs().inclusion(ofRow: row) else {
                throw CommandFault(
                    "Raden \(row) har ingen kontrollpunkt ännu, eller finns inte. Gör en med ”sakkunnig log checkpoint”.")
            }
            print(proof, terminator: "")
        }
    }

    struct Consistency: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Visa med ett bevis att loggen vid en kontrollpunkt är början av loggen vid en senare.",
            discussion: """
                Det kontrolleras med scripts/verify_log.py consistency.

                Exempel:
                  sakkunnig log consistency --provider SE2321000016-1003 --from 1000 --to 2000 > vaxt.bevis
                """)

        @OptionGroup var log: LogOptions
        @Option(help: ArgumentHelp("Antal rader vid den äldre kontrollpunkten.", valueName: "antal")) var from: Int
        @Option(help: ArgumentHelp("Antal rader vid den nyare.", valueName: "antal")) var to: Int

        func run() throws {
            guard let proof = try log.proofs().consistency(from: from, to: to) else {
                throw CommandFault("Ange antal som loggen har haft, det mindre först.")
            }
            print(proof, terminator: "")
        }
    }

    struct Erase: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Gallra: radera innehållet i rader som är äldre än fem år. Deras hashar blir kvar.",
            discussion: """
                Kommandot raderar rader som stod under en kontrollpunkt för minst fem år sedan, och skriver en rad om det i loggen.
                Stoppa servern först om databasen är en fil. På PostgreSQL behövs den användare som äger tabellerna.

                Exempel:
                  sakkunnig log erase --database var/enhet.db
                """)

        @OptionGroup var database: DatabaseOptions

        func run() throws {
            let composition = try Composition(databasePath: database.database, .current)
            let erased = try LogErasure(database: composition.database).run(at: Composition.now())
            for log in erased { print("\(log.origin): \(log.rows) rader raderade, hashar kvar på plats 0–\(log.places - 1)") }
            if erased.isEmpty { print("Ingen rad är gammal nog.") }
        }
    }
}
