import SickLeave

/// Tells whose a document or row is that could not be read: by the units and providers that its bytes name, by who sent it, and
/// last by the certificates that it names.
///
/// Holds every known HSA-id, so make one for many items.
package struct QuarantineOwners {
    private let connection: any Connection
    private let providers: NamedHSAIDs

    package init(_ connection: any Connection) throws {
        self.connection = connection
        var providers: [String: Set<Int>] = [:]
        try connection.forEach(
            "SELECT hsa_id, care_provider_id FROM care_unit UNION SELECT hsa_id, id FROM care_provider"
        ) { providers[$0.text(0), default: []].insert($0.int(1)) }
        self.providers = NamedHSAIDs(providers)
    }

    /// - Parameters:
    ///   - bytes: the document or row, whole; UTF-16 too.
    ///   - sender: the HSA-id of the provider or unit that the source belongs to; empty when nobody said.
    /// - Returns: the provider; nil when nothing tells, or when several are named and the sender is none of them.
    package func owner(of bytes: [UInt8], sender: String) throws -> Int? {
        let named = providers.numbers(in: bytes)
        if named.count == 1 { return named.first }
        let senders = providers[sender]
        if named.count > 1 {
            let both = named.intersection(senders)
            return both.count == 1 ? both.first : nil
        }
        if senders.count == 1 { return senders.first }
        return try ownerOfCertificates(in: bytes)
    }

    /// A message or a revocation names no unit but a certificate: whoever has that one has it, when only one provider does.
    private func ownerOfCertificates(in bytes: [UInt8]) throws -> Int? {
        var rest = NamedCertificates.words(in: bytes).sorted()[...]
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
