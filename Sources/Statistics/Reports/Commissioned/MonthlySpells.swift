package import SickLeave

/// A care unit's spells month by month, as a region has asked for them: begun and ongoing, by sex and by the diagnosis that speaks
/// for them, and those that cover the 25th.
package struct MonthlySpells: Sendable {
    package enum Diagnoses: Hashable, Sendable, CaseIterable {
        case musculoskeletal
        case mental
        case other
    }

    package struct Item: Hashable, Sendable {
        package let spell: ReportedSpell
        package let diagnoses: Diagnoses
        /// The extent on the 25th; nil when the spell does not cover it.
        package let extentOnThe25th: Int?
        /// Calendar days from the spell's first day through the 25th.
        package let dayOnThe25th: Int?
    }

    package let month: Month
    /// Ongoing in the month.
    package let items: [Item]
    /// Those of them that begin in the month.
    package var begun: [Item] { items.filter { $0.spell.firstDay.month == month } }
    package var patients: Int { Set(items.map(\.spell.person)).count }

    package init(_ snapshot: Snapshot, careUnits: Set<UnitIndex>, month: Month, on today: Day) {
        self.month = month
        let the25th = month.firstDay + 24
        items = snapshot.reportedSpells(
            from: month.firstDay, through: month.lastDay, scope: ReportScope(.region(careUnits)), on: today
        ).map { spell in
            let onDay = spell.lines.last { $0.days.contains(the25th) }
            return Item(
                spell: spell, diagnoses: Self.diagnoses(snapshot.placedDiagnosis(spell.speaking)),
                extentOnThe25th: onDay?.extent, dayOnThe25th: onDay.map { _ in the25th - spell.firstDay + 1 })
        }
    }

    private static func diagnoses(_ placed: PlacedDiagnosis) -> Diagnoses {
        if placed.belongs(to: .chapter(.musculoskeletal)) { return .musculoskeletal }
        return placed.belongs(to: .chapter(.mental)) ? .mental : .other
    }
}

extension MonthlySpells {
    /// Mean age in whole years of the patients of spells that touch the days: of those that begin in them on their first day, of all
    /// on their last day or that of the period. Nil without spells.
    package static func meanAge(
        _ snapshot: Snapshot, careUnits: Set<UnitIndex>, days: DayRange, begunOnly: Bool, sex: LegalSex?, on today: Day
    ) -> Double? {
        let ages = snapshot.reportedSpells(
            from: days.first, through: days.last, scope: ReportScope(.region(careUnits)), on: today
        ).compactMap { spell -> Int? in
            guard sex == nil || spell.sex == sex, !begunOnly || days.contains(spell.firstDay) else { return nil }
            return snapshot.persons.age(spell.person, on: begunOnly ? spell.firstDay : min(spell.lastDay, days.last))
        }
        return Distribution(ages).mean
    }
}
