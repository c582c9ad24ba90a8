"""Tampering with the access log of a real store is found, by the program and by the verifier that shares no code with it."""

import base64
import contextlib
import json
import re
import shutil
import sqlite3
import stat
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from pymerkle import InmemoryTree

from sakkunnig import PASSWORD, PROVIDER, ROOT, UNIT, Server, done, rows, run

sys.path.insert(0, str(ROOT / "scripts"))
import verify_log  # noqa: E402

VERIFIER = ROOT / "scripts/verify_log.py"


@dataclass
class Log:
    """A store whose log has rows of several kinds under checkpoints, the key, and what the witnesses got."""

    database: Path
    key: Path
    witness: Path

    def copy(self, folder: Path) -> "Log":
        target = folder / "kopia.db"
        shutil.copyfile(self.database, target)
        return Log(target, self.key, self.witness)

    def own(self, witness: bool = True) -> subprocess.CompletedProcess:
        more = ("--witness", self.witness) if witness else ()
        return run("verify", "--database", self.database, "--log-key", self.key, *more)

    def independent(self, witness: bool = True) -> list[str]:
        noted = verify_log.notes(self.witness.read_text("utf-8")) if witness else []
        return verify_log.verify(self.database, verify_log.public_key(self.key), noted)

    def store(self) -> sqlite3.Connection:
        """As who owns the file has it: without the schema's guards."""
        store = sqlite3.connect(self.database, isolation_level=None)
        for (name,) in store.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            store.execute(f"DROP TRIGGER {name}")
        return store


@pytest.fixture(scope="module")
def log(filled: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Log]:
    folder = tmp_path_factory.mktemp("log")
    log = Log(folder / "enhet.db", folder / "enhet.db.log-key.pem", folder / "vittne.txt")
    shutil.copyfile(filled, log.database)
    # Ids in real certificates are long.
    done("import", "--database", log.database, "-", input=rows(900, 1, prefix="5692161d-100b-405e-8005-00011600460a"))
    with contextlib.closing(sqlite3.connect(log.database)) as store:
        [(newest,)] = store.execute("SELECT public_id FROM patient ORDER BY person_id DESC LIMIT 1")
    command = f"cat >> {folder}/kommando.txt"
    done("user", "add", "anna", "--name", "Anna Läkarsson", "--database", log.database, input=PASSWORD + "\n")
    done("user", "assign", "anna", "--role", "rehabCoordinator", "--unit", UNIT, "--without-analysis", "--database", log.database)
    with Server(str(log.database), folder, "--log-witness-file", log.witness, "--log-witness-command", command) as server:
        karin = server.browser().sign_in()
        patients = re.findall(r'href="(/patient/[^/"?]+)', karin.get("/sjukfall")[1])
        assert len(patients) >= 4
        for patient in patients[:4]:
            assert karin.get(patient)[0] == 200
        # While the server has the file, it makes the checkpoint.
        assert done("log", "checkpoint", "--database", log.database).startswith("sakkunnig/SE")
        for patient in patients[4:7]:
            assert karin.get(patient)[0] == 200
        # A colleague reads a certificate: a row with a level, in a context of its own.
        anna = server.browser().sign_in("anna")
        certificate = re.search(r'href="(/patient/[^"]+/intyg/[0-9]+)"', anna.get(f"/patient/{newest}")[1])
        assert certificate and anna.get(certificate[1])[0] == 200
        assert karin.post("/sjukfall/ansvarig", {"rad": patients[0].split("/")[-1], "ansvarig": "", "vy": ""})[0] == 303
        last = done("log", "checkpoint", "--database", log.database)
        assert server.stop() == 0
    assert log.witness.read_text("utf-8") == (folder / "kommando.txt").read_text("utf-8").replace("\nsakkunnig", "\n\nsakkunnig") + "\n"
    assert last == done("log", "checkpoint", "--database", log.database)
    # One file, without what has been deleted in it: a mark is found where it counts.
    store = sqlite3.connect(log.database)
    store.execute("PRAGMA journal_mode = DELETE")
    store.execute("VACUUM")
    store.close()
    yield log


