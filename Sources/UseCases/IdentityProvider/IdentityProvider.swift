internal import Foundation
import Interchange
import SickLeave
import Synchronization

/// An OpenID Connect provider, seen from its client: where to send the browser, and what the answer says when all of it is right.
///
/// Code flow with PKCE (S256) for a confidential client. Tokens never leave the server and are not kept.
final class IdentityProvider: Sendable {
    let settings: IdentityProviderFile
    private let secret: String
    private let send: @Sendable (ProviderRequest) async throws(IdentityFault) -> ProviderAnswer
    private let known = Mutex(Known())

    /// What the provider has told of itself.
    private struct Known {
        var metadata: (value: Metadata, at: Instant)?
        var keys: (value: WebKeys, at: Instant)?
    }

    private struct Metadata: Sendable {
        let authorization, token, keys: String
        let userInfo, endSession: String?
        let namesIssuerInAnswers: Bool
        let takesSecretInForm: Bool
    }

    /// The provider's clock may differ by so many seconds.
    private static let clockSkew = 60
    /// What the provider tells of itself is asked for again after an hour, and its keys sooner when a token names an unknown one, but
    /// not more often than once a minute.
    private static let freshness = 60 * 60
    private static let keyFloor = 60

    init(
        settings: IdentityProviderFile, secret: String,
        send: @escaping @Sendable (ProviderRequest) async throws(IdentityFault) -> ProviderAnswer
    ) {
        self.settings = settings
        self.secret = secret
        self.send = send
    }

    var redirectAddress: String { settings.site + "/logga-in/svar" }

    /// Where the browser goes to sign in.
    func address(for request: SignInRequest, at instant: Instant) async throws(IdentityFault) -> String {
        let metadata = try await metadata(at: instant)
        var parameters: [(name: String, value: String)] = [
            ("response_type", "code"), ("client_id", settings.clientID), ("redirect_uri", redirectAddress),
            ("scope", settings.scopes.joined(separator: " ")), ("state", request.state), ("nonce", request.nonce),
            ("code_challenge", request.challenge), ("code_challenge_method", "S256"),
        ]
        if !settings.acr.isEmpty { parameters.append(("acr_values", settings.acr.joined(separator: " "))) }
        return IdentityProvider.address(metadata.authorization, with: parameters)
    }

    /// Where the browser goes to sign out at the provider too; nil when the provider has no such place.
    func endAddress(at instant: Instant) async throws(IdentityFault) -> String? {
        try await metadata(at: instant).endSession.map { place in
            IdentityProvider.address(
                place, with: [("client_id", settings.clientID), ("post_logout_redirect_uri", settings.site + "/logga-in")])
        }
    }

    private static func address(_ place: String, with parameters: [(name: String, value: String)]) -> String {
        place + (place.contains("?") ? "&" : "?") + WebAddress.query(parameters)
    }

    /// What the browser came back with: the parameters of its address.
    struct Answer: Sendable {
        let code, state, issuer, error: String?
    }

    /// The claims, when every part of the answer is right.
    func claims(of answer: Answer, to request: SignInRequest, at instant: Instant) async throws(IdentityFault) -> JSONValue {
        let metadata = try await metadata(at: instant)
        guard let state = answer.state, MessageCode.isEqual(Array(state.utf8), Array(request.state.utf8)) else {
            throw .refused("the answer is to another request")
        }
        // RFC 9207: an answer of another provider must not be taken to this one.
        if answer.issuer != nil || metadata.namesIssuerInAnswers {
            guard answer.issuer == settings.issuer else { throw .refused("the answer names another issuer") }
        }
        guard let code = answer.code, answer.error == nil else { throw .givenUp }
        let tokens = try await tokens(for: code, request, metadata)
        guard let text = tokens["id_token"]?.text else { throw .refused("no identity token came") }
        let token = try WebToken(text)
        let claims = try token.claims(by: try await key(for: token, metadata, at: instant))
        try judge(claims, nonce: request.nonce, at: instant)
        guard settings.readsUserInfo else { return claims }
        return try await adding(claims, tokens, metadata)
    }
}

extension IdentityProvider {
    private func tokens(for code: String, _ request: SignInRequest, _ metadata: Metadata) async throws(IdentityFault) -> JSONValue
    {
        var form: [(name: String, value: String)] = [
            ("grant_type", "authorization_code"), ("code", code), ("redirect_uri", redirectAddress),
            ("code_verifier", request.verifier),
        ]
        var authorization: String?
        if metadata.takesSecretInForm {
            form += [("client_id", settings.clientID), ("client_secret", secret)]
        } else {
            let words = WebAddress.escaped(settings.clientID) + ":" + WebAddress.escaped(secret)
            authorization = "Basic " + Data(words.utf8).base64EncodedString()
        }
        let answer = try await send(ProviderRequest(metadata.token, form: form, authorization: authorization))
        // 400 and 401: the code is used, unknown or another's, or the client's secret is wrong.
        guard answer.status == 200 else { throw .refused("the provider gives no token, status \(answer.status)") }
        guard let tokens = JSONValue(answer.body) else { throw .unavailable("the provider's token answer is malformed") }
        return tokens
    }

