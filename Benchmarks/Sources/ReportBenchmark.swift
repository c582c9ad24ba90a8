import PlainLoop
import SickLeave
import Statistics

/// Reports over all units of a region and over some of them, one core.
struct ReportBenchmark {
    let snapshot: Snapshot
    let months = Month(containing: Day(19_000))...(Month(containing: Day(19_000)) + 17)
    let today = Day(19_700)

    func run() {
        memory()
        plainLoop()
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

    /// Bytes of the columns that have one value a certificate, and of their periods.
    private func memory() {
        func bytes(_ columns: Any) -> Int {
            Mirror(reflecting: columns).children.reduce(0) { sum, column in
                switch column.value {
                case let values as [Int32]: sum + values.count * 4
                case let values as [Int64]: sum + values.count * 8
                case let values as [UInt8]: sum + values.count
                default: sum
                }
            }
        }
        let sum = bytes(snapshot.certificates) + bytes(snapshot.periods)
        print("kolumner, minne: \(sum / 1_000_000) MB = \(sum / snapshot.certificates.count) byte per intyg")
    }

    /// The same total in C, without filters, intervals, rules on small counts or days asked about.
    private func plainLoop() {
        let first = months.lowerBound.firstDay
        let days = months.upperBound.lastDay - first + 1
        let monthOf = (0..<days).map { Int32(Month(containing: first + $0) - months.lowerBound) }
        var counts = [Int32](repeating: 0, count: (months.upperBound - months.lowerBound + 1) * 4)
        var spells: Int64 = 0
        let columns = snapshot.certificates
        let best = (0..<7).map { _ in
            seconds {
                for index in counts.indices { counts[index] = 0 }
                spells = plain_loop(
                    columns.careUnit, columns.person, columns.firstDay, columns.lastDay, snapshot.persons.sex, columns.count, 5,
                    monthOf, first.rawValue, Int32(days), &counts)
            }
        }.min()!
        show("samma räkning i C (\(counts.reduce(0) { $0 + Int($1) }) sjukfall)", Int(columns.count), "intyg", seconds: best)
        precondition(spells > 0)
    }
}
