/// Works out each day's extent where certificates overlap: the certificates are painted on the spell's days from the earliest
/// signed to the latest, so that what was signed last shows. The cost follows the days, however many certificates a patient
/// has; the memory is kept from spell to spell.
struct OverlapCanvas {
    /// Percent of each day of the spell; 0 is a gap day.
    private var day: [UInt8] = []
    private var order: [Int32] = []
    private(set) var sums = DaySums()

    mutating func paint(_ rows: ArraySlice<Int32>, first: Int32, last: Int32, columns: SpellInput) {
        order.removeAll(keepingCapacity: true)
        order.append(contentsOf: rows)
        order.sort { a, b in
            let (x, y) = (columns.facts.signedAt[Int(a)], columns.facts.signedAt[Int(b)])
            return x == y ? columns.facts.number[Int(a)] < columns.facts.number[Int(b)] : x < y
        }
        let count = Int(last) - Int(first) + 1
        day.removeAll(keepingCapacity: true)
        day.append(contentsOf: repeatElement(0, count: count))
        day.withUnsafeMutableBufferPointer { day in
            for row in order {
                // Backwards, so that the earlier of two overlapping periods of one certificate shows.
                for period in columns.periodRows(Int(row)).reversed() {
                    let from = Int(columns.periods.firstDay[period] - first)
                    let through = Int(columns.periods.lastDay[period] - first)
                    UnsafeMutableBufferPointer(rebasing: day[from...through]).update(repeating: columns.periods.percent[period])
                }
            }
            sums = DaySums()
            var start = 0
            while start < count {
                let percent = day[start]
                var end = start + 1
                while end < count, day[end] == percent { end &+= 1 }
                if percent != 0 { sums.add(Int32(end - start), percent: percent) }
                start = end
            }
        }
    }

    func percent(at offset: Int) -> UInt8 { day[offset] }
}
