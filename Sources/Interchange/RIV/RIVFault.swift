package import SickLeave

/// Why a document could not be read. Quotes what stood in a field that cannot be read, which may be anything: for the one who imports, never
/// for a log.
package struct RIVFault: Error, Equatable, Sendable {
    package enum Reason: Equatable, Sendable {
        case empty
        case notXML
        /// XML, but neither certificate nor message in it.
        case noDocument(root: String)
        /// Another interaction of the national contracts.
        case unsupportedDocument(String)
        /// A certificate that the national services know but that is no sick-leave certificate.
        case unsupportedCertificate(code: String)
        case unknownCertificate(code: String)
        /// A certificate whose own status says that it has been revoked.
        case cancelled
        case documentType
        case endMissing(String)
        case startMissing(String)
        /// Neither document nor wrapper: text outside every element, or markup that never ends.
        case stray
        /// A fatal error number of libxml2 (xmlParserErrors).
        case malformed(Int)
        case nul
        case notEncodedAs(String)
        case unknownEncoding(String)
        case tooLarge(limit: Int)
        case tooDeep(limit: Int)
        case tooManyElements(limit: Int)
        case missing(RIVField)
        /// What there is one of stands twice: whichever was read, the other would be lost.
        case repeated(RIVField)
        /// A value inside an element that no form has there, or text beside one. With the number of the question or part; empty
        /// when it has none.
        case nested(part: String)
        case unreadable(RIVField, String)
        /// So far ahead that the year must be wrong.
        case tooFarAhead(RIVField, String)
        case patient(PersonIdentifier.Fault)
        case unknownSubject(code: String)
    }

    package let reason: Reason
    /// Counted from 1 in the input as given; nil when the fault has no place.
    package let line: Int?

    package init(_ reason: Reason, line: Int? = nil) {
        self.reason = reason
        self.line = line
    }

    func movedDown(by lines: Int) -> RIVFault { RIVFault(reason, line: line.map { $0 + lines }) }
}

/// A field of a document's head: without it, with two of it, or when it cannot be read, nobody can know what the document is about, or
/// something that it says would be lost.
package enum RIVField: String, Sendable {
    case certificate, certificateID, certificateType, version, signedAt, sentAt, patient, createdBy, staffID, careUnit,
        careProvider
    case relation, messageID, subject, heading, message, answerBy, answersTo, remindsOf, receiver, reference, sentBy, completion,
        questionID
    case instance, extent, period, diagnosis, activity

    var swedish: String {
        switch self {
        case .certificate: "Intyget (intyg)"
        case .certificateID: "Intygets id (intygs-id)"
        case .certificateType: "Intygets typ (typ)"
        case .version: "Formulärets version (version)"
        case .signedAt: "Signeringstidpunkten (signeringstidpunkt)"
        case .sentAt: "Tidpunkten då det skickades (skickatTidpunkt)"
        case .patient: "Patientens personnummer (person-id)"
        case .createdBy: "Utfärdaren (skapadAv)"
        case .staffID: "Utfärdarens HSA-id (personal-id)"
        case .careUnit: "Vårdenhetens HSA-id (enhets-id)"
        case .careProvider: "Vårdgivarens HSA-id (vardgivare-id)"
        case .relation: "Intygets relation till ett annat intyg (relation)"
        case .messageID: "Meddelandets id (meddelande-id)"
        case .subject: "Meddelandets ämne (amne)"
        case .heading: "Meddelandets rubrik (rubrik)"
        case .message: "Meddelandets text (meddelande)"
        case .answerBy: "Sista dag för svar (sistaDatumForSvar)"
        case .answersTo: "Vilket meddelande som besvaras (svarPa)"
        case .remindsOf: "Vilket meddelande som påminnelsen gäller (paminnelseMeddelande-id)"
        case .receiver: "Meddelandets mottagare (logiskAdressMottagare)"
        case .reference: "Avsändarens referens (referens-id)"
        case .sentBy: "Avsändaren (skickatAv)"
        case .completion: "Kompletteringens text (text)"
        case .questionID: "Frågan som ska kompletteras (frage-id)"
        case .instance: "Frågans radnummer (instans)"
        case .extent: "Nedsättningens grad (nedsattningsgrad)"
        case .period: "Nedsättningens första eller sista dag (varaktighetFrom, varaktighetTom)"
        case .diagnosis: "Diagnosens kod (tillstandskod)"
        case .activity: "Aktivitetens kod (aktivitetskod)"
        }
    }
}

extension RIVFault {
    /// What is wrong and what to do, for the person who imports.
    package var swedish: String { line.map { "Rad \($0): \(sentence)" } ?? sentence }

