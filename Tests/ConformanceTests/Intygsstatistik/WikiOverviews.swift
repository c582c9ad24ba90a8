import SickLeave
import Statistics

/// The tables of the overview.
struct WikiOverviews {
    let world: WikiWorld

    private static let tables: Set<String> = [
        "sjukfallioversiktdiagnos", "sjukfallioversiktaldersgrupp", "sjukfallioversiktsjukskrivningsgrad",
        "sjukfallioversiktsjukskrivningslangd", "sjukfallioversiktsjukskrivningslangdvarden", "sjukfallioversiktperkon",
        "sjukfallioversiktperlan", "andelkompletteringaroversikt",
    ]

    static func knows(_ name: String) -> Bool { tables.contains(name) }

    func answer(_ name: String, _ row: WikiRow) throws -> [String: String] {
        try row.check(
            WikiReportName.inputs.union([
                "antal?", "förändring?", "andel?", "färg?", "meddelande?", "longsickleavestotal?", "proportionmale?",
                "proportionfemale?", "totalcases?", "län",
            ]))
        guard let request = try WikiRequest(row, world, isRegion: false, shape: .whole) else { return WikiAnswers.missing }
        let overview = PeriodOverview(
            world.snapshot.snapshot, scope: request.scope, filter: request.filter, on: world.today)
        var cells = try cells(name, row, overview, isNational: request.level == .national)
        let isChosen = row.filled("filterstartdatum") != nil || row.filled("filterslutdatum") != nil
        cells["meddelande?"] = isChosen ? Self.notice(overview.now) : "null"
        return cells
    }

    private func cells(_ name: String, _ row: WikiRow, _ overview: PeriodOverview, isNational: Bool) throws -> [String: String] {
        let words = row["grupp"] ?? row["län"] ?? ""
        let total = overview.total.now
        switch name {
        case "sjukfallioversiktdiagnos":
            let rows = overview.diagnosisGroups
            return group(
                words, shown: Array(rows.prefix(5)), rest: Array(rows.dropFirst(5)), "Andra diagnosgrupper", Percent.change)
        case "sjukfallioversiktaldersgrupp":
            let rows = overview.ages
            let isOuter = { (row: PeriodOverview.Row) in
                row.group == .ageOverview(.upTo20) || row.group == .ageOverview(.over60)
            }
            return group(
                words, shown: rows.filter { !isOuter($0) }, rest: rows.filter(isOuter), "Andra åldersgrupper", Percent.change)
        case "sjukfallioversiktsjukskrivningsgrad":
            return group(words, shown: overview.extents, rest: [], "", Percent.truncatedChange)
        case "sjukfallioversiktsjukskrivningslangd":
            return group(words, shown: overview.lengths, rest: [], "", Percent.truncatedChange)
        case "sjukfallioversiktsjukskrivningslangdvarden":
            // The national overview adds its length groups up, each after its own cutoff.
            let long = overview.lengths.filter { if case .length(let length) = $0.group { length.lowest > 90 } else { false } }
            let sum = isNational ? long.reduce(0) { $0 + $1.now.total } : overview.longerThan90.now.total
            return ["longsickleavestotal?": "\(sum)"]
        case "sjukfallioversiktperkon":
            let male = total.total == 0 ? 50 : Percent.rounded(total.male, of: total.total)
            return [
                "proportionmale?": "\(male)",
                "proportionfemale?": "\(total.total == 0 ? 50 : Percent.rounded(total.female, of: total.total))",
                "totalcases?": "\(total.total)",
            ]
        case "sjukfallioversiktperlan": return county(words, overview)
        default:
            let share = overview.completionShare
            switch words {
            case "Sjukpenningintyg med komplettering":
                return ["andel?": "\(share.percent)", "förändring?": "\(share.change)"]
            case "Sjukpenningintyg utan komplettering":
                return ["andel?": "\(100 - share.percent)", "förändring?": "\(-share.change)"]
            default: return ["andel?": "-1", "förändring?": "-1"]
            }
        }
    }

    private func group(
        _ words: String, shown: [PeriodOverview.Row], rest: [PeriodOverview.Row], _ restName: String,
        _ change: (_ from: Int, _ to: Int) -> Int
    ) -> [String: String] {
        var now: Int
        var before: Int
        let names = WikiNames(world: world, user: nil, isLeader: true, counted: .spells)
        if !restName.isEmpty, restName.contains(words) {
            now = rest.reduce(0) { $0 + $1.now.total }
            before = rest.reduce(0) { $0 + $1.before.total }
        } else if let place = names.place(of: words, in: shown.map(\.group)) {
            now = shown[place].now.total
            before = shown[place].before.total
        } else {
            return ["antal?": "-1", "förändring?": "-1"]
        }
        return ["antal?": "\(now)", "förändring?": "\(change(before, now))"]
    }

    /// The five counties with most spells by inhabitant: whole spells a million, shown as a thousandth of that.
    private func county(_ words: String, _ overview: PeriodOverview) -> [String: String] {
        let days = world.inhabitants.mapValues { counts in
            Inhabitants(
                byCounty: Dictionary(
                    uniqueKeysWithValues: counts.compactMap { code, count in County(code: code).map { ($0, count) } })
            )
        }
        let chosen = Inhabitants.chosen(among: days, for: overview.now)
        func perMillion(_ row: PeriodOverview.Row, _ count: Int) -> Int? {
            guard case .county(let county?) = row.group, let people = chosen?.byCounty[county]?.total, people > 0 else {
                return nil
            }
            return count * 1_000_000 / people
        }
        let top = overview.counties.compactMap { row in perMillion(row, row.now.total).map { (row, $0) } }
            .sorted { $0.1 > $1.1 }.prefix(5)
        guard let (row, now) = top.first(where: { ($0.0.group.title ?? "").contains(words) }) else {
            return ["antal?": "-1", "förändring?": "-1"]
        }
        let before = perMillion(row, row.before.total) ?? 0
        return ["antal?": "\(Double(now) / 1_000)", "förändring?": "\(Percent.truncatedChange(from: before, to: now))"]
    }

    private static func notice(_ months: ClosedRange<Month>) -> String {
        let names = ["jan", "feb", "mar", "apr", "maj", "jun", "jul", "aug", "sep", "okt", "nov", "dec"]
        return "Översikten visar alltid de senaste tre avslutade kalendermånaderna "
            + "(\(names[months.lowerBound.month - 1])-\(names[months.upperBound.month - 1])) oavsett valt tidsintervall."
    }
}
