/// The tables that we read and write as CSV. Which one a file holds is told by its column names.
package enum CSVFormat: UInt8, Sendable, CaseIterable {
    case certificates = 1
    case revocations = 2
    case procedures = 3
    case messages = 4
    case staff = 5
    case units = 6
    case volumes = 7
    case protections = 8

    /// The name that users know; also a good file name.
    package var title: String {
        switch self {
        case .certificates: "intyg"
        case .revocations: "makuleringar"
        case .procedures: "kva"
        case .messages: "meddelanden"
        case .staff: "medarbetare"
        case .units: "enheter"
        case .volumes: "volymer"
        case .protections: "skydd"
        }
    }

    /// In the order in which they are written.
    package var columnNames: [String] { columns.map(\.name) }
    package var requiredColumnNames: [String] { columns.filter(\.isRequired).map(\.name) }

    var columns: [any CSVColumn] {
        switch self {
        case .certificates: CertificateColumn.allCases
        case .revocations: RevocationColumn.allCases
        case .procedures: ProcedureColumn.allCases
        case .messages: MessageColumn.allCases
        case .staff: StaffColumn.allCases
        case .units: UnitColumn.allCases
        case .volumes: VolumeColumn.allCases
        case .protections: ProtectionColumn.allCases
        }
    }
}

/// A header line read: which format, and where each of its columns stands.
struct CSVHeader {
    let format: CSVFormat
    /// Fields in the header, less empty ones at its end.
    let fieldCount: Int
    /// By the format's column number: the field's index, or -1.
    let indices: [Int16]

    /// - Parameter names: the header's fields as written.
    init(names written: [String]) throws(CSVFileFault) {
        var names = written.map(Self.folded)
        while names.last == "" { names.removeLast() }
        guard !names.isEmpty else { throw .empty }
        guard let format = Self.recognise(names) else { throw .unknownHeader }

        let columns = format.columns
        var indices = [Int16](repeating: -1, count: columns.count)
        for (index, name) in names.enumerated() {
            guard let column = columns.firstIndex(where: { $0.name == name }) else {
                throw .unknownColumn(String(written[index].prefix(60)), format: format)
            }
            guard indices[column] < 0 else { throw .repeatedColumn(name, format: format) }
            indices[column] = Int16(index)
        }
        let missing = columns.indices.filter { columns[$0].isRequired && indices[$0] < 0 }.map { columns[$0].name }
        guard missing.isEmpty else { throw .missingColumns(missing, format: format) }
        self.format = format
        self.fieldCount = names.count
        self.indices = indices
    }

    /// The format that shares most with the header; nil when none shares half of the names or of what it requires.
    private static func recognise(_ names: [String]) -> CSVFormat? {
        let given = Set(names)
        var best: (format: CSVFormat, score: Int)?
        for format in CSVFormat.allCases {
            let required = format.requiredColumnNames
            let known = given.intersection(format.columnNames).count
            let met = given.intersection(required).count
            guard known * 2 >= given.count || met == required.count, met * 2 >= required.count else { continue }
            // A format whose needs are met beats one that merely shares many names.
            let score = known * 2 - (given.count - known) - (required.count - met) * 4
            if best.map({ score > $0.score }) ?? true { best = (format, score) }
        }
        return best?.format
    }

    /// `Enhet HSA-id` → `enhet_hsa_id`: lower case, diacritics off, spaces and hyphens as underscores.
    static func folded(_ name: String) -> String {
        var folded = ""
        for character in name.lowercased().unicodeScalars {
            switch character {
            case "å", "ä": folded += "a"
            case "ö": folded += "o"
            case "é": folded += "e"
            case " ", "-", "\u{A0}", "\t": if !folded.isEmpty, folded.last != "_" { folded += "_" }
            default: folded.unicodeScalars.append(character)
            }
        }
        while folded.last == "_" { folded.removeLast() }
        return folded
    }
}
