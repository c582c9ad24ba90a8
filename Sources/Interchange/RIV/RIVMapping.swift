import SickLeave

/// From one document's elements to a value of the domain.
struct RIVMapping {
    let tree: XMLTree
    let today: Day

    func document(name: String) throws(RIVFault) -> RIVDocument {
        guard let root = tree.root else { throw RIVFault(.notXML) }
        switch tree.name(root) {
        case .registerCertificate: return .certificate(try certificate(root))
        case .certificate: return .certificate(try certificate(form: root))
        case .registerMedicalCertificate: return .certificate(try medicalCertificate(root))
        case .revokeCertificate: return .revocation(try revocation(root))
        case .revokeMedicalCertificate: return .revocation(try medicalRevocation(root))
        case .sendMessageToCare: return .message(try message(root, direction: .fromAgency))
        case .sendMessageToRecipient: return .message(try message(root, direction: .fromCare))
        default: throw RIVFault(.unsupportedDocument(name))
        }
    }
}

// What several documents share.
extension RIVMapping {
    /// - Throws: `.repeated` where the parent has two of the name.
    func once(_ field: RIVField, _ name: XMLName, in parent: XMLNode?) throws(RIVFault) {
        guard let parent, tree.count(name, of: parent) > 1 else { return }
        throw RIVFault(.repeated(field), line: tree.line(parent))
    }

    /// The child that there is one of at most.
    func only(_ name: XMLName, _ field: RIVField, of parent: XMLNode?) throws(RIVFault) -> XMLNode? {
        try once(field, name, in: parent)
        return tree.child(name, of: parent)
    }

    /// The child's text without white space around; empty when it is left out.
    func onlyText(_ name: XMLName, _ field: RIVField, of parent: XMLNode?) throws(RIVFault) -> String {
        tree.trimmed(try only(name, field, of: parent))
    }

    /// The field as a moment, or the fault that says why it is none.
    func requiredTime(_ name: XMLName, _ field: RIVField, of parent: XMLNode) throws(RIVFault) -> LocalTime {
        guard let time = try time(name, field, of: parent) else {
            throw RIVFault(.missing(field), line: tree.line(tree.child(name, of: parent) ?? parent))
        }
        return time
    }

    /// The same for one that may be left out: what stands there must be readable, and not years ahead.
    func time(_ name: XMLName, _ field: RIVField, of parent: XMLNode) throws(RIVFault) -> LocalTime? {
        try read(name, field, of: parent, day: \.day) { LocalTime(iso: $0) }
    }

    /// As `time`, for a day.
    func day(_ name: XMLName, _ field: RIVField, of parent: XMLNode) throws(RIVFault) -> Day? {
        try read(name, field, of: parent, day: \.self) { FormDate.day($0) ?? Day(iso: $0) }
    }

    private func read<Value>(
        _ name: XMLName, _ field: RIVField, of parent: XMLNode, day: (Value) -> Day, _ value: (String) -> Value?
    ) throws(RIVFault) -> Value? {
        guard let node = try only(name, field, of: parent) else { return nil }
        let text = tree.trimmed(node)
        guard !text.isEmpty else { return nil }
        guard let value = value(text) else { throw RIVFault(.unreadable(field, text), line: tree.line(node)) }
        guard day(value) - today <= Day.mostDaysAhead else {
            throw RIVFault(.tooFarAhead(field, text), line: tree.line(node))
        }
        return value
    }

    /// Certificates are known by the extension; the root says which system gave it.
    func certificateID(_ parent: XMLNode) throws(RIVFault) -> Certificate.ID {
        let id = try identifier(.certificateID, .certificateID, of: parent)
        guard !id.isEmpty else { throw RIVFault(.missing(.certificateID), line: tree.line(parent)) }
        return Certificate.ID(rawValue: id)
    }

    func hsaID(_ name: XMLName, _ field: RIVField, of parent: XMLNode?) throws(RIVFault) -> HSAID? {
        HSAID(try identifier(name, field, of: parent))
    }

    /// The extension of an identifier that there is one of at most; empty when it is left out.
    func identifier(_ name: XMLName, _ field: RIVField, of parent: XMLNode?) throws(RIVFault) -> String {
        try onlyText(.extension, field, of: only(name, field, of: parent))
    }

    /// Nil without both identity and name. An issuer without identity is no reason to refuse the certificate.
    func issuer(_ staff: XMLNode?) throws(RIVFault) -> Issuer? {
        guard let staff else { return nil }
        var positions: [String] = []
        tree.forEachChild(of: staff) { node, name in
            guard name == .position else { return }
            let code = tree.text(.code, of: node)
            if !code.isEmpty { positions.append(code) }
        }
        let name = try onlyText(.fullName, .createdBy, of: staff)
        guard let id = try hsaID(.staffID, .staffID, of: staff) else {
            return name.isEmpty ? nil : Issuer(hsaID: HSAID(rawValue: ""), name: name, positions: positions)
        }
        return Issuer(hsaID: id, name: name, positions: positions)
    }

    /// The root says whether the number is a personal identity or coordination number, or a reserve number of some region.
    /// Messages in use carry the root of HSA-ids, or none, for personal identity numbers.
    func person(_ identity: XMLNode?) throws(PersonIdentifier.Fault) -> PersonIdentifier {
        let number = tree.text(.extension, of: identity)
        guard !number.isEmpty else { throw .empty }
        let root = tree.text(.root, of: identity)
        switch root {
        case PersonIdentifier.Root.personal, PersonIdentifier.Root.coordination, "1.2.752.129.2.1.4.1", "1.2.752.29.4.19":
            return try documented(number)
        case let root where root.hasPrefix("1.2."): return try PersonIdentifier(root: root, number: number, on: today)
        default: return try documented(number)
        }
    }

    /// A personal identity or coordination number in a signed document. With twelve digits and a birth date that exists it is
    /// known who is meant although the last four digits cannot be right, so the document is better kept, for the rules to
    /// remark on, than lost; the valid examples that the national services publish are themselves numbered so.
    private func documented(_ number: String) throws(PersonIdentifier.Fault) -> PersonIdentifier {
        do throws(PersonIdentifier.Fault) {
            return try PersonIdentifier(swedish: number, on: today)
        } catch {
            let digits = number.utf8.filter { $0 != UInt8(ascii: "-") }
            guard error == .checkDigit || error == .form, digits.count == 12,
                let value = Int(String(decoding: digits, as: UTF8.self))
            else { throw error }
            let day = value / 10_000 % 100
            let birth = Day(year: value / 100_000_000, month: value / 1_000_000 % 100, day: day > 60 ? day - 60 : day)
            guard let birth, birth <= today else { throw error }
            return PersonIdentifier(
                kind: day > 60 ? .coordination : .personal, canonical: String(decoding: digits, as: UTF8.self))
        }
    }
}
