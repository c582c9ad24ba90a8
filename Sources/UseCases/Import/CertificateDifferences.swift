import SickLeave
import Storage

/// What differs between two certificates with the same id, field by field: those of its head, then the form's own in its order.
package struct CertificateDifferences {
    let stored: Certificate
    let newcomer: Certificate

    /// A field and what each of the two says in it; empty where it says nothing.
    package struct Difference: Sendable, Hashable {
        package let field: String
        package let stored: String
        package let newcomer: String
        /// Tells who the patient is.
        package let isPersonal: Bool
    }

    /// - Parameter isNamed: false for a patient with protected identity: that the names differ is told, and neither of them.
    func list(named isNamed: Bool) -> [Difference] {
        let answers = self.answers
        let asked = Set(answers.map(\.question))
        return person(named: isNamed) + head + facts.filter { !asked.contains($0.question) }.map(\.difference)
            + answers.map(\.difference)
    }

    private func person(named isNamed: Bool) -> [Difference] {
        let hidden = PatientRepository.Patient.protectedName
        let name = difference("Patientens namn", isPersonal: true) { $0.patientName }.map {
            isNamed ? $0 : Difference(field: $0.field, stored: hidden, newcomer: hidden, isPersonal: true)
        }
        return [difference("Patient", isPersonal: true) { $0.patient.formatted }, name].compactMap(\.self)
    }

    private var head: [Difference] {
        [
            difference("Formulär") { "\($0.kind.title) \($0.formVersion)" },
            difference("Läkare") { "\($0.issuer.name) (\($0.issuer.hsaID))" },
            difference("Befattningar") { $0.issuer.positions.joined(separator: ", ") },
            difference("Enhet") { "\($0.careUnit.name) (\($0.careUnit.hsaID))" },
            difference("Vårdgivare") { "\($0.careProvider.name) (\($0.careProvider.hsaID))" },
            difference("Signerat") { "\($0.signedAt)" },
            difference("Skickat") { $0.sentAt.map { "\($0)" } ?? "" },
            difference("Relationer") { $0.relations.map { "\($0.kind.title) \($0.certificate)" }.joined(separator: ", ") },
        ].compactMap(\.self)
    }

    private typealias OfQuestion = (question: String, difference: Difference)

    /// What certificates say of the form's questions also where they came without its answers. Left out where the answers tell it.
    private var facts: [OfQuestion] {
        let layout = FormLayout.layout(for: stored)
        func number(_ isMeant: (FormQuestion) -> Bool) -> String { layout.questions.first(where: isMeant)?.number ?? "" }
        let found: [(String, Difference?)] = [
            (number { $0.label == "Smittbärarpenning" }, difference("Smittbärare") { $0.isInfectionCarrier ? "Ja" : "Nej" }),
            (
                number { $0.label == "Sysselsättning" },
                difference("Sysselsättning") { $0.occupations.map(\.title).joined(separator: ", ") }
            ),
            (
                number { $0.parts.contains { part in if case .diagnosis = part.kind { true } else { false } } },
                difference("Diagnoser") { $0.diagnoses.map { "\($0.code) \($0.text)" }.joined(separator: ", ") }
            ),
            (
                layout.form.periodQuestion,
                difference("Perioder") {
                    $0.periods.map { "\($0.days.first)–\($0.days.last) \($0.extent.percent) %" }.joined(separator: ", ")
                }
            ),
        ]
        return found.compactMap { question, difference in difference.map { (question, $0) } }
    }

    /// As the certificate's page prints them.
    private var answers: [OfQuestion] {
        let (old, new) = (rows(stored), rows(newcomer))
        func text(_ field: FormField, _ rows: [FormRow]) -> String {
            rows.filter { FormField($0) == field }.flatMap(\.values).joined(separator: "; ")
        }
        var seen: Set<FormField> = []
        return (old + new).compactMap { row -> OfQuestion? in
            let field = FormField(row)
            guard seen.insert(field).inserted else { return nil }
            return difference(row.label, text(field, old), text(field, new)).map { (row.question, $0) }
        }
    }

    /// The same field in both, though their forms may be of two generations.
    private struct FormField: Hashable {
        let question: String
        let label: String

        init(_ row: FormRow) {
            question = row.question
            label = row.label
        }
    }

    private func rows(_ certificate: Certificate) -> [FormRow] {
        FormLayout.layout(for: certificate).sections(of: certificate, showsUnanswered: false).flatMap(\.rows)
    }

    private func difference(_ field: String, isPersonal: Bool = false, _ text: (Certificate) -> String) -> Difference? {
        difference(field, text(stored), text(newcomer), isPersonal: isPersonal)
    }

    private func difference(_ field: String, _ stored: String, _ newcomer: String, isPersonal: Bool = false) -> Difference? {
        stored == newcomer ? nil : Difference(field: field, stored: stored, newcomer: newcomer, isPersonal: isPersonal)
    }
}
