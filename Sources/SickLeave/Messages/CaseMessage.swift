/// A message between the Social Insurance Agency and care about a certificate (ärendekommunikation).
package struct CaseMessage: Hashable, Sendable, Identifiable {
    package struct ID: RawRepresentable, Hashable, Sendable {
        package let rawValue: String
        package init(rawValue: String) { self.rawValue = rawValue }
    }

    package enum Subject: UInt8, Sendable, CaseIterable {
        /// Komplettering (KOMPLT): the agency asks for more.
        case completion = 1
        /// Avstämningsmöte (AVSTMN).
        case caseConference = 2
        /// Kontakt (KONTKT).
        case contact = 3
        /// Övrigt (OVRIGT).
        case other = 4
        /// Påminnelse (PAMINN) of an earlier message.
        case reminder = 5

        package var title: String {
            switch self {
            case .completion: "Komplettering"
            case .caseConference: "Avstämningsmöte"
            case .contact: "Kontakt"
            case .other: "Övrigt"
            case .reminder: "Påminnelse"
            }
        }
    }

    package enum Direction: UInt8, Sendable {
        case fromAgency = 1
        case fromCare = 2
    }

    /// One requested completion (komplettering): which question, in which row, and what is missing.
    package struct Question: Hashable, Sendable {
        /// The form's question, as `35`; part `35.1` is cut to its question.
        package var question: String
        package var instance: Int?
        package var text: String

        package init(question: String, instance: Int?, text: String) {
            self.question = question
            self.instance = instance
            self.text = text
        }
    }

    package var id: ID
    package var certificate: Certificate.ID
    /// Nil when the sender's identity for the patient cannot be read; the certificate's patient counts.
    package var patient: PersonIdentifier?
    package var subject: Subject
    package var direction: Direction
    /// Nil when the sender left it out; the day of import then counts.
    package var sentAt: LocalTime?
    package var heading: String
    package var text: String
    package var questions: [Question]
    /// Last day to answer (sistaDatumForSvar).
    package var answerBy: Day?
    /// The message that this one answers (svarPa) or reminds of (paminnelseMeddelande-id).
    package var answers: ID?
    package var remindsOf: ID?
    /// Logical address of the receiver: the unit's HSA-id when the agency sends.
    package var receiver: String
    /// The sender's own reference (referens-id), to be named when one calls or writes; empty when there is none.
    package var reference: String
    /// How the sender is reached (kontaktInfo), a line for each; empty when it does not say.
    package var contact: String
    /// The unit that a message from care says that it comes from; nil when it does not say.
    package var sendingUnit: HSAID?

    package init(
        id: ID, certificate: Certificate.ID, patient: PersonIdentifier?, subject: Subject, direction: Direction,
        sentAt: LocalTime?, heading: String, text: String, questions: [Question], answerBy: Day?, answers: ID?, remindsOf: ID?,
        receiver: String, reference: String = "", contact: String = "", sendingUnit: HSAID? = nil
    ) {
        self.id = id
        self.certificate = certificate
        self.patient = patient
        self.subject = subject
        self.direction = direction
        self.sentAt = sentAt
        self.heading = heading
        self.text = text
        self.questions = questions
        self.answerBy = answerBy
        self.answers = answers
        self.remindsOf = remindsOf
        self.receiver = receiver
        self.reference = reference
        self.contact = contact
        self.sendingUnit = sendingUnit
    }

    /// From the agency, and neither an answer nor a reminder of a message that itself asks.
    package var awaitsAnswerFromCare: Bool { direction == .fromAgency && subject != .reminder && answers == nil }

    /// The unit whose message it is, as far as the message says: the one that gets it, or sends it.
    package var unit: HSAID? {
        switch direction {
        case .fromAgency: HSAID(receiver)
        case .fromCare: sendingUnit
        }
    }
}
