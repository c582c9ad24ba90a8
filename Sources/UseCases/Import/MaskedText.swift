import SickLeave

/// A text for somebody who may not know whom it is about: a file's name, a reason.
///
/// Names of files come from people, and people name files after patients.
struct MaskedText {
    private let day: Day

    /// - Parameter day: today: decides what can be a birth date.
    init(on day: Day) { self.day = day }

    /// With dots for the digits of everything that reads as a personal identity number or coordination number, right or
    /// slightly wrong. A time like 20261121-0930 is left, unless it is a number with the right check digit.
    func masked(_ text: String) -> String {
        var result = ""
        var run: [Character] = []
        func flush() {
            let hidden = identities(in: run)
            result += String(run.indices.map { hidden.contains($0) ? "•" : run[$0] })
            run = []
        }
        for character in text {
            if character.isASCIIDigit || (!run.isEmpty && "-+_ ".contains(character)) {
                run.append(character)
            } else {
                flush()
                result.append(character)
            }
        }
        flush()
        return result
    }

    /// The same, without what the reason quotes: a cell's content is the patient's. What is quoted may itself hold the sign, which opens as
    /// it closes: all from the first to the last goes.
    func withoutQuotes(_ text: String) -> String {
        guard let first = text.firstIndex(of: "”"), let last = text.lastIndex(of: "”") else { return masked(text) }
        return masked(text[..<first] + "”…”" + text[last...].dropFirst())
    }

    /// Where the digits stand that make up a number.
    private func identities(in run: [Character]) -> Set<Int> {
        var hidden: Set<Int> = []
        // `20261121-19121212-1212` is a day and a number: every stretch of ten or twelve digits counts.
        let digits = run.indices.filter { run[$0].isASCIIDigit }
        for length in [12, 10] where digits.count >= length {
            for start in 0...(digits.count - length) {
                let places = digits[start..<(start + length)]
                let number = String(places.map { run[$0] })
                let separators = places[places.endIndex - 1] - places[places.startIndex] + 1 - length
                guard separators <= 1 else { continue }
                let written = number.dropLast(4) + "-" + number.suffix(4)
                // A part of a longer run of digits is no number.
                let (first, last) = (places[places.startIndex], places[places.endIndex - 1])
                guard first == 0 || !run[first - 1].isASCIIDigit, last + 1 == run.count || !run[last + 1].isASCIIDigit else {
                    continue
                }
                let isRight = (try? PersonIdentifier(swedish: written, on: day)) != nil
                let isParted = separators == 1 && !run[last - 4].isASCIIDigit
                let isWhole = separators == 0 && length == 12
                if isRight || (isParted || isWhole) && isNearly(number) { hidden.formUnion(places) }
            }
        }
        return hidden
    }

    /// A birth date and four digits that are no time of day.
    private func isNearly(_ number: String) -> Bool {
        guard let last = Int(number.suffix(4)), let date = Int(number.dropLast(4)) else { return false }
        let (month, day) = (date / 100 % 100, date % 100)
        guard (1...12).contains(month), (1...31).contains(day) || (61...91).contains(day) else { return false }
        guard number.count == 12 else { return true }
        let year = date / 10_000
        guard (1880...self.day.year).contains(year) else { return false }
        let isTimeOfDay = year >= 2000 && last / 100 < 24 && last % 100 < 60
        return !isTimeOfDay
    }
}

extension Character {
    fileprivate var isASCIIDigit: Bool { ("0"..."9").contains(self) }
}
