import SickLeave

/// The decoder of the file's format, with what it remembers from row to row.
struct CSVRecordDecoder {
    private let format: CSVFormat
    private var certificates: CertificateDecoder
    private var hsa = CSVHSAReader()
    private var texts = CSVTextReader()
    private let patients: CSVPatientReader

    init(format: CSVFormat, today: Day) {
        self.format = format
        certificates = CertificateDecoder(today: today)
        patients = CSVPatientReader(today: today)
    }

    mutating func decode(_ row: CSVRow) throws(CSVCellFault) -> CSVRecord {
        switch format {
        case .certificates: .certificate(try certificates.decode(row))
        case .revocations: .revocation(try Revocation(row, &hsa, &texts, today: patients.today))
        case .procedures: .procedure(try ProcedureRegistration(row, patients, &hsa, &texts))
        case .messages: .message(try CaseMessage(row, patients))
        case .staff: .staff(try StaffMember(row, &hsa, &texts, today: patients.today))
        case .units: .unit(try CareUnit(row, &hsa, &texts))
        case .volumes: .volume(try UnitVolume(row, &hsa, today: patients.today))
        case .protections: .protection(try ProtectionRecord(row, patients, &hsa))
        }
    }
}
