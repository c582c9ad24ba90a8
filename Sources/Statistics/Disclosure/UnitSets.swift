extension [Set<UnitIndex>] {
    /// The units by what tells them apart: those of one part are in the same sets. Whatever sums of the sets are taken from each other,
    /// what is left is made of whole parts, so that where no part is small nothing small can be had.
    package var toldApart: [Set<UnitIndex>] {
        let all = reduce(into: Set()) { $0.formUnion($1) }
        return Dictionary(grouping: all) { unit in map { $0.contains(unit) } }.values.map { Set($0) }.inOrder
    }
}

extension Collection<Set<UnitIndex>> {
    /// In the same order every time, by their units.
    package var inOrder: [Set<UnitIndex>] {
        map { (units: $0, rows: $0.map(\.rawValue).sorted()) }.sorted { $0.rows.lexicographicallyPrecedes($1.rows) }.map(\.units)
    }
}
