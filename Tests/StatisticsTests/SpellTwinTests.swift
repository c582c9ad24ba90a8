import SickLeave
import Statistics
import Testing

/// The engine on columns against the plain definition, on patients whose certificates are as disorderly as can be.
@Suite struct SpellTwinTests {
    private static let scopes: [SpellRule.Scope] = [.unit, .provider, .all]

    @Test("columns give the same spells as the definition", arguments: 1...3 as ClosedRange<UInt64>, [0, 5, 90])
    func spells(seed: UInt64, gap: Int) {
        let region = SpellRandomRegion(seed: seed)
        for scope in Self.scopes {
            let rule = SpellRule(gap: gap, scope: scope)
            let expected = region.patients.flatMap { plainSpellLines($0, rule) }
            expectSame(spellLines(region.snapshot.spells(rule: rule), region), expected)
            for number in region.careUnits {
                let unit = region.snapshot.unit(number: number)!
                expectSame(
                    spellLines(region.snapshot.spells(rule: rule, careUnit: unit), region),
                    expected.filter { line in line.numbers.contains { region.careUnit(ofCertificate: $0) == number } })
            }
            for patient in region.patients where !patient.items.isEmpty {
                let person = region.snapshot.person(number: patient.number)!
                expectSame(spellLines(region.snapshot.spells(person: person, rule: rule), region), plainSpellLines(patient, rule))
            }
        }
    }

    @Test("the list of a unit is the definition's, day by day", arguments: 1...3 as ClosedRange<UInt64>, [0, 14])
    func ongoing(seed: UInt64, recentlyEnded: Int) {
        let region = SpellRandomRegion(seed: seed)
        for scope in Self.scopes {
            let rule = SpellRule(gap: 5, scope: scope)
            for number in region.careUnits {
                let unit = region.snapshot.unit(number: number)!
                for day in stride(from: SpellRandomRegion.start, to: SpellRandomRegion.start + 200, by: 31).map({ Day($0) }) {
                    let list = region.snapshot.ongoingSpells(careUnit: unit, on: day, rule: rule, recentlyEnded: recentlyEnded)
                    expectSame(spellLines(list, region), plainSpellList(region, number, day, rule, recentlyEnded))
                }
            }
        }
    }

    @Test("the unit's list and the patient's page agree on every spell")
    func unitAndPatientAgree() {
        let region = SpellRandomRegion(seed: 77)
        var seen = 0
        for number in region.careUnits {
            let unit = region.snapshot.unit(number: number)!
            for line in region.snapshot.ongoingSpells(careUnit: unit, on: Day(SpellRandomRegion.start + 60), rule: .unit) {
                let table = region.snapshot.spells(person: line.person, rule: .unit)
                let same = (0..<table.count).filter { Array(table.rows($0)) == line.certificates }
                #expect(same.map { table.days($0) } == [line.days])
                #expect(same.map { Int(table.netDays[$0]) } == [line.netDays])
                seen += 1
            }
        }
        #expect(seen > 10)
    }

    /// Among many certificates one disorder hides another; two or three show each alone.
    @Test("every way in which two or three certificates can lie to each other gives the same")
    func fewCertificates() {
        let region = SpellRandomRegion(seed: 9, patients: 3_000, certificates: 4)
        for scope in Self.scopes {
            let rule = SpellRule(gap: 5, scope: scope)
            expectSame(
                spellLines(region.snapshot.spells(rule: rule), region), region.patients.flatMap { plainSpellLines($0, rule) })
        }
    }

    @Test("hundreds of overlapping certificates on one patient are joined and summed rightly")
    func crowd() {
        let region = SpellRandomRegion(seed: 5, patients: 1, certificates: 300)
        let rule = SpellRule(gap: 0, scope: .all)
        expectSame(spellLines(region.snapshot.spells(rule: rule), region), plainSpellLines(region.patients[0], rule))
    }

    @Test("an empty snapshot has no spells")
    func empty() {
        var builder = SnapshotBuilder()
        builder.addUnit(number: 1, careUnit: 1, provider: 1)
        let snapshot = builder.build(id: 1)
        #expect(snapshot.spells(rule: .unit).count == 0)
        #expect(snapshot.ongoingSpells(careUnit: UnitIndex(0), on: Day(0), rule: .unit).isEmpty)
    }

    private func expectSame<Line: Hashable>(_ lines: [Line], _ expected: [Line]) {
        #expect(Set(lines) == Set(expected))
        #expect(lines.count == expected.count)
    }
}
