import SickLeave

/// One measure in two periods of equal length.
struct ShareChange {
    let measure: Measure
    let now: MeasureResult
    let before: MeasureResult
    private let difference: ShareDifference

    /// Fifteen either way, after the noise guard of a service that has written such letters to thousands of practices.
    private static let fewest = 15

    /// Against the period just before, and against the same period last year; each with the shortest of one, three and
    /// twelve months that passes the guard. Empty when none does.
    static func comparisons(of measure: Measure, in facts: UnitFacts, through month: Month, earliest: Month) -> [ShareChange] {
        let last = min(month, measure.calculation.lastSettledMonth(on: facts.day))
        let justBefore = [1, 3, 12].lazy.compactMap { ShareChange(measure, facts, last, months: $0, apart: $0, earliest) }.first
        let lastYear = [1, 3].lazy.compactMap { ShareChange(measure, facts, last, months: $0, apart: 12, earliest) }.first
        return [justBefore, lastYear].compactMap(\.self)
    }

    private init?(_ measure: Measure, _ facts: UnitFacts, _ last: Month, months: Int, apart: Int, _ earliest: Month) {
        guard last - (apart + months - 1) >= earliest else { return nil }
        self.measure = measure
        now = measure.result(in: facts, month: last, windowMonths: months)
        before = measure.result(in: facts, month: last - apart, windowMonths: months)
        for result in [now, before] {
            guard result.isSettled, result.numerator >= Self.fewest, result.denominator - result.numerator >= Self.fewest
            else { return nil }
        }
        guard let difference = ShareDifference.crude(now.count, before.count, z: Interval.z99) else { return nil }
        self.difference = difference
    }

    var isClear: Bool { !difference.mayBeNone }

    /// The difference in half widths of its interval: above 1 is clear.
    var strength: Double {
        let width = difference.interval.upper - difference.interval.lower
        return width > 0 ? 2 * difference.difference.magnitude / width : 0
    }

    /// `Deltid vid sjukfallets start: 30 av 60 sjukfall (50,0 %) augusti–oktober 2026, mot 18 av 58 (31,0 %) samma …`
    var text: String {
        let noun = measure.unitOfAnalysis.noun(now.denominator)
        let rise = difference.difference > 0 ? "Ökningen" : "Minskningen"
        return "\(measure.title): \(Self.counts(now)) \(noun)\(Self.share(now)) \(Self.period(now.months)), mot "
            + "\(Self.counts(before))\(Self.share(before)) \(Self.period(before.months)). \(rise) är större än slumpen brukar ge."
    }

    private static func counts(_ result: MeasureResult) -> String {
        "\(SwedishNumber.integer(result.numerator)) av \(SwedishNumber.integer(result.denominator))"
    }

    private static func share(_ result: MeasureResult) -> String {
        result.count.share.map { " (\(SwedishNumber.percent($0)))" } ?? ""
    }

    /// `i oktober 2026`, `augusti–oktober 2026`, `november 2025–oktober 2026`
    private static func period(_ months: ClosedRange<Month>) -> String {
        let (first, last) = (months.lowerBound, months.upperBound)
        if first == last { return "i \(last.inWords)" }
        let start = first.year == last.year ? SwedishCalendarNames.months[first.month - 1] : first.inWords
        return "\(start)–\(last.inWords)"
    }
}
