/// Several of a form's answers must be changed. They are told at once: a form that comes back with one fault at a time is sent as many
/// times as it has faults.
package struct InvalidAnswers: Error, Sendable {
    package struct Fault: Sendable, Hashable {
        package let answer: FormAnswer
        package let sentence: String
    }

    /// In the order of the form; two at least.
    package let faults: [Fault]
}

/// Takes a form's answers one after the other, and remembers those that must be changed.
struct AnswerCheck {
    private(set) var faults: [InvalidAnswers.Fault] = []

    /// - Returns: nil for an answer that must be changed.
    mutating func take<Value>(_ read: () throws -> Value) throws -> Value? {
        do {
            return try read()
        } catch UseCaseError.invalidAnswer(let answer, let sentence) {
            faults.append(InvalidAnswers.Fault(answer: answer, sentence: sentence))
            return nil
        }
    }

    /// What to throw when an answer must be changed: `UseCaseError.invalidAnswer` for a single one, and `InvalidAnswers` for more.
    var refusal: any Error {
        guard faults.count == 1 else { return InvalidAnswers(faults: faults) }
        return UseCaseError.invalidAnswer(faults[0].answer, faults[0].sentence)
    }
}
