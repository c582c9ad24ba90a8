import SickLeave

// The answers (svar) of RegisterCertificate, whole and as written.
extension RIVMapping {
    /// - Parameter paper: the form that they are written on: it says which data types its values have.
    func answers(_ form: XMLNode, on paper: CertificateForm) throws(RIVFault) -> [Answer] {
        if tree.hasTextBesideElements(form) { throw RIVFault(.nested(part: ""), line: tree.line(form)) }
        var answers: [Answer] = []
        answers.reserveCapacity(32)
        try tree.forEachChild(of: form) { (node, name) throws(RIVFault) in
            guard name == .answer else {
                // Of what the contract does not have there nobody knows what it says.
                if name == .other, !tree.words(node).isEmpty { throw RIVFault(.nested(part: ""), line: tree.line(node)) }
                return
            }
            let question = tree.text(.id, of: node)
            if tree.hasTextBesideElements(node) {
                throw RIVFault(.nested(part: place(question, on: paper)), line: tree.line(node))
            }
            answers.append(Answer(question: question, instance: instance(node), parts: try parts(node, on: paper)))
        }
        return answers
    }

    /// Left out is 0: some questions demand the number, and the rules must see that it is missing. What stands there and is no row
    /// number (0, a word, two of them) is -1, which no form takes.
    private func instance(_ answer: XMLNode) -> Int {
        guard let node = tree.child(.instance, of: answer) else { return 0 }
        guard tree.count(.instance, of: answer) == 1, let number = Int(tree.trimmed(node)), number >= 1 else { return -1 }
        return number
    }

    private func parts(_ answer: XMLNode, on paper: CertificateForm) throws(RIVFault) -> [Answer.Part] {
        let types = types(of: paper)
        var parts: [Answer.Part] = []
        parts.reserveCapacity(2)
        try tree.forEachChild(of: answer) { (node, name) throws(RIVFault) in
            guard name == .answerPart else {
                // The row number is read for itself; of anything else in an answer no form knows what it says.
                guard name == .instance else {
                    throw RIVFault(.nested(part: place(tree.text(.id, of: answer), on: paper)), line: tree.line(node))
                }
                return
            }
            let id = tree.text(.id, of: node)
            guard tree.hasElements(node) else {
                parts.append(Answer.Part(id, .text(tree.string(node))))
                return
            }
            // Of a text with elements in it something would be lost.
            var isStrange = tree.hasTextBesideElements(node)
            // Some forms put several codes in one part: each becomes a part of the same number.
            tree.forEachChild(of: node) { value, name in
                isStrange = isStrange || !isWhole(value, name)
                if let types { isStrange = isStrange || !types.contains(name) || !isPlain(value) }
                parts.append(Answer.Part(id, answerValue(value, name, isStrict: types != nil)))
            }
            if isStrange { throw RIVFault(.nested(part: place(id, on: paper)), line: tree.line(node)) }
        }
        return parts
    }

    /// The number of a question or part and what the form calls the question, as a fault may tell it: whatever else stands there may be
    /// anybody's words.
    private func place(_ id: String, on paper: CertificateForm) -> String {
        let digits = id.utf8.filter { $0 == UInt8(ascii: ".") || (0x30...0x39).contains($0) }.prefix(12)
        let number = String(decoding: digits, as: UTF8.self)
        let question = FormLayout.layout(of: paper).question(String(number.prefix { $0 != "." }))
        let labels = [question?.parts.first { $0.id == number }?.label, question?.label].compactMap(\.self)
        return labels.first { !$0.isEmpty }.map { "\(number), \($0)," } ?? number
    }

    /// The data types of its values; nil for any. FK 7263 has been written by many systems in many ways, and no rule set of its
    /// owner says which; that of FK 7804's second generation says it of few values.
    private func types(of form: CertificateForm) -> [XMLName]? {
        switch form {
        case .fk7804v1, .ag7804v1: [.cv, .datePeriod]
        case .fk7804v2, .ag114v1: [.cv, .datePeriod, .pq]
        case .fk7263: nil
        }
    }

    /// With nothing beside its fields, and no others than its type has: of those something would be lost.
    private func isWhole(_ value: XMLNode, _ type: XMLName) -> Bool {
        guard tree.hasElements(value), let fields = fields(of: type) else { return true }
        var isWhole = !tree.hasTextBesideElements(value)
        tree.forEachChild(of: value) { _, name in isWhole = isWhole && fields.contains(name) }
        return isWhole
    }

    /// Nil where a value is its text, whatever stands inside.
    private func fields(of type: XMLName) -> [XMLName]? {
        switch type {
        case .cv: [.code, .codeSystem, .codeSystemName, .codeSystemVersion, .displayName, .originalText]
        case .ii: [.root, .extension]
        case .datePeriod, .timePeriod: [.start, .end]
        case .pq: [.value, .unit]
        case .pqInterval: [.low, .high, .unit]
        case .partialDate: [.format, .value]
        default: nil
        }
    }

    /// With nothing inside its fields but text.
    private func isPlain(_ value: XMLNode) -> Bool {
        var isPlain = !tree.hasTextBesideElements(value)
        tree.forEachChild(of: value) { field, _ in isPlain = isPlain && !tree.hasElements(field) }
        return isPlain
    }

    /// - Parameter isStrict: the form's rules want its days without white space around.
    private func answerValue(_ node: XMLNode, _ name: XMLName, isStrict: Bool) -> AnswerValue {
        guard isSingle(node, name) else { return .text(tree.string(node)) }
        switch name {
        case .cv:
            let display = tree.raw(.displayName, of: node)
            let original = tree.raw(.originalText, of: node)
            return .code(
                CodedValue(
                    code: tree.raw(.code, of: node), system: tree.raw(.codeSystem, of: node),
                    display: display == original ? display : join([display, original], " – ")))
        case .ii: return .code(CodedValue(code: tree.raw(.extension, of: node), system: tree.raw(.root, of: node)))
        case .datePeriod, .timePeriod:
            return isStrict
                ? .period(start: tree.raw(.start, of: node), end: tree.raw(.end, of: node))
                : .period(start: tree.text(.start, of: node), end: tree.text(.end, of: node))
        case .pq: return .text(join([tree.raw(.value, of: node), tree.raw(.unit, of: node)], " "))
        case .pqInterval:
            let ends = join([tree.raw(.low, of: node), tree.raw(.high, of: node)], "–")
            return .text(join([ends, tree.raw(.unit, of: node)], " "))
        case .partialDate: return .text(tree.raw(.value, of: node))
        default: return .text(tree.string(node))
        }
    }

    /// A value that says the same thing twice says nothing sure: it stays a text, which the form's rules refuse.
    private func isSingle(_ node: XMLNode, _ name: XMLName) -> Bool {
        (fields(of: name) ?? []).allSatisfy { tree.count($0, of: node) <= 1 }
    }

    private func join(_ parts: [String], _ separator: String) -> String {
        parts.filter { !$0.isEmpty }.joined(separator: separator)
    }
}
