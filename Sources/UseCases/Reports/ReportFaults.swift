import Statistics

extension ReportChoice {
    /// Sub-units that are none of the viewer's: told as what cannot be read, whether or not they are somebody else's.
    mutating func removeUnits(where isUnknown: (Int) -> Bool) {
        let unknown = units.filter(isUnknown)
        units.subtract(unknown)
        unreadable += unknown.sorted().map { Unreadable(.unit, "\($0)") }
    }

    /// What was asked for and is not in this choice, which is as it is answered.
    func faults(asked: ReportChoice, period: ReportPeriod.Notice?) -> [String] {
        var faults: [String] = []
        // The notice on the period says it, and what to do.
        let others = unreadable.filter { $0.field != .period || !(period?.dropsFilters ?? false) }
        if !others.isEmpty {
            let words = others.map { "\($0.field.rawValue) \($0.word)" }.joined(separator: ", ")
            faults.append("Det här i adressen går inte att läsa och används inte: \(words).\(example)")
        }
        if let period, period.dropsFilters {
            faults.append(period.text + (asked.hasFilter ? " Filtren används inte heller." : ""))
        } else if asked.hasFilter, level.disclosure != nil {
            faults.append("Ovanför den egna enheten finns inga filter. De som står i adressen används inte.")
        } else {
            let dropped = [
                lengths.isEmpty && !asked.lengths.isEmpty ? "längd" : nil,
                types.isEmpty && !asked.types.isEmpty ? "intygstyp" : nil,
            ]
            faults += dropped.compactMap(\.self).map { "Rapporten kan inte filtreras på \($0). Filtret används inte." }
        }
        return faults
    }

    private var example: String {
        unreadable.contains { $0.field == .diagnosis || $0.field == .compared }
            ? " En diagnos skrivs som F43, M54.5 eller F40-F48." : ""
    }
}
