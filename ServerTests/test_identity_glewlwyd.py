"""Signing in through glewlwyd, a real provider that demands PKCE, a right client secret and its own consent."""

import urllib.parse

import pytest

from glewlwyd import CLIENT, SECRET, Glewlwyd
from sakkunnig import Server, free_port
from traveller import Traveller

SETTINGS = """
issuer: {issuer}
clientId: {client}
clientSecretFile: {secret}
site: {site}
claims: {{givenName: name, familyName: family_name}}
roles:
  - role: physician
    purpose: [vård och behandling]
"""


@pytest.fixture
def database(analysed, tmp_path) -> str:
    copy = tmp_path / "enhet.db"
    copy.write_bytes(analysed.read_bytes())
    return str(copy)


@pytest.fixture
def meeting(database, tmp_path):
    """meeting(secret) gives a running provider and a browser at a server that knows it."""
    running: list = []

    def meeting(secret: str = SECRET) -> tuple[Glewlwyd, Traveller]:
        port = free_port()
        site = f"http://127.0.0.1:{port}"
        provider = Glewlwyd(tmp_path, f"{site}/logga-in/svar")
        running.append(provider.stop)
        (tmp_path / "secret").write_text(secret)
        (tmp_path / "secret").chmod(0o600)
        file = tmp_path / "inloggning.yaml"
        file.write_text(SETTINGS.format(issuer=provider.issuer, client=CLIENT, secret=tmp_path / "secret", site=site))
        server = Server(database, tmp_path, "--port", port, "--identity-provider", file)
        running.append(server.kill)
        traveller = Traveller(site)
        traveller.server = server
        return provider, traveller

    yield meeting
    for stop in reversed(running):
        stop()


def test_a_real_provider_lets_in(meeting):
    provider, traveller = meeting()
    back = provider.sign_in(traveller, traveller.get("/logga-in/legitimera").location)
    assert traveller.get(back).location == "/"
    page = traveller.get("/sjukfall")
    assert page.status == 200 and "Siv Inloggarsson" in page.text and "Läkare" in page.text
    # The same answer once more is nobody's.
    other = Traveller(traveller.site)
    assert other.get(back).status == 403 and not other.is_signed_in


def test_the_provider_demands_the_proof_that_only_this_browser_has(meeting):
    provider, traveller = meeting()
    stolen = provider.sign_in(traveller, traveller.get("/logga-in/legitimera").location)
    thief = Traveller(traveller.site)
    thief.server = traveller.server
    # The thief's own request, answered with the victim's code: the verifier is another, and the provider says no.
    own = urllib.parse.urlsplit(thief.get("/logga-in/legitimera").location)
    state = dict(urllib.parse.parse_qsl(own.query))["state"]
    code = dict(urllib.parse.parse_qsl(urllib.parse.urlsplit(stolen).query))["code"]
    answer = thief.get(f"/logga-in/svar?code={code}&state={state}")
    assert answer.status == 403 and not thief.is_signed_in
    assert "the provider gives no token, status 403" in traveller.server.text()


def test_a_wrong_client_secret_lets_nobody_in(meeting):
    provider, traveller = meeting("fel-hemlighet")
    back = provider.sign_in(traveller, traveller.get("/logga-in/legitimera").location)
    assert traveller.get(back).status == 403
    assert not traveller.is_signed_in
