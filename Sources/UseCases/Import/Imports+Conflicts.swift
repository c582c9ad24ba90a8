package import SickLeave
import Storage

// Certificates that came twice with different content.
extension Imports {
    package func conflicts(for viewer: Viewer, at instant: Instant) async throws -> [Conflict] {
        try viewer.require(.importData)
        let (found, persons) = try await database.read { connection in
            let found = try ConflictRepository(connection).waiting(provider: viewer.provider, limit: 100)
            // The newcomer may name another patient than the stored one: the page shows both.
            let others = try found.filter { $0.newcomer.patient != $0.stored.patient }
                .compactMap { try Registry().knownPatient($0.newcomer.patient, provider: viewer.provider, connection) }
            return (found, found.map(\.person) + others)
        }
        try await log.record(
            AccessLog.Matter(
                activity: .read, resource: "Intyg med olika innehåll", subject: .patients(persons), owner: .provider(of: viewer)),
            by: viewer, at: instant)
        return found.map { conflict in
            Conflict(
                number: conflict.number, ordinal: conflict.ordinal, certificate: conflict.stored.id, kind: conflict.stored.kind,
                differences: CertificateDifferences(stored: conflict.stored, newcomer: conflict.newcomer).list)
        }
    }

    package func setAsideConflict(number: Int, ordinal: Int, by viewer: Viewer, at instant: Instant) async throws {
        try viewer.require(.importData)
        try await database.write { connection in
            let repository = ConflictRepository(connection)
            guard
                let conflict = try repository.waiting(provider: viewer.provider, limit: 10_000)
                    .first(where: { $0.number == number && $0.ordinal == ordinal })
            else { throw UseCaseError.notFound }
            try repository.setAside(
                provider: viewer.provider, number: number, ordinal: ordinal, account: viewer.account, at: instant)
            try AccessLog.append(
                AccessLog.Matter(
                    activity: .write, resource: "Intyg med olika innehåll", subject: .patient(conflict.person),
                    level: conflict.stored.id.rawValue, owner: .provider(of: viewer)), by: viewer, at: instant, in: connection)
        }
    }
}
