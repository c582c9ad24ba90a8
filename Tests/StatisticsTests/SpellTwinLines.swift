import SickLeave
import Statistics

// Both twins' answers in the store's own numbers, so that they can be compared.

struct SpellLine: Hashable {
    let person: Int32
    let days: DayRange
    let net: Int
    let partTime: Int
    let percent: Int
    let start: Int
    let end: Int
    let numbers: [Int32]
}

struct OngoingLine: Hashable {
    let person: Int32
    let days: DayRange
    let net: Int
    let numbers: [Int32]
    let status: SpellStatus
    let netSoFar: Int
    let dayInSpell: Int
    let inForce: Int32
    let extents: [Int]
    let extent: Int?
    let doctor: Int32
}

func spellLines(_ table: SpellTable, _ region: SpellRandomRegion) -> [SpellLine] {
    let number = region.snapshot.certificates.number
    return (0..<table.count).map { spell -> SpellLine in
        let numbers: [Int32] = table.rows(spell).map { number[Int($0)] }
        return SpellLine(
            person: region.snapshot.persons.number[Int(table.person[spell])], days: table.days(spell),
            net: Int(table.netDays[spell]), partTime: Int(table.partTimeDays[spell]), percent: Int(table.percentDays[spell]),
            start: Int(table.startExtent[spell]), end: Int(table.endExtent[spell]),
            numbers: numbers)
    }
}

func spellLines(_ list: [OngoingSpell], _ region: SpellRandomRegion) -> [OngoingLine] {
    let snapshot = region.snapshot
    return list.map { line -> OngoingLine in
        let numbers: [Int32] = line.certificates.map { snapshot.certificates.number[Int($0)] }
        return OngoingLine(
            person: snapshot.persons.number[Int(line.person.rawValue)], days: line.days, net: line.netDays,
            numbers: numbers, status: line.status,
            netSoFar: line.netDaysSoFar, dayInSpell: line.dayInSpell,
            inForce: snapshot.certificates.number[Int(line.certificateInForce)], extents: line.periods.map(\.extent.percent),
            extent: line.currentExtent?.percent, doctor: snapshot.professionals.number[Int(line.doctor)])
    }
}

func plainSpellLines(_ patient: SpellRandomRegion.Patient, _ rule: SpellRule) -> [SpellLine] {
    let certificates = patient.counting.map(\.spellCertificate)
    return rule.spells(of: certificates).map { spell -> SpellLine in
        let extents = (0..<spell.days.count).compactMap { spell.extent(on: spell.days.first + $0, of: certificates)?.percent }
        let numbers: [Int32] = spell.certificates.map { patient.counting[$0].number }
        return SpellLine(
            person: patient.number, days: spell.days, net: spell.netDays, partTime: extents.count { $0 < 100 },
            percent: extents.reduce(0, +), start: extents[0], end: extents[extents.count - 1],
            numbers: numbers)
    }
}

/// One line a patient and scope key: of the spells with a certificate of the unit that run, or ended lately, the latest.
func plainSpellList(_ region: SpellRandomRegion, _ careUnit: Int32, _ day: Day, _ rule: SpellRule, _ recentlyEnded: Int)
    -> [OngoingLine]
{
    var list: [OngoingLine] = []
    for patient in region.patients {
        let certificates = patient.counting.map(\.spellCertificate)
        var latest: [HSAID?: OngoingLine] = [:]
        for spell in rule.spells(of: certificates)
        where spell.certificates.contains(where: { patient.counting[$0].careUnit == careUnit }) {
            guard let inForce = spell.certificateInForce(on: day, of: certificates),
                certificates[inForce].days.last >= day - recentlyEnded
            else { continue }
            let key: HSAID? =
                switch rule.scope {
                case .unit: certificates[inForce].careUnit
                case .provider: certificates[inForce].careProvider
                case .all: nil
                }
            let numbers: [Int32] = spell.certificates.map { patient.counting[$0].number }
            latest[key] = OngoingLine(
                person: patient.number, days: spell.days, net: spell.netDays, numbers: numbers,
                status: spell.status(on: day, of: certificates), netSoFar: spell.netDays(through: day, of: certificates),
                dayInSpell: spell.dayInSpell(on: day), inForce: patient.counting[inForce].number,
                extents: certificates[inForce].periods.map(\.extent.percent),
                extent: certificates[inForce].period(on: day)?.extent.percent, doctor: patient.counting[inForce].doctor)
        }
        list += latest.values
    }
    return list
}
