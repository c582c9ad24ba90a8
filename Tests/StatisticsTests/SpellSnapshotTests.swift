import SickLeave
import Statistics
import Testing

@Suite struct SpellSnapshotTests {
    /// Two care units of one provider, the second with a sub-unit; numbers far from indices.
    private func snapshot() -> Snapshot {
        var builder = SnapshotBuilder(expectedCertificates: 4)
        builder.addUnit(number: 500, careUnit: 500, provider: 9)
        builder.addUnit(number: 601, careUnit: 600, provider: 9)
        builder.addUnit(number: 600, careUnit: 600, provider: 9)
        builder.addPerson(number: 40, birthDay: Day(iso: "1980-03-01")!.rawValue, sex: LegalSex.female.rawValue)
        let stress = builder.diagnosis(DiagnosisCode("F43.8A"))
        let back = builder.diagnosis(DiagnosisCode("M545"))
        #expect(builder.diagnosis(DiagnosisCode("F438A")) == stress)
        func add(_ number: Int32, _ person: Int32, _ unit: Int32, _ diagnosis: Int32, _ periods: [(Int32, Int32, Int32)]) {
            builder.addCertificate(
                number: number, person: person, unit: unit, provider: 9, doctor: 3, kind: 1, signedDay: 10, signedSecond: 5,
                sentDay: number == 2 ? 11 : Snapshot.noDay, diagnosis: diagnosis, occupations: OccupationSet([.work, .studies]),
                flags: [.countsInSpells, .isRenewal])
            for (first, last, percent) in periods { builder.addPeriod(firstDay: first, lastDay: last, percent: percent) }
        }
        add(2, 41, 601, stress, [(120, 129, 50), (100, 119, 100)])
        add(1, 40, 600, back, [(100, 109, 100)])
        add(4, 40, 500, Snapshot.none, [(300, 200, 100), (1, 2, 0), (1, 2, 101), (-100_000, 1, 100), (1, Int32.max, 100)])
        add(3, 40, 601, back, [(90, 95, 25)])
        #expect(builder.refusedPeriods == 5)
        builder.addMessage(certificate: 2, subject: 1, direction: 1, day: 130, isAnswered: false)
        builder.addMessage(certificate: 77, subject: 1, direction: 1, day: 130, isAnswered: false)
        builder.addMessage(certificate: 2, subject: 5, direction: 1, day: 125, isAnswered: true)
        builder.addProcedure(person: 41, unit: 601, day: 110, code: "DV077")
        builder.addProcedure(person: 41, unit: 601, day: 105, code: "GC001")
        builder.addProcedure(person: 40, unit: 500, day: 90, code: "DV077")
        builder.addStaff(
            number: 3, unit: 601, isPhysician: true, trainedDay: Snapshot.noDay, employedFrom: 50, employedThrough: Snapshot.noDay
        )
        builder.addVolume(unit: 600, month: 3, visits: 10, listedPatients: Snapshot.none)
        builder.addVolume(unit: 601, month: 3, visits: 5, listedPatients: 7)
        builder.addVolume(unit: 600, month: 2, visits: 1, listedPatients: 1)
        return builder.build(id: 42)
    }

    @Test("a care unit's certificates lie together with its sub-units', by person and day")
    func order() throws {
        let snapshot = snapshot()
        let unit = try #require(snapshot.unit(number: 600))
        let rows = snapshot.certificateRows(careUnit: unit)
        #expect(rows.map { snapshot.certificates.number[$0] } == [3, 1, 2])
        #expect(snapshot.certificateRows(careUnit: try #require(snapshot.unit(number: 601))).isEmpty)
        #expect(snapshot.row(certificate: 2) == rows.upperBound - 1)
        #expect(snapshot.row(certificate: 99) == nil)
        let person = try #require(snapshot.person(number: 40))
        #expect(snapshot.certificateRows(person: person).map { snapshot.certificates.number[Int($0)] } == [4, 3, 1])
        #expect(snapshot.id == 42)
    }

