/// A change of some cells by one that leaves every sum right: one more here is one less there, or one more in the sums.
struct CellShift {
    /// Cells with what they change by.
    let changes: [(cell: Int, by: Int)]

    /// Changes along one axis that change one node of it by one: each some nodes with what they change by.
    typealias AxisMoves = [[(node: Int, by: Int)]]

    /// All shifts that change a cell, simplest first: on each axis either a leaf below the cell's node alone, which changes
    /// its sums too, or that leaf against another one, which leaves the sums they share.
    ///
    /// - Parameter moves: on each axis those of the cell's node.
    static func forEach(of table: CountTable, moves: [AxisMoves], by direction: Int, _ body: (CellShift) -> Bool) {
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
}

extension TableAxis {
    func moves(changing node: Int) -> CellShift.AxisMoves {
        leavesBelow[node].flatMap { leaf -> CellShift.AxisMoves in
            let up = paths[leaf]
            let others = leaves.filter { !paths[$0].contains(node) }
            return others.map { other in
                let down = paths[other]
                return up.filter { !down.contains($0) }.map { ($0, 1) } + down.filter { !up.contains($0) }.map { ($0, -1) }
            } + [up.map { ($0, 1) }]
        }
    }
}
