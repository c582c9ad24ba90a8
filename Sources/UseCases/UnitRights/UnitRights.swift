package import SickLeave
package import Storage

/// What a unit's manager decides about rights there: roles, mandates, whose patients physicians see, and the analysis before them.
package struct UnitRights: Sendable {
    package struct View: Sendable {
        package let held: [Held]
        package let mandates: [Mandate]
        /// Whom a mandate can be given to: the account's number and the person's name.
        package let candidates: [(account: Int, name: String)]
        package let physiciansSeeUnit: Bool
        /// Newest first.
        package let analyses: [RiskAnalysis]
        /// Roles that the newest analysis lets the manager give today.
        package let roles: [Role]
    }

    package struct Held: Sendable, Hashable {
        package let assignment: Int
        package let name: String
        package let userName: String
        package let role: Role
        package let firstDay: Day
        package let lastDay: Day?
        package let givenBy: String?
        /// Given by an identity provider at each sign-in, for as long as the commission lasts there.
        package let isByIdentityProvider: Bool
    }

    package struct Mandate: Sendable, Hashable {
        package let account: Int
        package let name: String
        package let purpose: String
        package let firstDay: Day
        package let lastDay: Day
        package let decidedBy: String
    }

    /// A mandate is looked over at least once a year.
    package static let longestMandate = 365
    package static let longestPurpose = 500

    private let database: any Database

    package init(database: any Database) { self.database = database }

    package func view(for viewer: Viewer, on day: Day) async throws -> View {
        try viewer.require(.manageUnit)
        let (provider, unit) = (viewer.provider, viewer.unit.number)
        return try await database.read { connection in
            let held = try UnitRights.held(viewer, on: day, connection)
            return View(
                held: held.map(\.held),
                mandates: try MandateRepository(connection).standing(provider: provider, unit: unit, on: day).map {
                    Mandate(
                        account: $0.account, name: $0.name, purpose: $0.purpose, firstDay: $0.firstDay, lastDay: $0.lastDay,
                        decidedBy: $0.decidedBy)
                },
                candidates: UnitRights.candidates(held, for: viewer),
                physiciansSeeUnit: try UnitSetting.physiciansSeeUnit.value(provider: provider, unit: unit, connection),
                analyses: try RiskAnalysis.versions(provider: provider, unit: unit, connection),
                roles: try Role.givenAtUnits.filter {
                    try RiskAnalysis.allows($0, provider: provider, unit: unit, on: day, connection)
                })
        }
    }

    private static func held(_ viewer: Viewer, on day: Day, _ connection: any Connection) throws -> [(account: Int, held: Held)] {
        try UnitRoleRepository(connection).held(provider: viewer.provider, unit: viewer.unit.number, on: day).compactMap { row in
            guard let role = Role(rawValue: row.role) else { return nil }
            return (
                row.account,
                Held(
                    assignment: row.assignment, name: row.name, userName: row.userName, role: role, firstDay: row.firstDay,
                    lastDay: row.lastDay, givenBy: row.givenBy, isByIdentityProvider: row.issuer != nil)
            )
        }
    }

    /// Those whose role may follow up, but never the manager who decides.
    private static func candidates(_ held: [(account: Int, held: Held)], for viewer: Viewer) -> [(account: Int, name: String)] {
        var seen: Set<Int> = [viewer.account]
        return held.filter { Permission.of($0.held.role).contains(.followUpPatients) && seen.insert($0.account).inserted }
            .map { ($0.account, $0.held.name) }
    }
}

