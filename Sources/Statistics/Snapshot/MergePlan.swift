/// How the rows of two tables in the same order become one table: runs of the old one's rows and of the new one's in turn. Rows that
/// stay are copied in long runs, so that a change among a million rows costs little more than the copy.
struct MergePlan {
    private struct Run {
        let isNew: Bool
        let rows: Range<Int>
    }

    private var runs: [Run] = []
    private(set) var count = 0

    /// - Parameters:
    ///   - removed: rows of the old table that are left out, ascending.
    ///   - place: for each row of the new table the row of the old one that it comes before; never falls.
    init(oldCount: Int, removed: [Int] = [], newCount: Int, place: (Int) -> Int) {
        var next = 0
        var gone = removed[...]
        func takeOld(until end: Int, _ plan: inout MergePlan) {
            while let first = gone.first, first < end {
                plan.add(false, next..<first)
                next = first + 1
                gone.removeFirst()
            }
            if next < end {
                plan.add(false, next..<end)
                next = end
            }
        }
        for row in 0..<newCount {
            takeOld(until: place(row), &self)
            add(true, row..<row + 1)
        }
        takeOld(until: oldCount, &self)
    }

    /// The plan of rows that follow the rows of another plan: `old` and `new` tell where in each table the rows of a row begin.
    init(following leader: MergePlan, old: (Int) -> Int, new: (Int) -> Int) {
        for run in leader.runs {
            let begin = run.isNew ? new : old
            add(run.isNew, begin(run.rows.lowerBound)..<begin(run.rows.upperBound))
        }
    }

    private mutating func add(_ isNew: Bool, _ rows: Range<Int>) {
        guard !rows.isEmpty else { return }
        count += rows.count
        if let last = runs.last, last.isNew == isNew, last.rows.upperBound == rows.lowerBound {
            runs[runs.count - 1] = Run(isNew: isNew, rows: last.rows.lowerBound..<rows.upperBound)
        } else {
            runs.append(Run(isNew: isNew, rows: rows))
        }
    }

    func merge<Value>(_ old: [Value], _ new: [Value]) -> [Value] {
        var merged: [Value] = []
        merged.reserveCapacity(count)
        for run in runs { merged.append(contentsOf: run.isNew ? new[run.rows] : old[run.rows]) }
        return merged
    }

    /// The same for a column of where each row's own rows begin, which has one element more than there are rows.
    func mergeStarts(_ old: [Int32], _ new: [Int32]) -> [Int32] {
        var merged: [Int32] = [0]
        merged.reserveCapacity(count + 1)
        for run in runs {
            let source = run.isNew ? new : old
            let shift = merged[merged.count - 1] - source[run.rows.lowerBound]
            for row in run.rows { merged.append(source[row + 1] + shift) }
        }
        return merged
    }

    /// For each row of the old table its place in the merged one; `Snapshot.none` when it was left out.
    func places(ofOld count: Int) -> [Int32] { places(isNew: false, count) }
    func places(ofNew count: Int) -> [Int32] { places(isNew: true, count) }

    private func places(isNew: Bool, _ count: Int) -> [Int32] {
        var places = [Int32](repeating: Snapshot.none, count: count)
        var place: Int32 = 0
        for run in runs {
            if run.isNew == isNew {
                for row in run.rows {
                    places[row] = place
                    place += 1
                }
            } else {
                place += Int32(run.rows.count)
            }
        }
        return places
    }
}

/// Ascending numbers of two tables as one list, and where each of them stands in it.
struct NumberUnion {
    /// Rows of the other table whose number the old one does not have.
    let fresh: [Int]
    /// Of the old numbers and the fresh ones.
    let plan: MergePlan
    let number: [Int32]
    let index: NumberIndex
    /// From the old table's index to the union's; nil when they are the same.
    let ofOld: [Int32]?
    /// From the other table's index to the union's.
    let ofOther: [Int32]

    /// Nil when the numbers of either table do not ascend.
    init?(_ old: [Int32], _ oldIndex: NumberIndex, _ other: [Int32]) {
        let fresh = other.indices.filter { oldIndex[other[$0]] == nil }
        let added = fresh.map { other[$0] }
        guard old.isAscending, added.isAscending else { return nil }
        let plan = MergePlan(oldCount: old.count, newCount: added.count) { old.equalRange(added[$0]).lowerBound }
        number = plan.merge(old, added)
        index = added.isEmpty ? oldIndex : NumberIndex(number)
        let isAtEnd = added.first.map { first in old.last.map { $0 < first } ?? true } ?? true
        ofOld = isAtEnd ? nil : plan.places(ofOld: old.count)
        let index = index
        ofOther = other.map { index[$0] ?? Snapshot.none }
        self.fresh = fresh
        self.plan = plan
    }
}

extension Array where Element == Int32 {
    var isAscending: Bool { zip(self, dropFirst()).allSatisfy(<) }

    /// Indices of one table as those of another; nil means that they are the same. What is no index stays so.
    func mapped(by map: [Int32]?) -> [Int32] {
        guard let map else { return self }
        return self.map { $0 < 0 ? $0 : map[Int($0)] }
    }
}
