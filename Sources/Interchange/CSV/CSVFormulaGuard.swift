/// Keeps a spreadsheet from running text as a formula (ASVS 1.2.10): text that begins with `=`, `+`, `-`, `@`, TAB or
/// CR gets an apostrophe in front. Text that already has apostrophes before such a sign gets one more, so that taking
/// exactly one away on reading always gives back what was written.
enum CSVFormulaGuard {
    @inline(__always)
    private static func isTrigger(_ byte: UInt8) -> Bool {
        byte == 0x3D || byte == 0x2B || byte == 0x2D || byte == 0x40 || byte == 0x09 || byte == 0x0D
    }

    /// The first byte after leading apostrophes is one that spreadsheets act on.
    @inline(__always)
    static func needsGuard(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        for byte in bytes where byte != 0x27 { return isTrigger(byte) }
        return false
    }

    /// The text begins with a guard that `needsGuard` put there.
    @inline(__always)
    static func hasGuard(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        guard let first = bytes.first, first == 0x27 else { return false }
        return needsGuard(bytes)
    }
}
