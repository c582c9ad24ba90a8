import UseCases

extension ReturnedForm {
    /// Runs what a form asks for, of which several answers may be at fault.
    /// - Returns: nothing when it was done, and otherwise the form once for each fault: all of them have what was written.
    static func all(
        _ action: Href, _ fields: FormFields, _ work: () async throws -> Void
    ) async throws -> [ReturnedForm] {
        do {
            return try await of(action, fields, work).map { [$0] } ?? []
        } catch let invalid as InvalidAnswers {
            return invalid.faults.map {
                ReturnedForm(action: action, fields: fields, answer: $0.answer, sentence: $0.sentence)
            }
        }
    }
}

/// What a page is given that tells of every fault: empty until one of its forms comes back.
extension [ReturnedForm] {
    /// Empty for the page's other forms.
    func at(_ action: Href) -> [ReturnedForm] { filter { $0.action == action } }

    var summary: HTML {
        guard let first else { return HTML() }
        guard count > 1 else { return first.summary.html }
        return ErrorSummary(problems: map { .init($0.sentence, field: $0.answer?.field) }).html
    }

    /// The field of an answer; see the same of one form.
    func field(
        _ label: String, _ answer: FormAnswer, first: String = "", hint: String? = nil, isShort: Bool = false,
        spoken: String? = nil, _ control: (String) -> FormField.Control
    ) -> FormField {
        let form: ReturnedForm? = self.first { $0.answer == answer } ?? self.first
        return form.field(label, answer, first: first, hint: hint, isShort: isShort, spoken: spoken, control)
    }
}
