/// A row as bytes, the same whatever engine it came from. For each column one byte that says what follows:
/// 0 null; 1 integer, zigzag and then seven bits a byte, lowest first, the eighth bit set on all but the last; 2 real, the eight bytes of
/// its IEEE 754 form, lowest first; 3 text and 4 blob, the number of bytes (seven bits a byte as above) and the bytes.
package enum RowCoding {
    package struct Fault: Error {}

    static func append(_ row: any Row, _ index: Int, _ kind: PortableTable.Kind, to bytes: inout [UInt8]) {
        guard !row.isNull(index) else {
            bytes.append(0)
            return
        }
        switch kind {
        case .integer:
            bytes.append(1)
            let value = Int64(row.int(index))
            append(UInt64(bitPattern: (value << 1) ^ (value >> 63)), to: &bytes)
        case .real:
            bytes.append(2)
            withUnsafeBytes(of: row.real(index).bitPattern.littleEndian) { bytes.append(contentsOf: $0) }
        case .text:
            bytes.append(3)
            let text = row.text(index).utf8
            append(UInt64(text.count), to: &bytes)
            bytes.append(contentsOf: text)
        case .blob:
            bytes.append(4)
            let blob = row.blob(index)
            append(UInt64(blob.count), to: &bytes)
            bytes.append(contentsOf: blob)
        }
    }

    package static func append(_ number: UInt64, to bytes: inout [UInt8]) {
        var rest = number
        while rest >= 0x80 {
            bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        bytes.append(UInt8(rest))
    }

    /// - Throws: `Fault` for bytes that are no row of these columns.
    static func decode(_ bytes: [UInt8], _ columns: [PortableTable.Column], into values: inout [SQLValue]) throws {
        var position = 0
        for column in columns {
            guard position < bytes.count else { throw Fault() }
            let tag = bytes[position]
            position += 1
            switch (tag, column.kind) {
            case (0, _): values.append(.null)
            case (1, .integer):
                let zigzag = try number(bytes, &position)
                values.append(.integer(Int64(bitPattern: zigzag >> 1) ^ -Int64(bitPattern: zigzag & 1)))
            case (2, .real):
                guard bytes.count - position >= 8 else { throw Fault() }
                let pattern = bytes[position..<position + 8].reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
                values.append(.real(Double(bitPattern: pattern)))
                position += 8
            case (3, .text):
                guard let text = String(validating: try run(bytes, &position), as: UTF8.self) else { throw Fault() }
                values.append(.text(text))
            case (4, .blob): values.append(.blob(Array(try run(bytes, &position))))
            default: throw Fault()
            }
        }
        guard position == bytes.count else { throw Fault() }
    }

    package static func number(_ bytes: [UInt8], _ position: inout Int) throws -> UInt64 {
        var value: UInt64 = 0
        for shift in stride(from: UInt64(0), to: 64, by: 7) {
            guard position < bytes.count else { throw Fault() }
            let byte = bytes[position]
            position += 1
            value |= UInt64(byte & 0x7F) << shift
            if byte & 0x80 == 0 { return value }
        }
        throw Fault()
    }

    package static func run(_ bytes: [UInt8], _ position: inout Int) throws -> ArraySlice<UInt8> {
        let count = try number(bytes, &position)
        guard count <= UInt64(bytes.count - position) else { throw Fault() }
        defer { position += Int(count) }
        return bytes[position..<position + Int(count)]
    }
}
