import SickLeave

/// A text for somebody who may not know whom it is about: a file's name, a reason.
///
/// Names of files come from people, and people name files after patients.
struct MaskedText {
    private let day: Day

    /// - Parameter day: today: decides what can be a birth date.
    init(on day: Day) { self.day = day }

    /// With dots for the digits of everything that reads as a personal identity number or coordination number, right or
    /// slightly wrong, however it is parted: people write `1950-01-13 9806`, and programs make dashes of hyphens. A time like
    /// 20261121-0930 is left, unless it is a number with the right check digit.
    func masked(_ text: String) -> String {
        var scalars = Array(text.unicodeScalars)
        for place in identities(in: scalars) { scalars[place] = "•" }
        return String(String.UnicodeScalarView(scalars))
    }

    /// The same, without what the reason quotes: a cell's content is the patient's. What is quoted may itself hold the sign, which opens as
    /// it closes: all from the first to the last goes.
    func withoutQuotes(_ text: String) -> String {
        guard let first = text.firstIndex(of: "”"), let last = text.lastIndex(of: "”") else { return masked(text) }
        return masked(text[..<first] + "”…”" + text[last...].dropFirst())
    }

    /// Where the digits stand that make up a number. Part of a longer run of digits is none. `20261121-19121212-1212` is a day and a
    /// number: wherever digits begin, a number may.
    private func identities(in text: [Unicode.Scalar]) -> Set<Int> {
        var hidden: Set<Int> = []
        let digits = DigitGroups(text)
        for first in digits.groups.indices {
            var length = 0
            for last in first..<digits.groups.count {
                guard last == first || digits.isNear(last) else { break }
                length += digits.groups[last].count
                guard length <= 12 else { break }
                guard length == 10 || length == 12, last - first < 2 || !digits.cutsDate(first, last) else { continue }
                let groups = digits.groups[first...last]
                if isIdentity(digits.text(groups), lengths: groups.map(\.count)) { hidden.formUnion(groups.joined()) }
            }
        }
        return hidden
    }

    /// How a number may be parted for one with the wrong check digit to be hidden too.
    private static let usualLengths = [[12], [8, 4], [6, 4], [4, 2, 2, 4], [2, 2, 2, 4]]

    /// Whether the digits, written in groups of these lengths, make up a number.
    private func isIdentity(_ number: String, lengths: [Int]) -> Bool {
        // `2026-11-19 10.30`: every tenth such has the right check digit.
        if lengths.suffix(2) == [2, 2], isDayAndTime(number) { return false }
        let written = number.dropLast(4) + "-" + number.suffix(4)
        if (try? PersonIdentifier(swedish: written, on: day)) != nil { return true }
        return MaskedText.usualLengths.contains(lengths) && hasBirthDate(number) && (lengths == [6, 4] || !isDayAndTime(number))
    }

    private func hasBirthDate(_ number: String) -> Bool {
        guard let date = Int(number.dropLast(4)) else { return false }
        let (month, day) = (date / 100 % 100, date % 100)
        guard (1...12).contains(month), (1...31).contains(day) || (61...91).contains(day) else { return false }
        return number.count == 10 || (1880...self.day.year).contains(date / 10_000)
    }

    /// A day since 2000 and a time of day.
    private func isDayAndTime(_ number: String) -> Bool {
        guard let last = Int(number.suffix(4)), let date = Int(number.dropLast(4)) else { return false }
        let isOurTime = number.count == 12 ? date / 10_000 >= 2000 : 2000 + date / 10_000 <= day.year
        return isOurTime && last / 100 < 24 && last % 100 < 60
    }
}

/// The digits of a text, in groups that stand together.
private struct DigitGroups {
    let groups: [Range<Int>]
    private let all: [Unicode.Scalar]
    /// The first group of each `2026-11-28`.
    private var dates: Set<Int> = []

    init(_ text: [Unicode.Scalar]) {
        all = text
        var groups: [Range<Int>] = []
        for place in text.indices where ("0"..."9").contains(text[place]) {
            if let last = groups.last, last.upperBound == place {
                groups[groups.count - 1] = last.lowerBound..<(place + 1)
            } else {
                groups.append(place..<(place + 1))
            }
        }
        self.groups = groups
        dates = Set(groups.indices.filter(isDate))
    }

    func text(_ groups: ArraySlice<Range<Int>>) -> String {
        groups.reduce(into: "") { $0.unicodeScalars.append(contentsOf: all[$1]) }
    }

    /// Whether little stands between the group and the one before, and no letter: dashes and spaces of whatever kind, dots.
    func isNear(_ group: Int) -> Bool {
        let between = all[groups[group - 1].upperBound..<groups[group].lowerBound]
        return between.count <= 3 && between.allSatisfy { !$0.properties.isAlphabetic && $0.properties.numericType == nil }
    }

    /// Whether a date begins before the groups and goes on in them, or begins in them and goes on after: `01-05 2026-11` of two dates.
    func cutsDate(_ first: Int, _ last: Int) -> Bool {
        [first - 2, first - 1, last - 1, last].contains { dates.contains($0) }
    }

    private func isDate(_ group: Int) -> Bool {
        guard group + 2 < groups.count, isNear(group + 1), isNear(group + 2) else { return false }
        let three = groups[group...(group + 2)]
        guard three.map(\.count) == [4, 2, 2], let date = Int(text(three)) else { return false }
        return (1800...2199).contains(date / 10_000) && (1...12).contains(date / 100 % 100) && (1...31).contains(date % 100)
    }
}
