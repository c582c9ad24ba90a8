import SickLeave
import Storage

/// Which known patients a text names by number: a row that cannot be read is somebody's all the same, and who looks at it
/// looks at that person's data.
struct NamedPersons {
    /// Decides the century of a ten-digit number.
    private let day: Day

    init(on day: Day) { self.day = day }

    /// The store's numbers of the patients at the provider, in order.
    func known(in bytes: [UInt8], provider: Int, _ connection: any Connection) throws -> [Int] {
        let registry = Registry()
        return try Set(identifiers(in: bytes).compactMap { try registry.knownPatient($0, provider: provider, connection) })
            .sorted()
    }

    /// Everything that reads as a personal identity number or coordination number with the right check digit.
    func identifiers(in bytes: [UInt8]) -> Set<PersonIdentifier> {
        var found: Set<PersonIdentifier> = []
        for token in bytes.split(whereSeparator: { !NamedPersons.isInNumber($0) }) where (10...13).contains(token.count) {
            if let identifier = try? PersonIdentifier(swedish: String(decoding: token, as: UTF8.self), on: day) {
                found.insert(identifier)
            }
        }
        return found
    }

    private static func isInNumber(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "+")
    }
}
