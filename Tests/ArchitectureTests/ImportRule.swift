/// Which modules the files of a target may import: the arrows of the layers, which point towards SickLeave. SwiftPM holds them for our
/// own targets only when asked to, and never for modules that come along with another package.
struct ImportRule {
    let target: String
    let allowed: Set<String>

    init(_ target: String, own: Set<String> = [], outside: Set<String> = []) {
        self.target = target
        allowed = own.union(outside)
    }

    static let all: [ImportRule] = [
        // The vocabulary and the arithmetic stand on the language alone, not even on Foundation.
        ImportRule("SickLeave"),
        ImportRule("Statistics", own: ["SickLeave"]),
        // The C library under two names, for reading files and descriptors.
        ImportRule(
            "Interchange", own: ["SickLeave", "Statistics", "CLibXML2", "CLibZip"],
            outside: ["Foundation", "Yams", "Glibc", "Darwin", "Dispatch"]),
        // One mutex, where changes of the data wait for who listens.
        ImportRule("Storage", own: ["SickLeave", "Statistics"], outside: ["Logging", "Synchronization"]),
        // One mutex and one queue, where those who have committed wait for the disk.
        ImportRule(
            "SQLiteDatabase", own: ["Storage"],
            outside: ["Foundation", "GRDB", "GRDBSQLite", "CSQLite", "Logging", "Synchronization", "Dispatch"]),
        // libpq, and threads that may wait for it: docs/adr/0009.
        ImportRule("PostgresDatabase", own: ["Storage", "CLibPQ"], outside: ["Foundation", "Synchronization", "Dispatch"]),
        // Password hashing and digests: docs/adr/0003 and 0008. Identity providers and QR codes: docs/adr/0015.
        // Threads that may block: docs/adr/0007.
        ImportRule(
            "UseCases",
            own: ["SickLeave", "Statistics", "Storage", "Interchange", "CArgon2", "CLibCrypto", "CLibCurl", "CLibQREncode"],
            outside: ["Logging", "Foundation", "Synchronization", "Dispatch"]),
        ImportRule(
            "Web", own: ["SickLeave", "Statistics", "UseCases"],
            outside: ["Hummingbird", "HummingbirdCore", "HTTPTypes", "NIOCore", "Logging", "Synchronization"]),
    ]

    /// Imported nowhere: each has something of ours, or something lighter, in its place.
    static let banned: Set<String> = ["FoundationNetworking", "FoundationXML", "XCTest", "Mustache", "Crypto"]

    /// The module that a line imports: `package import struct Foundation.Data` gives "Foundation".
    static func module(importedBy line: some StringProtocol) -> String? {
        var words = line.split { $0 == " " || $0 == "\t" }[...]
        while let word = words.first, word.hasPrefix("@") || levels.contains(String(word)) { words.removeFirst() }
        guard words.first == "import" else { return nil }
        words.removeFirst()
        if let word = words.first, kinds.contains(String(word)) { words.removeFirst() }
        return words.first?.split(separator: ".").first.map { String($0.prefix { $0 != ";" }) }
    }

    private static let levels: Set<String> = ["public", "package", "internal", "fileprivate", "private"]
    private static let kinds: Set<String> = ["struct", "class", "enum", "protocol", "typealias", "func", "let", "var", "actor"]
}
