import SickLeave

/// Makes one synthetic patient after the other. The stream of chance starts anew for every patient.
struct PatientMaker {
    let region: SyntheticRegion
    let policyDay: Day
    let trainingDay: Day
    var identities: SyntheticIdentities
    var random: SplitMix64
    var patient: SyntheticPatient
    /// Certificates that the unit may still issue.
    var budget = 0
    private var identityKey: UInt64 = 0
    private var hasIdentity = false
    private var sequence = 0

    /// Spells that began up to this long before the first day are drawn too, so that the region does not start empty.
    private static let daysBefore = 300
    private static let numberOfSpells = Weights([70, 20, 7, 3])
    /// Few patients have no personal identity number that the unit knows.
    private static let reservePerMille = 3

    init(region: SyntheticRegion) {
        self.region = region
        policyDay = region.effects.policyDay(endDay: region.endDay)
        trainingDay = region.effects.trainingDay(endDay: region.endDay)
        identities = SyntheticIdentities(firstBirthDay: region.firstDay - 70 * 366, lastBirthDay: region.endDay - 17 * 365)
        random = SplitMix64(region.seed)
        patient = SyntheticPatient(
            identifier: PersonIdentifier(kind: .reserve, canonical: ""), name: "", sex: .female, born: region.firstDay,
            homeUnit: 0)
    }

    /// False when nothing that the patient had falls between the first and the last day.
    mutating func make(unit: Int, number: Int, budget: Int) -> Bool {
        begin(unit: unit, number: number, budget: budget)
        let mix = region.units[unit].mix.choice
        var profile = mix.pick(&random)
        var length = DiagnosisProfile.all[profile].length.draw(&random)
        // Spells in progress on the first day are met as often as their length says; those that ended before are drawn again.
        let starts = DayRange(region.firstDay - PatientMaker.daysBefore, through: region.endDay)!
        var start = Season.day(in: starts, &random)
        while start + length <= region.firstDay { start = Season.day(in: starts, &random) }
        describePatient(profile: DiagnosisProfile.all[profile], start: start)

        let spells = PatientMaker.numberOfSpells.pick(&random) + 1
        for spell in 0..<spells {
            let through = writeSpell(profile: profile, start: start, length: length)
            guard spell + 1 < spells, self.budget > 0 else { break }
            start = through + (random.chance(60) ? 5 + random.below(3) : random.within(20...400))
            guard start <= region.endDay else { break }
            if !random.chance(400) {
                repeat {
                    profile = mix.pick(&random)
                } while patient.sex == .male && DiagnosisProfile.all[profile].womenPerMille == 1000
            }
            length = DiagnosisProfile.all[profile].length.draw(&random)
        }
        return !patient.certificates.isEmpty
    }

    /// A plan that was registered though nobody is on sick leave: a habit that statistics must survive.
    mutating func makePatientWithPlanOnly(unit: Int, number: Int) {
        begin(unit: unit, number: number, budget: 0)
        // Off the patients' own streams and identities.
        identityKey = ~identityKey
        random = SplitMix64(identityKey)
        describePatient(profile: DiagnosisProfile.all[0], start: region.firstDay)
        let day = Season.day(in: DayRange(region.firstDay, through: region.endDay)!, &random)
        register(ProcedureRegistration.Known.plan, day: day, by: region.units[unit].coordinator.hsaID)
    }

    private mutating func begin(unit: Int, number: Int, budget: Int) {
        random = SplitMix64(seed: region.seed, stream: unit, number: number)
        identityKey = SplitMix64.mix(region.seed &+ UInt64(unit) << 32 &+ UInt64(number))
        self.budget = budget
        sequence = 0
        hasIdentity = false
        patient.homeUnit = unit
        patient.certificates.removeAll(keepingCapacity: true)
        patient.revocations.removeAll(keepingCapacity: true)
        patient.messages.removeAll(keepingCapacity: true)
        patient.procedures.removeAll(keepingCapacity: true)
        patient.defective.removeAll(keepingCapacity: true)
        patient.spells.removeAll(keepingCapacity: true)
    }

    private mutating func describePatient(profile: DiagnosisProfile, start: Day) {
        patient.sex = random.chance(profile.womenPerMille) ? .female : .male
        let age = profile.ages.draw(&random)
        patient.born = start - age * 1461 / 4 - random.below(365)
        patient.name = SyntheticNames.name(patient.sex, &random)
    }

    /// The patient's identifier, given out when something is first written about the patient.
    mutating func person() -> PersonIdentifier {
        if !hasIdentity {
            hasIdentity = true
            patient.identifier =
                identityKey % 1000 < PatientMaker.reservePerMille
                ? identities.nextReserve() : identities.next(born: patient.born, sex: patient.sex)
        }
        return patient.identifier
    }

    /// A new identity in the form of a UUID: 64 bits that are the patient's alone, then the number of the item.
    mutating func newID() -> String {
        sequence += 1
        let low = SplitMix64.mix(identityKey ^ UInt64(sequence)) & 0xFFFF_FFFF | UInt64(sequence) << 32
        let groups: [(UInt64, Int)] = [
            (identityKey >> 32, 8), (identityKey >> 16 & 0xFFFF, 4), (0x4000 | identityKey >> 4 & 0xFFF, 4),
            (0x8000 | identityKey & 0xF, 4), (low & 0xFFFF_FFFF_FFFF, 12),
        ]
        return String(unsafeUninitializedCapacity: 36) { buffer in
            var at = 0
            for (value, digits) in groups {
                if at > 0 {
                    buffer[at] = UInt8(ascii: "-")
                    at += 1
                }
                for shift in stride(from: 4 * (digits - 1), through: 0, by: -4) {
                    let nibble = UInt8(value >> UInt64(shift) & 0xF)
                    buffer[at] = nibble < 10 ? 0x30 + nibble : 0x57 + nibble
                    at += 1
                }
            }
            return at
        }
    }

    /// Office hours.
    mutating func time(on day: Day) -> LocalTime { LocalTime(day: day, second: 8 * 3600 + random.below(9 * 3600)) }

    mutating func register(_ code: String, day: Day, by performer: HSAID) {
        guard day >= region.firstDay, day <= region.endDay else { return }
        patient.procedures.append(
            ProcedureRegistration(
                id: newID(), patient: person(), careUnit: region.units[patient.homeUnit].careUnit.hsaID, day: day, code: code,
                performedBy: performer))
    }
}
