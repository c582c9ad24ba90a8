package import SickLeave

/// A question to the statistics, as a value: what is counted, by what, of whom, in which months. One engine answers all of
/// them (`Snapshot.evaluate`), so that a figure has one definition wherever it is shown.
///
/// The definitions are those of the national service for sick-leave statistics (Intygsstatistik), so that a unit gets the same
/// figures here. Its spell (sjukfall) is a chain of certificates on FK 7804 and FK 7263 within one care provider with at most
/// five days without certificate in between; replaced certificates count, revoked ones do not.
package struct Report: Hashable, Sendable {
    /// What one unit of the count is.
    package enum Counted: Hashable, Sendable {
        /// Spells that are ongoing on any day of the period, per care provider and patient.
        case spells
        /// Certificates of any type by the month of signing.
        case certificates
        /// Messages from the agency by the month in which their certificate was signed.
        case messages
        /// Certificates that were sent to the agency, by the month of signing, and those of them that got a completion.
        case completions
        /// Questions in completions, by the month in which their certificate was signed.
        case completionQuestions
    }

    /// Which certificates of a spell say what group it belongs to.
    package enum Attribution: Hashable, Sendable {
        /// The one that begins last in the period.
        case last
        /// Every one that touches the period: a spell counts once in each group, so that groups add up to more than the total.
        case each
    }

    package enum Shape: Hashable, Sendable {
        /// Each month by itself (tidsserie).
        case series
        /// All months as one period (tvärsnitt).
        case whole
    }

    package var counted: Counted
    package var grouping: ReportGrouping
    package var attribution: Attribution
    package var shape: Shape
    package var months: ClosedRange<Month>
    package var scope: ReportScope
    package var filter: ReportFilter

    /// `attribution` nil is the service's own choice: the last certificate in a series and for the county, every one in a whole
    /// period.
    package init(
        _ counted: Counted, by grouping: ReportGrouping = .total, shape: Shape, months: ClosedRange<Month>, scope: ReportScope,
        filter: ReportFilter = ReportFilter(), attribution: Attribution? = nil
    ) {
        self.counted = counted
        self.grouping = grouping
        self.shape = shape
        self.months = months
        self.scope = scope
        self.filter = filter
        self.attribution = attribution ?? (shape == .series || grouping == .county ? .last : .each)
    }
}

/// By what a report counts.
package enum ReportGrouping: Hashable, Sendable {
    case total
    /// Spells with more net days than this.
    case longerThan(Int)
    case length
    /// The highest age among the spell's certificates in the period.
    case age
    /// Ten-year groups, for the overview.
    case ageOverview
    case extent
    /// The chapters, and what cannot be placed.
    case chapter
    /// What lies one level below a chapter, block or category.
    case below(DiagnosisNode)
    /// Freely chosen diagnoses.
    case diagnoses([DiagnosisNode])
    case careUnit
    /// Units that belong to another one.
    case subUnit
    /// A spell counts once for each doctor.
    case doctor
    case doctorAgeAndSex
    case position
    case certificatesPerSpell
    case county
    /// Certificates and completions by form.
    case certificateType
    /// Messages by subject, and by subject within care unit, sub-unit or doctor.
    case subject
    case careUnitAndSubject
    case subUnitAndSubject
    case doctorAndSubject
    case question
}

/// Whose data a report sees, and how small figures are kept from being published.
package struct ReportScope: Hashable, Sendable {
    package enum Population: Hashable, Sendable {
        /// Every provider.
        case national
        /// All units of a provider; row of `providers`.
        case provider(Int32)
        /// Some care units of a provider, with their sub-units: what a person with commissions there may see.
        case careUnits(Set<UnitIndex>, provider: Int32)
        /// Care units of any provider, as on a region's list.
        case region(Set<UnitIndex>)
    }

    package enum Cutoff: Hashable, Sendable {
        case none
        /// Each count below it, per provider, sex and cell, becomes 0 before it is added to a sum.
        case perSex(Int)
        /// Counts of both sexes together below it become 0.
        case bothSexes(Int)
    }

    package var population: Population
    package var cutoff: Cutoff

    package init(_ population: Population, cutoff: Cutoff = .none) {
        self.population = population
        self.cutoff = cutoff
    }

    /// Some of the population's certificates may be out of sight.
    package var isLimited: Bool {
        switch population {
        case .national, .provider: false
        case .careUnits, .region: true
        }
    }
}

/// What a person has chosen to see. Nil is no choice. Units, diagnoses and ages choose certificates, before these are joined into
/// spells; lengths choose finished spells; types choose certificates in reports on messages and completions.
package struct ReportFilter: Hashable, Sendable {
    /// A care unit brings its sub-units.
    package var units: Set<UnitIndex>?
    package var diagnoses: Set<DiagnosisNode>?
    package var ages: Set<AgeGroup.Report>?
    package var lengths: Set<LengthGroup.Report>?
    package var types: Set<CertificateType>?

    package init() {}

    package var isActive: Bool { self != ReportFilter() }
}
