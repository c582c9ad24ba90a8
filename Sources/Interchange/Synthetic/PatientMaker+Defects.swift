import SickLeave

extension PatientMaker {
    /// One faulty certificate for every five hundred sound ones, each a copy of one of the patient's own, in turn of fault.
    mutating func addDefects(from before: Int, through emitted: Int) {
        let first = before / SyntheticRegion.certificatesPerDefect
        let last = emitted / SyntheticRegion.certificatesPerDefect
        for number in first..<last {
            let fault = DefectiveCertificate.Fault.allCases[number % DefectiveCertificate.Fault.allCases.count]
            patient.defective.append(DefectiveCertificate(fault: fault, certificate: faulty(fault)))
        }
    }

    private mutating func faulty(_ fault: DefectiveCertificate.Fault) -> Certificate {
        // An agency form with its diagnosis: the rules that the faults break are that form's.
        let model = patient.certificates.first { $0.kind == .fk7804 } ?? patient.certificates[0]
        var copy = model
        copy.id = Certificate.ID(rawValue: newID())
        copy.kind = .fk7804
        copy.formVersion = "1.3"
        copy.relations = []
        var periods = model.periods
        var diagnoses = model.diagnoses
        switch fault {
        case .mistypedYear:
            let last = periods.removeLast()
            let end = last.days.last.components
            let mistyped = Day(year: 2046, month: end.month, day: min(end.day, 28))!
            periods.append(SickLeavePeriod(days: DayRange(last.days.first, through: mistyped)!, extent: last.extent))
        case .missingPosition:
            diagnoses = [Diagnosis(code: DiagnosisCode("F32"), text: "Depression")]
        case .checkDigit:
            copy.patient = withWrongCheckDigit(model.patient)
        case .missingDiagnosis:
            diagnoses = []
        }
        copy.periods = periods
        copy.diagnoses = diagnoses
        copy.answers = FormAnswers(
            profile: DiagnosisProfile.all[patient.spells.first?.profile ?? 0], diagnoses: diagnoses,
            occupation: model.occupations[0],
            work: 0, variant: 0, periods: periods, examined: model.signedAt.day, byTelephone: false, prognosis: 0,
            prognosisTime: 0,
            measure: 0, explainsLength: false, addition: "Syntetiskt intyg med inbyggt fel."
        ).fk7804(withDiagnosis: !diagnoses.isEmpty)
        return copy
    }

    private func withWrongCheckDigit(_ person: PersonIdentifier) -> PersonIdentifier {
        guard person.kind == .personal, let last = person.canonical.last?.wholeNumberValue else {
            return PersonIdentifier(kind: .personal, canonical: "197001019810")
        }
        return PersonIdentifier(kind: .personal, canonical: person.canonical.dropLast() + String((last + 5) % 10))
    }
}

extension FormAnswers {
    func fk7804(withDiagnosis: Bool) -> [Answer] { fk7804().filter { withDiagnosis || $0.question != "6" } }
}
