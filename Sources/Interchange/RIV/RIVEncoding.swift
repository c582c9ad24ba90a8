/// How the bytes of a RIV-TA file stand for characters.
enum RIVEncoding: Equatable {
    case utf8
    /// ISO-8859-1 is read as Windows-1252, which agrees with it on every character that a text can hold: systems that
    /// declare the one often write the other.
    case windows1252(declared: String)
    case unknown(String)

    /// What an XML declaration says; UTF-8 when it says nothing.
    init(declaration: UnsafeBufferPointer<UInt8>) {
        let text = String(decoding: declaration, as: UTF8.self)
        guard let label = text.firstRange(of: "encoding") else {
            self = .utf8
            return
        }
        let rest = text[label.upperBound...].drop { $0.isWhitespace || $0 == "=" }
        guard let quote = rest.first, quote == "\"" || quote == "'" else {
            self = .utf8
            return
        }
        self.init(name: String(rest.dropFirst().prefix { $0 != quote }))
    }

    init(name: String) {
        switch name.uppercased() {
        // What is UTF-16 has been decoded before its declaration can be read; programs that write text in memory name it by default.
        case "", "UTF-8", "UTF8", "US-ASCII", "ASCII", "UTF-16", "UTF-16LE", "UTF-16BE": self = .utf8
        case "ISO-8859-1", "ISO8859-1", "ISO_8859-1", "LATIN1", "LATIN-1", "WINDOWS-1252", "CP1252":
            self = .windows1252(declared: name)
        default: self = .unknown(name)
        }
    }
}

/// UTF-16 to UTF-8, chunk by chunk.
struct UTF16Decoder {
    private let isBigEndian: Bool
    private var halfUnit: UInt8?
    private var highSurrogate: UInt16?

    /// Nil when the bytes do not begin as UTF-16 XML does: with a byte order mark, or `<` in two bytes.
    init?(beginning bytes: UnsafeBufferPointer<UInt8>) {
        guard bytes.count >= 2 else { return nil }
        switch (bytes[0], bytes[1]) {
        case (0xFE, 0xFF), (0x00, 0x3C): isBigEndian = true
        case (0xFF, 0xFE), (0x3C, 0x00): isBigEndian = false
        default: return nil
        }
    }

    /// Unpaired surrogates become U+FFFD. Call with no bytes and `isLast` to flush.
    mutating func decode(_ bytes: UnsafeBufferPointer<UInt8>, isLast: Bool) -> [UInt8] {
        var output: [UInt8] = []
        output.reserveCapacity(bytes.count)
        func put(_ scalar: Unicode.Scalar) { output.append(contentsOf: UTF8.encode(scalar)!) }
        let replacement: Unicode.Scalar = "\u{FFFD}"
        for byte in bytes {
            guard let half = halfUnit else {
                halfUnit = byte
                continue
            }
            halfUnit = nil
            let unit = isBigEndian ? UInt16(half) << 8 | UInt16(byte) : UInt16(byte) << 8 | UInt16(half)
            if let high = highSurrogate {
                highSurrogate = nil
                if UTF16.isTrailSurrogate(unit) {
                    put(UTF16.decode(UTF16.EncodedScalar([high, unit])))
                    continue
                }
                put(replacement)
            }
            if UTF16.isLeadSurrogate(unit) {
                highSurrogate = unit
            } else {
                put(Unicode.Scalar(unit) ?? replacement)
            }
        }
        if isLast, halfUnit != nil || highSurrogate != nil { put(replacement) }
        return output
    }
}
