package import SickLeave

extension MessageRepository {
    /// A certificate that a message can be about.
    private struct Candidate {
        let provider: Int
        let number: Int
        let patient: PersonIdentifier
    }

    private struct Key: Hashable {
        let provider: Int
        let message: CaseMessage.ID
    }

    package func store(_ message: CaseMessage, importRun: Int, importedOn: Day) throws -> Outcome {
        try store([message], importRun: importRun, importedOn: importedOn)[0]
    }

    /// Stores many at once, in their order.
    ///
    /// - Parameters:
    ///   - importedOn: counts as the day of sending when a message does not say.
    ///   - looksFirst: false when all are thought to be new. One that is here already then breaks a constraint, and the transaction is to be
    ///     done again with true. One that comes twice among these is told either way.
    /// - Returns: what came of each, in their order.
    package func store(
        _ messages: [CaseMessage], importRun: Int, importedOn: Day, looksFirst: Bool = true
    ) throws -> [Outcome] {
        let certificates = try self.certificates(of: messages)
        let providers = try Registry.providers(named: Set(messages.compactMap(\.unit)), connection)
        let matches = messages.map {
            candidates($0, among: certificates[$0.certificate] ?? [], providers: providers)
        }
        var seen = looksFirst ? try known(messages, matches) : [:]
        var new: [(message: CaseMessage, certificate: Candidate)] = []
        var outcomes: [Outcome] = []
        for (message, match) in zip(messages, matches) {
            guard let certificate = match.first else {
                outcomes.append(.unknownCertificate)
                continue
            }
            guard match.count == 1 else {
                outcomes.append(.severalCertificates)
                continue
            }
            if let patient = message.patient, patient.isAnotherPerson(than: certificate.patient) {
                outcomes.append(.otherPatient)
                continue
            }
            let (key, facts) = (
                Key(provider: certificate.provider, message: message.id), Facts(message, certificate: certificate.number)
            )
            if let stored = seen[key] {
                outcomes.append(facts.isSame(as: stored) ? .alreadyKnown(provider: certificate.provider) : .otherContent)
                continue
            }
            seen[key] = facts
            new.append((message, certificate))
            outcomes.append(.stored(provider: certificate.provider))
        }
        try insert(new, importRun: importRun, importedOn: importedOn)
        return outcomes
    }

    private func certificates(of messages: [CaseMessage]) throws -> [Certificate.ID: [Candidate]] {
        var found: [Certificate.ID: [Candidate]] = [:]
        try Set(messages.map(\.certificate)).inSlices { slice in
            try connection.forEach(
                """
                SELECT c.certificate_id, c.care_provider_id, c.number, p.kind, p.identifier
                FROM \(CertificateRepository.look(for: slice, connection.dialect))
                \(SQL.look(in: "person", as: "p", where: "p.id = c.person_id", connection.dialect))
                ORDER BY c.certificate_id, c.care_provider_id
                """
            ) {
                let patient = PersonIdentifier($0, kind: 3, identifier: 4)
                found[.init(rawValue: $0.text(0)), default: []]
                    .append(Candidate(provider: $0.int(1), number: $0.int(2), patient: patient))
            }
        }
        return found
    }

    /// The certificates that the message can be about. An id is unique within the system that gave it, not among all providers: the
    /// unit that the message names decides whose certificate is meant, and where it names none that is known, the patient.
    private func candidates(
        _ message: CaseMessage, among found: [Candidate], providers: [HSAID: Set<Int>]
    ) -> [Candidate] {
        // Its own certificate may not be here yet: another provider's with the same id must not get the message.
        if let unit = message.unit, let providers = providers[unit] { return found.filter { providers.contains($0.provider) } }
        guard found.count > 1, let patient = message.patient else { return found }
        let ofPatient = found.filter { !patient.isAnotherPerson(than: $0.patient) }
        return ofPatient.isEmpty ? found : ofPatient
    }

    /// What a message says, as it is stored.
    private struct Facts {
        let certificate: Int
        let subject: Int
        let direction: Int
        /// Nil when the message does not say: then the day on which it came stands in the store.
        let sentAt: LocalTime?
        /// Its sender's reference and contact, empty where it says nothing of them: not every format has them, and they were not always kept.
        let reach: [String]
        /// The rest of what it says, but for the questions.
        let texts: [String?]
        var questions: [CaseMessage.Question] = []

        init(_ message: CaseMessage, certificate: Int) {
            self.certificate = certificate
            subject = Int(message.subject.rawValue)
            direction = Int(message.direction.rawValue)
            sentAt = message.sentAt
            reach = [message.reference, message.contact]
            texts = [
                message.heading, message.text, message.answerBy.map { "\($0.number)" }, message.answers?.rawValue,
                message.remindsOf?.rawValue, message.receiver, message.patient.map { "\($0.kind.rawValue)" },
                message.patient?.canonical,
            ]
            questions = message.questions
        }

