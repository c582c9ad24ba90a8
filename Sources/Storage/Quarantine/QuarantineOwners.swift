import SickLeave

/// Tells whose a document or row is that could not be read: by the units and providers that its bytes name, by who sent it, and
/// last by the certificates that it names.
///
/// Holds every known HSA-id, so make one for many items.
package struct QuarantineOwners {
    private let connection: any Connection
    private var providers: [String: Set<Int>] = [:]
    /// HSA-ids with other signs than the catalogue allows: looked for as they stand.
    private var oddNames: [(bytes: [UInt8], providers: Set<Int>)] = []

    package init(_ connection: any Connection) throws {
        self.connection = connection
        var providers: [String: Set<Int>] = [:]
        try connection.forEach(
            "SELECT hsa_id, care_provider_id FROM care_unit UNION SELECT hsa_id, id FROM care_provider"
        ) { providers[$0.text(0), default: []].insert($0.int(1)) }
        self.providers = providers
        oddNames = providers.filter { !HSAID(rawValue: $0.key).isWellFormed && !$0.key.isEmpty }
            .map { (Array($0.key.utf8), $0.value) }
    }

    /// - Parameters:
    ///   - bytes: the document or row, whole; UTF-16 too.
    ///   - sender: the HSA-id of the provider or unit that the source belongs to; empty when nobody said.
    /// - Returns: the provider; nil when nothing tells, or when several are named and the sender is none of them.
    package func owner(of bytes: [UInt8], sender: String) throws -> Int? {
        // Every other byte of most UTF-16 is zero; without them the names stand as in UTF-8.
        let bytes = bytes.contains(0) ? bytes.filter { $0 != 0 } : bytes
        let named = named(in: bytes)
        if named.count == 1 { return named.first }
        let senders = providers[sender] ?? []
        if named.count > 1 {
            let both = named.intersection(senders)
            return both.count == 1 ? both.first : nil
        }
        if senders.count == 1 { return senders.first }
        return try ownerOfCertificates(in: bytes)
    }

    private func named(in bytes: [UInt8]) -> Set<Int> {
        var found: Set<Int> = []
        func isInName(_ byte: UInt8) -> Bool {
            (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte) || byte == 0x2D
        }
        for token in bytes.split(whereSeparator: { !isInName($0) }) where token.count <= 31 {
            let name = String(decoding: token.map { (0x61...0x7A).contains($0) ? $0 - 0x20 : $0 }, as: UTF8.self)
            if let providers = providers[name] { found.formUnion(providers) }
        }
        for odd in oddNames where QuarantineOwners.holds(bytes, odd.bytes) { found.formUnion(odd.providers) }
        return found
    }

    private static func holds(_ bytes: [UInt8], _ part: [UInt8]) -> Bool {
        guard part.count <= bytes.count else { return false }
        return (0...(bytes.count - part.count)).contains {
            bytes[$0] == part[0] && bytes[$0..<($0 + part.count)].elementsEqual(part)
        }
    }

    /// A message or a revocation names no unit but a certificate: whoever has that one has it, when only one provider does.
    private func ownerOfCertificates(in bytes: [UInt8]) throws -> Int? {
        func isInID(_ byte: UInt8) -> Bool {
            (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte) || byte == 0x2D
                || byte == 0x5F || byte == 0x2E
        }
        var rest = Set(
            bytes.split(whereSeparator: { !isInID($0) }).lazy.filter { (3...64).contains($0.count) }
                .map { String(decoding: $0, as: UTF8.self) }
        ).sorted()[...]
        // A row has tens of words; a long text names no certificate that can be told from its other words.
        guard rest.count <= 4_000 else { return nil }
        var found: Set<Int> = []
        while !rest.isEmpty, found.count < 2 {
            let slice = rest.prefix(400)
            rest = rest.dropFirst(400)
            try connection.forEach("SELECT DISTINCT care_provider_id FROM certificate WHERE certificate_id IN \(list: slice)") {
                found.insert($0.int(0))
            }
        }
        return found.count == 1 ? found.first : nil
    }
}
