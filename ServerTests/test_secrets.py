"""A whole day's work in one log, and nothing in it that must not be there."""

import re
import time
import urllib.parse
from pathlib import Path

import pytest

from sakkunnig import PASSWORD, person, rows
from test_watching import walk

WORDS = ["Efternamn7", "hemlighetsord", "Vårdsökare"]


def variants(text: str) -> set[str]:
    """As it may be written: as it is, in an address, in a form, in JSON."""
    escaped = "".join(character if character.isascii() else f"\\u{ord(character):04x}" for character in text)
    return {text, urllib.parse.quote(text), urllib.parse.quote_plus(text), escaped, text.lower(), text.upper()}


def identities(number: int) -> set[str]:
    whole = person(number)
    return {whole, whole.replace("-", ""), whole[2:], whole[2:].replace("-", "")}


@pytest.mark.parametrize("level", ["info", "debug"])
def test_a_whole_run_leaves_no_secret_in_the_log(serve, database: str, tmp_path: Path, level: str) -> None:
    server = serve("--log-level", level, "--inbox", tmp_path / "inkorg", "--inbox-quiet", 2, "--backup-folder", tmp_path / "kopior")
    forbidden: set[str] = variants(PASSWORD) | variants("fel lösenord 17")
    for word in WORDS:
        forbidden |= variants(word)

    # Files with people in them, whole and broken, under names with people in them.
    (tmp_path / "inkorg" / f"uttag {person(60)}.csv").write_text(rows(60, 5, "ny") + f"trasig;{person(61)};Provpatienten61\n", "utf-8")
    (tmp_path / "inkorg" / "Provpatienten62 Efternamn62.xml").write_text(f"<RegisterCertificate><a>{person(62)}", "utf-8")
    browsers = []
    for user in ("karin", "lena"):
        browser = server.browser()
        browser.post("/logga-in", {"anvandarnamn": user, "losenord": "fel lösenord 17"})
        browsers.append(browser.sign_in(user))
        forbidden |= {browser.cookie.split("=", 1)[1], browser.token}
    addresses, _ = walk(server, "karin")
    karin = browsers[0]
    for word in [*WORDS, person(7), person(7).replace("-", "")]:
        karin.post("/sjukfall", {"sok": word})
        karin.get("/sjukfall?sok=" + urllib.parse.quote(word))
    karin.post("/import/karantan/1", {"text": f"x;{person(3)};hemlighetsord", "beslut": ""})
    # What is refused, in every way that there is.
    for path in ("/finns-inte/", "/patient/", "/assets/"):
        karin.get(path + urllib.parse.quote(WORDS[2]))
    with server.socket() as connection:
        connection.sendall(f"TRACE /{urllib.parse.quote(WORDS[2])} HTTP/1.1\r\nHost: a\r\nCookie: {karin.cookie}\r\n\r\n".encode())
        connection.recv(4096)
    with server.socket() as connection:
        connection.sendall(b"POST /logga-in HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nlosenord=hemlighetsord\r\n")
        connection.recv(4096)
    karin.post("/logga-ut", {})
    end = time.monotonic() + 30
    while len(list((tmp_path / "inkorg").glob("*.*"))) and time.monotonic() < end:
        time.sleep(0.3)
    assert server.stop() == 0

    log = server.text()
    assert log.count('"request"') > 60 and "hb.request.id" in log
    forbidden |= {"Koordinatorsson", "Loggarsson", "Provpatient", "Efternamn", "Doktor Ek"}
    for number in range(70):
        forbidden |= identities(number)
    # The opaque ids of patients, and whatever else stands after the question mark of an address.
    patients = {found[1] for address in addresses if (found := re.match(r"/patient/([^/?]+)", address))}
    assert len(patients) >= 10
    forbidden |= patients
    found = sorted(word for word in forbidden if word and word in log)
    assert not found
    assert not re.search(r"\?\w+=", log) and "__Host-" not in log and "session=" not in log and "Cookie" not in log
