import SickLeave
import Statistics
import Yams

/// Turns the text of one file into a measure, or into every fault that it has.
struct MeasureFileReader {
    let file: String
    private(set) var faults: [MeasureFile.Fault] = []
    private(set) var balancingLine = 0

    init(file: String) { self.file = file }

    /// Nil when there are faults.
    mutating func read(_ text: String) -> Measure? {
        let root: Node
        do {
            guard let node = try Yams.compose(yaml: text) else {
                note(line: 0, "Filen är tom.")
                return nil
            }
            root = node
        } catch let error as YamlError {
            note(line: Self.line(of: error), Self.message(for: error))
            return nil
        } catch {
            note(line: 0, "Filen är inte giltig YAML.")
            return nil
        }
        var top = YAMLFields(root, path: "")
        let measure = measure(&top)
        top.finish()
        faults += top.faults.map { MeasureFile.Fault(file: file, line: $0.line, message: $0.message) }
        return faults.isEmpty ? measure : nil
    }

    private mutating func measure(_ top: inout YAMLFields) -> Measure? {
        let id = identity(&top)
        let title = top.text("title")
        let goal = top.number("goal", in: 1...Measure.Goal.allCases.count, required: false)
        let order = top.number("order", in: 1...99)
        let why = top.text("why_it_matters")
        let words = words(&top)
        let calculation = MeasureCalculationReader.read(&top)
        let rule = spellRule(&top, calculation: calculation)
        let attribution = top.choice("attribution", Measure.Attribution.self)
        let stratifiers = top.choices("stratifiers", Measure.Stratifier.self)
        let direction = top.choice("direction", Measure.Direction.self)
        let balancing = balancing(&top, id: id)
        let minimum = top.number("minimum_group", in: 1...1000)
        let sources = sources(&top)
        let evidence = evidence(&top)
        let review = review(&top)
        guard let id, let title, let order, let why, let words, let calculation, let attribution, let direction, let minimum,
            let review
        else { return nil }
        return Measure(
            id: id, title: title, goal: goal.flatMap { Measure.Goal(rawValue: UInt8($0)) }, order: order, whyItMatters: why,
            words: words, calculation: calculation, spellRule: rule, attribution: attribution, stratifiers: stratifiers,
            direction: direction, balancing: balancing, minimumGroup: minimum, sources: sources, evidence: evidence,
            review: review)
    }

