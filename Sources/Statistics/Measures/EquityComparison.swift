package import SickLeave

/// Two groups of one measure beside each other: as they are, and as they would be with the same mix of patients; and how much of the
/// difference is that mix.
package struct EquityComparison: Hashable, Sendable {
    package let groups: GroupContrast.Groups
    package let first: ShareCount
    package let second: ShareCount
    /// Nil when a group is smaller than the measure's minimum.
    package let crude: ShareDifference?
    /// Each group with the mix that both have together; nil as for `crude`, and where too few are counted among those who have their like.
    package let firstStandardised: DirectStandardisation?
    package let secondStandardised: DirectStandardisation?
    /// From the second group to the first.
    package let split: MixAndPractice?
    /// The first group's share to the second's, and their odds, within strata; nil also when nobody was counted in one of the groups.
    package let risk: MantelHaenszelRatio?
    package let odds: MantelHaenszelRatio?

    /// The first group's share to the second's, as it is.
    package var crudeRatio: Double? {
        guard crude != nil, let first = first.share, let second = second.share, second > 0 else { return nil }
        return first / second
    }

    /// First minus second, as a share of one.
    package var standardised: Double? {
        guard let first = firstStandardised, let second = secondStandardised else { return nil }
        return first.standardised - second.standardised
    }

    /// The same with its interval.
    package var standardisedDifference: ShareDifference? {
        guard let first = firstStandardised, let second = secondStandardised else { return nil }
        return ShareDifference(first.standardised, first.interval, second.standardised, second.interval)
    }

    /// Some of each group have their like in the other.
    package var hasAlike: Bool { (split?.comparable ?? 0) > 0 }

    /// The order of the groups turns when like is compared with like.
    package var turns: Bool {
        guard let crude, let standardisedDifference else { return false }
        return crude.isTurned(by: standardisedDifference)
    }

    /// Strata that only one group has can be standardised for neither: below this share the page says that the comparison is unsure.
    package static let leastComparable = 0.8

    package var isUnsure: Bool { (split?.comparable ?? 0) < EquityComparison.leastComparable }
}

extension Measure {
    /// Women and men, and each age against all others: sexes are compared within diagnosis group and age, ages within diagnosis group
    /// and sex. Those of unknown sex are no part of the first, as those of unknown age of the others; what else is unknown of them makes
    /// a stratum of its own, so that a group counts here whom it counts on the measure's page. Empty for measures that are no share of patients.
    package func equity(in facts: UnitFacts, months: ClosedRange<Month>) -> [EquityComparison] {
        let counts = countsByTraits(in: facts, months: months)
        guard !counts.isEmpty else { return [] }
        return [comparison(.womenAndMen, counts)]
            + AgeGroup.Overview.allCases.map { comparison(.ageAndOthers($0), counts) }
    }

    /// The measure's counts by diagnosis group, age and sex, unknown ones among them. Empty for measures that are no share of patients.
    package func countsByTraits(in facts: UnitFacts, months: ClosedRange<Month>) -> [Traits: ShareCount] {
        guard case .share(let share, _) = calculation, share.population != .staffEmployed, share.population != .spellDays else {
            return [:]
        }
        var counts: [Traits: ShareCount] = [:]
        facts.forEachObservation(
            of: share, in: share.population == .spellOngoing ? months.upperBound...months.upperBound : months
        ) {
            guard var traits = $0.traits else { return }
            // Finer diagnoses would leave few that both groups have.
            traits.category = 0
            counts[traits] = (counts[traits] ?? ShareCount()) + ShareCount($0.hits, of: $0.total)
        }
        return counts
    }

    private func comparison(_ groups: GroupContrast.Groups, _ counts: [Traits: ShareCount]) -> EquityComparison {
        var strata: [Traits: (first: ShareCount, second: ShareCount)] = [:]
        for (traits, count) in counts {
            var stratum = traits
            let isFirst: Bool
            switch groups {
            case .womenAndMen:
                guard traits.sex != nil else { continue }
                isFirst = traits.sex == .female
                stratum.sex = nil
            case .ageAndOthers(let age):
                guard traits.age != nil else { continue }
                isFirst = traits.age == age
                stratum.age = nil
            }
            var cell = strata[stratum] ?? (ShareCount(), ShareCount())
            if isFirst { cell.first = cell.first + count } else { cell.second = cell.second + count }
            strata[stratum] = cell
        }
        // In a fixed order, so that sums of fractions come out the same every time.
        let cells = strata.sorted { $0.key.order < $1.key.order }.map(\.value)
        let first = cells.reduce(ShareCount()) { $0 + $1.first }
        let second = cells.reduce(ShareCount()) { $0 + $1.second }
        guard min(first.total, second.total) >= max(1, minimumGroup) else {
            return EquityComparison(
                groups: groups, first: first, second: second, crude: nil, firstStandardised: nil, secondStandardised: nil,
                split: nil, risk: nil, odds: nil)
        }
        // Only strata that both have: outside them one group has no figure to weigh.
        let shared = cells.filter { $0.first.total > 0 && $0.second.total > 0 }
        func standardised(_ own: ((first: ShareCount, second: ShareCount)) -> ShareCount) -> DirectStandardisation? {
            DirectStandardisation.share(
                shared.map { cell in
                    DirectStandardisation.Stratum(
                        count: own(cell).count, size: Double(own(cell).total),
                        weight: Double(cell.first.total + cell.second.total))
                })
        }
        return EquityComparison(
            groups: groups, first: first, second: second, crude: ShareDifference.crude(first, second),
            firstStandardised: standardised(\.first), secondStandardised: standardised(\.second),
            split: MixAndPractice(cells.map { MixAndPractice.Stratum(before: $0.second, after: $0.first) }),
            risk: MantelHaenszelRatio.risk(cells), odds: MantelHaenszelRatio.odds(cells))
    }
}

extension Traits {
    /// By diagnosis group, age and sex.
    package var order: Int {
        (Int(diagnosisGroup.rawValue) * 16 + Int(age?.rawValue ?? 0)) * 4 + Int(sex?.rawValue ?? 3)
    }
}
