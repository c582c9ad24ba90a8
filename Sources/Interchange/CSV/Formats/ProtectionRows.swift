import SickLeave

/// The columns of the format for blocks and protected identities.
enum ProtectionColumn: Int, CSVColumn {
    case id, kind, patient, patientKind, unit, first, last

    var name: String {
        switch self {
        case .id: "skydds_id"
        case .kind: "skydd"
        case .patient: "personnummer"
        case .patientKind: "id_typ"
        case .unit: "enhet_hsa_id"
        case .first: "galler_fran"
        case .last: "galler_till"
        }
    }

    var isRequired: Bool { self != .patientKind && self != .last }

    static func cells(of record: ProtectionRecord) -> CSVCells<ProtectionColumn> {
        var cells = CSVCells<ProtectionColumn>()
        cells[.id] = record.id
        cells[.kind] = record.kind.word
        cells[.patient] = record.patient.formatted
        cells[.patientKind] = record.patient.kind == .reserve ? "reservnummer" : ""
        cells[.unit] = record.careUnit.rawValue
        cells[.first] = record.firstDay.description
        cells[.last] = record.lastDay?.description ?? ""
        return cells
    }
}

extension ProtectionRecord.Kind {
    fileprivate var word: String {
        switch self {
        case .block: "sparr"
        case .protectedIdentity: "skyddad_identitet"
        }
    }
}

extension ProtectionRecord {
    init(_ row: CSVRow, _ patients: CSVPatientReader, _ hsa: inout CSVHSAReader) throws(CSVCellFault) {
        typealias Column = ProtectionColumn
        let word = row.string(row.bytes(Column.kind)).lowercased()
        guard let kind = Kind.allCases.first(where: { $0.word == word }) else {
            throw word.isEmpty
                ? row.missing(Column.kind)
                : row.fault(
                    Column.kind, "”\(row.hint(row.bytes(Column.kind)))” känns inte igen. Skriv sparr eller skyddad_identitet.")
        }
        // As long ago as it will: other systems write since always as 1900, and one that is refused protects nobody.
        let first = try row.day(Column.first)
        try row.refuseFarAhead(first, Column.first, today: patients.today)
        // The last day may be as far ahead as it will: other systems write until further notice as 2199.
        let last = try row.optionalDay(Column.last)
        if let last, last < first {
            throw row.fault(Column.last, "\(last) ligger före \(first). Ändra en av dagarna.")
        }
        self.init(
            id: try row.requiredIdentity(Column.id), kind: kind,
            patient: try patients.readRequired(row, number: Column.patient, kind: .patientKind),
            careUnit: try hsa.readRequired(row, Column.unit), firstDay: first, lastDay: last)
    }
}
