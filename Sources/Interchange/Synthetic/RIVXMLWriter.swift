package import SickLeave

/// Writes certificates, revocations and messages as the documents of the national service contracts (RIV-TA):
/// RegisterCertificate 3, RevokeCertificate 2, SendMessageToCare 2 and SendMessageToRecipient 2. Each call gives one whole
/// document in UTF-8.
///
/// Written by hand into one buffer rather than through a tree: the documents are small and regular, and there are
/// millions of them.
package struct RIVXMLWriter: Sendable {
    /// The contracts carry personal identity and coordination numbers only.
    package static func canExpress(_ patient: PersonIdentifier) -> Bool { patient.kind != .reserve }

    private var bytes: [UInt8] = []

    package init() { bytes.reserveCapacity(8192) }

    /// RegisterCertificate; nil for a patient with a reserve number.
    package mutating func document(_ certificate: Certificate) -> [UInt8]? {
        guard RIVXMLWriter.canExpress(certificate.patient) else { return nil }
        begin("RegisterCertificate", "RegisterCertificateResponder:3")
        raw("<r:intyg>")
        certificateID(certificate, prefix: "c")
        let type = RIVXMLWriter.type(certificate.kind)
        raw(
            "<c:typ><t:code>\(type.code)</t:code><t:codeSystem>b64ea353-e8f6-4832-b563-fc7d46f29548</t:codeSystem><t:displayName>"
        )
        text(type.name)
        raw("</t:displayName></c:typ>")
        element("c:version", certificate.formVersion)
        element("c:signeringstidpunkt", certificate.signedAt.description)
        if let sentAt = certificate.sentAt { element("c:skickatTidpunkt", sentAt.description) }
        patient(certificate)
        staff(certificate, in: "c:skapadAv")
        for relation in certificate.relations { self.relation(relation, certificate) }
        for answer in certificate.answers { self.answer(answer, kind: certificate.kind) }
        raw("</r:intyg></r:RegisterCertificate>\n")
        return take()
    }

    /// RevokeCertificate; nil for a patient with a reserve number.
    package mutating func document(_ revocation: Revocation, of certificate: Certificate) -> [UInt8]? {
        guard RIVXMLWriter.canExpress(certificate.patient) else { return nil }
        begin("RevokeCertificate", "RevokeCertificateResponder:2")
        element("r:meddelande", revocation.reason)
        element("r:skickatTidpunkt", (revocation.revokedAt ?? certificate.signedAt).description)
        certificateID(certificate, prefix: "r")
        personID("r:patientPerson-id", certificate.patient)
        staff(certificate, in: "r:skickatAv")
        raw("</r:RevokeCertificate>\n")
        return take()
    }

    /// SendMessageToCare from the agency, SendMessageToRecipient from care; nil for a patient with a reserve number.
    package mutating func document(_ message: CaseMessage, about certificate: Certificate) -> [UInt8]? {
        guard RIVXMLWriter.canExpress(certificate.patient) else { return nil }
        let isFromAgency = message.direction == .fromAgency
        let name = isFromAgency ? "SendMessageToCare" : "SendMessageToRecipient"
        begin(name, name + "Responder:2")
        element("r:meddelande-id", message.id.rawValue)
        element("r:skickatTidpunkt", (message.sentAt ?? certificate.signedAt).description)
        certificateID(certificate, prefix: "r")
        personID("r:patientPerson-id", certificate.patient)
        element("r:logiskAdressMottagare", message.receiver)
        raw("<r:amne><t:code>\(RIVXMLWriter.code(message.subject))</t:code>")
        raw("<t:codeSystem>ffa59d8f-8d7e-46ae-ac9e-31804e8e8499</t:codeSystem></r:amne>")
        element("r:rubrik", message.heading)
        element("r:meddelande", message.text)
        if let remindsOf = message.remindsOf { element("r:paminnelseMeddelande-id", remindsOf.rawValue) }
        if let answers = message.answers {
            raw("<r:svarPa>")
            element("c:meddelande-id", answers.rawValue)
            raw("</r:svarPa>")
        }
        if isFromAgency {
            raw("<r:skickatAv><r:part><t:code>FKASSA</t:code>")
            raw("<t:codeSystem>769bb12b-bd9f-4203-a5cd-fd14f2eb3b80</t:codeSystem></r:part></r:skickatAv>")
            for question in message.questions {
                raw("<r:komplettering>")
                element("r:frage-id", question.question)
                if let instance = question.instance { element("r:instans", String(instance)) }
                element("r:text", question.text)
                raw("</r:komplettering>")
            }
        } else {
            staff(certificate, in: "r:skickatAv")
        }
        if let answerBy = message.answerBy { element("r:sistaDatumForSvar", answerBy.description) }
        raw("</r:\(name)>\n")
        return take()
    }
}

