/// The share of spells that last beyond each day, with ongoing ones counted for as long as they have been followed
/// (Kaplan–Meier). The mean of the ended ones would be short exactly because the long ones have not ended yet.
package struct SurvivalCurve: Hashable, Sendable {
    package struct FollowedSpell: Hashable, Sendable {
        /// Came under observation after this many days, because it had started before the period: it could not have been
        /// seen to end earlier (left truncation). Zero for one followed from its first day.
        package let seenAfter: Int
        /// Its length, or how long it has been followed.
        package let days: Int
        /// It ended on the last of these days; otherwise it was still going on (right censoring).
        package let ended: Bool

        package init(seenAfter: Int = 0, days: Int, ended: Bool) {
            precondition(seenAfter >= 0 && days > seenAfter, "a spell is followed at least one day")
            self.seenAfter = seenAfter
            self.days = days
            self.ended = ended
        }
    }

    /// A day on which spells ended.
    package struct Step: Hashable, Sendable {
        package let day: Int
        package let atRisk: Int
        package let ended: Int
        /// Share that lasts longer than this day.
        package let survival: Double
        /// 95 %, on the scale of log(−log), which stays within 0 and 1. Nil where all or none survive: Greenwood's variance
        /// has no meaning there.
        package let interval: Interval?
    }

    package let spells: Int
    package let steps: [Step]
    /// As long as any spell was followed.
    package let longestFollowed: Int

    /// - Parameter spells: in any order.
    package init(_ spells: [FollowedSpell]) {
        self.spells = spells.count
        longestFollowed = spells.map(\.days).max() ?? 0
        var leaving: [Int: (all: Int, ended: Int)] = [:]
        var entering: [Int: Int] = [:]
        for spell in spells {
            leaving[spell.days, default: (0, 0)].all += 1
            if spell.ended { leaving[spell.days, default: (0, 0)].ended += 1 }
            entering[spell.seenAfter, default: 0] += 1
        }
        var steps: [Step] = []
        var atRisk = 0
        var survival = 1.0
        var greenwood = 0.0
        for day in Set(leaving.keys).union(entering.keys).sorted() {
            // Who leaves on a day was still at risk on it; who is seen after it was not.
            let (all, ended) = leaving[day] ?? (0, 0)
            if ended > 0 {
                survival *= Double(atRisk - ended) / Double(atRisk)
                if atRisk > ended { greenwood += Double(ended) / (Double(atRisk) * Double(atRisk - ended)) }
                steps.append(
                    Step(
                        day: day, atRisk: atRisk, ended: ended, survival: survival,
                        interval: SurvivalCurve.interval(survival, greenwood: greenwood)))
            }
            atRisk += (entering[day] ?? 0) - all
        }
        self.steps = steps
    }

    /// S^exp(±z √greenwood / log S).
    private static func interval(_ survival: Double, greenwood: Double) -> Interval? {
        guard survival > 0, survival < 1 else { return nil }
        let logarithm = RealFunctions.log(survival)
        let factor = RealFunctions.exp(Interval.z95 * greenwood.squareRoot() / -logarithm)
        return Interval(lower: RealFunctions.exp(logarithm * factor), upper: RealFunctions.exp(logarithm / factor))
    }

    /// Beyond the longest follow-up nothing is known of those that were still going on then; where all have ended, none is left.
    package func isKnown(beyond day: Int) -> Bool { day <= longestFollowed || steps.last?.survival == 0 }

    /// Share that lasts longer than this day; the last known one where none is known.
    package func survival(beyond day: Int) -> Double { step(at: day)?.survival ?? 1 }

    /// Its interval; nil before the first end and after the last of all.
    package func interval(beyond day: Int) -> Interval? { step(at: day)?.interval }

    private func step(at day: Int) -> Step? {
        var (low, high) = (0, steps.count)
        while low < high {
            let middle = (low + high) / 2
            if steps[middle].day <= day { low = middle + 1 } else { high = middle }
        }
        return low > 0 ? steps[low - 1] : nil
    }
}
