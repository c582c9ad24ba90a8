import Interchange
import Testing

@Suite("The identity provider's file")
struct IdentityProviderFileTests {
    private func refusal(issuer: String = "https://idp.example.org/oidc", site: String = "https://sakkunnig.example.org")
        -> KnowledgeFault?
    {
        let text = """
            issuer: \(issuer)
            clientId: sakkunnig
            clientSecretFile: /etc/sakkunnig/hemlighet
            site: \(site)
            roles:
              - role: physician
                name: [Läkare]
            """
        do throws(KnowledgeFault) {
            _ = try IdentityProviderFile.read(text, file: "prov.yaml", roles: ["physician"], providerRoles: [])
            return nil
        } catch { return error }
    }

    @Test(
        "a provider that would be refused when somebody signs in is refused at the start",
        arguments: [
            "http://idp.example.org", "idp.example.org", "https://", "http://127.0.0.1.example.org", "ftp://idp.example.org",
        ])
    func issuer(_ issuer: String) throws {
        let fault = try #require(refusal(issuer: issuer))
        #expect("\(fault)".contains("prov.yaml rad 1: issuer:") && "\(fault)".contains("https://idp.example.org"))
    }

    @Test(
        "the site is an address without anything after the host",
        arguments: [
            "https://sakkunnig.example.org/program", "https://sakkunnig.example.org/?a", "https://sakkunnig.example.org#a",
            "https://",
            "http://localhost.example.org", "https://anna@sakkunnig.example.org", "http://sakkunnig.example.org",
        ])
    func site(_ site: String) throws {
        let fault = try #require(refusal(site: site))
        #expect("\(fault)".contains("prov.yaml rad 4: site:"))
    }

    @Test("secure addresses, and those on this machine, are taken")
    func taken() {
        for site in [
            "https://sakkunnig.example.org/", "https://sakkunnig.example.org:8443", "http://127.0.0.1:8080", "http://localhost",
        ] {
            #expect(refusal(site: site) == nil, "\(site)")
        }
        for issuer in ["https://idp.example.org", "http://127.0.0.1:8080/oidc", "http://[::1]:8080"] {
            #expect(refusal(issuer: issuer) == nil, "\(issuer)")
        }
    }
}
