import SickLeave

// Identities of people, units and staff in a cell.

/// Columns that name a patient: the number and what sort of number it is.
struct CSVPatientReader {
    /// Decides the century of a ten-digit number, and what lies in the future.
    let today: Day

    /// Nil when the cell is empty.
    func read<Column: CSVColumn>(
        _ row: CSVRow, number: Column, kind: Column
    ) throws(CSVCellFault) -> PersonIdentifier? {
        let bytes = row.bytes(number)
        guard !bytes.isEmpty else { return nil }
        let word = row.bytes(kind)
        let isReserve = word.isWord("reservnummer")
        guard word.isEmpty || isReserve || word.isWord("personnummer") || word.isWord("samordningsnummer") else {
            throw row.fault(
                kind, "”\(row.hint(word))” känns inte igen. Skriv personnummer, samordningsnummer eller reservnummer.")
        }
        do {
            if isReserve { return try PersonIdentifier(reserve: row.text(number)) }
            if let fast = PersonIdentifier(twelveDigits: bytes, on: today) { return fast }
            return try PersonIdentifier(swedish: row.text(number), on: today)
        } catch {
            // The message never repeats the number: a fault ends up in lists and logs.
            throw row.fault(
                number,
                isReserve ? "reservnumret ska ha 6–16 bokstäver och siffror. Kontrollera det." : Self.clause(error.message))
        }
    }

    /// A sentence as it stands after the column's name and a colon.
    private static func clause(_ sentence: String) -> String { sentence.prefix(1).lowercased() + sentence.dropFirst() }

    func readRequired<Column: CSVColumn>(
        _ row: CSVRow, number: Column, kind: Column
    ) throws(CSVCellFault) -> PersonIdentifier {
        guard let patient = try read(row, number: number, kind: kind) else { throw row.missing(number) }
        return patient
    }
}

extension PersonIdentifier {
    /// `YYYYMMDDNNNN` or `YYYYMMDD-NNNN` that is right in every way; nil for all else, which `init(swedish:on:)` reads or
    /// explains. The same rules without an allocation, for import at speed.
    init?(twelveDigits bytes: UnsafeBufferPointer<UInt8>, on today: Day) {
        guard let base = bytes.baseAddress else { return nil }
        let hyphen: Int
        if bytes.count == 12 {
            hyphen = 12
        } else if bytes.count == 13, base[8] == 0x2D {
            hyphen = 8
        } else {
            return nil
        }
        var number = 0
        var sum = 0
        for index in 0..<12 {
            let byte = base[index < hyphen ? index : index + 1]
            guard byte >= 0x30, byte <= 0x39 else { return nil }
            let digit = Int(byte - 0x30)
            number = number * 10 + digit
            guard index >= 2 else { continue }
            let product = index % 2 == 0 ? digit * 2 : digit
            sum += product > 9 ? product - 9 : product
        }
        let written = number / 10_000
        let writtenDay = written % 100
        let isCoordination = writtenDay > 60
        let year = written / 10_000
        guard sum % 10 == 0, number / 10 % 1000 != 0, (1800...2199).contains(year),
            let birth = Day(
                year: year, month: written / 100 % 100, day: isCoordination ? writtenDay - 60 : writtenDay),
            birth <= today
        else { return nil }
        let canonical = String(unsafeUninitializedCapacity: 12) { target in
            for index in 0..<12 { target[index] = base[index < hyphen ? index : index + 1] }
            return 12
        }
        self.init(kind: isCoordination ? .coordination : .personal, canonical: canonical)
    }
}

/// HSA-ids repeat from row to row, and normalising one costs more than all else in a row.
struct CSVHSAReader {
    private var known = CSVInterner<HSAID>()

    mutating func read(_ row: CSVRow, _ column: some CSVColumn) throws(CSVCellFault) -> HSAID? {
        let bytes = row.bytes(column)
        guard !bytes.isEmpty else { return nil }
        return try known.value(for: bytes) { () throws(CSVCellFault) -> HSAID in
            // Normal form already, as nearly always: nothing to fold.
            if bytes[0] != 0x2D, bytes.count <= 31, bytes.allSatisfy({ $0 &- 0x41 < 26 || $0 &- 0x30 < 10 || $0 == 0x2D }) {
                return HSAID(rawValue: row.string(bytes))
            }
            guard let id = HSAID(row.text(column)) else {
                throw row.fault(column, "HSA-id får ha högst 64 tecken. Kontrollera det.")
            }
            return id
        }
    }

    mutating func readRequired(_ row: CSVRow, _ column: some CSVColumn) throws(CSVCellFault) -> HSAID {
        guard let id = try read(row, column) else { throw row.missing(column) }
        return id
    }
}

/// Texts that repeat from row to row: names of units and doctors, diagnoses in words.
struct CSVTextReader {
    private var known = CSVInterner<String>()

    @inline(__always)
    mutating func read(_ row: CSVRow, _ column: some CSVColumn) -> String {
        if row.isEmpty(column) { return "" }
        let index = Int(row.indices[column.rawValue])
        let field = row.fields[index]
        let bytes = UnsafeBufferPointer(start: row.base + Int(field.start), count: Int(field.end - field.start))
        // Short texts need no allocation of their own.
        if bytes.count <= 15, row.encoding != .windows1252 { return row.text(column) }
        return known.value(for: bytes) { row.text(column) }
    }
}
