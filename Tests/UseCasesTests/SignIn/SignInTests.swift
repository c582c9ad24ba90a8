import SickLeave
import Storage
import TestKit
import Testing
import UseCases

@Suite("Signing in")
struct SignInTests {
    private enum Answer: Equatable {
        case signedIn, wrong
        case wait(Int)
    }

    private func signIn(_ site: TestSite, _ name: String, _ password: String) async throws -> Answer {
        switch try await site.signIn.signIn(userName: name, password: password, by: site.caller(), at: site.clock.now) {
        case .signedIn, .codeAwaited: .signedIn
        case .wrongUserNameOrPassword: .wrong
        case .wait(let seconds): .wait(seconds)
        }
    }

    private func token(_ site: TestSite, _ person: Cast) async throws -> String {
        guard
            case .signedIn(let token) = try await site.signIn.signIn(
                userName: person.rawValue, password: Cast.password, by: site.caller(), at: site.clock.now)
        else { throw UseCaseError.notFound }
        return token
    }

    @Test("the right password in any case of the name; a wrong one, an unknown and a disabled account get the same answer")
    func answers() async throws {
        let site = try TestSite()
        #expect(try await signIn(site, "ANNA", Cast.password) == .signedIn)
        #expect(try await signIn(site, "anna", Cast.password + " ") == .wrong)
        #expect(try await signIn(site, "anna", "") == .wrong)
        #expect(try await signIn(site, "finns.inte", Cast.password) == .wrong)
        try site.accounts.disable(userName: "bo", at: site.clock.now)
        #expect(try await signIn(site, "bo", Cast.password) == .wrong)
    }