// MARK: Parts

extension RIVXMLWriter {
    private static func type(_ kind: CertificateKind) -> (code: String, name: String) {
        switch kind {
        case .fk7804: ("LISJP", "Läkarintyg för sjukpenning")
        case .ag7804: ("AG7804", "Läkarintyg om arbetsförmåga – arbetsgivaren")
        case .ag114: ("AG1-14", "Läkarintyg om arbetsförmåga – sjuklöneperioden")
        case .fk7263: ("FK7263", "Läkarintyg FK 7263")
        }
    }

    private static func code(_ subject: CaseMessage.Subject) -> String {
        switch subject {
        case .completion: "KOMPLT"
        case .caseConference: "AVSTMN"
        case .contact: "KONTKT"
        case .other: "OVRIGT"
        case .reminder: "PAMINN"
        }
    }

    private mutating func certificateID(_ certificate: Certificate, prefix: String) {
        raw("<\(prefix):intygs-id><t:root>")
        text(certificate.careUnit.hsaID.rawValue)
        raw("</t:root><t:extension>")
        text(certificate.id.rawValue)
        raw("</t:extension></\(prefix):intygs-id>")
    }

    private mutating func personID(_ name: String, _ patient: PersonIdentifier) {
        let root = patient.kind == .coordination ? "1.2.752.129.2.1.3.3" : "1.2.752.129.2.1.3.1"
        raw("<\(name)><t:root>\(root)</t:root><t:extension>")
        text(patient.canonical)
        raw("</t:extension></\(name)>")
    }

    private mutating func patient(_ certificate: Certificate) {
        raw("<c:patient>")
        personID("c:person-id", certificate.patient)
        let words = certificate.patientName.split(separator: " ", maxSplits: 1)
        element("c:fornamn", words.first.map(String.init) ?? "")
        element("c:efternamn", words.count > 1 ? String(words[1]) : "")
        raw("<c:postadress>Påhittade vägen 1</c:postadress><c:postnummer>00000</c:postnummer>")
        raw("<c:postort>Påhittby</c:postort></c:patient>")
    }

    private mutating func staff(_ certificate: Certificate, in name: String) {
        raw("<\(name)>")
        hsaID("c:personal-id", certificate.issuer.hsaID)
        element("c:fullstandigtNamn", certificate.issuer.name)
        for position in certificate.issuer.positions {
            raw("<c:befattning><t:code>")
            text(position)
            raw("</t:code><t:codeSystem>1.2.752.129.2.2.1.4</t:codeSystem></c:befattning>")
        }
        raw("<c:enhet>")
        hsaID("c:enhets-id", certificate.careUnit.hsaID)
        raw("<c:arbetsplatskod><t:root>1.2.752.29.4.71</t:root><t:extension>0000000000</t:extension></c:arbetsplatskod>")
        element("c:enhetsnamn", certificate.careUnit.name)
        raw("<c:postadress>Påhittade torget 1</c:postadress><c:postnummer>00000</c:postnummer><c:postort>Påhittby</c:postort>")
        raw("<c:telefonnummer>000-000 00 00</c:telefonnummer><c:vardgivare>")
        hsaID("c:vardgivare-id", certificate.careProvider.hsaID)
        element("c:vardgivarnamn", certificate.careProvider.name)
        raw("</c:vardgivare></c:enhet></\(name)>")
    }

