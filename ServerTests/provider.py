"""An identity provider on loopback that says what Inera's says, and that can be told to answer wrongly in every way there is."""

import base64
import hashlib
import hmac
import json
import secrets
import threading
import time
import urllib.parse
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from joserfc import jws
from joserfc.jwk import ECKey, RSAKey

from sakkunnig import PROVIDER, UNIT

CLIENT = "sakkunnig-test"
SECRET = "hemlig/åäö+test"
LOA3 = "http://id.sambi.se/loa/loa3"
EMPLOYEE = "SE9900990001-P0009"


def commission(number: int, name: str, purpose: str = "Vård och behandling", unit: str = UNIT, provider: str = PROVIDER) -> dict:
    return {
        "commissionHsaId": f"SE9900990001-U{number:04}", "commissionName": name, "commissionPurpose": purpose,
        "commissionRight": ["Läsa;Intyg;SJF"], "healthCareUnitHsaId": unit, "healthCareUnitName": "Vårdcentralen Prov",
        "healthCareProviderHsaId": provider, "healthCareProviderName": "Region Prov",
    }


class Provider:
    """`claims` and the other attributes are changed by a test before the browser comes."""

    def __init__(self) -> None:
        self.keys = {
            "RS256": RSAKey.generate_key(2048, {"kid": "r1", "use": "sig"}), "ES256": ECKey.generate_key("P-256", {"kid": "e1", "use": "sig"}),
        }
        self.keys["PS256"] = self.keys["RS256"]
        self.behave()
        self.codes: dict[str, dict] = {}
        self.asked: list[str] = []
        provider = self

        class Handler(BaseHTTPRequestHandler):
            def log_message(self, *_) -> None:
                pass

            def do_GET(self) -> None:
                provider.answer(self, "")

            def do_POST(self) -> None:
                provider.answer(self, self.rfile.read(int(self.headers["Content-Length"] or 0)).decode())

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.issuer = f"http://127.0.0.1:{self.server.server_port}/oidc"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def behave(self) -> None:
        """As a provider should; a test changes what it wants otherwise."""
        self.algorithm = "RS256"
        self.claims: dict = {}
        self.left_out: list[str] = []
        self.header: dict = {}
        self.commissions = [commission(1, "Läkare")]
        # Each changes a finished answer: (path) -> (status, headers, bytes) or None for the usual one.
        self.instead = lambda path: None
        self.change_token = lambda token: token
        self.change_answer = lambda parameters: parameters
        self.change_configuration = lambda configuration: configuration
        self.user_info: dict = {}

    def stop(self) -> None:
        self.server.shutdown()
        self.server.server_close()

    def answer(self, handler: BaseHTTPRequestHandler, body: str) -> None:
        parts = urllib.parse.urlsplit(handler.path)
        path = parts.path.removeprefix("/oidc")
        self.asked.append(path)
        query = dict(urllib.parse.parse_qsl(body or parts.query))
        made = self.instead(path)
        if made is None:
            step = {
                "/.well-known/openid-configuration": self.configuration, "/authorize": self.authorize, "/token": self.token,
                "/keys": self.key_set, "/userinfo": self.info, "/end": lambda *_: (200, {}, b"bye"),
            }.get(path)
            made = step(query, handler.headers) if step else (404, {}, b"")
        status, headers, content = made
        try:
            handler.send_response(status)
            for name, value in ({"Content-Type": "application/json", "Content-Length": str(len(content))} | headers).items():
                handler.send_header(name, value)
            handler.end_headers()
            handler.wfile.write(content)
        except OSError:
            pass

    @staticmethod
    def json(value, status: int = 200) -> tuple[int, dict, bytes]:
        return status, {}, json.dumps(value).encode()

    def configuration(self, *_):
        return self.json(self.change_configuration({
            "issuer": self.issuer, "authorization_endpoint": f"{self.issuer}/authorize", "token_endpoint": f"{self.issuer}/token",
            "jwks_uri": f"{self.issuer}/keys", "userinfo_endpoint": f"{self.issuer}/userinfo", "end_session_endpoint": f"{self.issuer}/end",
            "authorization_response_iss_parameter_supported": True,
        }))

    def key_set(self, *_):
        return self.json({"keys": [
            {"kty": "oct", "kid": "x", "k": "AAAA"}, {"kty": "RSA", "kid": "enc", "use": "enc", "n": "AAAA", "e": "AQAB"},
            self.keys["RS256"].as_dict(private=False), self.keys["ES256"].as_dict(private=False),
        ]})

    def authorize(self, query: dict, _):
        # What the standard and the profile ask for: refused here, so that the client is proved to send it.
        assert query["response_type"] == "code" and query["client_id"] == CLIENT and query["code_challenge_method"] == "S256"
        assert "openid" in query["scope"].split() and len(query["state"]) >= 43 and len(query["nonce"]) >= 43
        assert len({query["state"], query["nonce"], query["code_challenge"]}) == 3
        code = secrets.token_urlsafe(32)
        self.codes[code] = query
        parameters = self.change_answer({"code": code, "state": query["state"], "iss": self.issuer})
        return 302, {"Location": query["redirect_uri"] + "?" + urllib.parse.urlencode(parameters)}, b""

    def token(self, query: dict, headers):
        expected = base64.b64encode(f"{CLIENT}:{urllib.parse.quote(SECRET, safe='')}".encode()).decode()
        if headers["Authorization"] != f"Basic {expected}":
            return self.json({"error": "invalid_client"}, 401)
        asked = self.codes.pop(query.get("code", ""), None)
        verifier = hashlib.sha256(query.get("code_verifier", "").encode()).digest()
        if asked is None or query["redirect_uri"] != asked["redirect_uri"] or query["grant_type"] != "authorization_code" or (
            base64.urlsafe_b64encode(verifier).rstrip(b"=").decode() != asked["code_challenge"]
        ):
            return self.json({"error": "invalid_grant"}, 400)
        claims = {
            "iss": self.issuer, "sub": "191212121212", "aud": CLIENT, "nonce": asked["nonce"], "iat": int(time.time()),
            "exp": int(time.time()) + 300, "acr": LOA3, "given_name": "Siv", "family_name": "Inloggarsson", "employeeHsaId": EMPLOYEE,
            "healthcareProfessionalLicense": ["LK"], "allCommissions": self.commissions, **(self.commissions[0] if self.commissions else {}),
        } | self.claims
        for name in self.left_out:
            claims.pop(name, None)
        return self.json({
            "access_token": secrets.token_urlsafe(16), "token_type": "Bearer", "id_token": self.change_token(self.signed(claims)),
        })

    def signed(self, claims: dict, algorithm: str | None = None, key=None, header: dict | None = None) -> str:
        algorithm = algorithm or self.algorithm
        key = key or self.keys[algorithm]
        header = {"alg": algorithm, "kid": key.kid, "typ": "JWT"} | self.header | (header or {})
        return jws.serialize_compact(
            {name: value for name, value in header.items() if value is not None}, json.dumps(claims), key,
            registry=jws.JWSRegistry(algorithms=["RS256", "PS256", "ES256", "RS512"], strict_check_header=False),
        )

    def info(self, _, headers):
        assert headers["Authorization"].startswith("Bearer ")
        return self.json({"sub": "191212121212"} | self.user_info)

    def signed_with_public_key(self, claims: dict) -> str:
        """HS256 with the public key's text as if it were a secret that both sides share. By hand: the library refuses to."""
        parts = [{"alg": "HS256", "kid": "r1", "typ": "JWT"}, claims]
        text = ".".join(encoded(json.dumps(part).encode()) for part in parts)
        return f"{text}.{encoded(hmac.digest(self.keys['RS256'].as_pem(private=False), text.encode(), 'sha256'))}"


def encoded(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).rstrip(b"=").decode()


def claims_of(token: str) -> dict:
    body = token.split(".")[1]
    return json.loads(base64.urlsafe_b64decode(body + "=" * (-len(body) % 4)))
