package import SickLeave

/// Which months a report is about, and what has to be said about the choice.
package struct ReportPeriod: Hashable, Sendable {
    package enum Notice: Hashable, Sendable {
        /// An end is missing or unreadable, or the end comes before the start.
        case unusable
        /// Where one chooses among half-years, as `unusable`.
        case noHalfYear
        /// Where one chooses among half-years: the one that is shown instead.
        case otherHalfYear(ClosedRange<Month>)
        /// Both ends were moved to what there are figures for.
        case clipped(first: Month, last: Month)
        case clippedAtStart(first: Month)
        case clippedAtEnd(last: Month)
        case beforeFirst(first: Month)
        case future
        /// The month has begun, and is shown when it is over.
        case running(last: Month)

        /// The choice says nothing, so that no filter holds and the usual period is shown.
        package var dropsFilters: Bool {
            switch self {
            case .unusable, .noHalfYear, .beforeFirst, .future, .running: true
            case .otherHalfYear, .clipped, .clippedAtStart, .clippedAtEnd: false
            }
        }

        package var text: String {
            switch self {
            case .unusable: "Perioden går inte att läsa. Välj en första och en sista månad."
            case .noHalfYear: "Halvåret går inte att läsa. Välj ett halvår i listan."
            case .otherHalfYear(let shown):
                "Här visas bara hela halvår som är slut. I stället visas \(shown.lowerBound.inWords)–\(shown.upperBound.inWords)."
            case .clipped(let first, let last):
                "Det finns siffror från \(first.inWords) till \(last.inWords). De månaderna visas."
            case .clippedAtStart(let first): "Det finns inga siffror före \(first.inWords). Tidigare månader visas inte."
            case .clippedAtEnd(let last): "Det finns inga siffror efter \(last.inWords). Senare månader visas inte."
            case .beforeFirst(let first): "Det finns inga siffror före \(first.inWords). Välj en senare period."
            case .future: "Perioden ligger i framtiden. Välj en tidigare period."
            case .running(let last): "Månaden är inte slut, och här visas bara hela månader. Den senaste är \(last.inWords)."
            }
        }
    }

    package let months: ClosedRange<Month>
    package let notice: Notice?

    /// The national service has no figures from before October 2013.
    package static let firstMonth = Month(year: 2013, month: 10)!

    /// The calendar half-years that are over, the newest first. Above the own unit a whole period is always one of these: none lies within
    /// another or overlaps it, so that no two of them can be taken from each other, and none grows from one day to the next.
    package static func halfYears(before day: Day) -> [ClosedRange<Month>] {
        let running = day.month - (day.month.month - 1) % 6
        return stride(from: 1, through: (running - firstMonth) / 6, by: 1).map { running - 6 * $0...running - 6 * $0 + 5 }
    }

    /// The usual period: 18 months in a series, 12 in a whole period, the running month included. A report on all providers is made
    /// for finished months, so that it ends with the month before.
    package static func usual(_ shape: Report.Shape, on day: Day, isNational: Bool = false) -> ClosedRange<Month> {
        months(shape == .series ? 18 : 12, through: isNational ? day.month - 1 : day.month)
    }

    package static func months(_ count: Int, through last: Month) -> ClosedRange<Month> { last - (count - 1)...last }

    /// The three finished months that an overview is about, and the same months a year before.
    package static func overview(on day: Day) -> (now: ClosedRange<Month>, before: ClosedRange<Month>) {
        (months(3, through: day.month - 1), months(3, through: day.month - 13))
    }

    /// - Parameters:
    ///   - first: any day of the first month; nil when missing or unreadable.
    ///   - last: any day of the last month.
    ///   - usual: shown when the choice cannot be.
    package init(from first: Day?, through last: Day?, on today: Day, otherwise usual: ClosedRange<Month>) {
        let earliest = Self.firstMonth
        let latest = today.month
        guard let first = first?.month, let last = last?.month, first <= last else {
            self.init(months: usual, notice: .unusable)
            return
        }
        if first < earliest, last > latest {
            self.init(months: earliest...latest, notice: .clipped(first: earliest, last: latest))
        } else if last < earliest {
            self.init(months: usual, notice: .beforeFirst(first: earliest))
        } else if first < earliest {
            self.init(months: earliest...last, notice: .clippedAtStart(first: earliest))
        } else if first > latest {
            self.init(months: usual, notice: .future)
        } else if last > latest {
            self.init(months: first...latest, notice: .clippedAtEnd(last: latest))
        } else {
            self.init(months: first...last, notice: nil)
        }
    }

    private init(months: ClosedRange<Month>, notice: Notice?) {
        self.months = months
        self.notice = notice
    }
}
