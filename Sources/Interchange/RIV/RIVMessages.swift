import SickLeave

// SendMessageToCare, SendMessageToRecipient and the two revocations.
extension RIVMapping {
    func message(_ root: XMLNode, direction: CaseMessage.Direction) throws(RIVFault) -> CaseMessage {
        let id = tree.text(.messageID, of: root)
        guard !id.isEmpty else { throw RIVFault(.missing(.messageID), line: tree.line(root)) }
        return CaseMessage(
            id: CaseMessage.ID(rawValue: id), certificate: try certificateID(root),
            patient: try? person(tree.child(.messagePatient, of: root)), subject: try subject(root), direction: direction,
            sentAt: time(.sentAt, of: root), heading: tree.text(.heading, of: root), text: tree.raw(.message, of: root),
            questions: completions(root), answerBy: Day(iso: tree.text(.answerBy, of: root)),
            answers: messageID(tree.text(.messageID, of: tree.child(.answersTo, of: root))),
            remindsOf: messageID(tree.text(.remindsOf, of: root)), receiver: tree.text(.receiver, of: root),
            sendingUnit: hsaID(.unitID, of: tree.child(.unitOfCare, of: tree.child(.sentBy, of: root))))
    }

    private func messageID(_ text: String) -> CaseMessage.ID? { text.isEmpty ? nil : CaseMessage.ID(rawValue: text) }

    private func subject(_ root: XMLNode) throws(RIVFault) -> CaseMessage.Subject {
        let node = tree.child(.subject, of: root)
        let code = tree.text(.code, of: node)
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

    private func completions(_ root: XMLNode) -> [CaseMessage.Question] {
        var questions: [CaseMessage.Question] = []
        tree.forEachChild(of: root) { node, name in
            guard name == .completion else { return }
            let question = tree.text(.questionID, of: node).prefix { $0 != "." }
            questions.append(
                CaseMessage.Question(
                    question: String(question), instance: Int(tree.text(.instance, of: node)), text: tree.raw(.text, of: node)))
        }
        return questions
    }

    func revocation(_ root: XMLNode) throws(RIVFault) -> Revocation {
        Revocation(
            certificate: try certificateID(root), revokedAt: time(.sentAt, of: root), reason: tree.raw(.message, of: root),
            revokedBy: issuer(tree.child(.sentBy, of: root)))
    }

    /// RevokeMedicalCertificate names the certificate by its statement.
    func medicalRevocation(_ root: XMLNode) throws(RIVFault) -> Revocation {
        let revoke = tree.child(.revoke, of: root) ?? root
        let id = tree.trimmed(tree.descendant(.statementID, of: revoke))
        guard !id.isEmpty else { throw RIVFault(.missing(.certificateID), line: tree.line(revoke)) }
        return Revocation(
            certificate: Certificate.ID(rawValue: id), revokedAt: time(.sentAtOld, of: revoke),
            reason: tree.raw(.message, of: revoke), revokedBy: issuer(tree.descendant(.staff, of: revoke)))
    }
}
