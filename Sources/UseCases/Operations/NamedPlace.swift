import SickLeave
import Storage

/// A unit, or a whole care provider, that the command line names by its HSA-id.
package struct NamedPlace: Sendable {
    package enum Fault: Error, Sendable, Equatable {
        case unknownProvider
        /// The HSA-id is another provider's than the one that is said.
        case anotherProviders
        /// Providers' HSA-ids are their own, units' are not: several providers may have a unit of the same.
        case severalProviders([String])

        package var sentence: String {
            switch self {
            case .unknownProvider: "Ingen vårdgivare har det HSA-id som står efter --provider. Kontrollera det."
            case .anotherProviders: "Vårdgivaren efter --provider har ingen enhet med det HSA-id:t."
            case .severalProviders(let providers):
                "HSA-id:t finns hos flera vårdgivare: \(providers.joined(separator: ", ")). Ange vilken med --provider."
            }
        }
    }

    let provider: Int
    /// Nil for the whole provider.
    let unit: OrganisationRepository.Unit?

    /// - Parameter owner: the provider that is meant; nil when only one has a unit of the HSA-id.
    /// - Returns: nil when there is no such unit.
    static func unit(_ hsaID: HSAID, of owner: HSAID?, _ connection: any Connection) throws -> OrganisationRepository.Unit? {
        try ofOne(units(hsaID, connection), owner, connection).first?.unit
    }

    /// Where the role may be meant, at one provider, the likeliest first: a provider may have a unit of its own HSA-id, and then a role
    /// that is held at whole providers is meant to be.
    ///
    /// - Parameter owner: the provider that is meant; nil when only one has a place of the HSA-id.
    /// - Returns: nothing when there is no such place.
    static func places(
        _ hsaID: HSAID, of owner: HSAID?, for role: Role, _ connection: any Connection
    ) throws -> [NamedPlace] {
        let units = try units(hsaID, connection)
        let provider = try OrganisationRepository.provider(connection, hsaID: hsaID)
        let whole = provider.map { [NamedPlace(provider: $0, unit: nil)] } ?? []
        return try ofOne(role.isForProvider ? whole + units : units + whole, owner, connection)
    }

    private static func units(_ hsaID: HSAID, _ connection: any Connection) throws -> [NamedPlace] {
        try OrganisationRepository.units(connection, hsaID: hsaID).map { NamedPlace(provider: $0.provider, unit: $0) }
    }

    private static func ofOne(_ places: [NamedPlace], _ owner: HSAID?, _ connection: any Connection) throws -> [NamedPlace] {
        if let owner {
            guard let provider = try OrganisationRepository.provider(connection, hsaID: owner) else {
                throw Fault.unknownProvider
            }
            let own = places.filter { $0.provider == provider }
            guard places.isEmpty || !own.isEmpty else { throw Fault.anotherProviders }
            return own
        }
        let providers = try OrganisationRepository.providers(connection, ids: Array(Set(places.map(\.provider))))
        guard providers.count <= 1 else {
            throw Fault.severalProviders(providers.sorted { $0.key < $1.key }.map { "\($0.value.name) (\($0.value.hsaID))" })
        }
        return places
    }
}
