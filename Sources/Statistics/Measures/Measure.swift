package import SickLeave

/// A statistical measure as its file defines it: what is counted, among whom, by which rule, why, and who answers for it.
///
/// The words and the calculation stand beside each other on purpose: the words are what people agree on, the calculation
/// is what the program does, and a reviewer compares the two.
package struct Measure: Hashable, Sendable, Identifiable {
    /// The file's name without extension, as `deltid-vid-start`.
    package struct ID: RawRepresentable, Hashable, Comparable, Sendable, CustomStringConvertible {
        package let rawValue: String
        package init(rawValue: String) { self.rawValue = rawValue }
        package static func < (a: ID, b: ID) -> Bool { a.rawValue < b.rawValue }
        package var description: String { rawValue }
    }

    package var id: ID
    package var title: String
    /// Which of the region's named goals it serves; nil for a measure that only balances another.
    package var goal: Goal?
    /// Place among the measures of one goal; the lowest is shown first.
    package var order: Int
    package var whyItMatters: String
    package var words: Words
    package var calculation: Calculation
    /// How certificates join into the spells that it counts; nil when it counts no spells.
    package var spellRule: SpellRule?
    package var attribution: Attribution
    package var stratifiers: [Stratifier]
    package var direction: Direction
    package var balancing: Balancing?
    /// A figure with fewer observations than this is shown as counts, without share.
    package var minimumGroup: Int
    package var sources: [Source]
    package var evidence: [Evidence]
    package var review: Review

    package init(
        id: ID, title: String, goal: Goal?, order: Int, whyItMatters: String, words: Words, calculation: Calculation,
        spellRule: SpellRule?, attribution: Attribution, stratifiers: [Stratifier], direction: Direction, balancing: Balancing?,
        minimumGroup: Int, sources: [Source], evidence: [Evidence], review: Review
    ) {
        self.id = id
        self.title = title
        self.goal = goal
        self.order = order
        self.whyItMatters = whyItMatters
        self.words = words
        self.calculation = calculation
        self.spellRule = spellRule
        self.attribution = attribution
        self.stratifiers = stratifiers
        self.direction = direction
        self.balancing = balancing
        self.minimumGroup = minimumGroup
        self.sources = sources
        self.evidence = evidence
        self.review = review
    }
}

extension Measure {
    /// The six goals that Region Skåne names as examples for an insurance-medicine lead, in its order.
    package enum Goal: UInt8, Sendable, CaseIterable {
        case partTime = 1
        case evenSpread = 2
        case writtenPlans = 3
        case completions = 4
        case unwarrantedDifferences = 5
        case competence = 6

        package var title: String {
            switch self {
            case .partTime: "Fler sjukskrivs på deltid"
            case .evenSpread: "Sjukfallen fördelas jämnt mellan läkarna"
            case .writtenPlans: "Fler får en skriftlig plan"
            case .completions: "Färre intyg behöver kompletteras"
            case .unwarrantedDifferences: "Medvetenhet om osakliga skillnader"
            case .competence: "Fler medarbetare är utbildade"
            }
        }
    }

    /// The definition for a reader, in Swedish.
    package struct Words: Hashable, Sendable {
        package var population: String
        package var numerator: String
        package var denominator: String
        /// Which of several possible definitions this is.
        package var variant: String
        /// What the figure cannot tell.
        package var cautions: [String]

        package init(population: String, numerator: String, denominator: String, variant: String, cautions: [String]) {
            self.population = population
            self.numerator = numerator
            self.denominator = denominator
            self.variant = variant
            self.cautions = cautions
        }
    }

    /// Which way is better. `none` where a high and a low figure may both be right.
    package enum Direction: String, Sendable, CaseIterable {
        case higherIsBetter = "higher_is_better"
        case lowerIsBetter = "lower_is_better"
        case none

        package var title: String {
            switch self {
            case .higherIsBetter: "Högre är bättre"
            case .lowerIsBetter: "Lägre är bättre"
            case .none: "Ingen riktning är given"
            }
        }
    }

    /// Whose figure an observation is.
    package enum Attribution: String, Sendable, CaseIterable {
        case issuingUnit = "issuing_unit"
        case firstCertificate = "first_certificate"
        case employingUnit = "employing_unit"

        package var title: String {
            switch self {
            case .issuingUnit: "Räknas på den enhet där intygen utfärdades, underenheter inräknade"
            case .firstCertificate: "Räknas på den läkare som utfärdade sjukfallets första intyg"
            case .employingUnit: "Räknas på den enhet där medarbetaren är anställd"
            }
        }
    }

    package enum Stratifier: String, Sendable, CaseIterable {
        case sex
        case age
        case diagnosisGroup = "diagnosis_group"

        package var title: String {
            switch self {
            case .sex: "Kön"
            case .age: "Ålder"
            case .diagnosisGroup: "Diagnosgrupp"
            }
        }
    }

    /// What to watch at the same time, so that the figure is not improved at the patients' cost.
    package struct Balancing: Hashable, Sendable {
        /// A measure that shows it; nil when no measure does.
        package var measure: ID?
        package var words: String

        package init(measure: ID?, words: String) {
            self.measure = measure
            self.words = words
        }
    }

    package struct Source: Hashable, Sendable {
        package var title: String
        package var address: String?

        package init(title: String, address: String?) {
            self.title = title
            self.address = address
        }
    }

    /// A fact that supports or qualifies the measure, with where it was read.
    package struct Evidence: Hashable, Sendable {
        package var statement: String
        package var source: String

        package init(statement: String, source: String) {
            self.statement = statement
            self.source = source
        }
    }

    /// Roles, never names: a measure outlives the person who wrote it.
    package struct Review: Hashable, Sendable {
        package var authorRole: String
        package var created: Day
        package var reviewer: Reviewer?
        package var nextReview: Day

        package struct Reviewer: Hashable, Sendable {
            package var role: String
            package var on: Day

            package init(role: String, on: Day) {
                self.role = role
                self.on = on
            }
        }

        package init(authorRole: String, created: Day, reviewer: Reviewer?, nextReview: Day) {
            self.authorRole = authorRole
            self.created = created
            self.reviewer = reviewer
            self.nextReview = nextReview
        }

        package var words: String {
            guard let reviewer else { return "Ej granskad av kliniker" }
            return "Granskad av \(reviewer.role) \(reviewer.on)"
        }

        package func isOverdue(on day: Day) -> Bool { day > nextReview }
    }
}