def test_a_sound_log_is_sound_to_both(log: Log) -> None:
    result = log.own()
    assert result.returncode == 0 and "Allt är helt." in result.stdout, result.stdout + result.stderr
    assert log.independent() == []
    assert stat.S_IMODE(log.key.stat().st_mode) == 0o600
    told = subprocess.run(
        [sys.executable, VERIFIER, "database", log.database, "--key", log.key, "--witness", log.witness], capture_output=True, text=True
    )
    assert told.returncode == 0 and "Allt stämmer." in told.stdout, told.stdout + told.stderr


def test_pymerkle_has_the_same_root(log: Log) -> None:
    tree = InmemoryTree(algorithm="sha256")
    with sqlite3.connect(log.database) as store:
        for row in store.execute(verify_log.LEAVES, (1,)):
            salt, number, at, context, *rest = row[3:13]
            tree.append_entry(verify_log.encoded("sakkunnig-log-row-1", salt, 1, number, at, context, *rest))
    notes = verify_log.notes(log.witness.read_text("utf-8"))
    assert len(notes) >= 2
    for note in notes:
        assert tree.get_root(note.size) == note.root


def width(value: object) -> int:
    """Bytes of a value in SQLite's record; 0 and 1 need none."""
    if value is None or value in (0, 1):
        return 0
    if isinstance(value, int):
        return next(size for size in (1, 2, 3, 4, 6, 8) if -(1 << (8 * size - 1)) <= value < 1 << (8 * size - 1))
    return len(value.encode() if isinstance(value, str) else value)


def test_every_byte_of_a_row_in_the_file_counts(log: Log, tmp_path: Path) -> None:
    with sqlite3.connect(log.database) as store:
        columns = [row[1] for row in store.execute("PRAGMA table_info(access_log)")]
        row = store.execute("SELECT * FROM access_log WHERE level <> '' AND context_id > 1 ORDER BY id LIMIT 1").fetchone()
    assert columns[-1] == "salt"
    data = log.database.read_bytes()
    assert data.count(row[-1]) == 1
    end = data.index(row[-1]) + len(row[-1])
    widths = [width(value) for value in row]
    # The record's header tells each value's kind: a byte for itself, and one for each column (two for texts of 58 bytes or more).
    header = 1 + len(row) + sum(isinstance(value, str) and len(value.encode()) >= 58 for value in row)
    start = end - sum(widths) - header
    copy = log.copy(tmp_path)
    field = ["header"] * header + [column for column, size in zip(columns, widths) for _ in range(size)]
    seen: dict[str, int] = {}
    for offset, name in enumerate(field):
        changed = bytearray(data)
        changed[start + offset] ^= 1
        copy.database.write_bytes(changed)
        assert copy.independent(witness=False), f"byte {offset}, {name}"
        # The program reads the whole store each time: one byte of each field.
        if name not in seen:
            result = copy.own(witness=False)
            assert result.returncode == 1, f"{name}: {result.stdout}{result.stderr}"
        seen[name] = seen.get(name, 0) + 1
    # A number that is 0 or 1, and an empty text, have no bytes of their own: the header alone tells them.
    assert {"at", "activity", "level", "resource", "salt", "id", "context_id", "person_id", "header"} <= set(seen) and len(field) > 80, seen


def marks(log: Log) -> dict[str, bytes]:
    """What stands in the file for each kind of thing that the tree is made of."""
    with sqlite3.connect(log.database) as store:
        return {
            "hash": store.execute("SELECT hash FROM access_log_leaf WHERE position = 3").fetchone()[0],
            "peaks": store.execute("SELECT peaks FROM access_log_checkpoint ORDER BY size DESC").fetchone()[0],
            "note": store.execute("SELECT note FROM access_log_checkpoint ORDER BY size DESC").fetchone()[0].encode(),
            "context": store.execute("SELECT digest FROM access_log_context").fetchone()[0].encode(),
            "set": store.execute("SELECT digest FROM patient_set WHERE size > 1").fetchone()[0].encode(),
            "title": "RehabkoordinatorKarin".encode()[:16],
        }


