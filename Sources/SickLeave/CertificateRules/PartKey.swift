/// A part's id, `32.1`, as a small number: question × 8 + part.
struct PartKey: Hashable, Sendable {
    static let count = 128 * 8
    let raw: Int

    /// Nil for ids that no form has: other than 1–127 dot 1–7, or written with leading zeros.
    init?(_ id: String) {
        guard let raw = id.utf8.withContiguousStorageIfAvailable(PartKey.read) ?? PartKey.read(Array(id.utf8)) else { return nil }
        self.raw = raw
    }

    @inline(__always)
    private static func read(_ id: some Collection<UInt8>) -> Int? {
        var question = 0
        var part = -1
        for byte in id {
            switch byte {
            case UInt8(ascii: "."):
                guard part < 0, question > 0 else { return nil }
                part = 0
            case 0x30...0x39:
                let digit = Int(byte - 0x30)
                if part < 0 {
                    guard question > 0 || digit > 0, question < 13 else { return nil }
                    question = question * 10 + digit
                } else {
                    guard part == 0, (1...7).contains(digit) else { return nil }
                    part = digit
                }
            default: return nil
            }
        }
        return part > 0 && question < 128 ? question * 8 + part : nil
    }

    /// A question's number; nil unless it is digits without leading zero, at most five.
    static func question(_ id: String) -> Int? {
        var number = 0
        for byte in id.utf8 {
            guard (0x30...0x39).contains(byte), number > 0 || byte != 0x30, number < 10_000 else { return nil }
            number = number * 10 + Int(byte - 0x30)
        }
        return number > 0 ? number : nil
    }
}

extension PartKey: ExpressibleByStringLiteral {
    /// For ids written in our own tables.
    init(stringLiteral id: String) {
        guard let key = PartKey(id) else { preconditionFailure("\(id) is not a part of a form") }
        self = key
    }
}
