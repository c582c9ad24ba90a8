/// A small workbook as Excel wrote it before 2007, with a list of units: sound, so that damage to it gets past the first bytes.
struct OldWorkbook {
    let bytes: [UInt8]

    init(units: [(hsaID: String, listed: Int)]) {
        var strings = units.map { Array($0.hsaID.utf8) }
        strings.insert(Array("HSA-id".utf8), at: 0)
        let table =
            Self.little32(strings.count) + Self.little32(strings.count)
            + strings.flatMap { Self.little16($0.count) + [0] + $0 }
        let begin = Self.record(0x809, [UInt8](repeating: 0, count: 16))
        let end = Self.record(0x0A, [])
        // The place of the first sheet stands in a record of fixed length before it.
        let own = begin.count + 4 + 8 + 4 + table.count + end.count
        var stream = begin + Self.record(0x85, Self.little32(own) + [0, 0, 1, 0]) + Self.record(0xFC, table) + end + begin
        stream += Self.record(0xFD, Self.cell(0, 1) + Self.little32(0))
        for (number, unit) in units.enumerated() {
            stream += Self.record(0xFD, Self.cell(number + 1, 1) + Self.little32(number + 1))
            // Whole numbers are packed or not; both are read.
            let packed = Self.record(0x27E, Self.cell(number + 1, 2) + Self.little32(unit.listed << 2 | 2))
            let bits = Double(unit.listed).bitPattern
            let plain = Self.record(0x203, Self.cell(number + 1, 2) + (0..<8).map { UInt8(truncatingIfNeeded: bits >> (8 * $0)) })
            stream += number % 2 == 0 ? packed : plain
        }
        stream += end
        stream += [UInt8](repeating: 0, count: (512 - stream.count % 512) % 512)
        bytes = Self.file(stream)
    }

    /// Header, one sector of table, one of directory, and the stream.
    private static func file(_ stream: [UInt8]) -> [UInt8] {
        let sectors = stream.count / 512
        var header = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1] + [UInt8](repeating: 0, count: 504)
        header.replaceSubrange(30..<32, with: little16(9))
        header.replaceSubrange(48..<52, with: little32(1))
        for place in 0..<109 {
            header.replaceSubrange(76 + 4 * place..<80 + 4 * place, with: little32(place == 0 ? 0 : 0xFFFF_FFFF))
        }
        var table = little32(0xFFFF_FFFD) + little32(0xFFFF_FFFE)
        for sector in 0..<sectors { table += little32(sector + 1 < sectors ? sector + 3 : 0xFFFF_FFFE) }
        table += [UInt8](repeating: 0xFF, count: 512 - table.count)
        var directory = entry("Root Entry", start: 0xFFFF_FFFE, size: 0) + entry("Workbook", start: 2, size: stream.count)
        directory += [UInt8](repeating: 0, count: 512 - directory.count)
        return header + table + directory + stream
    }

    private static func entry(_ name: String, start: Int, size: Int) -> [UInt8] {
        var entry = [UInt8](repeating: 0, count: 128)
        let units: [UInt8] = name.utf8.flatMap { [$0, 0] as [UInt8] }
        entry.replaceSubrange(0..<units.count, with: units)
        entry.replaceSubrange(64..<66, with: little16(units.count + 2))
        entry.replaceSubrange(116..<120, with: little32(start))
        entry.replaceSubrange(120..<124, with: little32(size))
        return entry
    }

    private static func cell(_ row: Int, _ column: Int) -> [UInt8] { little16(row) + little16(column) + [0, 0] }
    private static func record(_ kind: Int, _ body: [UInt8]) -> [UInt8] { little16(kind) + little16(body.count) + body }
    private static func little16(_ value: Int) -> [UInt8] { (0..<2).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) } }
    private static func little32(_ value: Int) -> [UInt8] { (0..<4).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) } }
}
