import SickLeave

// Cells that several formats have: days, times, numbers, yes and no, identities. All work on bytes; a text is made only
// for what is kept.

extension CSVRow {
    func fault(_ column: some CSVColumn, _ problem: String) -> CSVCellFault {
        CSVCellFault(column: column.name, problem: problem)
    }

    /// A value that is no identity, shortened, for a message.
    func hint(_ bytes: UnsafeBufferPointer<UInt8>) -> String {
        var hint = ""
        for scalar in string(UnsafeBufferPointer(rebasing: bytes.prefix(120))).unicodeScalars.prefix(30) {
            hint.unicodeScalars.append(scalar.value < 0x20 || scalar.value == 0x7F ? " " : scalar)
        }
        return hint
    }

    func missing(_ column: some CSVColumn) -> CSVCellFault { fault(column, "värdet saknas. Fyll i det.") }

    func requiredText(_ column: some CSVColumn) throws(CSVCellFault) -> String {
        let text = text(column)
        if text.isEmpty { throw missing(column) }
        return text
    }

    func requiredIdentity(_ column: some CSVColumn) throws(CSVCellFault) -> String {
        let text = identity(column)
        if text.isEmpty { throw missing(column) }
        return text
    }

    // MARK: Days and times

    func day(_ column: some CSVColumn) throws(CSVCellFault) -> Day {
        guard let day = try optionalDay(column) else { throw missing(column) }
        return day
    }

    func optionalDay(_ column: some CSVColumn) throws(CSVCellFault) -> Day? {
        let bytes = bytes(column)
        guard !bytes.isEmpty else { return nil }
        return try day(bytes, column)
    }

    @inline(__always)
    func day(_ bytes: UnsafeBufferPointer<UInt8>, _ column: some CSVColumn) throws(CSVCellFault) -> Day {
        guard let day = Day(digits: bytes) else { throw dayFault(bytes, column) }
        return day
    }

    private func dayFault(_ bytes: UnsafeBufferPointer<UInt8>, _ column: some CSVColumn) -> CSVCellFault {
        let written = hint(bytes)
        let isWritten = bytes.count == 8 || bytes.count == 10 && bytes[4] == 0x2D && bytes[7] == 0x2D
        guard isWritten, bytes.allSatisfy({ $0 == 0x2D || ($0 >= 0x30 && $0 <= 0x39) }) else {
            return fault(column, "”\(written)” är inte en dag. Skriv den som 2026-11-21.")
        }
        return fault(column, "\(written) finns inte i almanackan. Rätta dagen.")
    }

    func optionalTime(_ column: some CSVColumn) throws(CSVCellFault) -> LocalTime? {
        let bytes = bytes(column)
        guard !bytes.isEmpty else { return nil }
        guard bytes.count > 10 else { return LocalTime(day: try day(bytes, column)) }
        let day = try day(UnsafeBufferPointer(rebasing: bytes.prefix(10)), column)
        func pair(_ index: Int) -> Int {
            guard index + 1 < bytes.count, bytes[index] &- 0x30 < 10, bytes[index + 1] &- 0x30 < 10 else { return 99 }
            return Int(bytes[index] - 0x30) * 10 + Int(bytes[index + 1] - 0x30)
        }
        // As the format says it; with a fraction or a zone too, as other programs write.
        if bytes.count == 19, bytes[10] == 0x54 || bytes[10] == 0x20, bytes[13] == 0x3A, bytes[16] == 0x3A {
            let (hour, minute, second) = (pair(11), pair(14), pair(17))
            if hour < 24, minute < 60, second < 60 { return LocalTime(day: day, second: hour * 3600 + minute * 60 + second) }
        }
        guard let time = LocalTime(iso: String(decoding: bytes, as: UTF8.self)) else {
            throw fault(column, "”\(hint(bytes))” är inte en tidpunkt. Skriv den som 2026-11-21T08:30:00.")
        }
        return time
    }

