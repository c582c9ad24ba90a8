import SickLeave
import Statistics
import Yams

/// The declarative part of a measure file: what may be combined with what is decided here, so that the program never
/// meets a calculation without meaning.
enum MeasureCalculationReader {
    static func read(_ top: inout YAMLFields) -> Measure.Calculation? {
        guard var fields = top.fields("calculation") else { return nil }
        let calculation = calculation(&fields)
        fields.finish()
        top.absorb(fields)
        return calculation
    }

    private enum Kind: String, CaseIterable {
        case share, spread, difference
        case medianLength = "median_length"
        case certificatesPerSpell = "certificates_per_spell"
    }

    private static func calculation(_ fields: inout YAMLFields) -> Measure.Calculation? {
        let kind = fields.choice("kind", Kind.self)
        let unit = fields.choice("unit_of_analysis", Measure.UnitOfAnalysis.self)
        let population = population(&fields)
        let window = fields.number("window_months", in: 1...36)
        if let unit, let population, population.unitOfAnalysis != unit {
            fields.fault(
                "unit_of_analysis",
                "Populationen räknar ”\(population.unitOfAnalysis.rawValue)”, men ”unit_of_analysis” är ”\(unit.rawValue)”.")
        }
        switch kind {
        case .share:
            let numerator = numerator(&fields)
            guard let population, let numerator, let window else { return nil }
            check(&fields, population, numerator)
            if window > 1, [.spellDays, .staffEmployed, .spellOngoing].contains(population) {
                fields.fault(
                    "window_months",
                    "Dagar, medarbetare och pågående sjukfall räknas för en månad i taget. Sätt ”window_months” till 1.")
            }
            return .share(Measure.Share(population: population, numerator: numerator), windowMonths: window)
        case .spread:
            guard let population, let window else { return nil }
            if population != .spellStart {
                fields.fault("population", "Fördelning mellan läkare räknas på startade sjukfall: ”population: spell_start”.")
            }
            return .spread(windowMonths: window)
        case .difference:
            let numerator = numerator(&fields)
            let groups = fields.choices("compare", Measure.Comparison.Groups.self)
            let adjustment = fields.choice("adjust_for", Measure.Comparison.Adjustment.self)
            guard let population, let numerator, let window, let adjustment else { return nil }
            check(&fields, population, numerator)
            if groups.isEmpty { fields.fault("compare", "Ange minst en jämförelse.") }
            if population.unitOfAnalysis != .spell {
                fields.fault("population", "Skillnader mellan grupper räknas på sjukfall.")
            }
            return .difference(
                Measure.Share(population: population, numerator: numerator),
                Measure.Comparison(groups: groups, adjustedFor: adjustment), windowMonths: window)
        case .medianLength:
            guard let population, let window else { return nil }
            if population != .spellStart {
                fields.fault("population", "Mittersta längden räknas på startade sjukfall: ”population: spell_start”.")
            }
            return .medianLength(windowMonths: window)
        case .certificatesPerSpell:
            guard let population, let window else { return nil }
            guard case .spellFollowed(let day) = population else {
                fields.fault(
                    "population",
                    "Intyg per sjukfall räknas på sjukfall som är följda lika länge: ”population: {spell_followed_to_day: n}”.")
                return nil
            }
            return .certificatesPerSpell(throughDay: day, windowMonths: window)
        case nil: return nil
        }
    }

    /// A word, or a word with its day: `spell_start`, `{spell_reaches_day: 29}`.
    private static func population(_ fields: inout YAMLFields) -> Measure.Population? {
        guard let node = fields.node("population") else { return nil }
        if let word = node.string {
            switch word {
            case "spell_start": return .spellStart
            case "spell_ongoing": return .spellOngoing
            case "plan_made": return .planMade
            case "spell_days": return .spellDays
            case "certificate_sent": return .certificateSent
            case "staff_employed": return .staffEmployed
            case _:
                fields.fault(
                    "population",
                    "Okänd population ”\(word)”. Välj spell_start, spell_ongoing, plan_made, spell_days, certificate_sent, "
                        + "staff_employed, "
                        + "{spell_reaches_day: n} eller {spell_followed_to_day: n}.")
                return nil
            }
        }
        var inner = YAMLFields(node, path: "calculation.population")
        let reaches = inner.number("spell_reaches_day", in: 2...3650, required: false)
        let followed = inner.number("spell_followed_to_day", in: 2...3650, required: false)
        if inner.faults.isEmpty, (reaches == nil) == (followed == nil) {
            fields.fault("population", "Ange antingen spell_reaches_day eller spell_followed_to_day.")
        }
        inner.finish()
        fields.absorb(inner)
        return reaches.map { .spellReaches(day: $0) } ?? followed.map { .spellFollowed(day: $0) }
    }

