/// One row as the decoders of the formats see it: fields by column, as bytes or as text. Valid only while the scanner
/// stands on the row.
struct CSVRow {
    let base: UnsafePointer<UInt8>
    let fields: UnsafePointer<CSVScanner.Field>
    /// For each of the format's columns the field's index in this file, or -1 when the file lacks the column.
    let indices: UnsafePointer<Int16>
    let encoding: CSVEncoding

    /// The field without surrounding spaces; empty when the file lacks the column.
    @inline(__always)
    func bytes(_ column: some CSVColumn) -> UnsafeBufferPointer<UInt8> {
        let index = Int(indices[column.rawValue])
        guard index >= 0 else { return UnsafeBufferPointer(start: nil, count: 0) }
        var start = Int(fields[index].start)
        var end = Int(fields[index].end)
        while start < end, base[start] == 0x20 { start += 1 }
        while end > start, base[end - 1] == 0x20 { end -= 1 }
        return UnsafeBufferPointer(start: base + start, count: end - start)
    }

    @inline(__always)
    func isEmpty(_ column: some CSVColumn) -> Bool {
        let index = Int(indices[column.rawValue])
        return index < 0 || fields[index].start == fields[index].end
    }

    /// The field as text: spaces kept, doubled quotes undone, the formula guard taken away.
    func text(_ column: some CSVColumn) -> String {
        let index = Int(indices[column.rawValue])
        return index < 0 ? "" : CSVRow.text(of: fields[index], in: base, encoding: encoding)
    }

    static func text(of field: CSVScanner.Field, in base: UnsafePointer<UInt8>, encoding: CSVEncoding) -> String {
        guard field.start < field.end else { return "" }
        var bytes = UnsafeBufferPointer(start: base + Int(field.start), count: Int(field.end - field.start))
        if CSVFormulaGuard.hasGuard(bytes) { bytes = UnsafeBufferPointer(rebasing: bytes.dropFirst()) }
        guard field.isEscaped else { return string(bytes, encoding) }
        return undoubled(bytes).withUnsafeBufferPointer { string($0, encoding) }
    }

    /// An identity or code word as text, without surrounding spaces.
    func identity(_ column: some CSVColumn) -> String {
        let bytes = bytes(column)
        let index = Int(indices[column.rawValue])
        guard index >= 0, !bytes.isEmpty else { return "" }
        if fields[index].isEscaped || bytes[0] == 0x27 {
            var text = text(column)[...]
            while text.first == " " { text.removeFirst() }
            while text.last == " " { text.removeLast() }
            return String(text)
        }
        return string(bytes)
    }

    private static func undoubled(_ bytes: UnsafeBufferPointer<UInt8>) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count)
        var i = 0
        while i < bytes.count {
            result.append(bytes[i])
            i += bytes[i] == 0x22 ? 2 : 1
        }
        return result
    }

    /// The reader has checked that the row is well formed in its encoding.
    @inline(__always)
    func string(_ bytes: UnsafeBufferPointer<UInt8>) -> String { CSVRow.string(bytes, encoding) }

    @inline(__always)
    private static func string(_ bytes: UnsafeBufferPointer<UInt8>, _ encoding: CSVEncoding) -> String {
        if encoding == .windows1252 { return Windows1252.decode(bytes) ?? "" }
        return String(decoding: bytes, as: UTF8.self)
    }
}

/// A format's columns, numbered from 0 without gaps in the order in which they are written.
protocol CSVColumn: RawRepresentable<Int>, CaseIterable, Sendable {
    /// As it stands in the header: lower case without diacritics.
    var name: String { get }
    /// The file must have the column.
    var isRequired: Bool { get }
}