    func time(_ column: some CSVColumn) throws(CSVCellFault) -> LocalTime {
        guard let time = try optionalTime(column) else { throw missing(column) }
        return time
    }

    /// A wrong year would stay on the lists until it came.
    func refuseFarAhead(_ day: Day?, _ column: some CSVColumn, today: Day) throws(CSVCellFault) {
        guard let day, day - today > Day.mostDaysAhead else { return }
        throw fault(column, "\(day) ligger mer än fem år fram i tiden. Rätta årtalet.")
    }

    /// For registers, a day before any that they can have: 1801 is a slip of the pen, 1900-01-01 what a spreadsheet makes of
    /// nothing.
    func refuseLongAgo(_ day: Day?, _ column: some CSVColumn) throws(CSVCellFault) {
        guard let day, day < CSVRow.firstDay else { return }
        throw fault(column, "\(day) ligger före 1950. Rätta årtalet.")
    }

    private static let firstDay = Day(year: 1950, month: 1, day: 1)!

    // MARK: Numbers, yes and no

    func optionalCount(_ column: some CSVColumn, in range: ClosedRange<Int>) throws(CSVCellFault) -> Int? {
        let bytes = bytes(column)
        guard !bytes.isEmpty else { return nil }
        guard let number = Int(digits: bytes), range.contains(number) else {
            throw fault(column, "”\(hint(bytes))” är inte ett heltal mellan \(range.lowerBound) och \(range.upperBound).")
        }
        return number
    }

    func optionalBool(_ column: some CSVColumn) throws(CSVCellFault) -> Bool? {
        let bytes = bytes(column)
        guard !bytes.isEmpty else { return nil }
        if bytes.isWord("ja") || bytes.isWord("j") || bytes.isWord("1") || bytes.isWord("true") { return true }
        if bytes.isWord("nej") || bytes.isWord("n") || bytes.isWord("0") || bytes.isWord("false") { return false }
        throw fault(column, "”\(hint(bytes))” känns inte igen. Skriv ja eller nej.")
    }
}

extension Day {
    /// `2026-11-21` or `20261121`; the same days as `init(iso:)`.
    @inline(__always)
    init?(digits bytes: UnsafeBufferPointer<UInt8>) {
        guard let base = bytes.baseAddress else { return nil }
        let gap: Int
        if bytes.count == 10 {
            guard base[4] == 0x2D, base[7] == 0x2D else { return nil }
            gap = 1
        } else if bytes.count == 8 {
            gap = 0
        } else {
            return nil
        }
        var isDigits = true
        func digit(_ index: Int) -> Int {
            let value = base[index] &- 0x30
            if value > 9 { isDigits = false }
            return Int(value)
        }
        let year = digit(0) * 1000 + digit(1) * 100 + digit(2) * 10 + digit(3)
        let month = digit(4 + gap) * 10 + digit(5 + gap)
        let day = digit(6 + 2 * gap) * 10 + digit(7 + 2 * gap)
        guard isDigits, year >= 1800, year <= 2199 else { return nil }
        self.init(year: year, month: month, day: day)
    }
}

extension Int {
    /// One to nine digits.
    @inline(__always)
    init?(digits bytes: UnsafeBufferPointer<UInt8>) {
        guard (1...9).contains(bytes.count) else { return nil }
        var value = 0
        for byte in bytes {
            guard byte >= 0x30, byte <= 0x39 else { return nil }
            value = value * 10 + Int(byte - 0x30)
        }
        self = value
    }
}

extension UnsafeBufferPointer<UInt8> {
    /// Equal to an ASCII word, letter case aside.
    func isWord(_ word: StaticString) -> Bool {
        guard count == word.utf8CodeUnitCount else { return false }
        for index in 0..<count {
            let byte = self[index]
            let lower = byte >= 0x41 && byte <= 0x5A ? byte | 0x20 : byte
            if lower != word.utf8Start[index] { return false }
        }
        return true
    }
}
