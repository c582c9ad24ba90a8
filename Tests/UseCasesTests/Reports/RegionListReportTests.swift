import SickLeave
import Statistics
import Storage
import TestKit
import Testing
import UseCases

@Suite("Reports for a region's lists, one after the other")
struct RegionListReportTests {
    /// Rita's lists, the first one first; Järven has 1 000 listed patients.
    static func store(_ lists: [[HSAID]], _ site: TestSite) async throws {
        let rita = try site.viewer(.rita)
        try await site.database.write { connection in
            for units in lists {
                try RegionListRepository(connection).store(
                    ListedPatients(units: units, listed: units.contains(Fixture.unit.hsaID) ? [Fixture.unit.hsaID: 1_000] : [:]),
                    provider: rita.provider, by: rita.account, at: site.clock.now)
            }
        }
    }

    @Test("of a list with one unit more than the one before, no small count of that unit can be had by subtraction")
    func listsOneUnitApart() async throws {
        let site = try TestSite()
        let all = [Fixture.unit.hsaID, Fixture.outsideUnit.hsaID, Fixture.otherUnit.hsaID]
        func total() async throws -> Int? { try await ReportsTests.november(.region, .rita, site).total }
        try await Self.store([all], site)
        let before = try #require(try await total())
        #expect(try await site.reports.overview(level: nil, for: site.viewer(.rita), on: ReportsTests.newYear).level == .region)
        // The unit that goes has patients, fewer than five.
        try await Self.store([Array(all.prefix(2))], site)
        #expect(try await total() == nil)
        let byUnit = try await ReportsTests.answer(ReportsTests.choice(.careUnit, .region), .rita, site, on: ReportsTests.newYear)
        #expect(byUnit.table.sum(period: 0).total == nil)
        // Back again: the same figures as before tell nothing new.
        try await Self.store([all], site)
        #expect([nil, before].contains(try await total()))
    }

    @Test("of two lists apart from each other, no small count of those on neither can be had by subtraction")
    func listsApart() async throws {
        let site = try TestSite()
        // Six, six and two in November: neither list is near to all, both together are.
        let more =
            Array(repeating: Fixture.unit, count: 2) + Array(repeating: Fixture.otherUnit, count: 5) + [Fixture.outsideUnit]
        try await site.database.write { connection in
            let repository = CertificateRepository(connection, registry: Registry())
            for (number, unit) in more.enumerated() {
                _ = try repository.store(
                    [
                        NewCertificate(
                            Fixture.certificate(
                                "fler-\(number)", patient: Fixture.person(100 + number), unit: unit,
                                provider: unit == Fixture.outsideUnit ? Fixture.otherProvider : Fixture.provider))
                    ], importRun: 1)
            }
        }
        try await site.figures.refresh()
        #expect(try await ReportsTests.november(.all, .rita, site).total == 14)
        try await Self.store([[Fixture.unit.hsaID]], site)
        #expect(try await ReportsTests.november(.region, .rita, site).total == 6)
        try await Self.store([[Fixture.otherUnit.hsaID]], site)
        #expect(try await ReportsTests.november(.region, .rita, site).total == nil)
    }
}
