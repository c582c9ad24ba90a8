import Statistics

/// Somebody who has the whole published table, knows the limit and the rule, and wants a hidden count.
struct Attacker {
    /// Every cell as published, nil where hidden.
    let shown: [Int?]
    /// What he knows: these cells, so many times each, sum to this.
    private(set) var equations: [(terms: [Int: Int], sum: Int)] = []

    init(shown: [Int?]) { self.shown = shown }

    /// Learns that a cell is the sum of others, which every reader of a table knows.
    mutating func learn(whole: Int, parts: [Int]) {
        var terms = Dictionary(parts.map { ($0, 1) }, uniquingKeysWith: +)
        terms[whole, default: 0] -= 1
        learn(terms, sum: 0)
    }

    /// Learns that cells sum to a number, as a filter's answer says.
    mutating func learn(_ cells: [Int], sum: Int) { learn(Dictionary(cells.map { ($0, 1) }, uniquingKeysWith: +), sum: sum) }

    private mutating func learn(_ terms: [Int: Int], sum: Int) {
        var left: [Int: Int] = [:]
        var rest = sum
        for (cell, times) in terms where times != 0 {
            if let count = shown[cell] { rest -= times * count } else { left[cell] = times }
        }
        if !left.isEmpty { equations.append((left, rest)) }
    }

    /// Hidden cells that some combination of the equations gives exactly: elimination over the numbers modulo a large prime,
    /// where a combination with whole coefficients stays one.
    func derivedByElimination() -> Set<Int> {
        let prime = 2_147_483_647
        let cells = shown.indices.filter { shown[$0] == nil }
        let column = Dictionary(uniqueKeysWithValues: cells.enumerated().map { ($1, $0) })
        var rows = equations.map { equation in
            var row = [Int](repeating: 0, count: cells.count)
            for (cell, times) in equation.terms { row[column[cell]!] = (times % prime + prime) % prime }
            return row
        }
        var rank = 0
        for pivot in cells.indices {
            guard let found = (rank..<rows.count).first(where: { rows[$0][pivot] != 0 }) else { continue }
            rows.swapAt(rank, found)
            let inverse = power(rows[rank][pivot], prime - 2, prime)
            for index in cells.indices { rows[rank][index] = rows[rank][index] * inverse % prime }
            for row in rows.indices where row != rank && rows[row][pivot] != 0 {
                let factor = rows[row][pivot]
                for index in pivot..<cells.count {
                    rows[row][index] = ((rows[row][index] - factor * rows[rank][index]) % prime + prime) % prime
                }
            }
            rank += 1
        }
        // A row with one unknown left is that unknown.
        return Set(
            rows.prefix(rank).compactMap { row in
                let unknowns = row.indices.filter { row[$0] != 0 }
                return unknowns.count == 1 ? cells[unknowns[0]] : nil
            })
    }

    private func power(_ base: Int, _ exponent: Int, _ prime: Int) -> Int {
        var (result, base, exponent) = (1, base, exponent)
        while exponent > 0 {
            if exponent & 1 == 1 { result = result * base % prime }
            base = base * base % prime
            exponent >>= 1
        }
        return result
    }

    /// The least and the most of each hidden cell: each equation bounds each of its cells by the bounds of the others, again
    /// and again. A hidden count is at least one, since zeros are shown.
    func bounds() -> [Int: ClosedRange<Int>] {
        let much = 1 << 40
        var bounds = Dictionary(uniqueKeysWithValues: shown.indices.filter { shown[$0] == nil }.map { ($0, 1...much) })
        var isChanged = true
        var rounds = 0
        while isChanged && rounds < 200 {
            isChanged = false
            rounds += 1
            for equation in equations {
                for (cell, times) in equation.terms where times.magnitude == 1 {
                    var (least, most) = (equation.sum, equation.sum)
                    for (other, factor) in equation.terms where other != cell {
                        let range = bounds[other]!
                        let ends = [factor * range.lowerBound, factor * range.upperBound]
                        least -= ends.max()!
                        most -= ends.min()!
                    }
                    let range = times > 0 ? least...most : -most ... -least
                    let now = bounds[cell]!
                    let next = max(now.lowerBound, range.lowerBound)...min(now.upperBound, range.upperBound)
                    if next != now {
                        bounds[cell] = next
                        isChanged = true
                    }
                }
            }
        }
        return bounds
    }
}
