import SickLeave

/// A certificate's answers as bytes. Every way of writing a value gives back exactly what was sent, or is not used.
enum AnswerEncoding {
    typealias Fault = CertificateEncoding.Fault

    /// How a part's value is written. In one byte with the part's number.
    private enum Form: UInt8 {
        case text = 0
        case code = 1
        case period = 2
        case yes = 3
        case no = 4
        case day = 5
        case days = 6
        /// Code, system and words of a form's own list.
        case knownCode = 7
        /// The code of one of the certificate's diagnoses in a system that we know, without words.
        case diagnosisCode = 8
        /// The text of one of the certificate's diagnoses.
        case diagnosisText = 9
    }

    static func append(_ answers: [Answer], diagnoses: [Diagnosis], to out: inout ByteWriter) {
        out.unsigned(answers.count)
        // Where they lie: going through the lists themselves counts every text in and out again.
        answers.withUnsafeBufferPointer { answers in
            for answer in answers.indices {
                let question = number(answers[answer].question)
                out.unsigned(question ?? 0)
                if question == nil { out.string(answers[answer].question) }
                out.unsigned(answers[answer].instance)
                answers[answer].parts.withUnsafeBufferPointer { parts in
                    out.unsigned(parts.count)
                    for part in parts.indices {
                        let place =
                            if let question { place(of: parts[part].id, in: question) } else {
                                place(of: parts[part].id, inNamed: answers[answer].question)
                            }
                        append(parts[part].value, PartHead(place: place, id: parts[part].id), diagnoses, to: &out)
                    }
                }
            }
        }
    }

    /// What stands before a value: its part's number in the question, or the whole id where that is another.
    private struct PartHead {
        let place: UInt8?
        let id: String
    }

    private static func append(
        _ value: AnswerValue, _ part: PartHead, _ diagnoses: [Diagnosis], to out: inout ByteWriter
    ) {
        func head(_ form: Form) {
            out.byte(form.rawValue << 4 | (part.place ?? 0))
            if part.place == nil { out.string(part.id) }
        }
        switch value {
        case .text(let text):
            if FormWords.isSame(text, "true") { return head(.yes) }
            if FormWords.isSame(text, "false") { return head(.no) }
            if let day = day(text) {
                head(.day)
                return out.signed(day.number)
            }
            if let own = diagnoses.firstIndex(where: { FormWords.isSame($0.text, text) }), own < 128 {
                head(.diagnosisText)
                return out.byte(UInt8(own))
            }
            head(.text)
            out.string(text)
        case .code(let value):
            if let known = FormWords.place(of: value) {
                head(.knownCode)
                return out.byte(UInt8(known))
            }
            if value.display.isEmpty, let system = FormWords.place(of: value.system),
                let own = diagnoses.firstIndex(where: { FormWords.isSame($0.code.code, value.code) }), own < 128
            {
                head(.diagnosisCode)
                out.byte(UInt8(system))
                return out.byte(UInt8(own))
            }
            head(.code)
            out.string(value.code)
            CertificateEncoding.name(&out, value.system)
            out.string(value.display)
        case .period(let start, let end):
            if let first = day(start), let last = day(end) {
                head(.days)
                out.signed(first.number)
                return out.signed(last - first)
            }
            head(.period)
            out.string(start)
            out.string(end)
        }
    }

    static func answers(_ input: inout ByteReader, diagnoses: [Diagnosis]) throws(Fault) -> [Answer] {
        try input.list { (input: inout ByteReader) throws(Fault) in
            let number = try input.unsigned()
            let question = number == 0 ? try input.string() : String(number)
            return Answer(
                question: question, instance: try input.unsigned(),
                parts: try input.list { (input: inout ByteReader) throws(Fault) in
                    try part(of: question, &input, diagnoses: diagnoses)
                })
        }
    }

    private static func part(of question: String, _ input: inout ByteReader, diagnoses: [Diagnosis]) throws(Fault) -> Answer.Part
    {
        let head = try input.byte()
        guard let form = Form(rawValue: head >> 4) else { throw .unreadable }
        let id = head & 15 == 0 ? try input.string() : "\(question).\(head & 15)"
        return Answer.Part(id, try value(form, &input, diagnoses: diagnoses))
    }

    private static func value(_ form: Form, _ input: inout ByteReader, diagnoses: [Diagnosis]) throws(Fault) -> AnswerValue {
        switch form {
        case .text: return .text(try input.string())
        case .yes: return .text("true")
        case .no: return .text("false")
        case .day: return .text(try input.day().description)
        case .diagnosisText: return .text(try element(of: diagnoses, &input).text)
        case .code:
            return .code(
                CodedValue(
                    code: try input.string(), system: try CertificateEncoding.name(&input), display: try input.string()))
        case .knownCode:
            let known = try element(of: FormWords.codes, &input)
            return .code(CodedValue(code: known.code, system: known.system, display: known.display))
        case .diagnosisCode:
            let system = try element(of: FormWords.names, &input)
            return .code(CodedValue(code: try element(of: diagnoses, &input).code.code, system: system))
        case .period: return .period(start: try input.string(), end: try input.string())
        case .days:
            let first = try input.day()
            guard let length = Int32(exactly: try input.signed()),
                case (let last, false) = first.rawValue.addingReportingOverflow(length)
            else { throw .unreadable }
            return .period(start: first.description, end: Day(rawValue: last).description)
        }
    }

    private static func element<T>(of list: [T], _ input: inout ByteReader) throws(Fault) -> T {
        let place = Int(try input.byte())
        guard place < list.count else { throw .unreadable }
        return list[place]
    }

    // MARK: What can be written as a number

    /// The number of a question written as digits without a leading zero.
    private static func number(_ question: String) -> Int? {
        var number = 0
        for byte in question.utf8 {
            guard (0x30...0x39).contains(byte), number > 0 || byte != 0x30, number < 100_000 else { return nil }
            number = number * 10 + Int(byte - 0x30)
        }
        return number > 0 ? number : nil
    }

    /// 1–9 of an id that is the question's number, a full stop and that digit.
    private static func place(of id: String, in question: Int) -> UInt8? {
        var number = 0
        var rest = id.utf8.count
        for byte in id.utf8 {
            rest -= 1
            switch rest {
            case 0: return number == question && (0x31...0x39).contains(byte) ? byte - 0x30 : nil
            case 1: guard byte == UInt8(ascii: ".") else { return nil }
            default:
                guard (0x30...0x39).contains(byte), number > 0 || byte != 0x30, number < 100_000 else { return nil }
                number = number * 10 + Int(byte - 0x30)
            }
        }
        return nil
    }

    /// The same where the question is not a number.
    private static func place(of id: String, inNamed question: String) -> UInt8? {
        guard id.utf8.count == question.utf8.count + 2, id.utf8.starts(with: question.utf8) else { return nil }
        let end = Array(id.utf8.suffix(2))
        return end[0] == UInt8(ascii: ".") && (0x31...0x39).contains(end[1]) ? end[1] - 0x30 : nil
    }

    /// A day written `2026-11-21`, in the years that all readers know.
    private static func day(_ text: String) -> Day? { text.utf8.count == 10 ? Day(iso: text) : nil }
}
