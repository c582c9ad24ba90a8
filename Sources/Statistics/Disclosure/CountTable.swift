/// Counts divided along one to three axes, with every sum: what is about to be published.
package struct CountTable: Hashable, Sendable {
    package let axes: [TableAxis]
    /// All cells, the last axis running fastest.
    let values: [Int]
    private let strides: [Int]

    /// - Parameter leafCount: the count of each combination of leaves, one node an axis.
    package init(axes: [TableAxis], leafCount: ([Int]) -> Int) {
        precondition((1...3).contains(axes.count), "a table has one to three axes")
        let strides = CountTable.strides(axes)
        var values = [Int](repeating: 0, count: axes.reduce(1) { $0 * $1.nodes })
        var leaf = axes.map { _ in 0 }
        func add(_ count: Int, along axis: Int = 0, cell: Int = 0) {
            guard axis < axes.count else { return values[cell] += count }
            for node in axes[axis].paths[leaf[axis]] { add(count, along: axis + 1, cell: cell + node * strides[axis]) }
        }
        func addLeaves(along axis: Int = 0) {
            guard axis < axes.count else {
                let count = leafCount(leaf)
                precondition(count >= 0, "a count is not negative")
                return count > 0 ? add(count) : ()
            }
            for node in axes[axis].leaves {
                leaf[axis] = node
                addLeaves(along: axis + 1)
            }
        }
        addLeaves()
        self.axes = axes
        self.strides = strides
        self.values = values
    }

    package subscript(nodes: [Int]) -> Int { values[index(nodes)] }

    func index(_ nodes: [Int]) -> Int {
        precondition(nodes.count == axes.count, "a cell has one node an axis")
        return zip(nodes, strides).reduce(0) { $0 + $1.0 * $1.1 }
    }

    func stride(_ axis: Int) -> Int { strides[axis] }

    func nodes(_ index: Int) -> [Int] { zip(axes, strides).map { index / $1 % $0.nodes } }

    private static func strides(_ axes: [TableAxis]) -> [Int] {
        var strides = [1]
        for axis in axes.dropFirst().reversed() { strides.insert(strides[0] * axis.nodes, at: 0) }
        return strides
    }

    /// One of each list, in every way.
    static func combinations(_ lists: [[Int]]) -> [[Int]] {
        lists.reduce([[]]) { heads, list in heads.flatMap { head in list.map { head + [$0] } } }
    }
}
