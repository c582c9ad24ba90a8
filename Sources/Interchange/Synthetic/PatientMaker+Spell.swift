import SickLeave

/// What is decided once for a spell.
struct SpellPlan {
    var profile: Int
    var start: Day
    var end: Day
    /// First day and extent of each step; the first is the start's.
    var steps: [(from: Day, extent: Extent)]
    /// The physician who has the spell, by index in the issuing unit.
    var owner: Int
    /// Unit that issues; changes when the patient is taken over.
    var unit: Int
    var usesSubUnit: Bool
    var diagnoses: [Diagnosis]
    var occupation: Occupation
    var work: Int
    var variant: Int
    /// Certificates for the employer are issued beside those for the agency.
    var hasEmployerCopies: Bool
    var previous: Certificate.ID?

    var length: Int { end - start + 1 }

    /// The periods of a certificate, cut where the extent steps.
    func periods(_ first: Day, through last: Day) -> [SickLeavePeriod] {
        var periods: [SickLeavePeriod] = []
        for (index, step) in steps.enumerated() {
            let from = max(first, step.from)
            let through = index + 1 < steps.count ? min(last, steps[index + 1].from - 1) : last
            guard let days = DayRange(from, through: through) else { continue }
            periods.append(SickLeavePeriod(days: days, extent: step.extent))
        }
        return periods
    }
}

extension PatientMaker {
    private static let occupations = Weights([86, 8, 2, 4])
    private static let extensionLengths = [14, 28, 30, 42, 45, 60, 60, 60]
    private static let visitDelays = [0, 0, 0, 1, 1, 2, 3]
    private static let partTimeExtents: [Extent] = [.threeQuarters, .half, .quarter]

    /// Writes the spell's certificates and what follows from them; gives the spell's last day.
    mutating func writeSpell(profile index: Int, start: Day, length: Int) -> Day {
        let profile = DiagnosisProfile.all[index]
        let home = patient.homeUnit
        let role = region.units[home].role
        let afterPolicy = start >= policyDay
        let partTime = region.effects.partTimePerMille(profile, sex: patient.sex, role: role, afterPolicy: afterPolicy)
        let startExtent =
            random.chance(partTime) ? PatientMaker.partTimeExtents[profile.partTimeWeights.pick(&random)] : Extent.full
        var plan = SpellPlan(
            profile: index, start: start, end: start + length - 1, steps: [(start, startExtent)],
            owner: physician(of: home, on: start),
            unit: home, usesSubUnit: region.units[home].subUnit != nil && random.chance(300),
            diagnoses: [profile.diagnoses[profile.diagnosisWeights.pick(&random)]],
            occupation: Occupation(rawValue: UInt8(PatientMaker.occupations.pick(&random) + 1))!,
            work: random.below(FormAnswers.occupations.count), variant: random.below(2), hasEmployerCopies: random.chance(120))
        addSecondDiagnosis(&plan)
        if length > 60, random.chance(profile.taperPerMille) { taper(&plan) }
        let owner = plan.owner
        writeCertificates(&plan, profile: profile)
        let hasPlan = writePlanning(plan, owner: owner, role: role, afterPolicy: afterPolicy)
        patient.spells.append(
            SyntheticSpell(
                profile: index, days: DayRange(start, through: plan.end)!, startExtent: startExtent, hasPlan: hasPlan,
                physician: owner))
        return plan.end
    }

    private mutating func addSecondDiagnosis(_ plan: inout SpellPlan) {
        guard random.chance(150) else { return }
        let other = DiagnosisProfile.all[region.units[plan.unit].mix.choice.pick(&random)]
        let second = other.diagnoses[0]
        // Pregnancy is no by-diagnosis of a man, and the same category twice says nothing.
        if other.womenPerMille < 1000, second.code.category != plan.diagnoses[0].code.category { plan.diagnoses.append(second) }
    }

    /// Steps down through the extents below the first one over the last third or so of the spell.
    private mutating func taper(_ plan: inout SpellPlan) {
        let lower = Extent.ofBenefit.reversed().filter { $0 < plan.steps[0].extent && random.chance(700) }
        guard !lower.isEmpty else { return }
        let from = plan.start + plan.length * random.within(55...75) / 100
        let step = max(7, (plan.end - from + 1) / lower.count)
        for (index, extent) in lower.enumerated() where from + index * step <= plan.end {
            plan.steps.append((from + index * step, extent))
        }
    }

