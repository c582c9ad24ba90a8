import SickLeave
import Storage

/// Which known patients a text names by number, or by the id of a certificate: a row that cannot be read is somebody's all the same,
/// and who looks at it looks at that person's data.
struct NamedPersons {
    /// Decides the century of a ten-digit number.
    private let day: Day

    init(on day: Day) { self.day = day }

    /// The store's numbers of the patients at the provider: by personal identity number, coordination number or reserve
    /// number, also when its check digit is wrong; and those whose certificates it names.
    func known(in bytes: [UInt8], provider: Int, _ connection: any Connection) throws -> Set<Int> {
        let byNumber = try PatientRepository(connection).known(canonical: canonicalForms(in: bytes), provider: provider)
        return byNumber.union(try NamedCertificates(provider: provider, connection).owners(in: bytes).map(\.person))
    }

    /// Everything that could be somebody's number, as the store would hold it.
    func canonicalForms(in bytes: [UInt8]) -> Set<String> {
        let bytes = bytes.withoutZeros
        var found: Set<String> = []
        var before: ArraySlice<UInt8>?
        for token in bytes.split(whereSeparator: { !NamedPersons.isInNumber($0) }) {
            add(Array(token), to: &found)
            // ”19121212 1212”: what a space has taken apart.
            if let first = before, token.count == 4, first.count == 8 || first.count == 6, first.endIndex + 1 == token.startIndex
            {
                add(Array(first) + Array(token), to: &found)
            }
            before = token
        }
        return found
    }

    private func add(_ token: [UInt8], to found: inout Set<String>) {
        guard (6...20).contains(token.count), token.contains(where: { (0x30...0x39).contains($0) }) else { return }
        let text = String(decoding: token, as: UTF8.self)
        if let identifier = try? PersonIdentifier(swedish: text, on: day) { found.insert(identifier.canonical) }
        // A reserve number, and a number with a slip of the pen that was taken in as it stood.
        if let identifier = try? PersonIdentifier(reserve: text) { found.insert(identifier.canonical) }
    }

    private static func isInNumber(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte) || byte == UInt8(ascii: "-")
            || byte == UInt8(ascii: "+")
    }
}
