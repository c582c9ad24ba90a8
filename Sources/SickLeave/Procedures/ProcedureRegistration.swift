/// A registered measure (åtgärd) by its code in KVÅ, the classification of care measures.
package struct ProcedureRegistration: Hashable, Sendable {
    /// The three codes that Sakkunnig gives a meaning; any other code is kept and shown.
    package enum Known {
        /// Sjukskrivnings- och rehabiliteringsplan.
        package static let plan = "DV077"
        /// Uppföljning av sjukskrivnings- och rehabiliteringsplan.
        package static let planFollowUp = "AW026"
        /// Koordineringsinsats, law 2019:1297.
        package static let coordination = "GC001"
    }

    /// The exporting system's own identity of the registration.
    package var id: String
    package var patient: PersonIdentifier
    package var careUnit: HSAID
    package var day: Day
    /// Upper case, as `DV077`.
    package var code: String
    /// Who did it; nil when the export does not say.
    package var performedBy: HSAID?

    package init(id: String, patient: PersonIdentifier, careUnit: HSAID, day: Day, code: String, performedBy: HSAID?) {
        self.id = id
        self.patient = patient
        self.careUnit = careUnit
        self.day = day
        self.code = code
        self.performedBy = performedBy
    }
}
