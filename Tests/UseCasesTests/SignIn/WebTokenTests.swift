import Foundation
import Interchange
import SickLeave
import Testing

@testable import UseCases

@Suite("Signed tokens of an identity provider")
struct WebTokenTests {
    private static let body =
        "eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ"
    /// RFC 7515, A.2.
    private static let rsaToken =
        "eyJhbGciOiJSUzI1NiJ9." + body + "."
        + [
            "cC4hiUPoj9Eetdgtv3hF80EGrhuB__dzERat0XF9g2VtQgr9PJbu3XOiZj5RZmh7AAuHIm4Bh-0Qc_lF5YKt_O8W2Fp5jujGbds9uJdbF9CUAr7t1dnZcAcQ",
            "jbKBYNX4BAynRFdiuB--f_nZLgrnbyTyWzO75vRK5h6xBArLIARNPvkSjtQBMHlb1L07Qe7K0GarZRmB_eSN9383LcOLn6_dO--xi12jzDwusC-eOkHWEsqt",
            "FZESc6BfI7noOPqvhJ1phCnvWh6IeYI2w9QOYEUipUTI8np6LbgGY9Fs98rqVt5AXLIhWkWywlVmtVrBp0igcN_IoypGlUPQGe77Rw",
        ].joined()
    private static let modulus = [
        "ofgWCuLjybRlzo0tZWJjNiuSfb4p4fAkd_wWJcyQoTbji9k0l8W26mPddxHmfHQp-Vaw-4qPCJrcS2mJPMEzP1Pt0Bm4d4QlL-yRT-SFd2lZS-pCgNMsD1W_",
        "YpRPEwOWvG6b32690r2jZ47soMZo9wGzjb_7OMg0LOL-bSf63kpaSHSXndS5z5rexMdbBYUsLA9e-KXBdQOS-UTo7WTBEMa2R2CapHg665xsmtdVMTBQY4uD",
        "Zlxvb3qCo5ZwKh9kG4LT6_I5IhlJH7aGhyxXFvUK-DWNmoudF8NAco9_h9iaGNj8q2ethFkMLs91kzk2PAcDTW9gb54h4FRWyuXpoQ",
    ].joined()
    /// RFC 7515, A.3.
    private static let curveToken =
        "eyJhbGciOiJFUzI1NiJ9." + body
        + ".DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q"
    private static let keySet = """
        {"keys": [
          {"kty": "RSA", "n": "\(modulus)", "e": "AQAB", "kid": "r", "x5u": "https://evil.example"},
          {"kty": "EC", "crv": "P-256", "x": "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU", "y": "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"},
          {"kty": "EC", "crv": "P-384", "x": "AAAA", "y": "AAAA"}, {"kty": "oct", "k": "AAAA"}, {"kty": "RSA", "use": "enc", "n": "AAAA", "e": "AQAB"}, 7
        ]}
        """

