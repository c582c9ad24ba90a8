import SickLeave

/// The column `perioder`: `2026-01-01..2026-01-14:100|2026-01-15..2026-01-31:50`.
enum CertificatePeriods {
    private static let column = CertificateColumn.periods
    /// How far from the day of signing a period may reach before we ask whether the year is right.
    private static let farthestYears = 5
    private static let mostPeriods = 50

    /// In the order written; never empty.
    static func read(_ row: CSVRow, kind: CertificateKind, signed: Day) throws(CSVCellFault) -> [SickLeavePeriod] {
        let cell = row.bytes(column)
        guard let base = cell.baseAddress, !cell.isEmpty else { throw row.missing(column) }
        var periods: [SickLeavePeriod] = []
        var start = 0
        while start <= cell.count {
            var end = start
            while end < cell.count, base[end] != 0x7C { end += 1 }
            let item = trimmed(UnsafeBufferPointer(start: base + start, count: end - start))
            periods.append(try period(item, row, kind, signed))
            guard periods.count <= mostPeriods else {
                throw row.fault(column, "fler än \(mostPeriods) perioder. Kontrollera raden.")
            }
            start = end + 1
        }
        return periods
    }

    private static func trimmed(_ bytes: UnsafeBufferPointer<UInt8>) -> UnsafeBufferPointer<UInt8> {
        var rest = bytes[...]
        while rest.first == 0x20 { rest.removeFirst() }
        while rest.last == 0x20 { rest.removeLast() }
        return UnsafeBufferPointer(rebasing: rest)
    }

    private static func period(
        _ item: UnsafeBufferPointer<UInt8>, _ row: CSVRow, _ kind: CertificateKind, _ signed: Day
    ) throws(CSVCellFault) -> SickLeavePeriod {
        guard let colon = item.firstIndex(of: 0x3A),
            let dots = (0..<max(0, colon - 1)).first(where: { item[$0] == 0x2E && item[$0 + 1] == 0x2E })
        else {
            throw row.fault(
                column, "”\(row.hint(item))” är inte en period. Skriv den som 2026-01-01..2026-01-14:100, med | mellan flera.")
        }
        let first = try row.day(UnsafeBufferPointer(rebasing: item[..<dots]), column)
        let last = try row.day(UnsafeBufferPointer(rebasing: item[(dots + 2)..<colon]), column)
        guard let days = DayRange(first, through: last) else {
            throw row.fault(column, "perioden slutar \(last), före sin början \(first). Kontrollera dagarna.")
        }
        var percent = item[(colon + 1)...]
        if percent.last == 0x25 { percent.removeLast() }
        let written = trimmed(UnsafeBufferPointer(rebasing: percent))
        guard let number = Int(digits: written), let extent = Extent(percent: number) else {
            throw row.fault(column, "”\(row.hint(written))” är inte en grad. Skriv ett heltal från 1 till 100.")
        }
        guard kind == .ag114 || CSVCodeList.extent(percent: number) != nil else {
            throw row.fault(column, "graden \(number) finns inte i \(kind.title). Skriv 25, 50, 75 eller 100.")
        }
        let reach = farthestYears * 366
        guard last - signed <= reach, signed - first <= reach else {
            let far = last - signed > reach ? last : first
            throw row.fault(column, "\(far) ligger mer än \(farthestYears) år från signeringen \(signed). Kontrollera året.")
        }
        return SickLeavePeriod(days: days, extent: extent)
    }

    static func cell(_ periods: [SickLeavePeriod]) -> String {
        periods.map { "\($0.days.first)..\($0.days.last):\($0.extent.percent)" }.joined(separator: "|")
    }
}
