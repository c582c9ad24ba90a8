import Statistics

/// A random table with its sums, as counts of units, sexes and diagnoses are: many zeros and small ones, some large.
struct RandomTable {
    let axes: [TableAxis]
    let table: CountTable
    /// Every cell's nodes, in the order in which the test numbers cells.
    let cells: [[Int]]
    private let numbers: [[Int]: Int]

    init(_ dice: inout Dice, axes: [TableAxis]) {
        self.axes = axes
        var counts: [[Int]: Int] = [:]
        let most = dice.pick([3, 8, 30, 400])
        for leaf in RandomTable.combinations(axes.map(\.leaves)) {
            counts[leaf] = dice.chance(20) ? 0 : dice.chance(40) ? dice.number(0...4) : dice.number(0...most)
        }
        table = CountTable(axes: axes) { counts[$0]! }
        cells = RandomTable.combinations(axes.map { Array($0.parents.indices) })
        numbers = Dictionary(uniqueKeysWithValues: cells.enumerated().map { ($1, $0) })
    }

    /// Flat and layered axes of one to three dimensions.
    static func axes(_ dice: inout Dice) -> [TableAxis] {
        func axis(_ most: Int) -> TableAxis {
            guard dice.chance(40) else { return .flat(dice.number(1...most)) }
            // Some providers under the total, some units under each.
            var parents: [Int?] = [nil]
            for _ in 0..<dice.number(1...3) {
                parents.append(0)
                let provider = parents.count - 1
                for _ in 0..<dice.number(0...3) { parents.append(provider) }
            }
            return TableAxis(parents: parents)
        }
        return switch dice.number(1...6) {
        case 1: [axis(12)]
        case 2...4: [axis(8), axis(5)]
        default: [axis(4), axis(3), .flat(2)]
        }
    }

    func number(_ nodes: [Int]) -> Int { numbers[nodes]! }

    /// A reader of the protected table, or of one where only the small counts are hidden.
    func attacker(_ shown: ([Int]) -> Int?) -> Attacker {
        var attacker = Attacker(shown: cells.map(shown))
        for (whole, parts) in sums { attacker.learn(whole: whole, parts: parts) }
        return attacker
    }

    /// Every sum that the table holds, along each axis.
    var sums: [(whole: Int, parts: [Int])] {
        var sums: [(whole: Int, parts: [Int])] = []
        for (axis, nodes) in axes.enumerated() {
            for cell in cells {
                let parts = nodes.parents.indices.filter { nodes.parents[$0] == cell[axis] }
                guard !parts.isEmpty else { continue }
                sums.append(
                    (
                        number(cell),
                        parts.map { part in
                            var other = cell
                            other[axis] = part
                            return number(other)
                        }
                    ))
            }
        }
        return sums
    }

    /// How many leaves that are not zero lie in a cell: what everybody sees from the zeros.
    func leavesNotZero(_ cell: [Int]) -> Int {
        RandomTable.combinations(axes.map(\.leaves)).count { leaf in
            table[leaf] > 0 && zip(axes, zip(leaf, cell)).allSatisfy { RandomTable.lies($0, $1.0, below: $1.1) }
        }
    }

    private static func lies(_ axis: TableAxis, _ node: Int, below top: Int) -> Bool {
        node == top || (axis.parents[node].map { lies(axis, $0, below: top) } ?? false)
    }

    static func combinations(_ lists: [[Int]]) -> [[Int]] {
        lists.reduce([[]]) { heads, list in heads.flatMap { head in list.map { head + [$0] } } }
    }
}
