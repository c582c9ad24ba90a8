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
        guard !chart.groups.isEmpty else { return "<p class=\"lead\">\(answer.summary)</p>" }
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
        if answer.report.shape == .whole { return bars.html }
        if chart.groups.count == 1, !chart.hasWholes { return lines.html }
        return multiples.html
    }

    private var rest: HTML {
        let more = answer.groupsBesideChart
        guard more > 0 else { return HTML() }
        let groups = SwedishNumber.count(more, "grupp", "grupper")
        return "<p class=\"small soft\">Diagrammet visar \(chart.groups.count) grupper. \(groups) till står i tabellen.</p>"
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

    private var bars: SplitBars {
        SplitBars(
            id: "rapport", title: title, groupTitle: "Grupp", summary: answer.summary,
            groups: chart.groups.indices.map { group in
                func length(_ sex: KeyPath<PublishedCounts, Int?>) -> Double {
                    chart.hasWholes ? chart.share(sex, group: group) ?? 0 : Double(chart.count(group: group)[keyPath: sex] ?? 0)
                }
                return .init(
                    answer.title(of: chart.groups[group]), women: length(\.female), men: length(\.male),
                    womenText: words(\.female, group: group), menText: words(\.male, group: group))
            })
    }

    /// A share by the rule of the table, so that picture and table are of one whole percent.
    private func words(_ sex: KeyPath<PublishedCounts, Int?>, period: Int = 0, group: Int) -> String {
        let count = chart.count(period: period, group: group)[keyPath: sex]
        guard chart.hasWholes else { return ReportAnswer.text(count) }
        guard let count, let whole = chart.whole(period: period, group: group)?[keyPath: sex], whole > 0 else { return "–" }
        return ReportAnswer.completionShare(count, of: whole)
    }
}
