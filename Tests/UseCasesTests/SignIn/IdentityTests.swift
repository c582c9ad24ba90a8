import Interchange
import SickLeave
import Storage
import TestKit
import Testing

@testable import UseCases

/// What the suites of sign-in through an identity provider have in common: a provider, its claims, and who comes in by them.
protocol IdentityTests {}

extension IdentityTests {
    static var issuer: String { "https://idp.example.org/oidc" }

    /// Physicians, coordinators and log reviewers by the names of their commissions.
    func identity(_ site: TestSite) throws -> IdentitySignIn {
        let settings = try IdentityProviderFile.read(
            """
            issuer: \(Self.issuer)
            clientId: sakkunnig
            clientSecretFile: /etc/sakkunnig/hemlighet
            site: https://sakkunnig.example.org
            acr: [loa3]
            roles:
              - role: physician
                name: [Läkare]
              - role: rehabCoordinator
                name: [Koordinator]
              - role: logReviewer
                place: provider
                name: [Granskare]
            """, file: "prov.yaml", roles: Role.allCases.map(\.rawValue), providerRoles: [Role.logReviewer.rawValue])
        return IdentitySignIn(
            database: site.database,
            provider: IdentityProvider(settings: settings, secret: "") { _ throws(IdentityFault) in throw .unavailable("") })
    }

    func claims(_ person: String, _ names: String...) throws -> JSONValue { try claims(person, names) }

    func claims(_ person: String, _ names: [String], unit: HSAID = Fixture.unit.hsaID) throws -> JSONValue {
        let commissions = names.enumerated().map { number, name in
            """
            {"commissionHsaId":"U\(number)","commissionName":"\(name)","healthCareUnitHsaId":"\(unit)",\
            "healthCareProviderHsaId":"\(Fixture.provider.hsaID)"}
            """
        }
        let text = """
            {"sub":"s-\(person)","employeeHsaId":"\(person)","given_name":"Siv","family_name":"Lind",\
            "allCommissions":[\(commissions.joined(separator: ","))]}
            """
        return try #require(JSONValue(Array(text.utf8)))
    }

    func enter(_ site: TestSite, _ claims: JSONValue) async throws -> IdentitySignIn.Outcome {
        try await identity(site).enter(claims, by: site.caller(), at: site.clock.now)
    }

    func roles(_ site: TestSite, _ token: String) async throws -> [Role] {
        try #require(try await site.signIn.signed(token: token, at: site.clock.now)).choices.map(\.role)
    }

    /// A session in the role of a coordinator at unit one, by the provider's word alone.
    func coordinator(_ site: TestSite) async throws -> TestBrowser {
        guard case .signedIn(let token) = try await enter(site, claims("SE1-SIV", "Koordinator")) else {
            throw UseCaseError.notFound
        }
        return TestBrowser(site: site, session: token)
    }

    func held(_ site: TestSite) async throws -> UnitRights.Held? {
        try await site.unitRights.view(for: site.viewer(.mats), on: Fixture.today).held.first(where: \.isByIdentityProvider)
    }
}
