/// Every rule for certificates, by form, and the verdict over one certificate.
package enum CertificateRules {
    /// How much of the form the certificate carries.
    package enum Scope: Sendable {
        /// Every answer of the form was sent.
        case wholeForm
        /// What somebody had columns for (a table): what is there must be right, and nothing is missed.
        case answersGiven
    }

    /// The form's rules in the form's own order; those on plausibility last.
    package static func rules(for form: CertificateForm) -> [CertificateRule] { rules(of: form).all.rules }

    /// Judges a certificate by the rules of its form; who judges many keeps a `CertificateJudge`.
    ///
    /// - Parameters:
    ///   - certificate: as it was read; its answers need not be sound.
    ///   - day: today: what lies after it lies in the future.
    ///   - scope: whether the form's answers were sent.
    /// - Returns: the verdict with a finding for every place where a rule failed, at most 20 for a rule.
    package static func judge(_ certificate: Certificate, on day: Day, scope: Scope = .wholeForm) -> CertificateVerdict {
        CertificateJudge().judge(certificate, on: day, scope: scope)
    }

    /// Rules with their checks beside: walking over the rules themselves would copy eight strings for each one.
    ///
    /// Classes, though nothing in them changes: they are handed on with every certificate that is judged.
    final class Checks: Sendable {
        let rules: [CertificateRule]
        let runs: [@Sendable (CertificateReading, inout RuleFailures) -> Void]
        let occasions: RuleOccasions
        let isDated: Bool

        init(_ rules: [CertificateRule]) {
            self.rules = rules
            runs = rules.map(\.check)
            occasions = RuleOccasions(rules)
            isDated = rules.contains { $0.validity != .always }
        }
    }

    final class Entry: Sendable {
        let all: Checks
        let ofAnswersGiven: Checks
        let periodPart: PartKey
        let shapes: FormShapes

        init(_ form: CertificateForm) {
            let layout = FormLayout.layout(of: form)
            all = Entry.checks(layout, .wholeForm)
            ofAnswersGiven = Entry.checks(layout, .answersGiven)
            periodPart = PartKey(stringLiteral: "\(form.periodQuestion).2")
            shapes = FormShapes(layout)
        }

        private static func checks(_ layout: FormLayout, _ scope: Scope) -> Checks {
            let form = layout.form
            var book = RuleBook(layout, scope)
            switch form {
            case .fk7804v1: book.addFK7804V1()
            case .fk7804v2: book.addFK7804V2()
            case .ag7804v1: book.addAG7804()
            case .ag114v1: book.addAG114()
            case .fk7263: book.addFK7263()
            }
            if form != .ag114v1, form != .fk7263 { book.addOverlapRules() }
            var common = RuleBook(layout, scope)
            common.addPeriodRules()
            common.addHeadRules()
            return Checks(CertificateRules.inFormOrder(book.rules, of: form) + common.rules)
        }
    }

    /// By the forms' numbers, which begin with 1.
    private static let table = CertificateForm.allCases.map(Entry.init)

    static func rules(of form: CertificateForm) -> Entry { table[Int(form.rawValue) - 1] }

    /// Findings are read beside the form, so rules stand in its order.
    private static func inFormOrder(_ rules: [CertificateRule], of form: CertificateForm) -> [CertificateRule] {
        let numbers = FormLayout.layout(of: form).questions.map(\.number)
        let places = Dictionary(uniqueKeysWithValues: numbers.enumerated().map { ($0.element, $0.offset) })
        return rules.enumerated().sorted {
            (places[$0.element.question] ?? numbers.count, $0.offset) < (places[$1.element.question] ?? numbers.count, $1.offset)
        }.map(\.element)
    }
}
