/// A form as data: its categories in the form's own order, their questions, and each question's parts.
///
/// The rules of structure are made from the same values that print a certificate, so that the page and the verdict cannot
/// disagree about what the form holds.
package struct FormLayout: Sendable {
    package let form: CertificateForm
    package let categories: [FormCategory]

    package init(_ form: CertificateForm, _ categories: [FormCategory]) {
        self.form = form
        self.categories = categories
    }

    package var questions: [FormQuestion] { categories.flatMap(\.questions) }
    package func question(_ number: String) -> FormQuestion? {
        categories.lazy.flatMap(\.questions).first { $0.number == number }
    }

    /// The layout of the form that the certificate was written on.
    package static func layout(for certificate: Certificate) -> FormLayout {
        layout(of: CertificateForm(kind: certificate.kind, version: certificate.formVersion))
    }

    package static func layout(of form: CertificateForm) -> FormLayout {
        switch form {
        case .fk7804v1: .fk7804v1
        case .fk7804v2: .fk7804v2
        case .ag7804v1: .ag7804v1
        case .ag114v1: .ag114v1
        case .fk7263: .fk7263
        }
    }
}

/// A heading of the form with its questions.
package struct FormCategory: Sendable {
    package let title: String
    package let questions: [FormQuestion]

    package init(_ title: String, _ questions: [FormQuestion]) {
        self.title = title
        self.questions = questions
    }
}

/// A question (fråga) of a form.
package struct FormQuestion: Sendable {
    package enum Need: Sendable {
        case required
        /// Required, except when the patient is suspended as an infection carrier (question 27 answered with yes).
        case unlessInfectionCarrier
        /// Required, except when question 27 is answered at all.
        case unlessCarrierAnswered
        case optional
    }

    /// `32`.
    package let number: String
    /// The form's short name of it, in Swedish.
    package let label: String
    package let need: Need
    /// How many times it may be answered; nil when the form sets no limit.
    package let maximum: Int?
    /// Each answer must carry a row number (instans).
    package let isNumbered: Bool
    /// Parts that the form does not know are refused, not only remarked on.
    package let isClosed: Bool
    package let parts: [FormPart]

    package init(
        _ number: String, _ label: String, _ need: Need, upTo maximum: Int? = 1, numbered: Bool = false, closed: Bool = true,
        parts: [FormPart]
    ) {
        self.number = number
        self.label = label
        self.need = need
        self.maximum = maximum
        self.isNumbered = numbered
        self.isClosed = closed
        self.parts = parts
    }

    package func part(_ id: String) -> FormPart? { parts.first { $0.id == id } }

    /// A part's name; the question's own when the part has none.
    package func title(of part: FormPart) -> String { part.label.isEmpty ? label : part.label }
}

/// A part (delsvar) of a question.
package struct FormPart: Sendable {
    package enum Kind: Sendable {
        /// Free text. `limit` in characters; a blank text is refused or, where the form tolerates it, remarked on.
        case text(limit: Int?, blank: RuleSeverity)
        case yesNo
        case day
        case code(CodeList)
        /// `precision`: what too few or too many positions are.
        case diagnosis(systems: [DiagnosisCode.System], longest: Int?, precision: RuleSeverity)
        case period
        /// Whole percent, 0–100.
        case percent
        /// Whole months, 1–99.
        case months
    }

    /// `32.1`.
    package let id: String
    package let label: String
    package let kind: Kind
    /// Exactly one in each answer; otherwise at most one.
    package let isRequired: Bool

    /// Named as its question.
    package init(_ id: String, _ kind: Kind, required: Bool = true) { self.init(id, "", kind, required: required) }

    package init(_ id: String, _ label: String, _ kind: Kind, required: Bool = true) {
        self.id = id
        self.label = label
        self.kind = kind
        self.isRequired = required
    }
}

extension FormPart.Kind {
    package static let text = FormPart.Kind.text(limit: nil, blank: .rejects)

    package static func text(upTo limit: Int?) -> FormPart.Kind { .text(limit: limit, blank: .rejects) }
}
