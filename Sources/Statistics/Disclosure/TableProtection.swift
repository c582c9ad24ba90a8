extension CountTable {
    /// Hides every count below the limit, and as few others as it finds, so that nobody can reckon a hidden count back.
    ///
    /// What is promised: to somebody who knows the limit, the rule, every shown cell and every sum, each count below the limit
    /// may still be anything from one to the limit (from as many as its parts that are not zero, for a sum). It holds by
    /// construction: for each of them the method carries the table over, cell by hidden cell, to one that shows the very
    /// same figures and has that other count. Where it gets stuck it hides the cheapest cells that let it through.
    package func protected(limit: DisclosureLimit) -> ProtectedTable {
        guard let protected = protected(limit: limit, elsewhere: { _, _ in nil }) else {
            preconditionFailure("a table that nothing else is known of can always be protected")
        }
        return protected
    }

    /// The same beside other tables: what they show is never hidden here, since that would hide nothing, and what they hide is hidden.
    ///
    /// - Parameter elsewhere: for the nodes of a cell and its count, what other tables tell of it; nil for a cell that is nowhere else.
    /// - Returns: nil when no way is left to keep a small count back: then nothing of the table may be shown.
    package func protected(limit: DisclosureLimit, elsewhere: ([Int], Int) -> ToldElsewhere?) -> ProtectedTable? {
        let told = values.indices.map { elsewhere(nodes($0), values[$0]) }
        guard !values.indices.contains(where: { told[$0] == .shown && limit.hides(values[$0]) }) else { return nil }
        let hidden = values.indices.map { limit.hides(values[$0]) || (values[$0] > 0 && told[$0] ?? .shown != .shown) }
        var witness = Witness(table: self, hidden: hidden, told: told)
        for cell in values.indices where limit.hides(values[cell]) {
            guard witness.carry(cell, to: limit.least - 1), witness.carry(cell, to: leavesNotZero(below: cell)) else {
                return nil
            }
        }
        return ProtectedTable(table: self, hidden: witness.hidden)
    }

    /// The least a sum can be, for somebody who sees which of its parts are zero: one each of the others.
    private func leavesNotZero(below cell: Int) -> Int {
        CountTable.combinations(zip(axes, nodes(cell)).map { $0.leavesBelow[$1] }).count { self[$0] > 0 }
    }
}

/// What other tables tell of a cell.
package enum ToldElsewhere: Hashable, Sendable {
    case shown
    case hidden
    /// That the count is no less than this; it is itself shown nowhere.
    case atLeast(Int)
}

/// A table that shows the same as the true one does and may differ in what is hidden.
private struct Witness {
    let table: CountTable
    private(set) var hidden: [Bool]
    private var values: [Int]
    /// The counts that a cell may have: those that agree with the other tables, and more than none.
    private let allowed: [ClosedRange<Int>]
    /// By axis and node, made once: cells share them, and a cell asks for them at every step.
    private var moves: [[Int: CellShift.AxisMoves]]

    init(table: CountTable, hidden: [Bool], told: [ToldElsewhere?]) {
        self.table = table
        self.hidden = hidden
        allowed = zip(table.values, told).map { value, told in
            switch told {
            // Zeros are shown, so nobody believes a hidden cell to be one, nor a zero to be anything else.
            case _ where value == 0: 0...0
            case .shown: value...value
            case .atLeast(let least): max(1, least)...Int.max
            case .hidden, nil: 1...Int.max
            }
        }
        values = table.values
        moves = table.axes.map { _ in [:] }
    }

    /// Starts from the true table and gives the cell this count, hiding what must be hidden for that.
    ///
    /// - Returns: false when what is told elsewhere does not let it through.
    mutating func carry(_ cell: Int, to goal: Int) -> Bool {
        var touched: [Int] = []
        defer { for cell in touched { values[cell] = table.values[cell] } }
        while values[cell] != goal {
            guard let shift = cheapestShift(cell, by: goal > values[cell] ? 1 : -1) else { return false }
            for change in shift.changes {
                hidden[change.cell] = true
                values[change.cell] += change.by
                touched.append(change.cell)
            }
        }
        return true
    }

    private mutating func cheapestShift(_ cell: Int, by direction: Int) -> CellShift? {
        var best: (shift: CellShift, cost: Int)?
        let moves = table.nodes(cell).enumerated().map { axis, node in self.moves(axis, node) }
        CellShift.forEach(of: table, moves: moves, by: direction) { shift in
            if let cost = cost(of: shift), cost < best?.cost ?? .max { best = (shift, cost) }
            return best?.cost != 0
        }
        // With nothing told elsewhere there always is one: a leaf that is not zero, with all the sums above it, can grow, and shrink until each
        // is one.
        return best?.shift
    }

    private mutating func moves(_ axis: Int, _ node: Int) -> CellShift.AxisMoves {
        if let known = moves[axis][node] { return known }
        let made = table.axes[axis].moves(changing: node)
        moves[axis][node] = made
        return made
    }

    /// What would be newly hidden, counted by size, so that sums go last; nil when a count that a cell may not have is in the way.
    private func cost(of shift: CellShift) -> Int? {
        var cost = 0
        for change in shift.changes {
            guard allowed[change.cell].contains(values[change.cell] + change.by) else { return nil }
            if !hidden[change.cell] { cost += 1 + table.values[change.cell] }
        }
        return cost
    }
}
