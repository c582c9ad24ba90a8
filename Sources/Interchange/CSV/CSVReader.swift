package import SickLeave

/// A row's content.
package enum CSVRecord: Sendable {
    case certificate(Certificate)
    case revocation(Revocation)
    case procedure(ProcedureRegistration)
    case message(CaseMessage)
    case staff(StaffMember)
    case unit(CareUnit)
    case volume(UnitVolume)
    case protection(ProtectionRecord)
}

/// One row read: where it stands and what it says, or what is wrong with it.
package struct CSVEntry: Sendable {
    /// The row's first line in the file, from 1; the header line counts.
    package let line: Int
    package let result: Result<CSVRecord, CSVFault>

    /// The content, handed on and not copied.
    package consuming func taken() -> Result<CSVRecord, CSVFault> { result }
}

/// Reads a CSV file row by row with bounded memory. The header decides the format, the separator (comma, semicolon or
/// tab) and nothing else: the columns may stand in any order.
///
/// The encoding is decided by the first row with a byte above 0x7F that can be read: UTF-8 if that row is well formed, else
/// Windows-1252. A row that can be read in neither way, or that contradicts an earlier one, is a fault, never a row with wrong
/// letters in a name.
///
/// A class, because it owns the buffer; use it from one task.
package final class CSVReader {
    package let format: CSVFormat
    package let separator: UInt8
    /// The header line as it stands in the file, so that a row put aside can be read again by itself.
    package let headerLine: [UInt8]
    package private(set) var encoding: CSVEncoding
    /// Rows read, with or without fault; the header and empty rows not counted.
    package private(set) var rowCount = 0

    private let scanner: CSVScanner
    private let header: CSVHeader
    private var decoder: CSVRecordDecoder

    /// - Parameters:
    ///   - today: decides the century of ten-digit identity numbers and what lies in the future.
    ///   - fill: writes the next bytes into the buffer and returns how many; 0 at the end.
    /// - Throws: `CSVFileFault` when the header cannot be used, and what `fill` throws.
    package init(
        today: Day, limits: CSVLimits = CSVLimits(), fill: @escaping (UnsafeMutableRawBufferPointer) throws -> Int
    ) throws {
        let scanner = CSVScanner(limits: limits, fill: fill)
        let start = try scanner.peek()
        if start.starts(with: [0xFF, 0xFE]) || start.starts(with: [0xFE, 0xFF]) { throw CSVFileFault.utf16 }
        var encoding = CSVEncoding.ascii
        if start.starts(with: [0xEF, 0xBB, 0xBF]) {
            scanner.skip(3)
            encoding = .utf8
        }
        let separator = Self.separator(of: try scanner.peek())
        scanner.separator = separator
        var outcome = try scanner.next()
        // Excel's own first line `sep=;` says only what we have seen already.
        if case .row = outcome, scanner.raw.count <= 6, scanner.raw.starts(with: Array("sep=".utf8)) {
            outcome = try scanner.next()
        }
        switch outcome {
        case .end: throw CSVFileFault.empty
        case .broken(let reason): throw CSVFileFault.brokenHeader(Self.problem(reason, limits))
        case .row: break
        }
        if !scanner.isASCII, encoding == .ascii { encoding = CSVEncoding(of: scanner.raw) ?? .ascii }
        let names = (0..<scanner.fieldCount).map { index in
            let field = scanner.fields[index]
            let bytes = UnsafeBufferPointer(start: scanner.base + Int(field.start), count: Int(field.end - field.start))
            return encoding == .windows1252 ? Windows1252.decode(bytes) ?? "" : String(decoding: bytes, as: UTF8.self)
        }
        header = try CSVHeader(names: names)
        scanner.expectedFields = header.fieldCount
        headerLine = Array(scanner.raw)
        format = header.format
        decoder = CSVRecordDecoder(format: header.format, today: today)
        self.separator = separator
        self.encoding = encoding
        self.scanner = scanner
    }

    /// Bytes of the file that are read and done with.
    package var bytesRead: Int { scanner.bytesRead }

    /// The latest row exactly as it stands in the file, without its line break; of a row with a lost quote its first line.
    package var rawRow: [UInt8] { Array(scanner.raw) }

    /// The latest row is longer than we keep: `rawRow` is only its beginning.
    package var isRawRowTruncated: Bool { scanner.isTruncated }

    /// The next row; nil at the end. A row that cannot be read is an entry with a fault, and the reading goes on.
    /// - Throws: only what `fill` throws.
    package func next() throws -> CSVEntry? {
        while true {
            switch try scanner.next() {
            case .end:
                return nil
            case .broken(let reason):
                if scanner.raw.allSatisfy({ $0 == 0x20 }) { continue }
                rowCount += 1
                return faulty(nil, Self.problem(reason, scanner.limits, expected: header.fieldCount))
            case .row:
                if isBlank { continue }
                rowCount += 1
                if scanner.holdsNUL { return faulty(nil, "raden innehåller ett nolltecken (NUL). Exportera filen på nytt.") }
                if !scanner.isASCII, let problem = settleEncoding() { return faulty(nil, problem) }
                return decode()
            }
        }
    }

    private func decode() -> CSVEntry {
        header.indices.withUnsafeBufferPointer { indices in
            let row = CSVRow(
                base: scanner.base, fields: scanner.fields, indices: indices.baseAddress!, encoding: encoding)
            do throws(CSVCellFault) {
                return CSVEntry(line: scanner.line, result: .success(try decoder.decode(row)))
            } catch {
                return faulty(error.column, error.problem)
            }
        }
    }

    private func faulty(_ column: String?, _ problem: String) -> CSVEntry {
        CSVEntry(line: scanner.line, result: .failure(CSVFault(line: scanner.line, column: column, problem: problem)))
    }

    /// Only separators, and perhaps spaces: what a spreadsheet leaves where rows were emptied.
    private var isBlank: Bool {
        for index in 0..<scanner.fieldCount {
            let field = scanner.fields[index]
            guard field.start < field.end else { continue }
            for place in Int(field.start)..<Int(field.end) where scanner.base[place] != 0x20 { return false }
        }
        return true
    }

    /// What is wrong when the row cannot be read, or not in the encoding that earlier rows settled: å would become Ã¥.
    private func settleEncoding() -> String? {
        guard let written = CSVEncoding(of: scanner.raw) else {
            return "raden har en bokstav som är avklippt eller skadad. Rätta den, spara filen som CSV UTF-8 och försök igen."
        }
        if encoding == .ascii { encoding = written }
        guard written == encoding else {
            return "raden har en annan teckenkodning än raderna före. Spara hela filen som CSV UTF-8 och försök igen."
        }
        return nil
    }

    /// The most frequent of semicolon, comma and tab outside quotes in the first line that is not empty.
    static func separator(of start: UnsafeBufferPointer<UInt8>) -> UInt8 {
        var counts: (semicolon: Int, comma: Int, tab: Int) = (0, 0, 0)
        var isQuoted = false
        var isEmpty = true
        for byte in start {
            switch byte {
            case 0x22: isQuoted.toggle()
            case 0x0A, 0x0D: if !isEmpty { return choice() }
            case 0x3B where !isQuoted: counts.semicolon += 1
            case 0x2C where !isQuoted: counts.comma += 1
            case 0x09 where !isQuoted: counts.tab += 1
            default: break
            }
            if byte != 0x0A, byte != 0x0D { isEmpty = false }
        }
        return choice()

        func choice() -> UInt8 {
            if counts.semicolon >= counts.comma, counts.semicolon >= counts.tab { return 0x3B }
            return counts.comma >= counts.tab ? 0x2C : 0x09
        }
    }

    private static func problem(_ reason: CSVScanner.Break, _ limits: CSVLimits, expected: Int = 0) -> String {
        switch reason {
        case .afterQuote, .openQuote:
            "ett citattecken saknas eller står fel. Text inom citattecken ska sluta med ett, och citattecken i texten skrivs dubbelt."
        case .fieldLength:
            "ett fält är längre än \(limits.field / 1024) kB. Dela upp eller korta texten."
        case .rowLength:
            "raden är längre än \(limits.row / 1024) kB. Kontrollera att filen har radbrytningar."
        case .columns:
            "raden har fler än \(limits.columns) fält. Kontrollera skiljetecknen."
        case .fieldCount(let count):
            "raden har \(count) fält men rubriken har \(expected). Kontrollera skiljetecken och citattecken."
        }
    }
}
