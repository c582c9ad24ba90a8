import SickLeave

// RegisterMedicalCertificate: FK 7263 as it was sent before RegisterCertificate.
//
// Its fields are given the question numbers that the same form got in RegisterCertificate, so that both read alike. What has
// no number that we know stands under its own element name, and what the form has no place for together as `ovrigt`: nothing is lost.
extension RIVMapping {
    func medicalCertificate(_ root: XMLNode) throws(RIVFault) -> Certificate {
        guard let statement = try only(.statement, .certificate, of: root) else {
            throw RIVFault(.missing(.certificate), line: tree.line(root))
        }
        let id = try onlyText(.statementID, .certificateID, of: statement)
        guard !id.isEmpty else { throw RIVFault(.missing(.certificateID), line: tree.line(statement)) }
        var answers = MedicalCertificateAnswers()
        try tree.forEachChild(of: statement) { (node, name) throws(RIVFault) in try add(node, name, to: &answers) }
        return try certificate(
            statement, id: Certificate.ID(rawValue: id), kind: .fk7263, formVersion: "1.0",
            createdBy: only(.createdByStaff, .createdBy, of: statement),
            signedAt: requiredTime(.signedAtOld, .signedAt, of: statement),
            sentAt: time(.sentAtStatement, .sentAt, of: statement), relations: [], answers: answers.finished())
    }

    private func add(_ node: XMLNode, _ name: XMLName, to answers: inout MedicalCertificateAnswers) throws(RIVFault) {
        switch name {
        case .statementID, .statementType, .signedAtOld, .sentAtStatement, .patient, .createdByStaff: break
        case .contact:
            answers.addGround(tree.text(.contactType, of: node), day: tree.text(.contactDay, of: node))
            addRest(of: node, but: [.contactType, .contactDay], to: &answers)
        case .reference:
            answers.addGround(
                tree.text(.referenceType, of: node), day: tree.text(.referenceDay, of: node),
                other: tree.raw(.description, of: node))
            addRest(of: node, but: [.referenceType, .referenceDay, .description], to: &answers)
        case .medicalCondition: try addCondition(node, to: &answers)
        case .assessedCondition:
            answers.addText("10002.1", tree.raw(.description, of: node))
            addRest(of: node, but: [.description], to: &answers)
        case .activity:
            try once(.activity, .activityCode, in: node)
            answers.addActivity(tree.text(.activityCode, of: node), description: tree.raw(.description, of: node))
            addRest(of: node, but: [.activityCode, .description], to: &answers)
        case .functionalState: try addFunctionalState(node, to: &answers)
        case .comment: answers.addText("25.1", tree.string(node))
        default: answers.addRest(tree.words(node))
        }
    }

    private func addCondition(_ node: XMLNode, to answers: inout MedicalCertificateAnswers) throws(RIVFault) {
        if let code = try only(.conditionCode, .diagnosis, of: node) {
            try once(.diagnosis, .code, in: code)
            try once(.diagnosis, .codeSystem, in: code)
            let system = tree.text(.codeSystem, of: code)
            answers.addDiagnosis(
                tree.text(.code, of: code), system: system.isEmpty ? tree.text(.codeSystemName, of: code) : system,
                display: tree.text(.displayName, of: code))
            addRest(of: code, but: [.code, .codeSystem, .codeSystemName, .codeSystemVersion, .displayName], to: &answers)
        }
        answers.addText("10001.1", tree.raw(.description, of: node))
        addRest(of: node, but: [.conditionCode, .description], to: &answers)
    }

    private func addFunctionalState(_ node: XMLNode, to answers: inout MedicalCertificateAnswers) throws(RIVFault) {
        let type = tree.text(.functionalStateType, of: node)
        answers.addText(type == "Aktivitet" ? "17.1" : "35.1", tree.raw(.description, of: node))
        if !["Aktivitet", "Kroppsfunktion"].contains(type) { answers.addRest(type) }
        try tree.forEachChild(of: node) { (ability, name) throws(RIVFault) in
            if name == .workAbility { try addWorkAbility(ability, to: &answers) }
        }
        addRest(of: node, but: [.functionalStateType, .description], all: .workAbility, to: &answers)
    }

    private func addWorkAbility(_ node: XMLNode, to answers: inout MedicalCertificateAnswers) throws(RIVFault) {
        try tree.forEachChild(of: node) { (field, name) throws(RIVFault) in
            switch name {
            case .motivation: answers.addText("37.1", tree.string(field))
            case .prognosis: answers.addPrognosis(tree.trimmed(field))
            case .task:
                answers.addText("29.1", tree.raw(.taskType, of: field))
                addRest(of: field, but: [.taskType], to: &answers)
            case .reduction:
                try once(.extent, .reductionExtent, in: field)
                try once(.period, .reductionFrom, in: field)
                try once(.period, .reductionThrough, in: field)
                answers.addReduction(
                    tree.text(.reductionExtent, of: field), start: tree.text(.reductionFrom, of: field),
                    end: tree.text(.reductionThrough, of: field))
                addRest(of: field, but: [.reductionExtent, .reductionFrom, .reductionThrough], to: &answers)
            case .occupation:
                answers.addOccupation(tree.text(.occupationType, of: field))
                addRest(of: field, but: [.occupationType], to: &answers)
            default: answers.addRest(tree.words(field))
            }
        }
        if tree.hasTextBesideElements(node) { answers.addRest(tree.words(node)) }
    }

    /// What stands in the element beside the one of each name that has been read.
    ///
    /// - Parameter all: a name of which every one has been read.
    private func addRest(
        of node: XMLNode, but read: [XMLName], all: XMLName? = nil, to answers: inout MedicalCertificateAnswers
    ) {
        var unread = read
        tree.forEachChild(of: node) { child, name in
            if name == all { return }
            if let place = unread.firstIndex(of: name) {
                unread.remove(at: place)
            } else {
                answers.addRest(tree.words(child))
            }
        }
        if tree.hasTextBesideElements(node) { answers.addRest(tree.words(node)) }
    }
}
