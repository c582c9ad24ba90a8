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
        let table = DataTable(
            caption: "Skillnader",
            columns: [.init("Fält", .rowHeader), .init("Finns här och gäller", .longText), .init("Kom sedan", .longText)],
            rows: conflict.differences.enumerated().map { index, difference in
                .init(id: "\(index)", cells: ["\(difference.field)", "\(difference.stored)", "\(difference.newcomer)"])
            })
        let form: HTML = """
            <form method="post" action="\(Site.conflicts)">\(FormToken(formToken))\
            <input type="hidden" name="intyg" value="\(conflict.number)"><input type="hidden" name="ordning" value="\(conflict.ordinal)">\
            \(SubmitButton("Behåll det som finns", .secondary))</form>
            """
        return Panel("\(conflict.kind.title) \(conflict.certificate.rawValue)", table.html + form).html
    }
}
