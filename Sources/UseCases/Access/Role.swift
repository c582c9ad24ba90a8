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

/// Something a role may do. Each use case names the one that it needs.
package enum Permission: Sendable, CaseIterable {
    /// See the unit's patients: lists, spells, certificates.
    case seePatients
    /// See the unit's figures: overview and measures, no patient.
    case seeFigures
    /// See figures of named physicians of the unit.
    case seePhysicians
    /// See the provider's and the region's figures: aggregates, small counts kept back.
    case seeRegionFigures
    /// Choose the unit's goals and follow them up.
    case setGoals
    /// Give a case to somebody.
    case assignCases
    /// Read in files, and correct what could not be read.
    case importData
    /// See how imports have gone, without their content.
    case seeImports
    /// See where that stands which could not be read and is nobody's, and give it to a unit; never its content.
    case handOutUnread
    /// Review who has looked at patients' data.
    case reviewLog

    package static func of(_ role: Role) -> Set<Permission> {
        switch role {
        case .physician: [.seePatients, .seeFigures, .assignCases]
        case .careProfessional: [.seePatients, .seeFigures]
        case .rehabCoordinator: [.seePatients, .seeFigures, .assignCases, .importData, .seeImports]
        case .insuranceMedicineLead: [.seeFigures, .seePhysicians, .setGoals, .seeImports]
        case .unitManager: [.seeFigures, .seePhysicians, .setGoals, .seeImports, .reviewLog]
        case .regionOfficer: [.seeRegionFigures]
        case .administrator: [.seeImports, .handOutUnread]
        case .logReviewer: [.reviewLog]
        }
    }
}
