extension DataTable {
    /// Makes the rows of a table. What is the same in every row is made once, not once a row.
    package struct Line {
        private let columns: [Column]
        private let canBeChosen: Bool
        private let cards: Cards?
        private let row: HTML
        private let name: HTML
        private let starts: [HTML]

        package init(columns: [Column], canBeChosen: Bool, cards: Cards?) {
            self.columns = columns
            self.canBeChosen = canBeChosen
            self.cards = cards
            // A row that is laid out as a card is no longer a row to every browser: then it is said.
            func role(_ name: String) -> String? { cards == nil ? nil : name }
            row = "<tr\(attribute: "role", role("row"))>"
            name = "<th scope=\"row\"\(attribute: "role", role("rowheader"))"
            starts = columns.map { column in
                let label = cards != nil && column.weight == .main ? column.cardLabel : nil
                return """
                    <td\(attribute: "class", column.cellClass(in: cards))\(attribute: "role", role("cell"))\
                    \(attribute: "data-label", label)>
                    """
            }
        }

        /// - Parameters:
        ///   - id: opaque, the row's own on the page.
        ///   - value: of the row's checkbox, when it is another.
        ///   - cells: one for each column.
        package func html(id: String, value: String? = nil, cells: [HTML], isChosen: Bool = false) -> HTML {
            var html = row
            if canBeChosen { html += pick(id, value ?? id, isChosen) }
            for (index, cell) in cells.enumerated() where index < columns.count {
                if columns[index].kind == .rowHeader {
                    html += "\(name)\(attribute: "id", canBeChosen ? "rad-\(id)" : nil)>\(cell)</th>"
                } else {
                    html += starts[index]
                    html += cell
                    html += Line.endOfCell
                }
            }
            html += Line.endOfRow
            return html
        }

        private static let endOfCell: HTML = "</td>"
        private static let endOfRow: HTML = "</tr>\n"

        private func pick(_ id: String, _ value: String, _ isChosen: Bool) -> HTML {
            """
            <td class="pick"\(attribute: "role", cards == nil ? nil : "cell")><label>\
            <input type="checkbox" name="rad" value="\(value)"\(attribute: "checked", if: isChosen) aria-label="Välj rad" \
            aria-describedby="rad-\(id)"></label></td>
            """
        }
    }
}

extension DataTable.Column {
    func cellClass(in cards: DataTable.Cards?) -> String? {
        let names = [kind.cellClass, cards == nil ? nil : weight.cellClass].compactMap(\.self)
        return names.isEmpty ? nil : names.joined(separator: " ")
    }
}
