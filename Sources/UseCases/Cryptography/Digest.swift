/// SHA-256 where the program needs a name for bytes that must not collide.
enum Digest {
    static func hexadecimal(_ bytes: [UInt8]) -> String { hexadecimal(ofDigest: SHA256.digest(of: bytes)) }

    static func hexadecimal(ofDigest digest: [UInt8]) -> String {
        let digits = Array("0123456789abcdef".utf8)
        return String(decoding: digest.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
    }
}
