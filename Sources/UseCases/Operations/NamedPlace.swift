import SickLeave
import Storage

/// A unit, or a whole care provider, that the command line names by its HSA-id.
package struct NamedPlace: Sendable {
    package enum Fault: Error, Sendable, Equatable {
        case unknownProvider
        /// Providers' HSA-ids are their own, units' are not: several providers may have a unit of the same.
        case severalProviders([String])

        package var sentence: String {
            switch self {
            case .unknownProvider: "Ingen vårdgivare har det HSA-id som står efter --provider. Kontrollera det."
            case .severalProviders(let providers):
                "HSA-id:t finns hos flera vårdgivare: \(providers.joined(separator: ", ")). Ange vilken med --provider."
            }
        }
    }

    let provider: Int
    /// Nil for the whole provider.
    let unit: OrganisationRepository.Unit?

    /// The unit goes before a provider of the same HSA-id.
    ///
    /// - Parameter owner: the provider that is meant; nil when only one has a place of the HSA-id.
    /// - Returns: nil when there is no such place.
    static func find(_ hsaID: HSAID, of owner: HSAID?, _ connection: any Connection) throws -> NamedPlace? {
        var places = try OrganisationRepository.units(connection, hsaID: hsaID).map {
            NamedPlace(provider: $0.provider, unit: $0)
        }
        if let provider = try OrganisationRepository.provider(connection, hsaID: hsaID) {
            places.append(NamedPlace(provider: provider, unit: nil))
        }
        if let owner {
            guard let provider = try OrganisationRepository.provider(connection, hsaID: owner) else {
                throw Fault.unknownProvider
            }
            return places.first { $0.provider == provider }
        }
        let providers = try OrganisationRepository.providers(connection, ids: Array(Set(places.map(\.provider))))
        guard providers.count <= 1 else {
            throw Fault.severalProviders(providers.sorted { $0.key < $1.key }.map { "\($0.value.name) (\($0.value.hsaID))" })
        }
        return places.first
    }
}
