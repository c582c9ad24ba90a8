package import SickLeave

/// Writes one of our CSV formats, all columns, header first. Reading the result gives back what was written.
package struct CSVWriter {
    /// Two readers, two habits.
    package enum Flavour: Sendable {
        /// UTF-8, comma, LF: for programs and open data.
        case standard
        /// UTF-8 with byte order mark, semicolon, CRLF: opens rightly in a Swedish Excel.
        case excel
    }

    /// What the table has no room for.
    package enum Fault: Error, Hashable, Sendable, CustomStringConvertible {
        /// More than the numbered columns hold.
        case tooMany(String, id: String)

        package var description: String {
            switch self {
            case .tooMany(let what, let id):
                "\(id) har fler \(what) än CSV-formatet rymmer. Raden är utelämnad; uppgiften finns kvar i databasen."
            }
        }
    }

    package let format: CSVFormat
    package let flavour: Flavour
    private let columnCount: Int
    private var text: CSVText
    /// What is written and not yet taken.
    package var bytes: [UInt8] { text.bytes }

    package init(_ format: CSVFormat, flavour: Flavour = .standard) {
        self.format = format
        self.flavour = flavour
        text = CSVText(flavour)
        let names = format.columnNames
        columnCount = names.count
        text.put(row: names)
    }

    /// Hands over what is written so far, so that a long table needs little memory.
    package mutating func take() -> [UInt8] { text.take() }

    package mutating func write(_ record: CSVRecord) throws(Fault) {
        switch record {
        case .certificate(let value): try write(value)
        case .revocation(let value): write(value)
        case .procedure(let value): write(value)
        case .message(let value): try write(value)
        case .staff(let value): write(value)
        case .unit(let value): write(value)
        case .volume(let value): write(value)
        }
    }

    package mutating func write(_ certificate: Certificate) throws(Fault) {
        put(try CertificateColumn.cells(of: certificate))
    }

    package mutating func write(_ revocation: Revocation) { put(RevocationColumn.cells(of: revocation)) }
    package mutating func write(_ procedure: ProcedureRegistration) { put(ProcedureColumn.cells(of: procedure)) }
    package mutating func write(_ message: CaseMessage) throws(Fault) { put(try MessageColumn.cells(of: message)) }
    package mutating func write(_ member: StaffMember) { put(StaffColumn.cells(of: member)) }
    package mutating func write(_ unit: CareUnit) { put(UnitColumn.cells(of: unit)) }
    package mutating func write(_ volume: UnitVolume) { put(VolumeColumn.cells(of: volume)) }

    private mutating func put<Column: CSVColumn>(_ cells: CSVCells<Column>) {
        precondition(cells.values.count == columnCount, "cells of another format")
        text.put(row: cells.values)
    }
}

/// One row to write: a cell for each column, empty where nothing is set.
struct CSVCells<Column: CSVColumn> {
    private(set) var values: [String]

    init() { values = Array(repeating: "", count: Column.allCases.count) }

    subscript(column: Column) -> String {
        get { values[column.rawValue] }
        set { values[column.rawValue] = newValue }
    }
}
