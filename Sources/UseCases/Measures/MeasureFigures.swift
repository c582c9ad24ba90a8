import Interchange
import SickLeave
package import Statistics

/// A table of figures as CSV: what stands behind a chart, for people's own.
package struct FigureFile: Sendable {
    package let name: String
    package let bytes: [UInt8]

    /// Cells are written as text; decimals through `decimal`, so that they suit the reader.
    struct Draft {
        private let flavour: CSVWriter.Flavour
        private var table: CSVTable

        /// - Parameter isForExcel: with semicolons and decimal commas, as a Swedish Excel opens it; otherwise as programs expect CSV.
        init(_ columns: [String], isForExcel: Bool) {
            flavour = isForExcel ? .excel : .standard
            table = CSVTable(columns: columns, flavour: flavour)
        }

        func decimal(_ value: Double?) -> String { value.map { CSVTable.decimal($0, flavour: flavour) } ?? "" }
        mutating func add(_ row: [String]) { table.add(row) }
        func file(named name: String) -> FigureFile { FigureFile(name: "\(name).csv", bytes: table.bytes) }
    }
}

extension GoalMeasures.Detail {
    /// The tables of a measure's page, one for each chart.
    package enum Table: String, Sendable, CaseIterable {
        case months = "manader"
        case control = "granser"
        case counts = "antal"
        case drift = "sma-steg"
        case physicians = "lakare"
        case spread = "spridning"
        case lengths = "langd"
        case peers = "enheter"
        case expected = "vantat"
        case groups = "grupper"
        case contrasts = "jamforelser"
    }

    /// Nil for what the page does not show either.
    package func file(_ table: Table, isForExcel: Bool) -> FigureFile? {
        let draft: FigureFile.Draft? =
            switch table {
            case .months: monthTable(isForExcel)
            case .control: control.map { controlTable($0, isForExcel) }
            case .counts: control.flatMap { control in control.counts.map { countTable($0, control.months, isForExcel) } }
            case .drift: control.flatMap { driftTable($0, isForExcel) }
            case .physicians: physicianTable(isForExcel)
            case .spread: physicians.isEmpty ? nil : spreadTable(isForExcel)
            case .lengths: lengths.map { lengthTable($0, isForExcel) }
            case .peers: settledPeers.map { peerTable($0, isForExcel) }
            case .expected: settledPeers == nil ? nil : expected.map { expectedTable($0, isForExcel) }
            case .groups: strata.contains { $0.groups.count > 1 } ? groupTable(isForExcel) : nil
            case .contrasts: year.contrasts.isEmpty ? nil : contrastTable(isForExcel)
            }
        let id = trend.measure.id.rawValue
        return draft?.file(named: table == .months ? id : "\(id)-\(table.rawValue)")
    }

    /// Months that may still change are left out: a unit that registers early would look better than it is.
    package var settledPeers: PeerSpread? {
        let settled = trend.months.lastIndex(where: \.isSettled).map { $0 + 1 } ?? 0
        guard let peers = peers?.spread.prefix(settled), peers.levels.contains(where: { $0.spread != nil }) else { return nil }
        return peers
    }

    private func monthTable(_ isForExcel: Bool) -> FigureFile.Draft {
        var draft = FigureFile.Draft(
            ["fran_manad", "till_manad", "taljare", "namnare", "varde", "intervall_fran", "intervall_till", "klar"],
            isForExcel: isForExcel)
        for result in trend.months {
            draft.add([
                "\(result.months.lowerBound)", "\(result.months.upperBound)", "\(result.numerator)", "\(result.denominator)",
                draft.decimal(result.value), draft.decimal(result.interval?.lower), draft.decimal(result.interval?.upper),
                result.isSettled ? "ja" : "nej",
            ])
        }
        return draft
    }

    private func controlTable(_ control: MeasureControl, _ isForExcel: Bool) -> FigureFile.Draft {
        var draft = FigureFile.Draft(
            ["manad", "varde", "medel", "undre_grans", "ovre_grans", "mer_an_slump", "raknas_om_for_att"], isForExcel: isForExcel)
        for phase in control.chart.phases {
            for index in phase.values {
                draft.add([
                    "\(control.months[index].months.upperBound)", draft.decimal(control.chart.values[index]),
                    draft.decimal(phase.limits?.mean), draft.decimal(phase.limits?.lower), draft.decimal(phase.limits?.upper),
                    control.chart.signals[index]?.cause.words ?? "",
                    index == phase.values.lowerBound ? phase.reason ?? "" : "",
                ])
            }
        }
        return draft
    }

    private func countTable(_ counts: MeasureCounts, _ months: [MeasureResult], _ isForExcel: Bool) -> FigureFile.Draft {
        var draft = FigureFile.Draft(
            ["manad", "taljare", "namnare", "varde", "medel", "undre_grans", "ovre_grans", "mer_an_slump", "raknas_om_for_att"],
            isForExcel: isForExcel)
        for phase in counts.chart.phases {
            for index in phase.values {
                let point = counts.chart.points[index]
                draft.add([
                    "\(months[index].months.upperBound)", "\(months[index].numerator)", "\(months[index].denominator)",
                    draft.decimal(point.value), draft.decimal(point.centre), draft.decimal(point.limits?.lower),
                    draft.decimal(point.limits?.upper), point.side == nil ? "" : SpecialCause.outside.words,
                    index == phase.values.lowerBound ? phase.reason ?? "" : "",
                ])
            }
        }
        return draft
    }

