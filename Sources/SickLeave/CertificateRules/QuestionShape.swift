/// What an answer to a question may consist of, from the form's layout: enough to tell at a glance that none of the rules on how
/// many answers and parts there are can fail. Most answers are so, and most rules are those.
struct QuestionShape: Sendable {
    /// Parts 1–7 as bits.
    private let known: UInt8
    private let required: UInt8
    private let lowestInstance: Int
    private let maximum: Int

    init(_ question: FormQuestion) {
        func bits(_ parts: [FormPart]) -> UInt8 {
            parts.compactMap { PartKey($0.id) }.reduce(0) { $0 | 1 << UInt8($1.raw % 8) }
        }
        known = bits(question.parts)
        required = bits(question.parts.filter(\.isRequired))
        lowestInstance = question.isNumbered ? 1 : 0
        maximum = question.maximum ?? .max
    }

    /// One answer, whose parts are all the question's own and different.
    func fits(parts: UInt8, instance: Int) -> Bool {
        parts != 0 && parts & ~known == 0 && parts & required == required && instance >= lowestInstance
    }

    func allows(count: Int32) -> Bool { Int(count) <= maximum }
}

/// The shapes of all questions and parts of a form.
///
/// A class, though nothing in it changes: it is handed on with every certificate that is judged.
final class FormShapes: Sendable {
    /// By question number; nil for numbers that the form does not have.
    let questions: [QuestionShape?]
    /// By part key; nil where no part is.
    let parts: [PartShape?]

    /// No shapes: every rule is asked.
    static let none = FormShapes(questions: [], parts: [])

    init(_ layout: FormLayout) {
        var questions = [QuestionShape?](repeating: nil, count: 128)
        var parts = [PartShape?](repeating: nil, count: PartKey.count)
        for question in layout.questions {
            guard let number = PartKey.question(question.number), number < 128 else { continue }
            questions[number] = QuestionShape(question)
            for part in question.parts {
                if let key = PartKey(part.id) { parts[key.raw] = PartShape(part.kind) }
            }
        }
        self.questions = questions
        self.parts = parts
    }

    private init(questions: [QuestionShape?], parts: [PartShape?]) {
        self.questions = questions
        self.parts = parts
    }
}
