import Interchange
import SickLeave
import Statistics

/// The demonstration region as the reports see it: from its certificates and registrations, not from what was drawn.
enum SyntheticSnapshot {
    static let facts: [UnitFacts] = {
        let region = SyntheticCast.demo
        var builder = SnapshotBuilder()
        var units: [HSAID: Int32] = [:]
        for unit in region.careUnits {
            let number = Int32(units.count + 1)
            units[unit.hsaID] = number
            builder.addUnit(number: number, careUnit: unit.parent.flatMap { units[$0] } ?? number, provider: 1)
        }
        var doctors: [HSAID: Int32] = [:]
        var certificate: Int32 = 0
        for (index, patient) in SyntheticCast.demoPatients.enumerated() {
            let person = Int32(index + 1)
            builder.addPerson(number: person, birthDay: patient.born.rawValue, sex: patient.sex.rawValue)
            let revoked = Set(patient.revocations.map(\.certificate))
            for item in patient.certificates where !revoked.contains(item.id) {
                certificate += 1
                let doctor = doctors[item.issuer.hsaID] ?? Int32(doctors.count + 1)
                doctors[item.issuer.hsaID] = doctor
                builder.addCertificate(
                    number: certificate, person: person, unit: units[item.careUnit.hsaID]!, provider: 1, doctor: doctor,
                    kind: item.kind.rawValue, signedDay: item.signedAt.day.rawValue, signedSecond: Int32(item.signedAt.second),
                    sentDay: item.sentAt?.day.rawValue ?? Snapshot.noDay,
                    diagnosis: item.diagnoses.first.map { builder.diagnosis($0.code) } ?? Snapshot.none,
                    occupations: OccupationSet(item.occupations), flags: item.countsInSpells ? .countsInSpells : [])
                for period in item.periods {
                    builder.addPeriod(
                        firstDay: period.days.first.rawValue, lastDay: period.days.last.rawValue,
                        percent: Int32(period.extent.percent))
                }
            }
            for procedure in patient.procedures {
                guard let unit = units[procedure.careUnit] else { continue }
                builder.addProcedure(person: person, unit: unit, day: procedure.day.rawValue, code: procedure.code)
            }
        }
        let snapshot = builder.build(id: 1)
        return region.units.map { unit in
            UnitFacts(
                snapshot: snapshot, careUnit: snapshot.unit(number: units[unit.careUnit.hsaID]!)!, rule: .unit, on: region.endDay)
        }
    }()

    /// Care centres only, in the region's order: hospitals and psychiatry have other tasks.
    static let careCentres = SyntheticCast.demo.units.indices.filter { SyntheticCast.demo.units[$0].kind == .careCentre }

    /// Who is compared with whom.
    struct Stratum: Hashable {
        let sex: LegalSex?
        let category: UInt16
    }

    /// Spells for which something holds, of all that it is asked about, in each stratum.
    static func count(
        _ unit: Int, _ holds: (SpellFact) -> Bool, where concerns: (SpellFact) -> Bool = { _ in true }
    ) -> [Stratum: ShareCount] {
        var strata: [Stratum: ShareCount] = [:]
        for spell in facts[unit].spells where spell.first >= SyntheticCast.demo.firstDay && concerns(spell) {
            let stratum = Stratum(sex: spell.traits.sex, category: spell.traits.category)
            strata[stratum, default: ShareCount()].total += 1
            if holds(spell) { strata[stratum, default: ShareCount()].count += 1 }
        }
        return strata
    }

    static func startsPartTime(_ spell: SpellFact) -> Bool { spell.startExtent < 100 }
    static func isLong(_ spell: SpellFact) -> Bool { spell.last >= spell.first + 60 }
    /// Started so long ago that it is known whether it is long.
    static func isFollowed(_ spell: SpellFact) -> Bool { spell.first + 60 <= SyntheticCast.demo.endDay }
}
