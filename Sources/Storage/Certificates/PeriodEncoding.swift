import SickLeave

/// A certificate's periods as bytes beside its other facts: for each its first day (zigzag), number of days and percent, all of
/// variable length. A period without days or an end before its start cannot be written.
enum PeriodEncoding {
    static func encode(_ periods: [SickLeavePeriod]) -> [UInt8] {
        var out = ByteWriter(capacity: periods.count * 6)
        for period in periods { append(period, to: &out) }
        return out.bytes
    }

    static func append(_ period: SickLeavePeriod, to out: inout ByteWriter) {
        out.signed(period.days.first.number)
        out.unsigned(period.days.count)
        out.unsigned(period.extent.percent)
    }

    static func period(_ input: inout ByteReader) throws(ByteReader.Fault) -> SickLeavePeriod {
        let first = try input.day()
        guard let count = Int32(exactly: try input.unsigned()),
            case (let last, false) = first.rawValue.addingReportingOverflow(count - 1),
            let days = DayRange(first, through: Day(rawValue: last)), let extent = Extent(percent: try input.unsigned())
        else { throw .unreadable }
        return SickLeavePeriod(days: days, extent: extent)
    }

    static func decode(_ bytes: [UInt8]) throws(ByteReader.Fault) -> [SickLeavePeriod] {
        var input = ByteReader(bytes)
        var periods: [SickLeavePeriod] = []
        while !input.isAtEnd { periods.append(try period(&input)) }
        return periods
    }
}
