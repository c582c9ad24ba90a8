import SickLeave

/// Reads rows of the certificates format.
struct CertificateDecoder {
    private let today: Day
    private let patients: CSVPatientReader
    private var hsa = CSVHSAReader()
    private var texts = CSVTextReader()
    private var positions = CSVInterner<[String]>(bits: 6)
    private var icd10 = CSVInterner<DiagnosisCode>()
    private var ksh97 = CSVInterner<DiagnosisCode>()
    var answers = CertificateAnswerReader()

    init(today: Day) {
        self.today = today
        patients = CSVPatientReader(today: today)
    }

    mutating func decode(_ row: CSVRow) throws(CSVCellFault) -> Certificate {
        typealias Column = CertificateColumn
        guard let kind = CSVCodeList.kind(row.bytes(Column.kind)) else { throw kindFault(row) }
        for column in Column.foreign(to: kind) where !row.isEmpty(column) {
            throw row.fault(column, "fältet finns inte i \(kind.title). Töm cellen eller kontrollera typen.")
        }
        let id = row.identity(Column.id)
        if id.isEmpty { throw row.missing(Column.id) }
        let patient = try patients.readRequired(row, number: Column.patient, kind: .patientKind)
        let signedAt = try row.time(Column.signed)
        if signedAt.day > today + 1 {
            throw row.fault(Column.signed, "\(signedAt.day) ligger i framtiden. Kontrollera året.")
        }
        var periods = try CertificatePeriods.read(row, kind: kind, signed: signedAt.day)
        let diagnoses = try diagnoses(row)
        let occupations = try answers.occupations(row)
        let isInfectionCarrier = try row.optionalBool(Column.infectionCarrier)
        // The row's first fault is told: who and where come before what the form says.
        let issuer = Issuer(
            hsaID: try hsa.readRequired(row, Column.doctor), name: texts.read(row, Column.doctorName), positions: positions(row))
        let careUnit = CareUnitReference(
            hsaID: try hsa.readRequired(row, Column.unit), name: texts.read(row, Column.unitName))
        let careProvider = CareProviderReference(
            hsaID: try hsa.readRequired(row, Column.provider), name: texts.read(row, Column.providerName))
        let sentAt = try row.optionalTime(Column.sent)
        try row.refuseFarAhead(sentAt?.day, Column.sent, today: today)
        let relations = try relations(row)
        let answers = try answers.read(
            row, kind: kind, isInfectionCarrier: isInfectionCarrier, diagnoses: diagnoses, periods: periods,
            occupations: occupations)
        // The answers keep the order in which they were written.
        if periods.count > 1 { periods.sort { $0.days.first < $1.days.first } }
        return Certificate(
            id: .init(rawValue: id), kind: kind,
            formVersion: row.isEmpty(Column.version) ? "1.0" : row.identity(Column.version),
            patient: patient, patientName: row.text(Column.patientName), issuer: issuer, careUnit: careUnit,
            careProvider: careProvider, signedAt: signedAt, sentAt: sentAt, diagnoses: diagnoses, periods: periods,
            occupations: occupations.values, isInfectionCarrier: isInfectionCarrier ?? false, relations: relations,
            answers: answers)
    }

    private func kindFault(_ row: CSVRow) -> CSVCellFault {
        let bytes = row.bytes(CertificateColumn.kind)
        if bytes.isEmpty { return row.missing(CertificateColumn.kind) }
        return row.fault(
            CertificateColumn.kind,
            "”\(row.hint(bytes))” är inte ett intyg som vi läser. Skriv FK7804, AG7804, AG1-14 eller FK7263.")
    }

    private mutating func positions(_ row: CSVRow) -> [String] {
        let bytes = row.bytes(CertificateColumn.doctorPositions)
        guard !bytes.isEmpty else { return [] }
        return positions.value(for: bytes) {
            row.identity(CertificateColumn.doctorPositions).split(separator: "|").map(String.init)
        }
    }

    private mutating func diagnoses(_ row: CSVRow) throws(CSVCellFault) -> [Diagnosis] {
        var diagnoses: [Diagnosis] = []
        for columns in CertificateColumn.diagnoses {
            let code = row.bytes(columns.code)
            if code.isEmpty {
                guard row.isEmpty(columns.text) else {
                    throw row.fault(columns.code, "diagnosen har text men ingen kod. Fyll i koden.")
                }
                continue
            }
            guard code.count <= 16 else { throw row.fault(columns.code, "”\(row.hint(code))” är för lång för en diagnoskod.") }
            let system = row.bytes(columns.system)
            let isICD10 = system.isEmpty || system.isWord("icd-10-se")
            guard isICD10 || system.isWord("ksh97-p") else {
                throw row.fault(columns.system, "”\(row.hint(system))” känns inte igen. Skriv ICD-10-SE eller KSH97-P.")
            }
            let read =
                isICD10
                ? icd10.value(for: code) { DiagnosisCode(row.string(code)) }
                : ksh97.value(for: code) { DiagnosisCode(row.string(code), system: .ksh97P) }
            if diagnoses.isEmpty { diagnoses.reserveCapacity(row.isEmpty(CertificateColumn.diagnosis2Code) ? 1 : 3) }
            diagnoses.append(Diagnosis(code: read, text: texts.read(row, columns.text)))
        }
        return diagnoses
    }

    private func relations(_ row: CSVRow) throws(CSVCellFault) -> [CertificateRelation] {
        var relations: [CertificateRelation] = []
        for columns in CertificateColumn.relations {
            let kind = row.bytes(columns.kind)
            let id = row.identity(columns.id)
            if kind.isEmpty, id.isEmpty { continue }
            guard !kind.isEmpty else { throw row.missing(columns.kind) }
            guard let relation = CSVCodeList.relationKind(kind) else {
                throw row.fault(
                    columns.kind, "”\(row.hint(kind))” känns inte igen. Skriv forlanger, ersatter, kompletterar eller kopierar.")
            }
            guard !id.isEmpty else { throw row.missing(columns.id) }
            relations.append(CertificateRelation(kind: relation, certificate: .init(rawValue: id)))
        }
        return relations
    }
}