    private var sentence: String {
        switch reason {
        case .empty: "Filen är tom. Exportera den på nytt från journalsystemet."
        case .notXML: "Filen är inte XML. Kontrollera att du valde rätt fil."
        case .noDocument(let root):
            "Filen börjar med elementet \(root) och innehåller varken intyg, meddelande eller makulering. Kontrollera att du valde rätt fil."
        case .unsupportedDocument(let name):
            "Dokumentet är av typen \(name), som inte stöds. Importera intyg (RegisterCertificate), meddelanden och makuleringar."
        case .unsupportedCertificate(let code):
            "Intygstypen \(code) stöds inte, eftersom den inte är ett sjukskrivningsintyg. Dokumentet kan lämnas."
        case .unknownCertificate(let code):
            "Intygstypen ”\(code)” är okänd. Intyg av typen FK 7804, AG7804, AG1-14 och FK 7263 kan läsas."
        case .cancelled:
            "Intyget är makulerat enligt sin status. Läs in makuleringen (RevokeCertificate); saknas intyget här, ta bort statusen och läs in båda."
        case .documentType:
            "Dokumentet har en dokumenttypsdeklaration (DOCTYPE), som av säkerhetsskäl inte tas emot. Ta bort den och läs in igen."
        case .endMissing(let name):
            "Dokumentet slutar mitt i: sluttaggen för \(name) saknas. Hämta hela filen och läs in igen."
        case .startMissing(let name):
            "Dokumentets början saknas: här slutar \(name) utan att ha börjat. Hämta hela filen och läs in igen."
        case .stray:
            "Här står något som varken är intyg, meddelande eller makulering: text utanför elementen, eller en kommentar eller tagg som inte avslutas. Rätta det eller lägg det i en egen fil, och läs in igen."
        case .malformed(let code): "\(RIVFault.malformation(code)) Rätta dokumentet eller exportera det på nytt."
        case .nul: "Dokumentet innehåller NUL-tecken och är troligen skadat. Hämta filen på nytt."
        case .notEncodedAs(let name):
            "Tecknen är inte skrivna i teckenkodningen \(name). Spara filen i UTF-8 eller ange rätt kodning på första raden."
        case .unknownEncoding(let name): "Teckenkodningen \(name) stöds inte. Spara filen i UTF-8."
        case .tooLarge(let limit):
            "Dokumentet är större än \(limit >> 20 > 0 ? "\(limit >> 20) MB" : "\(limit) byte"), som är gränsen för ett dokument. Kontrollera filen."
        case .tooDeep(let limit): "Elementen ligger i fler än \(limit) nivåer. Det är inget intyg; kontrollera filen."
        case .tooManyElements(let limit): "Dokumentet har fler än \(limit) element. Det är inget intyg; kontrollera filen."
        case .missing(let field): "\(field.swedish) saknas. Lägg till uppgiften och läs in igen."
        case .repeated(.certificate):
            "Intyget (intyg) står flera gånger i samma dokument. Lägg varje intyg i ett eget dokument och läs in igen."
        case .repeated(let field): "\(field.swedish) står flera gånger. Behåll bara en uppgift och läs in igen."
        case .nested(let part):
            "\(part.isEmpty ? "Intyget eller ett svar" : "Svar \(part)") har ett element som formuläret inte har där, eller text bredvid ett element. Rätta det och läs in igen."
        case .unreadable(let field, let value):
            "\(field.swedish) går inte att tolka: ”\(value.prefix(40))”. Rätta uppgiften och läs in igen."
        case .tooFarAhead(let field, let value):
            "\(field.swedish) ligger mer än fem år fram i tiden: ”\(value.prefix(40))”. Rätta årtalet och läs in igen."
        case .patient(let fault):
            "Patientens personnummer (person-id) \(RIVFault.identity(fault)). Rätta numret och läs in igen."
        case .unknownSubject(let code): "Meddelandets ämne (amne) ”\(code.prefix(40))” är okänt. Rätta ämnet och läs in igen."
        }
    }

    private static func identity(_ fault: PersonIdentifier.Fault) -> String {
        switch fault {
        case .empty: "saknas"
        case .form: "har fel form (12 siffror väntas)"
        case .birthDate: "har ett födelsedatum som inte finns"
        case .checkDigit: "har fel kontrollsiffra"
        case .future: "har ett födelsedatum i framtiden"
        }
    }

    private static func malformation(_ code: Int) -> String {
        switch code {
        case 4, 5, 73, 74, 77: "Dokumentet är inte avslutat: en tagg saknas."
        case 9: "Dokumentet innehåller ett tecken som inte får finnas i XML."
        case 23, 26, 27: "Dokumentet använder en entitet (&…;) som inte är känd."
        case 38, 39, 40, 41, 42, 65: "Ett attribut är felskrivet."
        case 76: "En sluttagg passar inte ihop med sin starttagg."
        default: "Dokumentet är inte välformad XML (fel \(code))."
        }
    }
}
