"""Signing in through an identity provider: what Inera's says becomes person, unit and role, and a wrong answer lets nobody in."""

import json
import re
import subprocess
import time
import urllib.parse

import pytest
from joserfc.jwk import ECKey, RSAKey

from provider import CLIENT, EMPLOYEE, LOA3, SECRET, Provider, claims_of, commission, encoded
from sakkunnig import PROVIDER, UNIT, Server, done, free_port, run
from traveller import Traveller

SETTINGS = """
issuer: {issuer}
clientId: {client}
clientSecretFile: {secret}
site: {site}
button: Logga in med e-tjänstekort
scopes: [openid, commission]
acr: [{acr}]
userInfo: {user_info}
roles:
  - role: physician
    purpose: [Vård och behandling]
    name: [Läkare]
    licence: [LK]
  - role: rehabCoordinator
    name: [Rehabkoordinator]
  - role: logReviewer
    place: provider
    purpose: [Uppföljning]
"""


@pytest.fixture
def database(analysed, tmp_path) -> str:
    copy = tmp_path / "enhet.db"
    copy.write_bytes(analysed.read_bytes())
    return str(copy)


@pytest.fixture
def provider():
    provider = Provider()
    yield provider
    provider.stop()


def settings(folder, provider: Provider, address: str, user_info: bool = False):
    """The file for a server at the address, beside the secret that it names."""
    (folder / "secret").write_text(SECRET + "\n")
    (folder / "secret").chmod(0o600)
    file = folder / "inloggning.yaml"
    file.write_text(SETTINGS.format(
        issuer=provider.issuer, client=CLIENT, secret=folder / "secret", site=address, acr=LOA3, user_info=str(user_info).lower(),
    ))
    return file


@pytest.fixture(scope="module")
def shared(analysed, tmp_path_factory):
    """One provider and one server for all that differs in an answer alone: starting a server costs more than the test."""
    folder = tmp_path_factory.mktemp("shared")
    (folder / "enhet.db").write_bytes(analysed.read_bytes())
    provider, port = Provider(), free_port()
    address = f"http://127.0.0.1:{port}"
    file = settings(folder, provider, address)
    with Server(str(folder / "enhet.db"), folder, "--port", port, "--identity-provider", file) as server:
        yield provider, server, address
    provider.stop()


@pytest.fixture
def site(database, tmp_path, provider):
    """site() gives a browser at a server that knows the provider."""
    servers: list[Server] = []

    def site(user_info: bool = False, prefix: tuple = ()) -> Traveller:
        port = free_port()
        address = f"http://127.0.0.1:{port}"
        file = settings(tmp_path, provider, address, user_info)
        traveller = Traveller(address)

        def start() -> None:
            traveller.server = Server(database, tmp_path, "--port", port, "--identity-provider", file, prefix=prefix)
            servers.append(traveller.server)

        def between(*command) -> str:
            """What the command prints, run while the server is down, as the database is one process's at a time."""
            traveller.server.stop()
            printed = done(*command, "--database", database)
            start()
            return printed

        start()
        traveller.between = between
        return traveller

    yield site
    for server in servers:
        server.kill()


def events(traveller: Traveller) -> list[dict]:
    lines = [json.loads(line) for line in traveller.server.text().splitlines() if line.startswith("{")]
    return [line for line in lines if line["message"] == "security"]


@pytest.mark.parametrize("algorithm", ["RS256", "PS256", "ES256"])
def test_a_right_answer_lets_in(site, provider, algorithm):
    provider.algorithm = algorithm
    traveller = site()
    assert "Logga in med e-tjänstekort" in traveller.get("/logga-in").text
    away = traveller.get("/logga-in/legitimera")
    for part in ["HttpOnly", "SameSite=Lax", "Max-Age=600", "Path=/"]:
        assert part in away.headers["Set-Cookie"]
    answer = traveller.sign_in()
    assert (answer.status, answer.location) == (303, "/")
    page = traveller.get("/sjukfall")
    assert page.status == 200 and "Siv Inloggarsson" in page.text and "Läkare" in page.text
    assert "legitimering" not in traveller.cookies[urllib.parse.urlsplit(traveller.site).netloc]
    account = traveller.get("/konto").text
    assert "E-tjänstekort" in account and "/konto/losenord" not in account
    assert traveller.get("/konto/losenord").status == 404
    # The account and the role are new. The page of the password, which there is none of, is looked for once.
    assert [event["event"] for event in events(traveller)] == ["account made", "role given", "signed in", "not there, or another's"]
    log = traveller.server.text()
    for secret in ["Inloggarsson", EMPLOYEE, EMPLOYEE.lower(), "191212121212", SECRET, "code=", "state="]:
        assert secret not in log, secret


