import SickLeave

extension PatientMaker {
    private static let measures = Weights([60, 14, 8, 4, 4, 6, 4])
    private static let steplessPercents = [20, 30, 40, 60, 70, 80]

    /// What one certificate says, before it has an identity.
    private struct Draft {
        var kind: CertificateKind
        var periods: [SickLeavePeriod]
        var signedAt: LocalTime
        var sentAt: LocalTime?
        var relations: [CertificateRelation]
        var form: FormAnswers
        var unit: Int
        var usesSubUnit: Bool
        var doctor: Int
        var showsDiagnosis: Bool
    }

    /// Issues one certificate of a spell with what belongs to it: a mistake that it replaces, one that is revoked, a copy for
    /// the employer, messages about it.
    mutating func issue(
        _ plan: SpellPlan, from: Day, through: Day, signed: Day, doctor: Int, number: Int, isForEmployer: Bool,
        newest: (Certificate.ID) -> Void
    ) {
        let profile = DiagnosisProfile.all[plan.profile]
        var periods = plan.periods(from, through: through)
        if isForEmployer {
            // One period on this form, and any extent.
            let extent =
                plan.steps[0].extent.isPartTime && random.chance(500)
                ? Extent(percent: random.pick(PatientMaker.steplessPercents))! : plan.steps[0].extent
            periods = [SickLeavePeriod(days: DayRange(from, through: through)!, extent: extent)]
        }
        let signedAt = time(on: signed)
        let isSent = !isForEmployer && random.chance(930)
        var draft = Draft(
            kind: isForEmployer ? .ag114 : .fk7804, periods: periods, signedAt: signedAt,
            sentAt: isSent ? LocalTime(day: signed, second: signedAt.second + 60 + random.below(600)) : nil,
            relations: plan.previous.map { [CertificateRelation(kind: .renews, certificate: $0)] } ?? [],
            form: FormAnswers(
                profile: profile, diagnoses: plan.diagnoses, occupation: plan.occupation, work: plan.work, variant: plan.variant,
                periods: periods, examined: signed, byTelephone: number > 0 && random.chance(250),
                prognosis: profile.prognosis.pick(&random), prognosisTime: random.below(FormAnswers.returnWithin.count),
                measure: PatientMaker.measures.pick(&random), explainsLength: number >= 3 && random.chance(400), addition: nil),
            unit: plan.unit, usesSubUnit: plan.usesSubUnit, doctor: doctor, showsDiagnosis: !isForEmployer || random.chance(600))

        let mishap = random.below(1000)
        if mishap < 4 { emitRevoked(draft, number: number) }
        if mishap >= 990, draft.kind == .fk7804, let mistaken = emitMistaken(draft) {
            draft.relations.append(CertificateRelation(kind: .replaces, certificate: mistaken))
        }
        guard let id = emit(draft) else { return }
        newest(id)
        if draft.kind == .fk7804, plan.hasEmployerCopies, plan.occupation == .work { emitEmployerCopy(draft) }
        if isSent, let complement = writeMessages(about: id, draft: draft) { newest(complement) }
    }

    /// A mistyped last day, corrected the same day by a certificate that replaces this one.
    private mutating func emitMistaken(_ draft: Draft) -> Certificate.ID? {
        var mistaken = draft
        let last = mistaken.periods.removeLast()
        mistaken.periods.append(
            SickLeavePeriod(
                days: DayRange(last.days.first, through: last.days.last + random.within(1...10))!, extent: last.extent))
        mistaken.form = draft.form.with(periods: mistaken.periods)
        mistaken.signedAt = LocalTime(day: draft.signedAt.day, second: draft.signedAt.second - 1200)
        mistaken.sentAt = nil
        return emit(mistaken)
    }

    /// A certificate that should never have been written, revoked within days.
    private mutating func emitRevoked(_ draft: Draft, number: Int) {
        let revokedOn = draft.signedAt.day + random.below(4)
        guard revokedOn <= region.endDay, let id = emit(draft) else { return }
        patient.revocations.append(
            Revocation(
                certificate: id, patient: patient.identifier,
                revokedAt: LocalTime(day: revokedOn, second: 17 * 3600 + random.below(3600)),
                reason: "Intyget utfärdades av misstag (syntetisk uppgift).", revokedBy: issuer(draft)))
    }

