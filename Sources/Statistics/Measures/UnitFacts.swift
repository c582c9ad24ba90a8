package import SickLeave

/// What the measures need to know of one care unit, gathered once: a unit's thousands of rows instead of the whole
/// snapshot, and every question of every measure already answered for each of them.
package struct UnitFacts: Sendable {
    package var rule: SpellRule
    /// Facts after this day are not counted; certified days after it are.
    package var day: Day
    package var spells: [SpellFact]
    /// Days of all spells by extent; each spell's own are contiguous and do not overlap.
    package var spans: [ExtentSpan]
    /// First days of all spells' certificates; each spell's own are contiguous and in order.
    package var certificateStarts: [Day] = []
    /// Last days of the same certificates, row by row.
    package var certificateEnds: [Day] = []
    package var sentCertificates: [SentCertificateFact]
    package var staff: [StaffFact]

    package init(
        rule: SpellRule, day: Day, spells: [SpellFact] = [], spans: [ExtentSpan] = [],
        sentCertificates: [SentCertificateFact] = [], staff: [StaffFact] = []
    ) {
        self.rule = rule
        self.day = day
        self.spells = spells
        self.spans = spans
        self.sentCertificates = sentCertificates
        self.staff = staff
    }
}

/// Whom an observation concerns, as far as it can be compared.
package struct Traits: Hashable, Sendable {
    package var sex: LegalSex?
    package var age: AgeGroup.Overview?
    package var diagnosisGroup: DiagnosisGroup
    /// A number for the three-position category, equal for equal categories; zero when the code has none.
    package var category: UInt16

    package init(sex: LegalSex?, age: AgeGroup.Overview?, diagnosisGroup: DiagnosisGroup, category: UInt16) {
        self.sex = sex
        self.age = age
        self.diagnosisGroup = diagnosisGroup
        self.category = category
    }
}

package struct SpellFact: Hashable, Sendable {
    package var first: Day
    package var last: Day
    /// Extent of the first day, in percent; where certificates overlap the one signed last counts.
    package var startExtent: UInt8
    /// The snapshot's number for the doctor of the first certificate.
    package var doctor: Int32
    /// On the first day, with the first certificate's main diagnosis.
    package var traits: Traits
    /// First registration at the unit within the spell.
    package var plan: Day?
    package var planFollowUp: Day?
    package var coordination: Day?
    package var spans: Range<Int>
    /// Rows of `certificateStarts` and `certificateEnds`.
    package var starts: Range<Int> = 0..<0
    /// Row of `persons`; `Snapshot.none` when it is nobody's.
    package var person = Snapshot.none

    package init(
        first: Day, last: Day, startExtent: UInt8, doctor: Int32, traits: Traits, plan: Day? = nil, planFollowUp: Day? = nil,
        coordination: Day? = nil, spans: Range<Int> = 0..<0
    ) {
        self.first = first
        self.last = last
        self.startExtent = startExtent
        self.doctor = doctor
        self.traits = traits
        self.plan = plan
        self.planFollowUp = planFollowUp
        self.coordination = coordination
        self.spans = spans
    }

    /// First follow-up after the plan, which is not the first of all when one came before it.
    package var followUpAfterPlan: Day?

    /// The first registration after the plan.
    func first(_ procedure: Measure.Procedure, after plan: Day) -> Day? {
        switch procedure {
        case .planFollowUp: followUpAfterPlan
        case .plan, .coordination: first(procedure).flatMap { $0 > plan ? $0 : nil }
        }
    }

    package func first(_ procedure: Measure.Procedure) -> Day? {
        switch procedure {
        case .plan: plan
        case .planFollowUp: planFollowUp
        case .coordination: coordination
        }
    }
}

/// Days certified at one extent.
package struct ExtentSpan: Hashable, Sendable {
    package var first: Day
    package var last: Day
    package var percent: UInt8

    package init(first: Day, last: Day, percent: UInt8) {
        self.first = first
        self.last = last
        self.percent = percent
    }
}

/// An FK 7804 certificate that was sent to the agency and not revoked. One that was later replaced or complemented
/// counts: a completion is what replaced it.
package struct SentCertificateFact: Hashable, Sendable {
    package var sent: Day
    package var traits: Traits
    /// First completion request; nil when there was none.
    package var completionRequested: Day?
    /// First reminder; nil when there was none.
    package var reminded: Day?
    /// Rows of `persons` and `professionals`; `Snapshot.none` when nobody's.
    package var person = Snapshot.none
    package var doctor = Snapshot.none

    package init(sent: Day, traits: Traits, completionRequested: Day?, reminded: Day? = nil) {
        self.sent = sent
        self.traits = traits
        self.completionRequested = completionRequested
        self.reminded = reminded
    }
}

/// A co-worker, once, in however many of the unit's sub-units.
package struct StaffFact: Hashable, Sendable {
    /// Nil where it is open.
    package struct Employment: Hashable, Sendable {
        package var from: Day?
        package var through: Day?

        package init(from: Day? = nil, through: Day? = nil) {
            self.from = from
            self.through = through
        }
    }

    package var employments: [Employment]
    package var trained: Day?

    package init(_ employments: [Employment], trained: Day?) {
        self.employments = employments
        self.trained = trained
    }

    package func isEmployed(on day: Day) -> Bool {
        employments.contains { ($0.from.map { $0 <= day } ?? true) && ($0.through.map { day <= $0 } ?? true) }
    }
}
