/// Something a role may do. Each use case names the one that it needs.
package enum Permission: Sendable, CaseIterable {
    /// See patients for their care: lists, spells, certificates.
    case seePatients
    /// See the unit's patients by name to follow up its work (verksamhetsuppföljning).
    case followUpPatients
    /// See the unit's figures: overview and measures, no patient.
    case seeFigures
    /// See figures of named physicians of the unit.
    case seePhysicians
    /// See one's own figures beside the unit's.
    case seeOwnFigures
    /// See the provider's and the region's figures: aggregates above the limit of disclosure, no person and no unit's physician.
    case seeRegionFigures
    /// Choose the unit's goals and follow them up.
    case setGoals
    /// Give a case to somebody.
    case assignCases
    /// Open what a block hides, when it cannot wait (nödöppning).
    case openBlocked
    /// Record and lift blocks of what the own unit has written.
    case blockPatients
    /// Record the patient's consent to collaboration with others (samverkan).
    case recordConsent
    /// Read in files, and correct what could not be read.
    case importData
    /// See how imports have gone, without their content.
    case seeImports
    /// See where that stands which could not be read and is nobody's, and give it to a unit; never its content.
    case handOutUnread
    /// Sign the analysis of needs and risks, give and end roles and mandates at the unit, and decide its settings.
    case manageUnit
    /// See the provider's accounts, invite people to them, and shut them: no patient, and no role is given with it.
    case manageAccounts
    /// Review who has looked at patients' data.
    case reviewLog
}

/// How far a right goes. What lies outside it does not exist for the person; the care provider's border is never crossed.
package enum Reach: Sendable, CaseIterable {
    /// What is the person's own.
    case own
    /// Patients that the person treats at the unit, and all the unit's when its manager has decided so.
    case treatedOrUnit
    /// The unit's, while the person holds a recorded mandate there.
    case unitByMandate
    case unit
    /// The provider's, without patients.
    case provider
}

extension Permission {
    /// The one table of who may do what, and how far. The handbook's is made from it.
    package static func rights(of role: Role) -> [Permission: Reach] {
        switch role {
        case .physician:
            [
                .seePatients: .treatedOrUnit, .assignCases: .treatedOrUnit, .openBlocked: .treatedOrUnit,
                .blockPatients: .treatedOrUnit, .recordConsent: .treatedOrUnit, .seeFigures: .unit, .seeOwnFigures: .own,
            ]
        case .careProfessional:
            [
                .seePatients: .treatedOrUnit, .openBlocked: .treatedOrUnit, .recordConsent: .treatedOrUnit, .seeFigures: .unit,
            ]
        case .rehabCoordinator:
            [
                .seePatients: .unit, .assignCases: .unit, .openBlocked: .unit, .blockPatients: .unit, .recordConsent: .unit,
                .followUpPatients: .unitByMandate, .seeFigures: .unit, .importData: .unit, .seeImports: .unit,
            ]
        case .insuranceMedicineLead:
            [
                .followUpPatients: .unitByMandate, .seeFigures: .unit, .seePhysicians: .unit, .setGoals: .unit,
                .seeOwnFigures: .own,
                .seeImports: .unit,
            ]
        case .unitManager:
            [
                .followUpPatients: .unitByMandate, .seeFigures: .unit, .seePhysicians: .unit, .setGoals: .unit,
                .seeImports: .unit, .manageUnit: .unit, .reviewLog: .unit,
            ]
        case .regionOfficer: [.seeRegionFigures: .provider]
        case .administrator: [.seeImports: .provider, .handOutUnread: .provider, .manageAccounts: .provider]
        case .logReviewer: [.reviewLog: .provider]
        }
    }

    package static func of(_ role: Role) -> Set<Permission> { Set(rights(of: role).keys) }
}

extension Role {
    /// How far the role may do it; nil when it may not.
    package func reach(of permission: Permission) -> Reach? { Permission.rights(of: self)[permission] }
}
