/// How much of a change, or of a difference between two groups, is another mix of patients, and how much is that like
/// patients are treated otherwise (Kitagawa 1955): "av −4 procentenheter är −1 ändrad sammansättning".
///
/// The two parts sum to the whole exactly. A split says nothing of chance: that is the interval's task.
package struct MixAndPractice: Hashable, Sendable {
    package struct Stratum: Hashable, Sendable {
        package let before: ShareCount
        package let after: ShareCount

        /// - Parameters:
        ///   - before: the earlier period, or the group compared with.
        ///   - after: the later period, or the group compared.
        package init(before: ShareCount, after: ShareCount) {
            self.before = before
            self.after = after
        }
    }

    /// What each stratum adds; in the order given.
    package struct Part: Hashable, Sendable {
        package let mix: Double
        package let practice: Double
    }

    package let before: Double
    package let after: Double
    package let parts: [Part]
    /// Share of all observations in strata that both sides have. In the others only one side's figure is known, and
    /// all that they change is taken for mix.
    package let comparable: Double

    package var difference: Double { after - before }
    package var mix: Double { parts.reduce(0) { $0 + $1.mix } }
    package var practice: Double { parts.reduce(0) { $0 + $1.practice } }

    /// - Returns: nil when either side is empty.
    package init?(_ strata: [Stratum]) {
        let wholeBefore = strata.reduce(ShareCount()) { $0 + $1.before }
        let wholeAfter = strata.reduce(ShareCount()) { $0 + $1.after }
        guard let before = wholeBefore.share, let after = wholeAfter.share else { return nil }
        self.before = before
        self.after = after
        parts = strata.map { stratum in
            let p0 = Double(stratum.before.total) / Double(wholeBefore.total)
            let p1 = Double(stratum.after.total) / Double(wholeAfter.total)
            let r0 = stratum.before.share ?? stratum.after.share ?? 0
            let r1 = stratum.after.share ?? r0
            return Part(mix: (r1 + r0) / 2 * (p1 - p0), practice: (p1 + p0) / 2 * (r1 - r0))
        }
        let shared = strata.filter { $0.before.total > 0 && $0.after.total > 0 }
        comparable =
            Double(shared.reduce(0) { $0 + $1.before.total + $1.after.total })
            / Double(wholeBefore.total + wholeAfter.total)
    }
}
