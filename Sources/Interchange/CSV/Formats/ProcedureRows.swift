import SickLeave

/// The columns of the format for registered measures (KVÅ).
enum ProcedureColumn: Int, CSVColumn {
    case id, patient, patientKind, unit, day, code, performedBy

    var name: String {
        switch self {
        case .id: "registrerings_id"
        case .patient: "personnummer"
        case .patientKind: "id_typ"
        case .unit: "enhet_hsa_id"
        case .day: "datum"
        case .code: "kva_kod"
        case .performedBy: "utford_av_hsa_id"
        }
    }

    var isRequired: Bool { self != .patientKind && self != .performedBy }

    static func cells(of procedure: ProcedureRegistration) -> CSVCells<ProcedureColumn> {
        var cells = CSVCells<ProcedureColumn>()
        cells[.id] = procedure.id
        cells[.patient] = procedure.patient.formatted
        cells[.patientKind] = procedure.patient.kind == .reserve ? "reservnummer" : ""
        cells[.unit] = procedure.careUnit.rawValue
        cells[.day] = procedure.day.description
        cells[.code] = procedure.code
        cells[.performedBy] = procedure.performedBy?.rawValue ?? ""
        return cells
    }
}

extension ProcedureRegistration {
    init(
        _ row: CSVRow, _ patients: CSVPatientReader, _ hsa: inout CSVHSAReader, _ texts: inout CSVTextReader
    ) throws(CSVCellFault) {
        typealias Column = ProcedureColumn
        let code = row.bytes(Column.code)
        guard !code.isEmpty else { throw row.missing(Column.code) }
        guard code.count <= 10, code.allSatisfy({ $0 &- 0x30 < 10 || $0 & 0xDF &- 0x41 < 26 }) else {
            throw row.fault(Column.code, "”\(row.hint(code))” är inte en KVÅ-kod. Skriv den som DV077.")
        }
        let day = try row.day(Column.day)
        guard day <= patients.today + 1 else { throw row.fault(Column.day, "\(day) ligger i framtiden. Kontrollera året.") }
        try row.refuseLongAgo(day, Column.day)
        self.init(
            id: try row.requiredIdentity(Column.id),
            patient: try patients.readRequired(row, number: Column.patient, kind: .patientKind),
            careUnit: try hsa.readRequired(row, Column.unit), day: day, code: row.string(code).uppercased(),
            performedBy: try hsa.read(row, Column.performedBy))
    }
}
