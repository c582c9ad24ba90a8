import SickLeave
import Statistics

extension ReportChoice {
    /// Sub-units that are none of the viewer's: told as what cannot be read, whether or not they are somebody else's.
    mutating func removeUnits(where isUnknown: (Int) -> Bool) {
        let unknown = units.filter(isUnknown)
        units.subtract(unknown)
        unreadable += unknown.sorted().map { Word(.unit, "\($0)") }
    }

    /// What was asked for and is not in this choice, which is as it is answered.
    func faults(asked: ReportChoice, period: ReportPeriod.Notice?) -> [String] {
        unreadFaults(period) + viewFaults(asked) + filterFaults(asked, period)
    }

    private func unreadFaults(_ period: ReportPeriod.Notice?) -> [String] {
        var faults: [String] = []
        // The notice on the period says it, and what to do.
        let others = unreadable.filter { $0.field != .period || !(period?.dropsFilters ?? false) }
        let words = others.map { UnreadWord(label: $0.field.rawValue, text: $0.text) }
        if let notice = words.notice { faults.append(notice + example) }
        if !surplus.isEmpty {
            let left = SwedishNumber.count(surplus.count, "diagnos", "diagnoser")
            faults.append("Högst \(Self.mostDiagnoses) diagnoser läses på en gång. De sista används inte: \(left).")
        }
        return faults
    }

    private var example: String {
        unreadable.contains { $0.field == .diagnosis || $0.field == .compared }
            ? " En diagnos skrivs som F43, M54.5 eller F40-F48." : ""
    }

    /// Another level, shape or branch of the tree than was asked for.
    private func viewFaults(_ asked: ReportChoice) -> [String] {
        var faults: [String] = []
        if let written = asked.written.level, written != level {
            faults.append(
                "Nivån ”\(written.title)” finns inte för dig i den här rapporten. I stället visas \(level.title.lowercased()).")
        }
        if let written = asked.written.shape, written != shape {
            faults.append("Rapporten kan inte visas månad för månad här. I stället visas ett halvår.")
        }
        if asked.node != node { faults.append("Rapporten har inget diagnosträd. Noden i det används inte.") }
        if asked.compared != compared { faults.append("Rapporten jämför inte diagnoser. De som skulle jämföras används inte.") }
        return faults
    }

    private func filterFaults(_ asked: ReportChoice, _ period: ReportPeriod.Notice?) -> [String] {
        var faults: [String] = []
        if let period {
            faults.append(period.text + (period.dropsFilters && asked.hasFilter ? " Filtren används inte heller." : ""))
        }
        guard !(period?.dropsFilters ?? false) else { return faults }
        guard !asked.hasFilter || level.disclosure == nil else {
            return faults + ["Ovanför den egna enheten finns inga filter. De som är valda används inte."]
        }
        let dropped = [
            lengths.isEmpty && !asked.lengths.isEmpty ? "längd" : nil,
            types.isEmpty && !asked.types.isEmpty ? "intygstyp" : nil,
        ]
        return faults + dropped.compactMap(\.self).map { "Rapporten kan inte filtreras på \($0). Filtret används inte." }
    }
}
