package import SickLeave
package import Statistics

/// What a person asks for: a report, whose figures, which months, which filter. All of it stands in the address.
package struct ReportChoice: Hashable, Sendable {
    package var kind: ReportKind
    package var level: ReportLevel
    package var shape: Report.Shape
    /// Nil for the usual period.
    package var period: Period?
    /// Sub-units, by the store's number; empty for all.
    package var units: Set<Int> = []
    package var diagnoses: [DiagnosisNode] = []
    package var ages: Set<AgeGroup.Report> = []
    package var lengths: Set<LengthGroup.Report> = []
    package var types: Set<CertificateType> = []
    /// What the report on one diagnosis is about; nil for the list of chapters.
    package var node: DiagnosisNode?
    /// What the report that compares diagnoses compares.
    package var compared: [DiagnosisNode] = []
    /// The level and the shape that were asked for; nil where the address has none, so that what can be shown is shown.
    package var written = Written()
    /// What stands in the address and cannot be read.
    package var unreadable: [Word] = []
    /// Diagnoses after the last that a list has room for.
    package var surplus: [Word] = []

    package struct Written: Hashable, Sendable {
        package var level: ReportLevel?
        package var shape: Report.Shape?

        package init(level: ReportLevel? = nil, shape: Report.Shape? = nil) {
            self.level = level
            self.shape = shape
        }
    }

    /// As it was written.
    package struct Word: Hashable, Sendable {
        package let field: Field
        package let text: String

        package init(_ field: Field, _ text: some StringProtocol) {
            self.field = field
            self.text = String(text)
        }
    }

    package enum Field: String, Sendable {
        case level = "nivå"
        case shape = "form"
        case period = "period"
        case unit = "enhet"
        case chapter = "kapitel"
        case diagnosis = "diagnos"
        case age = "ålder"
        case length = "längd"
        case type = "intygstyp"
        case node = "nod i diagnosträdet"
        case compared = "diagnos att jämföra"
    }

    /// As written: an end that is missing or unreadable is nil.
    package struct Period: Hashable, Sendable {
        package var first: Month?
        package var last: Month?

        package init(first: Month?, last: Month?) {
            self.first = first
            self.last = last
        }
    }

    package init(_ kind: ReportKind, level: ReportLevel, shape: Report.Shape) {
        self.kind = kind
        self.level = level
        self.shape = shape
    }

    /// The same for another report: what that one cannot answer is left out.
    package func turned(to kind: ReportKind) -> ReportChoice {
        var choice = self
        choice.kind = kind
        if !kind.levels.contains(level) { choice.level = kind.levels[0] }
        if !kind.shapes.contains(shape) { choice.shape = kind.shapes[0] }
        if kind != self.kind {
            choice.unreadable = []
            choice.surplus = []
        }
        if kind != .diagnosis { choice.node = nil }
        if kind != .chosenDiagnoses { choice.compared = [] }
        if !kind.filters.contains(.lengths) { choice.lengths = [] }
        if !kind.filters.contains(.types) { choice.types = [] }
        return choice
    }

    /// The same as a link asks for it: nothing that is not to be had. Above the own unit there are no filters, and only months that are over or
    /// half-years.
    package func askable(on day: Day) -> ReportChoice {
        var choice = self
        if !choice.shapes.contains(choice.shape) { choice.shape = choice.shapes[0] }
        guard choice.level.disclosure != nil else { return choice }
        choice.removeFilter()
        guard let asked = choice.period else { return choice }
        choice.period = nil
        guard let last = asked.last.map({ min($0, day.month - 1) }) else { return choice }
        if choice.shape == .whole {
            choice.period = ReportPeriod.halfYears(before: day).first { $0.lowerBound <= last }
                .map { Period(first: $0.lowerBound, last: $0.upperBound) }
        } else if asked.first ?? last <= last {
            choice.period = Period(first: asked.first, last: last)
        }
        return choice
    }

    /// How the period can be shown. What adds up from month to month is shown above the own unit for a whole period only: with the months
    /// beside their sum, a month that is kept back could be reckoned out.
    package var shapes: [Report.Shape] {
        level.disclosure != nil && kind.addsUp ? kind.shapes.filter { $0 == .whole } : kind.shapes
    }

    package var hasFilter: Bool {
        !units.isEmpty || !diagnoses.isEmpty || !ages.isEmpty || !lengths.isEmpty || !types.isEmpty
    }

    package mutating func removeFilter() {
        units = []
        diagnoses = []
        ages = []
        lengths = []
        types = []
    }

    /// As many words as are read of a list of diagnoses: each costs work, and a table of more says nothing.
    static let mostDiagnoses = 100

    /// Chapters of the tree, or what a person wrote: `F43, M54.5`. What cannot be read, and what there is no room for, is kept apart.
    package static func diagnoses(in text: String) -> (nodes: [DiagnosisNode], unreadable: [String], surplus: [String]) {
        var nodes: [DiagnosisNode] = []
        var unreadable: [String] = []
        let words = text.split { $0 == "," || $0 == ";" || $0.isWhitespace }
        for word in words.prefix(mostDiagnoses) {
            let written = String(word.filter { $0 != "." })
            if let node = DiagnosisNode(written) {
                if !nodes.contains(node) { nodes.append(node) }
            } else {
                unreadable.append(String(word))
            }
        }
        return (nodes, unreadable, words.dropFirst(mostDiagnoses).map(String.init))
    }

    var grouping: ReportGrouping {
        switch kind {
        case .total: .total
        case .diagnosisGroups: .chapter
        case .diagnosis: node.map(ReportGrouping.below) ?? .chapter
        case .chosenDiagnoses: .diagnoses(compared)
        case .age: .age
        case .extent: .extent
        case .length: .length
        case .overNinety: .longerThan(90)
        case .certificatesPerSpell: .certificatesPerSpell
        case .careUnit, .listed: .careUnit
        case .subUnit: .subUnit
        case .county: .county
        case .doctor: .doctor
        case .doctorAgeAndSex: .doctorAgeAndSex
        case .position: .position
        case .certificates, .completions: .certificateType
        case .messages: .subject
        case .messagesByUnit: .careUnitAndSubject
        case .messagesByDoctor: .doctorAndSubject
        case .completionQuestions: .question
        }
    }
}
