import ArgumentParser
import Foundation
import SickLeave
import UseCases
import Web

struct UserCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "user", abstract: "Lokala konton och roller.",
        subcommands: [
            List.self, Units.self, Add.self, Invite.self, Assign.self, Unassign.self, Identity.self, HSAIDOfAccount.self,
            Password.self,
            SecondFactor.self, EndSessions.self, Disable.self, Enable.self,
        ])

    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Visa alla konton.")
        @OptionGroup var database: DatabaseOptions
        @OptionGroup var output: JSONOption

        private struct Row: Encodable {
            let userName, name: String
            let hsaID: String?
            let isDisabled: Bool
            let roles: [Held]
        }

        private struct Held: Encodable {
            let role, place: String
        }

        func run() throws {
            let accounts = try UserCommand.accounts(database, .current).all(on: Day(of: Composition.now()))
            if output.json {
                try Terminal.json(
                    accounts.map { account in
                        Row(
                            userName: account.userName, name: account.name, hsaID: account.hsaID?.rawValue,
                            isDisabled: account.isDisabled,
                            roles: account.roles.map { Held(role: $0.role.rawValue, place: $0.place) })
                    })
                return
            }
            for account in accounts {
                let roles = account.roles.map { "\($0.role.title) (\($0.role.rawValue)), \($0.place)" }
                let state = (account.isDisabled ? ["avstängt"] : []) + (roles.isEmpty ? ["ingen roll"] : roles)
                let hsaID = account.hsaID?.rawValue ?? "–"
                print("\(account.userName)\t\(account.name)\t\(hsaID)\t\(state.joined(separator: "; "))")
            }
        }
    }

    struct Add: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Lägg till ett konto. Lösenordet läses från standard in.",
            discussion:
                "Exempel:\n  sakkunnig user add eva.lind --name \"Eva Lind\" --hsa-id SE2321000131-E000000000001 < losenord.txt")
        @Argument(help: "Användarnamn.") var userName: String
        @Option(help: "Namn.") var name: String
        @Option(help: "HSA-id, för läkare och annan personal.") var hsaId: String?
        @OptionGroup var database: DatabaseOptions

        func validate() throws { try HSAID.check(hsaId, "--hsa-id") }

        func run() throws {
            let password = try UserCommand.readPassword()
            try UserCommand.explaining {
                try UserCommand.accounts(database).create(
                    userName: userName, name: name, hsaID: hsaId.flatMap(HSAID.init(typed:)), password: password)
            }
            print("Kontot \(userName) finns nu. Ge det en roll med ”sakkunnig user assign”.")
        }
    }

    struct Invite: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Gör en länk där personen själv väljer lösenord.",
            discussion: """
                Länken gäller en gång, i två dygn. Finns kontot inte görs det först; finns det kan länken ersätta ett glömt lösenord.
                Ett andra steg som personen har lagt till finns kvar.

                Exempel:
                  sakkunnig user invite eva.lind --name "Eva Lind" --hsa-id SE2321000131-E000000000001 --site https://sakkunnig.example.org
                """)
        @Argument(help: "Användarnamn.") var userName: String
        @Option(help: "Namn, för ett nytt konto.") var name: String?
        @Option(help: "HSA-id, för läkare och annan personal.") var hsaId: String?
        @Option(help: "Adressen till Sakkunnig, som länken börjar med.") var site: String
        @OptionGroup var database: DatabaseOptions

        func validate() throws {
            try HSAID.check(hsaId, "--hsa-id")
            guard site.hasPrefix("https://") || site.hasPrefix("http://127.0.0.1") || site.hasPrefix("http://localhost") else {
                throw ValidationError("Adressen ska börja med https://.")
            }
        }

        func run() throws {
            let token = try UserCommand.explaining {
                let accounts = try UserCommand.accounts(database)
                if let name {
                    try accounts.create(
                        userName: userName, name: name, hsaID: hsaId.flatMap(HSAID.init(typed:)), password: nil)
                }
                return try accounts.invite(userName: userName, at: Composition.now())
            }
            print((site.hasSuffix("/") ? String(site.dropLast()) : site) + Site.invitation(token).text)
            Terminal.say("Ge länken till personen på ett sätt som ingen annan kan läsa. Den gäller en gång, i två dygn.")
        }
    }

    struct SecondFactor: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "remove-second-factor",
            abstract: "Ta bort ett kontos andra steg, när appen och återställningskoderna är borta. Avslutar kontots sessioner.")
        @Argument(help: "Användarnamn.") var userName: String
        @OptionGroup var database: DatabaseOptions

        func run() throws {
            try UserCommand.explaining { try UserCommand.accounts(database).removeSecondFactor(userName: userName) }
            print("Andra steget är borta. Personen lägger till ett nytt vid nästa inloggning.")
        }
    }

    struct EndSessions: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Avsluta alla ett kontos sessioner.")
        @Argument(help: "Användarnamn.") var userName: String
        @OptionGroup var database: DatabaseOptions

        func run() throws {
            try UserCommand.explaining { try UserCommand.accounts(database).endSessions(userName: userName) }
            print("Sessionerna är avslutade.")
        }
    }

    struct Identity: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Ange vem ett konto är som patient. Personnumret läses från standard in.",
            discussion: "Ingen öppnar sin egen journal med sitt konto.")
        @Argument(help: "Användarnamn.") var userName: String
        @OptionGroup var database: DatabaseOptions

        func run() throws {
            if isatty(STDIN_FILENO) == 1 { Terminal.ask("Personnummer: ") }
            guard let line = readLine(strippingNewline: true),
                let identifier = try? PersonIdentifier(swedish: line, on: Day(of: Composition.now()))
            else { throw CommandFault("Skriv ett giltigt personnummer på standard in.") }
            try UserCommand.explaining { try UserCommand.accounts(database).setIdentity(identifier, userName: userName) }
            print("Kontot hör nu till personen.")
        }
    }

    struct HSAIDOfAccount: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "hsa-id", abstract: "Ange ett kontos HSA-id, eller ta bort det.",
            discussion: "Bara ett konto ska ha en persons HSA-id: annars vet identitetstjänsten inte vilket som är personens.")
        @Argument(help: "Användarnamn.") var userName: String
        @Argument(help: "HSA-id. Utan det tas kontots bort.") var hsaId: String?
        @OptionGroup var database: DatabaseOptions

        func validate() throws { try HSAID.check(hsaId, "det") }

        func run() throws {
            let hsaID = hsaId.flatMap(HSAID.init(typed:))
            try UserCommand.explaining { try UserCommand.accounts(database).setHSAID(hsaID, userName: userName) }
            print(hsaID.map { "Kontot har HSA-id:t \($0)." } ?? "Kontot har inget HSA-id.")
        }
    }

    struct Password: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Byt ett kontos lösenord. Det nya läses från standard in.")
        @Argument(help: "Användarnamn.") var userName: String
        @OptionGroup var database: DatabaseOptions

        func run() throws {
            let password = try UserCommand.readPassword()
            try UserCommand.explaining { try UserCommand.accounts(database).setPassword(password, userName: userName) }
            print("Lösenordet är bytt.")
        }
    }

    struct Disable: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Stäng av ett konto och avsluta dess sessioner.")
        @Argument(help: "Användarnamn.") var userName: String
        @OptionGroup var database: DatabaseOptions

        func run() throws {
            try UserCommand.explaining { try UserCommand.accounts(database).disable(userName: userName, at: Composition.now()) }
            print("Kontot är avstängt.")
        }
    }

    struct Enable: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Öppna ett avstängt konto igen, med de roller som gäller.")
        @Argument(help: "Användarnamn.") var userName: String
        @OptionGroup var database: DatabaseOptions

        func run() throws {
            try UserCommand.explaining { try UserCommand.accounts(database).enable(userName: userName) }
            print("Kontot är öppet.")
        }
    }

    static func accounts(_ options: DatabaseOptions, _ way: DatabaseOpening.Way = .upgraded) throws -> Accounts {
        try Composition(databasePath: options.database, way).accounts
    }

    /// Never as an argument: those are seen in process lists and kept in shell histories. At a terminal twice: what is typed unseen may be
    /// another than was meant.
    private static func readPassword() throws -> String {
        if isatty(STDIN_FILENO) == 1 {
            let typed = try typedUnseen("Lösenord: ")
            guard try typedUnseen("Lösenordet en gång till: ") == typed else {
                throw CommandFault("Lösenorden är inte lika. Ingenting är ändrat. Försök igen.")
            }
            return typed
        }
        guard let line = readLine(strippingNewline: true), !line.isEmpty else {
            throw CommandFault("Skriv lösenordet på standard in.")
        }
        return line
    }

    private static func typedUnseen(_ question: String) throws -> String {
        guard let typed = getpass(question) else { throw ExitCode.failure }
        return String(cString: typed)
    }

    static func explaining<T>(_ work: () throws -> T) throws -> T {
        do { return try work() } catch let fault as Accounts.Fault {
            throw CommandFault(fault.sentence)
        } catch let fault as NamedPlace.Fault { throw CommandFault(fault.sentence) }
    }
}
