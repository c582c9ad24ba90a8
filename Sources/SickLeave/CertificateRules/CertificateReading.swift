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
    @exclusivity(unchecked) private var isIrregularPart = [Bool](repeating: false, count: PartKey.count)
    /// Has answers to questions that the form does not have.
    @exclusivity(unchecked) private var isStrange = false
    /// The certificate's answers, in its order.
    @exclusivity(unchecked) private var answers: [AnswerEntry] = []
    /// The answers' parts, one answer's after the other's.
    @exclusivity(unchecked) private var entries: [PartEntry] = []
    /// Answers to questions with other numbers than 1–127: further questions, or nonsense.
    @exclusivity(unchecked) private(set) var strangers: [Int] = []

    private struct AnswerEntry {
        /// -1 where the number is not 1–127.
        let question: Int
        let parts: Range<Int>
        var next: Int32 = -1
    }

    private struct PartEntry {
        let key: Int32
        let answer: Int32
        var next: Int32 = -1
        /// Where it stands in the certificate, so that a rule finds it without going through its answer.
        let value: UnsafePointer<AnswerValue>
    }

    /// - Parameters:
    ///   - certificate: where it is until the next one is read, or nothing more is asked.
    ///   - shapes: of the form; what has none is taken for irregular.
    init(_ certificate: UnsafePointer<Certificate>, on day: Day, periodPart: PartKey, shapes: FormShapes) {
        self.certificate = certificate
        self.day = day
        fill(periodPart, shapes)
    }

    /// Reads another certificate instead.
    func read(_ certificate: UnsafePointer<Certificate>, on day: Day, periodPart: PartKey, shapes: FormShapes) {
        for answer in answers where answer.question >= 0 {
            questionHeads[answer.question] = -1
            questionCounts[answer.question] = 0
            isIrregular[answer.question] = false
        }
        for entry in entries where entry.key >= 0 {
            partHeads[Int(entry.key)] = -1
            isIrregularPart[Int(entry.key)] = false
        }
        isStrange = false
        periods.removeAll(keepingCapacity: true)
        answers.removeAll(keepingCapacity: true)
        entries.removeAll(keepingCapacity: true)
        strangers.removeAll(keepingCapacity: true)
        self.certificate = certificate
        self.day = day
        fill(periodPart, shapes)
    }

    private func fill(_ periodPart: PartKey, _ shapes: FormShapes) {
        certificate.pointee.answers.withUnsafeBufferPointer { fill($0, periodPart, shapes) }
    }

    private func fill(_ sent: UnsafeBufferPointer<Answer>, _ periodPart: PartKey, _ shapes: FormShapes) {
        for number in sent.indices {
            let question = PartKey.question(sent[number].question).flatMap { $0 < 128 ? $0 : nil } ?? -1
            let start = entries.count
            var seen: UInt8 = 0
            var isWhole = true
            sent[number].parts.withUnsafeBufferPointer { parts in
                for place in parts.indices {
                    let key = PartKey(parts[place].id)?.raw ?? -1
                    let value = parts.baseAddress!.value(at: place)
                    entries.append(PartEntry(key: Int32(key), answer: Int32(number), value: value))
                    let bit: UInt8 = 1 << UInt8(key & 7)
                    if key >> 3 != question || seen & bit != 0 { isWhole = false }
                    seen |= bit
                    if key >= 0, !isIrregularPart[key] { isIrregularPart[key] = !shapes.fit(value, key) }
                }
            }
            answers.append(AnswerEntry(question: question, parts: start..<entries.count))
            guard question >= 0 else { continue }
            guard let shape = shapes.question(question) else {
                isIrregular[question] = true
                isStrange = true
                continue
            }
            if !isWhole || !shape.fits(parts: seen, instance: sent[number].instance) { isIrregular[question] = true }
        }

        // Backwards, so that the chains run in the sender's order.
        for number in sent.indices.reversed() {
            let question = answers[number].question
            guard question >= 0 else {
                strangers.append(number)
                isStrange = true
                continue
            }
            let next = questionHeads[question]
            // Rows that do not rise may have the same number twice.
            if next >= 0, sent[Int(next)].instance <= sent[number].instance { isIrregular[question] = true }
            answers[number].next = next
            questionHeads[question] = Int32(number)
            questionCounts[question] += 1
            if let shape = shapes.question(question), !shape.allows(count: questionCounts[question]) {
                isIrregular[question] = true
            }
        }
        strangers.reverse()
        for place in entries.indices.reversed() where entries[place].key >= 0 {
            let key = Int(entries[place].key)
            entries[place].next = partHeads[key]
            partHeads[key] = Int32(place)
        }

        if sent.isEmpty {
            for (place, period) in certificate.pointee.periods.enumerated() {
                periods.append(PeriodReading(instance: place + 1, start: period.days.first, end: period.days.last))
            }
        }
        var place = partHeads[periodPart.raw]
        while place >= 0 {
            let entry = entries[Int(place)]
            if case .period(let start, let end) = entry.value.pointee {
                periods.append(
                    PeriodReading(
                        instance: sent[Int(entry.answer)].instance, start: FormDate.day(start), end: FormDate.day(end)))
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
            number = answers[Int(number)].next
        }
    }

    /// Values of the part wherever it stands, in the sender's order.
    func forEachPart(_ key: PartKey, _ body: (_ answer: Int, _ value: AnswerValue) -> Void) {
        var place = partHeads[key.raw]
        while place >= 0 {
            let entry = entries[Int(place)]
            body(Int(entry.answer), entry.value.pointee)
            place = entry.next
        }
    }

    /// Whether the part stands anywhere.
    func has(_ key: PartKey) -> Bool { partHeads[key.raw] >= 0 }

    /// The rules that have something to say about what is here, or is not.
    func rulesDue(_ occasions: borrowing RuleOccasions) -> RuleSet {
        var due = occasions.untilAnswered
        for answer in answers where answer.question >= 0 { due.subtract(occasions.unanswered[answer.question]) }
        for answer in answers where answer.question >= 0 {
            let question = answer.question
            due.formUnion(occasions.questions[question])
            if isIrregular[question] { due.formUnion(occasions.irregular[question]) }
        }
        for entry in entries where entry.key >= 0 {
            due.formUnion(occasions.parts[Int(entry.key)])
            if isIrregularPart[Int(entry.key)] { due.formUnion(occasions.irregularParts[Int(entry.key)]) }
        }
        if isStrange { due.formUnion(occasions.strange) }
        return due
    }

    /// How many times the part stands in the answer.
    func count(_ key: PartKey, in answer: Int) -> Int {
        var count = 0
        for place in answers[answer].parts where entries[place].key == Int32(key.raw) {
            count += 1
        }
        return count
    }

    /// The first value of the part in the answer.
    func value(_ key: PartKey, in answer: Int) -> AnswerValue? {
        for place in answers[answer].parts where entries[place].key == Int32(key.raw) {
            return entries[place].value.pointee
        }
        return nil
    }

    /// Whether the answer has no other parts than these.
    func hasOnly(_ keys: [PartKey], in answer: Int) -> Bool {
        for place in answers[answer].parts {
            var isKnown = false
            for key in keys where Int32(key.raw) == entries[place].key { isKnown = true }
            if !isKnown { return false }
        }
        return true
    }

    /// Ids of the answer's parts that are not among the keys.
    func otherParts(than keys: [PartKey], in answer: Int) -> [String] {
        var others: [String] = []
        for place in answers[answer].parts
        where !keys.contains(where: { Int32($0.raw) == entries[place].key }) {
            others.append(certificate.pointee.answers[answer].parts[place - answers[answer].parts.lowerBound].id)
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

extension FormShapes {
    @inline(__always)
    fileprivate func question(_ number: Int) -> QuestionShape? { number < questions.count ? questions[number] : nil }

    @inline(__always)
    fileprivate func fit(_ value: UnsafePointer<AnswerValue>, _ key: Int) -> Bool {
        guard key < parts.count, let shape = parts[key] else { return false }
        return shape.fits(value.pointee)
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