@pytest.mark.parametrize("kind", ["hash", "peaks", "note", "context", "set", "title"])
def test_every_byte_of_what_the_tree_is_made_of_counts(log: Log, tmp_path: Path, kind: str) -> None:
    mark, data, copy = marks(log)[kind], log.database.read_bytes(), log.copy(tmp_path)
    places = [found.start() for found in re.finditer(re.escape(mark), data)]
    assert places
    for place in places:
        for offset in range(len(mark)):
            changed = bytearray(data)
            changed[place + offset] ^= 1
            copy.database.write_bytes(changed)
            assert copy.independent(witness=False), f"{kind}, byte {offset}"
        copy.database.write_bytes(data[:place] + bytes([data[place] ^ 1]) + data[place + 1 :])
        assert copy.own(witness=False).returncode == 1, kind


DROPPED = "DELETE FROM access_log WHERE id = 3"
CUT_OUT = """
DELETE FROM access_log WHERE id = 3; DELETE FROM access_log_leaf WHERE access_log_id = 3;
UPDATE access_log_leaf SET position = position + 1000 WHERE position > 2;
UPDATE access_log_leaf SET position = position - 1001 WHERE position >= 1000;
"""
SWAPPED = """
UPDATE access_log_leaf SET position = 1000 WHERE access_log_id = 3; UPDATE access_log_leaf SET position = 2 WHERE access_log_id = 5;
UPDATE access_log_leaf SET position = 4 WHERE access_log_id = 3;
"""
INSERTED = """
INSERT INTO access_log SELECT care_provider_id, 900, at, context_id, activity, level, arguments, resource, person_id, patient_set_id, salt
FROM access_log WHERE id = 3;
"""
REPLACED = """
CREATE TEMP TABLE other AS SELECT * FROM access_log WHERE id = 4; UPDATE other SET id = 3; DELETE FROM access_log WHERE id = 3;
INSERT INTO access_log SELECT * FROM other;
"""
MEMBER = "DELETE FROM patient_set_member WHERE person_id = (SELECT MIN(person_id) FROM patient_set_member)"


@pytest.mark.parametrize(
    "statements", [DROPPED, CUT_OUT, SWAPPED, INSERTED, REPLACED, MEMBER], ids=["dropped", "cut out", "swapped", "inserted", "replaced", "member"]
)
def test_rows_that_are_gone_moved_or_new_are_found_by_both(log: Log, tmp_path: Path, statements: str) -> None:
    copy = log.copy(tmp_path)
    copy.store().executescript(statements)
    faults = copy.independent(witness=False)
    result = copy.own(witness=False)
    assert faults and result.returncode == 1 and "åtkomstloggen" in result.stdout, f"{faults}\n{result.stdout}"


def test_a_tail_that_is_cut_off_is_found_against_the_witness(log: Log, tmp_path: Path) -> None:
    notes = verify_log.notes(log.witness.read_text("utf-8"))
    copy = log.copy(tmp_path)
    with contextlib.closing(sqlite3.connect(copy.database)) as store:
        guards = [sql for (sql,) in store.execute("SELECT sql FROM sqlite_master WHERE type = 'trigger'")]
    store = copy.store()
    for table, column in [("access_log_leaf", "position"), ("access_log_checkpoint", "size - 1")]:
        store.execute(f"DELETE FROM {table} WHERE {column} >= ?", (notes[0].size,))
    store.execute("DELETE FROM access_log WHERE id NOT IN (SELECT access_log_id FROM access_log_leaf)")
    # Guards that are put back afterwards leave no trace.
    for guard in guards:
        store.execute(guard)
    store.close()
    assert copy.independent(witness=False) == [] and copy.own(witness=False).returncode == 0
    assert any("avhuggen: vittnet har sett" in fault for fault in copy.independent())
    result = copy.own()
    assert result.returncode == 1 and "avhuggen: vittnet har sett" in result.stdout


def refused(*arguments: object, words: str) -> None:
    """In a sentence: how the command is written helps only who has written it wrongly."""
    result = run(*arguments)
    assert result.returncode == 1 and result.stderr.startswith("Fel: ") and words in result.stderr, result.stderr
    assert "Usage" not in result.stderr, result.stderr


