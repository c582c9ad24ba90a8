/// What the rules say about a certificate, with a receipt for every remark.
package struct CertificateVerdict: Hashable, Sendable {
    package enum Outcome: UInt8, Sendable, CaseIterable {
        case accepted = 1
        case acceptedWithRemarks = 2
        case rejected = 3

        /// In Swedish.
        package var title: String {
            switch self {
            case .accepted: "Godtaget"
            case .acceptedWithRemarks: "Godtaget med anmärkning"
            case .rejected: "Avvisat"
            }
        }
    }

    /// In the form's own order.
    package let findings: [Finding]

    package init(findings: [Finding]) { self.findings = findings }

    package var outcome: Outcome {
        if findings.isEmpty { return .accepted }
        return findings.contains { $0.severity == .rejects } ? .rejected : .acceptedWithRemarks
    }

    /// One place where a rule failed.
    package struct Finding: Hashable, Sendable {
        package let rule: String
        package let severity: RuleSeverity
        /// `32`; empty for what stands in the certificate's head.
        package let question: String
        package let part: String?
        /// The row (instans) of a repeated question.
        package let instance: Int?
        package let label: String
        package let message: String
        package let inputs: [RuleInput]
    }
}

/// A value that a rule looked at. Free text is never quoted, only its length: a receipt may end up in a log.
package struct RuleInput: Hashable, Sendable {
    package let name: String
    package let value: String

    package init(_ name: String, _ value: String) {
        self.name = name
        self.value = value
    }

    package init(_ name: String, _ number: Int) { self.init(name, String(number)) }
}
