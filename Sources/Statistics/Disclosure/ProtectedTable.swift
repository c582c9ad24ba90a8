/// A table as it may be seen: counts and hidden ones, marked alike whether they are small or hide others that are.
package struct ProtectedTable: Hashable, Sendable {
    private let table: CountTable
    private let hidden: [Bool]

    init(table: CountTable, hidden: [Bool]) {
        self.table = table
        self.hidden = hidden
    }

    package var axes: [TableAxis] { table.axes }

    /// Nil when the count is hidden. A share, a rate or an interval of a hidden count must be hidden too.
    package subscript(nodes: [Int]) -> Int? {
        let index = table.index(nodes)
        return hidden[index] ? nil : table.values[index]
    }

    /// With everything hidden that is hidden here or in the other, a table of the same axes: what is told less of tells no more.
    func united(with other: ProtectedTable) -> ProtectedTable {
        precondition(axes == other.axes, "tables of the same cells")
        return ProtectedTable(table: table, hidden: zip(hidden, other.hidden).map { $0 || $1 })
    }

    package var hiddenCells: Int { hidden.count(where: \.self) }
}
