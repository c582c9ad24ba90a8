/// A physician's position (befattning) by the codes of the national directory; the last two are what reports say of those who
/// have none of the codes.
package enum PhysicianPosition: UInt8, Sendable, CaseIterable {
    case chiefPhysician = 0
    case generalPractitioner = 1
    case schoolPhysician = 2
    case companyPhysician = 3
    case specialist = 4
    case specialistTrainee = 5
    case licensedFoundation = 6
    case licensedOther = 7
    case unlicensedIntern = 8
    case unlicensedOther = 9
    /// Has positions, none of them a physician's.
    case notPhysician = 10
    /// No position is known.
    case unknown = 11

    /// Of six digits; nil for the last two.
    package var code: String? {
        switch self {
        case .chiefPhysician: "201010"
        case .generalPractitioner: "201011"
        case .schoolPhysician: "201012"
        case .companyPhysician: "201013"
        case .specialist: "202010"
        case .specialistTrainee: "203010"
        case .licensedFoundation: "203020"
        case .licensedOther: "203090"
        case .unlicensedIntern: "204010"
        case .unlicensedOther: "204090"
        case .notPhysician, .unknown: nil
        }
    }

    package var title: String {
        switch self {
        case .chiefPhysician: "Överläkare"
        case .generalPractitioner: "Distriktsläkare/Specialist allmänmedicin"
        case .schoolPhysician: "Skolläkare"
        case .companyPhysician: "Företagsläkare"
        case .specialist: "Specialistläkare"
        case .specialistTrainee: "Läkare legitimerad, specialiseringstjänstgöring"
        case .licensedFoundation: "Läkare legitimerad, bastjänstgöring"
        case .licensedOther: "Läkare legitimerad, annan"
        case .unlicensedIntern: "Läkare ej legitimerad, allmäntjänstgöring"
        case .unlicensedOther: "Läkare ej legitimerad, annan"
        case .notPhysician: "Ej läkarbefattning"
        case .unknown: "Okänd befattning"
        }
    }

    /// Everyone belongs to each of their physician's positions, and who has none to one of the last two.
    package static func positions(codes: [String]) -> [PhysicianPosition] {
        let known = allCases.filter { position in position.code.map(codes.contains) ?? false }
        return known.isEmpty ? [codes.isEmpty ? .unknown : .notPhysician] : known
    }
}

/// The positions of one professional, as bits.
package struct PhysicianPositions: OptionSet, Hashable, Sendable {
    package let rawValue: UInt16
    package init(rawValue: UInt16) { self.rawValue = rawValue }

    package init(codes: [String]) {
        rawValue = PhysicianPosition.positions(codes: codes).reduce(0) { $0 | 1 << $1.rawValue }
    }

    package static let unknown = PhysicianPositions(codes: [])
    package var positions: [PhysicianPosition] { PhysicianPosition.allCases.filter { rawValue & 1 << $0.rawValue != 0 } }
}
