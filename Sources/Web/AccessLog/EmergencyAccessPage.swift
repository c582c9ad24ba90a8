import SickLeave
import UseCases

/// What has been opened in spite of a block, and what the review has said of each.
struct EmergencyAccessPage: Component {
    let emergencies: [LogReview.Emergency]
    let note: String

    var html: HTML {
        DataTable(
            caption: "Nödöppningar", captionNote: note,
            columns: [
                .init("Tid", .rowHeader), .init("Vem", cardLabel: "Vem"), .init("På enhet", .words, cardLabel: "På enhet"),
                .init("Spärrade uppgifter hos", .longText, cardLabel: "Spärrade uppgifter hos"),
                .init("Skäl", .longText, cardLabel: "Skäl"), .init("Öppet till", .tight, cardLabel: "Öppet till"),
                .init("Granskning", .words, cardLabel: "Granskning"),
            ],
            rows: emergencies.map { row in
                .init(
                    id: "\(row.number)",
                    cells: [
                        LogRowTable.time(row.at), "\(row.by)", "\(row.from)", "\(row.opened)", "\(row.reason)",
                        "\(LocalTime(row.until).clock)", review(row),
                    ])
            },
            empty: EmptyState(
                title: "Inga nödöppningar", text: "Här visas när någon har öppnat spärrade uppgifter i en nödsituation."),
            cards: .labelled
        ).html
    }

    private func review(_ row: LogReview.Emergency) -> HTML {
        guard let reviewed = row.reviewed else {
            return "<a href=\"\(Site.logReview)\">Granska \(Day(of: row.at).month.inWords)</a>"
        }
        return """
            <a href="\(Site.logReview(reviewed.review))#rad-\(reviewed.ordinal)">\(reviewed.decision?.title ?? "Väntar på bedömning")</a>
            """
    }
}
