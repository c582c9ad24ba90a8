import SickLeave
import Statistics
import UseCases

/// A measure in one look: the newest settled month, its count and interval, 24 months of trend.
struct MeasureCard: Component {
    let trend: GoalMeasures.Trend

    var html: HTML {
        let newest = trend.newest
        return KeyFigure(
                title: trend.measure.title, href: Site.measure("\(trend.measure.id)"), value: newest.flatMap { MeasureText($0, trend.measure).value },
                basis: newest.map { MeasureText($0, trend.measure).basisWithMonths } ?? "Inget att räkna än.",
                trend: Sparkline(
                    points: trend.months.map { TrendPoint($0.value.map(\.magnitude)) }, summary: "Trend för 24 månader.", span: "24 mån")
            ).html
    }
}

/// A result in words: value, what it is counted from, interval, notes.
struct MeasureText {
    let result: MeasureResult
    let measure: Measure

    init(_ result: MeasureResult, _ measure: Measure) {
        self.result = result
        self.measure = measure
    }

    private var isDifference: Bool {
        if case .difference = measure.calculation { return true }
        return false
    }

    /// `34,5 %`; a difference in percentage points with its sign.
    var value: String? {
        result.value.map { isDifference ? points($0) : SwedishNumber.percent($0) }
    }

    private func points(_ value: Double) -> String {
        let text = SwedishNumber.decimal(value * 100)
        return "\(value > 0 ? "+" : "")\(text) procentenheter"
    }

    /// `68 av 197 sjukfall, intervall 28,1–41,5 %`.
    var basis: String {
        var text = ""
        if isDifference {
            text = "\(SwedishNumber.integer(result.observations)) \(measure.unitOfAnalysis.noun(result.observations)) räknade, kvinnor jämfört med män"
        } else if result.denominator > 0 {
            text = "\(SwedishNumber.integer(result.numerator)) av \(SwedishNumber.integer(result.denominator))"
            text += result.observations == result.denominator
                ? " \(measure.unitOfAnalysis.noun(result.denominator))"
                : " dagar i \(SwedishNumber.integer(result.observations)) \(measure.unitOfAnalysis.noun(result.observations))"
        }
        if let interval = result.interval {
            text +=
                isDifference
                ? ", intervall \(SwedishNumber.decimal(interval.lower * 100)) till \(SwedishNumber.decimal(interval.upper * 100))"
                : ", intervall \(SwedishNumber.percentRange(interval.lower...interval.upper))"
        }
        for note in result.notes { text += text.isEmpty ? note.words : ". \(note.words)" }
        return text
    }

    var months: String {
        result.months.lowerBound == result.months.upperBound
            ? result.months.upperBound.inWords : "\(result.months.lowerBound.inShortWords) – \(result.months.upperBound.inShortWords)"
    }

    var basisWithMonths: String { "\(months): \(basis)" }
}
