package import SickLeave

extension Measure {
    /// The figure of one month, or of the window of months that ends with it.
    ///
    /// - Parameter windowMonths: nil for the measure's own window.
    package func result(in facts: UnitFacts, month: Month, windowMonths: Int? = nil) -> MeasureResult {
        trend(in: facts, through: month, months: 1, windowMonths: windowMonths)[0]
    }

    /// The figures of consecutive months, oldest first: one pass over the unit's facts, however many months.
    ///
    /// - Parameters:
    ///   - facts: gathered under the measure's own spell rule.
    ///   - month: the last.
    ///   - windowMonths: nil for the measure's own window; 12 gives a small unit steadier figures. Days always stand for
    ///     their own month, and staff for the month's last day.
    package func trend(in facts: UnitFacts, through month: Month, months: Int = 24, windowMonths: Int? = nil) -> [MeasureResult] {
        precondition(months >= 1, "a trend has at least one month")
        precondition(spellRule == nil || spellRule == facts.rule, "facts are gathered under another spell rule")
        let windows = MeasureWindows(last: month, count: months, months: window(windowMonths))
        return switch calculation {
        case .share(let share, _):
            shares(share, in: facts, windows) { _ in true }
        case .spread:
            spreads(in: facts, windows)
        case .difference(let share, let comparison, _):
            differences(share, comparison, in: facts, windows)
        case .medianLength:
            medianLengths(in: facts, windows) { _ in true }
        case .certificatesPerSpell(let day, _):
            certificatesPerSpell(throughDay: day, in: facts, windows) { _ in true }
        }
    }

    /// The figure for each group of patients, in the order of the stratifier; groups without anybody are left out.
    /// Empty for measures that no group divides: a spread, a difference, staff.
    package func strata(
        in facts: UnitFacts, by stratifier: Stratifier, month: Month, windowMonths: Int? = nil
    ) -> [MeasureStratum] {
        let windows = MeasureWindows(last: month, count: 1, months: window(windowMonths))
        func stratum(_ title: String, _ includes: (Traits) -> Bool) -> MeasureStratum? {
            guard let result = figure(in: facts, windows, where: includes), result.observations > 0 else { return nil }
            return MeasureStratum(title: title, result: result)
        }
        return switch stratifier {
        case .sex:
            [
                stratum("Kvinnor") { $0.sex == .female }, stratum("Män") { $0.sex == .male },
                stratum("Okänt kön") { $0.sex == nil },
            ].compactMap(\.self)
        case .age:
            (AgeGroup.Overview.allCases.map { group in stratum(group.title) { $0.age == group } }
                + [stratum("Okänd ålder") { $0.age == nil }]).compactMap(\.self)
        case .diagnosisGroup:
            DiagnosisGroup.allCases.compactMap { group in stratum(group.title) { $0.diagnosisGroup == group } }
        }
    }

    /// One window's figure for some of the patients; nil for what no group divides.
    private func figure(in facts: UnitFacts, _ windows: MeasureWindows, where includes: (Traits) -> Bool) -> MeasureResult? {
        switch calculation {
        case .share(let share, _) where share.population != .staffEmployed:
            shares(share, in: facts, windows) { $0.map(includes) ?? false }[0]
        case .medianLength: medianLengths(in: facts, windows, where: includes)[0]
        case .certificatesPerSpell(let day, _): certificatesPerSpell(throughDay: day, in: facts, windows, where: includes)[0]
        case .share, .spread, .difference: nil
        }
    }

    private func window(_ months: Int?) -> Int {
        calculation.span == .months ? max(1, months ?? calculation.windowMonths) : 1
    }

    private func shares(
        _ share: Share, in facts: UnitFacts, _ windows: MeasureWindows, where includes: (Traits?) -> Bool
    ) -> [MeasureResult] {
        var tallies = [ShareTally](repeating: ShareTally(), count: windows.monthCount)
        facts.forEachObservation(of: share, in: windows.months) { observation in
            guard includes(observation.traits) else { return }
            tallies[windows.index(observation.month)].add(hits: observation.hits, total: observation.total)
        }
        return windows.map { window, months in
            var tally = ShareTally()
            for index in window { tally.add(tallies[index]) }
            var result = blank(months, facts, count: tally.count, observations: tally.observations)
            guard tally.observations >= minimumGroup, let value = tally.count.share else { return result }
            result.value = value
            result.interval = tally.interval
            return result
        }
    }

