/// The first sheet of a workbook in Excel's binary format of 1997–2003 (.xls): a compound file whose stream `Workbook` is a run of
/// records (MS-CFB and MS-XLS, Microsoft's open specifications). Only cells are read; what is not understood is passed over, and
/// what is damaged gives an error.
struct XLSFile {
    let rows: [SheetRow]

    /// Nil when the bytes are no such file.
    init?(_ bytes: [UInt8]) {
        guard let stream = CompoundFile(bytes)?.stream("Workbook") else { return nil }
        var records = XLSRecords(stream)
        var strings: [String] = []
        var sheet: Int?
        var cells: [Int: [Int: SheetCell]] = [:]
        while let record = records.next() {
            switch record.kind {
            case .boundSheet: sheet = sheet ?? record.body.int32(0)
            case .strings: strings = XLSStrings.read([record.body] + records.continuations())
            case .cells(let read):
                // The workbook's own records come first, then the sheets in order: only those of the first sheet count.
                guard let sheet, record.place >= sheet, records.sheetsBegun <= 1 else { continue }
                for (row, column, cell) in read(record.body, strings) { cells[row, default: [:]][column] = cell }
            case .other: continue
            }
        }
        rows = cells.sorted { $0.key < $1.key }.map { SheetRow(number: $0.key + 1, cells: $0.value) }
    }
}

/// Bytes read as little-endian numbers; nil outside.
struct LittleEndian {
    let bytes: ArraySlice<UInt8>

    init(_ bytes: ArraySlice<UInt8>) { self.bytes = bytes }

    var count: Int { bytes.count }

    func byte(_ offset: Int) -> Int? {
        bytes.indices.contains(bytes.startIndex + offset) ? Int(bytes[bytes.startIndex + offset]) : nil
    }

    func int16(_ offset: Int) -> Int? {
        guard let low = byte(offset), let high = byte(offset + 1) else { return nil }
        return low | high << 8
    }

    func int32(_ offset: Int) -> Int? {
        guard let low = int16(offset), let high = int16(offset + 2) else { return nil }
        return low | high << 16
    }

    func double(_ offset: Int) -> Double? {
        guard let low = int32(offset), let high = int32(offset + 4) else { return nil }
        return Double(bitPattern: UInt64(low) | UInt64(high) << 32)
    }

    func slice(_ offset: Int, _ count: Int) -> ArraySlice<UInt8>? {
        guard offset >= 0, count >= 0, offset + count <= self.count else { return nil }
        return bytes[(bytes.startIndex + offset)..<(bytes.startIndex + offset + count)]
    }
}
