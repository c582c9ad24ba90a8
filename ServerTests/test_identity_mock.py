"""Signing in through oidc-provider-mock, an independent provider that says whatever it is told to of a person: claims shaped as
Inera's, and answers that only our own checks stand against, as it asks for no proof itself."""

import json
import re
import threading
import time
import urllib.parse

import oidc_provider_mock
import pytest
from werkzeug.serving import make_server

from provider import CLIENT, EMPLOYEE, LOA3, SECRET, commission
from sakkunnig import Server, free_port
from traveller import Traveller

# The provider's own, of what it is built on.
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")

PERSON = "197001011234"
SETTINGS = """
issuer: {issuer}
clientId: {client}
clientSecretFile: {secret}
site: {site}
scopes: [openid, profile]
acr: [{acr}]
roles:
  - role: physician
    name: [Läkare]
    licence: [LK]
  - role: rehabCoordinator
    name: [Rehabkoordinator]
"""


class Mock:
    """The provider on loopback. `keys` is whose keys it shows: another provider's, and no signature of its own is right."""

    def __init__(self) -> None:
        self.own, self.stranger = oidc_provider_mock.app(), oidc_provider_mock.app()
        self.keys = self.own
        self.server = make_server("localhost", 0, self.answer, threaded=True)
        self.issuer = f"http://localhost:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def answer(self, environ: dict, start):
        return (self.keys if environ["PATH_INFO"] == "/jwks" else self.own)(environ, start)

    def stop(self) -> None:
        self.server.shutdown()
        self.server.server_close()


class Person(Traveller):
    """A browser whose person says yes at the provider's own page."""

    def __init__(self, site: str, mock: Mock) -> None:
        super().__init__(site)
        self.mock = mock

    def tell(self, *commissions: dict, **claims) -> None:
        """What the provider says of the person from now on; what is None is left out."""
        said = {
            "acr": LOA3, "given_name": "Siv", "family_name": "Inloggarsson", "employeeHsaId": EMPLOYEE,
            "healthcareProfessionalLicense": ["LK"], "allCommissions": list(commissions), **commissions[0],
        } | claims
        answer = self.request(
            "PUT", f"{self.mock.issuer}/users/{PERSON}", headers={"Content-Type": "application/json"},
            body=json.dumps({name: value for name, value in said.items() if value is not None}),
        )
        assert answer.status == 204, answer.text

    def callback(self) -> str:
        away = self.get("/logga-in/legitimera")
        assert away.status == 303, away.text
        back = self.request("POST", away.location, {"sub": PERSON})
        assert back.status == 302, back.text
        return back.location


@pytest.fixture
def person(analysed, tmp_path):
    """At a server that knows the provider; both are new, as is what the server has learnt of its keys."""
    (tmp_path / "enhet.db").write_bytes(analysed.read_bytes())
    (tmp_path / "secret").write_text(SECRET)
    (tmp_path / "secret").chmod(0o600)
    mock, port = Mock(), free_port()
    site, file = f"http://127.0.0.1:{port}", tmp_path / "inloggning.yaml"
    file.write_text(SETTINGS.format(issuer=mock.issuer, client=CLIENT, secret=tmp_path / "secret", site=site, acr=LOA3))
    with Server(str(tmp_path / "enhet.db"), tmp_path, "--port", port, "--identity-provider", file) as server:
        person = Person(site, mock)
        person.server = server
        yield person
    mock.stop()


def test_claims_as_inera_shapes_them_give_role_and_unit(person):
    person.tell(commission(1, "Läkare"))
    assert person.sign_in().location == "/"
    page = person.get("/sjukfall")
    assert page.status == 200
    for words in ["Siv Inloggarsson", "Läkare", "Vårdcentralen Prov"]:
        assert words in page.text