def test_the_person_chooses_among_several_commissions_and_gets_no_other(site, provider):
    provider.commissions = [
        commission(1, "Läkare"), commission(2, "Rehabkoordinator"), commission(3, "Något annat"),
        commission(4, "Läkare", unit="SE9900990001-9999"), commission(5, "Läkare", provider="SE9900990002-0001"),
        commission(6, "Granskare", purpose="Uppföljning", unit=""),
    ]
    traveller = site()
    assert traveller.sign_in().location == "/"
    page = traveller.get(traveller.get("/").location)
    roles = re.findall(r"</strong>([^<]+)</span>", page.text)
    assert sorted(roles) == ["Logggranskare", "Läkare", "Rehabkoordinator"]
    choice = re.search(r'value="(\d+)"><span><strong>[^<]*</strong>Rehabkoordinator', page.text)
    assert traveller.post("/valj-enhet", {"enhet": choice[1]}).status == 303
    assert "Rehabkoordinator" in traveller.get("/sjukfall").text
    # The next time the provider shows one of them alone: the others have ended, and with them the session that stood on one.
    provider.commissions = [commission(1, "Läkare")]
    second = Traveller(traveller.site)
    second.sign_in()
    assert "Läkare" in second.get("/sjukfall").text
    assert second.post("/valj-enhet", {"enhet": choice[1]}).status == 404
    assert second.is_signed_in and not traveller.is_signed_in


def test_the_commission_that_was_chosen_at_the_provider_is_enough(site, provider):
    provider.left_out = ["allCommissions"]
    traveller = site()
    traveller.sign_in()
    assert traveller.get("/sjukfall").status == 200


def test_no_commission_here_opens_nothing_and_makes_no_account(site, provider):
    provider.commissions = [commission(3, "Något annat")]
    traveller = site()
    answer = traveller.sign_in()
    assert answer.status == 403 and "Ditt uppdrag ger ingen roll här" in answer.text
    assert not traveller.is_signed_in
    assert EMPLOYEE.lower() not in traveller.between("user", "list")


def test_a_disabled_account_stays_out(site, provider):
    traveller = site()
    traveller.sign_in()
    assert traveller.is_signed_in
    user = [line.split("\t")[0] for line in traveller.between("user", "list").splitlines() if EMPLOYEE.lower() in line][0]
    assert traveller.is_signed_in
    traveller.between("user", "disable", user)
    assert not traveller.is_signed_in
    answer = traveller.sign_in()
    assert answer.status == 403 and "Ditt konto är avstängt" in answer.text


def test_an_account_that_was_made_for_the_hsa_id_is_taken_over_by_one_identity(site, provider, database):
    done("user", "add", "siv", "--name", "S", "--hsa-id", EMPLOYEE, "--database", database, input="tre slumpade ord\n")
    traveller = site()
    assert traveller.sign_in().status == 303
    listed = traveller.between("user", "list")
    assert "siv\tSiv Inloggarsson" in listed and EMPLOYEE.lower() not in listed
    provider.claims = {"sub": "någon annan"}
    assert Traveller(traveller.site).sign_in().status == 403
    # Another employment of the same person is an account of its own.
    provider.claims = {"employeeHsaId": "SE9900990001-P0010"}
    assert Traveller(traveller.site).sign_in().status == 303
    assert "se9900990001-p0010@" in traveller.between("user", "list")


def test_user_info_adds_claims_and_never_replaces_signed_ones(site, provider):
    provider.left_out = ["employeeHsaId", "given_name"]
    provider.user_info = {"employeeHsaId": EMPLOYEE, "given_name": "Siv", "family_name": "Falsk", "acr": "x"}
    traveller = site(user_info=True)
    assert traveller.sign_in().status == 303
    assert "Siv Inloggarsson" in traveller.get("/konto").text
    provider.user_info = {"employeeHsaId": EMPLOYEE, "sub": "någon annan"}
    assert Traveller(traveller.site).sign_in().status == 403


def test_signing_out_leads_on_to_the_provider(site, provider):
    traveller = site()
    traveller.sign_in()
    old = dict(traveller.cookies[urllib.parse.urlsplit(traveller.site).netloc])
    answer = traveller.post("/logga-ut", {})
    assert answer.location == "/utloggad" and "cache" in answer.headers["Clear-Site-Data"]
    assert "/utloggad/vidare" in traveller.get("/utloggad").text
    end = traveller.get("/utloggad/vidare").location
    assert end.startswith(f"{provider.issuer}/end?client_id={CLIENT}&post_logout_redirect_uri=")
    traveller.cookies[urllib.parse.urlsplit(traveller.site).netloc] = old
    assert not traveller.is_signed_in


