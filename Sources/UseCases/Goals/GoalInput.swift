package import SickLeave

/// What a person writes about a goal, as it was typed.
package struct GoalInput: Sendable {
    package var measure: String
    /// Percent: `40` or `37,5`.
    package var target: String
    package var due: Day?
    package var responsible: String
    package var plan: String
    package var reason: String
    /// The person has read that the unit is better than the target already, and wants it all the same.
    package var isConfirmed: Bool

    package init(
        measure: String, target: String, due: Day?, responsible: String, plan: String, reason: String = "",
        isConfirmed: Bool = false
    ) {
        self.measure = measure
        self.target = target
        self.due = due
        self.responsible = responsible
        self.plan = plan
        self.reason = reason
        self.isConfirmed = isConfirmed
    }

    private static let longest = 2_000
    /// Three years: who sets a goal is to follow it up, and a day further ahead is most often a slip of the pen.
    private static let mostDaysAhead = 3 * 365 + 1

    /// Ten-thousandths.
    func targetNumber() throws -> Int {
        let parts = target.filter { $0 != " " && $0 != "%" && $0 != "\u{A0}" }.split(
            separator: ",", omittingEmptySubsequences: false)
        let decimals = parts.count == 2 ? String(parts[1]) : ""
        guard (1...2).contains(parts.count), let whole = Int(parts[0]), (0...100).contains(whole), decimals.count <= 2,
            decimals.allSatisfy({ $0.isASCII && $0.isNumber }),
            let fraction = Int((decimals + "00").prefix(2)), whole * 100 + fraction <= 10_000
        else {
            throw UseCaseError.invalidAnswer(.goalTarget, "Skriv målet i procent, från 0 till 100, till exempel 40 eller 37,5.")
        }
        return whole * 100 + fraction
    }

    /// - Parameters:
    ///   - name: as a sentence about it begins.
    ///   - missing: what to do when nothing is written.
    static func text(_ text: String, _ name: String, _ answer: FormAnswer, missing: String) throws -> String {
        let start = text.prefix(longest + 1)
        guard start.count <= longest else {
            throw UseCaseError.invalidAnswer(answer, "\(name) får ha högst \(longest) tecken.")
        }
        guard start.contains(where: { !$0.isWhitespace }) else { throw UseCaseError.invalidAnswer(answer, missing) }
        return text
    }

    static func responsible(_ name: String, _ answer: FormAnswer) throws -> String {
        try text(name, "Ansvarig", answer, missing: "Skriv vem som är ansvarig.")
    }

    /// When a goal or a step is to be done: a day that has not come yet, and is near enough to be followed up.
    ///
    /// - Parameters:
    ///   - what: as in `målet ska vara nått`.
    ///   - standing: the day that stands, which may have passed.
    static func due(_ due: Day?, _ what: String, _ answer: FormAnswer, after today: Day, standing: Day? = nil) throws -> Day {
        guard let due else {
            throw UseCaseError.invalidAnswer(answer, "Ange vilken dag \(what), till exempel \(today + 180).")
        }
        guard due != standing else { return due }
        guard due > today else {
            throw UseCaseError.invalidAnswer(answer, "Dagen då \(what) är i dag eller har redan varit. Välj en senare dag.")
        }
        let last = today + mostDaysAhead
        guard due <= last else {
            throw UseCaseError.invalidAnswer(
                answer, "Dagen då \(what) är mer än tre år bort. Välj en dag till och med \(last), så att den går att följa upp.")
        }
        return due
    }
}
