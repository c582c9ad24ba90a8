package import SickLeave
import Storage

// Roles, and who has them.
extension Accounts {
    /// - Parameters:
    ///   - place: a care unit's HSA-id, or the provider's for a role at the whole provider.
    ///   - owner: the provider that is meant, when several have a unit of the HSA-id.
    ///   - needsAnalysis: false for made-up data only. Roles at the whole provider show no patient and need none.
    /// - Returns: whether the account was known to another provider and has lost its ways in: the person needs a new link.
    @discardableResult
    package func assign(
        _ role: Role, to userName: String, at place: HSAID, of owner: HSAID? = nil, from day: Day, needsAnalysis: Bool = true
    ) throws -> Bool {
        let (account, hasLostWaysIn) = try change(userName, .roleGiven, role: role) { account, connection in
            guard let place = try NamedPlace.find(place, of: owner, connection) else { throw Fault.unknownUnit }
            let (provider, unit) = (place.provider, place.unit)
            guard unit != nil || role.isForProvider else { throw Fault.needsUnit }
            guard
                try !needsAnalysis || RiskAnalysis.allows(role, provider: provider, unit: unit?.root, on: day, connection)
            else { throw Fault.noAnalysis }
            let accounts = AccountRepository(connection)
            try accounts.assign(account: account.id, role: role.rawValue, provider: provider, unit: unit?.root, from: day)
            return (account.id, try accounts.isKnown(account.id, elsewhereThan: provider))
        }
        if hasLostWaysIn { note(.waysInRemoved, account: account) }
        return hasLostWaysIn
    }

    /// Takes back a role, at once; sessions in which it is chosen end.
    ///
    /// - Parameters:
    ///   - place: a care unit's HSA-id, or the provider's.
    ///   - owner: the provider that is meant, when several have a unit of the HSA-id.
    package func unassign(
        _ role: Role, from userName: String, at place: HSAID, of owner: HSAID? = nil, on day: Day, at instant: Instant
    ) throws {
        try change(userName, .roleTakenBack, role: role) { account, connection in
            guard let place = try NamedPlace.find(place, of: owner, connection) else { throw Fault.unknownUnit }
            let held = try AccountRepository(connection).assignments(account: account.id, on: day).filter {
                $0.role == role.rawValue && $0.provider == place.provider && $0.unit == place.unit?.root
            }
            guard !held.isEmpty else { throw Fault.noSuchRole }
            for assignment in held { try UnitRoleRepository(connection).end(assignment.id, by: nil, at: instant) }
            try UnitRights.endUnusedMandate(
                of: account.id, provider: place.provider, unit: place.unit?.root, by: nil, on: day, at: instant, connection)
        }
    }

    package struct Listed: Sendable {
        package let userName, name: String
        package let isDisabled: Bool
        /// Those that hold on the day, each with the unit's name or, at the whole provider, the provider's.
        package let roles: [(role: Role, place: String)]
    }

    package func all(on day: Day) throws -> [Listed] {
        try database.readBlocking { connection in
            let accounts = AccountRepository(connection)
            let units = try OrganisationRepository.units(connection)
            let names = Dictionary(units.map { ($0.id, $0.name) }, uniquingKeysWith: { first, _ in first })
            let providers = try OrganisationRepository.providers(connection, ids: Array(Set(units.map(\.provider))))
            return try accounts.all().map { account in
                let roles = try accounts.assignments(account: account.id, on: day).compactMap { held in
                    Role(rawValue: held.role).map { ($0, (held.unit.map { names[$0] } ?? providers[held.provider]?.name) ?? "") }
                }
                return Listed(userName: account.userName, name: account.name, isDisabled: account.isDisabled, roles: roles)
            }
        }
    }
}
