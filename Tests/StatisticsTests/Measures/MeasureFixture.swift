import SickLeave
import Statistics

extension Measure {
    /// A measure with a calculation and nothing else that matters.
    static func counting(
        _ calculation: Calculation, id: String = "matt", title: String = "Mått", rule: SpellRule? = .unit, minimum: Int = 1
    ) -> Measure {
        let day = Day(iso: "2026-01-01")!
        return Measure(
            id: ID(rawValue: id), title: title, goal: nil, order: 1, whyItMatters: "",
            words: Words(
                population: "", numerator: "", denominator: "", variant: "", cautions: []),
            calculation: calculation, spellRule: rule, attribution: .issuingUnit, stratifiers: [], direction: .none,
            balancing: nil, minimumGroup: minimum, sources: [], evidence: [],
            review: Review(authorRole: "", created: day, reviewer: nil, nextReview: day + 365))
    }

    static func share(
        _ population: Population, _ numerator: Condition, window: Int = 1, id: String = "matt", title: String = "Mått",
        minimum: Int = 1
    ) -> Measure {
        let rule: SpellRule? = [.spell, .day].contains(population.unitOfAnalysis) ? .unit : nil
        return counting(
            .share(Share(population: population, numerator: numerator), windowMonths: window), id: id, title: title, rule: rule,
            minimum: minimum)
    }

    static let partTimeAtStart = share(.spellStart, .startExtentBelow(100), id: "deltid", title: "Deltid vid start")
    static let partTimeDays = share(.spellDays, .extentBelow(100), id: "dagar")
    static let planned = share(.spellReaches(day: 29), .procedure(.plan, throughDay: 60), id: "plan", title: "Plan")
    static let overNinety = share(.spellFollowed(day: 91), .lasts(days: 91), id: "over-90", title: "Över 90 dagar")
    static let completed = share(
        .certificateSent, .completionRequested(settlesAfterDays: 60), id: "kompl", title: "Kompletteringar")
    static let trained = share(.staffEmployed, .trained, id: "utbildade")
    static let spread = counting(.spread(windowMonths: 12), id: "fordelning")

    static func difference(_ population: Population, _ numerator: Condition, window: Int = 12, minimum: Int = 1) -> Measure {
        counting(
            .difference(
                Share(population: population, numerator: numerator),
                Comparison(groups: [.sex, .age], adjustedFor: .diagnosisCategory), windowMonths: window),
            id: "skillnad", minimum: minimum)
    }
}

extension Traits {
    static let woman = Traits(sex: .female, age: .from31, diagnosisGroup: .mental, category: 544)
    static let man = Traits(sex: .male, age: .from41, diagnosisGroup: .musculoskeletal, category: 1255)
}

func day(_ text: String) -> Day { Day(iso: text)! }
func month(_ text: String) -> Month { Month(iso: text)! }

/// Numbers that look random and are the same in every run (SplitMix64).
struct Dice {
    private var state: UInt64
    init(seed: UInt64) { state = seed }

    mutating func roll() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }

    mutating func number(_ range: ClosedRange<Int>) -> Int {
        range.lowerBound + Int(roll() % UInt64(range.upperBound - range.lowerBound + 1))
    }
    mutating func chance(_ percent: Int) -> Bool { number(1...100) <= percent }
    mutating func pick<Value>(_ values: [Value]) -> Value { values[number(0...values.count - 1)] }
}
