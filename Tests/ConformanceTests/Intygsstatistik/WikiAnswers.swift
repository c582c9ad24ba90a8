import Foundation
import SickLeave
import Statistics

/// Answers a row of a report with the engine's figures, as the service would print them.
struct WikiAnswers {
    let world: WikiWorld

    /// A cell for each column that the row could expect.
    func answer(_ name: WikiReportName, _ row: WikiRow) throws -> [String: String] {
        try row.check(WikiReportName.inputs.union([name.keyColumn].compactMap(\.self)).union(Self.outputs))
        guard let request = try request(name, row) else { return Self.missing }
        let grouping = try name.grouping(row)
        var report = request.report(name.counted, by: grouping)
        // These two send their filter where the service does not look for it.
        if name.isRegion, name.counted == .certificates || name.counted == .completionQuestions { report.filter = ReportFilter() }
        var table = request.table(report)
        let isEmpty = table.isEmpty
        if name.isChart { table = chart(name, table) }
        var answer = cells(name, row, request, table)
        answer.merge(WikiFilterCells(request: request, world: world).cells) { cell, _ in cell }
        answer["meddelande?"] = WikiNotices(request: request, grouping: grouping, table: table, isEmpty: isEmpty).text
        answer["grupperlista?"] = groupList(row["grupperlista?"] ?? "", names(name, row, request), table)
        answer["vårdgivarnamn?"] = request.user.map { WikiUser.providerName($0.provider) }
        answer["fileuploaddate?"] = request.user.flatMap { world.regionLists[$0.provider]?.uploaded.description }
        return answer
    }

    static let missing: [String: String] = Dictionary(
        uniqueKeysWithValues: ["män?", "kvinnor?", "totalt?", "grupptotalt?", "antal?", "förändring?", "andel?"].map {
            ($0, "-1")
        }
            + ["meddelande?", "fileuploaddate?", "markerad?", "vårdgivarnamn?"].map { ($0, "null") })

    private static let outputs: Set<String> = [
        "män?", "kvinnor?", "totalt?", "grupptotalt?", "meddelande?", "allaenhetsfiltervalda?", "enhetsfilterlista?",
        "alladiagnosfiltervalda?", "allasjukskrivningslängdfiltervalda?", "allaåldersgruppfiltervalda?",
        "sjukskrivningslangdfilterlista?", "åldersgruppfilterlista?", "vårdgivarnamn?", "fileuploaddate?", "färg?",
        "grupperlista?",
        "markerad?",
    ]

    private func request(_ name: WikiReportName, _ row: WikiRow) throws -> WikiRequest? {
        // This one shows 18 months though it is a whole period.
        let months =
            name.isRegion && name.counted == .completionQuestions ? ReportPeriod.usual(.series, on: world.today) : nil
        return try WikiRequest(row, world, isRegion: name.isRegion, shape: name.shape, months: months)
    }

    private func chart(_ name: WikiReportName, _ table: ReportTable) -> ReportTable {
        switch name.base {
        case "sjukfallirapportendiagnosgrupp": table.byDiagnosisGroup
        case "sjukfallirapportenenskiltdiagnoskapitel": table.largest
        default: table
        }
    }

    private func names(_ name: WikiReportName, _ row: WikiRow, _ request: WikiRequest) -> WikiNames {
        WikiNames(world: world, user: request.user, isLeader: row.isLeader || request.level == .region, counted: name.counted)
    }

    /// The groups in order. The page's own words stand when they mean our groups one by one.
    private func groupList(_ words: String, _ names: WikiNames, _ table: ReportTable) -> String {
        let places = words.components(separatedBy: ",").map { names.place(of: $0, in: table.groups) }
        return places == Array(table.groups.indices) ? words : names.names(table.groups).joined(separator: ",")
    }

    private func cells(_ name: WikiReportName, _ row: WikiRow, _ request: WikiRequest, _ table: ReportTable) -> [String: String] {
        let names = names(name, row, request)
        guard let period = period(name, row, table) else { return Self.missing }
        var place = 0
        if let words = words(name, row) {
            guard let found = names.place(of: words, in: table.groups) else { return Self.missing }
            place = found
        }
        let count = table.count(period: period, group: place)
        var mark = "null"
        if request.level == .region, case .unit(let unit) = table.groups[place] { mark = request.mark(unit) }
        let whole = table.whole(period: period, group: place)
        func text(_ part: Int, _ whole: Int?) -> String {
            guard let whole else { return "\(part)" }
            return "\(whole == 0 ? 0 : 100 * part / whole)" + (name.isChart ? "" : "%")
        }
        let isDual = name.keyColumn != nil && (name.shape == .series || rowColumn(name) != nil)
        let total = isDual ? rowTotal(name, row, names, table, period) : (count.total, whole?.total)
        return [
            "markerad?": mark,
            "män?": text(count.male, whole?.male),
            "kvinnor?": text(count.female, whole?.female),
            "grupptotalt?": text(count.total, whole?.total),
            "totalt?": isDual && name.isChart && rowColumn(name) == nil ? "-1" : text(total.0, total.1),
        ]
    }

    private func period(_ name: WikiReportName, _ row: WikiRow, _ table: ReportTable) -> Int? {
        guard name.shape == .series else { return 0 }
        let names = ["jan", "feb", "mar", "apr", "maj", "jun", "jul", "aug", "sep", "okt", "nov", "dec"]
        guard let year = Int(row["år"] ?? ""), let number = names.firstIndex(of: row["månad"] ?? ""),
            let month = Month(year: year, month: number + 1)
        else { return nil }
        return table.period(of: month)
    }

    /// Messages by unit or doctor have it in the row, and the subject in the heading.
    private func rowColumn(_ name: WikiReportName) -> String? {
        guard name.shape == .whole else { return nil }
        switch name.base {
        case "meddelandenirapportenmeddelandenvardenhet": return "vårdenhet"
        case "meddelandenirapportenmeddelandenperlakare": return "läkare"
        default: return nil
        }
    }

    /// What the row calls its group.
    private func words(_ name: WikiReportName, _ row: WikiRow) -> String? {
        if let column = rowColumn(name) {
            return "\(row[column] ?? "") : \(row["ämne"] ?? row["grupp"] ?? "")"
        }
        guard let key = name.keyColumn else { return nil }
        return row[key] ?? ""
    }

    /// All groups of the row: of the month, or of the unit or doctor. A chart of messages by unit shows the cell itself.
    private func rowTotal(
        _ name: WikiReportName, _ row: WikiRow, _ names: WikiNames, _ table: ReportTable, _ period: Int
    ) -> (Int, Int?) {
        guard let column = rowColumn(name) else {
            let wholes = table.whole(period: period, group: 0).map { _ in table.sumOfWholes(period: period).total }
            return (table.sum(period: period).total, wholes)
        }
        let wanted = name.isChart ? (words(name, row) ?? "") : "\(row[column] ?? "") : "
        let counts = zip(names.names(table.groups), table.groups.indices).filter { $0.0.contains(wanted) }
        return (counts.reduce(0) { $0 + table.count(period: period, group: $1.1).total }, nil)
    }
}
