/// A rule of a certificate form, with what a receipt needs: which question, what to do, where it comes from, when it holds.
package struct CertificateRule: Sendable, Identifiable {
    /// Form, question or part, and theme: `fk7804.v1.32.overlap`. Stable: stored with verdicts.
    package let id: String
    /// The form's question number, as `32`; empty for what stands in the certificate's head.
    package let question: String
    /// `32.1` when the rule is about one part.
    package let part: String?
    /// What the form calls the field, in Swedish.
    package let label: String
    /// What is wrong and what to do, in Swedish.
    package let sentence: String
    package let source: RuleSource
    package let validity: RuleValidity
    package let severity: RuleSeverity
    let occasion: RuleOccasion
    let check: @Sendable (CertificateReading, inout RuleFailures) -> Void
}

/// What a certificate must have, or lack, for a rule to have anything to say: most rules are about a part that most certificates lack.
enum RuleOccasion: Sendable {
    case always
    case question(Int)
    case part(PartKey)
    /// No answer to the question.
    case unanswered(Int)
    /// Answers to the question that do not have the shape which the form gives it.
    case irregular(Int)
    /// Values of the part that do not look as the form wants them.
    case irregularPart(PartKey)
    /// Answers to questions that the form does not have, further questions among them.
    case strange
}

package enum RuleSeverity: UInt8, Sendable, CaseIterable {
    /// The certificate cannot be used before it is corrected (avvisas).
    case rejects = 1
    /// Worth a look; the certificate is used (anmärkning).
    case remark = 2
}

/// Where a rule comes from.
package struct RuleSource: Hashable, Sendable {
    /// The form and its generation, as `FK 7804 version 1`.
    package let form: String
    /// The published rule set and its context, a law, or our own check of plausibility.
    package let reference: String

    package init(form: String, reference: String) {
        self.form = form
        self.reference = reference
    }
}

/// The signing days for which a rule holds; nil is without limit.
package struct RuleValidity: Hashable, Sendable {
    package let from: Day?
    package let through: Day?

    package init(from: Day? = nil, through: Day? = nil) {
        self.from = from
        self.through = through
    }

    package static let always = RuleValidity()

    package func covers(_ day: Day) -> Bool { from.map { $0 <= day } ?? true && through.map { day <= $0 } ?? true }
}

/// Where a rule failed: part, row, and the inputs that it used.
struct RuleFailure {
    var part: String?
    var instance: Int?
    var inputs: [RuleInput]
}

/// What the rule that is being checked found wrong. Bounded, so that a hostile document cannot fill the memory.
struct RuleFailures {
    static let limit = 20
    private(set) var list: [RuleFailure] = []

    mutating func add(part: String? = nil, instance: Int? = nil, _ inputs: RuleInput...) {
        guard list.count < RuleFailures.limit else { return }
        list.append(RuleFailure(part: part, instance: instance, inputs: inputs))
    }

    mutating func removeAll() { list.removeAll(keepingCapacity: true) }
}
