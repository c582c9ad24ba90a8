import SickLeave
import Statistics

/// Counties, and care units by listed patients: counts beside what they are a share of.
struct WikiCounties {
    let world: WikiWorld

    /// `Sjukfall i rapporten lan` and `… andel sjukfall per kön`, national.
    func answer(_ name: WikiReportName, _ row: WikiRow) throws -> [String: String] {
        try row.check(["län", "kolumngrupp", "totalt?", "kvinnor?", "män?"])
        guard let request = try WikiRequest(row, world, isRegion: false, shape: .whole) else { return WikiAnswers.missing }
        let table = request.table(request.report(.spells, by: .county))
        let words = row["län"] ?? ""
        let isAll = words == "Samtliga län"
        let place = isAll ? nil : table.groups.firstIndex { $0.title == words }
        let isShare = name.base == "sjukfallirapportenandelsjukfallperkon"
        // The share lists what is unknown also when it is nothing; the counts do not.
        if isShare, !name.isChart, place == nil, words == "Okänt län" {
            return ["totalt?": "0", "män?": "0 % (0)", "kvinnor?": "0 % (0)"]
        }
        if !isAll, place == nil || (name.isChart && table.groups[place!] == .county(nil)) { return WikiAnswers.missing }
        let count = place.map { table.count(group: $0) } ?? table.sum(period: 0)
        if isShare {
            func share(_ part: Int) -> String {
                name.isChart ? "\(part)" : "\(Percent.rounded(part, of: count.total)) % (\(part))"
            }
            return ["totalt?": "\(count.total)", "män?": share(count.male), "kvinnor?": share(count.female)]
        }
        let people = inhabitants(place.map { table.groups[$0] }, request.months)
        func rate(_ count: Int, _ people: Int?) -> String { people.flatMap { Rate(count, perThousandOf: $0) }?.text ?? "-" }
        let column = name.isChart ? "sjukfall per 1000 invånare" : (row["kolumngrupp"] ?? "").lowercased()
        switch column {
        case "antal sjukfall": return cells(count) { "\($0)" }
        case "antal invånare":
            return people.map { cells($0) { "\($0)" } } ?? ["totalt?": "-", "män?": "-", "kvinnor?": "-"]
        case "sjukfall per 1000 invånare":
            return [
                "totalt?": rate(count.total, people?.total), "män?": rate(count.male, people?.male),
                "kvinnor?": rate(count.female, people?.female),
            ]
        default: throw WikiUnknown("okänd kolumngrupp \(column)")
        }
    }

    private func cells(_ counts: SexCounts, _ text: (Int) -> String) -> [String: String] {
        ["totalt?": text(counts.total), "män?": text(counts.male), "kvinnor?": text(counts.female)]
    }

    /// Of a county, or of all of them together.
    private func inhabitants(_ group: ReportGroup?, _ months: ClosedRange<Month>) -> SexCounts? {
        let days = world.inhabitants.mapValues { counts in
            Inhabitants(
                byCounty: Dictionary(
                    uniqueKeysWithValues: counts.compactMap { code, count in County(code: code).map { ($0, count) } })
            )
        }
        guard let chosen = Inhabitants.chosen(among: days, for: months) else { return nil }
        switch group {
        case .county(let county): return county.flatMap { chosen.byCounty[$0] }
        default: return chosen.byCounty.isEmpty ? nil : chosen.byCounty.values.reduce(SexCounts(), +)
        }
    }

    /// `Sjukfall i rapporten region sjukfall per listningar per enhet`.
    func listed(_ row: WikiRow) throws -> [String: String] {
        try row.check(
            WikiReportName.inputs.union([
                "antalsjukfall?", "antallistningar?", "antalsjukfallpertusenlistningar?", "fileuploaddate?", "markerad?",
                "meddelande?",
            ]))
        let columns = ["antalsjukfall?", "antallistningar?", "antalsjukfallpertusenlistningar?"]
        let missing = WikiAnswers.missing.merging(columns.map { ($0, "-1") }) { cell, _ in cell }
        guard let request = try WikiRequest(row, world, isRegion: true, shape: .whole), let user = request.user,
            let list = world.regionLists[user.provider]
        else { return missing }
        var report = request.report(.spells, by: .careUnit)
        report.scope.cutoff = .bothSexes(world.cutoff)
        let table = request.table(report)
        let uploaded = ["fileuploaddate?": list.uploaded.description]
        let names = WikiNames(world: world, user: user, isLeader: true, counted: .spells)
        let kept = table.keeping { place in
            if case .unit(let unit) = table.groups[place] { return list.list.listed[world.snapshot.id(unit)] != nil }
            return false
        }
        // Units without listed patients share names with the others all the same.
        guard let place = names.place(of: row["vårdenhet"] ?? "", in: kept.groups), case .unit(let unit) = kept.groups[place],
            let people = list.list.listed[world.snapshot.id(unit)]
        else { return missing.merging(uploaded) { _, date in date } }
        let count = kept.count(group: place).total
        return [
            "antalsjukfall?": "\(count)", "antallistningar?": "\(people)", "meddelande?": "null",
            "antalsjukfallpertusenlistningar?": Rate(count, perThousandOf: people)?.text ?? "-", "markerad?": request.mark(unit),
        ].merging(uploaded) { cell, _ in cell }
    }
}
