"""glewlwyd, a real OpenID provider, on loopback: set up by its own REST interface, with one client and one person."""

import gzip
import json
import os
import re
import sqlite3
import subprocess
import time
import urllib.parse
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat

from sakkunnig import PROVIDER, UNIT, free_port
from traveller import Traveller

DOCUMENTS = Path("/usr/share/doc/glewlwyd")
CLIENT = "sakkunnig"
SECRET = "en-lang-hemlighet.for_klienten~1"
USER, PASSWORD = "siv", "ett långt lösenord"


def text(path: Path) -> str:
    packed = path.with_name(path.name + ".gz")
    return gzip.decompress(packed.read_bytes()).decode() if packed.exists() else path.read_text("utf-8")


class Glewlwyd:
    def __init__(self, folder: Path, redirect: str) -> None:
        self.port = free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        self.issuer = f"{self.address}/api/oidc"
        store = folder / "glewlwyd.db"
        with sqlite3.connect(store) as database:
            database.executescript(text(DOCUMENTS / "database/init.sqlite3.sql"))
        settings = text(DOCUMENTS / "glewlwyd.conf.sample")
        for name, value in {
            "port": str(self.port), "external_url": f'"{self.address}"', "cookie_domain": '"127.0.0.1"', "cookie_secure": "0",
            "log_level": '"WARNING"', "path": f'"{store}"',
        }.items():
            settings = re.sub(rf"(?m)^(\s*){name}\s*=.*$", lambda found: f"{found[1]}{name}={value}", settings, count=1)
        (folder / "glewlwyd.conf").write_text(settings)
        self.output = (folder / "glewlwyd.log").open("wb")
        self.process = subprocess.Popen(
            ["glewlwyd", "--config-file", folder / "glewlwyd.conf"], stdout=self.output, stderr=subprocess.STDOUT, cwd=folder,
        )
        self.administrator = Traveller(self.address)
        begin = time.monotonic()
        while True:
            try:
                if self.call("GET", "/config", as_json=True).status == 200:
                    break
            except OSError:
                pass
            if self.process.poll() is not None or time.monotonic() - begin > 30:
                raise RuntimeError((folder / "glewlwyd.log").read_text("utf-8", "replace"))
            time.sleep(0.05)
        self.set_up(redirect)

    def call(self, method: str, path: str, value: dict | None = None, who: Traveller | None = None, as_json: bool = False):
        headers = {"Content-Type": "application/json"}
        base = self.address if as_json else f"{self.address}/api"
        body = None if value is None else json.dumps(value)
        return (who or self.administrator).request(method, base + path, headers=headers, body=body)

    def must(self, *call, **options) -> None:
        answer = self.call(*call, **options)
        assert answer.status == 200, f"{call[:2]}: {answer.status} {answer.text}"

    def set_up(self, redirect: str) -> None:
        self.must("POST", "/auth/", {"username": "admin", "password": "password"})
        key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        self.must("POST", "/mod/plugin/", {
            "module": "oidc", "name": "oidc", "display_name": "OpenID Connect", "enabled": True, "parameters": {
                "iss": self.issuer, "jwt-type": "rsa", "jwt-key-size": "256",
                "key": key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode(),
                "cert": key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode(),
                "access-token-duration": 3600, "refresh-token-duration": 3600, "code-duration": 60, "refresh-token-rolling": True,
                "allow-non-oidc": False, "auth-type-code-enabled": True, "auth-type-token-enabled": False, "auth-type-id-token-enabled": True,
                "auth-type-none-enabled": False, "auth-type-password-enabled": False, "auth-type-client-enabled": False,
                "auth-type-device-enabled": False, "auth-type-refresh-enabled": False, "scope": [], "additional-parameters": [],
                "claims": [
                    {"name": name, "user-property": name, "type": "string", "mandatory": True, "on-demand": False, "scope": []}
                    for name in ("employeeHsaId", "healthCareUnitHsaId", "healthCareProviderHsaId", "commissionPurpose")
                ],
                "name-claim": "mandatory", "subject-type": "public", "pkce-allowed": True, "pkce-method-plain-allowed": False,
                "pkce-required": True, "jwks-show": True, "session-management-allowed": False,
                "restrict-scope-client-property": "", "allowed-scope": ["openid"],
            },
        })
        # Of the person's properties the provider keeps those that it has been told of.
        users = json.loads(self.call("GET", "/mod/user/database").text)
        kept = {"multiple": False, "read": True, "write": True, "profile-read": False, "profile-write": False}
        for name in ("employeeHsaId", "healthCareUnitHsaId", "healthCareProviderHsaId", "commissionPurpose"):
            users["parameters"]["data-format"][name] = kept
        self.must("PUT", "/mod/user/database", users)
        self.must("PUT", "/mod/user/database/reset/")
        self.must("POST", "/client/", {
            "client_id": CLIENT, "name": "Sakkunnig", "confidential": True, "enabled": True, "client_secret": SECRET, "redirect_uri": [redirect],
            "authorization_type": ["code"], "token_endpoint_auth_method": ["client_secret_basic"], "scope": [],
        })
        self.must("POST", "/user/", {
            "username": USER, "password": PASSWORD, "name": "Siv Inloggarsson", "enabled": True, "scope": ["openid"],
            "employeeHsaId": "SE9900990001-P0009", "healthCareUnitHsaId": UNIT, "healthCareProviderHsaId": PROVIDER,
            "commissionPurpose": "Vård och behandling",
        })

    def sign_in(self, traveller: Traveller, away: str) -> str:
        """As the person does at the provider's own page: password, and yes to the client. Gives the address that leads back."""
        page = traveller.get(away)
        assert page.status == 302 and "/login.html?" in page.location, page.location
        self.must("POST", "/auth/", {"username": USER, "password": PASSWORD}, who=traveller)
        self.must("PUT", f"/auth/grant/{CLIENT}/", {"scope": "openid"}, who=traveller)
        back = traveller.get(dict(urllib.parse.parse_qsl(urllib.parse.urlsplit(page.location).query))["callback_url"] + "&g_continue")
        assert back.status == 302, back.text
        return back.location

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait(20)
        self.output.close()
