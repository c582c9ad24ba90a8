/// Every rule for certificates, by form, and the verdict over one certificate.
package enum CertificateRules {
    /// How much of the form the certificate carries.
    package enum Scope: Sendable {
        /// Every answer of the form was sent.
        case wholeForm
        /// Only the facts that spells need (an export table): the rules on days and identities apply, not those on answers.
        case factsOnly
    }

    /// The form's rules in the form's own order; those on plausibility last.
    package static func rules(for form: CertificateForm) -> [CertificateRule] { table[form]?.all.rules ?? [] }

    /// Judges a certificate by the rules of its form.
    ///
    /// - Parameters:
    ///   - certificate: as it was read; its answers need not be sound.
    ///   - day: today: what lies after it lies in the future.
    ///   - scope: whether the form's answers were sent.
    /// - Returns: the verdict with a finding for every place where a rule failed, at most 20 for a rule.
    package static func judge(_ certificate: Certificate, on day: Day, scope: Scope = .wholeForm) -> CertificateVerdict {
        let form = CertificateForm(kind: certificate.kind, version: certificate.formVersion)
        guard let entry = table[form] else { return CertificateVerdict(findings: []) }
        return verdict(
            certificate, on: day, scope == .wholeForm ? entry.all : entry.plausibility, periodPart: entry.periodPart)
    }

    static func verdict(_ certificate: Certificate, on day: Day, rules: [CertificateRule], periodPart: PartKey)
        -> CertificateVerdict
    {
        verdict(certificate, on: day, Checks(rules), periodPart: periodPart)
    }

    private static func verdict(_ certificate: Certificate, on day: Day, _ checks: Checks, periodPart: PartKey)
        -> CertificateVerdict
    {
        let reading = CertificateReading(certificate, on: day, periodPart: periodPart)
        let signed = certificate.signedAt.day
        var failures = RuleFailures()
        var findings: [CertificateVerdict.Finding] = []
        for place in checks.list.indices {
            guard reading.has(checks.list[place].occasion) else { continue }
            if checks.isDated, !checks.rules[place].validity.covers(signed) { continue }
            checks.list[place].run(reading, &failures)
            guard !failures.list.isEmpty else { continue }
            let rule = checks.rules[place]
            for failure in failures.list {
                findings.append(
                    CertificateVerdict.Finding(
                        rule: rule.id, severity: rule.severity, question: rule.question, part: failure.part ?? rule.part,
                        instance: failure.instance, label: rule.label, message: rule.sentence, inputs: failure.inputs))
            }
            failures.removeAll()
        }
        return CertificateVerdict(findings: findings)
    }

    /// Rules with their checks beside: walking over the rules themselves would copy eight strings for each one.
    private struct Checks {
        let rules: [CertificateRule]
        let list: [Check]
        let isDated: Bool

        init(_ rules: [CertificateRule]) {
            self.rules = rules
            list = rules.map { Check(occasion: $0.occasion, run: $0.check) }
            isDated = rules.contains { $0.validity != .always }
        }
    }

    private struct Check {
        let occasion: RuleOccasion
        let run: @Sendable (CertificateReading, inout RuleFailures) -> Void
    }

    private struct Entry {
        let all: Checks
        let plausibility: Checks
        let periodPart: PartKey
    }

    private static let table: [CertificateForm: Entry] = Dictionary(
        uniqueKeysWithValues: CertificateForm.allCases.map { form in
            var book = RuleBook(FormLayout.layout(of: form))
            switch form {
            case .fk7804v1: book.addFK7804V1()
            case .fk7804v2: book.addFK7804V2()
            case .ag7804v1: book.addAG7804()
            case .ag114v1: book.addAG114()
            case .fk7263: book.addFK7263()
            }
            var common = RuleBook(FormLayout.layout(of: form))
            common.addPeriodRules()
            if form != .ag114v1, form != .fk7263 { book.addOverlapRules() }
            common.addHeadRules()
            return (
                form,
                Entry(
                    all: Checks(inFormOrder(book.rules, of: form) + common.rules), plausibility: Checks(common.rules),
                    periodPart: PartKey(stringLiteral: "\(form.periodQuestion).2"))
            )
        })

    /// Findings are read beside the form, so rules stand in its order.
    private static func inFormOrder(_ rules: [CertificateRule], of form: CertificateForm) -> [CertificateRule] {
        let numbers = FormLayout.layout(of: form).questions.map(\.number)
        let places = Dictionary(uniqueKeysWithValues: numbers.enumerated().map { ($0.element, $0.offset) })
        return rules.enumerated().sorted {
            (places[$0.element.question] ?? numbers.count, $0.offset) < (places[$1.element.question] ?? numbers.count, $1.offset)
        }.map(\.element)
    }
}
