/// A region's list of care units with their listed patients (listade patienter): whose spells a region's reports count, and the
/// denominator of spells per 1 000 listed.
package struct ListedPatients: Hashable, Sendable {
    /// In the list's order, each once.
    package let units: [HSAID]
    /// Within `counts`; a unit without a figure is missing.
    package let listed: [HSAID: Int]

    /// As many as Sweden has inhabitants, nearly: no more can be listed at a unit, and no sum of them goes wrong.
    package static let counts = 1...10_000_000

    package static let mostUnits = 10_000

    /// A figure outside `counts`, as an older store can hold, is none.
    package init(units: [HSAID], listed: [HSAID: Int]) {
        self.units = units
        self.listed = listed.filter { Self.counts.contains($0.value) }
    }

    /// Those of all units together.
    package var total: Int { listed.values.reduce(0, +) }
}

extension ListedPatients {
    /// `SE9900990001-1001 1200,SE9900990001-1002`, without a figure where there is none.
    package var text: String {
        units.map { unit in listed[unit].map { "\(unit.rawValue) \($0)" } ?? unit.rawValue }.joined(separator: ",")
    }

    /// Nil unless it is as `text` writes it, with some unit, each once, and no more than `mostUnits`.
    package init?(text: String) {
        var units: [HSAID] = []
        var listed: [HSAID: Int] = [:]
        var known: Set<HSAID> = []
        for part in text.split(separator: ",", omittingEmptySubsequences: false) {
            let words = part.split(separator: " ", omittingEmptySubsequences: false)
            guard units.count < Self.mostUnits, let first = words.first, let unit = HSAID(listed: String(first)),
                known.insert(unit).inserted
            else { return nil }
            units.append(unit)
            if words.count > 1 { listed[unit] = Int(words[1]) }
        }
        self.init(units: units, listed: listed)
        // What was read otherwise than it is written stands out here: a sign, a nought in front, a word too many, a count out of bounds.
        guard self.text == text else { return nil }
    }
}
