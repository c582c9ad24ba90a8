import SickLeave
import Storage

/// One document or row on its way in: what it says, or why it cannot be read, and where it came from.
///
/// A class, though nothing in it changes: it passes from list to list, and a value of its size would be copied at each step.
final class ImportItem: Sendable {
    enum Content: Sendable {
        case certificate(NewCertificate)
        case revocation(Revocation)
        case message(CaseMessage)
        case procedure(ProcedureRegistration)
        case staff(StaffMember)
        case unit(CareUnit)
        case volume(UnitVolume)
        case protection(ProtectionRecord)
        /// A Swedish sentence that says what is wrong and what to do.
        case unreadable(String)
    }

    let content: Content
    let origin: Origin

    init(content: Content, origin: Origin) {
        self.content = content
        self.origin = origin
    }

    /// Where it stood, and its own bytes, so that it can be kept untouched and read again.
    struct Origin: Sendable {
        /// File, or archive and name in it.
        var source: String
        var place: Place
        var format: ImportFormat
        /// The header line that a CSV row needs; empty for XML.
        var header: [UInt8]
        var original: [UInt8]
        /// Of a file that was refused whole: how much there is of it, when only its beginning is kept.
        var whole: WholeFile?
    }

    /// Where in its source; words are made of it only for what is kept.
    enum Place: Sendable {
        case row(Int)
        case document(Int)
        case wholeFile
        /// As it was written in quarantine, or of what came from no file.
        case named(String)

        /// `rad 14`, `dokument 3`.
        var text: String {
            switch self {
            case .row(let number): "rad \(number)"
            case .document(let number): "dokument \(number)"
            case .wholeFile: "filen"
            case .named(let text): text
            }
        }
    }

    /// What is known of all bytes of a file.
    struct WholeFile: Sendable {
        /// Nil when it could not be read to its end.
        var length: Int?
        /// SHA-256 in hexadecimal; empty when it could not be read to its end.
        var sha256: String
    }
}

enum ImportFormat: String, Sendable {
    case xml
    case csv
    /// A file that was refused whole: nothing that can be corrected by itself. Its beginning is kept.
    case unknown
}

extension ImportItem {
    /// Judges a certificate by the rules of its form: rejected ones become unreadable, with the findings as the reason.
    ///
    /// - Parameter scope: a document carries the whole form, so what is missing in it is missing; a table may lack the column.
    static func judged(
        _ certificate: consuming Certificate, by judge: CertificateJudge, on day: Day, scope: CertificateRules.Scope
    ) -> Content {
        if let tooLong = tooLong(certificate.id.rawValue) { return tooLong }
        for relation in certificate.relations {
            if let tooLong = tooLong(relation.certificate.rawValue) { return tooLong }
        }
        // A day's difference is a clock; more is a mistyped year, and would put the certificate last in every order.
        guard certificate.signedAt.day <= day + 1 else {
            return .unreadable(
                "Intyget är signerat \(certificate.signedAt.day), som ligger i framtiden. Kontrollera signeringstiden.")
        }
        let verdict = judge.judge(certificate, on: day, scope: scope)
        switch verdict.outcome {
        case .accepted, .acceptedWithRemarks:
            return .certificate(NewCertificate(certificate, hasRemarks: verdict.outcome == .acceptedWithRemarks))
        case .rejected:
            return .unreadable(RejectionReason(verdict, of: certificate).text)
        }
    }

    /// What is looked up by an index has to have room in it: PostgreSQL's is some 2 700 bytes, and ids in use have 36 signs.
    private static let longestID = 200

    /// Why an id is refused; nil when it is not.
    static func tooLong(_ id: String?) -> Content? {
        guard let id, id.utf8.count > longestID else { return nil }
        return .unreadable(
            "Ett id är för långt: högst \(longestID) tecken tas emot. Kontrollera filen, rätta id:t och läs in igen."
        )
    }
}
