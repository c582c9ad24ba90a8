import UseCases

/// The cells of a row, each with its column's name: the one at fault, with the others folded away, or all that have something.
struct RowCellsForm: Component {
    let cells: RowCells
    /// The row that the cells are of: it goes with the form, for it may be one that is corrected in part.
    let text: String
    let reason: String
    let action: Href
    let formToken: String

    /// Says that the form's fields are the row, and not its one text.
    static let decision = "ratta-falt"

    static func field(_ index: Int) -> String { "falt-\(index)" }

    /// The field to begin with: the one at fault, or else the first that has something.
    static func first(_ cells: RowCells, _ reason: String) -> String {
        field(cells.index(atFaultBy: reason) ?? cells.shown.firstIndex { !$0.isEmpty } ?? 0)
    }

    /// The row that the form sends.
    static func row(_ cells: RowCells, _ fields: FormFields) -> String {
        cells.row(of: cells.shown.indices.map { fields.all(field($0)).first ?? cells.shown[$0] })
    }

    var html: HTML {
        let fault = cells.index(atFaultBy: reason)
        let others = cells.names.indices.filter { $0 != fault }
        let (filled, empty) = (others.filter { !cells.shown[$0].isEmpty }, others.filter { cells.shown[$0].isEmpty })
        return """
            <form method="post" class="form" action="\(action)">\(FormToken(formToken))\
            <input type="hidden" name="beslut" value="\(Self.decision)"><input type="hidden" name="text" value="\(text)">\
            <p>Rätta här. Originalet sparas som det kom. Tecknet ⏎ är en radbrytning.</p>\
            \(with: fault, { field($0, error: explanation) })\
            \(if: !filled.isEmpty, fault == nil ? fields(filled) : Disclosure("Övriga fält", fields(filled)).html)\
            \(if: !empty.isEmpty, Disclosure("Tomma fält", fields(empty)).html)\
            <div class="actions">\(SubmitButton("Läs igen"))</div></form>
            """
    }

    /// The reason without where it is: the field says that.
    private var explanation: String {
        guard let end = reason.firstRange(of: ": ")?.upperBound else { return reason }
        return String(reason[end...]).capitalisingFirst
    }

    private func fields(_ indices: [Int]) -> HTML { "\(for: indices, { field($0, error: nil) })" }

    private func field(_ index: Int, error: String?) -> HTML {
        FormField(
            cells.names[index], name: Self.field(index), .text(value: cells.shown[index], autocomplete: "off"), error: error,
            isPersonal: true
        ).html
    }
}
