package import SickLeave

/// Messages between the agency and care, each tied to a certificate that is here.
package struct MessageRepository {
    package enum Outcome: Sendable, Equatable {
        case stored(provider: Int)
        case alreadyKnown(provider: Int)
        /// No certificate with that id is here, or none of the provider that the message names: the message waits until it is.
        case unknownCertificate
        /// A message with that id is here and says something else; it stands.
        case otherContent
        /// Several providers have a certificate with that id, and nothing in the message tells which is meant.
        case severalCertificates
        /// The message is about another person than the certificate that it names.
        case otherPatient
    }

    let connection: any Connection

    package init(_ connection: any Connection) { self.connection = connection }

    /// A message as stored, for the page of a spell.
    package struct Stored: Sendable {
        package let certificateNumber: Int
        package let message: CaseMessage
        package let sentAt: LocalTime
        /// An answer from care, or a new certificate that complements the one asked about, is here.
        package let isAnswered: Bool
    }

    /// Messages about the certificates, oldest first.
    package func messages(provider: Int, certificates: [Int]) throws -> [Stored] {
        var found: [Stored] = []
        var numbers: [Int] = []
        try connection.forEach(
            """
            SELECT m.number, m.certificate_number, m.message_id, m.subject, m.direction, m.sent_at, m.heading, m.body, m.answer_by,
                   m.answers_message_id, m.reminds_of_message_id, c.certificate_id, \(MessageRepository.isAnswered),
                   m.receiver, m.patient_kind, m.patient_identifier, m.reference, m.contact
            FROM case_message m
            JOIN certificate c ON c.care_provider_id = m.care_provider_id AND c.number = m.certificate_number
            WHERE m.care_provider_id = \(provider) AND m.certificate_number IN \(list: certificates)
            ORDER BY m.sent_at, m.number
            """
        ) { row in
            guard let subject = CaseMessage.Subject(rawValue: UInt8(row.int(3))),
                let direction = CaseMessage.Direction(rawValue: UInt8(row.int(4)))
            else { return }
            let sentAt = LocalTime(sqlInteger: row.int(5))
            numbers.append(row.int(0))
            let message = CaseMessage(
                id: .init(rawValue: row.text(2)), certificate: .init(rawValue: row.text(11)),
                patient: row.optionalInt(14).flatMap { PersonIdentifier.Kind(rawValue: UInt8($0)) }.map {
                    PersonIdentifier(kind: $0, canonical: row.text(15))
                }, subject: subject, direction: direction,
                sentAt: sentAt, heading: row.text(6), text: row.text(7), questions: [],
                answerBy: row.optionalInt(8).map { Day($0) }, answers: row.optionalText(9).map(CaseMessage.ID.init(rawValue:)),
                remindsOf: row.optionalText(10).map(CaseMessage.ID.init(rawValue:)), receiver: row.text(13),
                reference: row.text(16), contact: row.text(17))
            found.append(Stored(certificateNumber: row.int(1), message: message, sentAt: sentAt, isAnswered: row.bool(12)))
        }
        let questions = try questions(provider: provider, messages: numbers)
        return zip(numbers, found).map { number, stored in
            var message = stored.message
            message.questions = questions[number] ?? []
            return Stored(
                certificateNumber: stored.certificateNumber, message: message, sentAt: stored.sentAt,
                isAnswered: stored.isAnswered)
        }
    }

    func questions(provider: Int, messages: [Int]) throws -> [Int: [CaseMessage.Question]] {
        guard !messages.isEmpty else { return [:] }
        var found: [Int: [CaseMessage.Question]] = [:]
        let isAsked: SQL = "q.care_provider_id = \(provider) AND q.message_number = asked.column1"
        try connection.forEach(
            """
            SELECT q.message_number, q.question, q.instance, q.body FROM (VALUES \(rows: messages.map { [$0.sqlValue] })) AS asked
            \(SQL.look(in: "case_message_question", as: "q", where: isAsked, connection.dialect))
            ORDER BY q.message_number, q.ordinal
            """
        ) {
            found[$0.int(0), default: []].append(
                CaseMessage.Question(question: $0.text(1), instance: $0.optionalInt(2), text: $0.text(3)))
        }
        return found
    }

    /// Answered by a message from care, or for a completion by a certificate that complements or replaces the one asked about.
    /// No certificate answers a question or a call to a meeting. One that is an answer itself waits for none.
    /// As long as the certificate asked about is in force, what names it is another person's (`Superseding`), and answers nothing.
    static let isAnswered: SQL = """
        CASE WHEN m.answers_message_id IS NOT NULL
               OR EXISTS (SELECT 1 FROM case_message a
                          WHERE a.care_provider_id = m.care_provider_id AND a.answers_message_id = m.message_id)
               OR m.subject = 1 AND EXISTS (SELECT 1 FROM certificate_relation r JOIN certificate rc
                            ON rc.care_provider_id = r.care_provider_id AND rc.number = r.certificate_number
                          WHERE r.care_provider_id = m.care_provider_id AND r.kind IN (2, 3) AND rc.status <> 2
                            AND rc.signed_at >= m.sent_at AND rc.number <> m.certificate_number
                            AND r.other_certificate_id = (SELECT o.certificate_id FROM certificate o
                                 WHERE o.care_provider_id = m.care_provider_id AND o.number = m.certificate_number AND o.status <> 0))
             THEN 1 ELSE 0 END
        """
}