def test_a_false_witness_is_not_believed(log: Log, tmp_path: Path) -> None:
    false = tmp_path / "vittne.txt"
    text = log.witness.read_text("utf-8")
    false.write_text(text.replace("— sakkunnig", "— annan", 1), "utf-8")
    assert Log(log.database, log.key, false).own().returncode == 1 and Log(log.database, log.key, false).independent()
    false.write_text("inte en kontrollpunkt\n", "utf-8")
    refused("verify", "--database", log.database, "--witness", false, words="ingen kontrollpunkt")
    refused("verify", "--database", log.database, "--log-key", false, words="ingen nyckel")
    refused("verify", "--database", log.database, "--log-key", tmp_path / "saknas", words="går inte att läsa")
    with pytest.raises(ValueError):
        Log(log.database, log.key, false).independent()


def verified(*arguments: object) -> int:
    return subprocess.run([sys.executable, VERIFIER, *map(str, arguments)], capture_output=True).returncode


def test_proofs_are_right_and_no_changed_one_is(log: Log, tmp_path: Path) -> None:
    notes = re.split(r"(?<=\n)\n(?=sakkunnig)", log.witness.read_text("utf-8").strip("\n") + "\n")
    sizes = [verify_log.notes(note)[0].size for note in notes]
    for name, note in zip(("gammal", "ny"), (notes[0], notes[-1])):
        (tmp_path / name).write_text(note, "utf-8")
    place = ("--database", log.database, "--provider", PROVIDER)
    proof = done("log", "proof", *place, "--row", 4)
    growth = done("log", "consistency", *place, "--from", sizes[0], "--to", sizes[-1])
    row, grown = tmp_path / "rad.bevis", tmp_path / "vaxt.bevis"
    row.write_text(proof, "utf-8")
    grown.write_text(growth, "utf-8")
    assert verified("inclusion", row, "--key", log.key) == 0
    assert verified("consistency", grown, tmp_path / "gammal", tmp_path / "ny", "--key", log.key) == 0
    assert b"Sjukfall" in base64.b64decode(re.search(r"extra (\S+)", proof)[1])
    lines = proof.split("\n")
    for number, line in enumerate(lines):
        if len(line) > 20 and not line.startswith(("c2sp", "sakkunnig", "—")) and not line.startswith("20"):
            value = line.split(" ")[-1]
            changed = value[:5] + ("A" if value[5] != "A" else "B") + value[6:]
            row.write_text("\n".join(lines[:number] + [line.replace(value, changed)] + lines[number + 1 :]), "utf-8")
            assert verified("inclusion", row, "--key", log.key) == 1, line
    row.write_text(proof.replace("index 3", "index 2"), "utf-8")
    assert verified("inclusion", row, "--key", log.key) == 1
    assert verified("consistency", grown, tmp_path / "ny", tmp_path / "gammal", "--key", log.key) == 1
    refused("log", "proof", *place, "--row", 9_999, words="ingen kontrollpunkt")
    refused("log", "proof", "--database", log.database, "--provider", "SE-X", "--row", 1, words="ingen logg")
    refused("log", "consistency", *place, "--from", 5, "--to", 9_999, words="Ange antal")


def test_a_key_is_made_once_and_kept_to_its_owner(database: str, tmp_path: Path) -> None:
    path = tmp_path / "logg.pem"
    printed = done("log", "key", path)
    assert printed.startswith("-----BEGIN PUBLIC KEY-----") and stat.S_IMODE(path.stat().st_mode) == 0o600
    refused("log", "key", path, words="går inte att skriva")
    told = subprocess.run(["openssl", "pkey", "-in", path, "-pubout"], capture_output=True, text=True)
    assert told.stdout == printed
    assert done("log", "public-key", path, "--provider", "SE1-A").startswith(printed + "sakkunnig/SE1-A+")
    path.chmod(0o644)
    assert "chmod 600" in run("log", "checkpoint", "--database", database, "--log-key", path).stderr


