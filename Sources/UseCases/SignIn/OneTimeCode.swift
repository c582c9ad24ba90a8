import SickLeave

/// The codes of a code app (RFC 6238): six digits of HMAC-SHA-1 over the number of the 30-second step.
///
/// SHA-1 is what every code app knows; nothing here rests on its resistance to collisions.
enum OneTimeCode {
    static let stepSeconds = 30
    static let digits = 6
    static let secretSize = 20

    static func newSecret() -> [UInt8] { RandomBytes.make(secretSize) }

    static func step(at instant: Instant) -> Int { Int(instant.rawValue / 1_000_000) / stepSeconds }

    /// - Parameter digits: 6 in use; the standard's own examples have 8.
    static func code(secret: [UInt8], step: Int, digits: Int = digits) -> String {
        let message = (0..<8).map { UInt8(truncatingIfNeeded: step >> (56 - $0 * 8)) }
        let code = MessageCode.sha1(message, key: secret)
        let offset = Int(code[19] & 0x0F)
        let number = code[offset..<(offset + 4)].reduce(0) { $0 << 8 | Int($1) } & 0x7FFF_FFFF
        let limit = (0..<digits).reduce(1) { limit, _ in limit * 10 }
        let text = "\(number % limit)"
        return String(repeating: "0", count: digits - text.count) + text
    }

    /// The step that the code belongs to: the one of the instant, the one before or the one after, for clocks that go a little wrong.
    static func step(of code: String, secret: [UInt8], at instant: Instant) -> Int? {
        let now = step(at: instant)
        let given = Array(code.utf8)
        // All three are computed, so that the time does not tell which was right.
        return [now - 1, now, now + 1].reduce(nil) { found, step in
            MessageCode.isEqual(Array(self.code(secret: secret, step: step).utf8), given) ? step : found
        }
    }

    /// What a code app reads from a QR code.
    static func address(secret: [UInt8], account: String) -> String {
        // Escaped: the name ends where the parameters begin.
        let name = WebAddress.escaped(account)
        return "otpauth://totp/Sakkunnig:\(name)?secret=\(Base32.text(secret))&issuer=Sakkunnig"
    }
}

/// RFC 4648, without padding.
enum Base32 {
    private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".utf8)

    static func text(_ bytes: [UInt8]) -> String {
        var out: [UInt8] = []
        var (buffer, bits) = (0, 0)
        for byte in bytes {
            buffer = (buffer << 8 | Int(byte)) & 0xFFFF
            bits += 8
            while bits >= 5 {
                bits -= 5
                out.append(alphabet[buffer >> bits & 31])
            }
        }
        if bits > 0 { out.append(alphabet[buffer << (5 - bits) & 31]) }
        return String(decoding: out, as: UTF8.self)
    }

    /// Nil for what holds another letter.
    static func bytes(_ text: String) -> [UInt8]? {
        var out: [UInt8] = []
        var (buffer, bits) = (0, 0)
        for letter in text.utf8 {
            guard let value = alphabet.firstIndex(of: letter) else { return nil }
            buffer = (buffer << 5 | value) & 0xFFFF
            bits += 5
            if bits >= 8 {
                bits -= 8
                out.append(UInt8(truncatingIfNeeded: buffer >> bits))
            }
        }
        return out
    }
}

/// Codes for who has lost the code app: each works once. 120 random bits, so that a plain hash keeps them.
enum RecoveryCode {
    static let count = 8

    /// `ABCD-EFGH-IJKL-MNOP-QRST-UVWX`
    static func new() -> String {
        let letters = Array(Base32.text(RandomBytes.make(15)))
        return stride(from: 0, to: letters.count, by: 4).map { String(letters[$0..<($0 + 4)]) }.joined(separator: "-")
    }

    /// Nil for what cannot be one. Spaces, hyphens and small letters do not matter.
    static func hash(_ typed: String) -> [UInt8]? {
        let letters = typed.uppercased().filter { $0 != "-" && $0 != " " }
        return letters.utf8.count == 24 ? SHA256.digest(of: Array(letters.utf8)) : nil
    }
}
