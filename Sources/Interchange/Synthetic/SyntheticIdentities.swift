package import SickLeave

/// Hands out person identifiers that belong to nobody, each once.
///
/// Personal identity numbers follow the tax agency's series for test persons: individual numbers 980–999 for those born before
/// 1990, 238 (women) and 239 (men) from 1990. The agency's list shows 238–239 from 1990 and 980–999 mostly for the oldest;
/// that 980–999 is free for every year of birth between is assumed, not confirmed. When a birth date has none left the
/// next dates are tried, and then a reserve number that says that it is synthetic is given.
package struct SyntheticIdentities {
    /// Individual numbers given out per birth date and sex: a few tens of thousand bytes, whatever the number of patients.
    private var used: [UInt8]
    private let firstBirthDay: Day
    private var reserveNumbers = 0
    private static let changeOfSeries = Day(year: 1990, month: 1, day: 1)!
    private static let datesToTry = 120

    package init(firstBirthDay: Day, lastBirthDay: Day) {
        self.firstBirthDay = firstBirthDay
        used = [UInt8](repeating: 0, count: 2 * (lastBirthDay - firstBirthDay + 1))
    }

    package mutating func next(born: Day, sex: LegalSex) -> PersonIdentifier {
        for offset in 0..<SyntheticIdentities.datesToTry {
            let day = born + offset
            let slot = 2 * (day - firstBirthDay) + Int(sex.rawValue)
            guard slot >= 0, slot < used.count else { break }
            let isLater = day >= SyntheticIdentities.changeOfSeries
            guard used[slot] < (isLater ? 1 : 10) else { continue }
            defer { used[slot] += 1 }
            // An odd individual number is a man's.
            let number = isLater ? 238 + Int(sex.rawValue) : 980 + 2 * Int(used[slot]) + Int(sex.rawValue)
            return SyntheticIdentities.personal(born: day, individualNumber: number)
        }
        return nextReserve()
    }

    package mutating func nextReserve() -> PersonIdentifier {
        reserveNumbers += 1
        let digits = String(reserveNumbers)
        let zeros = String(repeating: "0", count: max(0, 9 - digits.count))
        return PersonIdentifier(kind: .reserve, canonical: "SYNT\(zeros)\(digits)")
    }

    private static func personal(born: Day, individualNumber: Int) -> PersonIdentifier {
        let (year, month, day) = born.components
        let ten = (((year % 100) * 100 + month) * 100 + day) * 1000 + individualNumber
        var sum = 0
        var rest = ten
        for position in 0..<9 {
            let digit = rest % 10
            rest /= 10
            let product = position % 2 == 0 ? digit * 2 : digit
            sum += product > 9 ? product - 9 : product
        }
        let number = year / 100 * 10_000_000_000 + ten * 10 + (10 - sum % 10) % 10
        return PersonIdentifier(kind: .personal, canonical: String(number))
    }
}