    private static func numerator(_ fields: inout YAMLFields) -> Measure.Condition? {
        guard let node = fields.node("numerator") else { return nil }
        if node.string == "trained" { return .trained }
        var inner = YAMLFields(node, path: "calculation.numerator")
        var conditions: [Measure.Condition] = []
        if let percent = inner.number("start_extent_below", in: 2...100, required: false) {
            conditions.append(.startExtentBelow(percent))
        }
        if let percent = inner.number("extent_below", in: 2...100, required: false) { conditions.append(.extentBelow(percent)) }
        if let days = inner.number("lasts_days", in: 2...3650, required: false) { conditions.append(.lasts(days: days)) }
        if let code = inner.text("procedure", required: false) {
            let procedure = Measure.Procedure.allCases.first { $0.code == code }
            if procedure == nil {
                let known = Measure.Procedure.allCases.map(\.code).joined(separator: ", ")
                inner.fault("procedure", "Åtgärdskoden ”\(code)” kan inte räknas. Välj bland \(known).")
            }
            let through = inner.number("through_day", in: 1...3650, required: false)
            let within = inner.number("within_days_of_plan", in: 1...3650, required: false)
            if inner.faults.isEmpty, (through == nil) == (within == nil) {
                inner.fault("procedure", "Ange antingen ”through_day” eller ”within_days_of_plan” till åtgärden.")
            }
            if let procedure, let through { conditions.append(.procedure(procedure, throughDay: through)) }
            if let procedure, let within { conditions.append(.procedureAfterPlan(procedure, withinDays: within)) }
        }
        if let days = inner.number("day_over", in: 1...3650, required: false) { conditions.append(.dayOver(days)) }
        if let day = inner.number("part_time_through_day", in: 2...3650, required: false) {
            conditions.append(.partTime(throughDay: day))
        }
        if inner.has("diagnosis_group"), let name = inner.choice("diagnosis_group", DiagnosisGroupName.self) {
            conditions.append(.diagnosisGroup(name.group))
        }
        conditions += messageConditions(&inner)
        if inner.faults.isEmpty, conditions.count != 1 {
            fields.fault(
                "numerator",
                "Ange ett villkor: trained, start_extent_below, extent_below, lasts_days, procedure, day_over, "
                    + "part_time_through_day, diagnosis_group, completion_requested eller reminded.")
        }
        inner.finish()
        fields.absorb(inner)
        return conditions.first
    }

    private enum DiagnosisGroupName: String, CaseIterable {
        case somatic, mental, musculoskeletal, pregnancy, other, symptoms
        case healthFactors = "health_factors"
        case withoutValidCode = "without_valid_code"

        var group: DiagnosisGroup {
            switch self {
            case .somatic: .somatic
            case .mental: .mental
            case .musculoskeletal: .musculoskeletal
            case .pregnancy: .pregnancy
            case .other: .other
            case .symptoms: .symptoms
            case .healthFactors: .healthFactors
            case .withoutValidCode: .withoutValidCode
            }
        }
    }

    /// What the agency wrote: a word that can only be true, and for how long it keeps coming.
    private static func messageConditions(_ inner: inout YAMLFields) -> [Measure.Condition] {
        var conditions: [Measure.Condition] = []
        for (name, condition) in [
            ("completion_requested", Measure.Condition.completionRequested(settlesAfterDays:)),
            ("reminded", Measure.Condition.reminded(settlesAfterDays:)),
        ] where inner.has(name) {
            if inner.text(name) != "true" { inner.fault(name, "Fältet ”\(name)” kan bara vara true.") }
            if let days = inner.number("settles_after_days", in: 0...365) { conditions.append(condition(days)) }
        }
        return conditions
    }

    /// Each condition can be asked of some populations only.
    private static func check(_ fields: inout YAMLFields, _ population: Measure.Population, _ numerator: Measure.Condition) {
        let fits: Bool
        switch (population, numerator) {
        case (.spellStart, .startExtentBelow), (.spellReaches, .startExtentBelow), (.spellFollowed, .startExtentBelow),
            (.spellStart, .procedure), (.spellReaches, .procedure), (.spellFollowed, .procedure), (.spellDays, .extentBelow),
            (.certificateSent, .completionRequested), (.certificateSent, .reminded), (.staffEmployed, .trained),
            (.spellOngoing, .dayOver), (.spellOngoing, .extentBelow), (.planMade, .procedureAfterPlan), (.spellStart, .partTime),
            (.spellReaches, .partTime), (.spellFollowed, .partTime):
            fits = true
        case (let population, .diagnosisGroup):
            fits = population != .spellDays && population != .staffEmployed
        case (.spellFollowed(let day), .lasts(let days)):
            if days > day {
                fields.fault("numerator", "Sjukfallen följs till dag \(day). Ingen vet då om de blir \(days) dagar.")
            }
            fits = true
        case (_, .startExtentBelow), (_, .extentBelow), (_, .lasts), (_, .procedure), (_, .procedureAfterPlan), (_, .partTime),
            (_, .dayOver), (_, .completionRequested), (_, .reminded), (_, .trained):
            fits = false
        }
        if !fits { fields.fault("numerator", "Villkoret i ”numerator” passar inte populationen.") }
    }
}
