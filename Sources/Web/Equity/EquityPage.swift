import Hummingbird
import SickLeave
import Statistics
import UseCases

struct EquityRoutes {
    let equity: Equity
    let pages: UnitPages
    let clock: @Sendable () -> Instant

    func add(to router: some RouterMethods<UnitContext>) {
        router.get("jamlikhet", use: show)
        router.get("jamlikhet/fil", use: file)
    }

    private func file(_ request: Request, _ context: UnitContext) async throws -> Response {
        guard let view = try equity.view(for: context.viewer, on: Day(of: clock())) else { throw UseCaseError.notFound }
        let file = view.file(isForExcel: request.queryFields["skrivsatt"] == "excel")
        return Response(csv: file.bytes, named: file.name)
    }

    private func show(_ request: Request, _ context: UnitContext) async throws -> Response {
        let view = try equity.view(for: context.viewer, on: Day(of: clock()))
        return Response(
            page: pages.page(
                .measures, title: "Jämlik vård",
                lead: view.map { _ in "\(context.viewer.unit.name), de senaste tolv månader som är färdiga" },
                actions: PrintButton().html, breadcrumbs: [.init("Mål", Site.measures)], context: context,
                content: view.map { EquityPage(view: $0).html }
                    ?? EmptyState(title: "Enheten har inga intyg än", text: "När intyg har lästs in visas jämförelserna här.")
                    .html))
    }
}

/// Women and men, and ages: as it is beside what it would be among equal patients, with a sentence on how much is the mix of patients.
struct EquityPage: Component {
    let view: Equity.View

    var html: HTML {
        """
        <div class="prose"><p class="lead">Kvinnor och män, och unga och gamla, ska få samma vård för samma behov. Råa siffror svarar sällan på det, \
        eftersom grupperna har olika diagnoser. Därför står två siffror bredvid varandra.</p>
        \(methods)</div>
        \(how)
        \(for: view.rows, row)
        \(FileLinks(href: Site.equityFile))
        \(ethnicity)
        """
    }

    /// What each figure is, and why they do not sum to each other: in plain sight, since they stand in the same panel.
    private var methods: HTML {
        """
        <p>Tre sätt att räkna står under varje mått. De svarar på olika frågor, så deras tal behöver inte gå ihop:</p>
        <ul><li><strong>Med lika patienter</strong> (direkt standardisering) jämför bara dem som har en motsvarighet i den andra gruppen, vägda lika.</li>
        <li><strong>Delningen</strong> (Kitagawa) delar den råa skillnaden mellan alla patienter i två delar som tillsammans är precis den. \
        Delen ”annat” är därför sällan samma tal som skillnaden med lika patienter. Talen är avrundade, så summan kan se ut att vara en tiondel fel.</li>
        <li><strong>Kvoten</strong> (Mantel och Haenszel) delar den ena andelen med den andra inom varje slags patienter och väger ihop: den är \
        ett antal gånger och inte procentenheter, så den läggs inte till eller dras ifrån något.</li></ul>
        """
    }

    private var how: HTML {
        Disclosure(
            "Så läser du sidan",
            """
            <div class="prose"><p><strong>Som det är</strong> är gruppens egen andel. <strong>Med lika patienter</strong> är vad andelen skulle vara om \
            båda grupperna hade samma blandning av diagnosgrupper och åldrar (för åldrar: diagnosgrupper och kön). Bara de som har en motsvarighet i den \
            andra gruppen räknas där.</p>
            <p>En skillnad är inte osaklig för att den finns. Den är en fråga att ställa: finns det en förklaring i vad patienterna behöver?</p></div>
            """
        ).html
    }

    private func row(_ row: Equity.Row) -> HTML {
        guard let sexes = row.comparisons.first else { return HTML() }
        let ages = row.comparisons.dropFirst().filter { $0.crude != nil }
        return Panel(
            row.measure.title, aside: "<a href=\"\(Site.measure("\(row.measure.id)"))\">Måttets sida</a>",
            """
            <p class="soft small">\(period(row).capitalisingFirst)</p>
            \(if: sexes.turns, turn)
            \(bars(row.measure, sexes))
            \(with: missing(sexes), { "<p class=\"soft small\">\($0)</p>" })
            \(with: sexes.sentence(row.measure.unitOfAnalysis), { "<p><strong>Delningen:</strong> \($0)</p>" }, else: "<p class=\"soft\">\(MeasureResult.Note.groupBelowMinimum(row.measure.minimumGroup).words)</p>")
            \(with: ratio(sexes), { "<p><strong>Kvoten:</strong> \($0)</p>" })
            \(if: !ages.isEmpty, Disclosure("Åldrar", agesTable(row.measure, Array(ages))).html)
            """
        ).html
    }

    /// Why a figure with equal patients is not there.
    private func missing(_ comparison: EquityComparison) -> String? {
        guard comparison.crude != nil, comparison.standardised == nil else { return nil }
        return comparison.hasAlike
            ? "Med lika patienter visas inte där färre än \(DirectStandardisation.leastCount) räknas i täljaren: så få räcker inte för att vägas."
            : "Ingen i den ena gruppen har en motsvarighet i den andra, därför ingen siffra med lika patienter."
    }

