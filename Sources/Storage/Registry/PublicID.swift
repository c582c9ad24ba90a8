/// Opaque names for addresses: sixteen characters of 80 random bits.
package enum PublicID {
    private static let alphabet = Array("0123456789abcdefghjkmnpqrstvwxyz".utf8)
    /// Characters of a name, and the random bytes that make it: five bits of each are used.
    package static let length = 16

    package static func random(_ count: Int) -> [String] {
        var generator = SystemRandomNumberGenerator()
        let draws: [UInt64] = (0..<count * length / 8).map { _ in generator.next() }
        return names(of: draws.withUnsafeBytes(Array.init))
    }

    /// - Parameter bytes: random ones, `length` for each name.
    package static func names(of bytes: [UInt8]) -> [String] {
        stride(from: 0, to: bytes.count, by: length).map { start in
            String(unsafeUninitializedCapacity: length) { name in
                for place in 0..<length { name.initializeElement(at: place, to: alphabet[Int(bytes[start + place] & 31)]) }
                return length
            }
        }
    }
}
