/// A compound file: streams in chains of sectors.
struct CompoundFile {
    private let bytes: [UInt8]
    private let sectorSize: Int
    private var table: [Int] = []
    private let directory: Int

    init?(_ bytes: [UInt8]) {
        let header = LittleEndian(bytes[...])
        guard bytes.starts(with: [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]), let shift = header.int16(30),
            shift == 9 || shift == 12, let directory = header.int32(48)
        else { return nil }
        self.bytes = bytes
        self.directory = directory
        sectorSize = 1 << shift
        // The header names the first 109 sectors of the table; a list of a region's units needs a handful.
        for place in 0..<109 {
            guard let number = header.int32(76 + 4 * place), number < 0xFFFF_FFFA, let sector = sector(number) else { continue }
            for entry in 0..<(sectorSize / 4) { table.append(LittleEndian(sector).int32(4 * entry) ?? 0xFFFF_FFFE) }
        }
    }

    private func sector(_ number: Int) -> ArraySlice<UInt8>? {
        LittleEndian(bytes[...]).slice((number + 1) * sectorSize, sectorSize)
    }

    private func chain(_ start: Int) -> [UInt8] {
        var all: [UInt8] = []
        var number = start
        // A chain that goes in a circle ends when it has become longer than the file.
        while number < table.count, all.count < bytes.count, let sector = sector(number) {
            all += sector
            number = table[number]
        }
        return all
    }

    /// Streams below 4 096 bytes lie elsewhere and are not read: no workbook is so small.
    func stream(_ name: String) -> ArraySlice<UInt8>? {
        let entries = chain(directory)
        for offset in stride(from: 0, to: entries.count - 127, by: 128) {
            let entry = LittleEndian(entries[offset..<offset + 128])
            guard let length = entry.int16(64), length >= 2, length <= 64, length.isMultiple(of: 2), let start = entry.int32(116),
                let size = entry.int32(120),
                let written = entry.slice(0, length - 2)
            else { continue }
            let units = stride(from: written.startIndex, to: written.endIndex, by: 2).map {
                UInt16(written[$0]) | UInt16(written[$0 + 1]) << 8
            }
            if String(decoding: units, as: UTF16.self) == name { return chain(start).prefix(size) }
        }
        return nil
    }
}
