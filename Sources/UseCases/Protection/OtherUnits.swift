package import SickLeave
import Storage

// What other units of the provider have written: opened by active choice, and when it is blocked only in an emergency.
extension PatientProtection {
    package struct OtherUnitView: Sendable {
        package let unit: OtherUnit
        package let identifier: PersonIdentifier
        package let name: String
        /// Oldest first; empty while they are blocked.
        package let certificates: [PatientSpell.CertificateView]
    }

    /// The unit's certificates of the patient; none of them when they are blocked.
    ///
    /// - Throws: `UseCaseError.notFound` for a unit that has none, and for one of another provider.
    package func otherUnit(_ number: Int, of patient: String, for viewer: Viewer, at instant: Instant) async throws
        -> OtherUnitView
    {
        try viewer.require(.seePatients)
        let (person, owner, view) = try await database.read { connection in
            let known = try seen(patient, by: viewer, on: Day(of: instant), connection).patient
            let unit = try otherUnit(number, of: known.person, for: viewer, at: instant, connection)
            let numbers = figures.snapshot.certificates(of: known.person, provider: viewer.provider)
                .filter { $0.careUnit == number }.map(\.number)
            let certificates =
                unit.access == .blocked
                ? [] : try CertificateRepository.certificates(connection, provider: viewer.provider, numbers: numbers)
            return (
                known.person, try place(of: unit, connection),
                OtherUnitView(
                    unit: unit, identifier: known.identifier, name: known.name,
                    certificates: certificates.map(PatientSpell.CertificateView.init))
            )
        }
        let what = view.unit.access == .blocked ? "Spärrade uppgifter, utan innehåll" : "Intyg hos annan enhet"
        try await log.record(
            AccessLog.Matter(activity: .read, resource: what, subject: .patient(person), owner: owner), by: viewer, at: instant)
        return view
    }

    /// Whose data it is, for the log.
    private func place(of unit: OtherUnit, _ connection: any Connection) throws -> AccessLogContext.Place {
        let hsaID = try OrganisationRepository.units(connection, ids: [unit.number]).first?.hsaID.rawValue ?? ""
        return AccessLogContext.Place(number: unit.number, hsaID: hsaID, name: unit.name)
    }

    private func otherUnit(
        _ number: Int, of person: Int, for viewer: Viewer, at instant: Instant, _ connection: any Connection
    ) throws -> OtherUnit {
        guard let unit = try otherUnits(of: person, for: viewer, at: instant, connection).first(where: { $0.number == number })
        else { throw UseCaseError.notFound }
        return unit
    }

    /// Nödöppning: opens what is blocked, for this person and for an hour. The reason stands in the log.
    package func openInEmergency(
        unit number: Int, of patient: String, reason: String, by viewer: Viewer, at instant: Instant
    ) async throws {
        try viewer.require(.openBlocked)
        let isOpen = try await database.write { connection in
            let known = try seen(patient, by: viewer, on: Day(of: instant), connection).patient
            let unit = try otherUnit(number, of: known.person, for: viewer, at: instant, connection)
            switch unit.access {
            case .blocked: break
            // Opened already: somebody in a hurry presses twice.
            case .emergency: return true
            case .open:
                try logRefusal(of: known.person, by: viewer, at: instant, connection)
                return false
            }
            guard PatientProtection.reasonLengths.contains(reason.count) else {
                throw UseCaseError.invalidAnswer(
                    .emergencyReason,
                    "Skriv varför det inte kan vänta, med \(PatientProtection.reasonLengths.lowerBound)–"
                        + "\(PatientProtection.reasonLengths.upperBound) tecken.\(reason.isEmpty ? "" : " Nu är det \(reason.count).")"
                )
            }
            try EmergencyAccessRepository(connection).open(
                unit: number, of: known.person, reason: reason, provider: viewer.provider, from: viewer.unit.number,
                by: viewer.account, at: instant, until: instant + PatientProtection.emergencySeconds)
            try AccessLog.append(
                AccessLog.Matter(
                    activity: .emergencyAccess, resource: "Intyg hos annan enhet", subject: .patient(known.person),
                    arguments: reason, owner: try place(of: unit, connection)), by: viewer, at: instant, in: connection)
            return true
        }
        guard isOpen else {
            throw UseCaseError.invalid("Uppgifterna är inte spärrade för dig. Du behöver ingen nödöppning.")
        }
    }

    /// Closes what the own unit has written to the provider's other units, from today.
    package func block(patient: String, by viewer: Viewer, at instant: Instant) async throws {
        try viewer.require(.blockPatients)
        try await database.write { connection in
            let person = try seen(patient, by: viewer, on: Day(of: instant), connection).patient.person
            guard
                try !ownBlocks(of: person, for: viewer, on: Day(of: instant), connection).contains(where: {
                    $0.holds(on: Day(of: instant))
                })
            else { return }
            try ProtectionRepository(connection).record(
                "sakkunnig-\(PublicID.random(1)[0])", .block, person: person, unit: viewer.unit.number, provider: viewer.provider,
                from: Day(of: instant), through: nil, by: viewer.account, at: instant)
            try AccessLog.append(.write, "Spärr", .patient(person), by: viewer, at: instant, in: connection)
        }
    }

    /// Lifts every block of the own unit, from now on, also one that has not begun: only the patient may ask for it. Yesterday is then its
    /// last day. One that begins today or later has no day between its first and its last: it never held for a day.
    package func lift(patient: String, by viewer: Viewer, at instant: Instant) async throws {
        try viewer.require(.blockPatients)
        let day = Day(of: instant)
        try await database.write { connection in
            let person = try seen(patient, by: viewer, on: day, connection).patient.person
            let blocks = try ownBlocks(of: person, for: viewer, on: day, connection)
            guard !blocks.isEmpty else { return }
            for block in blocks {
                try ProtectionRepository(connection).record(
                    block.id, .block, person: person, unit: viewer.unit.number, provider: viewer.provider,
                    from: block.firstDay, through: day - 1, by: viewer.account, at: instant)
            }
            try AccessLog.append(.write, "Spärr hävd", .patient(person), by: viewer, at: instant, in: connection)
        }
    }

    /// Those of the own unit that hold on the day or will.
    func ownBlocks(of person: Int, for viewer: Viewer, on day: Day, _ connection: any Connection) throws
        -> [ProtectionRepository.Record]
    {
        var seen: Set<String> = []
        return try ProtectionRepository(connection).history(provider: viewer.provider, person: person)
            .filter { seen.insert($0.id).inserted }
            .filter { $0.kind == .block && $0.unit == viewer.unit.number && !$0.isOver(on: day) }
    }
}