    private mutating func writeCertificates(_ plan: inout SpellPlan, profile: DiagnosisProfile) {
        var from = plan.start
        var signed = Season.workday(from: plan.start + random.pick(PatientMaker.visitDelays))
        var doctor = plan.owner
        let takeOver = random.chance(60) ? 1 + random.below(3) : -1
        var number = 0
        while budget > 0, signed <= region.endDay {
            if number == takeOver { refer(&plan, to: profile.referral, on: signed, doctor: &doctor) }
            let days = random.pick(number == 0 ? profile.firstLengths : PatientMaker.extensionLengths)
            var through = min(from + days - 1, plan.end)
            if plan.end - through < 5 { through = plan.end }
            let isForEmployer = number == 0 && plan.occupation == .work && random.chance(plan.length <= 14 ? 850 : 60)
            if isForEmployer { through = min(through, plan.start + 13) }
            issue(
                plan, from: from, through: through, signed: signed, doctor: doctor, number: number, isForEmployer: isForEmployer
            ) {
                plan.previous = $0
            }
            guard through < plan.end else { break }
            number += 1
            let next = nextStart(after: through, previous: from)
            guard next <= plan.end else { break }
            from = next
            signed = max(signed + 1, Season.workday(before: from - random.below(4)))
            if !random.chance(720) { doctor = physician(of: plan.unit, on: signed) } else { doctor = plan.owner }
        }
    }

    /// The day after, now and then with a gap of four, five or six days, or some days before the end.
    private mutating func nextStart(after through: Day, previous: Day) -> Day {
        let ticket = random.below(1000)
        if ticket < 24 { return through + 5 + ticket % 3 }
        if ticket < 50 { return max(previous + 1, through - random.below(5)) }
        return through + 1
    }

    /// Another unit takes over: the clinic that the diagnosis calls for, or a care centre.
    private mutating func refer(_ plan: inout SpellPlan, to kind: SyntheticUnit.Kind?, on day: Day, doctor: inout Int) {
        let unit = region.units[plan.unit]
        let target = unit.kind == .careCentre ? kind : .careCentre
        guard let target, let other = unit.referrals[target] else { return }
        plan.unit = other
        plan.usesSubUnit = false
        plan.owner = physician(of: other, on: day)
        doctor = plan.owner
    }

    /// A physician of the unit by share; the first one when the drawn one has not begun yet.
    mutating func physician(of unit: Int, on day: Day) -> Int {
        let index = region.units[unit].shares.pick(&random)
        if let from = region.units[unit].physicians[index].employedFrom, from > day { return 0 }
        return index
    }

    /// Plan, its follow-up and coordination; true when the spell has a plan.
    private mutating func writePlanning(_ plan: SpellPlan, owner: Int, role: TrueEffects.Role, afterPolicy: Bool) -> Bool {
        let unit = region.units[patient.homeUnit]
        guard plan.length > 28 else { return false }
        let last = min(plan.end, region.endDay)
        let coordinator = unit.coordinator.hsaID
        if random.chance(unit.coordinationPerMille) {
            var day = plan.start + random.within(20...60)
            for _ in 0...random.below(3) where day <= last {
                register(ProcedureRegistration.Known.coordination, day: Season.workday(before: day), by: coordinator)
                day = day + random.within(14...42)
            }
        }
        guard random.chance(region.effects.planPerMille(unitLevel: unit.planPerMille, role: role, afterPolicy: afterPolicy))
        else {
            return false
        }
        var day = Season.workday(before: plan.start + random.within(10...28))
        let doctor = unit.physicians[owner].hsaID
        register(ProcedureRegistration.Known.plan, day: day, by: random.chance(600) ? doctor : coordinator)
        if random.chance(500) {
            for _ in 0...random.below(3) {
                day = Season.workday(before: day + random.within(28...56))
                guard day <= last else { break }
                register(ProcedureRegistration.Known.planFollowUp, day: day, by: random.chance(500) ? doctor : coordinator)
            }
        }
        return true
    }
}
