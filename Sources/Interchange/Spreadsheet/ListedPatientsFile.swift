import Foundation
package import SickLeave

/// A region's list of care units, read: the first sheet of a workbook (.xlsx or .xls), headings in row 1, HSA-id in column B, listed patients
/// in column C. Rows without HSA-id are passed over, as in Intygsstatistik, and told; an empty C means that there is no figure. The first
/// fault refuses the whole file.
package struct ListedPatientsFile: Sendable {
    package let list: ListedPatients
    /// Rows where something stands, but no HSA-id.
    package let skippedRows: [Int]

    package enum Fault: Error, Hashable, Sendable, CustomStringConvertible {
        case notASpreadsheet
        case unreadable(String)
        /// A unit stands where the headings should.
        case noHeadings
        /// The number when it is one with decimals.
        case notWhole(row: Int, written: Double?)
        case negative(row: Int)
        case tooMany(row: Int)
        case tooManyUnits(row: Int)
        case repeated(row: Int)
        case characters(row: Int)

        package var description: String {
            switch self {
            case .notASpreadsheet: "Filen är inget kalkylblad. Spara listan i Excel som .xlsx och ladda upp den."
            case .unreadable(let reason): "Filen går inte att läsa. \(reason)"
            case .noHeadings: "Rad 1: Här står en vårdenhet, men rubrikerna saknas. Lägg till en rad med rubriker överst."
            case .notWhole(let row, nil): "Rad \(row): Antalet listade patienter ska vara ett heltal. Rätta kolumn C."
            case .notWhole(let row, let written?):
                "Rad \(row): Antalet listade patienter ska vara ett heltal, men där står \(Self.swedish(written)). Rätta kolumn C."
            case .negative(let row): "Rad \(row): Antalet listade patienter är mindre än 0. Rätta kolumn C."
            case .tooMany(let row):
                "Rad \(row): Antalet listade patienter är mer än \(SwedishNumber.integer(ListedPatients.counts.upperBound)). Rätta kolumn C."
            case .tooManyUnits(let row):
                "Rad \(row): En lista har högst \(SwedishNumber.integer(ListedPatients.mostUnits)) vårdenheter. Ta bort rader från filen."
            case .repeated(let row): "Rad \(row): Vårdenheten står redan i listan. Ta bort den ena raden."
            case .characters(let row):
                "Rad \(row): HSA-id får bara ha bokstäverna A–Z, siffror och bindestreck, och högst 64 tecken. Rätta kolumn B."
            }
        }

        /// All decimals that stand there: rounded, the fault might not show.
        private static func swedish(_ number: Double) -> String { "\(number)".replacing(".", with: ",") }
    }

    package init(path: String) throws(Fault) {
        let name = path.lowercased()
        guard name.hasSuffix(".xls") || name.hasSuffix(".xlsx") else { throw .notASpreadsheet }
        try self.init(name.hasSuffix(".xls") ? Self.oldRows(path) : Self.rows(path))
    }

    private static func rows(_ path: String) throws(Fault) -> [SheetRow] {
        do throws(IntakeFault) {
            let size = try? FileManager.default.attributesOfItem(atPath: path)[.size] as? Int64
            guard let size else { throw .missing }
            return try XLSXFile(path: path, size: size).rows
        } catch .brokenZip {
            // A workbook is a zip archive inside, but whoever saved it need not know.
            throw .unreadable("Den är skadad eller är inget kalkylblad. Spara listan i Excel som .xlsx och ladda upp den.")
        } catch {
            throw .unreadable("\(error)")
        }
    }

    private static func oldRows(_ path: String) throws(Fault) -> [SheetRow] {
        guard let bytes = FileManager.default.contents(atPath: path) else { throw .unreadable("\(IntakeFault.missing)") }
        guard let file = XLSFile([UInt8](bytes)) else { throw .notASpreadsheet }
        return file.rows
    }

    private init(_ rows: [SheetRow]) throws(Fault) {
        var units: [HSAID] = []
        var known: Set<HSAID> = []
        var listed: [HSAID: Int] = [:]
        var skipped: [Int] = []
        for row in rows {
            guard row.number > 1 else {
                if Self.isUnit(row) { throw .noHeadings }
                continue
            }
            let count = try Self.count(row[2], row: row.number)
            let written = row[1].text.filter { !$0.isWhitespace }
            guard !written.isEmpty else {
                if row.cells.values.contains(where: { !$0.text.allSatisfy(\.isWhitespace) }) { skipped.append(row.number) }
                continue
            }
            guard let unit = HSAID(listed: written) else { throw .characters(row: row.number) }
            guard known.insert(unit).inserted else { throw .repeated(row: row.number) }
            guard units.count < ListedPatients.mostUnits else { throw .tooManyUnits(row: row.number) }
            units.append(unit)
            guard let count, count != 0 else { continue }
            guard count > 0 else { throw .negative(row: row.number) }
            guard ListedPatients.counts.contains(count) else { throw .tooMany(row: row.number) }
            listed[unit] = count
        }
        list = ListedPatients(units: units, listed: listed)
        skippedRows = skipped
    }

    /// No heading is a number, or begins as an HSA-id does: SE and the organisation's number.
    private static func isUnit(_ row: SheetRow) -> Bool {
        if case .number = row[2] { return true }
        let written = row[1].text.filter { !$0.isWhitespace }.uppercased()
        return written.hasPrefix("SE") && written.dropFirst(2).first?.isNumber == true
    }

    /// A number of any size beyond the limits is read as one beyond them.
    private static func count(_ cell: SheetCell, row: Int) throws(Fault) -> Int? {
        switch cell {
        case .empty: return nil
        case .number(let number):
            guard let whole = Int(exactly: max(-1e12, min(number, 1e12))) else { throw .notWhole(row: row, written: number) }
            return whole
        case .text(let text):
            let text = text.filter { !$0.isWhitespace }
            guard !text.isEmpty else { return nil }
            if let whole = Int(text) { return whole }
            guard text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { throw .notWhole(row: row, written: nil) }
            return .max
        }
    }
}
