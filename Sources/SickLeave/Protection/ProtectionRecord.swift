/// What limits who may see a patient, as another system tells it: a block at a unit, or a protected identity.
package struct ProtectionRecord: Sendable, Hashable {
    package enum Kind: Int, Sendable, CaseIterable {
        /// Inre spärr (patientdatalagen 4 kap. 4 §): what the unit has written is closed to the provider's other units.
        case block = 1
        /// Skyddade personuppgifter: sekretessmarkering or skyddad folkbokföring.
        case protectedIdentity = 2
    }

    /// The other system's own; a row with the same id replaces what was known of it.
    package let id: String
    package let kind: Kind
    package let patient: PersonIdentifier
    /// The unit whose data are blocked, or that tells of the protection.
    package let careUnit: HSAID
    package let firstDay: Day
    /// Nil until it is lifted.
    package let lastDay: Day?

    package init(id: String, kind: Kind, patient: PersonIdentifier, careUnit: HSAID, firstDay: Day, lastDay: Day?) {
        self.id = id
        self.kind = kind
        self.patient = patient
        self.careUnit = careUnit
        self.firstDay = firstDay
        self.lastDay = lastDay
    }
}
