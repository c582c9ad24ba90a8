/// A certificate's answers indexed once for all rules: which answers a question has, which values a part has.
///
/// Ids are small numbers, so the index is two flat tables of chain heads: a rule finds its values without hashing and
/// without looking at the other answers.
///
/// A class, and used for one certificate after the other: two hundred rules take it as argument, and its tables would cost more to
/// allocate than to fill. Nothing but `read` changes it, and no rule runs then: Swift need not watch every look at its tables.
final class CertificateReading {
    /// Where the caller has it: a copy would count every text of it in and out again.
    @exclusivity(unchecked) private(set) var certificate: UnsafePointer<Certificate>
    /// The day that the verdict is given.
    @exclusivity(unchecked) private(set) var day: Day
    @exclusivity(unchecked) private(set) var periods: [PeriodReading] = []

    @exclusivity(unchecked) private var questionHeads = [Int32](repeating: -1, count: 128)
    @exclusivity(unchecked) private var questionCounts = [Int32](repeating: 0, count: 128)
    @exclusivity(unchecked) private var isIrregular = [Bool](repeating: false, count: 128)
    @exclusivity(unchecked) private var partHeads = [Int32](repeating: -1, count: PartKey.count)
    /// The answers' questions; -1 where the number is not 1–127.
    @exclusivity(unchecked) private var questions: [Int] = []
    @exclusivity(unchecked) private var answerNext: [Int32] = []
    @exclusivity(unchecked) private var entries: [PartEntry] = []
    /// The entries' values, where they stand in the certificate, so that a rule finds one without going through its answer.
    @exclusivity(unchecked) private var values: [UnsafePointer<AnswerValue>] = []
    /// The entries of answer `n` are `entryStart[n]..<entryStart[n + 1]`.
    @exclusivity(unchecked) private var entryStart: [Int32] = []
    /// Answers to questions with other numbers than 1–127: further questions, or nonsense.
    @exclusivity(unchecked) private(set) var strangers: [Int] = []

    private struct PartEntry {
        let key: Int32
        let answer: Int32
        var next: Int32 = -1
    }

    /// - Parameters:
    ///   - certificate: where it is until the next one is read, or nothing more is asked.
    ///   - shapes: of the form's questions by number; empty takes every answer for irregular.
    init(_ certificate: UnsafePointer<Certificate>, on day: Day, periodPart: PartKey, shapes: [QuestionShape?]) {
        self.certificate = certificate
        self.day = day
        fill(periodPart, shapes)
    }

    /// Reads another certificate instead.
    func read(_ certificate: UnsafePointer<Certificate>, on day: Day, periodPart: PartKey, shapes: [QuestionShape?]) {
        for question in questions where question >= 0 {
            questionHeads[question] = -1
            questionCounts[question] = 0
            isIrregular[question] = false
        }
        for entry in entries where entry.key >= 0 { partHeads[Int(entry.key)] = -1 }
        periods.removeAll(keepingCapacity: true)
        questions.removeAll(keepingCapacity: true)
        answerNext.removeAll(keepingCapacity: true)
        entries.removeAll(keepingCapacity: true)
        values.removeAll(keepingCapacity: true)
        entryStart.removeAll(keepingCapacity: true)
        strangers.removeAll(keepingCapacity: true)
        self.certificate = certificate
        self.day = day
        fill(periodPart, shapes)
    }

    private func fill(_ periodPart: PartKey, _ shapes: [QuestionShape?]) {
        certificate.pointee.answers.withUnsafeBufferPointer { fill($0, periodPart, shapes) }
    }

