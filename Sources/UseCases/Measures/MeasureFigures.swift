import Interchange
import SickLeave
import Statistics

/// A measure's months as a CSV table: for people's own charts.
package struct MeasureFigures: Sendable {
    package let name: String
    package let bytes: [UInt8]

    /// - Parameter isForExcel: with semicolons and decimal commas, as a Swedish Excel opens it; otherwise as programs expect CSV.
    package init(_ trend: GoalMeasures.Trend, isForExcel: Bool) {
        let flavour: CSVWriter.Flavour = isForExcel ? .excel : .standard
        name = "\(trend.measure.id).csv"
        var file = CSVTable(
            columns: ["fran_manad", "till_manad", "taljare", "namnare", "varde", "intervall_fran", "intervall_till", "klar"],
            flavour: flavour)
        for result in trend.months {
            func cell(_ value: Double?) -> String { value.map { CSVTable.decimal($0, flavour: flavour) } ?? "" }
            file.add([
                "\(result.months.lowerBound)", "\(result.months.upperBound)", "\(result.numerator)", "\(result.denominator)",
                cell(result.value), cell(result.interval?.lower), cell(result.interval?.upper), result.isSettled ? "ja" : "nej",
            ])
        }
        bytes = file.bytes
    }
}
