package import SickLeave

/// What changed since last month, in at most three composed sentences.
///
/// Two figures always differ; a unit that is told so every month learns to chase noise. A change is told only when both
/// sides rest on at least fifteen counted and fifteen not counted, both periods are settled, and the 99 % interval of the
/// difference leaves out zero: with some ten comparisons a month, a change that is only chance is then told about once a
/// year. Otherwise the sentence says that nothing changed clearly, or that there is too little to tell by.
package struct ChangeSentences: Hashable, Sendable {
    package struct Sentence: Hashable, Sendable {
        package enum Kind: Hashable, Sendable {
            /// Counts that stand for themselves.
            case starts
            /// A change larger than chance.
            case change(Measure.ID)
            case noClearChange
            case tooLittle
        }

        package let kind: Kind
        package let text: String
    }

    /// The month that just ended.
    package let month: Month
    package let sentences: [Sentence]

    /// - Parameters:
    ///   - facts: the unit's, under the measures' spell rule.
    ///   - measures: shares of spells or certificates are compared; days, staff, spreads and differences are not.
    package init(facts: UnitFacts, measures: [Measure]) {
        month = facts.day.month - 1
        guard let firstData = facts.firstMonth, firstData <= month else {
            sentences = [Sentence(kind: .tooLittle, text: "Enheten har inga sjukfall före \(facts.day.month.inWords).")]
            return
        }
        // Spells that run when the data begin look like new ones for a month or two.
        let earliest = firstData + 2
        var sentences = [Self.starts(facts, month: month, earliest: earliest)]
        var changes: [ShareChange] = []
        var compared = 0
        for measure in measures {
            guard case .share = measure.calculation, [.spell, .certificate].contains(measure.unitOfAnalysis),
                measure.spellRule == nil || measure.spellRule == facts.rule
            else { continue }
            let comparisons = ShareChange.comparisons(of: measure, in: facts, through: month, earliest: earliest)
            if !comparisons.isEmpty { compared += 1 }
            // One sentence a measure: the comparison that is furthest from chance.
            if let clearest = comparisons.filter(\.isClear).max(by: { $0.strength < $1.strength }) { changes.append(clearest) }
        }
        changes.sort { ($1.strength, $0.measure.id) < ($0.strength, $1.measure.id) }
        sentences += changes.prefix(2).map { Sentence(kind: .change($0.measure.id), text: $0.text) }
        if changes.isEmpty {
            sentences.append(
                compared == 0
                    ? Sentence(kind: .tooLittle, text: "Underlaget är för litet för att se förändringar i måtten.")
                    : Sentence(kind: .noClearChange, text: Self.noClearChange(compared: compared)))
        }
        self.sentences = sentences
    }

    private static func noClearChange(compared: Int) -> String {
        compared == 1
            ? "Ett mått har underlag nog att jämföra, och det visar ingen tydlig förändring."
            : "\(compared) mått har underlag nog att jämföra. Inget av dem visar någon tydlig förändring."
    }

    /// Started spells, beside the month before and the same month last year. The verdict goes by last year where it can,
    /// since fewer are sick-listed in July every year.
    private static func starts(_ facts: UnitFacts, month: Month, earliest: Month) -> Sentence {
        func count(_ month: Month) -> Int {
            facts.spells.reduce(0) { $0 + ($1.first >= month.firstDay && $1.first <= month.lastDay ? 1 : 0) }
        }
        let now = count(month)
        let name = SwedishCalendarNames.months[month.month - 1]
        var text = "I \(name) började \(now) sjukfall"
        var reference: (count: Int, month: Month)?
        if month - 1 >= earliest {
            reference = (count(month - 1), month - 1)
            text += ", mot \(count(month - 1)) i \(SwedishCalendarNames.months[(month - 1).month - 1])"
        }
        if month - 12 >= earliest {
            let before = count(month - 12)
            text += reference == nil ? ", mot \(before) i \(name) i fjol" : " och \(before) i \(name) i fjol"
            reference = (before, month - 12)
        }
        guard let reference else {
            return Sentence(kind: .starts, text: text + ". Det finns inget tidigare att jämföra med.")
        }
        let comparedWith = month - reference.month == 12 && month - 1 >= earliest ? " jämfört med i fjol" : ""
        guard now >= 15, reference.count >= 15 else {
            return Sentence(kind: .starts, text: text + ". Antalen är för små för att tala om en förändring\(comparedWith).")
        }
        return Sentence(kind: .starts, text: text + ". " + verdict(now, month, reference.count, reference.month, comparedWith))
    }

    /// Given the sum of two Poisson counts, the first is binomial with the share of the days.
    private static func verdict(_ now: Int, _ month: Month, _ before: Int, _ earlier: Month, _ comparedWith: String) -> String {
        let days = Double(month.lastDay - month.firstDay + 1)
        let earlierDays = Double(earlier.lastDay - earlier.firstDay + 1)
        let expected = days / (days + earlierDays)
        guard let interval = Interval.wilson(now, of: now + before, z: Interval.z99), !interval.contains(expected) else {
            return "Det är ingen tydlig förändring\(comparedWith)."
        }
        let direction = interval.lower > expected ? "Ökningen" : "Minskningen"
        return "\(direction)\(comparedWith) är större än slumpen brukar ge."
    }
}

extension UnitFacts {
    /// The month of the first certified day; nil without spells.
    package var firstMonth: Month? { spells.map(\.first).min()?.month }
}
