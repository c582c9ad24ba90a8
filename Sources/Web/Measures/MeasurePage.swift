import SickLeave
import Statistics
import UseCases

/// A measure's page: the figure with its trend beside the definition that it follows.
struct MeasurePage: Component {
    let detail: GoalMeasures.Detail
    let day: Day
    let view: ChartView
    let formToken: String
    /// A form of its limits, when it is shown again.
    let returned: ReturnedForm?
    /// The viewer may see the patients behind the figure.
    var mayShowPatients = false

    private var measure: Measure { detail.trend.measure }
    /// What the figures by group are of.
    private var span: String { MeasureText(detail.year, measure).span }

    var html: HTML {
        """
        \(with: returned, { $0.summary.html })\(Panel("Enhetens siffra", figure))
        \(with: detail.lengths, lengths)\(with: detail.settledPeers, peers)\(physicianShares)
        \(if: !detail.year.contrasts.isEmpty, contrasts)\(with: detail.year.spread, spread)
        \(allStrata)
        \(definition)
        """
    }

    private var allStrata: HTML {
        let several = detail.strata.filter { $0.groups.count > 1 }
        guard !several.isEmpty else { return HTML() }
        return """
            <section class="stack-tight" aria-labelledby="strata"><h2 id="strata">Per grupp</h2>
            <div class="columns">\(for: several.filter { $0.stratifier != .diagnosisGroup }, { strata($0.stratifier, $0.groups) })</div>
            \(for: several.filter { $0.stratifier == .diagnosisGroup }, { strata($0.stratifier, $0.groups) })\(file(.groups))</section>
            """
    }

    private var figure: HTML {
        let newest = detail.trend.shown.map { MeasureText($0, measure) }
        let year = MeasureText(detail.year, measure)
        let balancing = detail.balancing?.measure
        // A measure of twelve months, or of one month's days, has one figure and not two.
        let isOne = detail.trend.shown?.months == detail.year.months
        return """
            <dl class="totals">\(if: !isOne, total(newest?.months ?? "Senaste månaden", newest))\(total(year.span, year))\
            <div><dt>Riktning</dt><dd>\(measure.direction.title)</dd></div></dl>
            \(with: MeasureText.laterMonths(measure), { "<p class=\"soft small\">\($0)</p>" })
            \(MeasureOrigin(measure: measure))\(patients)
            \(chart)
            \(with: balancing, { "<p>Följ samtidigt: <a href=\"\(Site.measure("\($0.id)"))\">\($0.title)</a>.</p>" })
            """
    }

    private func total(_ name: String, _ text: MeasureText?) -> HTML {
        """
        <div><dt>\(name)</dt><dd><strong>\(text?.value ?? "–")</strong><br><span class="soft">\(text?.basis ?? "Inget att räkna än.")</span></dd></div>
        """
    }

    private var patients: HTML {
        guard mayShowPatients, MeasureSpells.has(measure) else { return HTML() }
        return """
            <p class="actions">\(LinkButton("Visa patienterna bakom siffran", Site.measureSpells("\(measure.id)"), isSmall: true))</p>
            """
    }

    private func file(_ table: GoalMeasures.Detail.Table) -> HTML {
        FileLinks(href: Site.measureFile("\(measure.id)").query("tabell", table.rawValue)).html
    }

    private func lengths(_ curve: SurvivalCurve) -> HTML {
        Panel(
            "Hur länge sjukfallen varar",
            SurvivalChart(id: "langd", title: "Sjukfall som började de senaste 24 månaderna", curve: curve).html + file(.lengths)
        ).html
    }

    private func peers(_ peers: PeerSpread) -> HTML {
        let chart = PeerChart(
            id: "andra-enheter", title: "\(measure.title), bredvid vårdgivarens andra enheter", unit: .share,
            own: detail.trend.months.prefix(peers.levels.count).map(\.value), peers: peers
        ).html
        let expected = detail.expected.map { ExpectedComparison(figure: $0, detail: detail, usual: span).html + file(.expected) }
        return Panel("Bredvid andra enheter", chart + file(.peers) + (expected ?? HTML())).html
    }