def test_a_witness_that_is_away_gets_what_it_missed(database: str, tmp_path: Path) -> None:
    folder = tmp_path / "vittne"
    with Server(database, tmp_path, "--log-witness-file", folder / "punkter.txt") as server:
        karin = server.browser().sign_in()
        for _ in range(2):
            assert karin.get("/sjukfall")[0] == 200
            done("log", "checkpoint", "--database", database)
        assert "checkpoint not witnessed" in server.text()
        folder.mkdir()
        karin.get("/sjukfall")
        done("log", "checkpoint", "--database", database)
        end = time.monotonic() + 5
        while time.monotonic() < end and not (folder / "punkter.txt").exists():
            time.sleep(0.1)
    assert [note.size for note in verify_log.notes((folder / "punkter.txt").read_text("utf-8"))] == [1, 2, 3]


def test_a_checkpoint_that_the_server_cannot_make_is_refused_in_words(database: str, tmp_path: Path) -> None:
    with Server(database, tmp_path) as server:
        assert server.browser().sign_in().get("/sjukfall")[0] == 200
        with contextlib.closing(sqlite3.connect(database, isolation_level=None, timeout=20)) as store:
            store.execute("ALTER TABLE access_log_checkpoint RENAME TO undan")
        result = run("log", "checkpoint", "--database", database)
        assert (result.returncode, result.stdout) == (1, "") and result.stderr.startswith("Fel: Databasen "), result.stderr
        assert '"access log not sealed"' in server.text()


def lives(process: str) -> bool:
    """One that nobody has asked for how it ended does not."""
    with contextlib.suppress(OSError):
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    return False


def test_a_witness_that_hangs_is_ended_with_all_that_it_started(database: str, tmp_path: Path) -> None:
    """Half a minute while the server works; at the stop, which waits for it, a few seconds."""
    started = tmp_path / "processer"
    command = f"echo $$ >> {started}; sleep 600 & echo $! >> {started}; wait"
    with Server(database, tmp_path, "--log-witness-command", command) as server:
        karin = server.browser().sign_in()
        assert karin.get("/sjukfall")[0] == 200
        begin = time.monotonic()
        done("log", "checkpoint", "--database", database)
        assert 25 < time.monotonic() - begin < 45
        assert server.text().count("checkpoint not witnessed") == 1 and "was killed" in server.text()
        begin = time.monotonic()
        assert server.stop() == 0 and time.monotonic() - begin < 15
        assert server.text().count("checkpoint not witnessed") == 2 and '"closed"' in server.text()
    processes = started.read_text().split()
    assert len(processes) == 4 and not any(lives(process) for process in processes)


def test_an_orderly_stop_leaves_no_row_without_a_checkpoint(database: str, tmp_path: Path) -> None:
    witness = tmp_path / "punkter.txt"
    with Server(database, tmp_path, "--log-witness-file", witness) as server:
        karin = server.browser().sign_in()
        for _ in range(3):
            assert karin.get("/sjukfall")[0] == 200
        assert server.stop() == 0
    assert [note.size for note in verify_log.notes(witness.read_text("utf-8"))][-1] == 3
    # The key is the server's, the witness has all: nothing is left that could be cut off.
    told = done("verify", "--database", database, "--witness", witness)
    assert "efter den sista kontrollpunkten" not in told and "efter vittnets sista" not in told
    # A stop without new rows makes none.
    with Server(database, tmp_path, "--log-witness-file", witness) as server:
        assert server.stop() == 0
    assert {note.size for note in verify_log.notes(witness.read_text("utf-8"))} == {3}


def test_rows_after_the_last_checkpoint_are_told(database: str, tmp_path: Path) -> None:
    with Server(database, tmp_path) as server:
        karin = server.browser().sign_in()
        for _ in range(2):
            assert karin.get("/sjukfall")[0] == 200
        done("log", "checkpoint", "--database", database)
        assert karin.get("/sjukfall")[0] == 200
        server.kill()
    assert "1\u00a0rad efter den sista kontrollpunkten" in done("verify", "--database", database)
    # Who lets a program read the answer is told as well.
    (told,) = json.loads(done("verify", "--json", "--database", database))["logs"]
    assert told["uncovered"] == 1 and told["rows"] == 3 and "unwitnessed" not in told
