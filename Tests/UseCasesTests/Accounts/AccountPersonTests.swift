import SickLeave
import Storage
import TestKit
import Testing

@testable import UseCases

/// By an HSA-id a physician sees the patients of the one who has it, and by it an identity provider's person takes an account over.
@Suite("Who an account says that its person is, when there are several care providers")
struct AccountPersonTests {
    private let site: TestSite
    private let physician = Fixture.doctor.hsaID

    init() throws {
        site = try TestSite()
        try TestSite.setPhysiciansSeeUnit(false, in: site.database)
        // The physician's own account is to be Eva's.
        try site.accounts.setHSAID(nil, userName: Cast.anna.rawValue)
    }

    private func account() throws -> Account {
        try #require(try site.database.readBlocking { try AccountRepository($0).account(userName: "eva.lind") })
    }

    private func assign() throws -> Accounts.Loss {
        try site.accounts.assign(
            .physician, to: "eva.lind", at: Fixture.unit.hsaID, from: Fixture.today, at: site.clock.now, needsAnalysis: false)
    }

    /// What the account's person sees in the physician's role.
    private func list() async throws -> String {
        let eva = try account().id
        let token = try await site.database.write { [site] connection in
            try SignIn.begin(account: eva, way: .password, by: site.caller(), at: site.clock.now, in: connection)
        }
        return try await TestBrowser(site: site, session: token).get("/sjukfall").body
    }

    private func isPerson(_ account: Int) throws -> Bool {
        try site.database.readBlocking { try AccountPersonRepository($0).person(account: account) != nil }
    }

    @Test("what another provider's administrator wrote goes with the ways in, and shows no physician's patients here")
    func another() async throws {
        let person = ProviderAccounts.Person(
            name: "Eva Lind", userName: "eva.lind", hsaID: physician.rawValue,
            identityNumber: Patients.nils.identifier.canonical)
        _ = try await site.providerAccounts.create(person, by: site.otherAdministrator, site.caller(), at: site.clock.now)
        let eva = try account().id
        try await site.database.write { [physician] connection in
            try IdentityRepository(connection).add(issuer: "i", subject: "s", hsaID: physician.rawValue, account: eva)
        }
        #expect(try isPerson(eva))
        #expect(try assign() == .waysInAndPerson)
        #expect(try account().hsaID == "" && !isPerson(eva))
        #expect(try site.database.readBlocking { try !IdentityRepository($0).hasIdentity(issuer: "i", account: eva) })
        #expect(try await !list().contains(Patients.tova.name))
        #expect(
            site.log.lines.contains {
                $0.contains("account=\(eva) actor=command line event=HSA-id, identity number and identities removed ")
            })
        // Once it is known who it is, it is set here.
        try site.accounts.setHSAID(physician, userName: "eva.lind")
        #expect(try await list().contains(Patients.tova.name))
    }

    @Test("what the command line wrote stays, though the ways in go")
    func own() throws {
        try site.accounts.create(userName: "eva.lind", name: "Eva Lind", hsaID: physician, password: nil)
        try site.accounts.setIdentity(Patients.tova.identifier, userName: "eva.lind")
        try site.accounts.assign(
            .logReviewer, to: "eva.lind", at: Fixture.otherProvider.hsaID, from: Fixture.today, at: site.clock.now)
        #expect(try assign() == .waysIn)
        #expect(try account().hsaID == physician.rawValue && isPerson(account().id))
    }

    @Test("what the own provider's administrator wrote stays, and the ways in too")
    func ownAdministrator() async throws {
        let person = ProviderAccounts.Person(
            name: "Eva Lind", userName: "eva.lind", hsaID: physician.rawValue, identityNumber: "")
        _ = try await site.providerAccounts.create(person, by: site.viewer(.sven), site.caller(), at: site.clock.now)
        #expect(try assign() == .nothing)
        #expect(try account().hsaID == physician.rawValue)
    }
}
