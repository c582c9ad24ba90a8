package import SickLeave

/// All measures of one care unit on a day: the facts are gathered once for each spell rule that the measures use.
package struct UnitMeasures: Sendable {
    package let day: Day
    /// In the order given.
    package let measures: [Measure]
    private let factsByRule: [SpellRule: UnitFacts]

    /// - Parameter careUnit: a care unit; its sub-units are included.
    package init(snapshot: Snapshot, careUnit: UnitIndex, on day: Day, measures: [Measure]) {
        self.day = day
        self.measures = measures
        // A measure without spells needs no rule of its own and shares what is there.
        var rules = Set(measures.compactMap(\.spellRule))
        if rules.isEmpty { rules = [.unit] }
        factsByRule = Dictionary(
            uniqueKeysWithValues: rules.map { ($0, UnitFacts(snapshot: snapshot, careUnit: careUnit, rule: $0, on: day)) })
    }

    /// What the measure is computed from.
    package func facts(for measure: Measure) -> UnitFacts {
        if let rule = measure.spellRule, let facts = factsByRule[rule] { return facts }
        return factsByRule.min { ($0.key.scope.rawValue, $0.key.gap) < ($1.key.scope.rawValue, $1.key.gap) }?.value
            ?? UnitFacts(rule: .unit, day: day)
    }

    /// The measure's figure for a month; see `Measure.result`.
    package func result(_ measure: Measure, month: Month, windowMonths: Int? = nil) -> MeasureResult {
        measure.result(in: facts(for: measure), month: month, windowMonths: windowMonths)
    }

    /// Oldest first; ends with the month of the day asked about.
    package func trend(_ measure: Measure, months: Int = 24, windowMonths: Int? = nil) -> [MeasureResult] {
        measure.trend(in: facts(for: measure), through: day.month, months: months, windowMonths: windowMonths)
    }

    package func strata(
        _ measure: Measure, by stratifier: Measure.Stratifier, month: Month, windowMonths: Int? = nil
    ) -> [MeasureStratum] {
        measure.strata(in: facts(for: measure), by: stratifier, month: month, windowMonths: windowMonths)
    }

    /// What changed since last month, among the measures that share the given rule.
    package func changes(rule: SpellRule = .unit) -> ChangeSentences {
        ChangeSentences(facts: factsByRule[rule] ?? UnitFacts(rule: rule, day: day), measures: measures)
    }
}

extension Measure {
    /// One measure's figure for one unit and month; for several use `UnitMeasures`, which reads the unit once.
    package func evaluate(in snapshot: Snapshot, careUnit: UnitIndex, month: Month, on day: Day) -> MeasureResult {
        let facts = UnitFacts(snapshot: snapshot, careUnit: careUnit, rule: spellRule ?? .unit, on: day)
        return result(in: facts, month: month)
    }
}
