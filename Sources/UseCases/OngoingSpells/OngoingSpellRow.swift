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
    /// The agency asked for an answer by a day; the earliest of those unanswered.
    package let answer: Answer?
    /// The first limit of the day calendar that is ahead and not done.
    package let nextDeadline: Deadline?
    package let late: [Deadline]
    package let responsible: Responsible?
    /// The line as pages show it.
    package let kept = Kept()

    package struct Responsible: Sendable, Hashable {
        package let account: Int
        package let name: String
    }

    package struct Answer: Sendable, Hashable {
        package let by: Day
        /// Negative when the day has passed.
        package let daysLeft: Int
    }

    /// What the list counts as the next thing to keep in time.
    package enum Next: Sendable, Hashable {
        case answer(Answer)
        case limit(Deadline)

        package var date: Day {
            switch self {
            case .answer(let answer): answer.by
            case .limit(let deadline): deadline.date
            }
        }

        package var daysLeft: Int {
            switch self {
            case .answer(let answer): answer.daysLeft
            case .limit(let deadline): deadline.daysLeft
            }
        }

        package var title: String {
            switch self {
            case .answer: "Svar till Försäkringskassan"
            case .limit(let deadline): deadline.limit.title
            }
        }

        package var inWords: String { Deadline.inWords(daysLeft: daysLeft) }

        /// Why it stands on its date, and how far it can be trusted.
        package var reason: String {
            switch self {
            case .answer(let answer): "Försäkringskassan har bett om svar senast \(answer.by)."
            case .limit(let deadline): deadline.reason
            }
        }
    }

    /// The earlier of the agency's day and the calendar's; the agency's when they are the same.
    package var next: Next? {
        guard let answer else { return nextDeadline.map(Next.limit) }
        guard let nextDeadline, nextDeadline.date < answer.by else { return .answer(answer) }
        return .limit(nextDeadline)
    }

    /// Something should have been done already.
    package var isLate: Bool { !late.isEmpty || (answer?.daysLeft ?? 0) < 0 }

    /// Over the days that a plan should be written within, without one. Of a spell that is over nothing is asked any more.
    package var lacksPlan: Bool { OngoingSpellsFilter.lacksPlan(hasPlan: hasPlan, status: status, dayInSpell: dayInSpell) }

    /// Days that certificates still run, 0 on the last; nil where none runs.
    package var certifiedDaysLeft: Int? { status == .ongoing ? days.last - days.first + 1 - dayInSpell : nil }

    package var unansweredMessages: Int { unansweredCompletions + unansweredQuestions }

    /// What a tired reader needs in one line: the most pressing thing first.
    package var statusSentence: String {
        let isAnswerLate = (answer?.daysLeft ?? 0) < 0
        if unansweredCompletions > 0 {
            return isAnswerLate
                ? "Försenat: komplettering till Försäkringskassan." : "Försäkringskassan väntar på en komplettering."
        }
        if unansweredQuestions > 0 {
            return isAnswerLate ? "Försenat: svar till Försäkringskassan." : "Försäkringskassan väntar på ett svar."
        }
        if let first = late.first { return "Försenat: \(first.limit.title), dag \(first.limit.day)." }
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
