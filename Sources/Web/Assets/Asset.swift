/// A file that is part of the program. Its name carries a hash of its content, so it may be cached for ever
/// (`Cache-Control: public, max-age=31536000, immutable`) and a new version is always fetched.
package struct Asset: Sendable {
    /// `/assets/site-3f9a….css`
    package let path: String
    package let contentType: String
    package let bytes: [UInt8]

    package init(name: String, fileExtension: String, contentType: String, content: String) {
        bytes = Array(content.utf8)
        path = "/assets/\(name)-\(Asset.fingerprint(of: bytes)).\(fileExtension)"
        self.contentType = contentType
    }

    /// Everything that the server hands out under `/assets/`.
    package static let all: [Asset] = [stylesheet, script, icon]

    package static let stylesheet = Asset(
        name: "site", fileExtension: "css", contentType: "text/css; charset=utf-8", content: Stylesheet.text)
    package static let script = Asset(
        name: "site", fileExtension: "js", contentType: "text/javascript; charset=utf-8", content: Script.text)
    package static let icon = Asset(
        name: "sakkunnig", fileExtension: "svg", contentType: "image/svg+xml", content: Logo.file)

    package static func at(path: String) -> Asset? { all.first { $0.path == path } }

    /// FNV-1a, 64 bits: names a version, protects against nothing.
    private static func fingerprint(of bytes: [UInt8]) -> String {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
        let digits = String(hash, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }
}
