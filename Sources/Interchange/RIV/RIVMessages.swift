import SickLeave

// SendMessageToCare, SendMessageToRecipient and the two revocations.
extension RIVMapping {
    func message(_ root: XMLNode, direction: CaseMessage.Direction) throws(RIVFault) -> CaseMessage {
        let id = try onlyText(.messageID, .messageID, of: root)
        guard !id.isEmpty else { throw RIVFault(.missing(.messageID), line: tree.line(root)) }
        let identity = try identity(root)
        let sentBy = try only(.sentBy, .sentBy, of: root)
        let sender = try only(.unitOfCare, .sentBy, of: sentBy)
        let answered = try onlyText(.messageID, .answersTo, of: only(.answersTo, .answersTo, of: root))
        return CaseMessage(
            id: CaseMessage.ID(rawValue: id), certificate: try certificateID(root),
            patient: try? person(identity), subject: try subject(root), direction: direction,
            sentAt: try time(.sentAt, .sentAt, of: root), heading: try onlyText(.heading, .heading, of: root),
            text: try only(.message, .message, of: root).map(tree.string) ?? "", questions: try completions(root),
            answerBy: try day(.answerBy, .answerBy, of: root), answers: messageID(answered),
            remindsOf: messageID(try onlyText(.remindsOf, .remindsOf, of: root)),
            receiver: try onlyText(.receiver, .receiver, of: root),
            reference: try onlyText(.senderReference, .reference, of: root), contact: contact(sentBy),
            sendingUnit: try hsaID(.unitID, .sentBy, of: sender))
    }

    private func contact(_ sentBy: XMLNode?) -> String {
        guard let sentBy else { return "" }
        var lines: [String] = []
        tree.forEachChild(of: sentBy) { node, name in
            if name == .contactInformation { lines.append(tree.trimmed(node)) }
        }
        return lines.filter { !$0.isEmpty }.joined(separator: "\n")
    }

    private func identity(_ root: XMLNode) throws(RIVFault) -> XMLNode? {
        let identity = try only(.messagePatient, .patient, of: root)
        try once(.patient, .extension, in: identity)
        try once(.patient, .root, in: identity)
        return identity
    }

    /// Whose certificate is revoked; nil when nobody stands there. A number that cannot be read is a fault: it could not be held against
    /// the certificate's. A message with one is still read, since it takes nothing away.
    private func patientOfRevoked(_ identity: XMLNode?) throws(RIVFault) -> PersonIdentifier? {
        guard let identity, !tree.text(.extension, of: identity).isEmpty else { return nil }
        do throws(PersonIdentifier.Fault) {
            return try person(identity)
        } catch {
            throw RIVFault(.patient(error), line: tree.line(identity))
        }
    }

    private func messageID(_ text: String) -> CaseMessage.ID? { text.isEmpty ? nil : CaseMessage.ID(rawValue: text) }

    private func subject(_ root: XMLNode) throws(RIVFault) -> CaseMessage.Subject {
        let node = try only(.subject, .subject, of: root)
        let code = try onlyText(.code, .subject, of: node)
        let line = tree.line(node ?? root)
        guard !code.isEmpty else { throw RIVFault(.missing(.subject), line: line) }
        // The short code of the contract, or the word itself as some systems write it.
        switch code.uppercased() {
        case "KOMPLT", "KOMPLETTERING": return .completion
        case "AVSTMN", "AVSTAMNINGSMOTE", "AVSTÄMNINGSMÖTE": return .caseConference
        case "KONTKT", "KONTAKT": return .contact
        case "OVRIGT", "ÖVRIGT": return .other
        case "PAMINN", "PAMINNELSE", "PÅMINNELSE": return .reminder
        default: throw RIVFault(.unknownSubject(code: code), line: line)
        }
    }

    private func completions(_ root: XMLNode) throws(RIVFault) -> [CaseMessage.Question] {
        var questions: [CaseMessage.Question] = []
        try tree.forEachChild(of: root) { (node, name) throws(RIVFault) in
            guard name == .completion else { return }
            let question = try onlyText(.questionID, .questionID, of: node).prefix { $0 != "." }
            guard !question.isEmpty else { throw RIVFault(.missing(.questionID), line: tree.line(node)) }
            questions.append(
                CaseMessage.Question(
                    question: String(question), instance: try instance(of: node),
                    text: try only(.text, .completion, of: node).map(tree.string) ?? ""))
        }
        return questions
    }

    /// Nil when it is left out.
    private func instance(of completion: XMLNode) throws(RIVFault) -> Int? {
        let text = try onlyText(.instance, .instance, of: completion)
        guard !text.isEmpty else { return nil }
        guard let number = Int(text) else { throw RIVFault(.unreadable(.instance, text), line: tree.line(completion)) }
        // Some senders count from 0: which row it is then is not known, and the request is more than its row.
        return (1...999).contains(number) ? number : nil
    }

    func revocation(_ root: XMLNode) throws(RIVFault) -> Revocation {
        Revocation(
            certificate: try certificateID(root), patient: try patientOfRevoked(identity(root)),
            revokedAt: try time(.sentAt, .sentAt, of: root),
            reason: try only(.message, .message, of: root).map(tree.string) ?? "",
            revokedBy: try issuer(only(.sentBy, .sentBy, of: root)))
    }

    /// RevokeMedicalCertificate names the certificate by its statement.
    func medicalRevocation(_ root: XMLNode) throws(RIVFault) -> Revocation {
        let revoke = tree.child(.revoke, of: root) ?? root
        for (name, field) in [(XMLName.statementID, RIVField.certificateID), (.personID, .patient), (.staff, .createdBy)]
        where tree.hasSeveral(name, in: revoke) { throw RIVFault(.repeated(field), line: tree.line(revoke)) }
        let identity = tree.descendant(.personID, of: revoke)
        let id = tree.trimmed(tree.descendant(.statementID, of: revoke))
        guard !id.isEmpty else { throw RIVFault(.missing(.certificateID), line: tree.line(revoke)) }
        return Revocation(
            certificate: Certificate.ID(rawValue: id), patient: try patientOfRevoked(identity),
            revokedAt: try time(.sentAtOld, .sentAt, of: revoke),
            reason: try only(.message, .message, of: revoke).map(tree.string) ?? "",
            revokedBy: try issuer(tree.descendant(.staff, of: revoke)))
    }
}
