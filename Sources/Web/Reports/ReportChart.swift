import SickLeave
import Statistics
import UseCases

/// The chart that fits the report: lines for one thing, small plots on one scale for many, bars for a whole period.
struct ReportChart: Component {
    let answer: ReportAnswer

    private var chart: PublishedTable { answer.chart }
    private var title: String { "\(answer.choice.kind.title), \(answer.report.months.inWords)" }
    private var months: [Month] { chart.periods.map(\.lowerBound) }

    var html: HTML {
        guard shown > 0 else { return "<p class=\"lead\">\(answer.summary)</p>" }
        return drawing + rest + filtered
    }

    private var filtered: HTML {
        let choice = answer.choice
        guard answer.report.counted == .spells, !(choice.units.isEmpty && choice.diagnoses.isEmpty && choice.ages.isEmpty) else {
            return HTML()
        }
        return "<p class=\"small soft\">\(ReportRules.filters)</p>"
    }

    private var drawing: HTML {
        if answer.report.shape == .whole {
            return SplitBars(id: "rapport", title: title, groupTitle: "Grupp", summary: answer.summary, groups: bars).html
                + perListed
        }
        if chart.groups.count == 1, !chart.hasWholes { return lines.html }
        return multiples.html
    }

    /// Groups in the chart.
    private var shown: Int { answer.report.shape == .whole ? bars.count : chart.groups.count }

    private var rest: HTML {
        let more = answer.groupsBesideChart + chart.groups.count - shown
        guard more > 0 else { return HTML() }
        let groups = SwedishNumber.count(more, "grupp", "grupper")
        return """
            <p class="small soft">Diagrammet visar \(SwedishNumber.count(shown, "grupp", "grupper")). \(groups) till står i tabellen.</p>
            """
    }

    /// The listed are not known by sex.
    private var perListed: HTML {
        guard answer.listed != nil else { return HTML() }
        return "<p class=\"small soft\">Staplarna visar kvinnors och mäns del av talet per 1 000 listade.</p>"
    }

    private var lines: SeriesChart {
        func values(_ sex: KeyPath<PublishedCounts, Int?>) -> [Double?] {
            chart.periods.indices.map { chart.count(period: $0)[keyPath: sex].map(Double.init) }
        }
        return SeriesChart(
            id: "rapport", title: title, summary: answer.summary, months: months,
            series: [.init("Alla", values(\.total)), .init("Kvinnor", values(\.female)), .init("Män", values(\.male))],
            openFrom: months.firstIndex { $0.lastDay >= answer.day } ?? months.count)
    }

    private var multiples: SmallMultiples {
        let isShare = chart.hasWholes
        let newest = months.lastIndex { $0.lastDay < answer.day } ?? months.count - 1
        return SmallMultiples(
            title: title, summary: answer.summary, span: answer.report.months.inWords,
            plots: chart.groups.indices.map { group in
                let values = chart.periods.indices.map { period in
                    isShare
                        ? chart.share(\.total, period: period, group: group)
                        : chart.count(period: period, group: group).total.map(Double.init)
                }
                return .init(
                    answer.title(of: chart.groups[group]), values: values, newest: words(\.total, period: newest, group: group),
                    href: ReportAddress(answer.choice).below(chart.groups[group]))
            },
            label: { isShare ? SwedishNumber.percent($0, places: 0) : SwedishNumber.decimal($0, places: 0) })
    }

    /// Of the groups with a bar for both sexes: what is kept back would look like nothing.
    private var bars: [SplitBars.Group] {
        chart.groups.indices.compactMap { group in
            guard let women = length(\.female, group: group), let men = length(\.male, group: group) else { return nil }
            return SplitBars.Group(
                answer.title(of: chart.groups[group]), women: women, men: men, womenText: words(\.female, group: group),
                menText: words(\.male, group: group))
        }
    }

    /// Nil when it is kept back, or nobody is listed. A share of nothing is nothing.
    private func length(_ sex: KeyPath<PublishedCounts, Int?>, group: Int) -> Double? {
        guard let count = chart.count(group: group)[keyPath: sex] else { return nil }
        if let whole = chart.whole(group: group) {
            return whole[keyPath: sex].map { $0 > 0 ? Double(count) / Double($0) : 0 }
        }
        guard answer.listed != nil else { return Double(count) }
        return answer.rate(of: chart.groups[group], count: count).map { Double($0.hundredths) / 100 }
    }

    /// A share by the rule of the table, so that picture and table are of one whole percent.
    private func words(_ sex: KeyPath<PublishedCounts, Int?>, period: Int = 0, group: Int) -> String {
        let count = chart.count(period: period, group: group)[keyPath: sex]
        if answer.listed != nil { return answer.rate(of: chart.groups[group], count: count)?.text ?? "–" }
        guard chart.hasWholes else { return ReportAnswer.text(count) }
        guard let count, let whole = chart.whole(period: period, group: group)?[keyPath: sex], whole > 0 else { return "–" }
        return ReportAnswer.completionShare(count, of: whole)
    }
}
