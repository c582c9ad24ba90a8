import SickLeave

// RegisterCertificate, version 3, and its certificate alone.
extension RIVMapping {
    func certificate(_ root: XMLNode) throws(RIVFault) -> Certificate {
        guard let form = try only(.certificate, .certificate, of: root) else {
            throw RIVFault(.missing(.certificate), line: tree.line(root))
        }
        // An answer beside the certificate would be lost.
        if let answer = tree.child(.answer, of: root) { throw RIVFault(.nested(part: ""), line: tree.line(answer)) }
        return try certificate(form: form)
    }

    func certificate(form: XMLNode) throws(RIVFault) -> Certificate {
        try refuseCancelled(form)
        let kind = try kind(form)
        let version = try onlyText(.version, .version, of: form)
        guard !version.isEmpty else { throw RIVFault(.missing(.version), line: tree.line(form)) }
        let answers = try answers(form, on: CertificateForm(kind: kind, version: version))
        return try certificate(
            form, id: certificateID(form), kind: kind, formVersion: version,
            createdBy: only(.createdBy, .createdBy, of: form), signedAt: requiredTime(.signedAt, .signedAt, of: form),
            sentAt: time(.sentAt, .sentAt, of: form), relations: relations(form), answers: answers)
    }

    /// What both generations of the transport form share.
    func certificate(
        _ form: XMLNode, id: Certificate.ID, kind: CertificateKind, formVersion: String, createdBy: XMLNode?, signedAt: LocalTime,
        sentAt: LocalTime?, relations: [CertificateRelation], answers: [Answer]
    ) throws(RIVFault) -> Certificate {
        let patient = try only(.patient, .patient, of: form)
        let personID = try only(.personID, .patient, of: patient)
        try once(.patient, .extension, in: personID)
        try once(.patient, .root, in: personID)
        let identity: PersonIdentifier
        do throws(PersonIdentifier.Fault) {
            identity = try person(personID)
        } catch {
            throw RIVFault(.patient(error), line: tree.line(personID ?? patient ?? form))
        }
        let unit = try only(.unitOfCare, .careUnit, of: createdBy)
        let provider = try only(.provider, .careProvider, of: unit)
        guard let unitID = try hsaID(.unitID, .careUnit, of: unit) else {
            throw RIVFault(.missing(.careUnit), line: tree.line(unit ?? createdBy ?? form))
        }
        guard let providerID = try hsaID(.providerID, .careProvider, of: provider) else {
            throw RIVFault(.missing(.careProvider), line: tree.line(provider ?? unit ?? form))
        }
        let facts = Certificate.facts(kind: kind, answers: answers)
        return Certificate(
            id: id, kind: kind, formVersion: formVersion, patient: identity, patientName: patientName(patient),
            issuer: try issuer(createdBy) ?? Issuer(hsaID: HSAID(rawValue: ""), name: ""),
            careUnit: CareUnitReference(hsaID: unitID, name: tree.text(.unitName, of: unit)),
            careProvider: CareProviderReference(hsaID: providerID, name: tree.text(.providerName, of: provider)),
            signedAt: signedAt, sentAt: sentAt, diagnoses: facts.diagnoses, periods: facts.periods,
            occupations: facts.occupations, isInfectionCarrier: facts.isInfectionCarrier, relations: relations, answers: answers)
    }

    /// An answer to GetCertificate may say of a certificate that it has been revoked; nothing of who did so or why.
    private func refuseCancelled(_ form: XMLNode) throws(RIVFault) {
        try tree.forEachChild(of: form) { (node, name) throws(RIVFault) in
            guard name == .status, let status = tree.child(.status, of: node) else { return }
            guard tree.text(.code, of: status).uppercased().hasPrefix("CANCEL") else { return }
            throw RIVFault(.cancelled, line: tree.line(node))
        }
    }

    private func kind(_ form: XMLNode) throws(RIVFault) -> CertificateKind {
        let type = try only(.type, .certificateType, of: form)
        let code = try onlyText(.code, .certificateType, of: type)
        let line = tree.line(type ?? form)
        guard !code.isEmpty else { throw RIVFault(.missing(.certificateType), line: line) }
        switch code.uppercased() {
        case "LISJP", "FK7804", "FK 7804": return .fk7804
        case "AG7804", "AG 7804": return .ag7804
        case "AG1-14", "AG114": return .ag114
        case "FK7263", "FK 7263": return .fk7263
        case "LUSE", "LUAE_NA", "LUAE_FS", "FK7800", "FK7801", "FK7802", "FK7810", "FK7427", "FK3226", "TSTRK1031":
            throw RIVFault(.unsupportedCertificate(code: code), line: line)
        default: throw RIVFault(.unknownCertificate(code: String(code.prefix(40))), line: line)
        }
    }

    private func patientName(_ patient: XMLNode?) -> String {
        // The old form has one field, the new one three.
        let whole = tree.text(.fullName, of: patient)
        if !whole.isEmpty { return whole }
        return [XMLName.givenName, .middleName, .familyName].map { tree.text($0, of: patient) }.filter { !$0.isEmpty }
            .joined(separator: " ")
    }

    /// What a relation says decides which certificates count: one that cannot be read is no reason to guess.
    private func relations(_ form: XMLNode) throws(RIVFault) -> [CertificateRelation] {
        var relations: [CertificateRelation] = []
        try tree.forEachChild(of: form) { (node, name) throws(RIVFault) in
            guard name == .relation else { return }
            let code = try onlyText(.code, .relation, of: only(.type, .relation, of: node))
            let kind: CertificateRelation.Kind
            switch code.uppercased() {
            case "FRLANG": kind = .renews
            case "ERSATT": kind = .replaces
            case "KOMPLT": kind = .complements
            case "KOPIA": kind = .copies
            case "": throw RIVFault(.missing(.relation), line: tree.line(node))
            default: throw RIVFault(.unreadable(.relation, code), line: tree.line(node))
            }
            let id = try identifier(.certificateID, .relation, of: node)
            guard !id.isEmpty else { throw RIVFault(.missing(.relation), line: tree.line(node)) }
            relations.append(CertificateRelation(kind: kind, certificate: Certificate.ID(rawValue: id)))
        }
        return relations
    }
}
