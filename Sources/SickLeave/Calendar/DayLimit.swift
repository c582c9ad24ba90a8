/// One row of the day calendar: what happens, or should be done, on a numbered day of a spell.
package struct DayLimit: Hashable, Sendable, Identifiable {
    package enum Kind: String, Sendable, CaseIterable {
        /// Follows from law or from an authority's account of the law.
        case law
        /// A region's or unit's advice; nobody is obliged.
        case recommendation

        package var title: String {
            switch self {
            case .law: "Lag"
            case .recommendation: "Rekommendation"
            }
        }
    }

    package enum Nature: String, Sendable, CaseIterable {
        /// Something is to be done by the day, so it can be late.
        case task
        /// The conditions change on the day, whatever anybody does.
        case milestone
    }

    package enum Actor: String, Sendable, CaseIterable {
        case patient
        case treatingPhysician
        case careUnit
        case employer
        case socialInsuranceAgency

        package var title: String {
            switch self {
            case .patient: "Patienten"
            case .treatingPhysician: "Behandlande läkare"
            case .careUnit: "Enheten"
            case .employer: "Arbetsgivaren"
            case .socialInsuranceAgency: "Försäkringskassan"
            }
        }

        /// The unit can do something about it and answer for it.
        package var isCare: Bool { self == .treatingPhysician || self == .careUnit }
    }

    /// Who has compared the row with its source.
    package enum Review: Hashable, Sendable {
        /// Written from the source; no clinician or lawyer has approved it yet.
        case unreviewed
        case reviewed(by: String, on: Day)
    }

    /// Stable, lower case with hyphens, as `plan-28`; the same for the same limit when its wording changes over the years.
    package var id: String
    /// Day of the spell, day 1 = first day of reduced work ability. A limit "after day 90" has day 90.
    package var day: Int
    package var kind: Kind
    package var nature: Nature
    package var actor: Actor
    package var title: String
    /// What happens, in plain Swedish.
    package var happens: String
    /// What to do before the day, in plain Swedish.
    package var advice: String
    /// The law, or who recommends it.
    package var reference: String
    /// Where the row was taken from.
    package var source: String
    /// First and last day that the row describes; nil where no such day is known.
    package var validFrom: Day?
    package var validThrough: Day?
    package var review: Review
    /// Whom it concerns, by what the work ability is assessed against.
    package var occupations: Set<Occupation>

    package init(
        id: String, day: Int, kind: Kind, nature: Nature, actor: Actor, title: String, happens: String, advice: String,
        reference: String, source: String, validFrom: Day?, validThrough: Day?, review: Review, occupations: Set<Occupation>
    ) {
        self.id = id
        self.day = day
        self.kind = kind
        self.nature = nature
        self.actor = actor
        self.title = title
        self.happens = happens
        self.advice = advice
        self.reference = reference
        self.source = source
        self.validFrom = validFrom
        self.validThrough = validThrough
        self.review = review
        self.occupations = occupations
    }

    package func isValid(on day: Day) -> Bool {
        if let validFrom, day < validFrom { return false }
        if let validThrough, day > validThrough { return false }
        return true
    }

    /// A certificate that names no occupation counts as work, the commonest.
    package func applies(to occupations: [Occupation]) -> Bool {
        occupations.isEmpty ? self.occupations.contains(.work) : occupations.contains { self.occupations.contains($0) }
    }
}
