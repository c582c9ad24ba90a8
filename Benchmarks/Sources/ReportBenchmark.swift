import SickLeave
import Statistics

/// Reports over all units of a region and over some of them, one core.
struct ReportBenchmark {
    let snapshot: Snapshot
    let months = Month(containing: Day(19_000))...(Month(containing: Day(19_000)) + 17)
    let today = Day(19_700)

    func run() {
        let providers = (0..<snapshot.providers.count).map { ReportScope(.provider(Int32($0))) }
        let some = Set((0..<snapshot.units.count).filter { $0 % 8 == 0 }.map { UnitIndex($0) })
        var diagnosis = ReportFilter()
        diagnosis.diagnoses = [.block(DiagnosisBlock(categoryNumber: 543)!)]
        measure("totalt, 18 månader, alla enheter", .total, .series, [ReportScope(.national, cutoff: .perSex(5))])
        measure("diagnoskapitel, 18 månader, alla enheter", .chapter, .series, [ReportScope(.national, cutoff: .perSex(5))])
        measure("längd, 18 månader, alla enheter", .length, .series, providers)
        measure("totalt, 18 månader, en åttondel av enheterna", .total, .series, [ReportScope(.region(some))])
        measure("totalt, 18 månader, diagnosfilter", .total, .series, providers, diagnosis)
        measure("läkare, 12 månader som en period", .doctor, .whole, providers)
    }

    private func measure(
        _ name: String, _ grouping: ReportGrouping, _ shape: Report.Shape, _ scopes: [ReportScope],
        _ filter: ReportFilter = ReportFilter()
    ) {
        let months = shape == .series ? months : months.lowerBound...(months.lowerBound + 11)
        var spells = 0
        let best = (0..<7).map { _ in
            seconds {
                spells = 0
                for scope in scopes {
                    let report = Report(.spells, by: grouping, shape: shape, months: months, scope: scope, filter: filter)
                    let table = snapshot.evaluate(report, on: today)
                    spells += table.periods.indices.reduce(0) { $0 + table.sum(period: $1).total }
                }
            }
        }.min()!
        show("rapport: \(name) (\(spells) sjukfall)", snapshot.certificates.count, "intyg", seconds: best)
    }
}