    private var physicianShares: HTML {
        let (shares, few) = (detail.judgedShares, detail.fewShares)
        guard shares.count + few.count > 1 else { return HTML() }
        let attribution =
            measure.unitOfAnalysis == .certificate
            ? "Varje intyg räknas på den som signerade det." : "Varje sjukfall räknas på den som skrev det första intyget."
        let names = "Bara den som leder enheten ser namnen."
        // The limits and the smoothing hold for those who are held against each other, so whoever has few is not in the sum.
        let together = "alla läkare med minst \(least)"
        guard shares.count > 1,
            let chart = FunnelChart(
                id: "lakare", title: "\(measure.title), per läkare, \(span.lowercasingFirst)",
                noun: measure.unitOfAnalysis.noun(2), together: together,
                groups: shares.map { .init($0.name, $0.count) })
        else {
            return Panel(
                "Per läkare",
                counts(detail.physicianShares, isBesidePicture: false) + file(.physicians)
                    + "<p class=\"soft\">\(attribution) \(names)</p>"
            ).html
        }
        let alike = "Här skiljer sig läkarna inte mer än av slump, så alla får samma. "
        let note: HTML = """
            <p class="soft">\(attribution) Utjämnad andel är en uppskattning som drar den som har få \(measure.unitOfAnalysis.noun(2)) \
            mot \(together), lika mycket som slumpen förklarar (empirisk Bayes). \(if: chart.shrunken.correlation == 0, "\(alike)")Läkare har olika patienter, och få sjukfall svänger mycket: se bilden som en fråga att prata om, inte som ett \
            betyg. \(names)</p>
            """
        return Panel(
            "Per läkare", chart.html + (few.isEmpty ? HTML() : counts(few, isBesidePicture: true)) + file(.physicians) + note
        ).html
    }

    /// As many as a figure asks for: `5 sjukfall`.
    private var least: String { "\(measure.minimumGroup) \(measure.unitOfAnalysis.noun(measure.minimumGroup))" }

    /// Physicians with less than the measure's least group, or all of them where no two have enough to be held against each other. Who has
    /// few has a count, since the unit knows it anyway, and nothing that looks like a figure. By name, never by number.
    private func counts(_ shares: [GoalMeasures.PhysicianShare], isBesidePicture: Bool) -> HTML {
        let hasShares = shares.contains(where: detail.isJudged)
        return DataTable(
            caption: isBesidePicture ? "För få för att bedömas" : "För få att jämföra",
            captionNote: isBesidePicture
                ? "Färre än \(least): antalet står, men ingen andel. De är inte med i bilden."
                : "Färre än två läkare har minst \(least), så ingen kan jämföras. Den som har färre står med sitt antal, utan andel.",
            columns: [.init("Läkare", .rowHeader), .init("Underlag", .number)] + (hasShares ? [.init("Andel", .number)] : []),
            rows: shares.enumerated().map { index, share in
                let figure = detail.isJudged(share) ? share.count.share : nil
                return .init(
                    id: "\(index)",
                    cells: [
                        "\(share.name)",
                        "\(SwedishNumber.integer(share.count.count)) av \(SwedishNumber.integer(share.count.total))",
                    ] + (hasShares ? ["\(figure.map { SwedishNumber.percent($0, places: 0) } ?? "–")"] : []))
            }, isTall: false
        ).html
    }

    private var chart: HTML {
        if let control = detail.control {
            return MeasureControlPanel(detail: detail, control: control, view: view, formToken: formToken, returned: returned)
                .html
        }
        return MeasureTrend(id: "trend", trend: detail.trend).html
    }

    /// Groups as they are, and within the same diagnosis: the second is the fair one, and the page says so when the order turns.
    private var contrasts: HTML {
        let table = DataTable(
            caption: "Grupper jämförda",
            columns: [
                .init("Grupper", .rowHeader), .init("Första gruppen", .number, cardLabel: "Första gruppen"),
                .init("Andra gruppen", .number, cardLabel: "Andra gruppen"),
                .init("Skillnad som den är", .number, cardLabel: "Skillnad som den är"),
                .init("Inom samma diagnos", .number, cardLabel: "Inom samma diagnos"),
                .init("Jämförbara", .number, cardLabel: "Jämförbara"),
            ],
            rows: detail.year.contrasts.enumerated().map { index, contrast in
                .init(
                    id: "\(index)",
                    cells: [
                        "\(contrast.groups.title)", "\(measure.text(of: contrast.first))", "\(measure.text(of: contrast.second))",
                        "\(contrast.crude.map(difference) ?? "Färre än \(measure.minimumGroup) i någon grupp")",
                        "\(contrast.adjusted.map(difference) ?? withoutAdjusted(contrast))",
                        "\(SwedishNumber.integer(contrast.comparableObservations))",
                    ])
            }, isTall: false, cards: .labelled)
        let turn = Notice(
            .attention, title: "Ordningen vänder",
            body: """
                <p>I minst en rad byter skillnaden riktning när lika diagnoser jämförs. Den råa skillnaden beror då mest på vilka diagnoser grupperna har.</p>
                """)
        let note: HTML = """
            <p class="soft">Skillnader i procentenheter, med 95 procents intervall inom parentes. ”Som den är” jämför grupperna rakt av. ”Inom samma \
            diagnos” jämför bara patienter med lika diagnos (vägt efter Mantel och Haenszel) och är den rättvisare jämförelsen. ”Jämförbara” är \
            antalet sjukfall i diagnoser som båda grupperna har.</p>
            """
        let turns = detail.year.contrasts.contains(where: \.turns)
        return Panel("Jämförelser, \(span.lowercasingFirst)", table.html + file(.contrasts) + (turns ? turn.html : HTML()) + note)
            .html
    }

