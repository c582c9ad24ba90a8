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
    /// What stands in the address and cannot be read.
    package var unreadable: [Unreadable] = []

    package struct Unreadable: Hashable, Sendable {
        package let field: Field
        /// As it was written, cut short.
        package let word: String

        package init(_ field: Field, _ word: some StringProtocol) {
            self.field = field
            self.word = String(word.prefix(20))
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
            choice.node = nil
            choice.compared = []
            choice.unreadable = []
        }
        if !kind.filters.contains(.lengths) { choice.lengths = [] }
        if !kind.filters.contains(.types) { choice.types = [] }
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

    /// Chapters of the tree, or what a person wrote: `F43, M54.5`. What cannot be read is kept apart.
    package static func diagnoses(in text: String) -> (nodes: [DiagnosisNode], unreadable: [String]) {
        var nodes: [DiagnosisNode] = []
        var unreadable: [String] = []
        for word in text.split(whereSeparator: { $0 == "," || $0 == ";" || $0.isWhitespace }).prefix(100) {
            let written = String(word.filter { $0 != "." })
            if let node = DiagnosisNode(written) {
                if !nodes.contains(node) { nodes.append(node) }
            } else {
                unreadable.append(String(word))
            }
        }
        return (nodes, unreadable)
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
