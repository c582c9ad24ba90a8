import SickLeave
import Statistics
import UseCases

/// A region officer's reports of a half-year, protected beside the lists that came before, one core.
struct ListBenchmark {
    let snapshot: Snapshot
    private let halfYear = Month(iso: "2022-07")!...Month(iso: "2022-12")!
    private let today = Day(19_700)

    func run() {
        var random = BenchmarkRandom()
        // Each list has three units of each five, but for a few that come and go.
        let lists = (0...10).map { _ in
            (0..<snapshot.units.count).filter { $0 % 5 < 3 && random.below(50) > 0 }.map { UnitIndex($0) }
        }
        for count in [0, 1, 10] {
            let list = RegionList(
                units: lists[0], listed: [:], hasCounts: false, former: Set(lists.dropFirst().prefix(count).map { Set($0) }))
            let scope = ReportScope(.region(Set(lists[0])))
            let subtractions = snapshot.subtractions(shown: scope, seen: [], everything: ReportScope(.national), list: list)
            let groupings: [(String, ReportGrouping)] = [("totalt", .total), ("grad", .extent), ("vårdenheter", .careUnit)]
            for (name, grouping) in groupings {
                let report = Report(.spells, by: grouping, shape: .whole, months: halfYear, scope: scope)
                func times(_ known: () -> ReportPublisher.Known) -> [Double] {
                    (0..<7).map { _ in
                        let publisher = ReportPublisher(
                            snapshot: snapshot, limit: DisclosureLimit.usual(.region), subtractions: subtractions, day: today,
                            known: known())
                        return seconds {
                            let counted = publisher.counted(report) { $0 }
                            _ = publisher.published(counted.table, rests: counted.rests, of: report) { $0 }
                        }
                    }
                }
                let what = "regionens halvår: \(name), \(count) listor före, \(subtractions.count) rester"
                let known = ReportPublisher.Known()
                show("\(what), första gången", times { ReportPublisher.Known() })
                show("\(what), sedan", times { known })
            }
        }
    }
}
