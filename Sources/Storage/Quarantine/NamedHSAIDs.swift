import SickLeave

/// Finds the HSA-ids that stand in a document or row, whether or not it can be read, and tells what each is here.
package struct NamedHSAIDs {
    private let numbers: [String: Set<Int>]
    /// HSA-ids with other signs than the catalogue allows: looked for as they stand.
    private let oddNames: [(bytes: [UInt8], numbers: Set<Int>)]

    /// - Parameter numbers: the store's, by HSA-id.
    init(_ numbers: [String: Set<Int>]) {
        self.numbers = numbers
        oddNames = numbers.filter { !HSAID(rawValue: $0.key).isWellFormed && !$0.key.isEmpty }
            .map { (Array($0.key.utf8), $0.value) }
    }

    /// The provider's care units; a sub-unit stands for the one that it counts under.
    package init(ofUnitsAt provider: Int, _ connection: any Connection) throws {
        var units: [String: Set<Int>] = [:]
        try connection.forEach("SELECT hsa_id, root_id FROM care_unit WHERE care_provider_id = \(provider)") {
            units[$0.text(0), default: []].insert($0.int(1))
        }
        self.init(units)
    }

    subscript(hsaID: String) -> Set<Int> { numbers[hsaID] ?? [] }

    /// - Parameter bytes: the document or row, whole; UTF-16 too.
    package func numbers(in bytes: [UInt8]) -> Set<Int> {
        let bytes = bytes.withoutZeros
        var found: Set<Int> = []
        for token in bytes.split(whereSeparator: { !NamedHSAIDs.isInName($0) }) where token.count <= 31 {
            let name = String(decoding: token.map { (0x61...0x7A).contains($0) ? $0 - 0x20 : $0 }, as: UTF8.self)
            found.formUnion(self[name])
        }
        for odd in oddNames where NamedHSAIDs.holds(bytes, odd.bytes) { found.formUnion(odd.numbers) }
        return found
    }

    private static func isInName(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte) || byte == 0x2D
    }

    private static func holds(_ bytes: [UInt8], _ part: [UInt8]) -> Bool {
        guard part.count <= bytes.count else { return false }
        return (0...(bytes.count - part.count)).contains {
            bytes[$0] == part[0] && bytes[$0..<($0 + part.count)].elementsEqual(part)
        }
    }
}

extension [UInt8] {
    /// Every other byte of most UTF-16 is zero; without them names and numbers stand as in UTF-8.
    package var withoutZeros: [UInt8] { contains(0) ? filter { $0 != 0 } : self }
}