    @Test("listed patients of more sub-units than a column holds are as many as it holds")
    func manyListed() {
        var builder = SnapshotBuilder()
        builder.addUnit(number: 600, careUnit: 600, provider: 7)
        for _ in 0..<2 { builder.addVolume(unit: 600, month: 3, visits: .max, listedPatients: .max) }
        #expect(builder.build(id: 1).volumes.listedPatients == [.max])
    }

    @Test("a certificate's periods come by first day, with its span, diagnosis, sending and flags")
    func certificate() throws {
        let snapshot = snapshot()
        let row = try #require(snapshot.row(certificate: 2))
        #expect(snapshot.certificates.periods(row).map { snapshot.periods.percent[$0] } == [100, 50])
        #expect(snapshot.certificates.firstDay[row] == 100)
        #expect(snapshot.certificates.lastDay[row] == 129)
        #expect(snapshot.certificates.signedAt[row] == 10 * 86_400 + 5)
        #expect(snapshot.diagnosis(row: row)?.code == "F438A")
        #expect(snapshot.diagnoses.categories == ["F43", "M54"])
        #expect(snapshot.certificates.wasSent(row))
        #expect(snapshot.certificates.isRenewal(row))
        #expect(OccupationSet(rawValue: snapshot.certificates.occupations[row]).occupations == [.work, .studies])
        #expect(snapshot.units.number[Int(snapshot.certificates.unit[row])] == 601)
        #expect(snapshot.units.number[Int(snapshot.certificates.careUnit[row])] == 600)
    }

    @Test("a certificate whose periods cannot be right counts in no spell but is there")
    func withoutPeriods() throws {
        let snapshot = snapshot()
        let row = try #require(snapshot.row(certificate: 4))
        #expect(!snapshot.certificates.countsInSpells(row))
        #expect(snapshot.certificates.firstDay[row] == Snapshot.noDay)
        #expect(snapshot.diagnosis(row: row) == nil)
        #expect(snapshot.spells(rule: .unit).count == 2)
    }

    @Test("messages, registrations, staff and volumes are found by certificate, person and care unit")
    func events() throws {
        let snapshot = snapshot()
        let row = try #require(snapshot.row(certificate: 2))
        #expect(snapshot.messages.rows(certificate: row).map { snapshot.messages.day[$0] } == [125, 130])
        #expect(snapshot.messages.count == 2)
        let person = try #require(snapshot.person(number: 41))
        #expect(snapshot.procedures.rows(person: person).map { snapshot.procedures.day[$0] } == [105, 110])
        #expect(snapshot.procedures.index(code: "DV077") == 0)
        let unit = try #require(snapshot.unit(number: 600))
        #expect(snapshot.staff.rows(careUnit: unit).count == 1)
        #expect(snapshot.staff.isEmployed(0, on: Day(50)))
        #expect(!snapshot.staff.isEmployed(0, on: Day(49)))
        #expect(snapshot.staff.professional[0] == snapshot.certificates.doctor[row])
        #expect(snapshot.volumes.rows(careUnit: unit).map { snapshot.volumes.visits[$0] } == [1, 15])
        #expect(snapshot.volumes.rows(careUnit: unit).map { snapshot.volumes.listedPatients[$0] } == [1, 7])
    }

    @Test("age is whole years, unknown for a person who is known by number only")
    func age() throws {
        let snapshot = snapshot()
        let known = try #require(snapshot.person(number: 40))
        #expect(snapshot.persons.age(known, on: Day(iso: "2024-02-29")!) == 43)
        #expect(snapshot.persons.age(known, on: Day(iso: "2024-03-01")!) == 44)
        #expect(snapshot.persons.age(known, on: Day(iso: "1979-03-01")!) == nil)
        #expect(snapshot.persons.legalSex(known) == .female)
        let unknown = try #require(snapshot.person(number: 41))
        #expect(snapshot.persons.age(unknown, on: Day(0)) == nil)
        #expect(snapshot.persons.legalSex(unknown) == nil)
    }
}
