import SickLeave

/// Variable-length integers and length-prefixed UTF-8, appended to one buffer of its own: an array would ask at each byte whether
/// somebody else holds it.
struct ByteWriter: ~Copyable {
    private var base: UnsafeMutablePointer<UInt8>
    private var capacity: Int
    private var count = 0

    init(capacity: Int) {
        self.capacity = max(16, capacity)
        base = .allocate(capacity: self.capacity)
    }

    deinit { base.deallocate() }

    var bytes: [UInt8] { Array(UnsafeBufferPointer(start: base, count: count)) }

    /// Makes room for more bytes.
    @inline(__always)
    private mutating func reserve(_ more: Int) { if count + more > capacity { grow(more) } }

    private mutating func grow(_ more: Int) {
        capacity = max(count + more, capacity * 2)
        let wider = UnsafeMutablePointer<UInt8>.allocate(capacity: capacity)
        wider.update(from: base, count: count)
        base.deallocate()
        base = wider
    }

    mutating func byte(_ value: UInt8) {
        reserve(1)
        base[count] = value
        count += 1
    }

    mutating func unsigned(_ value: Int) {
        var rest = UInt64(bitPattern: Int64(value))
        while rest >= 0x80 {
            byte(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        byte(UInt8(rest))
    }

    /// Zigzag, so that days before 1970 stay short.
    mutating func signed(_ value: Int) { unsigned((value << 1) ^ (value >> 63)) }

    mutating func string(_ value: String) {
        var value = value
        value.withUTF8 { text in
            unsigned(text.count)
            guard let start = text.baseAddress else { return }
            reserve(text.count)
            (base + count).update(from: start, count: text.count)
            count += text.count
        }
    }

    mutating func localTime(_ value: LocalTime) {
        signed(value.day.number)
        unsigned(value.second)
    }

    mutating func list<T>(_ values: [T], _ write: (inout ByteWriter, T) -> Void) {
        unsigned(values.count)
        for value in values { write(&self, value) }
    }

    mutating func optional<T>(_ value: T?, _ write: (inout ByteWriter, T) -> Void) {
        byte(value == nil ? 0 : 1)
        if let value { write(&self, value) }
    }
}

struct ByteReader {
    typealias Fault = CertificateEncoding.Fault
    private let bytes: [UInt8]
    private var position = 0

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    var isAtEnd: Bool { position == bytes.count }

    mutating func byte() throws(Fault) -> UInt8 {
        guard position < bytes.count else { throw .unreadable }
        defer { position += 1 }
        return bytes[position]
    }

    mutating func bool() throws(Fault) -> Bool {
        switch try byte() {
        case 0: false
        case 1: true
        default: throw .unreadable
        }
    }

    mutating func unsigned() throws(Fault) -> Int {
        var value: UInt64 = 0
        var shift: UInt64 = 0
        while true {
            let next = try byte()
            value |= UInt64(next & 0x7F) << shift
            if next < 0x80 { return Int(Int64(bitPattern: value)) }
            shift += 7
            guard shift < 64 else { throw .unreadable }
        }
    }

    mutating func signed() throws(Fault) -> Int {
        let value = try unsigned()
        return Int(bitPattern: UInt(bitPattern: value) >> 1) ^ -(value & 1)
    }

    mutating func string() throws(Fault) -> String {
        let count = try unsigned()
        guard count >= 0, count <= bytes.count - position else { throw .unreadable }
        defer { position += count }
        return String(decoding: bytes[position..<(position + count)], as: UTF8.self)
    }

    mutating func day() throws(Fault) -> Day {
        guard let number = Int32(exactly: try signed()) else { throw .unreadable }
        return Day(rawValue: number)
    }

    mutating func localTime() throws(Fault) -> LocalTime {
        LocalTime(day: try day(), second: try unsigned())
    }

    mutating func list<T>(_ read: (inout ByteReader) throws(Fault) -> T) throws(Fault) -> [T] {
        let count = try unsigned()
        guard count >= 0, count <= bytes.count - position else { throw .unreadable }
        var values: [T] = []
        values.reserveCapacity(count)
        for _ in 0..<count { values.append(try read(&self)) }
        return values
    }

    mutating func optional<T>(_ read: (inout ByteReader) throws(Fault) -> T) throws(Fault) -> T? {
        try bool() ? try read(&self) : nil
    }
}
