package import SickLeave

/// A spell in one period, held as a value: for reports that do arithmetic on spells one by one. Reports that count do not make such
/// values; they count as the spells pass.
package struct ReportedSpell: Hashable, Sendable {
    /// One period of a certificate.
    package struct Line: Hashable, Sendable {
        package let days: DayRange
        package let extent: Int
        /// Row of `certificates`.
        package let row: Int
    }

    package let person: PersonIndex
    package let provider: Int32
    package let sex: LegalSex?
    /// Where the whole chain begins, with certificates from before the period and out of sight.
    package let firstDay: Day
    /// Latest day of the certificates in the period.
    package let lastDay: Day
    package let netDays: Int
    /// In the period and in sight, by first day; the last one speaks for the spell.
    package let lines: [Line]
    /// The certificate that the whole chain begins with.
    package let firstCertificate: Int

    /// Row of `certificates`.
    package var speaking: Int { lines[lines.count - 1].row }
}

extension Snapshot {
    /// Every spell that touches the days, by provider, person and first day.
    package func reportedSpells(
        from first: Day, through last: Day, scope: ReportScope, filter: ReportFilter = ReportFilter(), on today: Day
    ) -> [ReportedSpell] {
        let selection = ReportSelection(scope, filter, self)
        guard first <= last else { return [] }
        return scanSpells(
            selection, [SpellFrame([first.rawValue...last.rawValue])], on: today, SpellCollector(snapshot: self)
        ).spells.sorted { ($0.provider, $0.person.rawValue, $0.firstDay) < ($1.provider, $1.person.rawValue, $1.firstDay) }
    }

    /// The spell's age: the highest among its certificates in the period.
    package func age(_ spell: ReportedSpell) -> Int { spell.lines.map { Int(certificates.age[$0.row]) }.max() ?? 0 }

    /// Where the certificate's diagnosis stands.
    package func placedDiagnosis(_ row: Int) -> PlacedDiagnosis { PlacedDiagnosis(diagnosis(row: row)) }
}

private struct SpellCollector: ReportSpellVisitor {
    let snapshot: Snapshot
    private(set) var spells: [ReportedSpell] = []

    init(snapshot: Snapshot) { self.snapshot = snapshot }

    mutating func visit(_ spell: ReportSpell) {
        var lines: [ReportedSpell.Line] = []
        spell.forEach { line in
            lines.append(
                ReportedSpell.Line(
                    days: DayRange(Day(rawValue: line.first), through: Day(rawValue: line.last))!, extent: Int(line.extent),
                    row: Int(line.row)))
        }
        let speaking = spell.chain[spell.speaking]
        let person = PersonIndex(rawValue: snapshot.certificates.person[Int(speaking.row)])
        spells.append(
            ReportedSpell(
                person: person, provider: speaking.provider, sex: snapshot.persons.legalSex(person),
                firstDay: Day(rawValue: spell.chainFirstDay), lastDay: Day(rawValue: spell.lastDay), netDays: Int(spell.netDays),
                lines: lines, firstCertificate: Int(spell.chain[0].row)))
    }
}
