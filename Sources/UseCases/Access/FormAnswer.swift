/// Which of a form's answers must be changed.
package enum FormAnswer: Sendable, Hashable {
    /// Of a role, and of a mandate.
    case account, role, firstDay, lastDay, mandatePerson, mandatePurpose, mandateLastDay
    /// Of a unit, and of its analysis.
    case whosePatients, needs(Role), risks(Role), measures(Role)
    /// Of a patient's consent, and of what is opened in spite of a block.
    case consentParty, consentAbout, consentDay, emergencyReason
    /// Of a new account.
    case name, userName, hsaID, identityNumber
    /// The person's own, before something that a stolen session must not do.
    case password
}
