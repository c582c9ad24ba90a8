import SickLeave
import Storage
import Testing

extension StoreContract {
    static func account(_ name: String, _ connection: any Connection) throws -> Int {
        try AccountRepository(connection).create(userName: name, name: name.uppercased(), hsaID: "", passwordHash: "hash")
    }

    private static func session(_ token: UInt8, account: Int, created: Int64, seen: Int64) -> Session {
        Session(
            tokenHash: [token], account: account, assignment: nil, formToken: "f\(token)", createdAt: Instant(rawValue: created),
            lastSeenAt: Instant(rawValue: seen))
    }

    static let accounts: [StoreContract] = [
        rule("a user name is taken once") { (database: any Database) throws in
            try database.writeBlocking { _ = try account("anna", $0) }
            #expect {
                try database.writeBlocking { _ = try account("anna", $0) }
            } throws: { error in
                if case StorageError.constraint = error { true } else { false }
            }
            let found = try database.readBlocking { try AccountRepository($0).account(userName: "anna") }
            #expect(found?.name == "ANNA" && found?.isDisabled == false)
            #expect(try database.readBlocking { try AccountRepository($0).all().count } == 1)
        },
        rule("a role holds on its days and is found by unit") { (database: any Database) throws in
            _ = try store([Fixture.certificate("a")], in: database)
            try database.writeBlocking { (connection: any Connection) throws in
                let accounts = AccountRepository(connection)
                let (anna, karin) = (try account("anna", connection), try account("karin", connection))
                try accounts.assign(account: anna, role: "physician", provider: 1, unit: 1, from: Fixture.today)
                try accounts.assign(account: karin, role: "rehabCoordinator", provider: 1, unit: 1, from: Fixture.today - 10)
                try accounts.assign(account: karin, role: "logReviewer", provider: 1, unit: nil, from: Fixture.today - 10)
                try connection.execute(
                    "UPDATE assignment SET last_day = \(Fixture.today - 1) WHERE account_id = \(karin) AND care_unit_id = 1")
                #expect(try accounts.assignments(account: anna, on: Fixture.today - 1).isEmpty)
                #expect(try accounts.assignments(account: anna, on: Fixture.today).map(\.role) == ["physician"])
                #expect(try accounts.assignments(account: karin, on: Fixture.today).map(\.unit) == [nil])
                let people = try accounts.people(unit: 1, roles: ["physician", "rehabCoordinator"], on: Fixture.today)
                #expect(people.map(\.name) == ["ANNA"])
            }
        },
        rule("a disabled account is out of its sessions and of the unit's people") { (database: any Database) throws in
            _ = try store([Fixture.certificate("a")], in: database)
            try database.writeBlocking { (connection: any Connection) throws in
                let accounts = AccountRepository(connection)
                let anna = try account("anna", connection)
                try accounts.assign(account: anna, role: "physician", provider: 1, unit: 1, from: Fixture.today)
                try SessionRepository(connection).create(session(1, account: anna, created: 0, seen: 0))
                try accounts.disable(account: anna, at: Instant(rawValue: 1))
                #expect(try SessionRepository(connection).session(tokenHash: [1]) == nil)
                #expect(try accounts.account(id: anna)?.isDisabled == true)
                #expect(try accounts.people(unit: 1, roles: ["physician"], on: Fixture.today).isEmpty)
            }
        },
        rule("a session lives until it ends, expires, or the password is changed") { (database: any Database) throws in
            try database.writeBlocking { (connection: any Connection) throws in
                let sessions = SessionRepository(connection)
                let (anna, karin) = (try account("anna", connection), try account("karin", connection))
                for (token, times) in [(1, (0, 100)), (2, (50, 50)), (3, (60, 100)), (4, (60, 100))] as [(UInt8, (Int64, Int64))]
                {
                    try sessions.create(session(token, account: token == 4 ? karin : anna, created: times.0, seen: times.1))
                }
                try sessions.endExpired(createdBefore: Instant(rawValue: 1), lastSeenBefore: Instant(rawValue: 51))
                let living = try (1...4).map { try sessions.session(tokenHash: [UInt8($0)]) != nil }
                #expect(living == [false, false, true, true])
                try sessions.touch(tokenHash: [3], at: Instant(rawValue: 200))
                #expect(try sessions.session(tokenHash: [3])?.lastSeenAt == Instant(rawValue: 200))
                try AccountRepository(connection).setPasswordHash("ny", account: anna)
                #expect(try sessions.session(tokenHash: [3]) == nil)
                try sessions.end(tokenHash: [4])
                #expect(try sessions.session(tokenHash: [4]) == nil)
            }
        },
        rule("a setting is each person's own, and the newest value holds") { (database: any Database) throws in
            try database.writeBlocking { (connection: any Connection) throws in
                let preferences = PreferenceRepository(connection)
                let (anna, karin) = (try account("anna", connection), try account("karin", connection))
                try preferences.set("a", to: "1", account: anna)
                try preferences.set("a", to: "2", account: anna)
                try preferences.set("a", to: "3", account: karin)
                #expect(try preferences.values(account: anna) == ["a": "2"])
            }
        },
    ]
}
