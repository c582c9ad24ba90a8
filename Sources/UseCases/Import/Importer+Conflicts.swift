package import SickLeave
import Storage

extension Importer {
    /// Conflicts that wait at a unit, and what stands between them and somebody who decides.
    package struct ConflictsAtUnit: Sendable {
        package let unit: CareUnitReference
        package let count: Int
        /// Somebody there holds a role that decides on them.
        package let isCovered: Bool
        /// The unit's analysis of needs and risks lets such a role be given.
        package let mayBeCovered: Bool
    }

    /// At which units certificates wait that came with a known id and other content, so that who runs the import can tell them.
    package func conflicts(on day: Day) throws -> [ConflictsAtUnit] {
        let roles = Role.allCases.filter { $0.reach(of: .importData) != nil }
        return try database.readBlocking { connection in
            try ConflictRepository(connection).waitingByUnit(roles: roles.map(\.rawValue), on: day).map { waiting in
                ConflictsAtUnit(
                    unit: waiting.unit, count: waiting.count, isCovered: waiting.isCovered,
                    mayBeCovered: try roles.contains {
                        try RiskAnalysis.allows($0, provider: waiting.provider, unit: waiting.number, on: day, connection)
                    })
            }
        }
    }

    /// Whether a care provider or a unit here has the HSA-id.
    package func knows(_ sender: HSAID) throws -> Bool {
        try database.readBlocking { connection in
            try OrganisationRepository.provider(connection, hsaID: sender) != nil
                || !OrganisationRepository.units(connection, hsaID: sender).isEmpty
        }
    }
}
