/// One answer of a certificate form (svar) in the national certificate model: a question, which of its repeated rows,
/// and its parts (delsvar). What the sender wrote is kept as written, so that a rule can point at it.
package struct Answer: Hashable, Sendable {
    /// The question's number in the form, as `32`.
    package var question: String
    /// Row number (instans): 1, 2 … for repeated questions; 0 when the sender gave none.
    package var instance: Int
    package var parts: [Part]

    package init(question: String, instance: Int = 0, parts: [Part]) {
        self.question = question
        self.instance = instance
        self.parts = parts
    }

    package struct Part: Hashable, Sendable {
        /// The part's number, as `32.1`.
        package var id: String
        package var value: AnswerValue

        package init(_ id: String, _ value: AnswerValue) {
            self.id = id
            self.value = value
        }
    }

    package func part(_ id: String) -> AnswerValue? { parts.first { $0.id == id }?.value }
}

package enum AnswerValue: Hashable, Sendable {
    /// Free text, and booleans and days as they were written.
    case text(String)
    case code(CodedValue)
    /// The form's date period; either end may be missing or unreadable.
    case period(start: String, end: String)

    /// The text, or the code's display text or code.
    package var text: String {
        switch self {
        case .text(let text): text
        case .code(let value): value.display.isEmpty ? value.code : value.display
        case .period(let start, let end): "\(start) – \(end)"
        }
    }
}

/// A code with its code system (cv). `display` is empty when the sender gave none.
package struct CodedValue: Hashable, Sendable {
    package var code: String
    /// OID or name of the code system, as sent.
    package var system: String
    package var display: String

    package init(code: String, system: String, display: String = "") {
        self.code = code
        self.system = system
        self.display = display
    }
}
