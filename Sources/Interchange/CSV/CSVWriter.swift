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
    /// What is written and not yet taken.
    package private(set) var bytes: [UInt8] = []

    package init(_ format: CSVFormat, flavour: Flavour = .standard) {
        self.format = format
        self.flavour = flavour
        let names = format.columnNames
        columnCount = names.count
        if flavour == .excel { bytes += [0xEF, 0xBB, 0xBF] }
        for (index, name) in names.enumerated() {
            if index > 0 { bytes.append(separator) }
            bytes += Array(name.utf8)
        }
        endRow()
    }

    private var separator: UInt8 { flavour == .excel ? 0x3B : 0x2C }

    private mutating func endRow() {
        if flavour == .excel { bytes.append(0x0D) }
        bytes.append(0x0A)
    }

    /// Hands over what is written so far, so that a long table needs little memory.
    package mutating func take() -> [UInt8] {
        defer { bytes.removeAll(keepingCapacity: false) }
        return bytes
    }

    package mutating func write(_ record: CSVRecord) throws(Fault) {
        switch record {
        case .certificate(let value): try write(value)
        case .revocation(let value): write(value)
        case .procedure(let value): write(value)
        case .message(let value): try write(value)
        case .staff(let value): write(value)
        case .unit(let value): write(value)
        case .volume(let value): write(value)
        case .protection(let value): put(ProtectionColumn.cells(of: value))
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
        for (index, cell) in cells.values.enumerated() {
            if index > 0 { bytes.append(separator) }
            put(cell)
        }
        endRow()
    }

    private mutating func put(_ cell: String) {
        guard !cell.isEmpty else { return }
        var cell = cell
        cell.withUTF8 { utf8 in
            let isGuarded = CSVFormulaGuard.needsGuard(utf8)
            // Spaces at the ends are quoted, because many programs trim what is not.
            let isQuoted =
                utf8.first == 0x20 || utf8.last == 0x20
                || utf8.contains { $0 == separator || $0 == 0x22 || $0 == 0x0A || $0 == 0x0D || $0 == 0x09 || $0 == 0 }
            if isQuoted { bytes.append(0x22) }
            if isGuarded { bytes.append(0x27) }
            if isQuoted {
                // NUL has no place in a text file.
                for byte in utf8 where byte != 0 {
                    if byte == 0x22 { bytes.append(0x22) }
                    bytes.append(byte)
                }
                bytes.append(0x22)
            } else {
                bytes.append(contentsOf: utf8)
            }
        }
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
