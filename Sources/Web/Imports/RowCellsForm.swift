import UseCases

/// The cells of a row, each with its column's name: the one at fault, with the others folded away, or all that have something.
struct RowCellsForm: Component {
    let cells: RowCells
    /// The row that the cells are of, when it is one that is corrected in part and not the stored one: it goes with the form.
    let corrected: String?
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
    ///
    /// - Parameter stored: the row that came.
    static func row(_ fields: FormFields, stored: String, header: String) -> String {
        let text = fields["rad"].flatMap(RowCells.row(carried:)) ?? stored
        guard let cells = RowCells(row: text, header: header) else { return text }
        return cells.row(of: cells.shown.indices.map { fields.all(field($0)).first ?? cells.shown[$0] })
    }

    private var row: HTML {
        "\(with: corrected, { "<input type=\"hidden\" name=\"rad\" value=\"\(RowCells.carried($0))\">" })"
    }

    var html: HTML {
        let fault = cells.index(atFaultBy: reason)
        let others = cells.names.indices.filter { $0 != fault }
        let (filled, empty) = (others.filter { !cells.shown[$0].isEmpty }, others.filter { cells.shown[$0].isEmpty })
        return """
            <form method="post" class="form" action="\(action)">\(FormToken(formToken))\
            <input type="hidden" name="beslut" value="\(Self.decision)">\(row)\
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
