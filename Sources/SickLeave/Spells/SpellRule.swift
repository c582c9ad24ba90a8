/// How certificates join into a spell (sjukfall). Four rules are in use in Sweden, so the rule is a value and every
/// figure names the one that it used.
package struct SpellRule: Hashable, Sendable {
    /// Whose certificates may join.
    package enum Scope: UInt8, Sendable {
        /// Certificates of one care unit with its sub-units (Rehabstöd's unit list).
        case unit = 0
        /// Certificates of one care provider (Intygsstatistik).
        case provider = 1
        /// All certificates of the patient.
        case all = 2
    }

    /// Up to this many whole days without certificate between two certificates keep them in one spell, 0–90.
    package var gap: Int
    package var scope: Scope

    package init(gap: Int = 5, scope: Scope = .unit) {
        precondition((0...90).contains(gap), "gap must be 0–90 days")
        self.gap = gap
        self.scope = scope
    }

    /// Rehabstöd's default: five days, within the unit.
    package static let unit = SpellRule(gap: 5, scope: .unit)
    /// Intygsstatistik's rule: five days, within the care provider.
    package static let provider = SpellRule(gap: 5, scope: .provider)
}
