package import SickLeave
import Storage

// Roles, and who has them.
extension Accounts {
    /// What an account has lost when it has got a role.
    package enum Loss: Sendable {
        case nothing
        /// Another provider knew the account: the person needs a new link.
        case waysIn
        /// Another provider's administrator made it too, and wrote who its person is.
        case waysInAndPerson
    }

    /// Of an account that another provider knows the ways in go at each role. One that it has here already proves nothing: it may be from
    /// before they went.
    ///
    /// - Parameters:
    ///   - place: a care unit's HSA-id, or the provider's for a role at the whole provider.
    ///   - owner: the provider that is meant, when several have a unit of the HSA-id.
    ///   - needsAnalysis: false for made-up data only. Roles at the whole provider show no patient and need none.
    ///   - mayRemoveWaysIn: false refuses the role where the account would lose them, so that it can be asked for first.
    @discardableResult
    package func assign(
        _ role: Role, to userName: String, at place: HSAID, of owner: HSAID? = nil, from day: Day, at instant: Instant,
        needsAnalysis: Bool = true, mayRemoveWaysIn: Bool = true
    ) throws -> Loss {
        let (account, loss, endsMandate) = try change(userName, .roleGiven, role: role) { account, connection in
            guard let place = try NamedPlace.places(place, of: owner, for: role, connection).first else {
                throw Fault.unknownUnit
            }
            let (provider, unit) = (place.provider, place.unit)
            guard unit != nil || role.isForProvider else { throw Fault.needsUnit }
            guard unit == nil || !role.isForProvider else { throw Fault.needsProvider }
            guard
                try !needsAnalysis || RiskAnalysis.allows(role, provider: provider, unit: unit?.root, on: day, connection)
            else { throw Fault.noAnalysis }
            guard try mayRemoveWaysIn || !AccountRepository(connection).isKnown(account.id, elsewhereThan: provider) else {
                throw Fault.losesWaysIn
            }
            let endsMandate = try UnitRights.endUnusedMandate(
                of: account.id, provider: provider, unit: unit?.root, by: nil, on: Day(of: instant), at: instant, connection)
            let loss = try Accounts.give(role, to: account, provider: provider, unit: unit?.root, from: day, connection)
            return (account.id, loss, endsMandate)
        }
        if endsMandate { note(.mandateWithdrawn, account: account) }
        if loss != .nothing { note(.waysInRemoved, account: account) }
        if loss == .waysInAndPerson { note(.personRemoved, account: account) }
        return loss
    }

    /// By its HSA-id an account shows a physician's patients: one that another provider's administrator wrote says nothing here.
    private static func give(
        _ role: Role, to account: Account, provider: Int, unit: Int?, from day: Day, _ connection: any Connection
    ) throws -> Loss {
        let accounts = AccountRepository(connection)
        guard try accounts.assign(account: account.id, role: role.rawValue, provider: provider, unit: unit, from: day) else {
            return .nothing
        }
        guard let maker = account.maker, maker != provider else { return .waysIn }
        try accounts.removePerson(account: account.id)
        return .waysInAndPerson
    }

    /// Takes back a role, at once; sessions in which it is chosen end.
    ///
    /// - Parameters:
    ///   - place: a care unit's HSA-id, or the provider's.
    ///   - owner: the provider that is meant, when several have a unit of the HSA-id.
    package func unassign(
        _ role: Role, from userName: String, at place: HSAID, of owner: HSAID? = nil, on day: Day, at instant: Instant
    ) throws {
        let (account, endsMandate) = try change(userName, .roleTakenBack, role: role) { account, connection in
            let places = try NamedPlace.places(place, of: owner, for: role, connection)
            guard !places.isEmpty else { throw Fault.unknownUnit }
            let all = try AccountRepository(connection).assignments(account: account.id, on: day)
            for place in places {
                let held = all.filter {
                    $0.role == role.rawValue && $0.provider == place.provider && $0.unit == place.unit?.root
                }
                guard !held.isEmpty else { continue }
                for assignment in held { try UnitRoleRepository(connection).end(assignment.id, by: nil, at: instant) }
                let endsMandate = try UnitRights.endUnusedMandate(
                    of: account.id, provider: place.provider, unit: place.unit?.root, by: nil, on: day, at: instant, connection)
                return (account.id, endsMandate)
            }
            throw Fault.noSuchRole
        }
        if endsMandate { note(.mandateWithdrawn, account: account) }
    }

    package struct Listed: Sendable {
        package let userName, name: String
        /// Nil for who is not in the HSA catalogue.
        package let hsaID: HSAID?
        package let isDisabled: Bool
        /// Those that hold on the day, each with the unit's name or, at the whole provider, the provider's;
        /// with both where several providers have units of the same name or HSA-id.
        package let roles: [(role: Role, place: String)]
    }

    package func all(on day: Day) throws -> [Listed] {
        try database.readBlocking { connection in
            let accounts = AccountRepository(connection)
            let units = try OrganisationRepository.units(connection)
            let names = Accounts.names(of: units)
            let providers = try OrganisationRepository.providers(connection, ids: Array(Set(units.map(\.provider))))
            return try accounts.all().map { account in
                let roles = try accounts.assignments(account: account.id, on: day).compactMap { held in
                    Role(rawValue: held.role).map { ($0, (held.unit.map { names[$0] } ?? providers[held.provider]?.name) ?? "") }
                }
                return Listed(
                    userName: account.userName, name: account.name, hsaID: HSAID(account.hsaID), isDisabled: account.isDisabled,
                    roles: roles)
            }
        }
    }

    /// A care provider, or a unit of it.
    package struct Place: Sendable {
        package let provider: CareProviderReference
        /// Nil for the provider itself.
        package let unit: CareUnitReference?

        package var hsaID: HSAID { unit?.hsaID ?? provider.hsaID }
        package var name: String { unit?.name ?? provider.name }
    }

    /// Where roles can be held: each provider, and its units.
    package func places() throws -> [Place] {
        try database.readBlocking { connection in
            let units = try OrganisationRepository.units(connection)
            let providers = try OrganisationRepository.providers(connection, ids: Array(Set(units.map(\.provider))))
            return providers.sorted { $0.key < $1.key }.flatMap { number, provider in
                [Place(provider: provider, unit: nil)]
                    + units.filter { $0.provider == number }.map {
                        Place(provider: provider, unit: CareUnitReference(hsaID: $0.hsaID, name: $0.name))
                    }
            }
        }
    }

    private static func names(of units: [OrganisationRepository.Unit]) -> [Int: String] {
        func shared<Key: Hashable>(_ key: (OrganisationRepository.Unit) -> Key) -> Set<Key> {
            let owners = Dictionary(grouping: units, by: key).mapValues { Set($0.map(\.provider)) }
            return Set(owners.filter { $0.value.count > 1 }.keys)
        }
        let (sharedNames, sharedIDs) = (shared(\.name), shared(\.hsaID))
        return Dictionary(
            uniqueKeysWithValues: units.map { unit in
                let isShared = sharedNames.contains(unit.name) || sharedIDs.contains(unit.hsaID)
                return (unit.id, isShared ? "\(unit.name) (\(unit.providerName))" : unit.name)
            })
    }
}
