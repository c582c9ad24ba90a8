package import SickLeave
package import Storage

extension Importer {
    /// At which units certificates wait that came with a known id and other content, so that who runs the import can tell them.
    package func conflicts(on day: Day) throws -> [ConflictRepository.UnitCount] {
        let roles = Role.allCases.filter { $0.reach(of: .importData) != nil }.map(\.rawValue)
        return try database.readBlocking { try ConflictRepository($0).waitingByUnit(roles: roles, on: day) }
    }
}
