package import SickLeave
import Statistics

/// One line of the unit's list: a patient's ongoing (or recently ended) spell, with what is due.
package struct OngoingSpellRow: Sendable, Hashable {
    /// Names the patient in addresses.
    package let patient: String
    package let person: Int
    package let identifier: PersonIdentifier
    package let name: String
    let sortName: String
    package let age: Int?
    package let sex: LegalSex?

    package let status: SpellStatus
    package let days: DayRange
    package let netDays: Int
    package let dayInSpell: Int
    package let certificateCount: Int
    package let diagnosis: DiagnosisCode?
    package let occupations: [Occupation]
    /// Of the certificate that speaks for the spell, in order of day.
    package let extents: [Extent]
    /// Which of `extents` holds today.
    package let currentExtent: Int?
    package let doctor: Int
    package let doctorName: String
    let doctorHSAID: HSAID?

    /// A written plan (DV077) is registered at the unit during the spell.
    package let hasPlan: Bool
    package let unansweredCompletions: Int
    package let unansweredQuestions: Int
    /// The agency asked for an answer by this day; the earliest of those unanswered.
    package let nextDeadline: Deadline?
    package let late: [Deadline]
    package var responsible: Responsible?

    package struct Responsible: Sendable, Hashable {
        package let account: Int
        package let name: String
    }

    package var unansweredMessages: Int { unansweredCompletions + unansweredQuestions }

    /// What a tired reader needs in one line: the most pressing thing first.
    package var statusSentence: String {
        if unansweredCompletions > 0 { return "Försäkringskassan väntar på en komplettering." }
        if let first = late.first { return "\(first.limit.title) skulle ha varit gjort \(first.inWords)." }
        if unansweredQuestions > 0 { return "Ett meddelande från Försäkringskassan är obesvarat." }
        if let next = nextDeadline, next.daysLeft <= 7 { return "\(next.limit.title) \(next.inWords)." }
        switch status {
        case .ended: return "Avslutat \(days.last)."
        case .betweenCertificates: return "Uppehåll mellan två intyg."
        case .notStarted: return "Börjar \(days.first)."
        case .ongoing: break
        }
        return "Intyg till och med \(days.last)."
    }
}
