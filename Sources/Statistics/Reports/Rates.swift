package import SickLeave

/// A rate with two decimals, kept exact in hundredths.
package struct Rate: Hashable, Sendable {
    /// Rounded to the nearest, halves upwards.
    package let hundredths: Int

    /// `count` per 1 000 of `people`; nil without people.
    package init?(_ count: Int, perThousandOf people: Int) {
        guard people > 0 else { return nil }
        hundredths = (count * 200_000 + people) / (2 * people)
    }

    /// `9,09`.
    package var text: String {
        let rest = hundredths % 100
        return "\(hundredths / 100),\(rest < 10 ? "0" : "")\(rest)"
    }
}

/// The inhabitants of the counties on a day.
package struct Inhabitants: Hashable, Sendable {
    package let byCounty: [County: SexCounts]

    package init(byCounty: [County: SexCounts]) { self.byCounty = byCounty }

    /// Those of the last day of the year before the period's end; when that day is missing, those of the latest day there is.
    package static func chosen(among days: [Day: Inhabitants], for months: ClosedRange<Month>) -> Inhabitants? {
        let wanted = Day(year: months.upperBound.year - 1, month: 12, day: 31)
        return wanted.flatMap { days[$0] } ?? days.max { $0.key < $1.key }?.value
    }
}

/// A share in whole percent.
package enum Percent {
    /// Cut off downwards, 0 of nothing.
    package static func truncated(_ part: Int, of whole: Int) -> Int { whole == 0 ? 0 : 100 * part / whole }

    /// To the nearest, halves upwards, 0 of nothing.
    package static func rounded(_ part: Int, of whole: Int) -> Int {
        whole == 0 ? 0 : (200 * part + whole).floored(by: 2 * whole)
    }

    /// The change from one count to another, to the nearest; 0 when there was nothing before.
    package static func change(from before: Int, to now: Int) -> Int { rounded(now - before, of: before) }

    /// As `change`, cut off towards 0.
    package static func truncatedChange(from before: Int, to now: Int) -> Int { truncated(now - before, of: before) }
}

extension Int {
    fileprivate func floored(by divisor: Int) -> Int {
        let quotient = self / divisor
        return self % divisor < 0 ? quotient - 1 : quotient
    }
}