def none_token(provider: Provider):
    head = encoded(json.dumps({"alg": "none"}).encode())
    provider.change_token = lambda token: f"{head}.{token.split('.')[1]}."


def resigned(provider: Provider, **options):
    """The same claims, signed in another way."""
    provider.change_token = lambda token: provider.signed(claims_of(token), **options)


def flipped(provider: Provider):
    def change(token: str) -> str:
        head, body, signature = token.split(".")
        letter = "A" if signature[10] != "A" else "B"
        return f"{head}.{body}.{signature[:10]}{letter}{signature[11:]}"
    provider.change_token = change


def swapped_body(provider: Provider):
    def change(token: str) -> str:
        head, _, signature = token.split(".")
        return f"{head}.{encoded(json.dumps(claims_of(token) | {'sub': 'någon annan'}).encode())}.{signature}"
    provider.change_token = change


def claims(**changed):
    def set_claims(provider: Provider) -> None:
        provider.claims = changed
    return set_claims


def without(*names):
    def leave_out(provider: Provider) -> None:
        provider.left_out = list(names)
    return leave_out


def answering(**changed):
    def set_answer(provider: Provider) -> None:
        provider.change_answer = lambda parameters: {n: v for n, v in (parameters | changed).items() if v is not None}
    return set_answer


def configured(**changed):
    def set_configuration(provider: Provider) -> None:
        provider.change_configuration = lambda configuration: configuration | changed
    return set_configuration


REFUSED = {
    "a flipped bit in the signature": flipped,
    "another body under the signature": swapped_body,
    "no signature, alg none": none_token,
    "the public key as a shared secret, HS256": lambda p: setattr(
        p, "change_token", lambda token: p.signed_with_public_key(claims_of(token))),
    "another algorithm of the same key, RS512": lambda p: resigned(p, algorithm="RS512", key=p.keys["RS256"]),
    "another's key under the same name": lambda p: resigned(p, key=RSAKey.generate_key(2048, {"kid": "r1"})),
    "another's curve key under the same name": lambda p: resigned(p, algorithm="ES256", key=ECKey.generate_key("P-256", {"kid": "e1"})),
    "an unknown key": lambda p: resigned(p, header={"kid": "okänd"}),
    "an RSA key named by an ES256 token": lambda p: resigned(p, algorithm="ES256", key=p.keys["ES256"], header={"kid": "r1"}),
    "an access token": lambda p: resigned(p, header={"typ": "at+jwt"}),
    "no token": lambda p: setattr(p, "change_token", lambda token: ""),
    "no token at all": lambda p: setattr(p, "change_token", lambda token: {"a": 1}),
    "two parts": lambda p: setattr(p, "change_token", lambda token: token.rsplit(".", 1)[0]),
    "another issuer": claims(iss="https://idp.example.org"),
    "the issuer with a slash more": lambda p: claims(iss=p.issuer + "/")(p),
    "another audience": claims(aud="någon-annan"),
    "more audiences": claims(aud=[CLIENT, "någon-annan"]),
    "no audience": without("aud"),
    "another authorised party": claims(azp="någon-annan"),
    "another nonce": claims(nonce="x" * 43),
    "no nonce": without("nonce"),
    "expired": claims(exp=int(time.time()) - 120),
    "no expiry": without("exp"),
    "expiry as a text": claims(exp="9999999999"),
    "from the future": claims(iat=int(time.time()) + 3600),
    "not yet valid": claims(nbf=int(time.time()) + 3600),
    "a lower level of assurance": claims(acr="http://id.sambi.se/loa/loa2"),
    "no level of assurance": without("acr"),
    "nobody": without("sub"),
    "an empty subject": claims(sub=""),
    "no employee": without("employeeHsaId"),
    "another state": answering(state="x" * 43),
    "no state": answering(state=None),
    "another issuer in the answer": answering(iss="https://idp.example.org"),
    "no issuer in the answer, where it is promised": answering(iss=None),
    "a made-up code": answering(code="x" * 43),
}


