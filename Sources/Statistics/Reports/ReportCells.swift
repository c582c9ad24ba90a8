import SickLeave

/// Counts by provider, or another place, period, group and sex, as one flat array; what publishing hides is hidden per provider.
struct ReportCells {
    private let periods: Int
    private let groups: Int
    private let providers: Int
    private var counts: [Int32]
    /// Where else each count is added, from its own place on.
    private var others: [Int] = []

    /// Female, male, unknown.
    private static let sexes = 3

    init(providers: Int, periods: Int, groups: Int) {
        self.providers = providers
        self.periods = periods
        self.groups = groups
        counts = [Int32](repeating: 0, count: providers * periods * groups * Self.sexes)
    }

    @inline(__always)
    func base(provider: Int32, period: Int, sex: UInt8) -> Int {
        (Int(provider) * periods + period) * groups * Self.sexes + Int(min(sex, 2))
    }

    @inline(__always)
    mutating func add(_ base: Int, group: Int, times: Int32 = 1) {
        let cell = base + group * Self.sexes
        counts[cell] += times
        if !others.isEmpty { for other in others { counts[cell + other] += times } }
    }

    /// - Parameter places: the first is what counts are added at from now on, the others get as much.
    mutating func spread(over places: [Int32]) {
        if !others.isEmpty { others.removeAll(keepingCapacity: true) }
        for place in places.dropFirst() { others.append(Int(place - places[0]) * periods * groups * Self.sexes) }
    }

    private func cell(_ provider: Int, _ period: Int, _ group: Int) -> SexCounts {
        let base = ((provider * periods + period) * groups + group) * Self.sexes
        return SexCounts(female: Int(counts[base]), male: Int(counts[base + 1]), unknown: Int(counts[base + 2]))
    }

    /// Something was counted in the group, at any provider and in any period.
    func isAny(group: Int) -> Bool {
        stride(from: group, to: providers * periods * groups, by: max(groups, 1)).contains { cell in
            counts[cell * Self.sexes..<(cell + 1) * Self.sexes].contains { $0 > 0 }
        }
    }

    /// Some places added up, period by period and group by group.
    func summed(over places: [Int]) -> [SexCounts] {
        var sums = [SexCounts](repeating: SexCounts(), count: periods * groups)
        for place in places {
            for period in 0..<periods {
                for group in 0..<groups { sums[period * groups + group] += cell(place, period, group) }
            }
        }
        return sums
    }

    /// Providers added up, period by period and group by group, after the cutoff.
    func summed(_ cutoff: ReportScope.Cutoff) -> [SexCounts] {
        var sums = [SexCounts](repeating: SexCounts(), count: periods * groups)
        for provider in 0..<providers {
            for period in 0..<periods {
                for group in 0..<groups { sums[period * groups + group] += cell(provider, period, group).published(cutoff) }
            }
        }
        return sums
    }

    /// As `summed`, with the whole that each count is a part of: where the part is hidden, so is the whole.
    func summed(of whole: ReportCells, _ cutoff: ReportScope.Cutoff) -> (parts: [SexCounts], wholes: [SexCounts]) {
        var parts = [SexCounts](repeating: SexCounts(), count: periods * groups)
        var wholes = parts
        for provider in 0..<providers {
            for period in 0..<periods {
                for group in 0..<groups {
                    let part = cell(provider, period, group)
                    parts[period * groups + group] += part.published(cutoff)
                    wholes[period * groups + group] += whole.cell(provider, period, group).published(cutoff, asWholeOf: part)
                }
            }
        }
        return (parts, wholes)
    }
}

extension SexCounts {
    /// With what is too small to publish as 0.
    func published(_ cutoff: ReportScope.Cutoff) -> SexCounts { published(cutoff, asWholeOf: self) }

    func published(_ cutoff: ReportScope.Cutoff, asWholeOf part: SexCounts) -> SexCounts {
        switch cutoff {
        case .none: self
        case .perSex(let least):
            SexCounts(
                female: part.female < least ? 0 : female, male: part.male < least ? 0 : male,
                unknown: part.unknown < least ? 0 : unknown)
        case .bothSexes(let least): part.total < least ? SexCounts() : self
        }
    }
}
