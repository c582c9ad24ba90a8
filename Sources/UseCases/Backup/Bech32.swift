/// Bech32 (BIP 173), in which age writes its keys: a readable prefix, 1, and the bytes with a checksum of six characters.
enum Bech32 {
    private static let alphabet = Array("qpzry9x8gf2tvdw0s3jn54khce6mua7l".utf8)

    static func encode(prefix: String, _ bytes: [UInt8]) -> String {
        let values = regrouped(bytes, from: 8, to: 5, padding: true) ?? []
        let sum = checksum(expanded(prefix) + values + [0, 0, 0, 0, 0, 0]) ^ 1
        let check = (0..<6).map { UInt8(truncatingIfNeeded: sum >> (5 * (5 - UInt32($0)))) & 31 }
        return prefix + "1" + String(decoding: (values + check).map { alphabet[Int($0)] }, as: UTF8.self)
    }

    /// The bytes; nil for a mistyped key or another prefix. Capitals throughout are as good as small letters.
    static func decode(prefix: String, _ text: String) -> [UInt8]? {
        guard text == text.lowercased() || text == text.uppercased() else { return nil }
        let text = text.lowercased()
        guard text.utf8.count <= 120, text.hasPrefix(prefix + "1") else { return nil }
        var values: [UInt8] = []
        for byte in text.utf8.dropFirst(prefix.utf8.count + 1) {
            guard let value = alphabet.firstIndex(of: byte) else { return nil }
            values.append(UInt8(value))
        }
        guard values.count > 6, checksum(expanded(prefix) + values) == 1 else { return nil }
        return regrouped(values.dropLast(6), from: 5, to: 8, padding: false)
    }

    private static func expanded(_ prefix: String) -> [UInt8] {
        prefix.utf8.map { $0 >> 5 } + [0] + prefix.utf8.map { $0 & 31 }
    }

    private static func checksum(_ values: [UInt8]) -> UInt32 {
        let generators: [UInt32] = [0x3B6A_57B2, 0x2650_8E6D, 0x1EA1_19FA, 0x3D42_33DD, 0x2A14_62B3]
        var sum: UInt32 = 1
        for value in values {
            let top = sum >> 25
            sum = (sum & 0x1FF_FFFF) << 5 ^ UInt32(value)
            for (index, generator) in generators.enumerated() where top >> UInt32(index) & 1 == 1 { sum ^= generator }
        }
        return sum
    }

    private static func regrouped(_ values: some Sequence<UInt8>, from: Int, to: Int, padding: Bool) -> [UInt8]? {
        var (held, bits) = (UInt32(0), 0)
        var out: [UInt8] = []
        let mask = (UInt32(1) << UInt32(to)) - 1
        for value in values {
            held = held << UInt32(from) | UInt32(value)
            bits += from
            while bits >= to {
                bits -= to
                out.append(UInt8(held >> UInt32(bits) & mask))
            }
            held &= (1 << UInt32(bits)) - 1
        }
        if padding {
            if bits > 0 { out.append(UInt8(held << UInt32(to - bits) & mask)) }
        } else if bits >= from || held != 0 {
            return nil
        }
        return out
    }
}