extension UnitRights {
    package func give(
        _ role: Role, to userName: String, from first: Day, through last: Day?, by viewer: Viewer,
        _ caller: SignIn.Caller, on day: Day, at instant: Instant
    ) async throws {
        try viewer.require(.manageUnit)
        guard Role.givenAtUnits.contains(role) else {
            throw UseCaseError.invalid("Den rollen ges inte av enhetens chef. Hör av dig till den som sköter driften.")
        }
        guard first >= day else {
            throw UseCaseError.invalidAnswer(.firstDay, "Rollen kan inte börja före i dag. Ange en senare dag.")
        }
        if let last, last < first {
            throw UseCaseError.invalidAnswer(.lastDay, "Sista dagen ligger före den första. Ändra en av dem.")
        }
        let (account, endsMandate) = try await database.write { connection in
            let accounts = AccountRepository(connection)
            let account = try UnitRights.account(userName, for: viewer, connection)
            guard
                try RiskAnalysis.allows(
                    role, provider: viewer.provider, unit: viewer.unit.number, on: day, connection)
            else {
                throw UseCaseError.invalidAnswer(
                    .role, "Enheten har ingen gällande behovs- och riskanalys för rollen. Fyll i den och signera den först.")
            }
            let held = try UnitRights.held(viewer, on: first, connection)
            // Those that end before the new one begins are not among them. One by an identity provider does not stand in for one here:
            // that is the reserve for when the provider is away.
            let begins = held.contains { row in
                row.account == account.id && !row.held.isByIdentityProvider && row.held.role == role
                    && row.held.firstDay <= last ?? row.held.firstDay
            }
            guard !begins
            else {
                throw UseCaseError.invalidAnswer(
                    .account, "Personen har redan rollen på enheten. Avsluta den först om tiden ska ändras.")
            }
            let endsMandate = try UnitRights.endUnusedMandate(
                of: account.id, provider: viewer.provider, unit: viewer.unit.number, by: viewer.account, on: day, at: instant,
                connection)
            try accounts.assign(
                account: account.id, role: role.rawValue, provider: viewer.provider, unit: viewer.unit.number, from: first,
                through: last, by: viewer.account)
            return (account.id, endsMandate)
        }
        if endsMandate { note(.mandateWithdrawn, account: account, by: viewer, caller) }
        note(.roleGiven, account: account, role: role, by: viewer, caller)
    }

    /// Of an account that another provider knows, that provider's administrator may know the password: it gets no role here. That there
    /// is such an account is told where it has a role already.
    private static func account(_ userName: String, for viewer: Viewer, _ connection: any Connection) throws -> Account {
        guard !userName.isEmpty else {
            throw UseCaseError.invalidAnswer(.account, "Skriv användarnamnet på den som ska få rollen.")
        }
        let accounts = AccountRepository(connection)
        let found = try accounts.account(userName: userName.lowercased())
        if let found, !found.isDisabled {
            if try !accounts.isKnown(found.id, elsewhereThan: viewer.provider) { return found }
            if try accounts.account(id: found.id, provider: viewer.provider) != nil {
                throw UseCaseError.invalidAnswer(
                    .account, "Kontot hör till en annan vårdgivare, eller har haft roller där. Den som sköter driften ger rollen."
                )
            }
        }
        throw UseCaseError.invalidAnswer(.account, "Det finns inget konto med användarnamnet. Kontrollera stavningen.")
    }

    /// Ends the role at once; sessions in which it is chosen end with it.
    package func end(
        _ assignment: Int, by viewer: Viewer, _ caller: SignIn.Caller, on day: Day, at instant: Instant
    ) async throws {
        try viewer.require(.manageUnit)
        let (ended, endsMandate) = try await database.write { connection in
            let held = try UnitRights.held(viewer, on: day, connection)
            guard let ending = held.first(where: { $0.held.assignment == assignment }) else { throw UseCaseError.notFound }
            guard Role.givenAtUnits.contains(ending.held.role) else {
                throw UseCaseError.invalid("Den rollen avslutas inte av enhetens chef. Hör av dig till den som sköter driften.")
            }
            try UnitRoleRepository(connection).end(assignment, by: viewer.account, at: instant)
            let endsMandate = try UnitRights.endUnusedMandate(
                of: ending.account, provider: viewer.provider, unit: viewer.unit.number, by: viewer.account, on: day, at: instant,
                connection)
            return (ending, endsMandate)
        }
        note(.roleTakenBack, account: ended.account, role: ended.held.role, by: viewer, caller)
        if endsMandate { note(.mandateWithdrawn, account: ended.account, by: viewer, caller) }
    }

