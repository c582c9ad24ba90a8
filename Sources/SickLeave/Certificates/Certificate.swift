/// A signed medical certificate on sick leave (läkarintyg), whole: who, whom, where, when, the facts that spells and
/// statistics need, and every answer of the form.
package struct Certificate: Hashable, Sendable, Identifiable {
    /// The identity that the issuing system gave it (intygs-id, extension); unique within a care provider.
    package struct ID: RawRepresentable, Hashable, Sendable, CustomStringConvertible {
        package let rawValue: String
        package init(rawValue: String) { self.rawValue = rawValue }
        package var description: String { rawValue }
    }

    package var id: ID
    package var kind: CertificateKind
    /// The form's version as sent: `1.0`, `1.3`, `2.0`.
    package var formVersion: String
    package var patient: PersonIdentifier
    /// As sent with the certificate; may be empty.
    package var patientName: String
    package var issuer: Issuer
    package var careUnit: CareUnitReference
    package var careProvider: CareProviderReference
    package var signedAt: LocalTime
    /// When it was sent to the agency; nil when it was not.
    package var sentAt: LocalTime?
    /// Most limiting first. Empty for AG forms where the patient does not convey the diagnosis.
    package var diagnoses: [Diagnosis]
    /// Sorted by first day; empty only for a certificate that the rules reject.
    package var periods: [SickLeavePeriod]
    package var occupations: [Occupation]
    /// Suspended under the Communicable Diseases Act (smittbärarpenning, question 27): not a sick-leave spell.
    package var isInfectionCarrier: Bool
    package var relations: [CertificateRelation]
    /// Every answer in the sender's order, for reading in the form's own order.
    package var answers: [Answer]

    package init(
        id: ID, kind: CertificateKind, formVersion: String, patient: PersonIdentifier, patientName: String, issuer: Issuer,
        careUnit: CareUnitReference, careProvider: CareProviderReference, signedAt: LocalTime, sentAt: LocalTime?,
        diagnoses: [Diagnosis], periods: [SickLeavePeriod], occupations: [Occupation], isInfectionCarrier: Bool,
        relations: [CertificateRelation], answers: [Answer]
    ) {
        self.id = id
        self.kind = kind
        self.formVersion = formVersion
        self.patient = patient
        self.patientName = patientName
        self.issuer = issuer
        self.careUnit = careUnit
        self.careProvider = careProvider
        self.signedAt = signedAt
        self.sentAt = sentAt
        self.diagnoses = diagnoses
        self.periods = periods
        self.occupations = occupations
        self.isInfectionCarrier = isInfectionCarrier
        self.relations = relations
        self.answers = answers
    }

    /// From the first period's first day through the last day of any period.
    package var days: DayRange? {
        guard let first = periods.lazy.map(\.days.first).min(), let last = periods.lazy.map(\.days.last).max() else { return nil }
        return DayRange(first, through: last)
    }
}

/// The physician (or dentist) who signed.
package struct Issuer: Hashable, Sendable {
    package var hsaID: HSAID
    package var name: String
    /// HSA position codes (befattningskoder).
    package var positions: [String]

    package init(hsaID: HSAID, name: String, positions: [String] = []) {
        self.hsaID = hsaID
        self.name = name
        self.positions = positions
    }
}

package struct CareUnitReference: Hashable, Sendable {
    package var hsaID: HSAID
    package var name: String

    package init(hsaID: HSAID, name: String) {
        self.hsaID = hsaID
        self.name = name
    }
}

package struct CareProviderReference: Hashable, Sendable {
    package var hsaID: HSAID
    package var name: String

    package init(hsaID: HSAID, name: String) {
        self.hsaID = hsaID
        self.name = name
    }
}

/// What the work ability is assessed against (sysselsättning, question 28).
package enum Occupation: UInt8, Sendable, CaseIterable {
    case work = 1
    case jobSeeking = 2
    case parentalLeave = 3
    case studies = 4

    /// The code of KV_FKMU_0002.
    package var code: String {
        switch self {
        case .work: "NUVARANDE_ARBETE"
        case .jobSeeking: "ARBETSSOKANDE"
        case .parentalLeave: "FORALDRALEDIG"
        case .studies: "STUDIER"
        }
    }

    package var title: String {
        switch self {
        case .work: "Arbete"
        case .jobSeeking: "Arbetssökande"
        case .parentalLeave: "Föräldraledig"
        case .studies: "Studier"
        }
    }

    package init?(code: String) {
        guard let match = Occupation.allCases.first(where: { $0.code == code }) else { return nil }
        self = match
    }
}

/// A certificate that names another one.
package struct CertificateRelation: Hashable, Sendable {
    package enum Kind: UInt8, Sendable {
        /// Förlänger (FRLANG): both stay in the spell.
        case renews = 1
        /// Ersätter (ERSATT): the earlier one leaves the spell but stays readable.
        case replaces = 2
        /// Kompletterar (KOMPLT): the earlier one leaves the spell but stays readable.
        case complements = 3
        /// Kopierar (KOPIA).
        case copies = 4

        package var title: String {
            switch self {
            case .renews: "Förlänger"
            case .replaces: "Ersätter"
            case .complements: "Kompletterar"
            case .copies: "Kopierar"
            }
        }

        /// The other certificate no longer counts.
        package var supersedes: Bool { self == .replaces || self == .complements }
    }

    package var kind: Kind
    package var certificate: Certificate.ID

    package init(kind: Kind, certificate: Certificate.ID) {
        self.kind = kind
        self.certificate = certificate
    }
}

/// A revocation (makulering): the certificate was issued in error, for example for the wrong patient.
package struct Revocation: Hashable, Sendable {
    package var certificate: Certificate.ID
    /// Nil when the sender does not say, or not readably: then the certificate's patient counts.
    package var patient: PersonIdentifier?
    /// When the sender says when, else nil.
    package var revokedAt: LocalTime?
    package var reason: String
    package var revokedBy: Issuer?

    package init(
        certificate: Certificate.ID, patient: PersonIdentifier? = nil, revokedAt: LocalTime?, reason: String, revokedBy: Issuer?
    ) {
        self.certificate = certificate
        self.patient = patient
        self.revokedAt = revokedAt
        self.reason = reason
        self.revokedBy = revokedBy
    }
}