    private mutating func emitEmployerCopy(_ draft: Draft) {
        var copy = draft
        copy.kind = .ag7804
        copy.sentAt = nil
        copy.signedAt = LocalTime(day: draft.signedAt.day, second: draft.signedAt.second + 120)
        copy.relations = []
        copy.showsDiagnosis = random.chance(600)
        _ = emit(copy)
    }

    /// The certificate's identity; nil before the first day, after the last, or when the unit's number is reached.
    private mutating func emit(_ draft: Draft) -> Certificate.ID? {
        guard budget > 0, draft.signedAt.day >= region.firstDay, draft.signedAt.day <= region.endDay else { return nil }
        budget -= 1
        let unit = region.units[draft.unit]
        let careUnit = draft.usesSubUnit ? unit.subUnit ?? unit.careUnit : unit.careUnit
        let answers: [Answer] =
            switch draft.kind {
            case .ag114: draft.form.ag114(showsDiagnosis: draft.showsDiagnosis)
            case .ag7804: draft.form.ag7804(showsDiagnosis: draft.showsDiagnosis)
            case .fk7804, .fk7263: draft.form.fk7804()
            }
        let id = Certificate.ID(rawValue: newID())
        patient.certificates.append(
            Certificate(
                id: id, kind: draft.kind, formVersion: draft.kind == .fk7804 ? "1.3" : draft.kind == .ag7804 ? "1.2" : "1.0",
                patient: person(), patientName: patient.name, issuer: issuer(draft),
                careUnit: CareUnitReference(hsaID: careUnit.hsaID, name: careUnit.name), careProvider: careUnit.careProvider,
                signedAt: draft.signedAt, sentAt: draft.sentAt,
                diagnoses: draft.showsDiagnosis ? (draft.kind == .ag114 ? [draft.form.diagnoses[0]] : draft.form.diagnoses) : [],
                periods: draft.periods, occupations: [draft.form.occupation], isInfectionCarrier: false,
                relations: draft.relations,
                answers: answers))
        return id
    }

    private func issuer(_ draft: Draft) -> Issuer { region.units[draft.unit].issuers[draft.doctor] }
}

// MARK: Messages

extension PatientMaker {
    private static let otherSubjects: [(subject: CaseMessage.Subject, perMille: Int, heading: String, text: String)] = [
        (
            .caseConference, 6, "Avstämningsmöte",
            "Vi vill kalla till avstämningsmöte. Vilka tider passar? (Syntetiskt meddelande.)"
        ),
        (.contact, 5, "Kontakt", "Ring gärna handläggaren om patientens planering. (Syntetiskt meddelande.)"),
        (.other, 10, "Övrigt", "Vi har fått ett nytt intyg från en annan enhet. Stämmer planeringen? (Syntetiskt meddelande.)"),
    ]

    /// Messages about a sent certificate. Gives the complementing certificate, when there is one.
    private mutating func writeMessages(about id: Certificate.ID, draft: Draft) -> Certificate.ID? {
        let day = draft.signedAt.day
        let conversation = Conversation(
            certificate: id, receiver: region.units[draft.unit].careUnit.hsaID.rawValue, endDay: region.endDay)
        for other in PatientMaker.otherSubjects where random.chance(other.perMille) {
            conversation.ask(other.subject, heading: other.heading, text: other.text, on: day + random.within(3...30), &self)
        }
        if random.chance(4) { conversation.askAgency(on: day + random.within(3...20), &self) }

        let role = region.units[draft.unit].role
        let perMille = region.effects.completionPerMille(role: role, afterTraining: day >= trainingDay)
        guard random.chance(perMille) else { return nil }
        guard let answeredOn = conversation.askForCompletion(on: day + random.within(4...24), &self), random.chance(750) else {
            return nil
        }
        var complement = draft
        complement.signedAt = time(on: answeredOn)
        complement.sentAt = complement.signedAt
        complement.relations = [CertificateRelation(kind: .complements, certificate: id)]
        complement.form = draft.form.with(
            addition: "Komplettering: se beskrivning av status och begränsningar. Syntetiskt intyg.")
        return emit(complement)
    }
}

extension FormAnswers {
    func with(periods: [SickLeavePeriod]? = nil, addition: String? = nil) -> FormAnswers {
        FormAnswers(
            profile: profile, diagnoses: diagnoses, occupation: occupation, work: work, variant: variant,
            periods: periods ?? self.periods,
            examined: examined, byTelephone: byTelephone, prognosis: prognosis, prognosisTime: prognosisTime, measure: measure,
            explainsLength: explainsLength, addition: addition ?? self.addition)
    }
}
