import SickLeave
package import Storage

/// Writes the access log (patientdatalagen 4 kap. 3 §), failing closed: a page with patients is sent only after its row is
/// durable.
///
/// Rows of requests that arrive together share one transaction, so that a thousand looks a second do not need a thousand
/// disk writes; each request still waits for the commit of its own row.
package actor AccessLog {
    private let database: any Database
    private var waiting: [(entry: AccessLogEntry, resume: CheckedContinuation<Void, any Error>)] = []
    private var isWriting = false

    package init(database: any Database) { self.database = database }

    func record(_ entry: AccessLogEntry) async throws {
        try await withCheckedThrowingContinuation { continuation in
            waiting.append((entry, continuation))
            if !isWriting {
                isWriting = true
                Task { await writeAll() }
            }
        }
    }

    private func writeAll() async {
        while !waiting.isEmpty {
            let batch = waiting
            waiting = []
            let entries = batch.map(\.entry)
            do {
                try await database.write { connection in
                    let log = AccessLogRepository(connection)
                    for entry in entries { try log.append(entry, digest: Digest.hexadecimal) }
                }
                for item in batch { item.resume.resume() }
            } catch {
                for item in batch { item.resume.resume(throwing: error) }
            }
        }
        isWriting = false
    }
}

/// What was done with the data, in the words of the national log (Inera's log row).
package enum Activity: String, Sendable {
    case read = "Läsa"
    case write = "Skriva"
    /// Nödöppning: a look at what a block hides, with the reason as the row's arguments.
    case emergencyAccess = "Nödöppning"
}

extension AccessLog {
    /// One look by the viewer, for care (vård och behandling).
    func record(
        _ activity: Activity, _ resource: String, _ subject: AccessLogEntry.Subject, by viewer: Viewer, at instant: Instant
    ) async throws {
        try await record(AccessLog.entry(activity, resource, subject, by: viewer, at: instant))
    }

    /// The same inside a transaction that changes something: the change and its row are there both, or neither.
    static func append(
        _ activity: Activity, _ resource: String, _ subject: AccessLogEntry.Subject, by viewer: Viewer, at instant: Instant,
        in connection: any Connection
    ) throws {
        try AccessLogRepository(connection).append(
            entry(activity, resource, subject, by: viewer, at: instant), digest: Digest.hexadecimal)
    }

    private static func entry(
        _ activity: Activity, _ resource: String, _ subject: AccessLogEntry.Subject, by viewer: Viewer, at instant: Instant
    ) -> AccessLogEntry {
        AccessLogEntry(
            at: instant, account: viewer.account, accountName: viewer.name, role: viewer.role.title, provider: viewer.provider,
            unit: viewer.unit.number, activity: activity.rawValue, purpose: "Vård och behandling", resource: resource,
            subject: subject)
    }
}