    private func driftTable(_ control: MeasureControl, _ isForExcel: Bool) -> FigureFile.Draft? {
        guard control.drift.isKnown else { return nil }
        var draft = FigureFile.Draft(["manad", "varde", "summa_upp", "summa_ned", "grans", "over_grans"], isForExcel: isForExcel)
        let drift = control.drift
        for index in drift.high.indices {
            let month = control.months[control.driftFrom + index]
            let threshold = drift.thresholds[index]
            let isOver = threshold.map { max(drift.high[index], -drift.low[index]) > $0 } ?? false
            draft.add([
                "\(month.months.upperBound)", draft.decimal(month.value), draft.decimal(drift.high[index]),
                draft.decimal(drift.low[index]), draft.decimal(threshold), isOver ? "ja" : "nej",
            ])
        }
        return draft
    }

    private func physicianTable(_ isForExcel: Bool) -> FigureFile.Draft? {
        let counts = physicianShares.map(\.count)
        guard counts.count > 1, let funnel = ShareFunnel(counts), let shrunken = ShrunkenShares(counts) else { return nil }
        var draft = FigureFile.Draft(
            [
                "lakare", "taljare", "namnare", "andel", "utjamnad_andel", "intervall_fran", "intervall_till", "mot_alla",
                "grans_95_fran", "grans_95_till", "grans_998_fran", "grans_998_till",
            ], isForExcel: isForExcel)
        for (index, share) in physicianShares.enumerated() {
            let (point, drawn) = (funnel.points[index], shrunken.groups[index])
            draft.add([
                share.name, "\(share.count.count)", "\(share.count.total)", draft.decimal(share.count.share),
                draft.decimal(drawn.share), draft.decimal(drawn.interval.lower), draft.decimal(drawn.interval.upper),
                point?.standing.words ?? "", draft.decimal(point?.limits.look.lower), draft.decimal(point?.limits.look.upper),
                draft.decimal(point?.limits.deviates.lower), draft.decimal(point?.limits.deviates.upper),
            ])
        }
        return draft
    }

    private func spreadTable(_ isForExcel: Bool) -> FigureFile.Draft {
        var draft = FigureFile.Draft(["lakare", "startade_sjukfall"], isForExcel: isForExcel)
        for physician in physicians { draft.add([physician.name, "\(physician.count)"]) }
        return draft
    }

    private func lengthTable(_ curve: SurvivalCurve, _ isForExcel: Bool) -> FigureFile.Draft {
        var draft = FigureFile.Draft(
            ["dag", "foljda", "avslutade", "pagar_langre", "intervall_fran", "intervall_till"], isForExcel: isForExcel)
        for step in curve.steps {
            draft.add([
                "\(step.day)", "\(step.atRisk)", "\(step.ended)", draft.decimal(step.survival),
                draft.decimal(step.interval?.lower), draft.decimal(step.interval?.upper),
            ])
        }
        return draft
    }

    private func peerTable(_ peers: PeerSpread, _ isForExcel: Bool) -> FigureFile.Draft {
        var draft = FigureFile.Draft(
            ["manad", "enheten", "tiondel_under", "mitten", "tiondel_over", "enheter"], isForExcel: isForExcel)
        for (level, own) in zip(peers.levels, trend.months) {
            draft.add([
                "\(level.month)", draft.decimal(own.value), draft.decimal(level.spread?.lowest),
                draft.decimal(level.spread?.median), draft.decimal(level.spread?.highest),
                level.spread.map { "\($0.units)" } ?? "",
            ])
        }
        return draft
    }

    private func expectedTable(_ expected: GoalMeasures.ExpectedFigure, _ isForExcel: Bool) -> FigureFile.Draft {
        let (unit, limits) = (expected.unit, expected.point.limits)
        var draft = FigureFile.Draft(
            [
                "enheten", "vantat", "underlag", "kvot", "intervall_fran", "intervall_till", "grans_95_fran", "grans_95_till",
                "grans_998_fran", "grans_998_till", "mot_vantat",
            ], isForExcel: isForExcel)
        draft.add(
            ["\(unit.observed)", draft.decimal(unit.expected), "\(Int(unit.size))"]
                + [
                    unit.ratio, unit.shareRatioInterval.lower, unit.shareRatioInterval.upper, limits.look.lower,
                    limits.look.upper,
                    limits.deviates.lower, limits.deviates.upper,
                ].map { draft.decimal($0) } + [expected.point.standing.words])
        return draft
    }

    private func groupTable(_ isForExcel: Bool) -> FigureFile.Draft {
        var draft = FigureFile.Draft(
            ["indelning", "grupp", "taljare", "namnare", "varde", "intervall_fran", "intervall_till"], isForExcel: isForExcel)
        for stratum in strata {
            for group in stratum.groups {
                let result = group.result
                draft.add([
                    stratum.stratifier.title, group.title, "\(result.numerator)", "\(result.denominator)",
                    draft.decimal(result.value), draft.decimal(result.interval?.lower), draft.decimal(result.interval?.upper),
                ])
            }
        }
        return draft
    }

    private func contrastTable(_ isForExcel: Bool) -> FigureFile.Draft {
        var draft = FigureFile.Draft(
            [
                "grupper", "forsta_taljare", "forsta_namnare", "andra_taljare", "andra_namnare", "skillnad", "skillnad_fran",
                "skillnad_till", "inom_samma_diagnos", "inom_samma_diagnos_fran", "inom_samma_diagnos_till",
            ], isForExcel: isForExcel)
        for contrast in year.contrasts {
            draft.add([
                contrast.groups.title, "\(contrast.first.count)", "\(contrast.first.total)", "\(contrast.second.count)",
                "\(contrast.second.total)", draft.decimal(contrast.crude?.difference),
                draft.decimal(contrast.crude?.interval.lower), draft.decimal(contrast.crude?.interval.upper),
                draft.decimal(contrast.adjusted?.difference), draft.decimal(contrast.adjusted?.interval.lower),
                draft.decimal(contrast.adjusted?.interval.upper),
            ])
        }
        return draft
    }
}
