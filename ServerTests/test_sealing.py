"""The secrets of people's code apps: sealed in the database, with a key outside it that every server must have."""

import base64
import hashlib
import hmac
import re
import shutil
import struct
import time
from pathlib import Path

import pytest

from sakkunnig import PASSWORD, Server, done, run


def code(secret: str) -> str:
    """RFC 6238, for the step that the clock stands in."""
    digest = hmac.digest(base64.b32decode(secret), struct.pack(">Q", int(time.time()) // 30), hashlib.sha1)
    start = digest[19] & 15
    return f"{(struct.unpack('>I', digest[start:start + 4])[0] & 0x7FFFFFFF) % 1_000_000:06}"


def add_app(server: Server) -> str:
    """Karin adds a code app: its secret."""
    browser = server.browser().sign_in()
    page = browser.get("/konto/tvasteg")[1]
    secret = re.search(r'<code class="secret">([A-Z2-7 ]+)<', page)[1].replace(" ", "")
    proposal = re.search(r'name="forslag" value="([^"]+)"', page)[1]
    form = {"forslag": proposal, "losenord": PASSWORD, "kod": code(secret), "gor": "lagg-till"}
    assert "Koderna visas bara nu" in browser.post("/konto/tvasteg", form)[1]
    return secret


def test_a_server_without_the_right_key_is_not_started(database: str, tmp_path: Path) -> None:
    key = tmp_path / "engangskoder.key"
    with Server(database, tmp_path) as server:
        assert key.stat().st_mode & 0o777 == 0o600
        secret = add_app(server)
        server.stop()
    done("verify", "--database", database)
    assert base64.b32decode(secret) not in Path(database).read_bytes()
    # With the same key, the code that the app shows next lets in.
    with Server(database, tmp_path) as server:
        browser = server.browser()
        assert browser.post("/logga-in", {"anvandarnamn": "karin", "losenord": PASSWORD})[0] == 303
        time.sleep(30 - time.time() % 30)
        assert browser.post("/logga-in/kod", {"kod": code(secret)})[0] == 303
        assert browser.get("/sjukfall")[0] == 200
        server.stop()
    kept = tmp_path / "kopia.key"
    shutil.move(key, kept)
    with pytest.raises(RuntimeError, match="saknas, och den behövs"):
        Server(database, tmp_path)
    assert not key.exists()
    key.write_text(base64.urlsafe_b64encode(bytes(32)).decode().rstrip("="))
    key.chmod(0o600)
    with pytest.raises(RuntimeError, match="är inte den som"):
        Server(database, tmp_path)
    shutil.copy(kept, key)
    key.chmod(0o644)
    with pytest.raises(RuntimeError, match="Andra än ägaren"):
        Server(database, tmp_path)


def test_the_restore_drill_says_which_key_the_server_needs_and_where_it_looks(database: str, tmp_path: Path) -> None:
    backup, restored = tmp_path / "kopia.backup", tmp_path / "ny.db"
    with Server(database, tmp_path) as server:
        add_app(server)
        server.stop()
    done("backup", backup, "--database", database)
    result = run("restore", backup, "--database", restored)
    assert result.returncode == 0 and f"Kopiera den till {restored}.sealing-key" in result.stderr, result.stderr
    done("verify", "--database", restored)
    refused = run("serve", "--database", restored, "--port", "0", timeout=60)
    assert refused.returncode == 1 and f"Nyckeln {restored}.sealing-key saknas" in refused.stderr, refused.stderr
    shutil.copy(tmp_path / "engangskoder.key", f"{restored}.sealing-key")
    with Server(str(restored), tmp_path, "--sealing-key", f"{restored}.sealing-key") as server:
        assert server.stop() == 0
    # Where nobody has a second factor no key is needed, and none is spoken of.
    done("user", "remove-second-factor", "karin", "--database", database)
    done("backup", tmp_path / "utan.backup", "--database", database)
    assert run("restore", tmp_path / "utan.backup", "--database", tmp_path / "utan.db").stderr == ""


def test_on_a_database_server_the_place_of_the_key_is_said(engines, tmp_path: Path) -> None:
    """There is no file beside which it could lie."""
    address = engines("PostgreSQL").filled(tmp_path)
    result = run("serve", "--database", address, "--port", "0", timeout=60)
    assert result.returncode != 0 and "--sealing-key" in result.stderr
