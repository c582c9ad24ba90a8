import SickLeave
import Statistics
import UseCases

/// A measure's months without limits: those that overlap, or count the same people again, have no usual variation of their own.
struct MeasureTrend: Component {
    /// Unique on the page.
    let id: String
    let trend: GoalMeasures.Trend

    private var measure: Measure { trend.measure }

    var html: HTML {
        let (least, most) = (measure.valueKind == .difference ? -1.0 : 0, measure.chartUnit.limit ?? .greatestFiniteMagnitude)
        return TrendChart(
            id: id, title: "\(measure.title), \(trend.months.count) månader", unit: measure.chartUnit,
            months: trend.months.map { result in
                TrendChart.MonthValue(
                    result.months.upperBound,
                    TrendPoint(
                        result.value, interval: result.interval.map { max(least, $0.lower)...min(most, $0.upper) }),
                    basis: MeasureText(result, measure).count, isSettled: result.isSettled)
            }
        ).html + reason
            + FileLinks(
                href: Site.measureFile("\(measure.id)").query("tabell", GoalMeasures.Detail.Table.months.rawValue)
            ).html
    }

    /// Why no limits are drawn.
    private var reason: HTML {
        guard measure.calculation.span == .day else { return HTML() }
        return """
            <p class="soft small">Här ritas inga gränser: de flesta är samma personer som månaden före, så en månad är inget nytt utfall och många i \
            rad åt samma håll är inget tecken på en förändring.</p>
            """
    }
}
