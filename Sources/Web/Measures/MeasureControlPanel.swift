import SickLeave
import Statistics
import UseCases

/// Which chart the reader has asked for.
enum ChartView: String, CaseIterable {
    case values = "varden"
    case counts = "antal"

    init(_ field: String?) { self = field.flatMap(ChartView.init(rawValue:)) ?? .values }
}

/// A measure's months with limits: the chart, which one it is and why, where its limits are reckoned anew, and small steps added up.
struct MeasureControlPanel: Component {
    let detail: GoalMeasures.Detail
    let control: MeasureControl
    let view: ChartView
    let formToken: String
    let returned: ReturnedForm?

    private var measure: Measure { detail.trend.measure }
    private var address: Href { Site.measure("\(measure.id)") }
    private var title: String { "\(measure.title), \(control.months.count) färdiga månader" }
    private var months: [Month] { control.months.map(\.months.upperBound) }

    var html: HTML {
        """
        \(with: control.drift.current, alert)
        \(if: control.counts != nil, choice)
        \(chart)
        \(rebases)
        \(if: control.drift.isKnown, drift)
        """
    }

    private func alert(_ alert: AlertSum.Alert) -> HTML {
        let (kind, title): (Notice.Kind, String) =
            switch (measure.direction, alert.side) {
            case (.higherIsBetter, .high), (.lowerIsBetter, .low): (.info, "Små steg åt rätt håll")
            case (.higherIsBetter, .low), (.lowerIsBetter, .high): (.attention, "Små steg åt fel håll")
            case (.none, _): (.info, "Små steg åt samma håll")
            }
        return Notice(
            kind, title: title,
            body: """
                <p>\(DriftChart.words(alert, months: driftMonths, unit: measure.chartUnit)) Diagrammet nedanför lägger inte ihop steg, så där kan det se ut som vanlig variation.</p>
                """
        ).html
    }

    private var choice: HTML {
        let items: [(String, ChartView)] = [("Som värden", .values), ("Som antal", .counts)]
        return """
            <nav class="switch" aria-label="Diagram"><ul>\(for: items, { title, item in
                let href = item == .values ? address : address.query("diagram", item.rawValue)
                return "<li><a href=\"\(href)\"\(attribute: "aria-current", item == shown ? "page" : nil)>\(title)</a></li>"
            })</ul></nav>
            """
    }

    private var shown: ChartView { control.counts == nil ? .values : view }

    private var chart: HTML {
        let file = Site.measureFile("\(measure.id)")
        if shown == .counts, let counts = control.counts {
            return CountControlChart(
                id: "trend", title: title, unit: measure.chartUnit, better: measure.direction, months: months,
                bases: control.months.map { MeasureText($0, measure).count }, counts: counts
            ).html + "<p class=\"soft small\">\(words(counts))</p>"
                + FileLinks(href: file.query("tabell", GoalMeasures.Detail.Table.counts.rawValue)).html
        }
        return ControlChart(
            id: "trend", title: title, unit: measure.chartUnit,
            values: control.months.compactMap { result in
                result.value.map { .init(result.months.upperBound, $0, basis: MeasureText(result, measure).count) }
            }, chart: control.chart, better: measure.direction
        ).html + "<p class=\"soft small\">\(valueWords)</p>"
            + FileLinks(href: file.query("tabell", GoalMeasures.Detail.Table.control.rawValue)).html
    }

    /// Which chart it is, and why.
    private var valueWords: String {
        let base = "XmR-diagram: gränserna kommer av hur mycket en månad brukar skilja sig från nästa."
        guard control.counts == nil else {
            return "\(base) Det passar nästan alla mått. När månaderna är olika stora är ”Som antal” rättvisare."
        }
        return base
    }

