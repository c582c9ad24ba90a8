import SickLeave
import Statistics

extension MeasureTwin {
    /// A small region with everything that can go wrong: overlaps, gaps of four to seven days, two units and a sub-unit,
    /// unknown sex and birth day, missing diagnosis, forms that do not count, registrations outside spells.
    init(seed: UInt64, patients: Int) {
        var dice = Dice(seed: seed)
        let start = day("2024-01-01").rawValue
        var number: Int32 = 0
        for person in 1...Int32(patients) {
            persons[person] = Person(
                number: person, birth: dice.chance(95) ? start - Int32(dice.number(17...68) * 365 + dice.number(0...364)) : nil,
                sex: dice.chance(3) ? nil : dice.chance(60) ? .female : .male)
            var first = start + Int32(dice.number(0...1040))
            let home = dice.pick([Int32](arrayLiteral: 1, 1, 1, 2, 3))
            let code = dice.pick(["F432", "F432", "M545", "S82", "J069", "M54", "", "1234"])
            for _ in 0..<dice.number(1...6) where first < today.rawValue {
                number += 1
                rows.append(certificate(number, person: person, home: home, code: code, first: first, &dice))
                if dice.chance(12) {
                    let subject = dice.pick([CaseMessage.Subject.completion, .completion, .contact, .reminder])
                    let direction = dice.pick([CaseMessage.Direction.fromAgency, .fromAgency, .fromCare])
                    messages.append((number, subject, direction, first + Int32(dice.number(1...90))))
                }
                if dice.chance(25) {
                    let code = dice.pick(["DV077", "DV077", "AW026", "GC001", "QV001"])
                    procedures.append((person, dice.chance(90) ? home : 3, first + Int32(dice.number(-10...70)), code))
                }
                first = rows[rows.count - 1].last + 1 + Int32(dice.pick([0, 0, 0, 0, 4, 5, 6, 7, -3, -10, 120]))
            }
        }
        for member in 1...20 as ClosedRange<Int32> {
            staff.append(
                Member(
                    number: 500 + member, unit: dice.pick([1, 1, 2, 3]),
                    trained: dice.chance(60) ? start + Int32(dice.number(-300...1000)) : nil,
                    from: dice.chance(50) ? start + Int32(dice.number(-500...700)) : nil,
                    through: dice.chance(20) ? start + Int32(dice.number(400...1200)) : nil))
        }
        joinRows()
    }

    private func certificate(
        _ number: Int32, person: Int32, home: Int32, code: String, first: Int32, _ dice: inout Dice
    ) -> Row {
        var periods: [(first: Int32, last: Int32, percent: Int)] = []
        var from = first
        for _ in 0..<dice.pick([1, 1, 1, 2, 3]) {
            let last = from + Int32(dice.number(0...40))
            periods.append((from, last, dice.pick([100, 100, 75, 50, 25])))
            from = last + 1 + Int32(dice.pick([0, 0, 0, 2]))
        }
        return Row(
            number: number, person: person, unit: dice.chance(92) ? home : dice.pick([1, 2, 3]),
            doctor: 500 + Int32(dice.pick([1, 1, 1, 2, 2, 3, 4, 5])), signed: first + Int32(dice.number(-5...5)),
            sent: dice.chance(85) ? first + Int32(dice.number(0...4)) : nil, diagnosis: code.isEmpty ? nil : code,
            isFK7804: dice.chance(94), counts: dice.chance(96), isRevoked: dice.chance(4),
            periods: periods)
    }

    func snapshot() -> Snapshot {
        var builder = SnapshotBuilder()
        for person in persons.values {
            builder.addPerson(
                number: person.number, birthDay: person.birth ?? Snapshot.noDay,
                sex: person.sex?.rawValue ?? PersonColumns.unknownSex)
        }
        builder.addUnit(number: 1, careUnit: 1, provider: 1)
        builder.addUnit(number: 2, careUnit: 1, provider: 1)
        builder.addUnit(number: 3, careUnit: 3, provider: 1)
        for row in rows {
            let diagnosis = row.diagnosis.map { builder.diagnosis(DiagnosisCode($0)) } ?? Snapshot.none
            builder.addCertificate(
                number: row.number, person: row.person, unit: row.unit, provider: 1, doctor: row.doctor,
                kind: row.isFK7804 ? CertificateKind.fk7804.rawValue : CertificateKind.ag7804.rawValue, signedDay: row.signed,
                signedSecond: 0, sentDay: row.sent ?? Snapshot.noDay, diagnosis: diagnosis, occupations: OccupationSet([.work]),
                flags: row.isRevoked ? .isRevoked : row.counts && row.isFK7804 ? .countsInSpells : [])
            for period in row.periods {
                builder.addPeriod(firstDay: period.first, lastDay: period.last, percent: Int32(period.percent))
            }
        }
        for row in procedures { builder.addProcedure(person: row.person, unit: row.unit, day: row.day, code: row.code) }
        for row in messages {
            builder.addMessage(
                certificate: row.certificate, subject: row.subject.rawValue, direction: row.direction.rawValue, day: row.day,
                isAnswered: false)
        }
        for member in staff {
            builder.addStaff(
                number: member.number, unit: member.unit, isPhysician: true, trainedDay: member.trained ?? Snapshot.noDay,
                employedFrom: member.from ?? Snapshot.noDay, employedThrough: member.through ?? Snapshot.noDay)
        }
        return builder.build(id: 1)
    }
}
