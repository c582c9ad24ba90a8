package import SickLeave
import Storage

// Certificates that came twice with different content.
extension Imports {
    package func conflicts(for viewer: Viewer, at instant: Instant) async throws -> [Conflict] {
        try viewer.require(.importData)
        let (found, persons) = try await database.read { connection in
            let scope = try scope(of: viewer, at: instant, connection)
            var shown: [(conflict: ConflictRepository.Conflict, isProtected: Bool)] = []
            var persons: [Int] = []
            for conflict in try ConflictRepository(connection).waiting(
                provider: viewer.provider, unit: viewer.unit.chosen, limit: 100)
            {
                let both = try Imports.persons(of: conflict, connection)
                guard both.allSatisfy(scope.covers) else { continue }
                shown.append((conflict, both.contains(where: scope.patients.protected.contains)))
                persons += both
            }
            return (shown, persons)
        }
        try await log.record(
            AccessLog.Matter(
                activity: .read, resource: "Intyg med olika innehåll", subject: .patients(persons), owner: .provider(of: viewer)),
            by: viewer, at: instant)
        return found.map { conflict, isProtected in
            let stored = conflict.stored
            return Conflict(
                number: conflict.number, ordinal: conflict.ordinal, certificate: stored.id, kind: stored.kind,
                name: isProtected ? PatientRepository.Patient.protectedName : stored.patientName, identifier: stored.patient,
                unit: stored.careUnit, signedAt: stored.signedAt,
                differences: CertificateDifferences(stored: stored, newcomer: conflict.newcomer).list(named: !isProtected))
        }
    }

    /// The newcomer may name another patient than the stored one: the page shows both.
    private static func persons(of conflict: ConflictRepository.Conflict, _ connection: any Connection) throws -> [Int] {
        let other =
            conflict.newcomer.patient == conflict.stored.patient
            ? nil : try Registry().knownPatient(conflict.newcomer.patient, provider: conflict.provider, connection)
        return [conflict.person] + (other.map { [$0] } ?? [])
    }

    package func setAsideConflict(number: Int, ordinal: Int, by viewer: Viewer, at instant: Instant) async throws {
        try viewer.require(.importData)
        try await database.write { connection in
            let repository = ConflictRepository(connection)
            let scope = try scope(of: viewer, at: instant, connection)
            guard
                let conflict = try repository.waiting(provider: viewer.provider, unit: viewer.unit.chosen, limit: 10_000)
                    .first(where: { $0.number == number && $0.ordinal == ordinal }),
                try Imports.persons(of: conflict, connection).allSatisfy(scope.covers)
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
