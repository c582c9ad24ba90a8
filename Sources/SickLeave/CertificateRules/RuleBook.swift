/// Collects the rules of one form, so that ids, labels and sources follow one pattern and are written once.
struct RuleBook {
    let layout: FormLayout
    let scope: CertificateRules.Scope
    private(set) var rules: [CertificateRule] = []

    init(_ layout: FormLayout, _ scope: CertificateRules.Scope) {
        self.layout = layout
        self.scope = scope
    }

    var form: CertificateForm { layout.form }

    /// The rule set that the form's owner publishes; a source names the question that it stands under.
    private var published: String {
        switch form {
        case .fk7804v1: "lisjp.v1.sch"
        case .fk7804v2: "lisjp.v2.sch"
        case .ag7804v1: "ag7804.v1.sch"
        case .ag114v1: "ag114.v1.sch"
        case .fk7263: "formulärets fält"
        }
    }

    /// - Parameters:
    ///   - question: the number; empty for the certificate's head.
    ///   - part: `32.1` when the rule is about one part.
    ///   - theme: the last part of the id.
    ///   - label: nil takes the form's own name of the part or question.
    ///   - reference: nil means the published rule set.
    ///   - occasion: the rule cannot fail without it.
    ///   - misses: the rule tells that something is missing, and stands only where the whole form was sent.
    mutating func add(
        _ question: String, part: String? = nil, _ theme: String, _ sentence: String, label: String? = nil,
        reference: String? = nil, severity: RuleSeverity = .rejects, on occasion: RuleOccasion = .always,
        misses: Bool = false,
        check: @escaping @Sendable (CertificateReading, inout RuleFailures) -> Void
    ) {
        guard scope == .wholeForm || !misses else { return }
        let place = part ?? question
        let known = layout.question(question)
        let name = label ?? known.map { known in part.flatMap(known.part).map(known.title) ?? known.label } ?? "Intyget"
        rules.append(
            CertificateRule(
                id: place.isEmpty ? "\(form.key).\(theme)" : "\(form.key).\(place).\(theme)", question: question, part: part,
                label: name, sentence: sentence,
                source: RuleSource(form: form.title, reference: reference ?? "\(published), fråga \(place)"),
                validity: .always, severity: severity, occasion: occasion, check: check))
    }
}

extension RuleBook {
    /// The reference of rules that no form owner publishes.
    static let plausibility = "Rimlighetskontroll"
}
