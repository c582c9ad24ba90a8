import SickLeave
import Statistics
import TestKit
import Testing

@testable import UseCases

@Suite("What is published of a report, the first time and afterwards")
struct ReportPublisherTests {
    private static let halfYear = Month(iso: "2026-01")!...Month(iso: "2026-06")!
    private static let today = Day(iso: "2026-08-01")!
    private static let scope = ReportScope(.region([UnitIndex(0), UnitIndex(1)]))
    /// Each unit by itself.
    private static let rests = [0, 1].map { ReportSubtraction(whole: ReportScope(.region([UnitIndex($0)]))) }

    /// Women on leave the whole half-year: at the first unit 20 in full and 3 at half, at the second 10 at half who are then in full.
    private static let snapshot: Snapshot = {
        var builder = SnapshotBuilder()
        for unit in [1, 2] as [Int32] { builder.addUnit(number: unit, careUnit: unit, provider: 1) }
        func days(_ first: String, _ last: String, _ percent: Int32) {
            builder.addPeriod(firstDay: Day(iso: first)!.rawValue, lastDay: Day(iso: last)!.rawValue, percent: percent)
        }
        for person in 1...33 as ClosedRange<Int32> {
            builder.addPerson(number: person, birthDay: Day(iso: "1980-05-05")!.rawValue, sex: 0)
            let unit: Int32 = person <= 23 ? 1 : 2
            builder.addCertificate(
                number: person, person: person, unit: unit, provider: 1, doctor: 900, kind: CertificateType.fk7804.rawValue,
                signedDay: Day(iso: "2026-01-01")!.rawValue, signedSecond: 0, sentDay: Snapshot.noDay, diagnosis: Snapshot.none,
                occupations: [], flags: .countsInSpells)
            if unit == 1 {
                days("2026-01-01", "2026-06-30", person <= 20 ? 100 : 50)
            } else {
                days("2026-01-01", "2026-03-31", 50)
                days("2026-04-01", "2026-06-30", 100)
            }
        }
        return builder.build(id: 1)
    }()

    private static func publisher(
        _ rests: [ReportSubtraction], _ known: ReportPublisher.Known, limit: DisclosureLimit? = DisclosureLimit(5)
    ) -> ReportPublisher {
        ReportPublisher(snapshot: snapshot, limit: limit, subtractions: rests, day: today, known: known)
    }

    private static func report(_ grouping: ReportGrouping, _ months: ClosedRange<Month> = halfYear) -> Report {
        Report(.spells, by: grouping, shape: .whole, months: months, scope: scope)
    }

    private static func published(_ grouping: ReportGrouping, _ publisher: ReportPublisher) -> PublishedTable {
        publisher.published(snapshot.evaluate(report(grouping), on: today), of: report(grouping)) { $0 }.table
    }

    @Test("whatever order the rests come in, each is held against its own total, also when another request was answered before")
    func order() {
        let fresh = Self.published(.extent, Self.publisher(Self.rests, ReportPublisher.Known()))
        let counts = fresh.groups.indices.map { (fresh.groups[$0], fresh.count(group: $0).total) }
        // 3 at half at the first unit: as nobody there had two extents, the 20 in full are kept back with them.
        #expect(counts.filter { $0.1 == nil }.map(\.0) == [.extent(50), .extent(100)])
        let known = ReportPublisher.Known()
        #expect(Self.published(.total, Self.publisher(Self.rests.reversed(), known)).count().total == 33)
        #expect(Self.published(.extent, Self.publisher(Self.rests, known)) == fresh)
        #expect(Self.published(.extent, Self.publisher(Self.rests.reversed(), known)) == fresh)
    }

    @Test("rests that came with the answer protect as those counted afterwards, in whatever order the page has its rows")
    func countedTogether() {
        let report = Self.report(.extent)
        let publisher = Self.publisher(Self.rests, ReportPublisher.Known())
        func page(_ table: ReportTable) -> ReportTable { table.merged(into: table.groups.reversed()) { $0 } }
        let counted = publisher.counted(report) { $0 }
        #expect(counted.rests?.isEmpty == false)
        let together = publisher.published(page(counted.table), rests: counted.rests, of: report) { $0 }.table
        let afterwards = Self.publisher(Self.rests, ReportPublisher.Known())
            .published(page(Self.snapshot.evaluate(report, on: Self.today)), of: report) { $0 }.table
        #expect(together == afterwards)
        #expect(together.groups.indices.contains { together.count(group: $0).total == nil })
    }

