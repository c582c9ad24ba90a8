import SickLeave
import UseCases

struct ConflictListPage: Component {
    let conflicts: [Imports.Conflict]
    let formToken: String

    var html: HTML {
        if conflicts.isEmpty {
            return EmptyState(title: "Inget att jämföra", text: "Inget intyg har kommit två gånger med olika innehåll.").html
        }
        return "\(for: conflicts, conflict)"
    }

    private func conflict(_ conflict: Imports.Conflict) -> HTML {
        let name = Personal(conflict.name.isEmpty ? "Namn saknas" : conflict.name)
        let unit = conflict.unit.name.isEmpty ? conflict.unit.hsaID.rawValue : conflict.unit.name
        let about: HTML = """
            <p>\(name) · \(Personal(conflict.identifier.formatted)) · \(unit) · signerat \(conflict.signedAt.day)</p>
            """
        let table = DataTable(
            caption: "Skillnader",
            columns: [
                .init("Fält", .rowHeader), .init("Finns här och gäller", .longText, cardLabel: "Finns här och gäller"),
                .init("Kom sedan", .longText, cardLabel: "Kom sedan"),
            ],
            rows: conflict.differences.enumerated().map { index, difference in
                .init(
                    id: "\(index)",
                    cells: ["\(difference.field)", said(difference.stored, difference), said(difference.newcomer, difference)])
            },
            empty: EmptyState(
                title: "Skillnaden syns inte i text",
                text: "Det som skiljer är till exempel svarens ordning eller deras radnummer."),
            cards: .labelled)
        let form: HTML = """
            <form method="post" action="\(Site.conflicts)">\(FormToken(formToken))\
            <input type="hidden" name="intyg" value="\(conflict.number)"><input type="hidden" name="ordning" value="\(conflict.ordinal)">\
            \(SubmitButton("Behåll det som finns", .secondary))</form>
            """
        return Panel("\(conflict.kind.title) \(conflict.certificate.rawValue)", about + table.html + form).html
    }

    private func said(_ text: String, _ difference: CertificateDifferences.Difference) -> HTML {
        if text.isEmpty { return "<span class=\"soft\">\(FormLayout.unanswered)</span>" }
        return difference.isPersonal ? Personal(text).html : "\(text)"
    }
}
