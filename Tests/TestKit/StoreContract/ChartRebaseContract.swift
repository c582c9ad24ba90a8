import SickLeave
import Storage
import Testing

extension StoreContract {
    static let chartRebases: [StoreContract] = [
        rule("what is reckoned anew stands until it is taken back, once, and stays with who and why") {
            (database: any Database) throws in
            try database.writeBlocking { (connection: any Connection) throws in
                let unit = CareUnit(hsaID: Fixture.unit.hsaID, name: "Ett", careProvider: Fixture.provider, parent: nil)
                _ = try OrganisationRepository(connection, registry: Registry()).store(unit)
                let accounts = AccountRepository(connection)
                let (bo, eva) = (
                    try accounts.create(userName: "bo", name: "Bo", hsaID: "", passwordHash: "x"),
                    try accounts.create(userName: "eva", name: "Eva", hsaID: "", passwordHash: "x")
                )
                let rebases = ChartRebaseRepository(connection, provider: 1)
                let (march, january) = (Month(iso: "2026-03")!, Month(iso: "2026-01")!)
                try rebases.add(measure: "plan", month: march, reason: "ny rutin", unit: 1, by: bo, at: Instant(rawValue: 1))
                try rebases.add(measure: "plan", month: january, reason: "nytt system", unit: 1, by: bo, at: Instant(rawValue: 2))
                try rebases.add(measure: "deltid", month: march, reason: "annat", unit: 1, by: bo, at: Instant(rawValue: 3))
                let first = try #require(try rebases.history(unit: 1, measure: "plan").last)
                #expect(first.month == march && first.reason == "ny rutin" && first.by == "Bo" && first.removal == nil)

                try rebases.remove(first, reason: "för tidigt", unit: 1, by: eva, at: Instant(rawValue: 4))
                let history = try rebases.history(unit: 1, measure: "plan")
                #expect(history.map(\.month) == [january, march])
                #expect(history[0].removal == nil)
                #expect(history[1].removal == .init(reason: "för tidigt", at: Instant(rawValue: 4), by: "Eva"))
                #expect(try rebases.history(unit: 1).count == 3)
                #expect(try rebases.history(unit: 2).isEmpty)
            }
        },
        rule("nothing is taken back twice") { (database: any Database) throws in
            try database.writeBlocking { (connection: any Connection) throws in
                let unit = CareUnit(hsaID: Fixture.unit.hsaID, name: "Ett", careProvider: Fixture.provider, parent: nil)
                _ = try OrganisationRepository(connection, registry: Registry()).store(unit)
                let account = try AccountRepository(connection).create(userName: "bo", name: "Bo", hsaID: "", passwordHash: "x")
                let rebases = ChartRebaseRepository(connection, provider: 1)
                try rebases.add(
                    measure: "plan", month: Month(iso: "2026-03")!, reason: "ny rutin", unit: 1, by: account,
                    at: Instant(rawValue: 1))
                let only = try #require(try rebases.history(unit: 1).first)
                try rebases.remove(only, reason: "fel", unit: 1, by: account, at: Instant(rawValue: 2))
            }
            #expect(throws: StorageError.self) {
                try database.writeBlocking { (connection: any Connection) throws in
                    let rebases = ChartRebaseRepository(connection, provider: 1)
                    let only = try rebases.history(unit: 1)[0]
                    try rebases.remove(only, reason: "igen", unit: 1, by: 1, at: Instant(rawValue: 3))
                }
            }
        },
    ]
}
