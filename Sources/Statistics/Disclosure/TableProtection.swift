extension CountTable {
    /// Hides every count below the limit, and as few others as it finds, so that nobody can reckon a hidden count back.
    ///
    /// What is promised: to somebody who knows the limit, the rule, every shown cell and every sum, each count below the limit
    /// may still be anything from one to the limit (from as many as its parts that are not zero, for a sum). It holds by
    /// construction: for each of them the method carries the table over, cell by hidden cell, to one that shows the very
    /// same figures and has that other count. Where it gets stuck it hides the cheapest cells that let it through.
    package func protected(limit: DisclosureLimit) -> ProtectedTable {
        var witness = Witness(table: self, hidden: values.map(limit.hides))
        for cell in values.indices where limit.hides(values[cell]) {
            witness.carry(cell, to: limit.least - 1)
            witness.carry(cell, to: leavesNotZero(below: cell))
        }
        return ProtectedTable(table: self, hidden: witness.hidden)
    }

    /// The least a sum can be, for somebody who sees which of its parts are zero: one each of the others.
    private func leavesNotZero(below cell: Int) -> Int {
        CountTable.combinations(zip(axes, nodes(cell)).map { $0.leavesBelow[$1] }).count { self[$0] > 0 }
    }
}

/// A table that shows the same as the true one does and may differ in what is hidden.
private struct Witness {
    let table: CountTable
    private(set) var hidden: [Bool]
    private var values: [Int]

    init(table: CountTable, hidden: [Bool]) {
        self.table = table
        self.hidden = hidden
        values = table.values
    }

    /// Starts from the true table and gives the cell this count, hiding what must be hidden for that.
    mutating func carry(_ cell: Int, to goal: Int) {
        var touched: [Int] = []
        while values[cell] != goal {
            let shift = cheapestShift(cell, by: goal > values[cell] ? 1 : -1)
            for change in shift.changes {
                hidden[change.cell] = true
                values[change.cell] += change.by
                touched.append(change.cell)
            }
        }
        for cell in touched { values[cell] = table.values[cell] }
    }

    private func cheapestShift(_ cell: Int, by direction: Int) -> CellShift {
        var best: (shift: CellShift, cost: Int)?
        CellShift.forEach(of: table, changing: cell, by: direction) { shift in
            if let cost = cost(of: shift), cost < best?.cost ?? .max { best = (shift, cost) }
            return best?.cost != 0
        }
        // There always is one: a leaf that is not zero, with all the sums above it, can grow, and shrink until each is one.
        guard let best else { preconditionFailure("no shift leaves the sums right") }
        return best.shift
    }

    /// What would be newly hidden, counted by size, so that sums go last; nil when a zero or a one is in the way.
    private func cost(of shift: CellShift) -> Int? {
        var cost = 0
        for change in shift.changes {
            // Zeros are shown, so nobody believes a hidden cell to be one, nor a zero to be anything else.
            guard table.values[change.cell] > 0, values[change.cell] + change.by > 0 else { return nil }
            if !hidden[change.cell] { cost += 1 + table.values[change.cell] }
        }
        return cost
    }
}
