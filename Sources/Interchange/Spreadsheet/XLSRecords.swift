/// The records of a workbook stream: kind, length, body.
struct XLSRecords {
    struct Record {
        let kind: Kind
        let body: LittleEndian
        /// Where in the stream it begins.
        let place: Int
    }

    enum Kind {
        case boundSheet
        case strings
        case cells((LittleEndian, [String]) -> [(row: Int, column: Int, cell: SheetCell)])
        case other
    }

    private let stream: LittleEndian
    private var place = 0
    /// Sheets whose first record has passed; the workbook's own part does not count.
    private(set) var sheetsBegun = -1

    init(_ stream: ArraySlice<UInt8>) { self.stream = LittleEndian(stream) }

    mutating func next() -> Record? {
        guard let (number, body, start) = raw() else { return nil }
        if number == 0x809 { sheetsBegun += 1 }
        return Record(kind: Self.kind(number), body: body, place: start)
    }

    /// The records that go on with the one before.
    mutating func continuations() -> [LittleEndian] {
        var bodies: [LittleEndian] = []
        while stream.int16(place) == 0x3C, let (_, body, _) = raw() { bodies.append(body) }
        return bodies
    }

    private mutating func raw() -> (number: Int, body: LittleEndian, start: Int)? {
        let start = place
        guard let number = stream.int16(place), let length = stream.int16(place + 2), let body = stream.slice(place + 4, length)
        else {
            return nil
        }
        place += 4 + length
        return (number, LittleEndian(body), start)
    }

    private static func kind(_ number: Int) -> Kind {
        switch number {
        case 0x85: .boundSheet
        case 0xFC: .strings
        case 0xFD:
            .cells { body, strings in
                at(body) { body.int32(6).flatMap { strings.indices.contains($0) ? .text(strings[$0]) : nil } }
            }
        case 0x203, 0x06: .cells { body, _ in at(body) { body.double(6).map(SheetCell.number) } }
        case 0x27E: .cells { body, _ in at(body) { body.int32(6).map { .number(rk($0)) } } }
        case 0xBD:
            .cells { body, _ in
                guard let row = body.int16(0), let first = body.int16(2) else { return [] }
                return (0..<max(0, (body.count - 6) / 6)).compactMap { offset in
                    body.int32(6 + 6 * offset).map { (row, first + offset, .number(rk($0))) }
                }
            }
        case 0x204:
            .cells { body, _ in
                at(body) { XLSStrings.text(body, at: 6, hasLength: true).map { .text($0) } }
            }
        default: .other
        }
    }

    private static func at(_ body: LittleEndian, _ cell: () -> SheetCell?) -> [(row: Int, column: Int, cell: SheetCell)] {
        guard let row = body.int16(0), let column = body.int16(2), let cell = cell() else { return [] }
        return [(row, column, cell)]
    }

    /// A number in 30 bits: two flags say whether it is whole and whether it is in hundredths.
    private static func rk(_ value: Int) -> Double {
        let number =
            value & 2 != 0
            ? Double(Int32(truncatingIfNeeded: value) >> 2) : Double(bitPattern: UInt64(value & ~3) << 32)
        return value & 1 != 0 ? number / 100 : number
    }
}

/// The workbook's table of strings, which may go on over several records.
enum XLSStrings {
    static func read(_ bodies: [LittleEndian]) -> [String] {
        guard let count = bodies.first?.int32(4) else { return [] }
        var strings: [String] = []
        var reader = Reader(bodies: bodies, offset: 8)
        while strings.count < count, let text = reader.next() { strings.append(text) }
        return strings
    }

    /// A string within one record.
    static func text(_ body: LittleEndian, at offset: Int, hasLength: Bool) -> String? {
        var reader = Reader(bodies: [body], offset: offset)
        return reader.next()
    }

    private struct Reader {
        let bodies: [LittleEndian]
        var offset: Int
        var place = 0

        /// A string's head does not straddle records; its characters may, and then the next record begins with a byte that says how
        /// they go on.
        mutating func next() -> String? {
            if offset >= bodies[place].count {
                guard place + 1 < bodies.count else { return nil }
                place += 1
                offset = 0
            }
            guard let length = bodies[place].int16(offset), let flags = bodies[place].byte(offset + 2) else { return nil }
            offset += 3
            var skip = 0
            if flags & 8 != 0 {
                skip += 4 * (bodies[place].int16(offset) ?? 0)
                offset += 2
            }
            if flags & 4 != 0 {
                skip += bodies[place].int32(offset) ?? 0
                offset += 4
            }
            var isWide = flags & 1 != 0
            var units: [UInt16] = []
            while units.count < length {
                if offset >= bodies[place].count {
                    guard place + 1 < bodies.count, let flags = bodies[place + 1].byte(0) else { return nil }
                    place += 1
                    offset = 1
                    isWide = flags & 1 != 0
                }
                guard let unit = isWide ? bodies[place].int16(offset) : bodies[place].byte(offset) else { return nil }
                units.append(UInt16(unit))
                offset += isWide ? 2 : 1
            }
            offset += skip
            return String(decoding: units, as: UTF16.self)
        }
    }
}
