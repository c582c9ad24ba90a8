/// From the store's number to the dense index.
///
/// The store counts its rows from 1, so numbers are nearly dense: a plain table is a few bytes a row and one look. Where
/// they are not (few rows, huge numbers), ascending numbers are searched instead.
package struct NumberIndex: Sendable, Equatable {
    /// Index by number − `base`; empty when the numbers are searched.
    private var table: [Int32] = []
    private var base: Int32 = 0
    private var sorted: [Entry] = []

    private struct Entry: Sendable, Equatable {
        let number: Int32
        let index: Int32
    }

    /// The index of a number is its place in `numbers`, which must be distinct.
    init(_ numbers: [Int32]) {
        guard let low = numbers.min(), let high = numbers.max() else { return }
        base = low
        let span = Int(high) - Int(low) + 1
        if span <= 4 * numbers.count + 1024 {
            table = [Int32](repeating: Snapshot.none, count: span)
            for (index, number) in numbers.enumerated() { table[Int(number) - Int(low)] = Int32(index) }
        } else {
            sorted = numbers.enumerated().map { Entry(number: $1, index: Int32($0)) }.sorted { $0.number < $1.number }
        }
    }

    package subscript(number: Int32) -> Int32? {
        if sorted.isEmpty {
            let place = Int(number) - Int(base)
            guard table.indices.contains(place), table[place] >= 0 else { return nil }
            return table[place]
        }
        var low = 0
        var high = sorted.count
        while low < high {
            let middle = (low + high) / 2
            if sorted[middle].number < number { low = middle + 1 } else { high = middle }
        }
        return low < sorted.count && sorted[low].number == number ? sorted[low].index : nil
    }
}
