package import SickLeave

/// The true differences between units and over time that are built into the synthetic region, all of them, so that a
/// report can be held against what is really there. Everything else is case mix and chance.
///
/// The unit roles are given out only in regions of twelve units or more: an effect needs something to differ from.
package struct TrueEffects: Hashable, Sendable {
    /// What sets a unit apart.
    package enum Role: UInt8, Sendable, CaseIterable {
        case none
        /// A: part time at start and written plans step up on the policy day.
        case improves
        /// B: only the mix of diagnoses differs.
        case caseMixOnly
        /// C: women start part-time less often than men with the same diagnosis.
        case sexDifference
        /// D: one physician has most of the spells.
        case unevenSpread
        /// E: fewer completion requests after training.
        case fewerCompletions
    }

    /// Women's and men's chance of part time at start, percent of the diagnosis profile's, in every unit.
    package var womenPartTimePercent = 115
    package var menPartTimePercent = 85

    /// A: whole months from the policy day to the last day.
    package var policyMonthsBeforeEnd = 18
    /// A: added to the chance of part time at start, per mille, from the policy day.
    package var policyPartTimeGain = 180
    /// A: added to the chance of a written plan, per mille, from the policy day.
    package var policyPlanGain = 300

    /// C: replaces `womenPartTimePercent` in that unit.
    package var unwarrantedWomenPercent = 45

    /// Weights of a unit's physicians, from the one who has most. Read as far as the unit has physicians.
    package var usualShares = [100, 76, 62, 53, 46, 41, 37, 34, 31, 29, 27, 25]
    /// D: the same in that unit.
    package var unevenShares = [560, 90, 70, 50, 40, 35, 30, 25, 20, 20, 20, 20]

    /// Completion requests per mille of certificates sent to the agency.
    package var completionPerMille = 85
    /// E: whole months from the training day to the last day.
    package var trainingMonthsBeforeEnd = 12
    /// E: before and after the training day.
    package var completionPerMilleBeforeTraining = 140
    package var completionPerMilleAfterTraining = 40

    package init() {}

    package func policyDay(endDay: Day) -> Day { TrueEffects.day(endDay, monthsBefore: policyMonthsBeforeEnd) }
    package func trainingDay(endDay: Day) -> Day { TrueEffects.day(endDay, monthsBefore: trainingMonthsBeforeEnd) }

    private static func day(_ day: Day, monthsBefore months: Int) -> Day { (day.month - months).firstDay }

    /// The chance that a spell starts part-time, per mille.
    package func partTimePerMille(_ profile: DiagnosisProfile, sex: LegalSex, role: Role, afterPolicy: Bool) -> Int {
        let percent =
            switch sex {
            case .female: role == .sexDifference ? unwarrantedWomenPercent : womenPartTimePercent
            case .male: menPartTimePercent
            }
        let gain = role == .improves && afterPolicy ? policyPartTimeGain : 0
        return min(1000, profile.partTimePerMille * percent / 100 + gain)
    }

    /// The chance of a written plan in a spell over 28 days, per mille, from the unit's own level.
    package func planPerMille(unitLevel: Int, role: Role, afterPolicy: Bool) -> Int {
        min(1000, unitLevel + (role == .improves && afterPolicy ? policyPlanGain : 0))
    }

    /// The chance that a sent certificate is asked about, per mille.
    package func completionPerMille(role: Role, afterTraining: Bool) -> Int {
        guard role == .fewerCompletions else { return completionPerMille }
        return afterTraining ? completionPerMilleAfterTraining : completionPerMilleBeforeTraining
    }
}
