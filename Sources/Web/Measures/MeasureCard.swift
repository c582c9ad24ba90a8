import SickLeave
import Statistics
import UseCases

/// A measure in one look: the newest settled month, its count and interval, 24 months of trend.
struct MeasureCard: Component {
    let trend: GoalMeasures.Trend
    /// Above the title: the goal that it serves.
    var goal: Measure.Goal?
    var foot: HTML?

    var html: HTML {
        let newest = trend.shown
        let text = newest.map { MeasureText($0, trend.measure) }
        return KeyFigure(
            overline: goal?.title, title: trend.measure.title, href: Site.measure("\(trend.measure.id)"), value: text?.value,
            basis: text?.basisWithMonths ?? "Inget att räkna än.", trend: line, foot: foot
        ).html
    }

    /// Up to the month that the figure is of. What comes after may still change, and would show a fall that is only impatience: it is
    /// drawn open on the measure's own page.
    private var line: Sparkline {
        let points = trend.months.map { month in
            month.isSettled ? TrendPoint(month.value, interval: month.interval.map { $0.lower...$0.upper }) : TrendPoint(nil)
        }
        return Sparkline(points: points, summary: summary, span: "\(trend.months.count)\(SwedishNumber.space)månader")
    }

    private var summary: String {
        let known = trend.months.filter { $0.isSettled && $0.value != nil }
        guard let first = known.first, let last = known.last, known.count > 1 else { return "För få månader för en trend." }
        let (from, to) = (MeasureText(first, trend.measure), MeasureText(last, trend.measure))
        return
            "Från \(from.value ?? "–") i \(first.months.upperBound.inWords) till \(to.value ?? "–") i \(last.months.upperBound.inWords)."
    }
}

/// A goal with its leading measure; the others of the same goal are lines below.
struct GoalCard: Component {
    let goal: Measure.Goal
    let trends: [GoalMeasures.Trend]

    var html: HTML {
        guard let leading = trends.first else { return HTML() }
        let others: HTML = """
            <ul class="figure-others">\(for: trends.dropFirst(), { trend in
                let text = trend.shown.map { MeasureText($0, trend.measure) }
                return """
                    <li><a href="\(Site.measure("\(trend.measure.id)"))">\(trend.measure.title)</a> <span>\(text?.value ?? "–")</span>\
                    \(with: text, { "<p class=\"figure-basis\">\($0.basisWithMonths)</p>" })</li>
                    """
            })</ul>
            """
        return MeasureCard(trend: leading, goal: goal, foot: trends.count > 1 ? others : nil).html
    }
}