    @Test("an answer is remembered as it was counted, whatever rows the page made of it")
    func rememberedAnswer() {
        let report = Self.report(.chapter)
        let publisher = Self.publisher(Self.rests, ReportPublisher.Known())
        let raw = Self.snapshot.evaluate(report, on: Self.today)
        let grouped = ReportKind.diagnosisGroups.rows(raw)
        #expect(grouped != raw)
        #expect(publisher.counted(report, rows: ReportKind.diagnosisGroups.rows).table == grouped)
        let again = publisher.counted(report) { $0 }
        #expect(again.table == raw && again.rests == nil)
        #expect(publisher.counted(report, rows: ReportKind.diagnosisGroups.rows).table == grouped)
    }

    @Test("what can be subtracted comes in the same order, however the sets of units came about")
    func sourceOrder() {
        var builder = SnapshotBuilder()
        for unit in 1...40 as ClosedRange<Int32> { builder.addUnit(number: unit, careUnit: unit, provider: 1) }
        let snapshot = builder.build(id: 1)
        func set<Element: Hashable>(_ elements: some Sequence<Element>, capacity: Int) -> Set<Element> {
            var set = Set<Element>(minimumCapacity: capacity)
            for element in elements { set.insert(element) }
            return set
        }
        func subtractions(capacity: Int) -> [ReportSubtraction] {
            func units(_ numbers: some Sequence<Int>) -> Set<UnitIndex> { set(numbers.map { UnitIndex($0) }, capacity: capacity) }
            let former = (0..<12).map { list in units((0..<40).filter { $0 % 13 != list }) }
            let list = RegionList(
                units: (0..<30).map { UnitIndex($0) }, listed: [:], hasCounts: false, former: set(former, capacity: capacity))
            return snapshot.subtractions(
                shown: ReportScope(.region(units(0..<30))), seen: units(0..<9), everything: ReportScope(.national), list: list)
        }
        let usual = subtractions(capacity: 0)
        #expect(usual.count > 30)
        for capacity in [100, 1_000, 10_000] { #expect(subtractions(capacity: capacity) == usual) }
    }

    @Test("answers at the own unit, which cost little, do not push out those that cost much")
    func remembersWhatCosts() {
        let known = ReportPublisher.Known()
        var readings = 0
        func ask() {
            let report = Self.report(.extent)
            _ = Self.publisher(Self.rests, known).published(Self.snapshot.evaluate(report, on: Self.today), of: report) {
                readings += 1
                return $0
            }
        }
        ask()
        let once = readings
        ask()
        #expect(once > 0 && readings == once)
        for month in 0..<250 {
            let months = Self.halfYear.lowerBound - month...Self.halfYear.upperBound
            let report = Self.report(.extent, months)
            _ = Self.publisher([], known, limit: nil)
                .published(Self.snapshot.evaluate(report, on: Self.today), of: report) { $0 }
        }
        ask()
        #expect(readings == once)
    }

    @Test(
        "at the own unit every report is as it was counted",
        arguments: ReportKind.allCases.filter { $0.levels.contains(.unit) })
    func ownUnit(kind: ReportKind) async throws {
        let site = try TestSite()
        for shape in kind.shapes {
            let answer = try await ReportsTests.answer(ReportsTests.choice(kind, .unit, shape), .bo, site)
            let raw = kind.rows(site.figures.snapshot.evaluate(answer.report, on: Fixture.today))
            #expect(Set(answer.table.groups) == Set(raw.groups))
            for (place, group) in raw.groups.enumerated() {
                let own = try #require(answer.table.groups.firstIndex(of: group))
                for period in raw.periods.indices {
                    let counted = PublishedCounts(raw.count(period: period, group: place))
                    #expect(answer.table.count(period: period, group: own) == counted)
                    #expect(
                        answer.table.whole(period: period, group: own)
                            == raw.whole(period: period, group: place).map { PublishedCounts($0) })
                }
            }
            // The one message of the fixture, so that nothing here is right because it is empty.
            if kind == .messages { #expect(!raw.isEmpty) }
        }
    }
}