    private func keys(_ text: String = keySet) throws -> WebKeys { try WebKeys(#require(JSONValue(Array(text.utf8)))) }

    private func issuer(_ token: String) throws -> String? {
        let token = try WebToken(token)
        guard let key = try keys().key(for: token) else { return nil }
        return try token.claims(by: key)["iss"]?.text
    }

    @Test("the standard's own are right", arguments: [rsaToken, curveToken])
    func standard(token: String) throws {
        #expect(try issuer(token) == "joe")
    }

    @Test("with any letter changed they are not", arguments: [rsaToken, curveToken])
    func changed(token: String) throws {
        let letters = Array(token)
        for index in stride(from: 0, to: letters.count, by: 7) {
            var changed = letters
            changed[index] = letters[index] == "A" ? "Q" : "A"
            #expect((try? issuer(String(changed))) == nil, "letter \(index)")
        }
    }

    @Test("another algorithm, another form or an extension is not let in")
    func headers() throws {
        let signature = Self.rsaToken.split(separator: ".")[2]
        for header in [
            #"{"alg":"none"}"#, #"{"alg":"HS256"}"#, #"{"alg":"RS512"}"#, #"{"alg":"rs256"}"#, #"{"alg":["RS256"]}"#, "{}", "[]",
            "",
            #"{"alg":"RS256","crit":["b64"],"b64":false}"#, #"{"alg":"RS256","typ":"at+jwt"}"#, #"{"alg":"RS256","typ":1}"#,
        ] {
            #expect(throws: IdentityFault.self, "\(header)") {
                try WebToken(Base64URL.text(Array(header.utf8)) + "." + Self.body + "." + signature)
            }
        }
        for text in ["", ".", "..", "a.b", "a.b.c.d", Self.rsaToken + "=", Self.rsaToken + ".", " " + Self.rsaToken] {
            #expect(throws: IdentityFault.self, "\(text)") { try WebToken(text) }
        }
        // The signature is right, the algorithm is not that of the key.
        let asPSS = Base64URL.text(Array(#"{"alg":"PS256","kid":"r"}"#.utf8)) + "." + Self.body + "." + signature
        #expect((try? issuer(asPSS)) == nil)
    }

    @Test("a key that is weak, malformed or off the curve judges nothing")
    func weakKeys() {
        let message = Array("x".utf8)
        let signature = [UInt8](repeating: 1, count: 256)
        for (modulus, exponent) in [(128, [1, 0, 1]), (255, [1, 0, 1]), (256, [1]), (256, [2]), (256, []), (2000, [1, 0, 1])]
            as [(Int, [UInt8])]
        {
            let key = PublicSigningKey.rsa(modulus: [UInt8](repeating: 0xC1, count: modulus), exponent: exponent)
            #expect(!SignatureAlgorithm.rs256.verifies(signature, of: message, by: key))
        }
        for point in [[UInt8](repeating: 1, count: 32), [UInt8](repeating: 0, count: 32), [1]] {
            let key = PublicSigningKey.p256(x: point, y: point)
            #expect(!SignatureAlgorithm.es256.verifies([UInt8](repeating: 1, count: 64), of: message, by: key))
        }
    }

    @Test("of two keys that could be meant none is taken, and a name that is unknown names none")
    func ambiguous() throws {
        let token = try WebToken(Self.rsaToken)
        let other = #"{"kty": "RSA", "n": "\#(Self.modulus)", "e": "AQAB"}"#
        #expect(try keys(#"{"keys": [\#(other), \#(other)]}"#).key(for: token) == nil)
        #expect(try keys(#"{"keys": [\#(other)]}"#).key(for: token) != nil)
        #expect(try keys(#"{"keys": []}"#).key(for: token) == nil)
        #expect(throws: IdentityFault.self) { try keys("{}") }
        let named = Base64URL.text(Array(#"{"alg":"RS256","kid":"annan"}"#.utf8)) + "." + Self.body + ".AAAA"
        #expect(try keys().key(for: WebToken(named)) == nil)
    }

    /// RFC 4648, section 10, without its padding.
    @Test(
        "Base64 for addresses",
        arguments: [
            ("", ""), ("f", "Zg"), ("fo", "Zm8"), ("foo", "Zm9v"), ("foob", "Zm9vYg"), ("fooba", "Zm9vYmE"),
            ("foobar", "Zm9vYmFy"),
        ])
    func base64(plain: String, text: String) {
        #expect(Base64URL.text(Array(plain.utf8)) == text)
        #expect(Base64URL.bytes(text) == Array(plain.utf8))
        #expect(Base64URL.bytes(text + "=") == nil && Base64URL.bytes("+" + text) == nil)
        let all = [UInt8](0...255)
        #expect(Base64URL.bytes(Base64URL.text(all)) == all)
        // Bits that stand for nothing: another spelling of the same bytes.
        #expect(Base64URL.bytes("Zh") == nil)
    }

    @Test("a request is its cookie's alone, and holds ten minutes")
    func requests() throws {
        let start = Instant(rawValue: 1_800_000_000_000_000)
        let request = SignInRequest(at: start)
        let again = try #require(SignInRequest(cookie: request.secret, at: start + 599))
        #expect(again.state == request.state && again.nonce == request.nonce && again.challenge == request.challenge)
        #expect(Set([request.state, request.nonce, request.verifier, request.challenge]).count == 4)
        #expect(request.verifier.utf8.count == 43)
        #expect(SignInRequest(at: start).state != request.state)
        #expect(SignInRequest(cookie: request.secret, at: start + 600) == nil)
        #expect(SignInRequest(cookie: request.secret, at: start + -1) == nil)
        for nonsense in [
            "", ".", "a.1800000000", request.secret + ".1", String(request.secret.dropLast(11)), "x" + request.secret,
        ] {
            #expect(SignInRequest(cookie: nonsense, at: start) == nil)
        }
    }

    @Test("TLS everywhere but on this machine")
    func safeAddresses() {
        let addresses = [
            "https://idp.example.org/x", "http://127.0.0.1:8080/x", "http://localhost", "http://[::1]:1/",
            "http://idp.example.org",
            "http://127.0.0.1.evil.example/", "http://localhost.evil.example", "http://127.0.0.1@evil.example/",
            "http://127.0.0.1:1@evil.example/",
            "file:///etc/passwd", "ftp://x", "//x", "",
        ]
        #expect(addresses.map(ProviderAddress.isSafe) == [true, true, true, true] + Array(repeating: false, count: 9))
    }

    @Test("JSON as it is, and nothing else")
    func json() {
        #expect(
            JSONValue(Array(#"{"a": [true, 1, "x", null]}"#.utf8))
                == .object(["a": .list([.bool(true), .number(1), .text("x"), .null])]))
        #expect(JSONValue(Array("1".utf8)) == .number(1) && JSONValue(Array("false".utf8)) == .bool(false))
        for text in ["", "{", "{'a': 1}", "nej", String(repeating: "[", count: 20) + String(repeating: "]", count: 20)] {
            #expect(JSONValue(Array(text.utf8)) == nil)
        }
    }
}
