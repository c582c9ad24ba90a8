/// How much a CSV file may ask of us. What is larger is refused as a fault and never held in memory.
package struct CSVLimits: Sendable {
    /// Bytes in one field.
    package var field = 64 * 1024
    /// Bytes in one row, its line breaks included.
    package var row = 1024 * 1024
    /// Fields in one row.
    package var columns = 200

    package init() {}
}

/// Why one row could not be read, in words for the person who has to correct it. Never names a patient: the value is
/// repeated only where it is a day, a code or a number.
package struct CSVFault: Error, Hashable, Sendable, CustomStringConvertible {
    /// The row's first line in the file; the header line counts.
    package let line: Int
    /// As in the header; nil when the whole row is at fault.
    package let column: String?
    /// A whole sentence or clause in Swedish, without line and column.
    package let problem: String

    package init(line: Int, column: String?, problem: String) {
        self.line = line
        self.column = column
        self.problem = problem
    }

    /// `Rad 14, kolumn perioder: 2026-02-30 finns inte i almanackan.`
    package var description: String {
        if let column { "Rad \(line), kolumn \(column): \(problem)" } else { "Rad \(line): \(problem)" }
    }

    /// The column of a description that was kept; nil where it has none, and for other words.
    package static func column(in description: String) -> String? {
        guard description.hasPrefix("Rad ") else { return nil }
        let rest = description.dropFirst(4).drop { $0.isASCII && $0.isNumber }
        guard rest.hasPrefix(", kolumn ") else { return nil }
        let name = rest.dropFirst(9).prefix { $0 != ":" }
        return !name.isEmpty && name.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_") } ? String(name) : nil
    }
}

/// A fault of one cell, before the reader knows which line it is on.
struct CSVCellFault: Error {
    let column: String?
    let problem: String
}

/// Why a whole file cannot be read as CSV.
package enum CSVFileFault: Error, Hashable, Sendable, CustomStringConvertible {
    case empty
    /// The first row is not a header that we know.
    case unknownHeader
    case unknownColumn(String, format: CSVFormat)
    case repeatedColumn(String, format: CSVFormat)
    case missingColumns([String], format: CSVFormat)
    case brokenHeader(String)
    case utf16

    package var description: String {
        switch self {
        case .empty:
            "Filen är tom. Den behöver en rubrikrad och minst en rad till."
        case .unknownHeader:
            // The row is not repeated: in a file without header it is a patient's.
            "Rubrikraden känns inte igen. Första raden ska ha kolumnernas namn, till exempel "
                + "intygs_id;typ;personnummer. Se handbokens sida om CSV."
        case .unknownColumn(let name, let format):
            "Kolumnen \(CSVFileFault.shown(name)) finns inte i formatet \(format.title). Ta bort den eller byt namn. Tillåtna kolumner: "
                + format.columnNames.joined(separator: ", ") + "."
        case .repeatedColumn(let name, let format):
            "Kolumnen \(name) finns två gånger i rubrikraden (formatet \(format.title)). Ta bort den ena."
        case .missingColumns(let names, let format):
            "Filen ser ut som formatet \(format.title) men saknar \(names.count == 1 ? "kolumnen" : "kolumnerna") "
                + names.joined(separator: ", ") + ". Lägg till och försök igen."
        case .brokenHeader(let problem):
            "Rubrikraden kan inte läsas: \(problem)"
        case .utf16:
            "Filen är sparad som UTF-16 (Unicode-text i Excel). Spara den som CSV UTF-8 och försök igen."
        }
    }

    /// What stands in quotes may be a patient's and is kept from lists and the command line. The name of a column is the file's own word,
    /// and whoever is to mend the file needs it: one that reads as a name stands without quotes.
    private static func shown(_ name: String) -> String {
        let isName =
            (1...40).contains(name.unicodeScalars.count)
            && name.unicodeScalars.allSatisfy { $0.properties.isAlphabetic || ("0"..."9").contains($0) || $0 == "_" || $0 == "-" }
        // Six digits are a birth date, and more.
        let digits = name.unicodeScalars.filter { ("0"..."9").contains($0) }
        return isName && digits.count < 6 ? name : "”\(name)”"
    }
}
