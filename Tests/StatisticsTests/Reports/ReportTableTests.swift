import Foundation
import SickLeave
import Statistics
import Testing

@Suite struct ReportTableTests {
    private static let months = Month(iso: "2014-01")!...Month(iso: "2014-02")!

    private func table(_ counts: [Int]) -> ReportTable {
        let groups = counts.indices.map { ReportGroup.diagnosis(.category(UInt16(500 + $0))) }
        return ReportTable(periods: [Self.months], groups: groups, cells: counts.map { SexCounts(female: $0, male: 1) })
    }

    @Test("a chart shows seven groups, or the six largest and the rest as one")
    func largest() {
        #expect(table([1, 2, 3, 4, 5, 6, 7]).largest.groups.count == 7)
        let many = table([1, 2, 3, 4, 5, 6, 7, 8]).largest
        #expect(many.groups.count == 7)
        #expect(many.groups.first == .diagnosis(.category(507)))
        #expect(many.groups.last == .others)
        #expect(many.count(.others) == SexCounts(female: 3, male: 2))
        #expect(ReportTable(periods: [Self.months], groups: [], cells: []).largest.groups == [.total])
    }

    @Test("half a million groups are put together at once: in their square it would take minutes")
    func mergingMany() {
        let count = 500_000
        let many = ReportTable(
            periods: [Self.months], groups: (0..<count).map { .unit(UnitIndex($0)) },
            cells: (0..<count).map { SexCounts(female: $0) })
        let before = processorSeconds()
        #expect(many.merged(into: many.groups) { $0 } == many)
        // Half a second on a slow machine. The thread's own time, which no other test takes any of.
        #expect(processorSeconds() - before < 20)
    }

    private func processorSeconds() -> Double {
        var time = timespec()
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }

    @Test("a chosen period is kept within what there are figures for")
    func periods() {
        let today = Day(iso: "2014-12-06")!
        let usual = ReportPeriod.usual(.whole, on: today)
        #expect(usual == Month(iso: "2014-01")!...Month(iso: "2014-12")!)
        #expect(ReportPeriod.usual(.series, on: today, isNational: true).upperBound == Month(iso: "2014-11")!)
        func period(_ first: String, _ last: String) -> ReportPeriod {
            ReportPeriod(from: Day(iso: first), through: Day(iso: last), on: today, otherwise: usual)
        }
        #expect(period("2014-02-15", "2014-03-02").months == Month(iso: "2014-02")!...Month(iso: "2014-03")!)
        #expect(period("2014-02-15", "2014-03-02").notice == nil)
        #expect(period("2010-01-01", "2014-03-02").notice == .clippedAtStart(first: ReportPeriod.firstMonth))
        #expect(period("2010-01-01", "2012-03-02").notice == .beforeFirst(first: ReportPeriod.firstMonth))
        #expect(period("2014-02-01", "2016-03-02").months.upperBound == Month(iso: "2014-12")!)
        #expect(period("2010-02-01", "2016-03-02").notice?.dropsFilters == false)
        #expect(period("2016-02-01", "2016-03-02").months == usual)
        #expect(period("2014-03-01", "2014-02-01").notice == .unusable)
        #expect(period("", "").notice == .unusable)
    }

    @Test("rates and shares round as they are printed")
    func rounding() {
        #expect(Rate(1, perThousandOf: 110)?.text == "9,09")
        #expect(Rate(5, perThousandOf: 1_000)?.text == "5,00")
        #expect(Rate(1, perThousandOf: 0) == nil)
        #expect(Percent.truncated(2, of: 3) == 66)
        #expect(Percent.rounded(2, of: 3) == 67)
        #expect(Percent.change(from: 4, to: 2) == -50)
        #expect(Percent.change(from: 3, to: 2) == -33)
        #expect(Percent.change(from: 0, to: 2) == 0)
    }

    @Test("quartiles lie between ranks, and no values have none")
    func distribution() {
        let days = Distribution([4, 1, 3, 2])
        #expect(days.median == 2.5)
        #expect(days.quantile(0.25) == 1.75)
        #expect(days.quantile(1) == 4)
        #expect(Distribution([2, 4]).standardDeviation == 1)
        #expect(Distribution([]).median == nil)
    }
}
