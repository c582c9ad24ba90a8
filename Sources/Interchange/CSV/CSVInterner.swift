#if canImport(Darwin)
    import Darwin
#else
    import Glibc
#endif

/// Remembers what recent fields were turned into. Units, doctors and diagnoses repeat from row to row; the second time
/// costs a hash and a comparison instead of an allocation, and a million certificates share one copy of a unit's name.
///
/// A direct-mapped table of fixed size: a new field takes the place of the one that shares its slot, so hostile input
/// costs speed, never memory.
struct CSVInterner<Value> {
    private struct Slot {
        var hash: UInt64
        var key: [UInt8]
        var value: Value
    }

    private var slots: [Slot?]

    /// - Parameter bits: 2^bits slots.
    init(bits: Int = 12) { slots = Array(repeating: nil, count: 1 << bits) }

    /// Fields longer than this are not worth remembering.
    private static var longest: Int { 128 }

    @inline(__always)
    mutating func value<Failure: Error>(
        for bytes: UnsafeBufferPointer<UInt8>, make: () throws(Failure) -> Value
    ) throws(Failure) -> Value {
        guard bytes.count <= Self.longest else { return try make() }
        let hash = Self.hash(bytes)
        let index = Int(truncatingIfNeeded: hash >> 32) & (slots.count - 1)
        if let slot = slots[index], slot.hash == hash, Self.equal(slot.key, bytes) { return slot.value }
        let value = try make()
        slots[index] = Slot(hash: hash, key: Array(bytes), value: value)
        return value
    }

    /// Eight bytes at a time, multiplied and folded; good enough for a cache that compares the bytes afterwards.
    private static func hash(_ bytes: UnsafeBufferPointer<UInt8>) -> UInt64 {
        var hash = UInt64(truncatingIfNeeded: bytes.count) &* 0x9E37_79B9_7F4A_7C15
        guard let base = UnsafeRawPointer(bytes.baseAddress) else { return hash }
        var i = 0
        func mix(_ word: UInt64) {
            hash = (hash ^ word) &* 0xFF51_AFD7_ED55_8CCD
            hash ^= hash >> 32
        }
        while i + 8 <= bytes.count {
            mix((base + i).loadUnaligned(as: UInt64.self))
            i += 8
        }
        var rest: UInt64 = 0
        while i < bytes.count {
            rest = rest << 8 | UInt64(bytes[i])
            i += 1
        }
        mix(rest)
        return hash
    }

    private static func equal(_ key: [UInt8], _ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        guard key.count == bytes.count else { return false }
        guard let other = bytes.baseAddress else { return true }
        return key.withUnsafeBufferPointer { memcmp($0.baseAddress!, other, bytes.count) == 0 }
    }
}
