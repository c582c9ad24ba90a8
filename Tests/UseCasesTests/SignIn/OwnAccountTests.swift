import SickLeave
import Storage
import TestKit
import Testing

@testable import UseCases

@Suite("The own account")
struct OwnAccountTests {
    typealias Refusal = OwnAccount.Refusal

    private func outcome(_ site: TestSite, _ person: Cast, _ password: String = Cast.password) async throws -> SignIn.Outcome {
        try await site.signIn.signIn(userName: person.rawValue, password: password, by: site.caller(), at: site.clock.now)
    }

    private func token(_ site: TestSite, _ person: Cast, _ password: String = Cast.password) async throws -> String {
        guard case .signedIn(let token) = try await outcome(site, person, password) else { throw UseCaseError.notFound }
        return token
    }

    private func signed(_ site: TestSite, _ token: String) async throws -> SignIn.Signed {
        try #require(try await site.signIn.signed(token: token, at: site.clock.now))
    }

    private func code(_ secret: [UInt8], _ site: TestSite) -> String {
        OneTimeCode.code(secret: secret, step: OneTimeCode.step(at: site.clock.now))
    }

    /// Adds a second factor for the person: its secret, the recovery codes and the token that goes on.
    private func added(_ site: TestSite, _ person: Cast) async throws -> (secret: [UInt8], codes: [String], token: String) {
        let signed = try await signed(site, token(site, person))
        let proposal = site.ownAccount.propose(nil, userName: person.rawValue, for: signed)
        let secret = try #require(Base32.bytes(proposal.secret.replacing(" ", with: "")))
        let (token, codes) = try await site.ownAccount.addSecondFactor(
            proposal.sealed, password: Cast.password, code: code(secret, site), for: signed, by: site.caller(), at: site.clock.now
        )
        return (secret, codes, token)
    }

