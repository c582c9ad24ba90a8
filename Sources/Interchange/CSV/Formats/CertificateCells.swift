import SickLeave

extension CertificateColumn {
    /// The row that reads back as this certificate. Answers that no column holds (questions outside the forms' own) are
    /// left out; XML carries them.
    static func cells(of certificate: Certificate) throws(CSVWriter.Fault) -> CSVCells<CertificateColumn> {
        typealias Form = CSVFormNumbers
        let answers = CertificateAnswerIndex(certificate.answers)
        let form = Form.numbers(of: certificate.kind)
        var cells = CSVCells<CertificateColumn>()
        cells[.id] = certificate.id.rawValue
        cells[.kind] = CSVCodeList.word(of: certificate.kind)
        cells[.version] = certificate.formVersion
        cells[.patient] = certificate.patient.formatted
        cells[.patientKind] = certificate.patient.kind == .reserve ? "reservnummer" : ""
        cells[.patientName] = certificate.patientName
        cells[.doctor] = certificate.issuer.hsaID.rawValue
        cells[.doctorName] = certificate.issuer.name
        cells[.doctorPositions] = certificate.issuer.positions.joined(separator: "|")
        cells[.unit] = certificate.careUnit.hsaID.rawValue
        cells[.unitName] = certificate.careUnit.name
        cells[.provider] = certificate.careProvider.hsaID.rawValue
        cells[.providerName] = certificate.careProvider.name
        cells[.signed] = certificate.signedAt.description
        cells[.sent] = certificate.sentAt?.description ?? ""
        cells[.basis] = answers.list(form.basis).map { answer in
            let word = answer.word(form.basis.part, CSVCodeList.basis)
            guard let day = answer.part(form.basisDay.part)?.text else { return word }
            return "\(word):\(FormDate.day(day)?.description ?? day)"
        }.joined(separator: "|")
        cells[.otherBasis] = answers.text(form.basisOther)
        cells[.occupations] = certificate.occupations.compactMap { CSVCodeList.occupations.word(forCode: $0.code) }
            .joined(separator: "|")
        cells[.work] = answers.text(form.work)
        cells[.periods] = CertificatePeriods.cell(certificate.periods)
        cells[.other] = answers.text(form.other)
        cells[.contact] = answers.yesNo(form.contact)
        cells[.contactReason] = answers.text(form.contactReason)
        try put(certificate.diagnoses, id: certificate.id, in: &cells)
        try put(certificate.relations, id: certificate.id, in: &cells)
        if certificate.kind == .ag114 || certificate.kind == .ag7804, let conveyed = form.conveyed {
            cells[.diagnosisConveyed] = answers.yesNo(conveyed)
        }
        if certificate.kind == .ag114 {
            cells[.workReduction] = answers.text(Form.workReduction)
            cells[.workDespite] = answers.yesNo(Form.workDespite)
            cells[.workDespiteText] = answers.text(Form.workDespiteText)
            return cells
        }
        cells[.infectionCarrier] = certificate.isInfectionCarrier ? "ja" : answers.yesNo(Form.infectionCarrier)
        cells[.impairment] = answers.text(Form.impairment)
        cells[.limitation] = answers.text(Form.limitation)
        cells[.ongoingTreatment] = answers.text(Form.ongoingTreatment)
        cells[.plannedTreatment] = answers.text(Form.plannedTreatment)
        cells[.longerThanSupport] = answers.text(Form.longerThanSupport)
        cells[.unevenHours] = answers.yesNo(Form.unevenHours)
        cells[.unevenHoursReason] = answers.text(Form.unevenHoursReason)
        cells[.travel] = answers.yesNo(Form.travel)
        cells[.prognosis] = prognosis(answers)
        cells[.prognosisText] = answers.text(Form.prognosisText)
        cells[.measures] = answers.list(Form.measures).map { $0.word(Form.measures.part, CSVCodeList.measures) }
            .joined(separator: "|")
        cells[.measuresText] = answers.text(Form.measuresText)
        return cells
    }

    private static func put(
        _ list: [Diagnosis], id: Certificate.ID, in cells: inout CSVCells<CertificateColumn>
    ) throws(CSVWriter.Fault) {
        guard list.count <= diagnoses.count else { throw .tooMany("diagnoser", id: id.rawValue) }
        for (diagnosis, columns) in zip(list, diagnoses) {
            cells[columns.code] = diagnosis.code.code
            cells[columns.text] = diagnosis.text
            cells[columns.system] = diagnosis.code.system == .ksh97P ? "KSH97-P" : ""
        }
    }

    private static func put(
        _ list: [CertificateRelation], id: Certificate.ID, in cells: inout CSVCells<CertificateColumn>
    ) throws(CSVWriter.Fault) {
        guard list.count <= relations.count else { throw .tooMany("relationer", id: id.rawValue) }
        for (relation, columns) in zip(list, relations) {
            cells[columns.kind] = CSVCodeList.word(of: relation.kind)
            cells[columns.id] = relation.certificate.rawValue
        }
    }

    private static func prognosis(_ answers: CertificateAnswerIndex) -> String {
        guard let answer = answers.list(CSVFormNumbers.prognosis).first else { return "" }
        if let months = answer.part(CSVFormNumbers.prognosisMonths.part).flatMap(FormMonths.read) {
            return "efter_\(months)_manader"
        }
        if answer.part(CSVFormNumbers.prognosisDays.part) != nil {
            return answer.word(CSVFormNumbers.prognosisDays.part, CSVCodeList.prognosisDays)
        }
        return answer.word(CSVFormNumbers.prognosis.part, CSVCodeList.prognoses)
    }
}

/// A certificate's answers by question, for writing.
private struct CertificateAnswerIndex {
    private let answers: [Answer]

    init(_ answers: [Answer]) { self.answers = answers }

    func list(_ field: CSVFormNumbers.Field) -> [Answer] {
        answers.filter { $0.question == field.question && $0.part(field.part) != nil }
    }

    /// What stands under the part, a line for each: FK 7263 may answer a question several times.
    func text(_ field: CSVFormNumbers.Field) -> String {
        answers.lazy.filter { $0.question == field.question }.flatMap(\.parts).filter { $0.id == field.part }.map(\.value.text)
            .joined(separator: "\n")
    }

    func yesNo(_ field: CSVFormNumbers.Field) -> String {
        switch list(field).first?.part(field.part)?.boolean {
        case true: "ja"
        case false: "nej"
        case nil: ""
        }
    }
}

extension Answer {
    /// The CSV word for a part's code; the code itself when the list lacks it.
    fileprivate func word(_ part: String, _ list: CSVCodeList) -> String {
        guard case .code(let value) = self.part(part) else { return "" }
        return list.word(forCode: value.code) ?? value.code
    }
}