    package func grantMandate(
        to account: Int, purpose: String, through last: Day, by viewer: Viewer, _ caller: SignIn.Caller, on day: Day,
        at instant: Instant
    ) async throws {
        try viewer.require(.manageUnit)
        guard !purpose.isEmpty else { throw UseCaseError.invalidAnswer(.mandatePurpose, "Skriv vad som ska följas upp.") }
        guard purpose.count <= UnitRights.longestPurpose else {
            throw UseCaseError.invalidAnswer(
                .mandatePurpose,
                "Texten är \(purpose.count) tecken. Skriv vad som ska följas upp med högst \(UnitRights.longestPurpose) tecken.")
        }
        guard (day...(day + UnitRights.longestMandate)).contains(last) else {
            throw UseCaseError.invalidAnswer(.mandateLastDay, "Uppdraget ska ta slut inom ett år. Ange en dag från i dag.")
        }
        try await database.write { connection in
            let held = try UnitRights.held(viewer, on: day, connection)
            guard UnitRights.candidates(held, for: viewer).contains(where: { $0.account == account }) else {
                throw UseCaseError.notFound
            }
            try MandateRepository(connection).grant(
                to: account, purpose: purpose, from: day, through: last, provider: viewer.provider, unit: viewer.unit.number,
                by: viewer.account, at: instant)
        }
        note(.mandateGiven, account: account, by: viewer, caller)
    }

    package func withdrawMandate(
        from account: Int, by viewer: Viewer, _ caller: SignIn.Caller, on day: Day, at instant: Instant
    ) async throws {
        try viewer.require(.manageUnit)
        try await database.write { connection in
            let mandates = MandateRepository(connection)
            let (provider, unit) = (viewer.provider, viewer.unit.number)
            guard try mandates.standing(provider: provider, unit: unit, on: day).contains(where: { $0.account == account }) else {
                throw UseCaseError.notFound
            }
            try mandates.withdraw(from: account, provider: provider, unit: unit, by: viewer.account, at: instant)
        }
        note(.mandateWithdrawn, account: account, by: viewer, caller)
    }

    package func setPhysiciansSeeUnit(
        _ isSo: Bool, by viewer: Viewer, _ caller: SignIn.Caller, at instant: Instant
    ) async throws {
        try viewer.require(.manageUnit)
        try await database.write { connection in
            try UnitSetting.physiciansSeeUnit.set(
                isSo, provider: viewer.provider, unit: viewer.unit.number, by: viewer.account, at: instant, connection)
        }
        note(isSo ? .unitsPatientsShown : .ownPatientsShown, by: viewer, caller)
    }

    /// Signs a new version; the earlier ones stay readable.
    ///
    /// - Parameter parts: of the roles that are to be given; one that is left out cannot be given.
    package func sign(
        _ parts: [RiskAnalysis.Part], by viewer: Viewer, _ caller: SignIn.Caller, on day: Day, at instant: Instant
    ) async throws {
        try viewer.require(.manageUnit)
        guard !parts.isEmpty, parts.allSatisfy({ Role.givenAtUnits.contains($0.role) }),
            Set(parts.map(\.role)).count == parts.count
        else {
            throw UseCaseError.invalidAnswer(.needs(Role.givenAtUnits[0]), "Fyll i analysen för minst en roll innan du signerar.")
        }
        for part in parts {
            let answers: [(FormAnswer, String)] = [
                (.needs(part.role), part.needs), (.risks(part.role), part.risks), (.measures(part.role), part.measures),
            ]
            if let (answer, _) = answers.first(where: { $1.isEmpty || $1.count > RiskAnalysis.longestText }) {
                throw UseCaseError.invalidAnswer(
                    answer,
                    "\(part.role.title): fyll i behov, risker och åtgärder, eller lämna alla tre tomma. Högst "
                        + "\(RiskAnalysis.longestText) tecken i varje.")
            }
        }
        try await database.write { connection in
            try RiskAnalysisRepository(connection).sign(
                parts.map { .init(role: $0.role.rawValue, needs: $0.needs, risks: $0.risks, measures: $0.measures) },
                validThrough: day + RiskAnalysis.validDays, provider: viewer.provider, unit: viewer.unit.number,
                by: viewer.account, at: instant)
        }
        note(.analysisSigned, by: viewer, caller)
    }

    private func note(
        _ event: SecurityLog.Event, account: Int? = nil, role: Role? = nil, by viewer: Viewer, _ caller: SignIn.Caller
    ) {
        caller.log.note(event, account: account, manager: viewer.account, role: role, unit: viewer.unit.number)
    }
}
