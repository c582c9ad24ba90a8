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
            for (group, name) in table.groups.enumerated() {
                let count = table.count(period: period, group: group)
                var row: [CSVTable.Cell] = [
                    "\(months.lowerBound)", "\(months.upperBound)", .text(answer.title(of: name)), cell(count.total),
                    cell(count.female), cell(count.male),
                ]
                if let whole = table.whole(period: period, group: group) {
                    row += [cell(whole.total), cell(whole.female), cell(whole.male)]
                }
                if let listed = answer.listed {
                    let rate = answer.rate(of: name, count: count.total)
                    row += [
                        listed[name].map { "\($0)" } ?? "",
                        .decimal(rate.map { Double($0.hundredths) / 100 }),
                    ]
                }
                file.add(row)
            }
        }
        bytes = file.bytes
    }
}