    private func fill(_ answers: UnsafeBufferPointer<Answer>, _ periodPart: PartKey, _ shapes: [QuestionShape?]) {
        for number in answers.indices {
            entryStart.append(Int32(entries.count))
            let question = PartKey.question(answers[number].question).flatMap { $0 < 128 ? $0 : nil } ?? -1
            questions.append(question)
            var seen: UInt8 = 0
            var isWhole = true
            answers[number].parts.withUnsafeBufferPointer { parts in
                for place in parts.indices {
                    let key = PartKey(parts[place].id)?.raw ?? -1
                    entries.append(PartEntry(key: Int32(key), answer: Int32(number)))
                    values.append(parts.baseAddress!.value(at: place))
                    let bit: UInt8 = 1 << UInt8(key & 7)
                    if key >> 3 != question || seen & bit != 0 { isWhole = false }
                    seen |= bit
                }
            }
            guard question >= 0 else { continue }
            guard question < shapes.count, let shape = shapes[question], isWhole,
                shape.fits(parts: seen, instance: answers[number].instance)
            else {
                isIrregular[question] = true
                continue
            }
        }
        entryStart.append(Int32(entries.count))

        // Backwards, so that the chains run in the sender's order.
        answerNext.append(contentsOf: repeatElement(-1, count: answers.count))
        for number in answers.indices.reversed() {
            let question = questions[number]
            guard question >= 0 else {
                strangers.append(number)
                continue
            }
            let next = questionHeads[question]
            // Rows that do not rise may have the same number twice.
            if next >= 0, answers[Int(next)].instance <= answers[number].instance { isIrregular[question] = true }
            answerNext[number] = next
            questionHeads[question] = Int32(number)
            questionCounts[question] += 1
            if question < shapes.count, let shape = shapes[question], !shape.allows(count: questionCounts[question]) {
                isIrregular[question] = true
            }
        }
        strangers.reverse()
        for place in entries.indices.reversed() where entries[place].key >= 0 {
            let key = Int(entries[place].key)
            entries[place].next = partHeads[key]
            partHeads[key] = Int32(place)
        }

        if answers.isEmpty {
            for (place, period) in certificate.pointee.periods.enumerated() {
                periods.append(PeriodReading(instance: place + 1, start: period.days.first, end: period.days.last))
            }
        }
        var place = partHeads[periodPart.raw]
        while place >= 0 {
            let entry = entries[Int(place)]
            if case .period(let start, let end) = values[Int(place)].pointee {
                periods.append(
                    PeriodReading(
                        instance: answers[Int(entry.answer)].instance, start: FormDate.day(start), end: FormDate.day(end)))
            }
            place = entry.next
        }
    }

    func count(_ question: Int) -> Int { Int(questionCounts[question]) }

    /// Answers to the question, in the sender's order.
    func forEachAnswer(_ question: Int, _ body: (_ number: Int, _ answer: Answer) -> Void) {
        var number = questionHeads[question]
        while number >= 0 {
            body(Int(number), certificate.pointee.answers[Int(number)])
            number = answerNext[Int(number)]
        }
    }

    /// Values of the part wherever it stands, in the sender's order.
    func forEachPart(_ key: PartKey, _ body: (_ answer: Int, _ value: AnswerValue) -> Void) {
        var place = partHeads[key.raw]
        while place >= 0 {
            let entry = entries[Int(place)]
            body(Int(entry.answer), values[Int(place)].pointee)
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
        case .irregular(let number): isIrregular[number]
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
            return values[place].pointee
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
            others.append(certificate.pointee.answers[answer].parts[place - Int(entryStart[answer])].id)
        }
        return others
    }

    func instance(of answer: Int) -> Int { certificate.pointee.answers[answer].instance }

    /// Question 27 answered with yes: most other questions need no answer.
    var isInfectionCarrier: Bool {
        var carrier = false
        forEachAnswer(27) { place, _ in
            carrier = carrier || value(.carrier, in: place).flatMap { FormBoolean.read($0) } == true
        }
        return carrier
    }
}

extension UnsafePointer<Answer.Part> {
    /// The value of the part that stands so far on.
    @inline(__always)
    fileprivate func value(at place: Int) -> UnsafePointer<AnswerValue> {
        UnsafeRawPointer(self + place).advanced(by: MemoryLayout<Answer.Part>.offset(of: \.value)!)
            .assumingMemoryBound(to: AnswerValue.self)
    }
}

/// One row of the period question: nil where a day is missing or does not exist.
struct PeriodReading {
    let instance: Int
    let start: Day?
    let end: Day?
}
