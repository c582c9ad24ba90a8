import SickLeave
import Storage
import TestKit
import Testing

@testable import UseCases

@Suite("What the command line does with accounts")
struct CommandLineAccountsTests {
    @Test(
        "each change is a line in the security log with the account's number and the command line as its actor, and without words"
    )
    func events() throws {
        let site = try TestSite()
        let accounts = try site.accounts
        try accounts.create(userName: "eva.lind", name: "Eva Lind", hsaID: HSAID("SE1-EVA"), password: nil)
        let eva = try #require(try site.database.readBlocking { try AccountRepository($0).account(userName: "eva.lind") }).id
        let link = try accounts.invite(userName: "eva.lind", at: site.clock.now)
        try accounts.setPassword("hästar äter lök", userName: "eva.lind")
        try accounts.assign(.rehabCoordinator, to: "eva.lind", at: Fixture.unit.hsaID, from: Fixture.today, at: site.clock.now)
        try accounts.unassign(
            .rehabCoordinator, from: "eva.lind", at: Fixture.unit.hsaID, on: Fixture.today, at: site.clock.now)
        try accounts.setHSAID(HSAID("SE1-NY"), userName: "eva.lind")
        try accounts.setIdentity(Patients.tova.identifier, userName: "eva.lind")
        try accounts.removeSecondFactor(userName: "eva.lind")
        try accounts.endSessions(userName: "eva.lind")
        try accounts.disable(userName: "eva.lind", at: site.clock.now)
        try accounts.enable(userName: "eva.lind")
        let lines = site.log.lines.filter { $0.hasPrefix("notice security") }
        let events = [
            "account made", "invited", "password changed", "role given", "role taken back", "HSA-id set", "identity number set",
            "second factor removed", "sessions ended", "account disabled", "account enabled",
        ]
        #expect(lines.count == events.count)
        for (line, event) in zip(lines, events) {
            #expect(line.contains("security account=\(eva) actor=command line event=\(event) "), "\(event)")
        }
        #expect(lines.filter { $0.contains("role=rehabCoordinator") }.count == 2)
        for word in ["eva", "Lind", "SE1", "hästar", link, Patients.tova.identifier.canonical] {
            #expect(!lines.contains { $0.contains(word) }, "\(word)")
        }
    }

    @Test("an HSA-id that another account has is refused, by that account's name, until it is taken away there")
    func hsaIDTaken() throws {
        let site = try TestSite()
        let (accounts, doctor) = (try site.accounts, Fixture.doctor.hsaID)
        try accounts.create(userName: "eva.lind", name: "Eva Lind", hsaID: nil, password: nil)
        func hsaID(_ userName: String) throws -> String? {
            try site.database.readBlocking { try AccountRepository($0).account(userName: userName)?.hsaID }
        }
        #expect(throws: Accounts.Fault.hsaIDTaken("anna")) { try accounts.setHSAID(doctor, userName: "eva.lind") }
        #expect(throws: Accounts.Fault.hsaIDTaken("anna")) {
            try accounts.create(userName: "eva.berg", name: "Eva Berg", hsaID: doctor, password: nil)
        }
        #expect(try hsaID("eva.lind") == "" && hsaID("eva.berg") == nil)
        // One's own is not another's.
        try accounts.setHSAID(doctor, userName: "anna")
        try accounts.setHSAID(nil, userName: "anna")
        try accounts.setHSAID(doctor, userName: "eva.lind")
        #expect(try hsaID("eva.lind") == doctor.rawValue && hsaID("anna") == "")
    }

    @Test("what is refused leaves no line, as nothing was done")
    func refused() throws {
        let site = try TestSite()
        let accounts = try site.accounts
        #expect(throws: Accounts.Fault.userNameTaken) {
            try accounts.create(userName: "anna", name: "A", hsaID: nil, password: nil)
        }
        #expect(throws: Accounts.Fault.unknownUser) { try accounts.disable(userName: "okänd", at: site.clock.now) }
        #expect(throws: Accounts.Fault.noAnalysis) {
            try accounts.assign(.physician, to: "olle", at: Fixture.unit.hsaID, from: Fixture.today, at: site.clock.now)
        }
        #expect(!site.log.lines.contains { $0.hasPrefix("notice security") })
    }

    @Test(
        "a role of the whole provider is refused at a unit, and the sentence asks for the provider's HSA-id",
        arguments: Role.allCases.filter(\.isForProvider), [true, false])
    func providerRoleAtUnit(role: Role, needsAnalysis: Bool) throws {
        let site = try TestSite()
        #expect {
            try site.accounts.assign(
                role, to: "olle", at: Fixture.unit.hsaID, from: Fixture.today, at: site.clock.now, needsAnalysis: needsAnalysis)
        } throws: { error in
            (error as? Accounts.Fault)?.sentence.contains("Ange vårdgivarens HSA-id, inte enhetens") == true
        }
        try site.accounts.assign(role, to: "olle", at: Fixture.provider.hsaID, from: Fixture.today, at: site.clock.now)
    }

    @Test("the list of accounts says what a disabled one comes back to, and every HSA-id")
    func listed() throws {
        let site = try TestSite()
        try site.accounts.disable(userName: "anna", at: site.clock.now)
        let anna = try #require(try site.accounts.all(on: Fixture.today).first { $0.userName == "anna" })
        #expect(anna.isDisabled && anna.roles.map(\.role) == [.physician] && anna.hsaID == Fixture.doctor.hsaID)
        let karin = try #require(try site.accounts.all(on: Fixture.today).first { $0.userName == "karin" })
        #expect(karin.hsaID == nil)
    }
}
