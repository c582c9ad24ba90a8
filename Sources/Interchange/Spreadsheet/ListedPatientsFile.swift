import Foundation
package import SickLeave

/// Reads a region's list of care units: the first sheet of a workbook, (.xlsx or .xls), headings in row 1, HSA-id in column B, listed patients in
/// column C. Rows without HSA-id are passed over; an empty C means that there is no figure. The first fault refuses the whole file.
package enum ListedPatientsFile {
    package enum Fault: Error, Hashable, Sendable, CustomStringConvertible {
        case notASpreadsheet
        case unreadable(String)
        /// What stands there when it is a number with decimals.
        case notWhole(row: Int, written: String?)
        case negative(row: Int)
        case repeated(row: Int)
        case characters(row: Int)

        package var description: String {
            switch self {
            case .notASpreadsheet: "Filen är inget kalkylblad. Spara listan i Excel som .xlsx och ladda upp den."
            case .unreadable(let reason): "Filen går inte att läsa. \(reason)"
            case .notWhole(let row, nil): "Rad \(row): Antalet listade patienter ska vara ett heltal. Rätta kolumn C."
            case .notWhole(let row, let written?):
                "Rad \(row): Antalet listade patienter ska vara ett heltal, men där står \(written). Rätta kolumn C."
            case .negative(let row): "Rad \(row): Antalet listade patienter är mindre än 0. Rätta kolumn C."
            case .repeated(let row): "Rad \(row): Vårdenheten står redan i listan. Ta bort den ena raden."
            case .characters(let row):
                "Rad \(row): HSA-id får bara ha bokstäverna A–Z, siffror och bindestreck. Rätta kolumn B."
            }
        }
    }

    package static func read(path: String) throws(Fault) -> ListedPatients {
        let name = path.lowercased()
        if name.hasSuffix(".xls") { return try list(oldRows(path)) }
        guard name.hasSuffix(".xlsx") else { throw .notASpreadsheet }
        return try list(rows(path))
    }

    private static func rows(_ path: String) throws(Fault) -> [SheetRow] {
        do throws(IntakeFault) {
            let size = try? FileManager.default.attributesOfItem(atPath: path)[.size] as? Int64
            guard let size else { throw .missing }
            return try XLSXFile(path: path, size: size).rows
        } catch {
            throw .unreadable("\(error)")
        }
    }

    private static func oldRows(_ path: String) throws(Fault) -> [SheetRow] {
        guard let bytes = FileManager.default.contents(atPath: path) else { throw .unreadable("\(IntakeFault.missing)") }
        guard let file = XLSFile([UInt8](bytes)) else { throw .notASpreadsheet }
        return file.rows
    }

    private static func list(_ rows: [SheetRow]) throws(Fault) -> ListedPatients {
        var units: [HSAID] = []
        var known: Set<HSAID> = []
        var listed: [HSAID: Int] = [:]
        for row in rows where row.number > 1 {
            let count = try count(row[2], row: row.number)
            let written = row[1].text.filter { !$0.isWhitespace }
            guard !written.isEmpty else { continue }
            guard let unit = HSAID(written) else { throw .characters(row: row.number) }
            guard known.insert(unit).inserted else { throw .repeated(row: row.number) }
            guard written.utf8.allSatisfy(isAllowed) else { throw .characters(row: row.number) }
            if let count, count < 0 { throw .negative(row: row.number) }
            units.append(unit)
            if let count, count > 0 { listed[unit] = count }
        }
        return ListedPatients(units: units, listed: listed)
    }

    private static func count(_ cell: SheetCell, row: Int) throws(Fault) -> Int? {
        switch cell {
        case .empty: return nil
        case .number(let number):
            guard let whole = Int(exactly: number) else { throw .notWhole(row: row, written: "\(number)") }
            return whole
        case .text(let text):
            let text = text.filter { !$0.isWhitespace }
            guard !text.isEmpty else { return nil }
            guard let whole = Int(text) else { throw .notWhole(row: row, written: nil) }
            return whole
        }
    }

    private static func isAllowed(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "-"): true
        default: false
        }
    }
}
