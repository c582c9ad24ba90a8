package import SickLeave
package import Statistics

/// The unit's equity page: who gets what, as it is and among equal patients. Aggregates only.
package struct Equity: Sendable {
    package struct Row: Sendable {
        package let measure: Measure
        /// Women and men first, then the ages.
        package let comparisons: [EquityComparison]
    }

    package struct View: Sendable {
        package let months: ClosedRange<Month>
        package let rows: [Row]
    }

    private let figures: Figures
    private let measures: [Measure]

    package init(figures: Figures, measures: [Measure]) {
        self.figures = figures
        self.measures = measures
    }

    /// What can be given to one and not to another: measures of the unit's own work, not of who comes.
    package static let measured: [Measure.ID] = [
        "deltid-vid-start", "deltid-fore-dag-90", "plan-over-28-dagar", "samordning-over-60-dagar", "sjukfall-over-28-dagar",
        "sjukfall-over-90-dagar", "kompletteringar",
    ].map(Measure.ID.init(rawValue:))

    /// The last twelve months that are over. Nil when the unit has no data yet.
    package func view(for viewer: Viewer, on day: Day) throws -> View? {
        try viewer.require(.seeFigures)
        guard let unit = figures.snapshot.unit(number: Int32(viewer.unit.number)) else { return nil }
        let chosen = Equity.measured.compactMap { id in measures.first { $0.id == id } }
        let facts = Statistics.UnitMeasures(snapshot: figures.snapshot, careUnit: unit, on: day, measures: chosen)
        let months = (day.month - 12)...(day.month - 1)
        return View(
            months: months,
            rows: chosen.map { Row(measure: $0, comparisons: $0.equity(in: facts.facts(for: $0), months: months)) })
    }
}

extension Equity.View {
    /// What stands behind the bars, and every age.
    package func file(isForExcel: Bool) -> FigureFile {
        var draft = FigureFile.Draft(
            [
                "matt", "jamforelse", "forsta_taljare", "forsta_namnare", "andra_taljare", "andra_namnare", "skillnad",
                "skillnad_fran", "skillnad_till", "forsta_lika_patienter", "andra_lika_patienter", "skillnad_lika_patienter",
                "varav_olika_patienter", "varav_annat",
            ], isForExcel: isForExcel)
        for row in rows {
            for comparison in row.comparisons {
                draft.add([
                    row.measure.title, comparison.groups.title, "\(comparison.first.count)", "\(comparison.first.total)",
                    "\(comparison.second.count)", "\(comparison.second.total)", draft.decimal(comparison.crude?.difference),
                    draft.decimal(comparison.crude?.interval.lower), draft.decimal(comparison.crude?.interval.upper),
                    draft.decimal(comparison.firstStandardised?.standardised),
                    draft.decimal(comparison.secondStandardised?.standardised), draft.decimal(comparison.standardised),
                    draft.decimal(comparison.split?.mix), draft.decimal(comparison.split?.practice),
                ])
            }
        }
        return draft.file(named: "jamlik-vard")
    }
}

extension EquityComparison {
    /// How much of the difference is that the groups have different patients, in a plain sentence; nil when a group is too small.
    package var sentence: String? {
        guard let crude, let split else { return nil }
        let mix: String
        let (all, ofMix, other) = (crude.difference, split.mix, split.practice)
        if all.magnitude < 0.01 {
            mix = "Grupperna skiljer sig med mindre än en procentenhet."
        } else {
            mix =
                "Av skillnaden på \(SwedishNumber.percentagePoints(all)) beror \(SwedishNumber.decimal(ofMix * 100)) på att grupperna har \(strataWords) "
                + "och \(SwedishNumber.decimal(other * 100)) på annat."
        }
        guard isUnsure else { return mix }
        let comparable = SwedishNumber.percent(split.comparable, places: 0)
        return mix + " Bara \(comparable) av sjukfallen har en motsvarighet i den andra gruppen, så delningen är osäker."
    }

    private var strataWords: String {
        switch groups {
        case .womenAndMen: "olika diagnoser och åldrar"
        case .ageAndOthers: "olika diagnoser och kön"
        }
    }
}
