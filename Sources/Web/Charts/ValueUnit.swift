import SickLeave
import Statistics

/// How a chart's values are printed: one way for every chart of a measure.
extension TrendChart.Unit {
    /// Shares and differences between them end at one.
    var limit: Double? { if case .amount = self { nil } else { 1 } }

    func text(_ value: Double) -> String {
        switch self {
        case .share: SwedishNumber.percent(value)
        case .difference: SwedishNumber.percentagePoints(value)
        case .amount(let word):
            SwedishNumber.decimal(value, places: value == value.rounded() ? 0 : 1) + SwedishNumber.space + word
        }
    }

    func text(_ interval: ClosedRange<Double>) -> String {
        switch self {
        case .share: SwedishNumber.percentRange(interval)
        case .difference:
            "\(SwedishNumber.decimal(interval.lowerBound * 100)) till \(SwedishNumber.decimal(interval.upperBound * 100))"
        case .amount: "\(SwedishNumber.decimal(interval.lowerBound))–\(SwedishNumber.decimal(interval.upperBound))"
        }
    }

    func axisLabel(_ value: Double) -> String {
        switch self {
        case .share, .difference: SwedishNumber.percent(value, places: TrendChart.Unit.isWhole(value * 100) ? 0 : 1)
        case .amount: SwedishNumber.decimal(value, places: value == value.rounded() ? 0 : 1)
        }
    }

    /// A tenth of a hundredth off is what binary fractions do.
    private static func isWhole(_ value: Double) -> Bool { (value - value.rounded()).magnitude < 1e-6 }
}

extension Measure {
    var chartUnit: TrendChart.Unit {
        switch valueKind {
        case .share: .share
        case .difference: .difference
        case .days: .amount("dagar")
        case .perSpell: .amount("intyg per sjukfall")
        }
    }

    /// Over a column of its figures.
    var figureTitle: String {
        switch valueKind {
        case .share: "Andel"
        case .difference: "Skillnad"
        case .days: "Längd"
        case .perSpell: "Per sjukfall"
        }
    }
}
