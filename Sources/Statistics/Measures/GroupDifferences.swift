import SickLeave

extension Measure {
    /// Each window's contrasts. Counts are kept per month, group and stratum in one flat array, so that twelve-month
    /// windows cost additions and not new passes.
    func differences(
        _ share: Share, _ comparison: Comparison, in facts: UnitFacts, _ windows: MeasureWindows
    ) -> [MeasureResult] {
        var table = StratifiedCounts(months: windows.monthCount)
        facts.forEachObservation(of: share, in: windows.months) { observation in
            guard let traits = observation.traits else { return }
            let stratum: UInt16 =
                switch comparison.adjustedFor {
                case .diagnosisGroup: UInt16(traits.diagnosisGroup.rawValue)
                case .diagnosisCategory: traits.category
                }
            table.add(
                month: windows.index(observation.month), stratum: stratum, sex: traits.sex, age: traits.age,
                hit: observation.hits > 0)
        }
        return windows.map { window, months in
            let counts = table.sum(window)
            var result = blank(months, facts, count: counts.everybody, observations: counts.everybody.total)
            result.contrasts = comparison.groups.flatMap { groups in
                switch groups {
                case .sex:
                    [contrast(.womenAndMen, counts.strata { ($0[Cell.female], $0[Cell.male]) })]
                case .age:
                    AgeGroup.Overview.allCases.map { group in
                        contrast(
                            .ageAndOthers(group),
                            counts.strata { cells in
                                let others = AgeGroup.Overview.allCases.filter { $0 != group }
                                return (cells[Cell.age(group)], others.reduce(ShareCount()) { $0 + cells[Cell.age($1)] })
                            })
                    }
                }
            }
            if let first = result.contrasts.first?.crude {
                result.value = first.difference
                result.interval = first.interval
            } else if counts.everybody.total >= minimumGroup {
                result.notes.append(.groupBelowMinimum(minimumGroup))
            }
            return result
        }
    }

    private func contrast(
        _ groups: GroupContrast.Groups, _ strata: [(first: ShareCount, second: ShareCount)]
    ) -> GroupContrast {
        let first = strata.reduce(ShareCount()) { $0 + $1.first }
        let second = strata.reduce(ShareCount()) { $0 + $1.second }
        let comparable = strata.filter { $0.first.total > 0 && $0.second.total > 0 }
        let isEnough = min(first.total, second.total) >= max(1, minimumGroup)
        return GroupContrast(
            groups: groups, first: first, second: second, crude: isEnough ? ShareDifference.crude(first, second) : nil,
            adjusted: isEnough ? ShareDifference.mantelHaenszel(comparable) : nil, comparableStrata: comparable.count,
            comparableObservations: comparable.reduce(0) { $0 + $1.first.total + $1.second.total })
    }
}

/// Places of the groups in a stratum's cells.
private enum Cell {
    static let everybody = 0
    static let female = 1
    static let male = 2
    static func age(_ group: AgeGroup.Overview) -> Int { 2 + Int(group.rawValue) }
    static let count = 3 + AgeGroup.Overview.allCases.count
}

/// Counts by stratum, month and group.
private struct StratifiedCounts {
    private let months: Int
    private var place: [UInt16: Int] = [:]
    /// stratum × month × cell
    private var counts: [ShareCount] = []

    init(months: Int) { self.months = months }

    mutating func add(month: Int, stratum: UInt16, sex: LegalSex?, age: AgeGroup.Overview?, hit: Bool) {
        let index: Int
        if let known = place[stratum] {
            index = known
        } else {
            index = place.count
            place[stratum] = index
            counts += repeatElement(ShareCount(), count: months * Cell.count)
        }
        let start = (index * months + month) * Cell.count
        let one = ShareCount(hit ? 1 : 0, of: 1)
        counts[start + Cell.everybody] = counts[start + Cell.everybody] + one
        switch sex {
        case .female: counts[start + Cell.female] = counts[start + Cell.female] + one
        case .male: counts[start + Cell.male] = counts[start + Cell.male] + one
        case nil: break
        }
        if let age { counts[start + Cell.age(age)] = counts[start + Cell.age(age)] + one }
    }

    func sum(_ window: Range<Int>) -> Window {
        var cells = [ShareCount](repeating: ShareCount(), count: place.count * Cell.count)
        for stratum in 0..<place.count {
            for month in window {
                let start = (stratum * months + month) * Cell.count
                for cell in 0..<Cell.count {
                    cells[stratum * Cell.count + cell] = cells[stratum * Cell.count + cell] + counts[start + cell]
                }
            }
        }
        return Window(cells: cells)
    }

    struct Window {
        let cells: [ShareCount]

        var everybody: ShareCount {
            stride(from: Cell.everybody, to: cells.count, by: Cell.count).reduce(ShareCount()) { $0 + cells[$1] }
        }

        func strata(_ pick: ([ShareCount]) -> (ShareCount, ShareCount)) -> [(first: ShareCount, second: ShareCount)] {
            stride(from: 0, to: cells.count, by: Cell.count).map { start in
                let (first, second) = pick(Array(cells[start..<start + Cell.count]))
                return (first: first, second: second)
            }
        }
    }
}
