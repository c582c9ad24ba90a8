import SickLeave
import Statistics
import UseCases

/// The comparison with other units where the unit's own patients are taken into account (indirect standardisation): in words, and as a
/// table. It has no picture: a funnel would show where each of the other units lies.
struct ExpectedComparison: Component {
    let figure: GoalMeasures.ExpectedFigure
    let detail: GoalMeasures.Detail
    /// Which months or day the rest of the page is of.
    let usual: String

    private var measure: Measure { detail.trend.measure }
    /// Of what is counted on a day others' today is not told.
    private var span: String {
        guard measure.calculation.span == .day, let month = detail.peers?.months.upperBound else { return usual }
        return "\(month.lastDay.inWords), eftersom månaden som pågår inte jämförs"
    }

    private var unit: IndirectStandardisation { figure.unit }

    var html: HTML {
        """
        <h3>Med enhetens egna patienter</h3>
        <p class="summary">\(summary)</p>\(table)
        <p class="soft">Lika diagnosgrupp, ålder och kön; \(span.lowercasingFirst).\(coverage)</p>
        """
    }

    var summary: String {
        let limits = figure.point.limits.look
        let reason = figure.isWidened ? "Av slump, och så mycket som enheterna brukar skilja sig," : "Av slump"
        return """
            Vårdgivarens alla enheter tillsammans skulle ha \(SwedishNumber.percent(unit.expected / unit.size)) med enhetens patienter. \
            Enheten har \(SwedishNumber.percent(unit.crude)): kvoten är \(ratio(unit.ratio)). \(reason) ligger nitton av tjugo enheter av \
            samma storlek mellan \(range(limits)). \(figure.point.standing.words).
            """
    }

    private func ratio(_ value: Double) -> String { SwedishNumber.decimal(value, places: 2) }
    private func range(_ interval: Interval) -> String { "\(ratio(interval.lower)) och \(ratio(interval.upper))" }

    private var coverage: String {
        guard unit.coverage < 1 else { return "" }
        return
            " \(SwedishNumber.percent(unit.coverage, places: 0)) av enhetens \(measure.unitOfAnalysis.noun(2)) har en motsvarighet."
    }

    private var table: HTML {
        func span(_ interval: Interval) -> HTML { "\(ratio(interval.lower))–\(ratio(interval.upper))" }
        let limits = figure.point.limits
        return DataTable(
            caption: "Enheten mot det väntade",
            columns: [
                .init("Enheten", .number, cardLabel: "Enheten"), .init("Väntat", .number, cardLabel: "Väntat"),
                .init("Kvot", .number, cardLabel: "Kvot"), .init("Kvotens intervall", .number, cardLabel: "Kvotens intervall"),
                .init("95 % inom", .number, cardLabel: "95 % inom"), .init("99,8 % inom", .number, cardLabel: "99,8 % inom"),
                .init("Mot det väntade", .words, cardLabel: "Mot det väntade"),
            ],
            rows: [
                .init(
                    id: "vantat",
                    cells: [
                        "\(SwedishNumber.integer(unit.observed)) av \(SwedishNumber.integer(Int(unit.size)))",
                        "\(SwedishNumber.decimal(unit.expected))", "\(ratio(unit.ratio))", span(unit.shareRatioInterval),
                        span(limits.look), span(limits.deviates), "\(figure.point.standing.words)",
                    ])
            ], isTall: false, cards: .labelled
        ).html
    }
}
