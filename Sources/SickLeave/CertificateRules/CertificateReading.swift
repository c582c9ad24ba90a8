/// A certificate's answers indexed once for all rules: which answers a question has, which values a part has.
///
/// Ids are small numbers, so the index is two flat tables of chain heads: a rule finds its values without hashing and
/// without looking at the other answers.
///
/// A class, though nothing in it changes once it is made: two hundred rules take it as argument, and a value of its size would be
/// copied for each of them.
final class CertificateReading {
    let certificate: Certificate
    /// The day that the verdict is given.
    let day: Day
    let periods: [PeriodReading]

    private let questionHeads: [Int32]
    private let questionCounts: [Int32]
    private let partHeads: [Int32]
    private let answerNext: [Int32]
    private let entries: [PartEntry]
    /// The entries' values, so that a rule finds one without going through its answer.
    private let values: [AnswerValue]
    /// The entries of answer `n` are `entryStart[n]..<entryStart[n + 1]`.
    private let entryStart: [Int32]
    /// Answers to questions with other numbers than 1–127: further questions, or nonsense.
    let strangers: [Int]

    private struct PartEntry {
        let key: Int32
        let answer: Int32
        var next: Int32 = -1
    }

    init(_ certificate: Certificate, on day: Day, periodPart: PartKey) {
        let answers = certificate.answers
        var questionHeads = [Int32](repeating: -1, count: 128)
        var questionCounts = [Int32](repeating: 0, count: 128)
        var partHeads = [Int32](repeating: -1, count: PartKey.count)
        var answerNext = [Int32](repeating: -1, count: answers.count)
        var entries: [PartEntry] = []
        var entryStart: [Int32] = []
        var strangers: [Int] = []
        entryStart.reserveCapacity(answers.count + 1)
        entries.reserveCapacity(answers.count * 2)
        var values: [AnswerValue] = []
        values.reserveCapacity(answers.count * 2)
        for (number, answer) in answers.enumerated() {
            entryStart.append(Int32(entries.count))
            for part in answer.parts {
                entries.append(PartEntry(key: Int32(PartKey(part.id)?.raw ?? -1), answer: Int32(number)))
                values.append(part.value)
            }
        }
        entryStart.append(Int32(entries.count))

        // Backwards, so that the chains run in the sender's order.
        for number in answers.indices.reversed() {
            guard let question = PartKey.question(answers[number].question), question < 128 else {
                strangers.append(number)
                continue
            }
            answerNext[number] = questionHeads[question]
            questionHeads[question] = Int32(number)
            questionCounts[question] += 1
        }
        strangers.reverse()
        for place in entries.indices.reversed() where entries[place].key >= 0 {
            let key = Int(entries[place].key)
            entries[place].next = partHeads[key]
            partHeads[key] = Int32(place)
        }

        var periods: [PeriodReading] = []
        var place = partHeads[periodPart.raw]
        while place >= 0 {
            let entry = entries[Int(place)]
            if case .period(let start, let end) = values[Int(place)] {
                periods.append(
                    PeriodReading(
                        instance: answers[Int(entry.answer)].instance, start: FormDate.day(start), end: FormDate.day(end)))
            }
            place = entry.next
        }
        if answers.isEmpty {
            periods = certificate.periods.enumerated().map {
                PeriodReading(instance: $0.offset + 1, start: $0.element.days.first, end: $0.element.days.last)
            }
        }
        self.certificate = certificate
        self.day = day
        self.periods = periods
        self.questionHeads = questionHeads
        self.questionCounts = questionCounts
        self.partHeads = partHeads
        self.answerNext = answerNext
        self.entries = entries
        self.values = values
        self.entryStart = entryStart
        self.strangers = strangers
    }

    func count(_ question: Int) -> Int { Int(questionCounts[question]) }

    /// Answers to the question, in the sender's order.
    func forEachAnswer(_ question: Int, _ body: (_ number: Int, _ answer: Answer) -> Void) {
        var number = questionHeads[question]
        while number >= 0 {
            body(Int(number), certificate.answers[Int(number)])
            number = answerNext[Int(number)]
        }
    }

    /// Values of the part wherever it stands, in the sender's order.
    func forEachPart(_ key: PartKey, _ body: (_ answer: Int, _ value: AnswerValue) -> Void) {
        var place = partHeads[key.raw]
        while place >= 0 {
            let entry = entries[Int(place)]
            body(Int(entry.answer), values[Int(place)])
            place = entry.next
        }
    }

    /// Whether the part stands anywhere.
    func has(_ key: PartKey) -> Bool { partHeads[key.raw] >= 0 }

    func has(_ occasion: RuleOccasion) -> Bool {
        switch occasion {
        case .always: true
        case .question(let number): questionHeads[number] >= 0
        case .part(let key): partHeads[key.raw] >= 0
        }
    }

    /// How many times the part stands in the answer.
    func count(_ key: PartKey, in answer: Int) -> Int {
        var count = 0
        for place in Int(entryStart[answer])..<Int(entryStart[answer + 1]) where entries[place].key == Int32(key.raw) {
            count += 1
        }
        return count
    }

    /// The first value of the part in the answer.
    func value(_ key: PartKey, in answer: Int) -> AnswerValue? {
        for place in Int(entryStart[answer])..<Int(entryStart[answer + 1]) where entries[place].key == Int32(key.raw) {
            return values[place]
        }
        return nil
    }

    /// Whether the answer has no other parts than these.
    func hasOnly(_ keys: [PartKey], in answer: Int) -> Bool {
        for place in Int(entryStart[answer])..<Int(entryStart[answer + 1]) {
            var isKnown = false
            for key in keys where Int32(key.raw) == entries[place].key { isKnown = true }
            if !isKnown { return false }
        }
        return true
    }

    /// Ids of the answer's parts that are not among the keys.
    func otherParts(than keys: [PartKey], in answer: Int) -> [String] {
        var others: [String] = []
        for place in Int(entryStart[answer])..<Int(entryStart[answer + 1])
        where !keys.contains(where: { Int32($0.raw) == entries[place].key }) {
            others.append(certificate.answers[answer].parts[place - Int(entryStart[answer])].id)
        }
        return others
    }

    func instance(of answer: Int) -> Int { certificate.answers[answer].instance }

    /// Question 27 answered with yes: most other questions need no answer.
    var isInfectionCarrier: Bool {
        var carrier = false
        forEachAnswer(27) { place, _ in
            carrier = carrier || value(.carrier, in: place).flatMap { FormBoolean.read($0) } == true
        }
        return carrier
    }
}

/// One row of the period question: nil where a day is missing or does not exist.
struct PeriodReading {
    let instance: Int
    let start: Day?
    let end: Day?
}
