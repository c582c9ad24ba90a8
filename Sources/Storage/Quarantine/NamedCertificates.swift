package import SickLeave

/// Whose the certificates are that a document or row names by id: a message or a revocation may say in no other way whom it is about.
package struct NamedCertificates {
    package struct Owner: Sendable, Hashable {
        package let person: Int
        /// The care unit; of a sub-unit's certificate the one that it counts under.
        package let unit: Int
    }

    private let provider: Int
    private let connection: any Connection

    /// - Parameter provider: whose certificates are looked for: another may have some with the same ids.
    package init(provider: Int, _ connection: any Connection) {
        self.provider = provider
        self.connection = connection
    }

    /// - Parameter bytes: the document or row, whole; UTF-16 too.
    package func owners(in bytes: [UInt8]) throws -> Set<Owner> { try owners(named: NamedCertificates.words(in: bytes)) }

    package func owners(of certificates: [Certificate.ID]) throws -> Set<Owner> {
        try owners(named: Set(certificates.map(\.rawValue)))
    }

    private func owners(named ids: Set<String>) throws -> Set<Owner> {
        var found: Set<Owner> = []
        try ids.sorted().inSlices { slice in
            try connection.forEach(
                """
                SELECT c.person_id, u.root_id FROM certificate c JOIN care_unit u ON u.id = c.care_unit_id
                WHERE c.care_provider_id = \(provider) AND c.certificate_id IN \(list: slice)
                """
            ) { found.insert(Owner(person: $0.int(0), unit: $0.int(1))) }
        }
        return found
    }

    /// Everything that could be a certificate's id.
    static func words(in bytes: [UInt8]) -> Set<String> {
        let bytes = bytes.withoutZeros
        var words: Set<String> = []
        for token in bytes.split(whereSeparator: { !isInID($0) }) where (3...64).contains(token.count) {
            if token.allSatisfy({ (0x30...0x39).contains($0) }), !isAlone(token, in: bytes) { continue }
            words.insert(String(decoding: token, as: UTF8.self))
        }
        return words
    }

    private static func isInID(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte) || byte == 0x2D
            || byte == 0x5F || byte == 0x2E
    }

    /// Systems may number their certificates from one. A plain number is an id only where it fills its cell or element: in periods
    /// `:100` is an extent, and in free text it is anything.
    private static func isAlone(_ token: ArraySlice<UInt8>, in bytes: [UInt8]) -> Bool {
        func isEdge(_ index: Int) -> Bool { !bytes.indices.contains(index) || edges.contains(bytes[index]) }
        return isEdge(token.startIndex - 1) && isEdge(token.endIndex)
    }

    private static let edges = Set(";,|\t\r\n\"'<>".utf8)
}
