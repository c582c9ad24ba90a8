import Foundation
import SickLeave
import Statistics

/// Reports that authorities and regions have asked for: all providers, nobody signed in.
struct WikiCommissioned {
    let world: WikiWorld
    private var snapshot: Snapshot { world.snapshot.snapshot }

    init(world: WikiWorld) { self.world = world }

    /// Nil for a table that is none of them.
    func answerer(_ name: String) -> ((WikiRow) throws -> [String: String])? {
        switch name {
        case "sjukfallirapportensocialstyrelsen": ended
        case "sjukfallirapportensocialstyrelsensomantal": endedCounts
        case "sjukfallirapportensocialstyrelsensommedian": { try endedFigures($0, \.median) }
        case "sjukfallirapportensocialstyrelsensomstandardavvikelse": { try endedFigures($0, \.standardDeviation) }
        case "patienterirapportensocialstyrelsenmecfs1patientersomantal": patients
        case "sjukfallirapportensocialstyrelsenmecfs2somantal": fatigueSpells
        case "rapportenforsakringskassan": firstCertificates
        case "sjukfallispecialrapportensjukfallpersjukskrivningslangd": lengths
        case "sjukfallispecialrapportenskane": WikiMonthlySpells(world: world).answer
        default: nil
        }
    }

    private static let choice: Set<String> = ["startår", "slutår", "diagnoser", "diagnos", "bröstcancervariant"]
    private static let counties = Set((1...25).map { "lan\($0 < 10 ? "0" : "")\($0)?" })

    private func spells(_ row: WikiRow) throws -> EndedSpells {
        let last = world.today.year - 1
        let from = Int(row["startår"] ?? "") ?? last
        let through = Int(row["slutår"] ?? "") ?? last
        let named = try row.list("diagnoser")?.map(WikiReportName.node)
        let isVariant = row["bröstcancervariant"]?.uppercased() == "JA"
        return EndedSpells(
            snapshot, choice: isVariant ? .firstCertificate(.category(250)) : .certificates(named ?? EndedSpells.usual),
            years: from...max(from, through), on: world.today)
    }

    private func ended(_ row: WikiRow) throws -> [String: String] {
        try row.check(Self.choice.union(["kön?", "län?", "sjukskrivningslängd?"]))
        let wanted = row["diagnos"] ?? ""
        guard let item = try spells(row).items.first(where: { $0.diagnosis.codes == wanted }) else {
            return ["kön?": "-1", "län?": "-1", "sjukskrivningslängd?": "-1"]
        }
        return [
            "kön?": item.sex.map(Self.word) ?? "UNKNOWN", "län?": item.county?.code ?? "00",
            "sjukskrivningslängd?": "\(item.days)",
        ]
    }

    private static func word(_ sex: LegalSex) -> String { sex == .male ? "MALE" : "FEMALE" }

    private static let bands: [(name: String, days: ClosedRange<Int>)] = [
        ("under15dagar", 0...14), ("från15till30dagar", 15...30), ("från31till60dagar", 31...60), ("från61till90dagar", 61...90),
        ("från91till180dagar", 91...180), ("från181till365dagar", 181...365), ("över365dagar", 366...Int.max),
    ]

    private func endedCounts(_ row: WikiRow) throws -> [String: String] {
        let columns = Self.bands.flatMap { ["\($0.name)k?", "\($0.name)m?"] } + ["totalt?", "kvinnor?", "män?"]
        try row.check(Self.choice.union(columns))
        let node = try WikiReportName.node(row["diagnos"] ?? "")
        let items = try spells(row).items.filter { $0.diagnosis == node }
        guard !items.isEmpty else { return Dictionary(uniqueKeysWithValues: columns.map { ($0, "-1") }) }
        var cells = [
            "totalt?": "\(items.count)", "kvinnor?": "\(items.count { $0.sex == .female })",
            "män?": "\(items.count { $0.sex == .male })",
        ]
        for (name, days) in Self.bands {
            cells["\(name)k?"] = "\(items.count { $0.sex == .female && days.contains($0.days) })"
            cells["\(name)m?"] = "\(items.count { $0.sex == .male && days.contains($0.days) })"
        }
        return cells
    }

    private func endedFigures(_ row: WikiRow, _ figure: (Distribution) -> Double?) throws -> [String: String] {
        let columns = Self.counties.union(["totalt?", "kvinnor?", "män?"])
        try row.check(Self.choice.union(columns))
        let node = try WikiReportName.node(row["diagnos"] ?? "")
        let spells = try spells(row)
        guard spells.lengths(node).count > 0 else { return Dictionary(uniqueKeysWithValues: columns.map { ($0, "-1") }) }
        func text(_ condition: (EndedSpells.Item) -> Bool) -> String {
            figure(spells.lengths(node, where: condition)).map { "\($0)" } ?? "null"
        }
        var cells = [
            "totalt?": text { _ in true }, "kvinnor?": text { $0.sex == .female }, "män?": text { $0.sex == .male },
        ]
        for column in Self.counties { cells[column] = text { $0.county?.code == String(column.dropFirst(3).dropLast()) } }
        return cells
    }

