import SickLeave
import UseCases

/// Certificates side by side: those that were asked the question, and some of the same diagnoses that were taken as they were.
struct CompletionExamplesPanel: Component {
    let view: CompletionExamples.View
    /// A mandate to follow up gives the names, not what is behind them.
    let mayOpen: Bool

    var html: HTML {
        Panel(
            "Läs och jämför: \(view.question.title.lowercasingFirst)",
            """
            <div class="columns">\(table("Fick frågan", view.asked))\(table("Godtogs, samma diagnoser", view.unasked))</div>
            \(if: !mayOpen, "<p class=\"soft\">Intygen läses i journalen, eller här av den som vårdar patienten.</p>")
            """
        ).html
    }

    private func table(_ caption: String, _ examples: [CompletionExamples.Example]) -> HTML {
        DataTable(
            caption: caption, captionNote: "De senaste",
            columns: [.init("Patient", .rowHeader), .init("Diagnos", .tight), .init("Signerat", .tight)],
            rows: examples.map { example in
                .init(
                    id: "\(example.certificate)",
                    cells: [name(example), "\(example.diagnosis?.description ?? "–")", "\(example.signed)"])
            },
            empty: EmptyState(title: "Inga intyg", text: "Det finns inga som du får se."), isTall: false
        ).html
    }

    private func name(_ example: CompletionExamples.Example) -> HTML {
        guard mayOpen else { return Personal(example.name).html }
        return "<a href=\"\(Site.certificate(example.certificate, of: example.publicID))\">\(Personal(example.name))</a>"
    }
}
