/// A change of some cells by one that leaves every sum right: one more here is one less there, or one more in the sums.
struct CellShift {
    /// Cells with what they change by.
    let changes: [(cell: Int, by: Int)]

    /// All shifts that change the cell, simplest first: on each axis either a leaf below the cell's node alone, which changes
    /// its sums too, or that leaf against another one, which leaves the sums they share.
    static func forEach(
        of table: CountTable, changing cell: Int, by direction: Int, _ body: (CellShift) -> Bool
    ) {
        let moves = zip(table.axes, table.nodes(cell)).map { axis, node in axisMoves(axis, changing: node) }
        var pick = [Int](repeating: 0, count: moves.count)
        while true {
            var changes = [(cell: 0, by: direction)]
            for (axis, index) in pick.enumerated() {
                let stride = table.stride(axis)
                changes = changes.flatMap { change in
                    moves[axis][index].map { (change.cell + $0.node * stride, change.by * $0.by) }
                }
            }
            guard body(CellShift(changes: changes)) else { return }
            var axis = moves.count - 1
            while axis >= 0 {
                pick[axis] += 1
                if pick[axis] < moves[axis].count { break }
                pick[axis] = 0
                axis -= 1
            }
            if axis < 0 { return }
        }
    }

    /// Changes along one axis that change this node by one.
    private static func axisMoves(_ axis: TableAxis, changing node: Int) -> [[(node: Int, by: Int)]] {
        axis.leavesBelow[node].flatMap { leaf -> [[(node: Int, by: Int)]] in
            let up = axis.paths[leaf]
            let others = axis.leaves.filter { !axis.paths[$0].contains(node) }
            return others.map { other in
                let down = axis.paths[other]
                return up.filter { !down.contains($0) }.map { ($0, 1) } + down.filter { !up.contains($0) }.map { ($0, -1) }
            } + [up.map { ($0, 1) }]
        }
    }
}
