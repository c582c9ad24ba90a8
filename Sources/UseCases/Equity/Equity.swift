import Interchange
package import SickLeave
package import Statistics

/// The unit's equity page: who gets what, as it is and among equal patients. Aggregates only.
package struct Equity: Sendable {
    package struct Row: Sendable {
        package let measure: Measure
        /// A month that is not followed to its end would show a difference that is only impatience.
        package let months: ClosedRange<Month>
        /// Women and men first, then the ages.
        package let comparisons: [EquityComparison]
    }

    package struct View: Sendable {
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

    /// Nil when the unit has no data yet.
    package func view(for viewer: Viewer, on day: Day) throws -> View? {
        try viewer.require(.seeFigures)
        guard let unit = figures.snapshot.unit(number: Int32(viewer.unit.number)) else { return nil }
        let chosen = Equity.measured.compactMap { id in measures.first { $0.id == id } }
        let facts = Statistics.UnitMeasures(snapshot: figures.snapshot, careUnit: unit, on: day, measures: chosen)
        return View(
            rows: chosen.map { measure in
                let months = measure.calculation.year(on: day)
                return Row(
                    measure: measure, months: months, comparisons: measure.equity(in: facts.facts(for: measure), months: months))
            })
    }
}

extension Equity.View {
    /// What stands behind the bars, and every age.
    package func file(isForExcel: Bool) -> FigureFile {
        var draft = FigureFile.Draft(
            [
                "matt", "fran_manad", "till_manad", "jamforelse", "forsta_taljare", "forsta_namnare", "andra_taljare",
                "andra_namnare", "skillnad",
                "skillnad_fran", "skillnad_till", "forsta_lika_patienter", "andra_lika_patienter", "skillnad_lika_patienter",
                "skillnad_lika_patienter_fran", "skillnad_lika_patienter_till", "varav_olika_patienter", "varav_annat", "kvot",
                "kvot_inom_grupper", "kvot_fran", "kvot_till",
                "oddskvot_inom_grupper",
                "oddskvot_fran", "oddskvot_till",
            ], isForExcel: isForExcel)
        for row in rows {
            for comparison in row.comparisons {
                draft.add([
                    .text(row.measure.title), "\(row.months.lowerBound)", "\(row.months.upperBound)",
                    .text(comparison.groups.title),
                    "\(comparison.first.count)", "\(comparison.first.total)",
                    "\(comparison.second.count)", "\(comparison.second.total)", .decimal(comparison.crude?.difference),
                    .decimal(comparison.crude?.interval.lower), .decimal(comparison.crude?.interval.upper),
                    .decimal(comparison.firstStandardised?.standardised),
                    .decimal(comparison.secondStandardised?.standardised), .decimal(comparison.standardised),
                    .decimal(comparison.standardisedDifference?.interval.lower),
                    .decimal(comparison.standardisedDifference?.interval.upper),
                    .decimal(comparison.split?.mix), .decimal(comparison.split?.practice),
                    .decimal(comparison.crudeRatio), .decimal(comparison.risk?.ratio),
                    .decimal(comparison.risk?.interval.lower), .decimal(comparison.risk?.interval.upper),
                    .decimal(comparison.odds?.ratio), .decimal(comparison.odds?.interval.lower),
                    .decimal(comparison.odds?.interval.upper),
                ])
            }
        }
        return draft.file(named: "jamlik-vard")
    }
}

extension EquityComparison {
    /// How much of the difference is that the groups have different patients, in a plain sentence; nil when a group is too small.
    ///
    /// - Parameter unit: what the measure counts.
    package func sentence(_ unit: Measure.UnitOfAnalysis) -> String? {
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
        return mix + " Bara \(comparable) av \(unit.all) har en motsvarighet i den andra gruppen, så delningen är osäker."
    }

    private var strataWords: String {
        switch groups {
        case .womenAndMen: "olika diagnoser och åldrar"
        case .ageAndOthers: "olika diagnoser och kön"
        }
    }
}
