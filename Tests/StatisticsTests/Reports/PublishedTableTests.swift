import SickLeave
import Statistics
import Testing

@Suite("Reports as they may be shown")
struct PublishedTableTests {
    private static let month = Month(iso: "2026-10")!
    private static let groups: [ReportGroup] = [.extent(25), .extent(50), .extent(75), .extent(100)]

    private static func table(_ cells: [SexCounts], wholes: [SexCounts] = []) -> ReportTable {
        ReportTable(periods: [month...month], groups: groups, cells: cells, wholes: wholes)
    }

    @Test("without a limit everything is shown as it is")
    func open() {
        let published = Self.table([.init(female: 1), .init(male: 2), .init(unknown: 3), .init(female: 4, male: 50)]).published(
            nil)
        #expect(published.hiddenCells == 0)
        #expect(published.count(group: 2).total == 3 && published.count(group: 2).female == 0)
        #expect(published.sum(period: 0).total == 60)
    }

    @Test("a small count takes another with it, in its row and in its column, and zeros stay")
    func hidden() {
        let published = Self.table([
            .init(female: 2, male: 30), .init(female: 40, male: 20), .init(), .init(female: 90, male: 70),
        ]).published(DisclosureLimit(5))
        #expect(published.count(group: 0).female == nil && published.count(group: 0).male == nil)
        #expect(published.count(group: 0).total == 32)
        #expect(published.count(group: 2) == PublishedCounts(female: 0, male: 0, total: 0))
        #expect(published.sum(period: 0).total == 252)
        #expect([1, 3].contains { published.count(group: $0).female == nil }, "or the column would tell")
    }

    @Test("few completions of many certificates are hidden with what would tell them, and so is a share of them")
    func shares() {
        let published = Self.table(
            [.init(female: 3, male: 20), .init(female: 30, male: 25), .init(), .init()],
            wholes: [.init(female: 100, male: 120), .init(female: 200, male: 210), .init(), .init()]
        ).published(DisclosureLimit(5))
        #expect(published.count(group: 0).female == nil)
        #expect(published.share(\.female, group: 0) == nil)
        #expect(published.whole(group: 2)?.total == 0 && published.share(\.total, group: 2) == nil)
        #expect(published.sum(period: 0).total == 78)
    }

    @Test("chosen groups keep their own counts")
    func choosing() {
        let cells = [1, 2, 3, 4].map { SexCounts(female: $0 * 10) }
        let chosen = Self.table(cells).published(nil).choosing([3, 1])
        #expect(chosen.groups == [.extent(100), .extent(50)])
        #expect(chosen.count(group: 0).total == 40 && chosen.count(group: 1).total == 20)
    }
}
