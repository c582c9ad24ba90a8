import ArgumentParser
import SickLeave
import UseCases

// Roles, and the places where they are held.
extension UserCommand {
    struct Units: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Visa vårdgivare och enheter, med de HSA-id som roller ges hos.")
        @OptionGroup var database: DatabaseOptions
        @OptionGroup var output: JSONOption

        private struct Row: Encodable {
            let hsaID, name, provider: String
            let isProvider: Bool
        }

        func run() throws {
            let places = try UserCommand.accounts(database, .current).places()
            if output.json {
                try Terminal.json(
                    places.map {
                        Row(
                            hsaID: $0.hsaID.rawValue, name: $0.name, provider: $0.provider.hsaID.rawValue,
                            isProvider: $0.unit == nil)
                    })
                return
            }
            for place in places {
                print("\(place.hsaID)\t\(place.name)\t\(place.unit == nil ? "vårdgivare" : place.provider.name)")
            }
        }
    }

    struct Assign: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Ge ett konto en roll på en enhet.",
            discussion: """
                Roller: \(Role.allCases.map { "\($0.rawValue) (\($0.title))" }.joined(separator: ", "))

                Exempel:
                  sakkunnig user assign eva.lind --role physician --unit SE2321000131-E000000000100

                Vilka enheter som finns visar ”sakkunnig user units”.
                """)
        @Argument(help: "Användarnamn.") var userName: String
        @Option(help: "Roll.") var role: String
        @Option(help: "Enhetens HSA-id, eller vårdgivarens för en roll i hela organisationen.") var unit: String
        @OptionGroup var owner: ProviderOption
        @Flag(help: "Utan behovs- och riskanalys: bara för ett system med påhittade uppgifter.") var withoutAnalysis = false
        @Flag(
            help:
                "Ge rollen också när en annan vårdgivare känner kontot, så att dess lösenord, andra steg, sessioner och länkar tas bort."
        )
        var resetSignIn = false
        @OptionGroup var database: DatabaseOptions

        func validate() throws { try UserCommand.check(role: role, unit: unit) }

        func run() throws {
            let now = Composition.now()
            let loss = try UserCommand.atPlace(database) { accounts in
                try accounts.assign(
                    Role(rawValue: role)!, to: userName, at: HSAID(unit)!, of: owner.hsaID, from: Day(of: now), at: now,
                    needsAnalysis: !withoutAnalysis, mayRemoveWaysIn: resetSignIn)
            }
            print("\(userName) har rollen.")
            if loss != .nothing {
                Terminal.say(
                    "En annan vårdgivares administratör kan ha känt till hur man loggar in med kontot. Lösenord, andra steg och "
                        + "återställningskoder är därför borttagna, sessioner avslutade och öppna länkar tillbakadragna. "
                        + "Gör en ny länk med ”sakkunnig user invite \(userName) --site …” och ge den till personen.")
            }
            if loss == .waysInAndPerson {
                Terminal.say(
                    "Kontots HSA-id, personnummer och koppling till identitetstjänsten var den andra vårdgivarens uppgifter, och är "
                        + "också borttagna. Ange dem igen, när du vet vem personen är, med ”sakkunnig user hsa-id \(userName) …” och "
                        + "”sakkunnig user identity \(userName)”.")
            }
        }
    }

    struct Unassign: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Ta tillbaka en roll, genast.",
            discussion: "Exempel:\n  sakkunnig user unassign eva.lind --role unitManager --unit SE2321000131-E000000000100")
        @Argument(help: "Användarnamn.") var userName: String
        @Option(help: "Roll.") var role: String
        @Option(help: "Enhetens HSA-id, eller vårdgivarens för en roll i hela organisationen.") var unit: String
        @OptionGroup var owner: ProviderOption
        @OptionGroup var database: DatabaseOptions

        func validate() throws { try UserCommand.check(role: role, unit: unit) }

        func run() throws {
            let now = Composition.now()
            try UserCommand.atPlace(database) { accounts in
                try accounts.unassign(
                    Role(rawValue: role)!, from: userName, at: HSAID(unit)!, of: owner.hsaID, on: Day(of: now), at: now)
            }
            print("\(userName) har inte rollen längre.")
        }
    }

    private static func check(role: String, unit: String) throws {
        guard Role(rawValue: role) != nil else {
            throw ValidationError(
                "Rollen \(role) finns inte. Välj bland \(Role.allCases.map(\.rawValue).joined(separator: ", ")).")
        }
        guard HSAID(unit) != nil else { throw ValidationError("Ange enhetens HSA-id.") }
    }

    /// So many fit in a sentence.
    private static let named = 20

    /// Of an HSA-id that nobody has it is said which there are.
    private static func atPlace<T>(_ options: DatabaseOptions, _ work: (Accounts) throws -> T) throws -> T {
        let accounts = try accounts(options)
        return try explaining {
            do { return try work(accounts) } catch Accounts.Fault.unknownUnit {
                let places = try accounts.places()
                let those = places.map { "\($0.hsaID) (\($0.name))" }.joined(separator: ", ")
                let way = places.count > named ? "Visa dem som finns med ”sakkunnig user units”." : "Här finns \(those)."
                throw CommandFault(Accounts.Fault.unknownUnit.sentence + (places.isEmpty ? "" : " " + way))
            }
        }
    }
}
