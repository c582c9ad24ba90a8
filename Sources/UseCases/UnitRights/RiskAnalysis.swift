package import SickLeave
import Storage

/// A unit's analysis of needs and risks (behovs- och riskanalys, HSLF-FS 2016:40 4 kap. 2 §), as its manager signed it.
package struct RiskAnalysis: Sendable, Hashable {
    /// Why the role needs what it sees, what may go wrong, and what is done about it.
    package struct Part: Sendable, Hashable {
        package let role: Role
        package let needs: String
        package let risks: String
        package let measures: String

        package init(role: Role, needs: String, risks: String, measures: String) {
            self.role = role
            self.needs = needs
            self.risks = risks
            self.measures = measures
        }
    }

    package let signedBy: String
    package let signedAt: Instant
    package let validThrough: Day
    package let parts: [Part]

    /// An analysis is made anew each year.
    static let validDays = 365
    package static let longestText = 4000

    package func holds(on day: Day) -> Bool { day <= validThrough }

    init(_ stored: RiskAnalysisRepository.Analysis) {
        signedBy = stored.signedBy
        signedAt = stored.signedAt
        validThrough = stored.validThrough
        parts = stored.parts.compactMap { part in
            Role(rawValue: part.role).map { Part(role: $0, needs: part.needs, risks: part.risks, measures: part.measures) }
        }
    }
}

extension RiskAnalysis {
    /// Newest first.
    static func versions(provider: Int, unit: Int, _ connection: any Connection) throws -> [RiskAnalysis] {
        try RiskAnalysisRepository(connection).versions(provider: provider, unit: unit).map(RiskAnalysis.init)
    }

    /// Whether the role may be given at the unit on the day: the unit's newest analysis holds and speaks of it. The manager's own
    /// role needs none, since it is the manager who signs. At the whole provider (no unit) are only roles that show no patient.
    static func allows(_ role: Role, provider: Int, unit: Int?, on day: Day, _ connection: any Connection) throws -> Bool {
        guard let unit else { return role.isForProvider }
        guard role != .unitManager else { return true }
        return try RiskAnalysisRepository(connection).speaks(of: role.rawValue, provider: provider, unit: unit, on: day)
    }
}

extension Role {
    /// All that the role may do reaches over the provider, without patients: the only roles that are held without a unit.
    package var isForProvider: Bool { Permission.rights(of: self).values.allSatisfy { $0 == .provider } }

    /// Roles that a unit's manager gives.
    package static let givenAtUnits: [Role] = [.physician, .careProfessional, .rehabCoordinator, .insuranceMedicineLead]
}
