package import SickLeave
package import Storage

/// What a log reviewer (logggranskare) sees: who has looked at what, and when; never the patients' data.
package struct LogReview: Sendable {
    package struct Row: Sendable {
        package let at: Instant
        package let person: String
        package let role: String
        package let activity: String
        package let resource: String
        package let patients: Int
    }

    private let database: any Database

    package init(database: any Database) { self.database = database }

    /// The provider's newest rows.
    package func newest(_ count: Int, for viewer: Viewer) async throws -> [Row] {
        try viewer.require(.reviewLog)
        return try await database.read { connection in
            try AccessLogRepository(connection).newest(provider: viewer.provider, limit: count).map {
                Row(
                    at: $0.at, person: $0.userName, role: $0.title, activity: $0.activity, resource: $0.resource,
                    patients: $0.patients)
            }
        }
    }
}
