import SickLeave
package import Storage

/// Each person's own settings.
package struct Preferences: Sendable {
    private let database: any Database

    package init(database: any Database) { self.database = database }

    package func listSettings(of viewer: Viewer) async throws -> OngoingSpells.Settings {
        let values = try await database.lookUp { try PreferenceRepository($0).values(account: viewer.account) }
        return OngoingSpells.Settings(
            gap: values["list.gap"].flatMap { Int($0) } ?? 5, recentlyEnded: values["list.recentlyEnded"].flatMap { Int($0) } ?? 0
        )
    }

    package func setListSettings(_ settings: OngoingSpells.Settings, for viewer: Viewer) async throws {
        try await database.write { connection in
            let preferences = PreferenceRepository(connection)
            try preferences.set("list.gap", to: "\(settings.gap)", account: viewer.account)
            try preferences.set("list.recentlyEnded", to: "\(settings.recentlyEnded)", account: viewer.account)
        }
    }
}
