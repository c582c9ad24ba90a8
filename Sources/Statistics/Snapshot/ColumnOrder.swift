/// An order of rows, worked out on dense keys: every step is linear and stable.
struct ColumnOrder {
    /// `rows[i]` is the row that comes `i`th.
    var rows: [Int32]

    init(count: Int) { rows = Array(0..<Int32(count)) }

    /// Sorts by a key in `0..<keyCount`, rows with the same key staying in their order; key `k` then owns the places
    /// `start[k]..<start[k + 1]`.
    mutating func sort(by key: [Int32], keyCount: Int) -> [Int32] {
        var start = [Int32](repeating: 0, count: keyCount + 1)
        for value in key { start[Int(value) + 1] += 1 }
        for value in 0..<keyCount { start[value + 1] += start[value] }
        var next = start
        let old = rows
        old.withUnsafeBufferPointer { old in
            key.withUnsafeBufferPointer { key in
                next.withUnsafeMutableBufferPointer { next in
                    rows.withUnsafeMutableBufferPointer { rows in
                        for row in old {
                            let value = Int(key[Int(row)])
                            rows[Int(next[value])] = row
                            next[value] &+= 1
                        }
                    }
                }
            }
        }
        return start
    }

    /// Sorts by a key of any value, rows with the same key staying in their order: by counting where the values lie as close
    /// as days of a few centuries do, else by comparison.
    mutating func sort(byValue key: [Int32]) {
        guard let low = key.min(), let high = key.max() else { return }
        let span = Int(high) - Int(low) + 1
        if span <= 200_000 {
            _ = sort(by: key.map { $0 - low }, keyCount: span)
        } else {
            let keyed = rows.enumerated().map { (key: key[Int($1)], place: $0, row: $1) }
            rows = keyed.sorted { ($0.key, $0.place) < ($1.key, $1.place) }.map(\.row)
        }
    }

    /// Sorts the rows of each group; `start` bounds the groups as `sort(by:keyCount:)` gave them.
    mutating func sort(groups start: [Int32], by isBefore: (Int32, Int32) -> Bool) {
        rows.withUnsafeMutableBufferPointer { rows in
            for group in 0..<start.count - 1 {
                let low = Int(start[group])
                let high = Int(start[group + 1])
                if high - low > 24 {
                    rows[low..<high].sort(by: isBefore)
                } else if high - low > 1 {
                    // Most patients have a handful of certificates, nearly in order: insertion is the fastest there.
                    for place in low + 1..<high {
                        let row = rows[place]
                        var free = place
                        while free > low, isBefore(row, rows[free - 1]) {
                            rows[free] = rows[free - 1]
                            free -= 1
                        }
                        rows[free] = row
                    }
                }
            }
        }
    }

    /// The column in this order.
    func apply<Value>(to column: [Value]) -> [Value] {
        column.withUnsafeBufferPointer { column in
            rows.withUnsafeBufferPointer { rows in
                [Value](unsafeUninitializedCapacity: rows.count) { buffer, count in
                    for place in 0..<rows.count {
                        (buffer.baseAddress! + place).initialize(to: column[Int(rows[place])])
                    }
                    count = rows.count
                }
            }
        }
    }

    /// For each row, its place in this order.
    func places() -> [Int32] {
        var places = [Int32](repeating: 0, count: rows.count)
        for (place, row) in rows.enumerated() { places[Int(row)] = Int32(place) }
        return places
    }

    /// Keeps the rows that satisfy the condition.
    mutating func keep(where condition: (Int32) -> Bool) { rows.removeAll { !condition($0) } }
}
