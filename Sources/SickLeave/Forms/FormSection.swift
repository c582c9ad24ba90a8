/// A category of the form with what a certificate says in it.
package struct FormSection: Hashable, Sendable {
    package let title: String
    package let rows: [FormRow]

    package init(title: String, rows: [FormRow]) {
        self.title = title
        self.rows = rows
    }
}

/// A field of the form and its values.
package struct FormRow: Hashable, Sendable {
    package let label: String
    /// The question's number, as `32`: what messages about the certificate point at.
    package let question: String
    /// One for each row that the sender gave; empty when the field was left unanswered.
    package let values: [String]

    package init(label: String, question: String, values: [String]) {
        self.label = label
        self.question = question
        self.values = values
    }

    package var isAnswered: Bool { !values.isEmpty }
}

extension FormLayout {
    /// What a page prints for a field without answer.
    package static let unanswered = "Ej angivet"
    /// The last section: answers that the form has no place for. They are shown, never dropped.
    package static let otherTitle = "Övrigt i intyget"

    /// The certificate in the form's own order.
    ///
    /// - Parameter showsUnanswered: gives fields without answer a row with no values.
    package func sections(of certificate: Certificate, showsUnanswered: Bool = true) -> [FormSection] {
        var used = Set<AnswerPlace>()
        var sections: [FormSection] = []
        for category in categories {
            var rows: [FormRow] = []
            for question in category.questions {
                rows += self.rows(of: question, in: certificate.answers, used: &used)
            }
            if !showsUnanswered { rows.removeAll { !$0.isAnswered } }
            if !rows.isEmpty { sections.append(FormSection(title: category.title, rows: rows)) }
        }
        let rest = otherRows(certificate.answers, except: used)
        if !rest.isEmpty { sections.append(FormSection(title: FormLayout.otherTitle, rows: rest)) }
        return sections
    }

    private func rows(of question: FormQuestion, in answers: [Answer], used: inout Set<AnswerPlace>) -> [FormRow] {
        let places = answers.indices.filter { answers[$0].question == question.number }
        // The first value of each part is what the form has room for; a second one falls through to the last section.
        func value(_ part: FormPart, _ answer: Int) -> AnswerValue? {
            guard let index = answers[answer].parts.firstIndex(where: { $0.id == part.id }) else { return nil }
            used.insert(AnswerPlace(answer: answer, part: index))
            return answers[answer].parts[index].value
        }
        if question.isOneLine {
            let lines = places.flatMap { place in
                question.lines(question.parts.map { part in value(part, place).map { part.printed($0) } ?? "" })
            }
            return [FormRow(label: question.label, question: question.number, values: lines)]
        }
        return question.parts.map { part in
            FormRow(
                label: question.title(of: part), question: question.number,
                values: places.compactMap { place in value(part, place).map { part.printed($0) } }.filter { !$0.isEmpty })
        }
    }

    private func otherRows(_ answers: [Answer], except used: Set<AnswerPlace>) -> [FormRow] {
        var rows: [FormRow] = []
        for (place, answer) in answers.enumerated() {
            for (index, part) in answer.parts.enumerated() where !used.contains(AnswerPlace(answer: place, part: index)) {
                let label = question(answer.question).map { "\($0.label), delsvar \(part.id)" } ?? "Fråga \(part.id)"
                rows.append(FormRow(label: label, question: answer.question, values: [FormPart.printedAsSent(part.value)]))
            }
        }
        return rows
    }
}

private struct AnswerPlace: Hashable {
    let answer: Int
    let part: Int
}
