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

    package func record(_ entry: AccessLogEntry) async throws {
        try await withCheckedThrowingContinuation { continuation in
            waiting.append((entry, continuation))
            if !isWriting {
                isWriting = true
                // Detached: the rows are many requests', and the patience of the first is not the others'. They have one of their own.
                Task.detached { await self.writeAll() }
            }
        }
    }

    private func writeAll() async {
        while !waiting.isEmpty {
            let batch = waiting
            waiting = []
            let entries = batch.map(\.entry)
            do {
                try await asking {
                    try await database.write { connection in
                        for entry in entries { try AccessLog.append(entry, in: connection) }
                    }
                }
                for item in batch { item.resume.resume() }
            } catch {
                for item in batch { item.resume.resume(throwing: error) }
            }
        }
        isWriting = false
    }

    /// A row inside a transaction that does what the row tells: both are there, or neither.
    package static func append(_ entry: AccessLogEntry, in connection: any Connection) throws {
        try AccessLogRepository(connection).append(entry, salt: RandomBytes.make(16), digest: { Digest.hexadecimal($0) })
    }
}

/// What was done with the data, in the words of the national log (Inera's log row).
package enum Activity: String, Sendable, CaseIterable {
    case read = "Läsa"
    case write = "Skriva"
    case sign = "Signera"
    /// Taken out of the program: printed, or saved as a file.
    case print = "Utskrift"
    case erase = "Radera"
    /// Nödöppning: a look at what a block hides, with the reason as the row's arguments.
    case emergencyAccess = "Nödöppning"
}

extension AccessLog {
    /// Where and what, of one row.
    struct Matter: Sendable {
        let activity: Activity
        /// The kind of data: `Sjukfall`.
        let resource: String
        let subject: AccessLogEntry.Subject
        /// The very thing of that kind: a certificate's id.
        var level = ""
        /// What else is to be known of it: the reason of an emergency access.
        var arguments = ""
        var purpose = Purpose.care
        /// The unit whose data it is; nil for the viewer's own.
        var owner: AccessLogContext.Place?
    }

    /// Why the data were used, in the words of the national log.
    enum Purpose: String, Sendable {
        case care = "Vård och behandling"
        /// Following up the unit's work, by mandate (patientdatalagen 2 kap. 4 § 4).
        case qualityAssurance = "Kvalitetssäkring"
        /// The log's own review, extracts from it and its erasure (patientdatalagen 4 kap. 3 §, 8 kap. 5 §).
        case administration = "Administration"
    }

    /// The name by which this program is known in the log.
    package static let system = "SAKKUNNIG"

    /// One look by the viewer, for care (vård och behandling).
    ///
    /// - Parameter level: the very thing looked at, where the resource is only its kind.
    func record(
        _ activity: Activity, _ resource: String, _ subject: AccessLogEntry.Subject, level: String = "", by viewer: Viewer,
        at instant: Instant
    ) async throws {
        try await record(Matter(activity: activity, resource: resource, subject: subject, level: level), by: viewer, at: instant)
    }

    func record(_ matter: Matter, by viewer: Viewer, at instant: Instant) async throws {
        try await record(AccessLogEntry(matter, by: viewer, at: instant))
    }

    /// The same inside a transaction that changes something: the change and its row are there both, or neither.
    static func append(
        _ activity: Activity, _ resource: String, _ subject: AccessLogEntry.Subject, by viewer: Viewer, at instant: Instant,
        in connection: any Connection
    ) throws {
        try append(Matter(activity: activity, resource: resource, subject: subject), by: viewer, at: instant, in: connection)
    }

    static func append(_ matter: Matter, by viewer: Viewer, at instant: Instant, in connection: any Connection) throws {
        try append(AccessLogEntry(matter, by: viewer, at: instant), in: connection)
    }
}

extension AccessLogEntry {
    init(_ matter: AccessLog.Matter, by viewer: Viewer, at instant: Instant) {
        let unit = viewer.unit
        let place = AccessLogContext.Place(number: unit.number, hsaID: unit.hsaID.rawValue, name: unit.name)
        self.init(
            at: instant,
            context: AccessLogContext(
                account: viewer.account, userHSAID: viewer.hsaID?.rawValue ?? "", userName: viewer.name,
                title: viewer.role.title, assignment: "\(viewer.assignment)",
                provider: .init(number: viewer.provider, hsaID: unit.providerHSAID.rawValue, name: unit.providerName),
                unit: place,
                purpose: matter.purpose.rawValue, owner: matter.owner ?? place, system: AccessLog.system),
            activity: matter.activity.rawValue, level: matter.level, arguments: matter.arguments, resource: matter.resource,
            subject: matter.subject)
    }
}

extension AccessLogContext.Place {
    /// For data that are several units' of the viewer's provider.
    static func provider(of viewer: Viewer) -> Self {
        Self(
            number: Viewer.UnitOfViewer.wholeProvider, hsaID: viewer.unit.providerHSAID.rawValue, name: viewer.unit.providerName)
    }
}
