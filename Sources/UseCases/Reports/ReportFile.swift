import Interchange
import SickLeave
import Statistics

/// A report's figures as a CSV table: one row a period and group, so that it can be turned about in any program.
package struct ReportFile: Sendable {
    package let name: String
    package let bytes: [UInt8]

    /// - Parameter isForExcel: with semicolons and decimal commas, as a Swedish Excel opens it; otherwise as programs expect CSV.
    /// - Throws: `UseCaseError.invalid` where it would be another file than was asked for: nobody reads a notice in a file.
    package init(_ answer: ReportAnswer, isForExcel: Bool) throws {
        guard answer.faults.isEmpty else { throw UseCaseError.invalid(answer.faults.joined(separator: " ")) }
        name = answer.fileName
        let table = answer.table
        var columns = ["fran_manad", "till_manad", "grupp", "totalt", "kvinnor", "man"]
        if table.hasWholes { columns += ["av_totalt", "av_kvinnor", "av_man"] }
        if answer.listed != nil { columns += ["listade", "per_1000_listade"] }
        var file = CSVTable(columns: columns, flavour: isForExcel ? .excel : .standard)
        func cell(_ count: Int?) -> CSVTable.Cell { count.map { "\($0)" } ?? "dolt" }
        for (period, months) in table.periods.enumerated() {
            func add(_ title: String, _ count: PublishedCounts, _ whole: PublishedCounts?, _ group: ReportGroup?) {
                var row: [CSVTable.Cell] = [
                    "\(months.lowerBound)", "\(months.upperBound)", .text(title), cell(count.total), cell(count.female),
                    cell(count.male),
                ]
                if let whole { row += [cell(whole.total), cell(whole.female), cell(whole.male)] }
                if let listed = answer.listed {
                    // As many decimals as on the page.
                    let rate = group.flatMap { answer.rate(of: $0, count: count.total) }
                    row += [
                        group.flatMap { listed[$0] }.map { "\($0)" } ?? "",
                        .decimal(rate.map { Double($0.hundredths) / 100 }, places: 2),
                    ]
                }
                file.add(row)
            }
            // A spell may count in several groups, so that their sum is no total: what the page calls all stands first.
            if table.groups.count > 1, !table.hasWholes {
                add("Alla", answer.totals?[period] ?? table.sum(period: period), nil, nil)
            }
            for (group, name) in table.groups.enumerated() {
                add(
                    answer.title(of: name), table.count(period: period, group: group),
                    table.whole(period: period, group: group), name)
            }
        }
        bytes = file.bytes
    }
}
