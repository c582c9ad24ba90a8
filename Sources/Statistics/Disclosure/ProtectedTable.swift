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

    /// A filter's answer.
    package enum FilteredCount: Hashable, Sendable {
        case exact(Int)
        /// These are shown, and so many hidden counts (each at least one) come on top.
        case partly(shown: Int, hidden: Int)
    }

    /// How many there are in some leaves of one axis together.
    ///
    /// The answer is reckoned from shown cells only. Whatever filters somebody sets, and however little two of them differ, the
    /// answers therefore tell nothing that the table does not.
    ///
    /// - Parameters:
    ///   - leaves: of the axis.
    ///   - axis: its number.
    ///   - others: the node of each axis; the one at `axis` is not read.
    package func count(_ leaves: Set<Int>, along axis: Int, at others: [Int]) -> FilteredCount {
        precondition(leaves.isSubset(of: table.axes[axis].leaves), "a filter consists of leaves")
        var nodes = others
        func shown(_ node: Int) -> Int? {
            nodes[axis] = node
            return self[nodes]
        }
        if let exact = FilterSum(axis: table.axes[axis]).sum(leaves, below: 0, shown) { return .exact(exact) }
        let counts = leaves.map(shown)
        return .partly(shown: counts.reduce(0) { $0 + ($1 ?? 0) }, hidden: counts.count { $0 == nil })
    }
}

/// The sum of some leaves through whichever shown cells give it.
private struct FilterSum {
    let axis: TableAxis

    func sum(_ leaves: Set<Int>, below node: Int, _ shown: (Int) -> Int?) -> Int? {
        let inside = axis.leavesBelow[node].count { leaves.contains($0) }
        if inside == 0 { return 0 }
        if inside == axis.leavesBelow[node].count, let count = shown(node) { return count }
        if let parts = sumOfParts(leaves, below: node, shown) { return parts }
        // All of the node but what is left out of it.
        guard let whole = shown(node) else { return nil }
        let rest = Set(axis.leavesBelow[node]).subtracting(leaves)
        return sumOfParts(rest, below: node, shown).map { whole - $0 }
    }

    private func sumOfParts(_ leaves: Set<Int>, below node: Int, _ shown: (Int) -> Int?) -> Int? {
        let children = axis.children[node]
        guard !children.isEmpty else { return nil }
        var total = 0
        for child in children {
            guard let part = sum(leaves, below: child, shown) else { return nil }
            total += part
        }
        return total
    }
}
