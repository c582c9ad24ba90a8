// How the forms write days, yes or no, and codes; read on bytes because a national import reads a hundred million of them.

enum FormText {
    /// Nothing but white space as XML counts it, or nothing at all.
    static func isBlank(_ text: String) -> Bool { text.utf8.allSatisfy(isSpace) }

    static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D }

    /// Without white space around; the text itself when there is none.
    static func trimmed(_ text: String) -> String {
        let bytes = text.utf8
        guard let first = bytes.first, let last = bytes.last, isSpace(first) || isSpace(last) else { return text }
        guard let start = bytes.firstIndex(where: { !isSpace($0) }), let end = bytes.lastIndex(where: { !isSpace($0) }) else {
            return ""
        }
        return String(text[start...end])
    }

    /// Characters as the forms count them (UTF-16 code units).
    static func isLonger(_ text: String, than limit: Int) -> Bool { text.utf8.count > limit && text.utf16.count > limit }
}

package enum FormDate {
    /// `2026-11-21`, with a time zone designator or white space after it tolerated; nil when the day does not exist.
    package static func day(_ text: String) -> Day? {
        let bytes = text.utf8
        guard bytes.count >= 10, bytes.count < 40 else { return nil }
        if bytes.count > 10, !isTail(bytes.dropFirst(10)) { return nil }
        return bytes.withContiguousStorageIfAvailable(dashed) ?? Array(bytes).withUnsafeBufferPointer(dashed)
    }

    /// The forms want dashes; the compact form is not theirs.
    private static func dashed(_ bytes: UnsafeBufferPointer<UInt8>) -> Day? {
        func number(_ range: Range<Int>) -> Int? {
            var number = 0
            for place in range {
                guard (0x30...0x39).contains(bytes[place]) else { return nil }
                number = number * 10 + Int(bytes[place] - 0x30)
            }
            return number
        }
        guard bytes[4] == UInt8(ascii: "-"), bytes[7] == UInt8(ascii: "-"), let year = number(0..<4), let month = number(5..<7),
            let day = number(8..<10), (1800...2199).contains(year)
        else { return nil }
        return Day(year: year, month: month, day: day)
    }

    static func day(_ value: AnswerValue) -> Day? {
        guard case .text(let text) = value else { return nil }
        return day(text)
    }

    /// `Z`, `+01:00`, `-01:00` or nothing, then white space.
    private static func isTail(_ bytes: Substring.UTF8View) -> Bool {
        var rest = bytes
        if rest.first == UInt8(ascii: "Z") {
            rest = rest.dropFirst()
        } else if rest.first == UInt8(ascii: "+") || rest.first == UInt8(ascii: "-") {
            let zone = Array(rest.dropFirst().prefix(5))
            guard zone.count == 5, zone[2] == UInt8(ascii: ":") else { return false }
            let digits = [zone[0], zone[1], zone[3], zone[4]].map { Int($0) - 0x30 }
            guard digits.allSatisfy((0...9).contains) else { return false }
            let minutes = (digits[0] * 10 + digits[1]) * 60 + digits[2] * 10 + digits[3]
            guard digits[2] < 6, minutes <= 14 * 60 else { return false }
            rest = rest.dropFirst(6)
        }
        return rest.allSatisfy(FormText.isSpace)
    }
}

enum FormBoolean {
    /// `true`, `1`, `false`, `0`; nil for anything else.
    static func read(_ text: String) -> Bool? {
        switch text {
        case "true", "1": return true
        case "false", "0": return false
        default:
            let trimmed = FormText.trimmed(text)
            return trimmed.utf8.count == text.utf8.count ? nil : read(trimmed)
        }
    }

    static func read(_ value: AnswerValue) -> Bool? {
        guard case .text(let text) = value else { return nil }
        return read(text)
    }
}

enum FormCode {
    /// The code without white space around; nil when the value is not a code.
    static func read(_ value: AnswerValue) -> String? {
        guard case .code(let coded) = value else { return nil }
        return FormText.trimmed(coded.code)
    }
}

enum FormPercent {
    /// AG1-14 writes whole percent with one decimal, then the unit: `70.0 %`; nil for anything else.
    static func read(_ value: AnswerValue) -> Int? {
        guard case .text(let text) = value, let number = withoutUnit(text), number.utf8.suffix(2).elementsEqual(".0".utf8) else {
            return nil
        }
        return whole(number.dropLast(2), through: 100)
    }

    /// What stands before the unit; nil without it, or with another.
    static func withoutUnit(_ text: String) -> Substring? {
        let text = FormText.trimmed(text)
        for unit in ["%", "procent"] where text.lowercased().hasSuffix(unit) {
            return Substring(FormText.trimmed(String(text.dropLast(unit.count))))
        }
        return nil
    }

    /// Digits without leading zero, `0` itself allowed.
    static func whole(_ text: some StringProtocol, through limit: Int) -> Int? {
        let bytes = text.utf8
        guard !bytes.isEmpty, bytes.count <= 4, bytes.allSatisfy({ (0x30...0x39).contains($0) }), let number = Int(String(text)),
            number <= limit, bytes.count == 1 || bytes.first != 0x30
        else { return nil }
        return number
    }
}

package enum FormMonths {
    /// Whole months, 1–99, alone or as a quantity (PQ): `12`, `12.0 mån`; nil for anything else.
    package static func read(_ value: AnswerValue) -> Int? {
        guard case .text(let text) = value else { return nil }
        var number = Substring(FormText.trimmed(text))
        if let end = number.firstIndex(where: \.isWhitespace) {
            guard units.contains(FormText.trimmed(String(number[end...]))) else { return nil }
            number = number[..<end]
        }
        if number.hasSuffix(".0") { number = number.dropLast(2) }
        return FormPercent.whole(number, through: 99).flatMap { $0 >= 1 ? $0 : nil }
    }

    private static let units: Set = ["mån", "månad", "månader", "mo"]
}

enum FormDiagnosis {
    enum Fault { case form, tooShort }

    /// A letter and two digits, then letters, digits or hyphens; at least four positions for F and Z73, because mental
    /// illness and life problems say too little at three. Nil when nothing is wrong.
    static func fault(_ code: String) -> Fault? {
        var count = 0
        var letter: UInt8 = 0
        var isZ73 = false
        for byte in code.utf8 {
            let upper = byte & 0xDF
            switch count {
            case 0:
                guard (0x41...0x5A).contains(upper) else { return .form }
                letter = upper
            case 1, 2:
                guard (0x30...0x39).contains(byte) else { return .form }
                isZ73 =
                    letter == UInt8(ascii: "Z") && (count == 1 ? byte == UInt8(ascii: "7") : isZ73 && byte == UInt8(ascii: "3"))
            default:
                let isLetter = (0x41...0x5A).contains(upper)
                guard isLetter || (0x30...0x39).contains(byte) || byte == UInt8(ascii: "-") else { return .form }
            }
            count += 1
        }
        guard count >= 3 else { return .form }
        return count == 3 && (letter == UInt8(ascii: "F") || isZ73) ? .tooShort : nil
    }
}
