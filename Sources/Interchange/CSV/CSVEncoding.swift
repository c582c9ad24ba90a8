/// How a file's bytes stand for characters.
package enum CSVEncoding: Sendable {
    /// No byte above 0x7F so far: the file could still be either.
    case ascii
    case utf8
    case windows1252

    /// How a row with bytes above 0x7F is written; nil when it can be read in neither way.
    init?(of row: UnsafeBufferPointer<UInt8>) {
        if isUTF8(row) {
            self = .utf8
        } else if Windows1252.isWellFormed(row), !CSVEncoding.holdsUTF8(row) {
            self = .windows1252
        } else {
            return nil
        }
    }

    /// In UTF-8 å, ä, ö, é and ü are 0xC3 and a byte above 0x7F; a name cut by bytes ends with the 0xC3. In Windows-1252 that
    /// byte is Ã, which a letter from A to Z follows (JOÃO): any other row is UTF-8 with a damaged letter, and would be read
    /// with wrong ones. Dashes and quotation marks are 0xE2, 0x80 and a byte more, which no word of Windows-1252 has (â€).
    private static func holdsUTF8(_ row: UnsafeBufferPointer<UInt8>) -> Bool {
        row.indices.contains { place in
            let next = place + 1 < row.count ? row[place + 1] : 0
            return row[place] == 0xC3 && next & 0xDF &- 0x41 >= 26 || row[place] == 0xE2 && next == 0x80
        }
    }
}

/// Windows-1252 as the WHATWG and Unicode tables have it: Latin-1 but for 0x80–0x9F, where five bytes mean nothing.
package enum Windows1252 {
    /// The characters of 0x80–0x9F; 0 where the byte is not assigned.
    private static let upperControls: [UInt16] = [
        0x20AC, 0, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0, 0x017D, 0,
        0, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0, 0x017E, 0x0178,
    ]

    /// Nil when a byte is not assigned.
    package static func decode(_ bytes: UnsafeBufferPointer<UInt8>) -> String? {
        guard isWellFormed(bytes) else { return nil }
        return String(unsafeUninitializedCapacity: bytes.count * 3) { target in
            var count = 0
            func put(_ byte: UInt8) {
                target[count] = byte
                count += 1
            }
            for byte in bytes {
                let scalar = byte >= 0x80 && byte <= 0x9F ? upperControls[Int(byte - 0x80)] : UInt16(byte)
                if scalar < 0x80 {
                    put(UInt8(scalar))
                } else if scalar < 0x800 {
                    put(UInt8(0xC0 | scalar >> 6))
                    put(UInt8(0x80 | scalar & 0x3F))
                } else {
                    put(UInt8(0xE0 | scalar >> 12))
                    put(UInt8(0x80 | scalar >> 6 & 0x3F))
                    put(UInt8(0x80 | scalar & 0x3F))
                }
            }
            return count
        }
    }

    static func isWellFormed(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        bytes.allSatisfy { $0 < 0x80 || $0 > 0x9F || upperControls[Int($0 - 0x80)] != 0 }
    }
}
