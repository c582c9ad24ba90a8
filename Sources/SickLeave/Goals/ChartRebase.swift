/// A known change from which a unit lets a measure's limits be reckoned anew, with why. Nothing is overwritten: what is taken back stays,
/// with who did it and why.
package struct ChartRebase: Sendable, Hashable {
    package struct Removal: Sendable, Hashable {
        package let reason: String
        package let at: Instant
        package let by: String

        package init(reason: String, at: Instant, by: String) {
            self.reason = reason
            self.at = at
            self.by = by
        }
    }

    package let number: Int
    package let measure: String
    /// The first of the new level.
    package let month: Month
    package let reason: String
    package let at: Instant
    package let by: String
    /// Nil while it stands.
    package let removal: Removal?

    package init(number: Int, measure: String, month: Month, reason: String, at: Instant, by: String, removal: Removal?) {
        self.number = number
        self.measure = measure
        self.month = month
        self.reason = reason
        self.at = at
        self.by = by
        self.removal = removal
    }
}