    @Test("of two second factors that are added at once the first stays")
    func oneSecondFactor() async throws {
        let site = try TestSite()
        let me = try await signed(site, try await added(site, .anna).token)
        let proposal = site.ownAccount.propose(nil, userName: "anna", for: me)
        let secret = try #require(Base32.bytes(proposal.secret.replacing(" ", with: "")))
        await #expect(throws: UseCaseError.self) {
            _ = try await site.ownAccount.addSecondFactor(
                proposal.sealed, password: Cast.password, code: code(secret, site), for: me, by: site.caller(),
                at: site.clock.now)
        }
    }

    @Test("a new password asks for the old, ends every session, and goes on under a new token in the same role")
    func changePassword() async throws {
        let site = try TestSite()
        let (mine, other) = (try await token(site, .anna), try await token(site, .anna))
        let me = try await signed(site, mine)
        func change(_ old: String, _ new: String, _ again: String) async throws -> String {
            try await site.ownAccount.changePassword(
                from: old, to: new, repeated: again, for: me, by: site.caller(), at: site.clock.now)
        }
        for (old, new, again, field) in [
            ("fel", "hästar äter lök", "hästar äter lök", Refusal.Field.password), (Cast.password, "kort", "kort", .newPassword),
            (Cast.password, "Vårdcentralen Ett 1", "Vårdcentralen Ett 1", .newPassword),
            (Cast.password, "hästar äter lök", "hästar äter gräs", .repeated),
        ] {
            await #expect { try await change(old, new, again) } throws: { ($0 as? Refusal)?.field == field }
        }
        let new = try await change(Cast.password, "hästar äter lök", "hästar äter lök")
        #expect(try await site.signIn.signed(token: mine, at: site.clock.now) == nil)
        #expect(try await site.signIn.signed(token: other, at: site.clock.now) == nil)
        #expect(try await signed(site, new).viewer == me.viewer)
        _ = try await token(site, .anna, "hästar äter lök")
        #expect(!site.log.lines.contains { $0.contains("hästar") || $0.contains("Doktor") })
        #expect(site.log.lines.contains { $0.contains("event=password changed") && $0.contains("account=1") })
    }

    @Test("in the database a code app's secret is sealed and recovery codes are hashes; with another key no code is called wrong")
    func sealed() async throws {
        let site = try TestSite()
        let (secret, codes, _) = try await added(site, .anna)
        // Of the recovery codes there are hashes alone.
        let hashes = try site.database.readBlocking { try $0.all("SELECT code_hash FROM recovery_code") { $0.blob(0) } }
        #expect(Set(hashes) == Set(codes.map { SHA256.digest(of: Array($0.filter { $0 != "-" }.utf8)) }))
        let stored = try #require(try site.database.readBlocking { try SecondFactorRepository($0).newest() })
        #expect(stored.secret.count > secret.count)
        #expect(!stored.secret.indices.contains { Array(stored.secret[$0...].prefix(secret.count)) == secret })
        #expect(try TestSite.sealing.secret(stored.secret, account: stored.account) == secret)
        guard case .codeAwaited(let token) = try await outcome(site, .anna) else { throw UseCaseError.notFound }
        site.clock.advance(seconds: 60)
        let other = SignIn(
            database: site.database, passwords: TestSite.passwords, requiresSecondFactor: true, sealing: SealingKey())
        for _ in 0..<8 {
            await #expect {
                _ = try await other.confirm(token: token, code: code(secret, site), by: site.caller(), at: site.clock.now)
            } throws: { if case StorageError.corrupt = $0 { true } else { false } }
        }
        // Nobody was slowed down for it, and the right key opens.
        guard
            case .signedIn = try await site.signIn.confirm(
                token: token, code: code(secret, site), by: site.caller(), at: site.clock.now)
        else { return #expect(Bool(false), "the right key does not open") }
    }

    @Test("with a second factor the password alone opens nothing; each code works once")
    func secondFactor() async throws {
        let site = try TestSite()
        let (secret, codes, own) = try await added(site, .anna)
        #expect(try await signed(site, own).viewer != nil)
        func confirm(_ token: String, _ code: String) async throws -> String? {
            switch try await site.signIn.confirm(token: token, code: code, by: site.caller(), at: site.clock.now) {
            case .signedIn(let token): token
            case .wrongCode, .wait, .tooLate: nil
            }
        }
        func awaited() async throws -> String {
            guard case .codeAwaited(let token) = try await outcome(site, .anna) else { throw UseCaseError.notFound }
            return token
        }
        let waiting = try await awaited()
        #expect(try await site.signIn.signed(token: waiting, at: site.clock.now) == nil)
        // The code that proved the app has been used.
        #expect(try await confirm(waiting, code(secret, site)) == nil)
        site.clock.advance(seconds: 30)
        let right = code(secret, site)
        let session = try #require(try await confirm(waiting, right))
        #expect(try await signed(site, session).viewer != nil)
        #expect(try await confirm(waiting, right) == nil)
        #expect(try await confirm(awaited(), right) == nil)
        #expect(try await confirm(awaited(), codes[0].lowercased()) != nil)
        #expect(try await confirm(awaited(), codes[0]) == nil)
        let late = try await awaited()
        site.clock.advance(seconds: SignIn.codeSeconds)
        #expect(try await confirm(late, codes[1]) == nil)
        #expect(try await confirm(awaited(), codes[1]) != nil)
    }

    @Test("guessing codes is slowed down, also when the password is given anew between")
    func guessing() async throws {
        let site = try TestSite()
        _ = try await added(site, .anna)
        var waits = 0
        for _ in 0..<8 {
            guard case .codeAwaited(let token) = try await outcome(site, .anna) else { continue }
            if case .wait = try await site.signIn.confirm(token: token, code: "000000", by: site.caller(), at: site.clock.now) {
                waits += 1
            }
        }
        #expect(waits == 3)
    }

    @Test("a factor is added with the password and its own code, and only from this session's own proposal")
    func adding() async throws {
        let site = try TestSite()
        let (anna, bo) = (try await signed(site, token(site, .anna)), try await signed(site, token(site, .bo)))
        let proposal = site.ownAccount.propose(nil, userName: "anna", for: anna)
        let secret = try #require(Base32.bytes(proposal.secret.replacing(" ", with: "")))
        #expect(site.ownAccount.propose(proposal.sealed, userName: "anna", for: anna).secret == proposal.secret)
        #expect(site.ownAccount.propose(proposal.sealed, userName: "bo", for: bo).secret != proposal.secret)
        func add(_ who: SignIn.Signed, _ sealed: String, _ password: String, _ code: String) async throws {
            _ = try await site.ownAccount.addSecondFactor(
                sealed, password: password, code: code, for: who, by: site.caller(), at: site.clock.now)
        }
        await #expect(throws: UseCaseError.self) { try await add(bo, proposal.sealed, Cast.password, code(secret, site)) }
        await #expect { try await add(anna, proposal.sealed, "fel", code(secret, site)) } throws: {
            ($0 as? Refusal)?.field == .password
        }
        await #expect { try await add(anna, proposal.sealed, Cast.password, "000000") } throws: {
            ($0 as? Refusal)?.field == .code
        }
        guard case .signedIn = try await outcome(site, .anna) else { return #expect(Bool(false), "a factor was added") }
    }

    @Test("removing it, and new recovery codes, ask for password and code")
    func removing() async throws {
        let site = try TestSite()
        let (secret, codes, own) = try await added(site, .anna)
        let me = try await signed(site, own)
        func remove(_ password: String, _ code: String) async throws -> String {
            try await site.ownAccount.removeSecondFactor(
                password: password, code: code, for: me, by: site.caller(), at: site.clock.now)
        }
        await #expect { try await remove(Cast.password, "000000") } throws: { ($0 as? Refusal)?.field == .code }
        await #expect { try await remove("fel", codes[0]) } throws: { ($0 as? Refusal)?.field == .password }
        site.clock.advance(seconds: 60)
        let fresh = try await site.ownAccount.renewRecoveryCodes(
            password: Cast.password, code: code(secret, site), for: me, by: site.caller(), at: site.clock.now)
        #expect(fresh.count == 8 && Set(fresh).isDisjoint(with: codes))
        await #expect { try await remove(Cast.password, codes[1]) } throws: { ($0 as? Refusal)?.field == .code }
        _ = try await remove(Cast.password, fresh[0])
        guard case .signedIn = try await outcome(site, .anna) else { return #expect(Bool(false), "the factor is left") }
    }

    @Test("where a second factor is demanded, who has none may add one and nothing else")
    func demanded() async throws {
        let site = try TestSite(requiresSecondFactor: true)
        let token = try await token(site, .anna)
        #expect(try await signed(site, token).mustAddSecondFactor)
        let (_, _, own) = try await added(site, .anna)
        #expect(try await signed(site, own).mustAddSecondFactor == false)
    }

    @Test("one sees and ends the own sessions, with the password; others' cannot be named")
    func sessions() async throws {
        let site = try TestSite()
        let (first, second, third) = (try await token(site, .anna), try await token(site, .anna), try await token(site, .anna))
        let bo = try await token(site, .bo)
        let me = try await signed(site, first)
        let all = try await site.ownAccount.overview(of: me, at: site.clock.now).sessions
        #expect(all.count == 3 && all.filter(\.isThisOne).count == 1 && all.allSatisfy { $0.browser == "Firefox på Linux" })
        let ofBo = try await site.ownAccount.overview(of: signed(site, bo), at: site.clock.now).sessions[0].id
        func end(_ id: String?, _ password: String = Cast.password) async throws {
            try await site.ownAccount.end(session: id, password: password, for: me, by: site.caller(), at: site.clock.now)
        }
        await #expect { try await end(nil, "fel") } throws: { ($0 as? Refusal)?.field == .password }
        await #expect(throws: UseCaseError.notFound) { try await end(ofBo) }
        let ofSecond = try await site.ownAccount.overview(of: signed(site, second), at: site.clock.now).sessions.first(
            where: \.isThisOne)
        try await end(ofSecond?.id)
        #expect(try await site.signIn.signed(token: second, at: site.clock.now) == nil)
        #expect(try await site.signIn.signed(token: third, at: site.clock.now) != nil)
        try await end(nil)
        #expect(try await site.signIn.signed(token: third, at: site.clock.now) == nil)
        #expect(try await site.signIn.signed(token: first, at: site.clock.now) != nil)
        #expect(try await site.signIn.signed(token: bo, at: site.clock.now) != nil)
    }

    @Test("an invitation sets a password once, within two days, and leaves the second factor alone")
    func invitation() async throws {
        let site = try TestSite()
        let accounts = try site.accounts
        try accounts.create(userName: "Ny.Nilsson", name: "Ny Nilsson", hsaID: nil, password: nil)
        let first = try accounts.invite(userName: "ny.nilsson", at: site.clock.now)
        let link = try accounts.invite(userName: "ny.nilsson", at: site.clock.now)
        #expect(try await site.invitations.userName(token: first, at: site.clock.now) == nil)
        #expect(try await site.invitations.userName(token: link, at: site.clock.now) == "ny.nilsson")
        func accept(_ token: String, _ password: String, _ again: String? = nil) async throws {
            try await site.invitations.accept(
                token: token, password: password, repeated: again ?? password, by: site.caller(), at: site.clock.now)
        }
        await #expect { try await accept(link, "ny nilsson") } throws: { ($0 as? Refusal)?.field == .newPassword }
        await #expect { try await accept(link, "hästar äter lök", "x") } throws: { ($0 as? Refusal)?.field == .repeated }
        try await accept(link, "hästar äter lök")
        await #expect(throws: UseCaseError.notFound) { try await accept(link, "någon annans ord") }
        let answer = try await site.signIn.signIn(
            userName: "ny.nilsson", password: "hästar äter lök", by: site.caller(), at: site.clock.now)
        guard case .signedIn = answer else { return #expect(Bool(false), "not signed in") }
        let late = try accounts.invite(userName: "ny.nilsson", at: site.clock.now)
        site.clock.advance(seconds: Invitations.seconds)
        await #expect(throws: UseCaseError.notFound) { try await accept(late, "hästar äter lök") }
        let (_, codes, _) = try await added(site, .anna)
        try await accept(try accounts.invite(userName: "anna", at: site.clock.now), "fyra nya ord här")
        guard case .codeAwaited(let waiting) = try await outcome(site, .anna, "fyra nya ord här") else {
            return #expect(Bool(false), "the second factor is gone")
        }
        #expect(!codes.isEmpty && !waiting.isEmpty)
        #expect(throws: Accounts.Fault.unknownUser) { try accounts.invite(userName: "okänd", at: site.clock.now) }
    }

    @Test("an account without a password cannot be signed in to")
    func withoutPassword() async throws {
        let site = try TestSite()
        try site.accounts.create(userName: "ny", name: "Ny", hsaID: nil, password: nil)
        for password in ["", "decoy", "ny"] {
            let answer = try await site.signIn.signIn(userName: "ny", password: password, by: site.caller(), at: site.clock.now)
            guard case .wrongUserNameOrPassword = answer else { return #expect(Bool(false), "let in") }
        }
    }

    @Test("one address that tries many names is slowed down, and another is not")
    func spraying() async throws {
        let site = try TestSite()
        func attempt(_ number: Int, _ address: String) async throws -> Bool {
            let answer = try await site.signIn.signIn(
                userName: "namn\(number)", password: "fel", by: site.caller(address: address), at: site.clock.now)
            if case .wait = answer { return true } else { return false }
        }
        var waited = 0
        for number in 0..<60 where try await attempt(number, "192.0.2.7") { waited += 1 }
        #expect(waited == 10)
        #expect(try await attempt(99, "192.0.2.8") == false)
        site.clock.advance(seconds: 60)
        #expect(try await attempt(100, "192.0.2.7") == false)
        // Counted in the store: another server at the same database says the same.
        for number in 101..<110 { _ = try await attempt(number, "192.0.2.7") }
        let other = SignIn(
            database: site.database, passwords: TestSite.passwords, requiresSecondFactor: false, sealing: TestSite.sealing)
        let answer = try await other.signIn(
            userName: "x", password: "y", by: site.caller(address: "192.0.2.7"), at: site.clock.now)
        guard case .wait = answer else { return #expect(Bool(false), "not slowed down") }
    }
}