    private func words(_ counts: MeasureCounts) -> String {
        let letter = counts.chart.kind == .share ? "p" : "u"
        let name = counts.isLaney ? "\(letter)′-diagram (Laney)" : "\(letter)-diagram"
        let what = "\(name): gränserna kommer av hur många som räknas varje månad."
        let times = counts.variation.map { SwedishNumber.decimal($0) } ?? "1"
        return switch counts.choice {
        case .asChance: "\(what) Månaderna varierar ungefär som slumpen ger (\(times) gånger), så gränserna är de vanliga."
        case .wider: "\(what) Månaderna varierar \(times) gånger mer än slumpen ger, så gränserna är vidgade därefter."
        case .narrower: "\(what) Månaderna varierar bara \(times) gånger det som slumpen ger, så gränserna är snävare därefter."
        case .clustered:
            "\(what) Dagar i samma sjukfall hör ihop, så gränserna är anpassade till hur månaderna verkligen varierar (\(times) gånger slumpen)."
        }
    }

    // MARK: Small steps

    private var driftMonths: [Month] { Array(months[control.driftFrom...]) }

    private var drift: HTML {
        Disclosure(
            "Små steg som läggs ihop (CUSUM)",
            DriftChart(
                id: "sma-steg", title: "\(measure.title), små steg som läggs ihop", unit: measure.chartUnit, months: driftMonths,
                drift: control.drift
            ).html
                + FileLinks(
                    href: Site.measureFile("\(measure.id)").query("tabell", GoalMeasures.Detail.Table.drift.rawValue)
                ).html
        ).html
    }

    // MARK: Where limits are reckoned anew

    private var rebases: HTML {
        guard detail.mayRebase || !detail.rebases.isEmpty else { return HTML() }
        return Disclosure(
            detail.rebases.isEmpty ? "Räkna om gränserna" : "Omräknade gränser", isOpen: returned != nil,
            "\(if: !detail.rebases.isEmpty, history)\(if: detail.mayRebase, form)"
        ).html
    }

    private var history: HTML {
        """
        <ul class="plain-list">\(for: detail.rebases, { rebase in
            """
            <li><strong>Från \(rebase.month.inWords)</strong><p class="written">\(rebase.reason)</p>\
            <p class="soft small">\(rebase.by), \(Day(of: rebase.at))</p>\
            \(with: rebase.removal, { "<p class=\"soft small\">Borttagen av \($0.by), \(Day(of: $0.at)): \($0.reason)</p>" },
              else: detail.mayRebase ? removal(rebase) : HTML())</li>
            """
        })</ul>
        """
    }

    private func removal(_ rebase: ChartRebase) -> HTML {
        let action = Site.measureRebase(rebase.number, of: "\(measure.id)")
        let form = returned.at(action)
        return Disclosure(
            "Ta bort", isOpen: form != nil,
            """
            <form class="form" method="post" action="\(action)">\(FormToken(formToken))
            \(form.field("Varför tas den bort?", .rebaseRemoval(rebase.number)) { .text(value: $0) })
            <div class="actions"><button class="button secondary small">Ta bort</button></div></form>
            """
        ).html
    }

    private var form: HTML {
        let form = returned.at(Site.measureRebases("\(measure.id)"))
        return """
            <form class="form" method="post" action="\(Site.measureRebases("\(measure.id)"))">\(FormToken(formToken))
            <p class="soft">Räkna om gränserna bara när något känt har ändrats, till exempel en ny rutin, och den nya nivån har hållit i sig.</p>
            \(form.field("Första månaden på den nya nivån", .rebaseMonth, isShort: true) { chosen in
                .select(months.dropFirst().reversed().map { .init("\($0)", $0.inWords, isChosen: "\($0)" == chosen) })
            })
            \(form.field(
                "Vad har ändrats?", .rebaseReason, hint: "Det visas vid diagrammet för alla på enheten. Skriv inga patientuppgifter.") {
                .text(value: $0)
            })
            <div class="actions"><button class="button secondary">Räkna om gränserna</button></div></form>
            """
    }
}