    /// Nil where the groups are not compared at all.
    private func ratio(_ comparison: EquityComparison) -> String? {
        guard comparison.crude != nil else { return nil }
        guard comparison.hasAlike else {
            return "den kan inte räknas, eftersom grupperna inte har några lika patienter."
        }
        func text(_ value: Double) -> String { SwedishNumber.decimal(value, places: 2) }
        guard let within = comparison.risk else {
            return
                "den kan inte räknas, eftersom ingen räknas i täljaren i minst en av grupperna, bland dem som har en motsvarighet."
        }
        let asItIs = comparison.crudeRatio.map { "\(text($0)) som det är och " } ?? ""
        return
            "kvinnors andel delad med mäns är \(asItIs)\(text(within.ratio)) (\(text(within.interval.lower))–\(text(within.interval.upper))) "
            + "inom samma diagnosgrupp och ålder, vägt efter Mantel och Haenszel."
    }

    private func period(_ row: Equity.Row) -> String {
        ["\(row.months.inWords).", MeasureText.laterMonths(row.measure)].compactMap(\.self).joined(separator: " ")
    }

    private var turn: HTML {
        Notice(
            .attention, title: "Ordningen vänder",
            body:
                "<p>När lika patienter jämförs byter skillnaden riktning. Den råa skillnaden beror då på vilka patienter grupperna har.</p>"
        ).html
    }

    /// Pairs of bars on one scale: as it is, and with equal patients where that can be told.
    private func bars(_ measure: Measure, _ comparison: EquityComparison) -> HTML {
        func text(_ value: DirectStandardisation) -> String {
            let range = SwedishNumber.percentRange(value.interval.lower, value.interval.upper)
            return "\(SwedishNumber.percent(value.standardised)) (\(range))"
        }
        var groups = [
            SplitBars.Group(
                "Som det är", women: measure.figure(of: comparison.first) ?? 0, men: measure.figure(of: comparison.second) ?? 0,
                womenText: measure.text(of: comparison.first), menText: measure.text(of: comparison.second))
        ]
        if let women = comparison.firstStandardised, let men = comparison.secondStandardised {
            groups.append(
                SplitBars.Group(
                    "Med lika patienter", women: women.standardised, men: men.standardised, womenText: text(women),
                    menText: text(men)))
        }
        return SplitBars(
            id: "jamlik-\(measure.id)", title: "\(measure.title), kvinnor och män", groupTitle: "Andel",
            summary: difference(comparison), groups: groups
        ).html
    }

    private func difference(_ comparison: EquityComparison) -> String {
        guard let crude = comparison.crude else { return "För få för en jämförelse." }
        let equal = comparison.standardisedDifference.map {
            ", med lika patienter \(SwedishNumber.percentagePoints($0.difference)) \(range($0))"
        }
        return "Kvinnor minus män: \(SwedishNumber.percentagePoints(crude.difference)) \(range(crude))\(equal ?? "")."
    }

    /// `(−5,0 till 0,7)`.
    private func range(_ difference: ShareDifference) -> String {
        let interval = difference.interval
        return "(\(SwedishNumber.decimal(interval.lower * 100)) till \(SwedishNumber.decimal(interval.upper * 100)))"
    }

    private func agesTable(_ measure: Measure, _ ages: [EquityComparison]) -> HTML {
        DataTable(
            caption: "\(measure.title), varje ålder mot övriga åldrar",
            columns: [
                .init("Ålder", .rowHeader), .init("Andel", .number, cardLabel: "Andel"),
                .init("Övriga åldrar", .number, cardLabel: "Övriga åldrar"),
                .init("Skillnad", .number, cardLabel: "Skillnad"),
                .init("Med lika patienter", .number, cardLabel: "Med lika patienter"),
                .init("Varav olika patienter", .number, cardLabel: "Varav olika patienter"),
            ],
            rows: ages.enumerated().map { index, comparison in
                .init(
                    id: "\(index)",
                    cells: [
                        "\(comparison.groups.ageTitle)", share(comparison.first), share(comparison.second),
                        points(comparison.crude, in: comparison),
                        points(comparison.standardisedDifference, in: comparison), mix(comparison),
                    ])
            }, isTall: false, cards: .labelled
        ).html
    }

    private func share(_ count: ShareCount) -> HTML {
        """
        \(count.share.map { SwedishNumber.percent($0) } ?? "–") <span class="soft">\(SwedishNumber.integer(count.count)) av \(SwedishNumber.integer(count.total))</span>
        """
    }

    private func points(_ difference: ShareDifference?, in comparison: EquityComparison) -> HTML {
        guard let difference else {
            return "<span class=\"soft\">\(comparison.hasAlike ? "för få i täljaren" : "inga lika patienter")</span>"
        }
        return "\(SwedishNumber.decimal(difference.difference * 100))<span class=\"soft\"> \(range(difference))</span>"
    }

    private func mix(_ comparison: EquityComparison) -> HTML {
        "\(comparison.split.map { SwedishNumber.decimal($0.mix * 100) } ?? "–")"
    }

    /// In the words of the law, and what to do instead.
    private var ethnicity: HTML {
        Panel(
            "Etnicitet",
            """
            <div class="prose"><p>Etnicitet är enligt lag inget sökbegrepp. Därför räknas den inte här, och ska inte räknas på något annat sätt heller.</p>
            <p>Frågan är lika viktig ändå. Följ den med utbildning och med genomgång av enskilda fall: tänk tvärt om, och fråga om bedömningen hade blivit \
            densamma för en patient med annan bakgrund.</p></div>
            """
        ).html
    }
}

extension GroupContrast.Groups {
    fileprivate var ageTitle: String {
        switch self {
        case .womenAndMen: title
        case .ageAndOthers(let age): age.title
        }
    }
}