@pytest.mark.parametrize("wrong", REFUSED)
def test_a_wrong_answer_is_refused(shared, wrong):
    provider, server, address = shared
    before = len(server.text())
    REFUSED[wrong](provider)
    traveller = Traveller(address)
    try:
        answer = traveller.sign_in()
    finally:
        provider.behave()
    assert answer.status == 403, answer.text
    assert "Inloggningen gick inte att lita på" in answer.text
    assert not traveller.is_signed_in
    lines = [json.loads(line) for line in server.text()[before:].splitlines()]
    refused = [line for line in lines if line["message"] == "security"]
    assert [line["event"] for line in refused] == ["identity provider's answer refused"] and refused[0]["reason"] != "given up"
    # As soon as the provider is itself again, it lets in.
    assert traveller.sign_in().status == 303


def instead(path: str, status: int = 200, headers: dict | None = None, content: bytes = b"", wait: float = 0):
    def set_instead(provider: Provider) -> None:
        def answer(asked: str):
            if asked != path:
                return None
            time.sleep(wait)
            return status, headers or {}, content
        provider.instead = answer
    return set_instead


AWAY = {
    "no description": instead("/.well-known/openid-configuration", 404),
    "a description that is no JSON": instead("/.well-known/openid-configuration", content=b"<html>"),
    "a description of a megabyte": instead("/.well-known/openid-configuration", content=b" " * 1_000_000 + b"{}"),
    "a description that leads elsewhere": instead("/.well-known/openid-configuration", 302, {"Location": "http://127.0.0.1:1/"}),
    "an address without TLS": configured(token_endpoint="http://idp.example.org/token"),
    "an address of another kind": configured(jwks_uri="file:///etc/passwd"),
    "keys of a megabyte": instead("/keys", content=b"[" * 1_000_000),
    "keys that are no JSON": instead("/keys", content=b"nej"),
    "keys that are no set": instead("/keys", content=b"[]"),
    "a token answer that is no JSON": instead("/token", content=b"nej"),
    "a token answer nested deeply": instead("/token", content=b"[" * 10_000 + b"]" * 10_000),
    "a token answer of a megabyte": instead("/token", content=b'{"id_token":"' + b"a" * 1_000_000 + b'"}'),
    "a provider that hangs": instead("/token", wait=15),
}


@pytest.mark.parametrize("away", AWAY)
def test_a_provider_that_is_away_is_told_of(site, provider, away):
    AWAY[away](provider)
    traveller = site()
    begin = time.monotonic()
    answer = traveller.get("/logga-in/legitimera")
    if answer.status == 303:
        answer = traveller.get(traveller.get(answer.location).location)
    assert time.monotonic() - begin < 14
    assert answer.status == 502 and "Legitimeringen svarar inte" in answer.text
    assert not traveller.is_signed_in
    assert traveller.get("/om").status == 200


def test_a_provider_that_calls_itself_by_another_name_is_not_asked(site, provider):
    configured(issuer="https://idp.example.org")(provider)
    assert site().get("/logga-in/legitimera").status == 403
    assert provider.asked == ["/.well-known/openid-configuration"]


def test_an_answer_is_taken_once_and_in_the_browser_that_asked(site, provider):
    victim, attacker = site(), None
    attacker = Traveller(victim.site)
    attacker.server = victim.server
    # Somebody else's answer, in a browser that has not asked, and in one that has asked for itself.
    stolen = victim.callback()
    answer = attacker.get(stolen)
    assert answer.status == 403 and "Inloggningen avbröts" in answer.text
    attacker.callback()
    assert attacker.get(stolen).status == 403
    assert not attacker.is_signed_in
    jar = dict(victim.cookies[urllib.parse.urlsplit(victim.site).netloc])
    assert victim.get(stolen).status == 303
    # The same address again, also with the cookie of then.
    replay = Traveller(victim.site)
    replay.cookies[urllib.parse.urlsplit(victim.site).netloc] = jar
    before = provider.asked.count("/token")
    assert replay.get(stolen).status == 403
    assert provider.asked.count("/token") == before
    assert not replay.is_signed_in
    # A used code in a new request: the provider refuses it.
    again = Traveller(victim.site)
    code = urllib.parse.parse_qs(urllib.parse.urlsplit(stolen).query)["code"][0]
    fresh = urllib.parse.urlsplit(again.callback())
    query = dict(urllib.parse.parse_qsl(fresh.query)) | {"code": code}
    assert again.get(f"{fresh.path}?{urllib.parse.urlencode(query)}").status == 403
    assert not again.is_signed_in


def test_a_person_who_says_no_is_let_go(site, provider):
    answering(code=None, error="access_denied", error_description="<script>alert(1)</script>")(provider)
    answer = site().sign_in()
    assert answer.status == 403 and "Inloggningen avbröts" in answer.text and "alert" not in answer.text