    private mutating func hsaID(_ name: String, _ id: HSAID) {
        raw("<\(name)><t:root>1.2.752.129.2.1.4.1</t:root><t:extension>")
        text(id.rawValue)
        raw("</t:extension></\(name)>")
    }

    private mutating func relation(_ relation: CertificateRelation, _ certificate: Certificate) {
        let code =
            switch relation.kind {
            case .renews: "FRLANG"
            case .replaces: "ERSATT"
            case .complements: "KOMPLT"
            case .copies: "KOPIA"
            }
        raw("<c:relation><c:typ><t:code>\(code)</t:code><t:codeSystem>c2362fcd-eda0-4f9a-bd13-b3bbaf7f2146</t:codeSystem>")
        raw("</c:typ><c:intygs-id><t:root>")
        text(certificate.careUnit.hsaID.rawValue)
        raw("</t:root><t:extension>")
        text(relation.certificate.rawValue)
        raw("</t:extension></c:intygs-id></c:relation>")
    }

    private mutating func answer(_ answer: Answer, kind: CertificateKind) {
        raw("<c:svar id=\"")
        text(answer.question)
        raw("\">")
        if answer.instance > 0 { element("c:instans", String(answer.instance)) }
        for part in answer.parts {
            raw("<c:delsvar id=\"")
            text(part.id)
            raw("\">")
            switch part.value {
            case .text(let value):
                // The stepless extent is a quantity with a unit.
                if kind == .ag114, part.id == "7.1" {
                    let number = value.hasSuffix(" %") ? String(value.dropLast(2)) : value
                    raw("<t:pq>")
                    element("t:value", number)
                    raw("<t:unit>%</t:unit></t:pq>")
                } else {
                    text(value)
                }
            case .code(let value):
                raw("<t:cv>")
                element("t:code", value.code)
                element("t:codeSystem", value.system)
                if !value.display.isEmpty { element("t:displayName", value.display) }
                raw("</t:cv>")
            case .period(let start, let end):
                raw("<t:datePeriod>")
                element("t:start", start)
                element("t:end", end)
                raw("</t:datePeriod>")
            }
            raw("</c:delsvar>")
        }
        raw("</c:svar>")
    }
}

// MARK: Bytes

extension RIVXMLWriter {
    private mutating func begin(_ name: String, _ contract: String) {
        raw("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<r:\(name)")
        raw(" xmlns:r=\"urn:riv:clinicalprocess:healthcond:certificate:\(contract)\"")
        raw(" xmlns:c=\"urn:riv:clinicalprocess:healthcond:certificate:3\"")
        raw(" xmlns:t=\"urn:riv:clinicalprocess:healthcond:certificate:types:3\">")
    }

    private mutating func take() -> [UInt8] {
        defer { bytes.removeAll(keepingCapacity: true) }
        return bytes
    }

    private mutating func element(_ name: StaticString, _ value: String) {
        bytes.append(0x3C)
        append(name)
        bytes.append(0x3E)
        text(value)
        raw("</")
        append(name)
        bytes.append(0x3E)
    }

    private mutating func append(_ text: StaticString) {
        bytes.append(contentsOf: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    }

    private mutating func raw(_ markup: String) { bytes.append(contentsOf: markup.utf8) }

    /// Escaped for elements and for attributes in double quotes. Control characters that XML 1.0 forbids become spaces.
    private mutating func text(_ value: String) {
        for byte in value.utf8 {
            switch byte {
            case UInt8(ascii: "&"): raw("&amp;")
            case UInt8(ascii: "<"): raw("&lt;")
            case UInt8(ascii: ">"): raw("&gt;")
            case UInt8(ascii: "\""): raw("&quot;")
            case 0x00...0x08, 0x0B, 0x0C, 0x0E...0x1F: bytes.append(0x20)
            default: bytes.append(byte)
            }
        }
    }
}
