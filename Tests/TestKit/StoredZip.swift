/// Writes a zip archive without compression, with headers that may lie about sizes, for tests.
package struct StoredZip {
    private var bytes: [UInt8] = []
    private var directory: [UInt8] = []
    private var count = 0

    package init() {}

    package mutating func add(_ name: String, _ content: [UInt8], isEncrypted: Bool = false) {
        // A name with control characters cannot be marked as UTF-8: libzip takes that for a broken archive.
        let isPlain = name.unicodeScalars.allSatisfy { $0.value >= 0x20 }
        let flags: UInt16 = (isPlain ? 0x0800 : 0) | (isEncrypted ? 1 : 0)
        let offset = UInt32(bytes.count)
        let common =
            little(flags) + little(UInt16(0)) + little(UInt32(0x5A21_0000)) + little(crc(content))
            + little(UInt32(content.count)) + little(UInt32(content.count)) + little(UInt16(name.utf8.count)) + little(UInt16(0))
        bytes += little(UInt32(0x0403_4B50)) + little(UInt16(20)) + common + Array(name.utf8) + content
        directory +=
            little(UInt32(0x0201_4B50)) + little(UInt16(20)) + little(UInt16(20)) + common + little(UInt16(0))
            + little(UInt16(0)) + little(UInt16(0)) + little(UInt32(0)) + little(offset) + Array(name.utf8)
        count += 1
    }

    package func finished() -> [UInt8] {
        bytes + directory + little(UInt32(0x0605_4B50)) + little(UInt16(0)) + little(UInt16(0)) + little(UInt16(count))
            + little(UInt16(count)) + little(UInt32(directory.count)) + little(UInt32(bytes.count)) + little(UInt16(0))
    }

    private func little(_ value: some FixedWidthInteger) -> [UInt8] {
        withUnsafeBytes(of: value.littleEndian) { Array($0) }
    }

    private func crc(_ content: [UInt8]) -> UInt32 {
        var crc: UInt32 = 0xFFFF_FFFF
        for byte in content {
            crc ^= UInt32(byte)
            for _ in 0..<8 { crc = crc & 1 == 1 ? crc >> 1 ^ 0xEDB8_8320 : crc >> 1 }
        }
        return ~crc
    }
}