def test_new_keys_are_fetched_once_and_not_for_every_made_up_name(site, provider, monkeypatch):
    monkeypatch.setenv("FAKETIME_DONT_FAKE_MONOTONIC", "1")
    from sakkunnig import shifted

    # A minute of the server's in a second, so that the floor between two fetches can be seen.
    provider.claims = {"exp": int(time.time()) + 10_000_000}
    traveller = site(prefix=shifted("+0 x60"))
    assert traveller.sign_in().status == 303
    assert provider.asked.count("/keys") == 1
    provider.keys["RS256"] = RSAKey.generate_key(2048, {"kid": "r2", "use": "sig"})
    time.sleep(1.5)
    assert Traveller(traveller.site).sign_in().status == 303
    assert provider.asked.count("/keys") == 2
    resigned(provider, header={"kid": "påhittad"})
    for _ in range(3):
        assert Traveller(traveller.site).sign_in().status == 403
    assert provider.asked.count("/keys") <= 3


@pytest.mark.parametrize(
    "change, words",
    [
        ("clientid: x\n", "nyckeln ”clientid” är okänd"),
        ("", "roles: saknas"),
        ("roles:\n  - role: physician\n    purpose: [x]\n", "clientId: saknas"),
        ("clientId: x\nroles: []\n", "roles"), ("clientId: x\nroles:\n  - role: kung\n    purpose: [x]\n", "”kung” är okänd"),
        ("clientId: x\nroles:\n  - role: physician\n", "saknar villkor"),
        ("clientId: x\nroles:\n  - role: physician\n    purpose: x\n", "purpose"),
        ("clientId: x\nroles:\n  - role: physician\n    place: provider\n    purpose: [x]\n", "finns på en enhet"),
        ("clientId: x\nclaims: {persson: x}\nroles:\n  - role: physician\n    purpose: [x]\n", "nyckeln ”persson” är okänd"),
    ],
)
def test_a_fault_in_the_file_is_named_with_its_line(database, tmp_path, change, words):
    file = tmp_path / "inloggning.yaml"
    file.write_text(f"issuer: https://idp.example.org\nclientSecretFile: x\nsite: https://s.example.org\n{change}")
    result = run("serve", "--database", database, "--port", "0", "--identity-provider", file)
    assert result.returncode != 0
    assert words in result.stderr and re.search(r"inloggning\.yaml rad \d+", result.stderr), result.stderr


def test_what_the_file_names_is_looked_at_when_the_server_starts(database, provider, tmp_path):
    file = settings(tmp_path, provider, "http://127.0.0.1:1")
    serve = ("serve", "--database", database, "--port", "0", "--identity-provider", file)
    (tmp_path / "secret").chmod(0o644)
    result = run(*serve, timeout=60)
    assert result.returncode == 1 and f"Andra än ägaren kommer åt {tmp_path}/secret" in result.stderr, result.stderr
    (tmp_path / "secret").chmod(0o600)
    authorities, text = tmp_path / "ca.pem", file.read_text()
    file.write_text(text + f"authoritiesFile: {authorities}\n")
    junk = "-----BEGIN CERTIFICATE-----\nskräp\n-----END CERTIFICATE-----\n"
    for content, words in [(None, "går inte att läsa"), ("skräp", "inget certifikat"), (junk, "inget certifikat")]:
        if content is not None:
            authorities.write_text(content)
        result = run(*serve, timeout=60)
        assert result.returncode == 1 and f"{authorities} " in result.stderr and words in result.stderr, result.stderr


def test_that_every_level_of_assurance_is_taken_is_told_at_the_start(database, provider, tmp_path):
    file = settings(tmp_path, provider, "http://127.0.0.1:1")
    authorities = tmp_path / "ca.pem"
    # As large as providers' are: a program that reads where the text was finds a small one still there.
    making = ("req", "-x509", "-newkey", "rsa:4096", "-nodes", "-subj", "/CN=prov", "-keyout", tmp_path / "ca.key", "-out", authorities)
    subprocess.run(["openssl", *making], check=True, capture_output=True)
    file.write_text(file.read_text() + f"authoritiesFile: {authorities}\n")
    for is_told in (False, True):
        if is_told:
            file.write_text(re.sub("acr: .*\n", "", file.read_text()))
        with Server(database, tmp_path, "--identity-provider", file) as server:
            assert ("acr is missing" in server.text()) == is_told
            server.stop()
