import SickLeave
import Statistics
import UseCases

/// All of a report's figures as a table: a row a month in a series, a row a group in a whole period.
struct ReportFigures: Component {
    let answer: ReportAnswer
    private let table: PublishedTable
    /// Those with something in some month, or something kept back. Where nothing is, all: a table without columns says less.
    private let groupsWithColumns: [Int]

    init(answer: ReportAnswer) {
        self.answer = answer
        let table = answer.table
        self.table = table
        let some = table.groups.indices.filter { group in
            table.periods.indices.contains { period in
                let counted = table.whole(period: period, group: group) ?? table.count(period: period, group: group)
                return counted.total != 0
            }
        }
        groupsWithColumns = some.isEmpty ? Array(table.groups.indices) : some
    }

    var html: HTML {
        let isSeries = answer.report.shape == .series
        let isOne = table.groups.count == 1 && answer.choice.kind != .diagnosis
        let shown = !isSeries ? groups : isOne || table.hasWholes ? months : matrix
        return "<div class=\"report-figures\(if: !isSeries, " of-groups")\">\(shown)\(left)</div>"
    }

    /// What the table leaves out, and where it is.
    private var left: HTML {
        let count = table.groups.count - groupsWithColumns.count
        guard answer.report.shape == .series, count > 0 else { return HTML() }
        let groups = SwedishNumber.count(count, "grupp", "grupper")
        return "<p class=\"small soft\">\(groups) utan något under perioden har ingen kolumn. Filen har alla.</p>"
    }

    private var caption: String { "\(answer.choice.kind.title), \(answer.place)" }

    private var note: String {
        answer.hasHidden ? ReportFigures.hiddenNote(answer) : answer.report.months.inWords
    }

    static func hiddenNote(_ answer: ReportAnswer) -> String {
        let least = answer.disclosure?.least ?? 0
        return "\(answer.report.months.inWords). Dolt: 1–\(least - 1), eller ett antal som skulle avslöja ett sådant."
    }

    private func cell(_ count: Int?) -> HTML {
        count.map { "\(SwedishNumber.integer($0))" } ?? "<span class=\"soft\">dolt</span>"
    }

    /// One group, by sex; or completions, which are shares.
    private var months: DataTable {
        let columns: [DataTable.Column] =
            [.init("Månad", .rowHeader)]
            + groupsWithColumns.flatMap { group -> [DataTable.Column] in
                let name = table.groups.count > 1 ? "\(answer.title(of: table.groups[group])), " : ""
                return ["totalt", "kvinnor", "män"].map { .init((name + $0).capitalisingFirst, .number) }
            }
        return DataTable(
            caption: caption, captionNote: note, columns: columns,
            rows: table.periods.indices.reversed().map { period in
                .init(
                    id: "\(period)",
                    cells: [monthName(period)]
                        + groupsWithColumns.flatMap { group in sexes.map { value(period, group, $0) } })
            })
    }

    private var sexes: [KeyPath<PublishedCounts, Int?>] { [\.total, \.female, \.male] }

    private func value(_ period: Int, _ group: Int, _ sex: KeyPath<PublishedCounts, Int?>) -> HTML {
        let count = table.count(period: period, group: group)[keyPath: sex]
        guard table.hasWholes else { return cell(count) }
        let whole = table.whole(period: period, group: group)?[keyPath: sex]
        guard let count, let whole else { return cell(nil) }
        guard whole > 0 else { return "–" }
        return """
            \(ReportAnswer.completionShare(count, of: whole)) \
            <span class="soft">\(SwedishNumber.integer(count)) av \(SwedishNumber.integer(whole))</span>
            """
    }

    private func monthName(_ period: Int) -> HTML {
        let month = table.periods[period].lowerBound
        return "\(month.inWords)\(if: month.lastDay >= answer.day, " <span class=\"soft\">pågår</span>")"
    }

    /// Months by groups, both sexes: women and men are in the file and in the table of a whole period.
    private var matrix: DataTable {
        let totals = answer.totals
        return DataTable(
            caption: caption, captionNote: note,
            columns: [.init("Månad", .rowHeader)] + (totals == nil ? [] : [.init("Alla", .number)])
                + groupsWithColumns.map { .init(markup: groupName(table.groups[$0]), .number) },
            rows: table.periods.indices.reversed().map { period in
                .init(
                    id: "\(period)",
                    cells: [monthName(period)] + (totals.map { [cell($0[period].total)] } ?? [])
                        + groupsWithColumns.map { cell(table.count(period: period, group: $0).total) })
            })
    }

    private var groups: DataTable {
        let all = answer.totals?.first?.total
        let isShare = all != nil && table.groups.count > 1
        var columns: [DataTable.Column] = [.init(groupTitle, .rowHeader)]
        // What the report is about comes before what it is made of.
        if answer.listed != nil { columns.append(.init("Per 1 000 listade", .number, cardLabel: "Per 1 000 listade")) }
        let counts = columns.count..<columns.count + sexes.count
        columns += ["Totalt", "Kvinnor", "Män"].map { DataTable.Column($0, .number, cardLabel: $0) }
        if isShare { columns.append(.init("Andel av alla", .number, cardLabel: "Andel av alla")) }
        if answer.choice.kind == .county { columns.append(.init("Andel kvinnor", .number, cardLabel: "Andel kvinnor")) }
        if answer.listed != nil { columns.append(.init("Listade", .number, cardLabel: "Listade")) }
        let rows = table.groups.indices.map { group -> [HTML] in
            let count = table.count(group: group)
            var cells: [HTML] = [groupName(table.groups[group])]
            if answer.listed != nil { cells.append("\(answer.rate(of: table.groups[group], count: count.total)?.text ?? "–")") }
            cells += sexes.map { value(0, group, $0) }
            if isShare { cells.append(share(count.total, of: all)) }
            if answer.choice.kind == .county { cells.append(share(count.female, of: count.total)) }
            if let listed = answer.listed { cells.append("\(listed[table.groups[group]].map(SwedishNumber.integer) ?? "–")") }
            return cells
        }
        // What has no figure in any row is no column: a share of what is kept back, listed patients of a list that has none.
        let kept = columns.indices.filter { column in
            column == 0 || counts.contains(column) || !rows.allSatisfy { $0[column] == "–" }
        }
        return DataTable(
            caption: caption, captionNote: note, columns: kept.map { columns[$0] },
            rows: rows.enumerated().map { group, cells in .init(id: "\(group)", cells: kept.map { cells[$0] }) })
    }

    private func groupName(_ group: ReportGroup) -> HTML {
        guard let href = ReportAddress(answer.choice).below(group) else { return "\(answer.title(of: group))" }
        return "<a href=\"\(href)\">\(answer.title(of: group))</a>"
    }

    private func share(_ part: Int?, of whole: Int?) -> HTML {
        guard let part, let whole, whole > 0 else { return "–" }
        return "\(SwedishNumber.percent(Double(part) / Double(whole), places: 0))"
    }

    private var groupTitle: String {
        switch answer.choice.kind {
        case .careUnit, .messagesByUnit, .listed: "Vårdenhet"
        case .subUnit: "Enhet"
        case .doctor, .messagesByDoctor: "Läkare"
        case .county: "Län"
        case .completionQuestions: "Fråga"
        case .messages: "Ämne"
        case .certificates, .completions: "Intyg"
        default: "Grupp"
        }
    }
}

extension String {
    var capitalisingFirst: String { prefix(1).uppercased() + dropFirst() }
}
