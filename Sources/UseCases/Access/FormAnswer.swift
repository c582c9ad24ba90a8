/// Which of a form's answers must be changed.
package enum FormAnswer: Sendable, Hashable {
    /// Of a role, and of a mandate.
    case account, role, firstDay, lastDay, mandatePerson, mandatePurpose, mandateLastDay
    /// Of a unit, and of its analysis.
    case whosePatients, needs(Role), risks(Role), measures(Role)
    /// Of a patient's consent, and of what is opened in spite of a block.
    case consentParty, consentAbout, consentDay, emergencyReason
    /// Of a log review, its rows by number, and of an extract of the log.
    case reviewMonth, reviewSample, judgement(Int), judgementNote(Int), reviewNote, extractNumber
    /// Of a goal, of its steps and follow-ups, and of where a chart's limits are reckoned anew; the last by its number.
    case goalMeasure, goalTarget, goalDue, goalResponsible, goalPlan, goalReason, goalConfirmation
    case step, stepResponsible, stepDue, followUp
    case rebaseMonth, rebaseReason, rebaseRemoval(Int)
    /// Why something in quarantine is set aside; of what is nobody's, by its number.
    case setAsideReason, ownerlessReason(Int)
    /// Of the list of spells, and of a spell.
    case listGap, listEnded, responsible
    /// Of a new account.
    case name, userName, hsaID, identityNumber
    /// The person's own, before something that a stolen session must not do.
    case password
}
