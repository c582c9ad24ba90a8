package import SickLeave
import Storage

// What has been opened in spite of a block: every opening is to be looked at by somebody, and the list shows which have been.
extension LogReview {
    /// An emergency access, without whose data it opened.
    package struct Emergency: Sendable, Hashable {
        package let number: Int
        package let at: Instant
        package let until: Instant
        package let by: String
        /// The unit that the person worked at.
        package let from: String
        /// The unit whose blocked data were opened.
        package let opened: String
        package let reason: String
        /// Nil until a review of its month has been started.
        package let reviewed: Reviewed?
    }

    package struct Reviewed: Sendable, Hashable {
        package let review: Int
        package let ordinal: Int
        /// Nil while the row waits for one.
        package let decision: Decision?
    }

    /// The newest, of the reviewer's provider or the manager's unit.
    package func emergencies(_ count: Int, for viewer: Viewer) async throws -> [Emergency] {
        try viewer.require(.reviewLog)
        return try await database.read { connection in
            let repository = EmergencyAccessRepository(connection)
            let openings = try repository.newest(count, provider: viewer.provider, from: viewer.unit.chosen)
            var reviewed: [Int: Reviewed] = [:]
            for pick in try repository.picks(
                of: openings.map(\.number), activity: Activity.emergencyAccess.rawValue, provider: viewer.provider,
                unit: viewer.unit.chosen)
            // Of several reviews the newest counts, and one that has decided before one that has not.
            where pick.decision != nil || reviewed[pick.opening]?.decision == nil {
                reviewed[pick.opening] = Reviewed(
                    review: pick.review, ordinal: pick.ordinal, decision: pick.decision.flatMap(Decision.init(rawValue:)))
            }
            return openings.map {
                Emergency(
                    number: $0.number, at: $0.at, until: $0.until, by: $0.by, from: $0.from, opened: $0.blocked,
                    reason: $0.reason, reviewed: reviewed[$0.number])
            }
        }
    }
}