    private func spreads(in facts: UnitFacts, _ windows: MeasureWindows) -> [MeasureResult] {
        var doctors: [Int32: Int] = [:]
        for spell in facts.spells where doctors[spell.doctor] == nil { doctors[spell.doctor] = doctors.count }
        var counts = [Int](repeating: 0, count: windows.monthCount * doctors.count)
        let lastDay = min(windows.months.upperBound.lastDay, facts.day)
        let firstDay = windows.months.lowerBound.firstDay
        for spell in facts.spells where spell.first >= firstDay && spell.first <= lastDay {
            counts[windows.index(spell.first.month) * doctors.count + doctors[spell.doctor]!] += 1
        }
        let inOrder = doctors.sorted { $0.key < $1.key }
        return windows.map { window, months in
            let perDoctor = inOrder.compactMap { doctor, column -> DoctorSpread.DoctorCount? in
                let count = window.reduce(0) { $0 + counts[$1 * doctors.count + column] }
                return count > 0 ? DoctorSpread.DoctorCount(doctor: doctor, count: count) : nil
            }
            let largest = ShareCount(perDoctor.map(\.count).max() ?? 0, of: perDoctor.reduce(0) { $0 + $1.count })
            var result = blank(months, facts, count: largest, observations: largest.total)
            result.spread = DoctorSpread(perDoctor: perDoctor)
            if let spread = result.spread, !spread.isTold {
                // Who knows the own number would learn the others' from the largest of all.
                result.count = ShareCount()
                if largest.total >= minimumGroup { result.notes.append(.fewDoctors(DoctorSpread.leastDoctors)) }
                return result
            }
            guard largest.total >= minimumGroup else { return result }
            result.value = largest.share
            result.interval = largest.interval
            return result
        }
    }

    /// A result with counts and notes, still without figure.
    func blank(_ months: ClosedRange<Month>, _ facts: UnitFacts, count: ShareCount, observations: Int) -> MeasureResult {
        var notes: [MeasureResult.Note] = []
        let settled = calculation.settles(months.upperBound)
        if facts.day <= months.upperBound.lastDay {
            notes.append(.periodNotOver(through: facts.day))
        } else if facts.day < settled {
            notes.append(.preliminary(until: settled))
        }
        if observations == 0 {
            notes.append(.empty)
        } else if observations < minimumGroup {
            notes.append(.belowMinimum(minimumGroup))
        }
        return MeasureResult(
            months: months, count: count, observations: observations, value: nil, interval: nil, notes: notes,
            rule: spellRule, spread: nil, contrasts: [])
    }
}

/// The months that a trend needs, and which of them each of its windows takes.
struct MeasureWindows {
    let months: ClosedRange<Month>
    private let count: Int
    private let length: Int

    init(last: Month, count: Int, months length: Int) {
        months = (last - (count + length - 2))...last
        self.count = count
        self.length = length
    }

    var monthCount: Int { count + length - 1 }
    func index(_ month: Month) -> Int { month - months.lowerBound }

    func map<Result>(_ body: (Range<Int>, ClosedRange<Month>) -> Result) -> [Result] {
        (0..<count).map { start in
            body(start..<start + length, (months.lowerBound + start)...(months.lowerBound + (start + length - 1)))
        }
    }
}

/// Sums that a share and its interval need. Observations are clusters: most of size one, a spell's days in a month of many.
struct ShareTally {
    private(set) var count = ShareCount()
    private(set) var observations = 0
    private var hitsSquared = 0
    private var hitsByTotal = 0
    private var totalSquared = 0

    mutating func add(hits: Int, total: Int) {
        count.count += hits
        count.total += total
        observations += 1
        hitsSquared += hits * hits
        hitsByTotal += hits * total
        totalSquared += total * total
    }

    mutating func add(_ other: ShareTally) {
        count = count + other.count
        observations += other.observations
        hitsSquared += other.hitsSquared
        hitsByTotal += other.hitsByTotal
        totalSquared += other.totalSquared
    }

    /// Wilson's interval; for days with as many independent observations as the variance between spells leaves (the
    /// ratio estimator's), since thirty days of one spell are not thirty patients.
    var interval: Interval? {
        if count.total == observations { return count.interval }
        guard let p = count.share else { return nil }
        let clusters = Double(observations)
        let n = Double(count.total)
        let squares = Double(hitsSquared) - 2 * p * Double(hitsByTotal) + p * p * Double(totalSquared)
        let variance = observations > 1 ? clusters / (clusters - 1) * squares / (n * n) : 0
        let size = variance > 0 ? min(n, p * (1 - p) / variance) : clusters
        return Interval.wilson(share: p, size: size)
    }
}
