import CLibPQ
import Storage

/// The server's types that the store uses, by their fixed numbers (`pg_type`).
enum PostgresType {
    enum Kind: UInt8 { case integer, real, numeric, text, bytes, other }

    static let bytea: Oid = 17
    static let int8: Oid = 20
    static let text: Oid = 25
    static let float8: Oid = 701

    /// 0 lets the server find the type of a NULL from its place in the statement.
    static func of(_ value: SQLValue) -> Oid {
        switch value {
        case .null: 0
        case .integer: int8
        case .real: float8
        case .text: text
        case .blob: bytea
        }
    }

    static func kind(_ type: Oid) -> Kind {
        switch type {
        case 16, 20, 21, 23, 26: .integer
        case 700, 701: .real
        case 1700: .numeric
        case 18, 19, 25, 1042, 1043: .text
        case 17: .bytes
        default: .other
        }
    }
}

/// Values in the server's binary form.
enum Parameters {
    typealias Pointers = UnsafePointer<UnsafePointer<CChar>?>

    static func with<T>(
        _ values: [SQLValue], _ body: (Int32, Pointers?, UnsafePointer<Int32>?, UnsafePointer<Int32>?) -> T
    ) -> T {
        guard !values.isEmpty else { return body(0, nil, nil, nil) }
        // Never empty: a value of no bytes needs an address too, or it would be NULL.
        var bytes: [UInt8] = [0]
        var starts: [Int] = []
        var lengths: [Int32] = []
        for value in values {
            starts.append(bytes.count)
            append(value, to: &bytes)
            lengths.append(Int32(bytes.count - starts[starts.count - 1]))
        }
        let formats = [Int32](repeating: 1, count: values.count)
        return bytes.withUnsafeBytes { raw in
            let base = raw.assumingMemoryBound(to: CChar.self).baseAddress!
            let pointers = zip(values, starts).map { $0 == .null ? nil : base + $1 }
            return body(Int32(values.count), pointers, lengths, formats)
        }
    }

    static func append(_ value: SQLValue, to bytes: inout [UInt8]) {
        switch value {
        case .null: break
        case .integer(let number): append(number, to: &bytes)
        case .real(let number): append(Int64(bitPattern: number.bitPattern), to: &bytes)
        case .text(let text): bytes.append(contentsOf: text.utf8)
        case .blob(let blob): bytes.append(contentsOf: blob)
        }
    }

    static func append(_ number: some FixedWidthInteger, to bytes: inout [UInt8]) {
        withUnsafeBytes(of: number.bigEndian) { bytes.append(contentsOf: $0) }
    }
}

/// One row of an answer in binary form.
struct PostgresRow: Row {
    let answer: OpaquePointer
    let row: Int32
    let kinds: UnsafePointer<PostgresType.Kind>

    func isNull(_ column: Int) -> Bool { PQgetisnull(answer, row, Int32(column)) == 1 }

    private func bytes(_ column: Int) -> UnsafeRawBufferPointer {
        UnsafeRawBufferPointer(
            start: PQgetvalue(answer, row, Int32(column)), count: Int(PQgetlength(answer, row, Int32(column))))
    }

    func int(_ column: Int) -> Int {
        let bytes = bytes(column)
        return switch kinds[column] {
        case .integer: PostgresRow.integer(bytes)
        case .real: Int(exactly: PostgresRow.real(bytes).rounded(.towardZero)) ?? 0
        case .numeric: Int(exactly: PostgresRow.numeric(bytes).rounded(.towardZero)) ?? 0
        case .text: Int(String(decoding: bytes, as: UTF8.self)) ?? 0
        case .bytes, .other: 0
        }
    }

    func real(_ column: Int) -> Double {
        let bytes = bytes(column)
        return switch kinds[column] {
        case .integer: Double(PostgresRow.integer(bytes))
        case .real: PostgresRow.real(bytes)
        case .numeric: PostgresRow.numeric(bytes)
        case .text: Double(String(decoding: bytes, as: UTF8.self)) ?? 0
        case .bytes, .other: 0
        }
    }

    func text(_ column: Int) -> String {
        guard !isNull(column) else { return "" }
        return switch kinds[column] {
        case .text, .bytes, .other: String(decoding: bytes(column), as: UTF8.self)
        case .integer: String(int(column))
        case .real, .numeric: String(real(column))
        }
    }

    func blob(_ column: Int) -> [UInt8] { [UInt8](bytes(column)) }

    /// Big-endian, of one, two, four or eight bytes; 0 for none, which is NULL.
    private static func integer(_ bytes: UnsafeRawBufferPointer) -> Int {
        switch bytes.count {
        case 8: Int(Int64(bigEndian: bytes.loadUnaligned(as: Int64.self)))
        case 4: Int(Int32(bigEndian: bytes.loadUnaligned(as: Int32.self)))
        case 2: Int(Int16(bigEndian: bytes.loadUnaligned(as: Int16.self)))
        case 1: Int(bytes[0])
        default: 0
        }
    }

    private static func real(_ bytes: UnsafeRawBufferPointer) -> Double {
        switch bytes.count {
        case 8: Double(bitPattern: UInt64(bigEndian: bytes.loadUnaligned(as: UInt64.self)))
        case 4: Double(Float(bitPattern: UInt32(bigEndian: bytes.loadUnaligned(as: UInt32.self))))
        default: 0
        }
    }

    /// What SUM and AVG of BIGINT give: groups of four decimal digits, the first of weight 10000^weight.
    private static func numeric(_ bytes: UnsafeRawBufferPointer) -> Double {
        guard bytes.count >= 8 else { return 0 }
        func word(_ index: Int) -> Int16 { Int16(bigEndian: bytes.loadUnaligned(fromByteOffset: index * 2, as: Int16.self)) }
        let count = min(Int(word(0)), bytes.count / 2 - 4)
        var power = Int(word(1))
        var whole = 0
        var part = 0.0
        var scale = 1.0
        for index in 0..<max(0, count) {
            if power >= 0 {
                whole = whole &* 10_000 &+ Int(word(4 + index))
            } else {
                scale /= 10_000
                part += Double(word(4 + index)) * scale
            }
            power -= 1
        }
        // Groups of zeros at the end of the whole part are left out.
        while power >= 0 {
            whole = whole &* 10_000
            power -= 1
        }
        let value = Double(whole) + part
        return word(2) == 0x4000 ? -value : value
    }
}