def test_the_page_that_was_asked_for_opens_after_the_provider(person):
    person.tell(commission(1, "Läkare"))
    assert person.get("/sjukfall?ordna=dag").location == "/logga-in?till=%2Fsjukfall%3Fordna%3Ddag"
    assert 'href="/logga-in/legitimera?till=%2Fsjukfall%3Fordna%3Ddag"' in person.get("/logga-in?till=%2Fsjukfall%3Fordna%3Ddag").text
    away = person.get("/logga-in/legitimera?till=%2Fsjukfall%3Fordna%3Ddag")
    back = person.request("POST", away.location, {"sub": PERSON})
    assert person.get(back.location).location == "/sjukfall?ordna=dag"
    # Once: the next time leads home, and so does what is no page of ours.
    assert person.sign_in().location == "/"
    away = person.get("/logga-in/legitimera?till=%2F%2Fevil.test")
    back = person.request("POST", away.location, {"sub": PERSON})
    assert person.get(back.location).location == "/"


def test_of_several_commissions_the_person_chooses_one(person):
    person.tell(
        commission(1, "Läkare"), commission(2, "Rehabkoordinator"), commission(3, "Något annat"),
        commission(4, "Läkare", unit="SE9900990001-9999"), commission(5, "Läkare", provider="SE9900990002-0001"),
    )
    assert person.sign_in().location == "/"
    page = person.get(person.get("/").location)
    offered = dict(re.findall(r'value="(\d+)"><span><strong>Vårdcentralen Prov</strong>([^<]+)', page.text))
    assert sorted(offered.values()) == ["Läkare", "Rehabkoordinator"]
    choice = next(number for number, role in offered.items() if role == "Rehabkoordinator")
    assert person.post("/valj-enhet", {"enhet": choice}).status == 303
    assert "Rehabkoordinator" in person.get("/sjukfall").text


# What the provider says instead, and what the log says of it.
WRONG = {
    "another issuer": ({"iss": "https://idp.example.org"}, "issuer"),
    "another audience": ({"aud": "någon-annan"}, "audience"),
    "another nonce": ({"nonce": "x" * 43}, "nonce"),
    "expired": ({"exp": int(time.time()) - 120}, "expired"),
    "a lower level of assurance": ({"acr": "http://id.sambi.se/loa/loa2"}, "assurance"),
    "no employee": ({"employeeHsaId": None}, "employee"),
    "a signature by other keys than it shows": ({}, "signature"),
}


@pytest.mark.parametrize("wrong", WRONG)
def test_a_wrong_answer_is_refused(person, wrong):
    claims, reason = WRONG[wrong]
    person.tell(commission(1, "Läkare"), **claims)
    if not claims:
        person.mock.keys = person.mock.stranger
    answer = person.sign_in()
    assert answer.status == 403 and "Inloggningen gick inte att lita på" in answer.text
    assert not person.is_signed_in
    lines = [json.loads(line) for line in person.server.text().splitlines() if '"security"' in line]
    assert [line["event"] for line in lines] == ["identity provider's answer refused"] and reason in lines[0]["reason"]


def test_an_answer_is_taken_once(person):
    person.tell(commission(1, "Läkare"))
    back = person.callback()
    jar = dict(person.cookies[urllib.parse.urlsplit(person.site).netloc])
    assert person.get(back).status == 303
    replay = Person(person.site, person.mock)
    replay.cookies[urllib.parse.urlsplit(person.site).netloc] = jar
    assert replay.get(back).status == 403 and not replay.is_signed_in
    # The used code in an answer to a new request.
    code = urllib.parse.parse_qs(urllib.parse.urlsplit(back).query)["code"][0]
    fresh = urllib.parse.urlsplit(replay.callback())
    query = dict(urllib.parse.parse_qsl(fresh.query)) | {"code": code}
    assert replay.get(f"{fresh.path}?{urllib.parse.urlencode(query)}").status == 403 and not replay.is_signed_in


def test_another_persons_code_is_refused_by_us_though_the_provider_gives_a_token_for_it(person):
    person.tell(commission(1, "Läkare"))
    code = urllib.parse.parse_qs(urllib.parse.urlsplit(person.callback()).query)["code"][0]
    thief = Person(person.site, person.mock)
    own = urllib.parse.urlsplit(thief.callback())
    query = dict(urllib.parse.parse_qsl(own.query)) | {"code": code}
    assert thief.get(f"{own.path}?{urllib.parse.urlencode(query)}").status == 403 and not thief.is_signed_in
    assert "nonce" in person.server.text()
