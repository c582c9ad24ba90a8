import SickLeave

/// The answers of the three forms that the synthetic region issues, in each form's own order. What does not vary is built
/// once and shared: a certificate allocates only its days.
struct FormAnswers {
    let profile: DiagnosisProfile
    let diagnoses: [Diagnosis]
    let occupation: Occupation
    /// Index into `occupations`.
    let work: Int
    let variant: Int
    let periods: [SickLeavePeriod]
    let examined: Day
    let byTelephone: Bool
    let prognosis: Int
    let prognosisTime: Int
    let measure: Int
    let explainsLength: Bool
    /// What a complementing certificate adds (question 25).
    let addition: String?

    func fk7804() -> [Answer] { agencyForm(FormAnswers.nothingBefore6) }

    /// - Parameter showsDiagnosis: the patient lets the employer see the diagnosis.
    func ag7804(showsDiagnosis: Bool) -> [Answer] {
        agencyForm(showsDiagnosis ? FormAnswers.conveys : FormAnswers.withholds, showsDiagnosis: showsDiagnosis)
    }

    func ag114(showsDiagnosis: Bool) -> [Answer] {
        var answers: [Answer] = []
        answers.reserveCapacity(8)
        answers.append(basis(question: "10"))
        answers.append(FormAnswers.occupationOfAG114)
        answers.append(FormAnswers.workOfAG114[work])
        answers.append(showsDiagnosis ? FormAnswers.conveysInAG114 : FormAnswers.withholdsInAG114)
        if showsDiagnosis, let diagnosis = diagnoses.first {
            answers.append(
                Answer(
                    question: "4", instance: 1,
                    parts: [
                        Answer.Part("4.1", .text(diagnosis.text)), Answer.Part("4.2", .code(FormAnswers.code(of: diagnosis))),
                    ]))
        }
        answers.append(profile.texts.limitation[variant].asQuestion5)
        let period = periods[0]
        answers.append(period.extent.isPartTime ? FormAnswers.canWork : FormAnswers.cannotWork)
        answers.append(
            Answer(
                question: "7",
                parts: [
                    Answer.Part("7.1", .text("\(period.extent.percent).0 %")),
                    Answer.Part("7.2", .period(start: period.days.first.description, end: period.days.last.description)),
                ]))
        answers.append(FormAnswers.syntheticInAG114)
        return answers
    }

    private func agencyForm(_ conveyance: [Answer], showsDiagnosis: Bool = true) -> [Answer] {
        var answers: [Answer] = []
        answers.reserveCapacity(16)
        answers.append(basis(question: "1"))
        answers.append(FormAnswers.occupation[Int(occupation.rawValue) - 1])
        if occupation == .work { answers.append(FormAnswers.work[work]) }
        answers.append(contentsOf: conveyance)
        if showsDiagnosis { answers.append(diagnosisAnswer) }
        answers.append(profile.texts.impairment[variant])
        answers.append(profile.texts.limitation[variant])
        answers.append(profile.texts.ongoing)
        answers.append(profile.texts.planned)
        for (index, period) in periods.enumerated() { answers.append(FormAnswers.need(period, instance: index + 1)) }
        if explainsLength { answers.append(FormAnswers.reasonForLength) }
        if periods.contains(where: \.extent.isPartTime) { answers.append(FormAnswers.evenHours) }
        answers.append(FormAnswers.noTravel)
        answers.append(prognosis == 1 ? FormAnswers.returnWithin[prognosisTime] : FormAnswers.prognosis[prognosis])
        answers.append(FormAnswers.measures[measure])
        answers.append(addition.map { CertificateTexts.answer("25", $0) } ?? FormAnswers.synthetic)
        return answers
    }

    private func basis(question: String) -> Answer {
        Answer(
            question: question, instance: 1,
            parts: [
                Answer.Part(question + ".1", byTelephone ? FormAnswers.telephone : FormAnswers.examination),
                Answer.Part(question + ".2", .text(examined.description)),
            ])
    }

    private var diagnosisAnswer: Answer {
        var parts: [Answer.Part] = []
        for (index, diagnosis) in diagnoses.enumerated() {
            parts.append(Answer.Part(FormAnswers.diagnosisParts[2 * index], .text(diagnosis.text)))
            parts.append(Answer.Part(FormAnswers.diagnosisParts[2 * index + 1], .code(FormAnswers.code(of: diagnosis))))
        }
        return Answer(question: "6", parts: parts)
    }

    private static func need(_ period: SickLeavePeriod, instance: Int) -> Answer {
        let value =
            switch period.extent.percent {
            case 25: quarter
            case 50: half
            case 75: threeQuarters
            default: full
            }
        return Answer(
            question: "32", instance: instance,
            parts: [
                Answer.Part("32.1", value),
                Answer.Part("32.2", .period(start: period.days.first.description, end: period.days.last.description)),
            ])
    }

    private static func code(of diagnosis: Diagnosis) -> CodedValue {
        CodedValue(code: diagnosis.code.code, system: "1.2.752.116.1.1.1.1.3")
    }
}

extension Answer {
    /// The AG1-14 form asks the same as question 17 under its own number.
    fileprivate var asQuestion5: Answer { Answer(question: "5", parts: [Part("5.1", parts[0].value)]) }
}
