/// Judges one certificate after the other, and reuses what it read the last one into.
///
/// A class, because it owns those tables; use it from one task.
package final class CertificateJudge {
    @exclusivity(unchecked) private var reading: CertificateReading?

    package init() {}

    /// As `CertificateRules.judge`.
    package func judge(_ certificate: Certificate, on day: Day, scope: CertificateRules.Scope = .wholeForm) -> CertificateVerdict
    {
        let form = CertificateForm(kind: certificate.kind, version: certificate.formVersion)
        let entry = CertificateRules.rules(of: form)
        return judge(
            certificate, on: day, scope == .wholeForm ? entry.all : entry.ofAnswersGiven, periodPart: entry.periodPart,
            shapes: entry.shapes)
    }

    /// - Parameter shapes: none asks every rule, also those that cannot fail.
    func judge(
        _ certificate: Certificate, on day: Day, _ checks: CertificateRules.Checks, periodPart: PartKey, shapes: FormShapes
    ) -> CertificateVerdict {
        withUnsafePointer(to: certificate) { judge($0, on: day, checks, periodPart: periodPart, shapes: shapes) }
    }

    private func judge(
        _ certificate: UnsafePointer<Certificate>, on day: Day, _ checks: CertificateRules.Checks, periodPart: PartKey,
        shapes: FormShapes
    ) -> CertificateVerdict {
        let reading = self.reading(certificate, on: day, periodPart, shapes)
        let signed = certificate.pointee.signedAt.day
        var failures = RuleFailures()
        var findings: [CertificateVerdict.Finding] = []
        let due = shapes === FormShapes.none ? checks.occasions.all : reading.rulesDue(checks.occasions)
        checks.runs.withUnsafeBufferPointer { runs in
            due.forEach { place in
                if checks.isDated, !checks.rules[place].validity.covers(signed) { return }
                runs[place](reading, &failures)
                guard !failures.list.isEmpty else { return }
                let rule = checks.rules[place]
                for failure in failures.list {
                    findings.append(
                        CertificateVerdict.Finding(
                            rule: rule.id, severity: rule.severity, question: rule.question, part: failure.part ?? rule.part,
                            instance: failure.instance, label: rule.label, message: rule.sentence, inputs: failure.inputs))
                }
                failures.removeAll()
            }
        }
        return CertificateVerdict(findings: findings)
    }

    private func reading(
        _ certificate: UnsafePointer<Certificate>, on day: Day, _ periodPart: PartKey, _ shapes: FormShapes
    ) -> CertificateReading {
        guard let reading else {
            let made = CertificateReading(certificate, on: day, periodPart: periodPart, shapes: shapes)
            self.reading = made
            return made
        }
        reading.read(certificate, on: day, periodPart: periodPart, shapes: shapes)
        return reading
    }
}