    private func identity(_ top: inout YAMLFields) -> Measure.ID? {
        guard let id = top.text("id") else { return nil }
        guard id.utf8.allSatisfy({ (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2D }) else {
            top.fault("id", "Fältet ”id” får bara ha a–z, 0–9 och bindestreck, eftersom det står i webbadresser.")
            return nil
        }
        guard file == "\(id).yaml" else {
            top.fault("id", "Fältet ”id” är ”\(id)” men filen heter \(file). Ge filen namnet \(id).yaml eller ändra id.")
            return nil
        }
        return Measure.ID(rawValue: id)
    }

    private func words(_ top: inout YAMLFields) -> Measure.Words? {
        guard var fields = top.fields("words") else { return nil }
        let population = fields.text("population")
        let numerator = fields.text("numerator")
        let denominator = fields.text("denominator")
        let variant = fields.text("variant")
        let cautions = fields.texts("cautions")
        fields.finish()
        top.absorb(fields)
        guard let population, let numerator, let denominator, let variant else { return nil }
        return Measure.Words(
            population: population, numerator: numerator, denominator: denominator, variant: variant, cautions: cautions)
    }

    /// Measures of spells need a rule, and others must not have one: a rule that does nothing would mislead.
    private func spellRule(_ top: inout YAMLFields, calculation: Measure.Calculation?) -> SpellRule? {
        let countsSpells: Bool
        switch calculation?.share?.population {
        case .certificateSent, .staffEmployed: countsSpells = false
        case .spellStart, .spellReaches, .spellFollowed, .spellOngoing, .planMade, .spellDays, nil: countsSpells = true
        }
        guard countsSpells else {
            if top.node("spell_rule", required: false) != nil {
                top.fault("spell_rule", "Måttet räknar inte sjukfall. Ta bort fältet ”spell_rule”.")
            }
            return nil
        }
        guard var fields = top.fields("spell_rule") else { return nil }
        let gap = fields.number("gap_days", in: 0...90)
        let scope = fields.choice("scope", ScopeName.self)
        fields.finish()
        top.absorb(fields)
        guard let gap, let scope else { return nil }
        return SpellRule(gap: gap, scope: scope.scope)
    }

    private enum ScopeName: String, CaseIterable {
        case unit, provider, all

        var scope: SpellRule.Scope {
            switch self {
            case .unit: .unit
            case .provider: .provider
            case .all: .all
            }
        }
    }

    private mutating func balancing(_ top: inout YAMLFields, id: Measure.ID?) -> Measure.Balancing? {
        guard var fields = top.fields("balancing", required: false) else { return nil }
        let measure = fields.text("measure", required: false).map(Measure.ID.init(rawValue:))
        let words = fields.text("words")
        balancingLine = fields.line(of: "measure")
        if let measure, measure == id { fields.fault("measure", "Ett mått kan inte balansera sig självt.") }
        fields.finish()
        top.absorb(fields)
        return words.map { Measure.Balancing(measure: measure, words: $0) }
    }

    private func sources(_ top: inout YAMLFields) -> [Measure.Source] {
        let sources = top.list("sources").compactMap { item -> Measure.Source? in
            var fields = item
            let title = fields.text("title")
            let address = fields.text("address", required: false)
            if let address, !address.hasPrefix("https://"), !address.hasPrefix("http://") {
                fields.fault("address", "Fältet ”address” ska vara en webbadress som börjar med https://.")
            }
            fields.finish()
            top.absorb(fields)
            return title.map { Measure.Source(title: $0, address: address) }
        }
        if sources.isEmpty, top.has("sources") { top.fault("sources", "Ange minst en källa.") }
        return sources
    }

    private func evidence(_ top: inout YAMLFields) -> [Measure.Evidence] {
        top.list("evidence").compactMap { item -> Measure.Evidence? in
            var fields = item
            let statement = fields.text("statement")
            let source = fields.text("source")
            fields.finish()
            top.absorb(fields)
            guard let statement, let source else { return nil }
            return Measure.Evidence(statement: statement, source: source)
        }
    }

    private func review(_ top: inout YAMLFields) -> Measure.Review? {
        let author = top.text("author_role")
        let created = top.day("created")
        let next = top.day("next_review")
        let role = top.text("reviewer_role", required: false)
        let on = top.day("reviewed_on", required: false)
        if on != nil, role == nil {
            top.fault("reviewed_on", "Granskningen saknar roll. Ange ”reviewer_role”, aldrig ett namn.")
        }
        if role != nil, on == nil { top.fault("reviewer_role", "Granskningen saknar datum. Ange ”reviewed_on”.") }
        if let created, let next, next <= created {
            top.fault("next_review", "Nästa granskning ska ligga efter dagen då måttet skapades.")
        }
        guard let author, let created, let next else { return nil }
        var reviewer: Measure.Review.Reviewer?
        if let role, let on { reviewer = Measure.Review.Reviewer(role: role, on: on) }
        return Measure.Review(authorRole: author, created: created, reviewer: reviewer, nextReview: next)
    }

    private mutating func note(line: Int, _ message: String) {
        faults.append(MeasureFile.Fault(file: file, line: line, message: message))
    }

    private static func line(of error: YamlError) -> Int {
        switch error {
        case .scanner(_, _, let mark, _), .parser(_, _, let mark, _), .composer(_, _, let mark, _): mark.line
        case .duplicatedKeysInMapping(_, let context): context.mark.line
        case .no, .memory, .reader, .writer, .emitter, .representer, .dataCouldNotBeDecoded: 0
        @unknown default: 0
        }
    }

    private static func message(for error: YamlError) -> String {
        if case .duplicatedKeysInMapping(let keys, _) = error {
            return "Fältet ”\(keys.map { "\($0)" }.sorted().joined(separator: "”, ”"))” står två gånger."
        }
        return "Filen är inte giltig YAML här. Kontrollera indrag, kolon och citattecken."
    }
}
