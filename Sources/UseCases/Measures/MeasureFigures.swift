import Interchange
import SickLeave
package import Statistics

/// A table of figures as CSV: what stands behind a chart, for people's own.
package struct FigureFile: Sendable {
    package let name: String
    package let bytes: [UInt8]

    struct Draft {
        private var table: CSVTable

        /// - Parameter isForExcel: with semicolons and decimal commas, as a Swedish Excel opens it; otherwise as programs expect CSV.
        init(_ columns: [String], isForExcel: Bool) {
            table = CSVTable(columns: columns, flavour: isForExcel ? .excel : .standard)
        }

        mutating func add(_ row: [CSVTable.Cell]) { table.add(row) }
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
                .decimal(result.value), .decimal(result.interval?.lower), .decimal(result.interval?.upper),
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
                    "\(control.months[index].months.upperBound)", .decimal(control.chart.values[index]),
                    .decimal(phase.limits?.mean), .decimal(phase.limits?.lower), .decimal(phase.limits?.upper),
                    .text(control.chart.signals[index]?.cause.words ?? ""),
                    .text(index == phase.values.lowerBound ? phase.reason ?? "" : ""),
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
                    .decimal(point.value), .decimal(point.centre), .decimal(point.limits?.lower),
                    .decimal(point.limits?.upper), .text(point.side == nil ? "" : SpecialCause.outside.words),
                    .text(index == phase.values.lowerBound ? phase.reason ?? "" : ""),
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
                "\(month.months.upperBound)", .decimal(month.value), .decimal(drift.high[index]),
                .decimal(drift.low[index]), .decimal(threshold), isOver ? "ja" : "nej",
            ])
        }
        return draft
    }

    /// The months of a figure over the year, first in its row.
    private var yearCells: [CSVTable.Cell] { ["\(year.months.lowerBound)", "\(year.months.upperBound)"] }

    private func physicianTable(_ isForExcel: Bool) -> FigureFile.Draft? {
        guard physicianShares.count > 1 else { return nil }
        let counts = judgedShares.map(\.count)
        let judged =
            counts.count > 1 ? ShareFunnel(counts).flatMap { funnel in ShrunkenShares(counts).map { (funnel, $0) } } : nil
        var draft = FigureFile.Draft(
            [
                "fran_manad", "till_manad", "lakare", "taljare", "namnare", "andel", "utjamnad_andel", "intervall_fran",
                "intervall_till", "mot_bedomda", "grans_95_fran", "grans_95_till", "grans_998_fran", "grans_998_till",
            ], isForExcel: isForExcel)
        var next = 0
        for share in physicianShares {
            let own = yearCells + [.text(share.name), "\(share.count.count)", "\(share.count.total)"]
            func empty(_ count: Int) -> [CSVTable.Cell] { .init(repeating: "", count: count) }
            guard isJudged(share) else {
                draft.add(own + empty(4) + ["För få för att bedömas"] + empty(4))
                continue
            }
            guard let (funnel, shrunken) = judged else {
                draft.add(own + [.decimal(share.count.share)] + empty(3) + ["Ingen att jämföra med"] + empty(4))
                continue
            }
            let (point, drawn) = (funnel.points[next], shrunken.groups[next])
            next += 1
            draft.add(
                own + [
                    .decimal(share.count.share), .decimal(drawn.share), .decimal(drawn.interval.lower),
                    .decimal(drawn.interval.upper), .text(point?.standing.words ?? ""), .decimal(point?.limits.look.lower),
                    .decimal(point?.limits.look.upper), .decimal(point?.limits.deviates.lower),
                    .decimal(point?.limits.deviates.upper),
                ])
        }
        return draft
    }

    private func spreadTable(_ isForExcel: Bool) -> FigureFile.Draft {
        var draft = FigureFile.Draft(
            ["fran_manad", "till_manad", "lakare", "startade_sjukfall"], isForExcel: isForExcel)
        for physician in physicians { draft.add(yearCells + [.text(physician.name), "\(physician.count)"]) }
        return draft
    }

    private func lengthTable(_ curve: SurvivalCurve, _ isForExcel: Bool) -> FigureFile.Draft {
        var draft = FigureFile.Draft(
            ["dag", "foljda", "avslutade", "pagar_langre", "intervall_fran", "intervall_till"], isForExcel: isForExcel)
        for step in curve.steps {
            draft.add([
                "\(step.day)", "\(step.atRisk)", "\(step.ended)", .decimal(step.survival),
                .decimal(step.interval?.lower), .decimal(step.interval?.upper),
            ])
        }
        return draft
    }

    private func peerTable(_ peers: PeerSpread, _ isForExcel: Bool) -> FigureFile.Draft {
        var draft = FigureFile.Draft(
            ["manad", "enheten", "tiondel_under", "mitten", "tiondel_over", "enheter"], isForExcel: isForExcel)
        for (level, own) in zip(peers.levels, trend.months) {
            draft.add([
                "\(level.month)", .decimal(own.value), .decimal(level.spread?.lowest),
                .decimal(level.spread?.median), .decimal(level.spread?.highest),
                level.spread.map { "\($0.units)" } ?? "",
            ])
        }
        return draft
    }

    private func expectedTable(_ expected: GoalMeasures.ExpectedFigure, _ isForExcel: Bool) -> FigureFile.Draft {
        let (unit, limits) = (expected.unit, expected.point.limits)
        var draft = FigureFile.Draft(
            [
                "fran_manad", "till_manad", "enheten", "vantat", "underlag", "kvot", "intervall_fran", "intervall_till",
                "grans_95_fran", "grans_95_till",
                "grans_998_fran", "grans_998_till", "mot_vantat",
            ], isForExcel: isForExcel)
        draft.add([
            "\((peers?.months ?? year.months).lowerBound)", "\((peers?.months ?? year.months).upperBound)",
            "\(unit.observed)", .decimal(unit.expected), "\(Int(unit.size))", .decimal(unit.ratio),
            .decimal(unit.shareRatioInterval.lower), .decimal(unit.shareRatioInterval.upper), .decimal(limits.look.lower),
            .decimal(limits.look.upper), .decimal(limits.deviates.lower), .decimal(limits.deviates.upper),
            .text(expected.point.standing.words),
        ])
        return draft
    }

    private func groupTable(_ isForExcel: Bool) -> FigureFile.Draft {
        var draft = FigureFile.Draft(
            [
                "fran_manad", "till_manad", "indelning", "grupp", "taljare", "namnare", "varde", "intervall_fran",
                "intervall_till",
            ], isForExcel: isForExcel)
        func add(_ division: String, _ group: String, _ result: MeasureResult) {
            draft.add(
                yearCells + [
                    .text(division), .text(group), "\(result.numerator)", "\(result.denominator)", .decimal(result.value),
                    .decimal(result.interval?.lower), .decimal(result.interval?.upper),
                ])
        }
        // The page's own figure: a group's counts sum to its.
        add("Alla", "Alla", year)
        for stratum in strata {
            for group in stratum.groups { add(stratum.stratifier.title, group.title, group.result) }
        }
        return draft
    }

    private func contrastTable(_ isForExcel: Bool) -> FigureFile.Draft {
        var draft = FigureFile.Draft(
            [
                "fran_manad", "till_manad", "grupper", "forsta_taljare", "forsta_namnare", "andra_taljare", "andra_namnare",
                "skillnad", "skillnad_fran", "skillnad_till", "inom_samma_diagnos", "inom_samma_diagnos_fran",
                "inom_samma_diagnos_till",
            ], isForExcel: isForExcel)
        for contrast in year.contrasts {
            draft.add(
                yearCells + [
                    .text(contrast.groups.title), "\(contrast.first.count)", "\(contrast.first.total)",
                    "\(contrast.second.count)",
                    "\(contrast.second.total)", .decimal(contrast.crude?.difference),
                    .decimal(contrast.crude?.interval.lower), .decimal(contrast.crude?.interval.upper),
                    .decimal(contrast.adjusted?.difference), .decimal(contrast.adjusted?.interval.lower),
                    .decimal(contrast.adjusted?.interval.upper),
                ])
        }
        return draft
    }
}
