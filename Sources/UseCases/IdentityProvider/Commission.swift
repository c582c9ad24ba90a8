import Interchange
import SickLeave

/// A commission (medarbetaruppdrag) as a provider's claims tell of it.
struct Commission: Sendable, Equatable {
    let id: String
    let name: String
    let purpose: String
    let rights: [String]
    let unit: String
    let provider: String

    /// More than anybody has; what comes after them is not read.
    private static let most = 100

    /// All that the claims hold; the one that was chosen at the provider when there is no list.
    static func all(in claims: JSONValue, _ names: IdentityProviderFile.ClaimNames) -> [Commission] {
        let list = claims[names.allCommissions]?.list ?? []
        let found = (list.isEmpty ? [claims] : Array(list.prefix(most))).compactMap { Commission($0, names) }
        var seen: Set<String> = []
        return found.filter { seen.insert($0.id + " " + $0.unit).inserted }
    }

    /// Whether the claims list the person's commissions, so that one that is not among them is gone. Without a list only the chosen
    /// one is known.
    static func areListed(in claims: JSONValue, _ names: IdentityProviderFile.ClaimNames) -> Bool {
        claims[names.allCommissions]?.list.map { $0.count <= most } ?? false
    }

    private init?(_ value: JSONValue, _ names: IdentityProviderFile.ClaimNames) {
        func text(_ name: String) -> String { value[name]?.text ?? "" }
        guard let provider = value[names.provider]?.text, !provider.isEmpty else { return nil }
        id = text(names.commission)
        name = text(names.commissionName)
        purpose = text(names.purpose)
        rights = value[names.rights]?.texts ?? []
        unit = text(names.unit)
        self.provider = provider
    }

    /// The roles that the rules give for it.
    /// - Parameter licences: the person's own.
    func roles(by rules: [IdentityProviderFile.RoleRule], licences: [String]) -> [IdentityProviderFile.RoleRule] {
        rules.filter { rule in
            func fits(_ wanted: [String]?, _ given: [String]) -> Bool {
                guard let wanted else { return true }
                return wanted.contains { one in given.contains { $0.lowercased() == one.lowercased() } }
            }
            return fits(rule.purposes, [purpose]) && fits(rule.rights, rights) && fits(rule.names, [name])
                && fits(rule.licences, licences) && fits(rule.commissions, [id]) && fits(rule.units, [unit])
        }
    }
}