    /// OpenID Connect Core, 3.1.3.7.
    private func judge(_ claims: JSONValue, nonce: String, at instant: Instant) throws(IdentityFault) {
        let now = Double(instant.rawValue) / 1_000_000
        let skew = Double(IdentityProvider.clockSkew)
        guard claims["iss"]?.text == settings.issuer else { throw .refused("the token is of another issuer") }
        let audience = claims["aud"]?.texts ?? []
        guard audience == [settings.clientID] else { throw .refused("the token is for another audience") }
        if let party = claims["azp"] {
            guard party.text == settings.clientID else { throw .refused("the token is for another party") }
        }
        guard let expiry = claims["exp"]?.number, now < expiry + skew else { throw .refused("the token has expired") }
        guard let issued = claims["iat"]?.number, issued < now + skew else { throw .refused("the token comes from the future") }
        if let start = claims["nbf"] {
            guard let start = start.number, start < now + skew else { throw .refused("the token is not yet valid") }
        }
        guard let given = claims["nonce"]?.text, MessageCode.isEqual(Array(given.utf8), Array(nonce.utf8)) else {
            throw .refused("the token's nonce is another's")
        }
        if !settings.acr.isEmpty {
            guard let level = claims["acr"]?.text, settings.acr.contains(level) else {
                throw .refused("the level of assurance is too low")
            }
        }
        guard let subject = claims["sub"]?.text, !subject.isEmpty, subject.utf8.count <= 255 else {
            throw .refused("the token names nobody")
        }
    }

    /// Those of the provider's user info too; what the signed token says stands.
    private func adding(_ claims: JSONValue, _ tokens: JSONValue, _ metadata: Metadata) async throws(IdentityFault) -> JSONValue {
        guard let place = metadata.userInfo, let access = tokens["access_token"]?.text,
            tokens["token_type"]?.text?.lowercased() == "bearer", access.utf8.allSatisfy({ (0x21...0x7E).contains($0) })
        else { throw .unavailable("the provider offers no user info") }
        let answer = try await send(ProviderRequest(place, authorization: "Bearer \(access)"))
        guard answer.status == 200, case .object(let more) = JSONValue(answer.body), case .object(let own) = claims else {
            throw .unavailable("the provider gives no user info, status \(answer.status)")
        }
        guard more["sub"] == own["sub"] else { throw .refused("the user info is another person's") }
        return .object(own.merging(more) { signed, _ in signed })
    }

    private func key(
        for token: WebToken, _ metadata: Metadata, at instant: Instant
    ) async throws(IdentityFault) -> PublicSigningKey {
        let cached = known.withLock { $0.keys }
        if let cached, instant < cached.at + IdentityProvider.freshness, let key = cached.value.key(for: token) { return key }
        // The keys may have been changed since; whoever sends tokens with made-up names must not make us ask again and again.
        if let cached, instant < cached.at + IdentityProvider.keyFloor { throw .refused("the token's key is not the provider's") }
        let answer = try await send(ProviderRequest(metadata.keys))
        guard answer.status == 200, let set = JSONValue(answer.body) else {
            throw .unavailable("the provider gives no keys, status \(answer.status)")
        }
        let keys = try WebKeys(set)
        known.withLock { $0.keys = (keys, instant) }
        guard let key = keys.key(for: token) else { throw .refused("the token's key is not the provider's") }
        return key
    }

    private func metadata(at instant: Instant) async throws(IdentityFault) -> Metadata {
        if let cached = known.withLock({ $0.metadata }), instant < cached.at + IdentityProvider.freshness { return cached.value }
        let base = settings.issuer.hasSuffix("/") ? String(settings.issuer.dropLast()) : settings.issuer
        let answer = try await send(ProviderRequest(base + "/.well-known/openid-configuration"))
        guard answer.status == 200, let told = JSONValue(answer.body) else {
            throw .unavailable("the provider does not describe itself, status \(answer.status)")
        }
        guard told["issuer"]?.text == settings.issuer else { throw .refused("the provider calls itself by another name") }
        func place(_ name: String) -> String? { told[name]?.text.flatMap { ProviderAddress.isSafe($0) ? $0 : nil } }
        guard let authorization = place("authorization_endpoint"), let token = place("token_endpoint"),
            let keys = place("jwks_uri")
        else { throw .unavailable("the provider's description lacks an address, or one is not https") }
        let ways = told["token_endpoint_auth_methods_supported"]?.texts ?? ["client_secret_basic"]
        let metadata = Metadata(
            authorization: authorization, token: token, keys: keys, userInfo: place("userinfo_endpoint"),
            endSession: place("end_session_endpoint"),
            namesIssuerInAnswers: told["authorization_response_iss_parameter_supported"]?.isTrue ?? false,
            takesSecretInForm: !ways.contains("client_secret_basic") && ways.contains("client_secret_post"))
        known.withLock { $0.metadata = (metadata, instant) }
        return metadata
    }
}

/// A sign-in under way at a provider. All of it comes from one secret, which is in the browser's cookie and nowhere else: who does not
/// have the cookie cannot use the answer, and the server keeps nothing before it comes.
struct SignInRequest: Sendable {
    /// From the start at the provider until the answer.
    static let seconds = 10 * 60

    /// For the cookie.
    let secret: String

    init(at instant: Instant) { secret = "\(SecretToken.random()).\(instant.rawValue / 1_000_000)" }

    /// Nil for what is no such cookie, or an old one.
    init?(cookie: String, at instant: Instant) {
        let parts = cookie.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 2, parts[0].utf8.count == 43, let began = Int64(parts[1]) else { return nil }
        let age = instant.rawValue / 1_000_000 - began
        guard (0..<Int64(SignInRequest.seconds)).contains(age) else { return nil }
        secret = cookie
    }

    var state: String { drawn("state") }
    var nonce: String { drawn("nonce") }
    /// RFC 7636: 43 letters.
    var verifier: String { drawn("verifier") }
    var challenge: String { Base64URL.text(SHA256.digest(of: Array(verifier.utf8))) }
    /// What is remembered of a request whose answer has come.
    var hash: [UInt8] { SecretToken.hash(secret) }

    private func drawn(_ name: String) -> String {
        Base64URL.text(KeyDerivation.key(from: Array(secret.utf8), salt: [], info: "sign-in \(name)"))
    }
}
