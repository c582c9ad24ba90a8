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
        rule("a provider knows the accounts that it made and those with a role there, and no others") {
            (database: any Database) throws in
            _ = try store(
                [
                    Fixture.certificate("a"),
                    Fixture.certificate(
                        "b", patient: Fixture.person(5), unit: Fixture.outsideUnit, provider: Fixture.otherProvider),
                ], in: database)
            try database.writeBlocking { (connection: any Connection) throws in
                let (accounts, roles) = (AccountRepository(connection), ProviderRoleRepository(connection))
                let (anna, karin, nils) = (
                    try account("anna", connection), try account("karin", connection), try account("nils", connection)
                )
                let made = try accounts.create(userName: "eva", name: "Eva", hsaID: "", passwordHash: nil, maker: 1)
                try accounts.assign(account: anna, role: "physician", provider: 1, unit: 1, from: Fixture.today)
                try accounts.assign(
                    account: karin, role: "logReviewer", provider: 1, unit: nil, from: Fixture.today - 10,
                    through: Fixture.today - 1)
                try accounts.assign(account: nils, role: "logReviewer", provider: 2, unit: nil, from: Fixture.today)
                try accounts.assign(account: anna, role: "logReviewer", provider: 2, unit: nil, from: Fixture.today)
                #expect(try Set(accounts.accounts(provider: 1).map(\.id)) == [anna, karin, made])
                #expect(try accounts.account(id: made, provider: 1)?.maker == 1)
                #expect(try accounts.account(id: nils, provider: 1) == nil && accounts.account(id: made, provider: 2) == nil)
                // What has ended is no role any more.
                #expect(try roles.held(provider: 1, on: Fixture.today).map(\.account) == [anna])
                #expect(try roles.held(provider: 1, on: Fixture.today)[0].unitName == Fixture.unit.name)
                #expect(try roles.accountsElsewhere(than: 1, on: Fixture.today) == [nils, anna])
                try InvitationRepository(connection).invite(account: made, tokenHash: [1], until: Instant(rawValue: 10))
                #expect(try InvitationRepository(connection).open(at: Instant(rawValue: 9)) == [made: Instant(rawValue: 10)])
                #expect(try InvitationRepository(connection).open(at: Instant(rawValue: 10)).isEmpty)
                try SessionRepository(connection).create(session(1, account: anna, created: 5, seen: 8))
                let counts = {
                    try SessionRepository(connection).counts(
                        within: .init(
                            createdAfter: Instant(rawValue: 4), lastSeenAfter: Instant(rawValue: $0),
                            latest: Instant(rawValue: $1)))
                }
                #expect(try counts(7, 8) == [anna: 1] && counts(8, 8).isEmpty && counts(7, 7).isEmpty)
                try accounts.disable(account: made, at: Instant(rawValue: 1))
                try accounts.enable(account: made)
                #expect(try accounts.account(id: made)?.isDisabled == false)
            }
        },
        rule("a session lives until it ends, expires, or the password is changed") { (database: any Database) throws in
            try database.writeBlocking { (connection: any Connection) throws in
                let sessions = SessionRepository(connection)
                let (anna, karin) = (try account("anna", connection), try account("karin", connection))
                let times: [(UInt8, Int64, Int64)] = [
                    (1, 0, 100), (2, 50, 50), (3, 60, 100), (4, 60, 100), (5, 101, 60), (6, 60, 101),
                ]
                for (token, created, seen) in times {
                    try sessions.create(session(token, account: token == 4 ? karin : anna, created: created, seen: seen))
                }
                // The last two are from the future.
                let limits = Session.Limits(
                    createdAfter: Instant(rawValue: 0), lastSeenAfter: Instant(rawValue: 50), latest: Instant(rawValue: 100))
                let goingOn = try times.map { try sessions.session(tokenHash: [$0.0])?.goesOn(within: limits) }
                try sessions.endExpired(outside: limits)
                let living = try times.map { try sessions.session(tokenHash: [$0.0]) != nil }
                #expect(goingOn == [false, false, true, true, false, false])
                #expect(living == [false, false, true, true, false, false])
                try sessions.touch(tokenHash: [3], at: Instant(rawValue: 200))
                #expect(try sessions.session(tokenHash: [3])?.lastSeenAt == Instant(rawValue: 200))
                try AccountRepository(connection).setPasswordHash("ny", account: anna)
                #expect(try sessions.session(tokenHash: [3]) == nil)
                try sessions.end(tokenHash: [4])
                #expect(try sessions.session(tokenHash: [4]) == nil)
            }
        },
        rule("a session goes on under a new token, with the roles that were vouched for, and ends with them") {
            (database: any Database) throws in
            _ = try store([Fixture.certificate("a")], in: database)
            try database.writeBlocking { (connection: any Connection) throws in
                let (accounts, sessions) = (AccountRepository(connection), SessionRepository(connection))
                let anna = try account("anna", connection)
                try accounts.assign(account: anna, role: "physician", provider: 1, unit: 1, from: Fixture.today)
                let role = try accounts.assignments(account: anna, on: Fixture.today)[0].id
                try sessions.create(session(1, account: anna, created: 0, seen: 0), assignments: [role])
                try sessions.create(session(2, account: anna, created: 0, seen: 5))
                try sessions.choose(assignment: role, tokenHash: [1], newTokenHash: [9])
                #expect(try sessions.session(tokenHash: [1]) == nil && sessions.assignments(tokenHash: [1]) == [])
                #expect(try sessions.session(tokenHash: [9])?.assignment == role)
                #expect(try sessions.assignments(tokenHash: [9]) == [role])
                #expect(try sessions.sessions(account: anna).map(\.tokenHash) == [[2], [9]])
                try sessions.endAll(account: anna, except: [2])
                #expect(try sessions.sessions(account: anna).map(\.tokenHash) == [[2]])
                #expect(try sessions.assignments(tokenHash: [9]) == [])
            }
        },
        rule("a code's step and a recovery code are used once; a new factor takes the old one's place") {
            (database: any Database) throws in
            try database.writeBlocking { (connection: any Connection) throws in
                let factors = SecondFactorRepository(connection)
                let (anna, karin) = (try account("anna", connection), try account("karin", connection))
                #expect(try AccountRepository(connection).account(id: anna)?.hasSecondFactor == false)
                try factors.add(secret: [1], lastStep: 10, account: anna, at: Instant(rawValue: 0))
                #expect(try AccountRepository(connection).account(id: anna)?.hasSecondFactor == true)
                #expect(try AccountRepository(connection).account(id: karin)?.hasSecondFactor == false)
                #expect(
                    try [10, 9, 11, 11, 12].map { try factors.use(step: $0, account: anna) } == [false, false, true, false, true])
                try factors.setRecoveryCodes([[1], [2]], account: anna)
                #expect(try factors.use(recoveryCode: [1], account: karin) == false)
                #expect(try factors.use(recoveryCode: [1], account: anna))
                #expect(try factors.use(recoveryCode: [1], account: anna) == false)
                #expect(try factors.recoveryCodesLeft(account: anna) == 1)
                try factors.add(secret: [2], lastStep: 0, account: anna, at: Instant(rawValue: 0))
                #expect(try factors.secret(account: anna) == [2] && factors.recoveryCodesLeft(account: anna) == 0)
                try factors.remove(account: anna)
                #expect(try factors.secret(account: anna) == nil)
            }
        },
        rule("an awaited code is forgotten in time, and when the account is shut") { (database: any Database) throws in
            try database.writeBlocking { (connection: any Connection) throws in
                let factors = SecondFactorRepository(connection)
                let anna = try account("anna", connection)
                try factors.awaitCode(tokenHash: [1], account: anna, at: Instant(rawValue: 10))
                try factors.awaitCode(tokenHash: [2], account: anna, at: Instant(rawValue: 20))
                #expect(try factors.accountAwaiting(tokenHash: [1], since: Instant(rawValue: 10)) == nil)
                #expect(try factors.accountAwaiting(tokenHash: [1], since: Instant(rawValue: 9)) == anna)
                try factors.endAwaiting(before: Instant(rawValue: 10))
                #expect(try factors.accountAwaiting(tokenHash: [1], since: Instant(rawValue: 0)) == nil)
                try AccountRepository(connection).disable(account: anna, at: Instant(rawValue: 30))
                #expect(try factors.accountAwaiting(tokenHash: [2], since: Instant(rawValue: 0)) == nil)
            }
        },
        rule("an account has one invitation, until its time, a password or the account's end") {
            (database: any Database) throws in
            try database.writeBlocking { (connection: any Connection) throws in
                let (invitations, accounts) = (InvitationRepository(connection), AccountRepository(connection))
                let anna = try accounts.create(userName: "anna", name: "Anna", hsaID: "", passwordHash: nil)
                #expect(try accounts.account(id: anna)?.passwordHash == nil)
                try invitations.invite(account: anna, tokenHash: [1], until: Instant(rawValue: 10))
                try invitations.invite(account: anna, tokenHash: [2], until: Instant(rawValue: 20))
                let found = try [([1], 0), ([2], 19), ([2], 20)].map { (token: [UInt8], time: Int64) in
                    try invitations.account(tokenHash: token, at: Instant(rawValue: time))
                }
                #expect(found == [nil, anna, nil])
                try accounts.setPasswordHash("h", account: anna)
                #expect(try invitations.account(tokenHash: [2], at: Instant(rawValue: 0)) == nil)
                try invitations.invite(account: anna, tokenHash: [3], until: Instant(rawValue: 10))
                let factors = SecondFactorRepository(connection)
                try factors.add(secret: [1], lastStep: 0, account: anna, at: Instant(rawValue: 0))
                try factors.setRecoveryCodes([[1]], account: anna)
                try accounts.removeWaysIn(account: anna)
                #expect(try accounts.account(id: anna)?.passwordHash == nil)
                #expect(try factors.secret(account: anna) == nil && factors.recoveryCodesLeft(account: anna) == 0)
                #expect(try invitations.account(tokenHash: [3], at: Instant(rawValue: 0)) == nil)
            }
        },
        rule("failures are counted by subject, taken back and forgotten") { (database: any Database) throws in
            try database.writeBlocking { (connection: any Connection) throws in
                let attempts = SignInAttemptRepository(connection)
                try attempts.set(3, subject: [1], at: Instant(rawValue: 5))
                try attempts.set(4, subject: [1], at: Instant(rawValue: 6))
                try attempts.set(1, subject: [2], at: Instant(rawValue: 9))
                try attempts.takeBack(subject: [1])
                #expect(try attempts.failures(subject: [1]).map { [Int64($0.count), $0.last.rawValue] } == [3, 6])
                try attempts.forget(before: Instant(rawValue: 9))
                #expect(try attempts.failures(subject: [1]) == nil)
                try attempts.takeBack(subject: [2])
                try attempts.takeBack(subject: [2])
                #expect(try attempts.failures(subject: [2])?.count == 0)
                try attempts.forget(subject: [2])
                #expect(try attempts.failures(subject: [2]) == nil)
            }
        },
        rule("an identity is one account's, and an answer is taken once") { (database: any Database) throws in
            try database.writeBlocking { (connection: any Connection) throws in
                let identities = IdentityRepository(connection)
                let (anna, karin) = (try account("anna", connection), try account("karin", connection))
                try identities.add(issuer: "a", subject: "1", hsaID: "x", account: anna)
                try identities.add(issuer: "b", subject: "1", hsaID: "x", account: karin)
                #expect(try identities.account(issuer: "a", subject: "1", hsaID: "x") == anna)
                #expect(try identities.account(issuer: "b", subject: "1", hsaID: "x") == karin)
                #expect(try identities.account(issuer: "a", subject: "2", hsaID: "x") == nil)
                #expect(try identities.account(issuer: "a", subject: "1", hsaID: "y") == nil)
                #expect(try identities.hasIdentity(issuer: "a", account: anna))
                #expect(try identities.hasIdentity(issuer: "a", account: karin) == false)
                let taken = try [1, 1, 2].map { (number: UInt8) in
                    try identities.take(request: [number], at: Instant(rawValue: 10), forgetting: Instant(rawValue: 0))
                }
                #expect(taken == [true, false, true])
                #expect(try identities.take(request: [1], at: Instant(rawValue: 20), forgetting: Instant(rawValue: 11)))
            }
            #expect {
                try database.writeBlocking { try IdentityRepository($0).add(issuer: "a", subject: "2", hsaID: "x", account: 1) }
            } throws: { error in
                if case StorageError.constraint = error { true } else { false }
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
