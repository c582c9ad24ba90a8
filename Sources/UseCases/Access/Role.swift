/// What a person is at a unit (roll). Each role is held for a unit, or for a provider, and for a period.
package enum Role: String, Sendable, CaseIterable {
    /// Läkare who treats and certifies.
    case physician
    /// Övrig profession: physiotherapist, occupational therapist, psychologist, counsellor, nurse.
    case careProfessional
    /// Rehabiliteringskoordinator.
    case rehabCoordinator
    /// Försäkringsmedicinskt sakkunnig läkare.
    case insuranceMedicineLead
    /// Verksamhetschef.
    case unitManager
    /// Regionens processkontor.
    case regionOfficer
    /// Systemadministratör.
    case administrator
    /// Logggranskare.
    case logReviewer

    package var title: String {
        switch self {
        case .physician: "Läkare"
        case .careProfessional: "Vårdpersonal"
        case .rehabCoordinator: "Rehabkoordinator"
        case .insuranceMedicineLead: "Försäkringsmedicinskt sakkunnig"
        case .unitManager: "Verksamhetschef"
        case .regionOfficer: "Regional processledare"
        case .administrator: "Systemadministratör"
        case .logReviewer: "Logggranskare"
        }
    }
}

extension Role {
    /// Roles that a patient's case can be given to.
    static let answeringForCases = allCases.filter { Permission.of($0).contains(.assignCases) || $0 == .careProfessional }
}
