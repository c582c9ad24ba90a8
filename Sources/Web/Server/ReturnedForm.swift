import UseCases

/// A form that is shown again: what was written in it, and the answer that must be changed.
struct ReturnedForm: Sendable {
    let action: Href
    let fields: FormFields
    let answer: FormAnswer
    let sentence: String

    /// Runs what a form asks for.
    /// - Returns: nil when it was done, and otherwise the form with its fault.
    static func of(
        _ action: Href, _ fields: FormFields, _ work: () async throws -> Void
    ) async throws -> ReturnedForm? {
        do {
            try await work()
            return nil
        } catch UseCaseError.invalidAnswer(let answer, let sentence) {
            return ReturnedForm(action: action, fields: fields, answer: answer, sentence: sentence)
        }
    }

    func error(_ answer: FormAnswer) -> String? { self.answer == answer ? sentence : nil }

    var summary: ErrorSummary { ErrorSummary(problems: [.init(sentence, field: answer.field)]) }
}

extension FormAnswer {
    /// The name of its field.
    var field: String {
        switch self {
        case .account: "konto"
        case .role: "roll"
        case .firstDay: "fran"
        case .lastDay: "till"
        case .mandatePerson: "person"
        case .mandatePurpose: "vad"
        case .mandateLastDay: "uppdrag-till"
        case .name: "namn"
        case .userName: "anvandarnamn"
        case .hsaID: "hsa-id"
        case .identityNumber: "personnummer"
        case .password: "losenord"
        }
    }
}
