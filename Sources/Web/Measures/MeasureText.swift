import SickLeave
import Statistics
import UseCases

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
        result.value.map { isDifference ? SwedishNumber.percentagePoints($0) : SwedishNumber.percent($0) }
    }

    /// `68 av 197 sjukfall`.
    var count: String {
        let (numerator, denominator) = (SwedishNumber.integer(result.numerator), SwedishNumber.integer(result.denominator))
        let noun = measure.unitOfAnalysis.noun(result.denominator)
        if isDifference { return "\(SwedishNumber.integer(result.observations)) \(noun), kvinnor jämfört med män" }
        guard result.denominator > 0 else { return "" }
        guard measure.unitOfAnalysis == .day else { return "\(numerator) av \(denominator) \(noun)" }
        return "\(numerator) av \(denominator) \(noun) i \(SwedishNumber.integer(result.observations)) sjukfall"
    }

    /// `28,1–41,5 %`; for a difference `−2,1 till 21,9`.
    var interval: String? {
        result.interval.map {
            isDifference
                ? "\(SwedishNumber.decimal($0.lower * 100)) till \(SwedishNumber.decimal($0.upper * 100))"
                : SwedishNumber.percentRange($0.lower, $0.upper)
        }
    }

    /// What holds for the whole period: it is not over, or not followed to its end.
    var periodNotes: [String] {
        result.notes.compactMap { note in
            switch note {
            case .periodNotOver, .preliminary: note.words
            case .empty, .belowMinimum: nil
            }
        }
    }

    /// Why there is no share.
    var groupNotes: [String] {
        result.notes.compactMap { note in
            switch note {
            case .empty, .belowMinimum: note.words
            case .periodNotOver, .preliminary: nil
            }
        }
    }

    /// `68 av 197 sjukfall, intervall 28,1–41,5 %.` and the notes.
    var basis: String {
        let figures = [count, interval.map { "intervall \($0)" } ?? ""].filter { !$0.isEmpty }.joined(separator: ", ")
        return ((figures.isEmpty ? [] : [figures + "."]) + groupNotes + periodNotes).joined(separator: " ")
    }

    var months: String {
        let (first, last) = (result.months.lowerBound, result.months.upperBound)
        guard first != last else { return last.inWords.prefix(1).uppercased() + last.inWords.dropFirst() }
        return "\(first.inShortWords) – \(last.inShortWords)"
    }

    var basisWithMonths: String { "\(months): \(basis)" }
}
