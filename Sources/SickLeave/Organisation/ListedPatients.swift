/// A region's list of care units with their listed patients (listade patienter): whose spells a region's reports count, and the
/// denominator of spells per 1 000 listed.
package struct ListedPatients: Hashable, Sendable {
    /// In the list's order, each once.
    package let units: [HSAID]
    /// Above 0; a unit without a figure is missing.
    package let listed: [HSAID: Int]

    package init(units: [HSAID], listed: [HSAID: Int]) {
        self.units = units
        self.listed = listed
    }
}

extension ListedPatients {
    /// `SE9900990001-1001 1200,SE9900990001-1002`, without a figure where there is none.
    package var text: String {
        units.map { unit in listed[unit].map { "\(unit.rawValue) \($0)" } ?? unit.rawValue }.joined(separator: ",")
    }

    /// Nil unless every part is as `text` writes it, each unit once, and there is some.
    package init?(text: String) {
        var units: [HSAID] = []
        var listed: [HSAID: Int] = [:]
        var known: Set<HSAID> = []
        for part in text.split(separator: ",", omittingEmptySubsequences: false) {
            let words = part.split(separator: " ", omittingEmptySubsequences: false)
            guard words.count <= 2, let unit = HSAID(String(words[0])), known.insert(unit).inserted,
                words[0].utf8.allSatisfy(HSAID.isWrittenWith)
            else { return nil }
            units.append(unit)
            guard words.count == 2 else { continue }
            guard let count = Int(words[1]), count > 0 else { return nil }
            listed[unit] = count
        }
        guard !units.isEmpty else { return nil }
        self.init(units: units, listed: listed)
    }
}