    private static let ages: [String: PostViralFatigue.AgeBand] = [
        "<=17": .upTo17, "18-30": .from18, "31-40": .from31, "41-50": .from41, "51+": .from51,
    ]

    private func group(_ row: WikiRow) -> PostViralFatigue.Group? {
        let sex: LegalSex? = row["kön"] == "MALE" ? .male : row["kön"] == "FEMALE" ? .female : nil
        guard let sex, let age = Self.ages[row["åldersgrupp"] ?? ""] else { return nil }
        return PostViralFatigue.Group(sex: sex, age: age)
    }

    private func patients(_ row: WikiRow) throws -> [String: String] {
        try row.check(["år", "kön", "åldersgrupp", "antal?"])
        guard let year = Int(row["år"] ?? ""), (2013...2018).contains(year), let group = group(row) else {
            return ["antal?": "-1"]
        }
        let counts = PostViralFatigue.patients(snapshot, year: year, cutoff: world.cutoff)
        return ["antal?": "\(counts[group] ?? 0)"]
    }

    private func fatigueSpells(_ row: WikiRow) throws -> [String: String] {
        try row.check(["kön", "åldersgrupp", "antal?", "q1?", "median?", "q3?"])
        let missing = ["antal?": "-1", "q1?": "-1", "median?": "-1", "q3?": "-1"]
        let spells = PostViralFatigue.Spells(snapshot, cutoff: world.cutoff, on: world.today)
        if let group = group(row) {
            guard let lengths = spells.lengths[group] else { return missing }
            func text(_ p: Double) -> String { lengths.quantile(p).map { "\($0)" } ?? "null" }
            return ["antal?": "\(lengths.count)", "q1?": text(0.25), "median?": text(0.5), "q3?": text(0.75)]
        }
        let others = spells.others.top.enumerated().map { place, entry in
            let category = DiagnosisNode.category(entry.category).codes
            return "Vanligaste annan diagnos #\(place + 1) är \(category) med \(entry.count) förekomster"
        }
        let texts = ["Andel sjukfall med mer än 1 diagnos: \(spells.shareWithSeveral)"] + others
        guard texts.contains(row["åldersgrupp"] ?? "") else { return missing }
        return ["antal?": "0", "q1?": "0.0", "median?": "0.0", "q3?": "0.0"]
    }

    private func firstCertificates(_ row: WikiRow) throws -> [String: String] {
        try row.check(["diagnos", "kön", "län", "antalsjukfall?", "medellängd?", "medianlängd?"])
        let missing = ["antalsjukfall?": "-1", "medellängd?": "-1", "medianlängd?": "-1"]
        let report = FirstCertificateLengths(snapshot, on: world.today)
        let diagnosis = row["diagnos"] ?? ""
        let asked = ["F32", "F43", "M54", "M17"]
        guard diagnosis == "Alla" || asked.contains(where: { diagnosis.hasPrefix($0) }),
            let county = County(code: row["län"] ?? "")
        else { return missing }
        let sex: LegalSex? = row["kön"] == "MALE" ? .male : row["kön"] == "FEMALE" ? .female : nil
        let lengths = report.lengths(diagnosis: diagnosis == "Alla" ? nil : diagnosis, sex: sex, county: county)
        let mean = ((lengths.mean ?? 0) * 100).rounded() / 100
        return ["antalsjukfall?": "\(lengths.count)", "medellängd?": "\(mean)", "medianlängd?": "\(lengths.median ?? 0)"]
    }

    private func lengths(_ row: WikiRow) throws -> [String: String] {
        try row.check(["sjukskrivningslängd", "antal?"])
        let report = EndedSpellLengths(snapshot, on: world.today)
        var rows = CommissionedLength.allCases.map { length in
            (String(length.title.map { $0 == "–" ? "-" : $0 }), report.byLength[length] ?? 0)
        }
        for (name, ranking) in [("91-180 dagar", report.diagnosesOfLong), ("över 180 dagar", report.diagnosesOfLonger)] {
            for (place, entry) in ranking.top.enumerated() {
                let share = (Double(entry.count) * 1_000 / Double(ranking.count)).rounded() / 10
                let category = DiagnosisNode.category(entry.category).codes
                rows.append(
                    (
                        "Vanligaste diagnos i sjukfall \(name) #\(place + 1) är \(category) med \(entry.count) förekomster "
                            + "(\(share)% av \(ranking.count))", 0
                    ))
            }
        }
        let wanted = row["sjukskrivningslängd"] ?? ""
        return ["antal?": "\(rows.first { $0.0.hasPrefix(wanted) }?.1 ?? -1)"]
    }
}
