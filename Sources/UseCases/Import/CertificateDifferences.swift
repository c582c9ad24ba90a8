import SickLeave
import Storage

/// What differs between two certificates with the same id, field by field.
struct CertificateDifferences {
    let stored: Certificate
    let newcomer: Certificate

    private static let name = "Patientens namn"

    /// - Parameter isNamed: false for a patient with protected identity: that the names differ is told, and neither of them.
    func list(named isNamed: Bool) -> [(field: String, stored: String, newcomer: String)] {
        let hidden = PatientRepository.Patient.protectedName
        let head: [(String, (Certificate) -> String)] = [
            ("Formulär", { "\($0.kind.title) \($0.formVersion)" }), ("Patient", { "\($0.patient.formatted)" }),
            (CertificateDifferences.name, { $0.patientName }), ("Läkare", { "\($0.issuer.name) (\($0.issuer.hsaID))" }),
            ("Enhet", { "\($0.careUnit.name) (\($0.careUnit.hsaID))" }), ("Signerat", { "\($0.signedAt)" }),
            ("Skickat", { $0.sentAt.map { "\($0)" } ?? "" }),
            ("Diagnoser", { $0.diagnoses.map { "\($0.code) \($0.text)" }.joined(separator: ", ") }),
            (
                "Perioder",
                { $0.periods.map { "\($0.days.first)–\($0.days.last) \($0.extent.percent) %" }.joined(separator: ", ") }
            ),
            ("Smittbärare", { $0.isInfectionCarrier ? "Ja" : "Nej" }),
            ("Relationer", { $0.relations.map { "\($0.kind) \($0.certificate)" }.joined(separator: ", ") }),
        ]
        let differences = head.compactMap { name, value in difference(name, value(stored), value(newcomer)) } + answers
        return isNamed
            ? differences : differences.map { $0.field == CertificateDifferences.name ? ($0.field, hidden, hidden) : $0 }
    }

    private var answers: [(field: String, stored: String, newcomer: String)] {
        let (old, new) = (texts(stored), texts(newcomer))
        return Set(old.keys).union(new.keys).sorted().compactMap { difference("Svar \($0)", old[$0] ?? "", new[$0] ?? "") }
    }

    private func texts(_ certificate: Certificate) -> [String: String] {
        var texts: [String: String] = [:]
        for answer in certificate.answers {
            for part in answer.parts { texts[part.id, default: ""] += (texts[part.id] == nil ? "" : "; ") + part.value.text }
        }
        return texts
    }

    private func difference(_ field: String, _ a: String, _ b: String) -> (field: String, stored: String, newcomer: String)? {
        a == b ? nil : (field, a, b)
    }
}
