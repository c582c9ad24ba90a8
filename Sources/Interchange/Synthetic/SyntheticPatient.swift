package import SickLeave

/// One invented patient with everything that the region's units wrote about them, in order of time.
package struct SyntheticPatient: Sendable {
    package var identifier: PersonIdentifier
    package var name: String
    package var sex: LegalSex
    package var born: Day
    /// Index into the region's units.
    package var homeUnit: Int
    package var certificates: [Certificate] = []
    package var revocations: [Revocation] = []
    package var messages: [CaseMessage] = []
    package var procedures: [ProcedureRegistration] = []
    /// Certificates with a built-in fault, which an import must not let through. Not part of the region's count.
    package var defective: [DefectiveCertificate] = []
    /// What was drawn for each spell, so that a test can hold a report against the truth.
    package var spells: [SyntheticSpell] = []
}

/// The truth about one spell as it was drawn: what the certificates then show, cut by the first and last day.
package struct SyntheticSpell: Hashable, Sendable {
    /// Index into `DiagnosisProfile.keys`.
    package var profile: Int
    package var days: DayRange
    package var startExtent: Extent
    package var hasPlan: Bool
    /// Index of the physician among the home unit's.
    package var physician: Int
}

package struct DefectiveCertificate: Sendable {
    package enum Fault: UInt8, Sendable, CaseIterable {
        /// The last day has a mistyped year, 2046.
        case mistypedYear
        /// The diagnosis has three positions where the form asks for four.
        case missingPosition
        /// The check digit of the personal identity number is wrong.
        case checkDigit
        /// No diagnosis at all.
        case missingDiagnosis
    }

    package var fault: Fault
    package var certificate: Certificate
}
