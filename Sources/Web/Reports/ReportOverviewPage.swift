import SickLeave
import Statistics
import UseCases

/// The newest finished period beside the same months a year before.
struct ReportOverviewPage: Component {
    let overview: ReportOverview

    var html: HTML {
        """
        \(if: overview.levels.count > 1, levels.html)
        <div class="columns">\(for: overview.sections, section)</div>
        \(with: overview.completions, completions)
        <p class="elsewhere"><a href="\(Site.reportRules)">Så skiljer sig rapporter, mål och listan åt</a></p>
        """
    }

    private var levels: Tabs {
        Tabs(
            label: "Vems siffror",
            overview.levels.map { level in
                .init(level.title, Site.reportOverview.query("niva", level.rawValue), isCurrent: level == overview.level)
            })
    }

    private func section(_ section: ReportOverview.Section) -> HTML {
        DataTable(
            caption: section.title, captionNote: note,
            columns: [
                .init("Grupp", .rowHeader), .init("Nu", .number, cardLabel: "Nu"),
                .init("Kvinnor", .number, cardLabel: "Kvinnor"),
                .init("Män", .number, cardLabel: "Män"), .init("Året före", .number, cardLabel: "Året före"),
                .init("Ändring", .number, cardLabel: "Ändring"),
            ],
            rows: section.rows.enumerated().map { index, row in
                .init(
                    id: "\(index)",
                    cells: [
                        "\(row.title)", cell(row.now.total), cell(row.now.female), cell(row.now.male), cell(row.before.total),
                        "\(row.change.map { "\($0 > 0 ? "+" : "")\(SwedishNumber.integer($0))\(SwedishNumber.space)%" } ?? "–")",
                    ])
            }, isTall: false, cards: .labelled
        ).html
    }

    private var note: String {
        "\(overview.now.inWords), mot \(overview.before.inWords)"
            + (overview.level.disclosure == nil ? "" : ". Dolt: små antal, och de som skulle avslöja dem")
    }

    private func cell(_ count: Int?) -> HTML { "\(ReportAnswer.text(count))" }

    private func completions(_ share: (percent: Int, change: Int)) -> HTML {
        Panel(
            "Kompletteringar",
            """
            <p>\(share.percent)\(SwedishNumber.space)% av intygen som skickades fick en begäran om komplettering, \
            \(SwedishNumber.percentagePoints(Double(share.change) / 100, places: 0)) mot året före. \
            <a href="\(Site.report("kompletteringar"))">Rapporten</a></p>
            """
        ).html
    }
}
