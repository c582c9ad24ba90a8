import SickLeave
import Statistics
import UseCases

/// A measure's page: the figure with its trend beside the definition that it follows.
struct MeasurePage: Component {
    let detail: GoalMeasures.Detail
    let day: Day

    private var measure: Measure { detail.trend.measure }

    var html: HTML {
        """
        \(Panel("Enhetens siffra", figure))
        \(if: !detail.year.contrasts.isEmpty, contrasts)\(with: detail.year.spread, spread)
        \(for: detail.strata.filter { $0.groups.count > 1 }, { strata($0.stratifier, $0.groups) })
        \(definition)
        """
    }

    private var figure: HTML {
        let newest = detail.trend.newest
        let year = MeasureText(detail.year, measure)
        let facts = Facts(
            [
                (newest.map { MeasureText($0, measure).months } ?? "Senaste månaden",
                 "<strong>\(newest.flatMap { MeasureText($0, measure).value } ?? "–")</strong> <span class=\"soft\">\(newest.map { MeasureText($0, measure).basis } ?? "")</span>"),
                ("Tolv månader", "<strong>\(year.value ?? "–")</strong> <span class=\"soft\">\(year.basis)</span>"),
                ("Riktning", "\(measure.direction.title)"),
            ], isStacked: true)
        return """
            \(facts)
            \(chart)
            \(with: detail.balancing, { "<p>Följ samtidigt: <a href=\"\(Site.measure("\($0.measure.id)"))\">\($0.measure.title)</a>.</p>" })
            """
    }

    private var chart: HTML {
        if case .difference = measure.calculation { return HTML() }
        return TrendChart(
                id: "trend", title: "\(measure.title), 24 månader", unit: .share,
                months: detail.trend.months.map { result in
                    TrendChart.MonthValue(
                        result.months.upperBound,
                        TrendPoint(result.value, interval: result.interval.map { max(0, $0.lower)...min(1, $0.upper) }),
                        basis: "\(SwedishNumber.integer(result.numerator)) av \(SwedishNumber.integer(result.denominator))")
                }
            ).html
    }

    /// Groups as they are, and within the same diagnosis: the second is the fair one, and the page says so when the order turns.
    private var contrasts: HTML {
        let table = DataTable(
            caption: "Grupper jämförda",
            columns: [
                .init("Grupper", .rowHeader), .init("Första gruppen", .number), .init("Andra gruppen", .number),
                .init("Skillnad som den är", .number), .init("Inom samma diagnos", .number), .init("Jämförbara", .number),
            ],
            rows: detail.year.contrasts.enumerated().map { index, contrast in
                .init(
                    id: "\(index)",
                    cells: [
                        "\(contrast.groups.title)", "\(share(contrast.first))", "\(share(contrast.second))", "\(difference(contrast.crude))",
                        "\(difference(contrast.adjusted))", "\(SwedishNumber.integer(contrast.comparableObservations))",
                    ])
            })
        let turn = Notice(
            .attention, title: "Ordningen vänder",
            body: """
                <p>När lika diagnoser jämförs byter skillnaden tecken. Skillnaden som den är beror då mest på vilka diagnoser grupperna har.</p>
                """)
        let note: HTML = """
            <p class="soft">Skillnader i procentenheter med 95 procents intervall. Inom samma diagnos: vägt efter Mantel och Haenszel.</p>
            """
        let turns = detail.year.contrasts.contains(where: \.turns)
        return Panel("Jämförelser, tolv månader", table.html + (turns ? turn.html : HTML()) + note).html
    }

    private func share(_ count: ShareCount) -> String {
        guard let share = count.share else { return "–" }
        return "\(SwedishNumber.percent(share)) (\(SwedishNumber.integer(count.count)) av \(SwedishNumber.integer(count.total)))"
    }

    private func difference(_ difference: ShareDifference?) -> String {
        guard let difference else { return "För få" }
        let interval = "\(SwedishNumber.decimal(difference.interval.lower * 100)) till \(SwedishNumber.decimal(difference.interval.upper * 100))"
        return "\(difference.difference > 0 ? "+" : "")\(SwedishNumber.decimal(difference.difference * 100)) (\(interval))"
    }

    private func spread(_ spread: DoctorSpread) -> HTML {
        let gini: HTML = """
            \(SwedishNumber.decimal(spread.gini, places: 2)) <span class="soft">0 när alla har lika många, nära 1 när en har nästan alla</span>
            """
        let facts = Facts(
            [
                ("Läkare som har startat sjukfall", "\(SwedishNumber.integer(spread.doctors))"),
                ("Lika utspritt som om så många delade lika", "\(SwedishNumber.decimal(spread.effectiveDoctors)) läkare"),
                ("Ginikoefficient", gini),
            ], isStacked: true)
        return Panel("Spridning, tolv månader", facts.html).html
    }

    private func strata(_ stratifier: Measure.Stratifier, _ groups: [MeasureStratum]) -> HTML {
        let table = DataTable(
            caption: stratifier.title,
            columns: [.init(stratifier.title, .rowHeader), .init("Andel", .number), .init("Räknat på", .longText)],
            rows: groups.enumerated().map { index, group in
                let text = MeasureText(group.result, measure)
                return .init(id: "\(index)", cells: ["\(group.title)", "\(text.value ?? "–")", "\(text.basis)"])
            })
        return Panel("Per \(stratifier.title.lowercased()), tolv månader", table.html).html
    }

    private var definition: HTML {
        let facts = Facts(
            [
                ("Varför det spelar roll", "\(measure.whyItMatters)"), ("Vilka som räknas", "\(measure.words.population)"),
                ("Täljare", "\(measure.words.numerator)"), ("Nämnare", "\(measure.words.denominator)"), ("Variant", "\(measure.words.variant)"),
                ("Sjukfall", "\(rule)"), ("Vems siffra", "\(measure.attribution.title)"),
                ("Minsta grupp", "Färre än \(measure.minimumGroup) ger ingen andel"),
                ("Håll ögonen på", "\(measure.balancing?.words ?? "Inget balansmått är valt")"),
            ], isStacked: true)
        return Panel("Så räknas måttet", facts.html + cautions + evidence + owner).html
    }

    private var cautions: HTML {
        measure.words.cautions.isEmpty
            ? HTML() : "<h3>Att tänka på</h3><ul>\(for: measure.words.cautions, { "<li>\($0)</li>" })</ul>"
    }

    private var evidence: HTML {
        measure.evidence.isEmpty
            ? HTML()
            : """
            <h3>Underlag</h3><ul>\(for: measure.evidence, { "<li>\($0.statement) <span class=\"soft\">\($0.source)</span></li>" })</ul>
            """
    }

    private var owner: HTML {
        """
        <h3>Källa och ägare</h3>
        <ul>\(for: measure.sources, { "<li>\($0.title)</li>" })</ul>
        <p>Författare: \(measure.review.authorRole), \(measure.review.created). \(measure.review.words). \
        Ses över senast \(measure.review.nextReview).\(if: measure.review.isOverdue(on: day), " Översynen är försenad.")</p>
        """
    }

    private var rule: String {
        guard let rule = measure.spellRule else { return "Måttet räknar inte sjukfall" }
        let scope =
            switch rule.scope {
            case .unit: "på samma enhet"
            case .provider: "hos samma vårdgivare"
            case .all: "hos alla vårdgivare"
            }
        return "Intyg \(scope) med högst \(rule.gap) dagars mellanrum är samma sjukfall"
    }
}
