package import SickLeave
package import UseCases

/// The people of the tests: one of every role, and two who work elsewhere and must see nothing.
package enum Cast: String, CaseIterable, Sendable {
    /// Physician at unit one; signs as `Fixture.doctor`.
    case anna
    /// Rehab coordinator at units one and two.
    case karin
    /// Insurance-medicine lead at unit one.
    case bo
    /// Unit manager at unit one.
    case mats
    /// Physiotherapist at unit one.
    case fatima
    /// The region's process office.
    case rita
    /// System administrator.
    case sven
    /// Log reviewer.
    case lena
    /// Physician at unit two of the same provider: an outsider at unit one.
    case olle
    /// Rehab coordinator at another provider: an outsider to all of the first.
    case ove

    /// In every role at unit one or its provider.
    package static let insiders: [Cast] = [.anna, .karin, .bo, .mats, .fatima, .rita, .sven, .lena]

    package static let password = "tre ord i rad"

    package var name: String {
        switch self {
        case .anna: Fixture.doctor.name
        case .karin: "Karin Koordinator"
        case .bo: "Bo Sakkunnig"
        case .mats: "Mats Chef"
        case .fatima: "Fatima Fysio"
        case .rita: "Rita Region"
        case .sven: "Sven System"
        case .lena: "Lena Logg"
        case .olle: "Olle Annan"
        case .ove: "Ove Utomstående"
        }
    }

    package var hsaID: String { self == .anna ? Fixture.doctor.hsaID.rawValue : "" }

    /// Role and where it is held; the first is the one that a test signs in to.
    package var roles: [(role: Role, place: HSAID)] {
        switch self {
        case .anna: [(.physician, Fixture.unit.hsaID)]
        case .karin: [(.rehabCoordinator, Fixture.unit.hsaID), (.rehabCoordinator, Fixture.otherUnit.hsaID)]
        case .bo: [(.insuranceMedicineLead, Fixture.unit.hsaID)]
        case .mats: [(.unitManager, Fixture.unit.hsaID)]
        case .fatima: [(.careProfessional, Fixture.unit.hsaID)]
        case .rita: [(.regionOfficer, Fixture.provider.hsaID)]
        case .sven: [(.administrator, Fixture.provider.hsaID)]
        case .lena: [(.logReviewer, Fixture.provider.hsaID)]
        case .olle: [(.physician, Fixture.otherUnit.hsaID)]
        case .ove: [(.rehabCoordinator, Fixture.outsideUnit.hsaID)]
        }
    }
}

/// The patients of the tests, and how each stands on `Fixture.today`.
package enum Patients: Int, CaseIterable, Sendable {
    /// Day 20 of a spell that her own doctor, Anna, certifies; one more certificate with the same id came with other content.
    case tova
    /// Day 81 at half extent by another doctor, no plan: late.
    case nils
    /// Day 32, with a plan and an unanswered completion.
    case pia
    /// Ended five days ago; one certificate revoked, one replaced.
    case emil
    /// At unit two.
    case ola
    /// At another provider.
    case greta

    package var identifier: PersonIdentifier { Fixture.person(rawValue) }

    package var name: String {
        switch self {
        case .tova: "Tova Testsson"
        case .nils: "Nils Åkerman"
        case .pia: "Pia Ödman"
        case .emil: "Emil Ärlig"
        case .ola: "Ola Olsson"
        case .greta: "Greta Grann"
        }
    }

    /// The opaque name in addresses, the same in every run.
    package var publicID: String { TestData.publicID(rawValue + 1) }
}