    /// Why like is not compared with like.
    private func withoutAdjusted(_ contrast: GroupContrast) -> String {
        if contrast.crude == nil { return "Färre än \(measure.minimumGroup) i någon grupp" }
        return contrast.comparableStrata == 0
            ? "Ingen diagnos som båda har" : "Alla eller ingen räknas i täljaren, så ett intervall kan inte räknas"
    }

    private func difference(_ difference: ShareDifference) -> String {
        let (low, high) = (
            SwedishNumber.decimal(difference.interval.lower * 100), SwedishNumber.decimal(difference.interval.upper * 100)
        )
        return
            "\(difference.difference > 0 ? "+" : "")\(SwedishNumber.decimal(difference.difference * 100)) (\(low) till \(high))"
    }

    private func spread(_ spread: DoctorSpread) -> HTML {
        let gini: HTML = """
            \(SwedishNumber.decimal(spread.gini, places: 2)) <span class="soft">0 när alla har lika många, nära 1 när en har nästan alla</span>
            """
        let facts = Facts([
            ("Läkare som har startat sjukfall", "\(SwedishNumber.integer(spread.doctors))"),
            ("Lika jämnt som om så här många delade lika", "\(SwedishNumber.decimal(spread.effectiveDoctors)) läkare"),
            ("Ginital", gini),
        ])
        let few = "<p class=\"soft\">\(MeasureResult.Note.fewDoctors(DoctorSpread.leastDoctors).words)</p>" as HTML
        return Panel("Spridning, \(span.lowercasingFirst)", (spread.isTold ? facts.html : few) + physicians).html
    }

    /// By name, never by number: who has most is not what the table is for.
    private var physicians: HTML {
        guard !detail.physicians.isEmpty else { return HTML() }
        let table = DataTable(
            caption: detail.isOwnOnly ? "Dina egna" : "Sjukfall per läkare",
            captionNote: detail.isOwnOnly
                ? "Bara du och den som leder enheten ser dem." : "I bokstavsordning. Bara den som leder enheten ser namnen.",
            columns: [.init("Läkare", .rowHeader), .init("Startade sjukfall", .number)],
            rows: detail.physicians.enumerated().map { index, physician in
                .init(id: "\(index)", cells: ["\(physician.name)", "\(SwedishNumber.integer(physician.count))"])
            }, isTall: false)
        return "<div class=\"narrow-table\">\(table)</div>\(file(.spread))"
    }

    private func strata(_ stratifier: Measure.Stratifier, _ groups: [MeasureStratum]) -> HTML {
        DataTable(
            caption: "Per \(stratifier.title.lowercased())", captionNote: span,
            columns: [
                .init(stratifier.title, .rowHeader), .init(measure.figureTitle, .number, cardLabel: measure.figureTitle),
                .init("Intervall", .number, cardLabel: "Intervall"), .init("Räknat på", .longText, cardLabel: "Räknat på"),
            ],
            rows: groups.enumerated().map { index, group in
                let text = MeasureText(group.result, measure)
                return .init(
                    id: "\(index)",
                    cells: [
                        "\(group.title)", "\(text.value ?? "–")", "\(text.interval ?? "–")",
                        "\(([text.count].filter { !$0.isEmpty } + text.groupNotes).joined(separator: ". "))",
                    ])
            }, isTall: false, cards: .labelled
        ).html
    }

    private var definition: HTML {
        let facts = Facts([
            ("Varför det spelar roll", "\(measure.whyItMatters)"), ("Vilka som räknas", "\(measure.words.population)"),
            ("Täljare", "\(measure.words.numerator)"), ("Nämnare", "\(measure.words.denominator)"),
            ("Variant", "\(measure.words.variant)"),
            ("Så bildas sjukfall", "\(rule)"), ("Vems siffra", "\(measure.attribution.title)."),
            ("Minsta grupp", "Färre än \(measure.minimumGroup) ger ingen siffra."),
            ("Håll ögonen på", "\(measure.balancing?.words ?? "Inget balansmått är valt.")"),
        ])
        return Panel("Så räknas måttet", "<div class=\"prose definition\">\(facts.html + cautions + evidence + owner)</div>").html
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
