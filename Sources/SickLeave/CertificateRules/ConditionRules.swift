/// A condition on one answer, as "part 1.1 is ANNAT".
struct AnswerCondition: Sendable {
    /// What the receipt says was looked at.
    let part: String
    let holds: @Sendable (CertificateReading, Int) -> Bool

    static func code(_ part: String, _ code: String) -> AnswerCondition {
        let key = PartKey(stringLiteral: part)
        return AnswerCondition(part: part) { reading, answer in
            reading.value(key, in: answer).flatMap(FormCode.read) == code
        }
    }

    static func otherCode(_ part: String, than code: String) -> AnswerCondition {
        let key = PartKey(stringLiteral: part)
        return AnswerCondition(part: part) { reading, answer in
            guard let found = reading.value(key, in: answer).flatMap(FormCode.read) else { return false }
            return found != code
        }
    }

    static func yes(_ part: String) -> AnswerCondition { boolean(part, true) }
    static func no(_ part: String) -> AnswerCondition { boolean(part, false) }

    private static func boolean(_ part: String, _ wanted: Bool) -> AnswerCondition {
        let key = PartKey(stringLiteral: part)
        return AnswerCondition(part: part) { reading, answer in
            reading.value(key, in: answer).flatMap { FormBoolean.read($0) } == wanted
        }
    }
}

extension RuleBook {
    /// The part must stand in every answer of the question where the condition holds.
    mutating func requirePart(
        _ question: String, _ part: String, when condition: AnswerCondition, _ sentence: String,
        severity: RuleSeverity = .rejects
    ) {
        addPartCondition(question, part, condition, "required", sentence, severity, misses: true) { $0 == 0 }
    }

    /// The part must not stand in any answer of the question where the condition holds.
    mutating func forbidPart(
        _ question: String, _ part: String, when condition: AnswerCondition, _ sentence: String,
        severity: RuleSeverity = .rejects
    ) {
        addPartCondition(question, part, condition, "forbidden", sentence, severity) { $0 > 0 }
    }

    private mutating func addPartCondition(
        _ question: String, _ part: String, _ condition: AnswerCondition, _ theme: String, _ sentence: String,
        _ severity: RuleSeverity, misses: Bool = false, isWrong: @escaping @Sendable (Int) -> Bool
    ) {
        guard let number = PartKey.question(question) else { return }
        let key = PartKey(stringLiteral: part)
        let deciding = PartKey(stringLiteral: condition.part)
        add(question, part: part, theme, sentence, severity: severity, on: .question(number), misses: misses) {
            reading, failures in
            reading.forEachAnswer(number) { place, answer in
                let count = reading.count(key, in: place)
                guard isWrong(count), condition.holds(reading, place) else { return }
                let seen = reading.value(deciding, in: place)?.receipt(isFreeText: false) ?? "saknas"
                failures.add(
                    part: part, instance: answer.instance, RuleInput(condition.part, seen), RuleInput("antal \(part)", count))
            }
        }
    }

    /// Each code of the part may be used in one row only.
    mutating func uniqueCodes(_ question: String, _ part: String, _ sentence: String) {
        let key = PartKey(stringLiteral: part)
        let most = layout.question(question)?.maximum ?? 0
        guard let number = PartKey.question(question) else { return }
        add(question, part: part, "code-repeated", sentence, on: .part(key)) { reading, failures in
            guard reading.count(number) > 1 else { return }
            var seen: [String] = []
            var rows = 0
            reading.forEachPart(key) { answer, value in
                rows += 1
                // Beyond this the rule on the number of rows has refused the certificate; do not compare all with all.
                guard rows <= 4 * most, let code = FormCode.read(value) else { return }
                if seen.contains(code) {
                    failures.add(part: part, instance: reading.instance(of: answer), RuleInput(part, code))
                }
                seen.append(code)
            }
        }
    }
}

extension CertificateReading {
    /// How many values of the part have such a code.
    func countCodes(_ key: PartKey, where isWanted: (String) -> Bool) -> Int {
        var count = 0
        forEachPart(key) { _, value in
            if let code = FormCode.read(value), isWanted(code) { count += 1 }
        }
        return count
    }

    func countCodes(_ key: PartKey, _ code: String) -> Int { countCodes(key) { $0 == code } }

    /// What a yes-or-no part says; nil when it is not there or cannot be read.
    func boolean(_ key: PartKey) -> Bool? {
        var found: Bool?
        forEachPart(key) { _, value in found = found ?? FormBoolean.read(value) }
        return found
    }
}
