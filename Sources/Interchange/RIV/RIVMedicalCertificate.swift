import SickLeave

// RegisterMedicalCertificate: FK 7263 as it was sent before RegisterCertificate.
//
// Its fields are given the question numbers that the same form got in RegisterCertificate, so that both read alike. What has
// no number that we know stands under its own element name, so that nothing is lost.
extension RIVMapping {
    func medicalCertificate(_ root: XMLNode) throws(RIVFault) -> Certificate {
        try once(.certificate, .statement, in: root)
        guard let statement = tree.child(.statement, of: root) else {
            throw RIVFault(.missing(.certificate), line: tree.line(root))
        }
        let id = tree.text(.statementID, of: statement)
        guard !id.isEmpty else { throw RIVFault(.missing(.certificateID), line: tree.line(statement)) }
        var answers = MedicalCertificateAnswers()
        tree.forEachChild(of: statement) { node, name in add(node, name, to: &answers) }
        return try certificate(
            statement, id: Certificate.ID(rawValue: id), kind: .fk7263, formVersion: "1.0",
            createdBy: tree.child(.createdByStaff, of: statement),
            signedAt: requiredTime(.signedAtOld, .signedAt, of: statement), sentAt: time(.sentAtStatement, of: statement),
            relations: [], answers: answers.finished())
    }

    private func add(_ node: XMLNode, _ name: XMLName, to answers: inout MedicalCertificateAnswers) {
        switch name {
        case .contact:
            answers.addGround(tree.text(.contactType, of: node), day: tree.raw(.contactDay, of: node))
        case .reference:
            answers.addGround(tree.text(.referenceType, of: node), day: tree.raw(.referenceDay, of: node))
        case .medicalCondition: addCondition(node, to: &answers)
        case .assessedCondition: answers.addText("10002.1", tree.raw(.description, of: node))
        case .activity:
            answers.addActivity(tree.text(.activityCode, of: node), description: tree.raw(.description, of: node))
        case .functionalState:
            let isActivity = tree.text(.functionalStateType, of: node) == "Aktivitet"
            answers.addText(isActivity ? "17.1" : "35.1", tree.raw(.description, of: node))
            tree.forEachChild(of: node) { ability, name in
                if name == .workAbility { addWorkAbility(ability, to: &answers) }
            }
        case .comment: answers.addText("25.1", tree.string(node))
        default: break
        }
    }

    private func addCondition(_ node: XMLNode, to answers: inout MedicalCertificateAnswers) {
        if let code = tree.child(.conditionCode, of: node) {
            let system = tree.text(.codeSystem, of: code)
            answers.addDiagnosis(
                tree.text(.code, of: code), system: system.isEmpty ? tree.text(.codeSystemName, of: code) : system,
                display: tree.text(.displayName, of: code))
        }
        answers.addText("10001.1", tree.raw(.description, of: node))
    }

    private func addWorkAbility(_ node: XMLNode, to answers: inout MedicalCertificateAnswers) {
        tree.forEachChild(of: node) { field, name in
            switch name {
            case .motivation: answers.addText("37.1", tree.string(field))
            case .prognosis: answers.addPrognosis(tree.trimmed(field))
            case .task: answers.addText("29.1", tree.raw(.taskType, of: field))
            case .reduction:
                answers.addReduction(
                    tree.text(.reductionExtent, of: field), start: tree.raw(.reductionFrom, of: field),
                    end: tree.raw(.reductionThrough, of: field))
            case .occupation: answers.addOccupation(tree.text(.occupationType, of: field))
            default: break
            }
        }
    }
}
