import SickLeave

// The answers (svar) of RegisterCertificate, whole and as written.
extension RIVMapping {
    func answers(_ form: XMLNode) -> [Answer] {
        var answers: [Answer] = []
        answers.reserveCapacity(32)
        tree.forEachChild(of: form) { node, name in
            guard name == .answer else { return }
            let question = tree.text(.id, of: node)
            // Left out is 0: some questions demand the number, and the rules must see that it is missing.
            let instance = Int(tree.text(.instance, of: node)) ?? 0
            answers.append(Answer(question: question, instance: instance, parts: parts(node)))
        }
        return answers
    }

    private func parts(_ answer: XMLNode) -> [Answer.Part] {
        var parts: [Answer.Part] = []
        parts.reserveCapacity(2)
        tree.forEachChild(of: answer) { node, name in
            guard name == .answerPart else { return }
            let id = tree.text(.id, of: node)
            // Some forms put several codes in one part: each becomes a part of the same number.
            var hasElements = false
            tree.forEachChild(of: node) { value, name in
                hasElements = true
                parts.append(Answer.Part(id, answerValue(value, name)))
            }
            if !hasElements { parts.append(Answer.Part(id, .text(tree.string(node)))) }
        }
        return parts
    }

    private func answerValue(_ node: XMLNode, _ name: XMLName) -> AnswerValue {
        switch name {
        case .cv:
            let display = tree.raw(.displayName, of: node)
            return .code(
                CodedValue(
                    code: tree.raw(.code, of: node), system: tree.raw(.codeSystem, of: node),
                    display: display.isEmpty ? tree.raw(.originalText, of: node) : display))
        case .ii: return .code(CodedValue(code: tree.raw(.extension, of: node), system: tree.raw(.root, of: node)))
        case .datePeriod, .timePeriod: return .period(start: tree.raw(.start, of: node), end: tree.raw(.end, of: node))
        case .pq: return .text(join([tree.raw(.value, of: node), tree.raw(.unit, of: node)], " "))
        case .pqInterval:
            let ends = join([tree.raw(.low, of: node), tree.raw(.high, of: node)], "–")
            return .text(join([ends, tree.raw(.unit, of: node)], " "))
        case .partialDate: return .text(tree.raw(.value, of: node))
        default: return .text(tree.string(node))
        }
    }

    private func join(_ parts: [String], _ separator: String) -> String {
        parts.filter { !$0.isEmpty }.joined(separator: separator)
    }
}