        init(_ row: any Row) {
            certificate = row.int(3)
            subject = row.int(4)
            direction = row.int(5)
            sentAt = LocalTime(sqlInteger: row.int(6))
            reach = [row.text(15), row.text(16)]
            texts = [
                row.text(7), row.text(8), row.optionalInt(9).map { "\($0)" }, row.optionalText(10), row.optionalText(11),
                row.text(12), row.optionalInt(13).map { "\($0)" }, row.optionalText(14),
            ]
        }

        func isSame(as stored: Facts) -> Bool {
            certificate == stored.certificate && subject == stored.subject && direction == stored.direction
                && texts == stored.texts
                && questions == stored.questions
                && zip(reach, stored.reach).allSatisfy { $0.isEmpty || $1.isEmpty || $0 == $1 }
                && (sentAt == nil || stored.sentAt == nil || sentAt == stored.sentAt)
        }
    }

    private func known(_ messages: [CaseMessage], _ candidates: [[Candidate]]) throws -> [Key: Facts] {
        let asked = zip(messages, candidates).filter { $1.count == 1 }.map { [$1[0].provider.sqlValue, $0.id.sqlValue] }
        var known: [Key: Facts] = [:]
        var numbers: [Int: Key] = [:]
        try asked.inSlices(of: 200) { slice in
            // Joined pair by pair: told of a list of ids at one provider, PostgreSQL reads all that the provider has. Looked up by
            // `SQL.look` it does so too, when the plan was made while there were none: several indexes begin with the provider.
            try connection.forEach(
                """
                WITH asked (care_provider_id, message_id) AS (VALUES \(rows: slice))
                SELECT m.care_provider_id, m.message_id, m.number, m.certificate_number, m.subject, m.direction, m.sent_at, m.heading,
                    m.body, m.answer_by, m.answers_message_id, m.reminds_of_message_id, m.receiver, m.patient_kind,
                    m.patient_identifier, m.reference, m.contact
                FROM asked
                JOIN case_message m ON m.care_provider_id = asked.care_provider_id AND m.message_id = asked.message_id
                """
            ) {
                let key = Key(provider: $0.int(0), message: .init(rawValue: $0.text(1)))
                known[key] = Facts($0)
                numbers[$0.int(2)] = key
            }
        }
        for provider in Set(numbers.values.map(\.provider)) {
            try numbers.filter { $0.value.provider == provider }.keys.sorted().inSlices { slice in
                for (number, questions) in try self.questions(provider: provider, messages: Array(slice)) {
                    guard let key = numbers[number] else { continue }
                    known[key]?.questions = questions
                }
            }
        }
        return known
    }

    private func insert(
        _ new: [(message: CaseMessage, certificate: Candidate)], importRun: Int, importedOn: Day
    ) throws {
        guard !new.isEmpty else { return }
        let first = try connection.reserve(new.count, of: .message)
        try connection.insert(
            into: "case_message",
            [
                "care_provider_id", "number", "message_id", "certificate_number", "subject", "direction", "sent_at", "heading",
                "body", "answer_by", "answers_message_id", "reminds_of_message_id", "receiver", "patient_kind",
                "patient_identifier", "import_run_id", "reference", "contact",
            ]
        ) { writer in
            for (place, (message, certificate)) in new.enumerated() {
                try writer.add([
                    certificate.provider.sqlValue, (first + place).sqlValue, message.id.sqlValue, certificate.number.sqlValue,
                    Int(message.subject.rawValue).sqlValue, Int(message.direction.rawValue).sqlValue,
                    (message.sentAt ?? LocalTime(day: importedOn)).sqlValue, message.heading.sqlValue, message.text.sqlValue,
                    message.answerBy?.sqlValue ?? .null, message.answers?.sqlValue ?? .null,
                    message.remindsOf?.sqlValue ?? .null, message.receiver.sqlValue,
                    message.patient.map { Int($0.kind.rawValue).sqlValue } ?? .null,
                    message.patient?.canonical.sqlValue ?? .null, importRun.sqlValue, message.reference.sqlValue,
                    message.contact.sqlValue,
                ])
            }
        }
        try connection.insert(
            into: "case_message_question",
            ["care_provider_id", "message_number", "ordinal", "question", "instance", "body"]
        ) { writer in
            for (place, (message, certificate)) in new.enumerated() {
                for (ordinal, question) in message.questions.enumerated() {
                    try writer.add([
                        certificate.provider.sqlValue, (first + place).sqlValue, ordinal.sqlValue, question.question.sqlValue,
                        question.instance?.sqlValue ?? .null, question.text.sqlValue,
                    ])
                }
            }
        }
    }
}
