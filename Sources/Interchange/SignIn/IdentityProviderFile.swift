import Yams

/// How an identity provider is reached, and what its claims mean here: the file that the operator writes.
package struct IdentityProviderFile: Sendable, Equatable {
    /// Exactly as the provider calls itself.
    package var issuer: String
    package var clientID: String
    /// Where the client's secret lies; it never stands in this file.
    package var clientSecretFile: String
    /// Sakkunnig's own address, without a path.
    package var site: String
    package var button: String
    package var scopes: [String]
    /// Levels of assurance, one of which must be reached; empty when any will do.
    package var acr: [String]
    package var readsUserInfo: Bool
    /// Certificates to trust instead of the system's.
    package var authoritiesFile: String?
    package var claims: ClaimNames
    package var roles: [RoleRule]

    /// What the provider calls the claims; from the start as Inera's does.
    package struct ClaimNames: Sendable, Equatable {
        package var person = "employeeHsaId"
        package var givenName = "given_name"
        package var familyName = "family_name"
        /// A list of objects with the names below, when the person has several.
        package var allCommissions = "allCommissions"
        package var commission = "commissionHsaId"
        package var commissionName = "commissionName"
        package var purpose = "commissionPurpose"
        package var rights = "commissionRight"
        package var unit = "healthCareUnitHsaId"
        package var provider = "healthCareProviderHsaId"
        package var licences = "healthcareProfessionalLicense"

        package init() {}
    }

    /// A commission that fits every condition gives the role.
    package struct RoleRule: Sendable, Equatable {
        /// The name of the role in the program.
        package var role: String
        /// Held for the whole provider instead of the unit.
        package var isForProvider: Bool
        /// Of each list that is there, one value must be the commission's. Commissions and units by HSA-id.
        package var purposes: [String]?
        package var rights: [String]?
        package var names: [String]?
        package var licences: [String]?
        package var commissions: [String]?
        package var units: [String]?
    }
}

extension IdentityProviderFile {
    private static let keys = [
        "issuer", "clientId", "clientSecretFile", "site", "button", "scopes", "acr", "userInfo", "authoritiesFile", "claims",
        "roles",
    ]
    private static var claimKeys: [(key: String, path: WritableKeyPath<ClaimNames, String>)] {
        [
            ("person", \.person), ("givenName", \.givenName), ("familyName", \.familyName),
            ("allCommissions", \.allCommissions), ("commission", \.commission), ("commissionName", \.commissionName),
            ("purpose", \.purpose), ("rights", \.rights), ("unit", \.unit), ("provider", \.provider), ("licences", \.licences),
        ]
    }
    private static var conditionKeys: [(key: String, path: WritableKeyPath<RoleRule, [String]?>)] {
        [
            ("purpose", \.purposes), ("right", \.rights), ("name", \.names), ("licence", \.licences),
            ("commission", \.commissions), ("unit", \.units),
        ]
    }

    /// - Parameters:
    ///   - roles: the names of the roles that the program knows.
    ///   - providerRoles: those of them that are held at a whole provider.
    /// - Throws: the first fault, with its line; an unknown key is one.
    package static func read(
        _ text: String, file: String, roles: [String], providerRoles: [String]
    ) throws(KnowledgeFault) -> IdentityProviderFile {
        let root = try StrictMapping.root(of: text, file: file, keys: keys)
        var claims = ClaimNames()
        if let node = root.optionalNode("claims") {
            let mapping = try StrictMapping(node, file: file, keys: claimKeys.map(\.key))
            for (key, path) in claimKeys where mapping.optionalNode(key) != nil { claims[keyPath: path] = try mapping.text(key) }
        }
        var rules: [RoleRule] = []
        for node in try root.list("roles") { rules.append(try rule(node, file: file, roles, providerRoles)) }
        guard !rules.isEmpty else { throw root.fault("roles", "är tom. Ange minst en roll.") }
        let issuer = try root.text("issuer")
        guard ProviderAddress.isSafe(issuer), issuer.hasPrefix("http://") || issuer.count > "https://".count else {
            throw root.fault("issuer", "”\(issuer)” är inte en adress som https://idp.example.org/oidc.")
        }
        let written = try root.text("site")
        let site = written.last == "/" ? String(written.dropLast()) : written
        guard ProviderAddress.isSite(site) else {
            throw root.fault(
                "site", "”\(written)” är inte en adress som https://sakkunnig.example.org, utan något efter värdnamnet.")
        }
        let scopes = try texts(root, "scopes") ?? ["openid"]
        guard scopes.contains("openid") else { throw root.fault("scopes", "ska innehålla openid.") }
        return IdentityProviderFile(
            issuer: issuer, clientID: try root.text("clientId"),
            clientSecretFile: try root.text("clientSecretFile"), site: site,
            button: root.optionalNode("button") == nil ? "Logga in med e-tjänstekort" : try root.text("button"), scopes: scopes,
            acr: try texts(root, "acr") ?? [], readsUserInfo: try flag(root, "userInfo"),
            authoritiesFile: root.optionalNode("authoritiesFile") == nil ? nil : try root.text("authoritiesFile"),
            claims: claims, roles: rules)
    }

    private static func rule(
        _ node: Node, file: String, _ roles: [String], _ providerRoles: [String]
    ) throws(KnowledgeFault) -> RoleRule {
        let mapping = try StrictMapping(node, file: file, keys: ["role", "place"] + conditionKeys.map(\.key))
        let role = try mapping.text("role")
        guard roles.contains(role) else {
            throw mapping.fault("role", "”\(role)” är okänd. Välj bland: \(roles.joined(separator: ", ")).")
        }
        var isForProvider = false
        if mapping.optionalNode("place") != nil {
            let place = try mapping.text("place")
            guard ["unit", "provider"].contains(place) else {
                throw mapping.fault("place", "”\(place)” ska vara unit eller provider.")
            }
            isForProvider = place == "provider"
            guard !isForProvider || providerRoles.contains(role) else {
                throw mapping.fault(
                    "place", "provider går bara för: \(providerRoles.joined(separator: ", ")). Andra roller finns på en enhet.")
            }
        }
        var rule = RoleRule(role: role, isForProvider: isForProvider)
        for (key, path) in conditionKeys { rule[keyPath: path] = try texts(mapping, key) }
        guard conditionKeys.contains(where: { rule[keyPath: $0.path] != nil }) else {
            throw mapping.fault("role", "saknar villkor. Ange minst ett av: \(conditionKeys.map(\.key).joined(separator: ", ")).")
        }
        return rule
    }

    private static func texts(_ mapping: StrictMapping, _ key: String) throws(KnowledgeFault) -> [String]? {
        guard mapping.optionalNode(key) != nil else { return nil }
        let texts = try mapping.list(key).compactMap { $0.scalar?.string }.filter { !$0.isEmpty }
        guard !texts.isEmpty, texts.count == (try mapping.list(key).count) else {
            throw mapping.fault(key, "ska vara en lista med texter.")
        }
        return texts
    }

    private static func flag(_ mapping: StrictMapping, _ key: String) throws(KnowledgeFault) -> Bool {
        guard mapping.optionalNode(key) != nil else { return false }
        let text = try mapping.text(key)
        guard ["true", "false"].contains(text) else { throw mapping.fault(key, "”\(text)” ska vara true eller false.") }
        return text == "true"
    }
}