    @Test("after five wrong tries each further one waits twice as long, the right password too, and others are not held up")
    func throttle() async throws {
        let site = try TestSite()
        for _ in 0..<5 { #expect(try await signIn(site, "anna", "fel") == .wrong) }
        guard case .wait(let first) = try await signIn(site, "anna", Cast.password) else {
            return #expect(Bool(false), "did not wait")
        }
        #expect((1...4).contains(first))
        #expect(try await signIn(site, "bo", Cast.password) == .signedIn)
        site.clock.advance(seconds: first)
        #expect(try await signIn(site, "Anna", "fel") == .wrong)
        guard case .wait(let second) = try await signIn(site, "anna", Cast.password) else {
            return #expect(Bool(false), "did not wait")
        }
        #expect(second > first)
        site.clock.advance(seconds: second)
        #expect(try await signIn(site, "anna", Cast.password) == .signedIn)
        #expect(try await signIn(site, "anna", "fel") == .wrong)
    }

    @Test("wrong passwords given while the clock was ahead make nobody wait longer than was asked once it is right")
    func clockSetRight() async throws {
        let site = try TestSite()
        site.clock.advance(seconds: 30 * 86_400)
        for _ in 0..<5 { #expect(try await signIn(site, "anna", "fel") == .wrong) }
        site.clock.advance(seconds: -30 * 86_400)
        guard case .wait(let seconds) = try await signIn(site, "anna", Cast.password) else {
            return #expect(Bool(false), "did not wait")
        }
        #expect((1...4).contains(seconds))
        site.clock.advance(seconds: seconds)
        #expect(try await signIn(site, "anna", Cast.password) == .signedIn)
    }

    @Test("the wait is said in words", arguments: [(1, "1\u{A0}sekund"), (2, "2\u{A0}sekunder")])
    func waitWords(seconds: Int, words: String) {
        #expect(SignIn.sentence(waiting: seconds) == "För många försök. Vänta \(words) och försök igen.")
    }

    @Test("the wait never passes a quarter of an hour, and made-up names are slowed down as real ones")
    func longest() async throws {
        let site = try TestSite()
        var longest = 0
        for _ in 0..<60 {
            if case .wait(let seconds) = try await signIn(site, "finns.inte", "fel") {
                longest = max(longest, seconds)
                site.clock.advance(seconds: seconds)
            }
        }
        #expect((800...901).contains(longest))
    }

    @Test("each sign-in, right or wrong, is an event with the account's number and the way, and never with what was typed")
    func events() async throws {
        let site = try TestSite()
        func attempt(_ name: String, _ password: String) async throws {
            _ = try await site.signIn.signIn(userName: name, password: password, by: site.caller(), at: site.clock.now)
        }
        try await attempt("hemligt.namn", "fel lösenord")
        try await attempt("anna", "fel lösenord")
        try await attempt("anna", Cast.password)
        for _ in 0..<7 { try await attempt("bo", "fel lösenord") }
        try site.accounts.disable(userName: "karin", at: site.clock.now)
        try await attempt("karin", Cast.password)
        let karin = try #require(try await site.database.read { try AccountRepository($0).account(userName: "karin") }).id
        let bo = try site.viewer(.bo).account
        let anna = try site.viewer(.anna).account
        let events = site.log.lines.filter { $0.hasPrefix("notice security") }
        for expected in [
            "event=unknown user", "account=\(anna) event=wrong password", "account=\(anna) by=password event=signed in",
            "account=\(bo) event=wrong password", "event=slowed down", "account=\(karin) event=disabled account",
        ] {
            #expect(events.contains { $0.contains("security \(expected) ") }, "\(expected)")
        }
        for word in ["hemligt", "fel lösenord", Cast.password, "anna"] {
            #expect(!events.contains { $0.contains(word) }, "\(word)")
        }
    }

    @Test("a token is new each time, and only its hash is stored")
    func tokens() async throws {
        let site = try TestSite()
        let (first, second) = (try await token(site, .anna), try await token(site, .anna))
        #expect(first != second && first.utf8.count == 43)
        let stored = try site.database.readBlocking { try $0.all("SELECT token_hash FROM session") { $0.blob(0) } }
        #expect(Set(stored) == [SecretToken.hash(first), SecretToken.hash(second)])
        #expect(try await site.signIn.signed(token: first + "x", at: site.clock.now) == nil)
        #expect(try await site.signIn.signed(token: "", at: site.clock.now) == nil)
    }

    @Test("one role is chosen at once, several are asked about, and another's cannot be chosen")
    func choice() async throws {
        let site = try TestSite()
        let anna = try #require(try await site.signIn.signed(token: token(site, .anna), at: site.clock.now))
        #expect(anna.viewer?.role == .physician && anna.viewer?.unit.name == Fixture.unit.name)
        let tokenOfKarin = try await token(site, .karin)
        let karin = try #require(try await site.signIn.signed(token: tokenOfKarin, at: site.clock.now))
        #expect(karin.viewer == nil && karin.choices.map(\.unit.name) == [Fixture.unit.name, Fixture.otherUnit.name])
        await #expect(throws: UseCaseError.notFound) {
            _ = try await site.signIn.choose(assignment: anna.choices[0].assignment, for: karin)
        }
        let newToken = try await site.signIn.choose(assignment: karin.choices[1].assignment, for: karin)
        #expect(try await site.signIn.signed(token: newToken, at: site.clock.now)?.viewer?.unit.name == Fixture.otherUnit.name)
        #expect(try await site.signIn.signed(token: tokenOfKarin, at: site.clock.now) == nil)
    }

    @Test("a role that ends takes its unit away in the same session")
    func endedRole() async throws {
        let site = try TestSite()
        let token = try await token(site, .anna)
        _ = try await site.database.write {
            try $0.execute("UPDATE assignment SET last_day = \(Fixture.today - 1) WHERE role = 'physician'")
        }
        let signed = try #require(try await site.signIn.signed(token: token, at: site.clock.now))
        #expect(signed.viewer == nil && signed.choices.isEmpty)
    }

    @Test("a new password ends the sessions of the old")
    func newPassword() async throws {
        let site = try TestSite()
        let token = try await token(site, .anna)
        try site.accounts.setPassword("fyra helt nya ord", userName: "anna")
        #expect(try await site.signIn.signed(token: token, at: site.clock.now) == nil)
        #expect(try await signIn(site, "anna", Cast.password) == .wrong)
        #expect(try await signIn(site, "anna", "fyra helt nya ord") == .signedIn)
    }

    @Test("a password is long and not the user name; letters of any kind are let in")
    func passwordRules() throws {
        let accounts = try TestSite(fill: false).accounts
        for refused in ["sju tec", "nils.nilsson", String(repeating: "å", count: 600)] {
            #expect(throws: Accounts.Fault.self) {
                try accounts.create(userName: "nils.nilsson", name: "N", hsaID: nil, password: refused)
            }
        }
        try accounts.create(userName: "Nils.Nilsson", name: "N", hsaID: nil, password: "åäö 日本 🙂 ord")
        #expect(throws: Accounts.Fault.userNameTaken) {
            try accounts.create(userName: "nils.nilsson", name: "N", hsaID: nil, password: "ett annat lösenord")
        }
        #expect(throws: Accounts.Fault.unknownUser) { try accounts.setPassword("ett annat lösenord", userName: "okänd") }
        #expect(throws: Accounts.Fault.unknownUnit) {
            try accounts.assign(
                .physician, to: "nils.nilsson", at: HSAID(rawValue: "SE-X"), from: Fixture.today, at: Instant(rawValue: 0))
        }
        let listed = try accounts.all(on: Fixture.today)
        #expect(listed.map(\.userName) == ["nils.nilsson"] && listed[0].roles.isEmpty)
    }

    @Test("the list of accounts says which roles each has today, and where")
    func listed() throws {
        let site = try TestSite()
        func roles(_ person: Cast) throws -> [String] {
            let listed = try site.accounts.all(on: Fixture.today).first { $0.userName == person.rawValue }
            return try #require(listed).roles.map { "\($0.role.rawValue) \($0.place)" }
        }
        #expect(try roles(.anna) == ["physician \(Fixture.unit.name)"])
        #expect(try roles(.sven) == ["administrator \(Fixture.provider.name)"])
        #expect(try site.accounts.all(on: Fixture.today - 36_500).allSatisfy(\.roles.isEmpty))
    }
}
