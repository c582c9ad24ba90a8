import SickLeave
import Storage
import TestKit
import Testing

@testable import UseCases

/// Two care providers have a unit of the same HSA-id; the other provider's came first.
@Suite("A unit that the command line names")
struct NamedPlaceTests {
    private let site: TestSite
    private let unit = Fixture.outsideUnit.hsaID

    init() throws {
        site = try TestSite()
        try site.database.writeBlocking { connection in
            _ = try OrganisationRepository(connection, registry: Registry()).store(
                CareUnit(hsaID: Fixture.outsideUnit.hsaID, name: "Tvilling", careProvider: Fixture.provider, parent: nil))
        }
    }

    private func assign(of owner: HSAID?, at place: HSAID? = nil) throws {
        try site.accounts.assign(
            .rehabCoordinator, to: "olle", at: place ?? unit, of: owner, from: Fixture.today, at: site.clock.now,
            needsAnalysis: false)
    }

    private func unassign(of owner: HSAID?) throws {
        try site.accounts.unassign(
            .rehabCoordinator, from: "olle", at: unit, of: owner, on: Fixture.today, at: site.clock.now)
    }

    private func places() throws -> [String] {
        try site.accounts.all(on: Fixture.today).filter { $0.userName == "olle" }.flatMap(\.roles)
            .filter { $0.role == .rehabCoordinator }.map(\.place)
    }

    @Test("is nobody's until the provider is said, and the refusal names those there are")
    func severalProviders() throws {
        let providers = [Fixture.otherProvider, Fixture.provider].map { "\($0.name) (\($0.hsaID))" }
        for work in [{ try assign(of: nil) }, { try unassign(of: nil) }] {
            #expect {
                try work()
            } throws: { error in
                guard case NamedPlace.Fault.severalProviders(let found) = error else { return false }
                return Set(found) == Set(providers)
            }
        }
        #expect(try places() == [])
    }

    @Test("is the provider's that is said, to give a role and to take it back")
    func chosen() throws {
        try assign(of: Fixture.provider.hsaID)
        #expect(try places() == ["Tvilling (\(Fixture.provider.name))"])
        #expect(throws: Accounts.Fault.noSuchRole) { try unassign(of: Fixture.otherProvider.hsaID) }
        try unassign(of: Fixture.provider.hsaID)
        #expect(try places() == [])
        try assign(of: Fixture.otherProvider.hsaID)
        #expect(try places() == ["\(Fixture.outsideUnit.name) (\(Fixture.otherProvider.name))"])
    }

    @Test("is not another provider's, nor an unknown one's")
    func wrongProvider() throws {
        #expect(throws: NamedPlace.Fault.anotherProviders) {
            try assign(of: Fixture.otherProvider.hsaID, at: Fixture.unit.hsaID)
        }
        #expect(throws: Accounts.Fault.unknownUnit) {
            try assign(of: Fixture.otherProvider.hsaID, at: HSAID(rawValue: "SE-X"))
        }
        #expect(throws: NamedPlace.Fault.unknownProvider) { try assign(of: HSAID(rawValue: "SE-X")) }
    }

    private func lend(_ provider: HSAID, to owner: CareProviderReference) throws {
        try site.database.writeBlocking { connection in
            _ = try OrganisationRepository(connection, registry: Registry()).store(
                CareUnit(hsaID: provider, name: "Namnlån", careProvider: owner, parent: nil))
        }
    }

    private func assignReviewer(of owner: HSAID?) throws {
        try site.accounts.assign(
            .logReviewer, to: "olle", at: Fixture.provider.hsaID, of: owner, from: Fixture.today, at: site.clock.now)
    }

    private func unassignReviewer() throws {
        try site.accounts.unassign(
            .logReviewer, from: "olle", at: Fixture.provider.hsaID, on: Fixture.today, at: site.clock.now)
    }

    private func reviewed() throws -> [String] {
        try site.accounts.all(on: Fixture.today).filter { $0.userName == "olle" }.flatMap(\.roles)
            .filter { $0.role == .logReviewer }.map(\.place)
    }

    @Test("a provider with the HSA-id of another provider's unit is a choice too, for a role and not for figures")
    func providerOfTheSame() throws {
        try lend(Fixture.provider.hsaID, to: Fixture.otherProvider)
        #expect(throws: NamedPlace.Fault.self) { try assignReviewer(of: nil) }
        try assignReviewer(of: Fixture.provider.hsaID)
        #expect(try reviewed() == [Fixture.provider.name])
        let unit = try site.database.readBlocking { try NamedPlace.unit(Fixture.provider.hsaID, of: nil, $0) }
        #expect(unit?.name == "Namnlån")
    }

    @Test(
        "a provider's role is meant at the provider, which may have got a unit of its own HSA-id since, and is taken back where it is"
    )
    func unitOfTheProvidersOwn() throws {
        try assignReviewer(of: nil)
        try lend(Fixture.provider.hsaID, to: Fixture.provider)
        try unassignReviewer()
        #expect(try reviewed() == [])
        try assignReviewer(of: nil)
        #expect(try reviewed() == [Fixture.provider.name])
        try unassignReviewer()
        // One at the unit, from before a provider's role was meant at the provider.
        try site.database.writeBlocking { connection in
            let unit = try #require(try OrganisationRepository.unit(connection, hsaID: Fixture.provider.hsaID, provider: 1))
            let olle = try #require(try AccountRepository(connection).account(userName: "olle"))
            try AccountRepository(connection).assign(
                account: olle.id, role: Role.logReviewer.rawValue, provider: 1, unit: unit.root, from: Fixture.today)
        }
        #expect(try reviewed() == ["Namnlån"])
        try unassignReviewer()
        #expect(try reviewed() == [])
        #expect(throws: Accounts.Fault.noSuchRole) { try unassignReviewer() }
    }

    @Test("is among those that are listed, each provider with its units")
    func listed() throws {
        let places = try site.accounts.places()
        #expect(Set(places.filter { $0.unit == nil }.map(\.hsaID)) == [Fixture.provider.hsaID, Fixture.otherProvider.hsaID])
        let twins = places.filter { $0.hsaID == unit }
        #expect(Set(twins.map(\.provider.hsaID)) == [Fixture.provider.hsaID, Fixture.otherProvider.hsaID])
        #expect(places.filter { $0.provider.hsaID == Fixture.provider.hsaID }.first?.unit == nil)
    }

    @Test("its figures are told of the provider's that is said")
    func report() throws {
        func name(of owner: HSAID?) throws -> String? {
            try UnitReport(unit: unit, of: owner, database: site.database, measures: [], on: Fixture.today)?.unitName
        }
        #expect(throws: NamedPlace.Fault.self) { try name(of: nil) }
        #expect(try name(of: Fixture.otherProvider.hsaID) == Fixture.outsideUnit.name)
        #expect(try name(of: Fixture.provider.hsaID) == "Tvilling")
    }
}
