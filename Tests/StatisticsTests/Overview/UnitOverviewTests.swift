import SickLeave
import Statistics
import Testing

@Suite("The unit's picture")
struct UnitOverviewTests {
    @Test("a count in words adds up: those of unknown sex are said")
    func words() {
        func words(_ count: CountBySex) -> String { count.inWords.replacing(SwedishNumber.space, with: " ") }
        #expect(words(CountBySex(women: 44, men: 32, unknown: 2)) == "44 kvinnor, 32 män, 2 okänt kön")
        #expect(words(CountBySex(women: 1, men: 1)) == "1 kvinna, 1 man")
    }

    @Test("every table adds up to the list, whatever the day", arguments: [1, 2, 3] as [UInt64])
    func addsUp(seed: UInt64) throws {
        let twin = MeasureTwin(seed: seed, patients: 400)
        let snapshot = twin.snapshot()
        let unit = try #require(snapshot.unit(number: 1))
        for today in [day("2026-01-15"), day("2026-06-30"), twin.today] {
            let overview = UnitOverview(snapshot: snapshot, careUnit: unit, on: today, rule: .unit)
            let list = snapshot.ongoingSpells(careUnit: unit, on: today, rule: .unit)
            #expect(overview.total.total == list.count)
            #expect(list.count > 5)
            #expect(overview.byLength.reduce(0) { $0 + $1.count.total } == list.count)
            #expect(overview.byExtent.reduce(0) { $0 + $1.count.total } == list.count)
            #expect(overview.byExtentPattern.reduce(0) { $0 + $1.count.total } == list.count)
            #expect(overview.byDiagnosisGroup.reduce(0) { $0 + $1.count.total } == list.count)
            #expect(overview.byDiagnosisGroup.reduce(0) { $0 + $1.count.women } == overview.total.women)
            let known = list.filter { snapshot.persons.age($0.person, on: today) != nil }.count
            #expect(overview.byAge.reduce(0) { $0 + $1.count.total } == known)
            #expect(overview.ages.reduce(0) { $0 + $1.count.total } == list.count)
            #expect(overview.over28.total == list.filter { today - $0.days.first + 1 > 28 }.count)
        }
    }

    @Test("ongoing spells and plans agree with a day-by-day count", arguments: [1, 2, 3] as [UInt64])
    func twin(seed: UInt64) throws {
        let twin = MeasureTwin(seed: seed, patients: 400)
        let snapshot = twin.snapshot()
        let unit = try #require(snapshot.unit(number: 1))
        let today = twin.today.rawValue
        let ongoing = twin.spells.filter { spell in spell.rows.contains { $0.first <= today && today <= $0.last } }
        let overview = UnitOverview(snapshot: snapshot, careUnit: unit, on: twin.today, rule: .unit)
        #expect(overview.total.total == ongoing.count)
        #expect(overview.over90.total == ongoing.filter { today - $0.first + 1 > 90 }.count)
        #expect(overview.over180.total == ongoing.filter { today - $0.first + 1 > 180 }.count)
        let long = ongoing.filter { today - $0.first + 1 > 28 }
        #expect(overview.over28WithoutPlan.total == long.filter { !twin.hasPlan($0, throughDay: 10_000) }.count)
        #expect(overview.total.men == ongoing.filter { twin.persons[$0.rows[0].person]!.sex == .male }.count)
    }

    @Test("one patient on half time since 41 days")
    func onePatient() throws {
        var builder = SnapshotBuilder()
        builder.addPerson(number: 9, birthDay: day("1980-11-22").rawValue, sex: LegalSex.female.rawValue)
        builder.addUnit(number: 1, careUnit: 1, provider: 1)
        let diagnosis = builder.diagnosis(DiagnosisCode("F43.2"))
        builder.addCertificate(
            number: 1, person: 9, unit: 1, provider: 1, doctor: 3, kind: CertificateKind.fk7804.rawValue,
            signedDay: day("2026-10-12").rawValue, signedSecond: 0, sentDay: Snapshot.noDay, diagnosis: diagnosis,
            occupations: OccupationSet([.work]), flags: .countsInSpells)
        builder.addPeriod(firstDay: day("2026-10-12").rawValue, lastDay: day("2026-10-31").rawValue, percent: 100)
        builder.addPeriod(firstDay: day("2026-11-01").rawValue, lastDay: day("2026-12-31").rawValue, percent: 50)
        let snapshot = builder.build(id: 1)
        let overview = UnitOverview(
            snapshot: snapshot, careUnit: try #require(snapshot.unit(number: 1)), on: day("2026-11-21"), rule: .unit)
        let one = CountBySex(women: 1, men: 0)
        #expect(overview.total == one)
        #expect(overview.byLength.first { $0.group == .from31 }?.count == one)
        #expect(overview.byExtent.map(\.group.title) == ["25\u{A0}%", "50\u{A0}%", "75\u{A0}%", "100\u{A0}%"])
        #expect(overview.byExtent[1].count == one)
        #expect(overview.byExtentPattern.first { $0.group == .several }?.count == one)
        #expect(overview.byDiagnosisGroup.first { $0.group == .mental }?.count == one)
        #expect(overview.byAge.first { $0.group == .from41 }?.count == one, "she turns 46 tomorrow")
        #expect(overview.over28 == one && overview.over28WithoutPlan == one && overview.over90 == CountBySex())
    }
}
