import SickLeave
package import Statistics

/// A result in words: value, what it is counted from, interval, notes.
package struct MeasureText {
    private let result: MeasureResult
    private let measure: Measure

    package init(_ result: MeasureResult, _ measure: Measure) {
        self.result = result
        self.measure = measure
    }

    /// `34,5 %`; a difference in percentage points with its sign; `43 dagar`; `2,4 intyg`.
    package var value: String? {
        result.value.map { value in
            switch measure.valueKind {
            case .share: SwedishNumber.percent(value)
            case .difference: SwedishNumber.percentagePoints(value)
            case .days: SwedishNumber.count(Int(value), "dag", "dagar")
            case .perSpell: "\(SwedishNumber.decimal(value)) intyg"
            }
        }
    }

    /// `68 av 197 sjukfall`.
    package var count: String {
        let (numerator, denominator) = (SwedishNumber.integer(result.numerator), SwedishNumber.integer(result.denominator))
        let noun = measure.unitOfAnalysis.noun(result.denominator)
        if measure.valueKind == .difference {
            return "\(SwedishNumber.integer(result.observations)) \(noun), kvinnor jämfört med män"
        }
        guard result.denominator > 0 else { return "" }
        switch measure.valueKind {
        case .days: return "\(numerator) av \(denominator) avslutade"
        case .perSpell: return "\(numerator) intyg i \(denominator) \(noun)"
        case .share, .difference: break
        }
        guard measure.unitOfAnalysis == .day else { return "\(numerator) av \(denominator) \(noun)" }
        return "\(numerator) av \(denominator) \(noun) i \(SwedishNumber.integer(result.observations)) sjukfall"
    }

    /// `28,1–41,5 %`; for a difference `−2,1 till 21,9`.
    package var interval: String? {
        result.interval.map {
            switch measure.valueKind {
            case .share: SwedishNumber.percentRange($0.lower, $0.upper)
            case .difference: "\(SwedishNumber.decimal($0.lower * 100)) till \(SwedishNumber.decimal($0.upper * 100))"
            case .days: "\(SwedishNumber.integer(Int($0.lower)))–\(SwedishNumber.integer(Int($0.upper))) dagar"
            case .perSpell: "\(SwedishNumber.decimal($0.lower))–\(SwedishNumber.decimal($0.upper))"
            }
        }
    }

    /// What holds for the whole period: it is not over, or not followed to its end.
    package var periodNotes: [String] {
        result.notes.compactMap { note in
            switch note {
            case .periodNotOver, .preliminary: note.words
            case .empty, .belowMinimum, .groupBelowMinimum, .fewDoctors, .halfOngoing: nil
            }
        }
    }

    /// Why there is no share.
    package var groupNotes: [String] {
        result.notes.compactMap { note in
            switch note {
            case .empty, .belowMinimum, .groupBelowMinimum, .fewDoctors, .halfOngoing: note.words
            case .periodNotOver, .preliminary: nil
            }
        }
    }

    /// `68 av 197 sjukfall, intervall 28,1–41,5 %.` and the notes.
    package var basis: String {
        let figures = [count, interval.map { "intervall \($0)" } ?? ""].filter { !$0.isEmpty }.joined(separator: ", ")
        return ((figures.isEmpty ? [] : [figures + "."]) + groupNotes + periodNotes).joined(separator: " ")
    }

    /// What a figure over twelve months is of, with its first and last month; for what is counted on a day, that day.
    package var span: String {
        switch measure.calculation.span {
        case .months: result.months.upperBound - result.months.lowerBound == 11 ? "Tolv månader, \(months)" : months
        case .runningMonth: months
        case .day: dayCounted
        }
    }

    private var dayCounted: String {
        for case .periodNotOver(let day) in result.notes { return "I dag, \(day.inWords)" }
        return result.months.upperBound.lastDay.inWords
    }

    /// Why later months are not in a figure over twelve; nil where only the running one is left out.
    package static func laterMonths(_ measure: Measure) -> String? {
        let days = measure.calculation.settlesAfterDays
        guard days > 0 else { return nil }
        return "Senare månader räknas inte än: en månad är färdig \(SwedishNumber.count(days, "dag", "dagar")) efter sitt slut."
    }

    package var months: String {
        let (first, last) = (result.months.lowerBound, result.months.upperBound)
        guard first != last else { return last.inWords.prefix(1).uppercased() + last.inWords.dropFirst() }
        return "\(first.inShortWords) – \(last.inShortWords)"
    }

    package var basisWithMonths: String { "\(months): \(basis)" }
}
