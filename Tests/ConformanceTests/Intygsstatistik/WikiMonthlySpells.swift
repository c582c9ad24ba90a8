import Foundation
import SickLeave
import Statistics

/// `Sjukfall i specialrapporten Skåne`: a care unit's spells month by month.
struct WikiMonthlySpells {
    let world: WikiWorld

    func answer(_ row: WikiRow) throws -> [String: String] {
        try row.check(["enhet", "grupp", "år", "månad", "antal?"])
        let careUnits = Set(world.snapshot.units(HSAID(row["enhet"] ?? "")?.rawValue ?? ""))
        let words = row["grupp"] ?? ""
        if let mean = meanAge(words, careUnits) { return ["antal?": mean] }
        let (name, month) = Self.split(words + " " + [row["månad"], row["år"]].compactMap(\.self).joined(separator: " "))
        guard let month, (Self.first...Self.last).contains(month) else { return ["antal?": "-1"] }
        let spells = MonthlySpells(world.snapshot.snapshot, careUnits: careUnits, month: month, on: world.today)
        return ["antal?": "\(Self.count(name, spells) ?? -1)"]
    }

    private static let first = Month(year: 2016, month: 9)!
    private static let last = Month(year: 2018, month: 12)!
    private static let months = ["jan", "feb", "mar", "apr", "maj", "jun", "jul", "aug", "sep", "okt", "nov", "dec"]

    /// The month may stand anywhere in the name, as `mar 2018`.
    private static func split(_ words: String) -> (name: String, month: Month?) {
        var parts = words.split(separator: " ").map(String.init)
        for place in parts.indices.dropLast() {
            guard let month = months.firstIndex(of: parts[place]), let year = Int(parts[place + 1]) else { continue }
            parts.removeSubrange(place...place + 1)
            return (parts.joined(separator: " "), Month(year: year, month: month + 1))
        }
        return (parts.joined(separator: " "), nil)
    }

    private static func count(_ name: String, _ spells: MonthlySpells) -> Int? {
        if name == "Antal unika individer i pågående sjukfall" { return spells.patients }
        let on25th = "Antal pågående sjukfall per den 25e"
        if name.hasPrefix(on25th) { return countOn25th(String(name.dropFirst(on25th.count)), spells) }
        for (start, items) in [("Antal nya sjukfall", spells.begun), ("Antal pågående sjukfall", spells.items)] {
            guard name.hasPrefix(start) else { continue }
            switch name.dropFirst(start.count) {
            case "": return items.count
            case " män": return items.count { $0.spell.sex == .male }
            case " kvinnor": return items.count { $0.spell.sex == .female }
            case " med M-diagnos": return items.count { $0.diagnoses == .musculoskeletal }
            case " med F-diagnos": return items.count { $0.diagnoses == .mental }
            case " med övriga diagnoser": return items.count { $0.diagnoses == .other }
            default: return nil
            }
        }
        return nil
    }

    private static func countOn25th(_ rest: String, _ spells: MonthlySpells) -> Int? {
        let items = spells.items.filter { $0.dayOnThe25th != nil }
        if rest.isEmpty { return items.count }
        if let range = rest.range(of: "sjukskrivningsgrad ") {
            let extent = Int(rest[range.upperBound...].prefix { $0.isNumber })
            return items.count { $0.extentOnThe25th == extent }
        }
        let groups: [(String, ClosedRange<Int>)] = [
            ("1-90 dagar", 1...90), ("91-180 dagar", 91...180), ("180-365 dagar", 181...365), ("365< dagar", 366...Int.max),
        ]
        guard let group = groups.first(where: { rest.hasSuffix($0.0) }) else { return nil }
        return items.count { group.1.contains($0.dayOnThe25th ?? 0) }
    }

    /// `Genomsnittlig ålder för nya sjukfall män 2017-09-01 - 2017-12-31`: the last third of 2016, 2017 and 2018.
    private func meanAge(_ words: String, _ careUnits: Set<UnitIndex>) -> String? {
        let start = "Genomsnittlig ålder för "
        guard words.hasPrefix(start) else { return nil }
        let rest = words.dropFirst(start.count)
        let sex: LegalSex? = rest.contains("män") ? .male : rest.contains("kvinnor") ? .female : nil
        guard let year = [2016, 2017, 2018].first(where: { rest.contains("\($0)") }),
            let days = DayRange(Day(year: year, month: 9, day: 1)!, through: Day(year: year, month: 12, day: 31)!)
        else { return "-1" }
        let mean = MonthlySpells.meanAge(
            world.snapshot.snapshot, careUnits: careUnits, days: days, begunOnly: rest.hasPrefix("nya"), sex: sex, on: world.today
        )
        return mean.map { "\($0)" } ?? "-1"
    }
}
