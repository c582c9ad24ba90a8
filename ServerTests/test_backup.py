"""The restore drill: backups made while people work, restored, and asked for what was answered before they began."""

import contextlib
import http.client
import json
import os
import shutil
import sqlite3
import subprocess
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from engines import PostgreSQL, SQLite
from sakkunnig import EXECUTABLE, PASSWORD, ROOT, Server, done, rows, run, shifted, verified

AGE, AGE_KEYGEN = shutil.which("age"), shutil.which("age-keygen")


@pytest.fixture
def key(tmp_path: Path) -> tuple[Path, str]:
    """A key file and its public half."""
    file = tmp_path / "nyckel.txt"
    return file, done("key", file).strip()


class Load(contextlib.AbstractContextManager):
    """People who sign in and change settings all the time; what was answered is remembered."""

    def __init__(self, server: Server, people: int = 3) -> None:
        self.server = server
        self.answered: list[str] = []
        self.stop = threading.Event()
        self.threads = [threading.Thread(target=self.work) for _ in range(people)]

    def work(self) -> None:
        with contextlib.suppress(OSError, http.client.HTTPException):
            while not self.stop.is_set():
                browser = self.server.browser()
                if browser.post("/logga-in", {"anvandarnamn": "karin", "losenord": PASSWORD})[0] == 303:
                    self.answered.append(browser.cookie)

    def __enter__(self) -> "Load":
        for thread in self.threads:
            thread.start()
        return self

    def __exit__(self, *_) -> None:
        self.stop.set()
        for thread in self.threads:
            thread.join()


def knows(server: Server, cookies: list[str]) -> bool:
    for cookie in cookies:
        browser = server.browser()
        browser.cookie = cookie
        if browser.get("/sjukfall")[0] != 200:
            return False
    return True


WAYS = [("SQLite", "SQLite"), ("SQLite", "PostgreSQL"), ("PostgreSQL", "SQLite"), ("PostgreSQL", "PostgreSQL")]


@pytest.fixture(params=WAYS, ids=" to ".join)
def way(request: pytest.FixtureRequest, engines: Callable) -> tuple[SQLite | PostgreSQL, SQLite | PostgreSQL]:
    """From one engine to another."""
    return engines(request.param[0]), engines(request.param[1])


@pytest.mark.parametrize("encrypted", [False, True], ids=["in the clear", "encrypted"])
def test_a_backup_under_load_holds_everything_that_was_answered_before_it(
    way: tuple, tmp_path: Path, key: tuple[Path, str], encrypted: bool
) -> None:
    """The drill: back up while people work, restore, check, start the server on it and ask it for what was answered."""
    source, target = way
    database, new = source.filled(tmp_path), target.empty(tmp_path)
    file = tmp_path / "kopia.backup"
    with Server(database, tmp_path) as server, Load(server) as load:
        time.sleep(1)
        before = list(load.answered)
        report = json.loads(done("backup", file, "--json", "--database", database, *(["--recipient", key[1]] if encrypted else [])))
        time.sleep(0.5)
    assert len(before) > 3 and len(load.answered) > len(before)
    assert report["rows"]["certificate"] == 40 and report["bytes"] == file.stat().st_size
    assert len(before) <= report["rows"]["session"] <= len(load.answered)
    assert oct(file.stat().st_mode)[-3:] == "600"
    identity = ["--identity", key[0]] if encrypted else []
    assert json.loads(done("verify", "--json", "--backup", file, *identity))["rows"] == report["rows"]

    restored = json.loads(done("restore", file, "--json", "--database", new, *identity))
    assert restored["rows"] == report["rows"]
    assert verified(new)["intyg"] == 40
    if target.name == "SQLite":
        assert sorted(path.name for path in tmp_path.glob("ny.db*")) == ["ny.db", "ny.db.lock"]
    with Server(new, tmp_path) as again:
        assert knows(again, before)
        # Not only to read: a new import goes on where the numbers were.
        assert again.browser().sign_in().get("/sjukfall")[0] == 200
    (tmp_path / "mer.csv").write_text(rows(100, 20), "utf-8")
    done("import", "--database", new, tmp_path / "mer.csv")
    assert verified(new)["intyg"] == 60


def test_a_move_between_engines_keeps_every_row(way: tuple, tmp_path: Path) -> None:
    source, target = way
    database, new = source.filled(tmp_path), target.empty(tmp_path)
    before = verified(database)
    done("backup", tmp_path / "a.backup", "--database", database)
    moved = json.loads(done("move", "--json", "--from", database, "--to", new))
    done("backup", tmp_path / "b.backup", "--database", new)
    assert moved == json.loads(done("verify", "--json", "--backup", tmp_path / "b.backup"))["rows"]
    first, second = (dump(tmp_path / f"{name}.backup", tmp_path / f"{name}.db") for name in "ab")
    assert len(first) > 20 and first == second
    assert verified(new) == verified(database) == before
    again = run("move", "--from", database, "--to", new)
    assert again.returncode == 1 and ("finns redan" in again.stderr or "inte tom" in again.stderr), again.stderr
    with Server(new, tmp_path) as server:
        assert server.browser().sign_in().get("/sjukfall")[0] == 200


def dump(backup: Path, file: Path) -> dict[str, list[str]]:
    """Every table's rows, read without the program."""
    subprocess.run(["python3", ROOT / "scripts/read_backup.py", backup, file], check=True, capture_output=True)
    with contextlib.closing(sqlite3.connect(file)) as found:
        tables = [name for name, in found.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {table: sorted(map(repr, found.execute(f'SELECT * FROM "{table}"'))) for table in tables}


@pytest.mark.parametrize("target", ["SQLite", "PostgreSQL"])
def test_a_move_that_is_killed_leaves_nothing_and_can_be_done_again(engines: Callable, target: str, tmp_path: Path) -> None:
    database, new = engines("SQLite").filled(tmp_path), engines(target).empty(tmp_path)
    (tmp_path / "mer.csv").write_text(rows(100, 8000), "utf-8")
    done("import", "--database", database, tmp_path / "mer.csv")
    begin = time.monotonic()
    done("move", "--from", database, "--to", engines(target).empty(tmp_path, "tid"))
    length = time.monotonic() - begin
    for part in (0.2, 0.4, 0.6, 0.8):
        process = subprocess.Popen(
            [EXECUTABLE, "move", "--from", database, "--to", new], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(part * length)
        if process.poll() is not None:
            break
        process.kill()
        process.wait()
        # Nobody takes what is half there for a store.
        found = run("verify", "--backup", new) if target == "SQLite" else run("backup", tmp_path / "x", "--database", new)
        if found.returncode == 0:
            # Killed after its one transaction, while it compared: everything is there.
            break
        assert found.returncode == 1 and ("går inte att läsa" in found.stderr or "är tom" in found.stderr), found.stderr
    else:
        done("move", "--from", database, "--to", new)
    assert verified(new) == verified(database)


def test_age_reads_our_files_and_we_read_those_of_age(database: str, tmp_path: Path, key: tuple[Path, str]) -> None:
    assert AGE and AGE_KEYGEN, "age saknas; kör scripts/setup.sh test"
    assert subprocess.check_output([AGE_KEYGEN, "-y", key[0]], text=True).strip() == key[1]
    theirs = tmp_path / "deras.txt"
    subprocess.run([AGE_KEYGEN, "-o", theirs], check=True, capture_output=True)
    public = subprocess.check_output([AGE_KEYGEN, "-y", theirs], text=True).strip()

    plain, ours = tmp_path / "a.backup", tmp_path / "a.backup.age"
    done("backup", plain, "--database", database)
    done("backup", ours, "--database", database, "--recipient", key[1], "--recipient", public)
    for identity in (key[0], theirs):
        opened = subprocess.run([AGE, "--decrypt", "--identity", identity, ours], check=True, capture_output=True).stdout
        assert opened.startswith(b"SAKKUNNIG BACKUP 1\n")
        (tmp_path / "b.backup").write_bytes(opened)
        assert json.loads(done("verify", "--json", "--backup", tmp_path / "b.backup"))["rows"]["certificate"] == 40
    closed = tmp_path / "b.backup.age"
    subprocess.run([AGE, "--recipient", key[1], "--output", closed, plain], check=True)
    assert json.loads(done("verify", "--json", "--backup", closed, "--identity", key[0]))["rows"]["certificate"] == 40


def test_a_backup_is_readable_without_the_program(database: str, tmp_path: Path) -> None:
    file, read = tmp_path / "a.backup", tmp_path / "allt.db"
    done("backup", file, "--database", database)
    subprocess.run(["python3", ROOT / "scripts/read_backup.py", file, read], check=True, capture_output=True)
    with contextlib.closing(sqlite3.connect(read)) as found, contextlib.closing(sqlite3.connect(database)) as source:
        tables = [name for name, in source.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'")]
        assert len(tables) > 20
        for table in set(tables) - {"schema_migration", "figure_change", "job"}:
            query = f'SELECT * FROM "{table}"'
            assert sorted(map(repr, found.execute(query))) == sorted(map(repr, source.execute(query))), table
    broken = tmp_path / "b.backup"
    broken.write_bytes(file.read_bytes()[:-1])
    result = subprocess.run(["python3", ROOT / "scripts/read_backup.py", broken, tmp_path / "x.db"], capture_output=True, text=True)
    assert result.returncode == 1 and "slutet saknas" in result.stderr and not (tmp_path / "x.db").exists()


def test_what_cannot_be_restored_is_refused_in_words_and_leaves_nothing(
    database: str, tmp_path: Path, key: tuple[Path, str]
) -> None:
    plain, closed = tmp_path / "a.backup", tmp_path / "a.backup.age"
    done("backup", plain, "--database", database)
    done("backup", closed, "--database", database, "--recipient", key[1])
    stranger = tmp_path / "annan.txt"
    done("key", stranger)

    def changed(file: Path, name: str, change) -> Path:
        data = bytearray(file.read_bytes())
        (tmp_path / name).write_bytes(change(data))
        return tmp_path / name

    def flipped(data: bytearray) -> bytearray:
        data[len(data) // 2] ^= 1
        return data

    own = ["--identity", key[0]]
    cases = [
        (changed(plain, "1", lambda data: data[: len(data) // 2]), [], "avhuggen"),
        (changed(closed, "2", lambda data: data[: len(data) // 2]), own, "avhuggen"),
        (changed(closed, "3", lambda data: data[:-1]), own, "avhuggen"),
        (changed(plain, "4", flipped), [], "skadad"),
        (changed(closed, "5", flipped), own, "skadad"),
        (closed, [], "--identity"),
        (closed, ["--identity", stranger], "Nyckeln passar inte"),
        (tmp_path / "intyg.csv", [], "ingen säkerhetskopia"),
        (tmp_path / "tom", [], "ingen säkerhetskopia"),
        (tmp_path / "finns inte", [], "går inte att läsa"),
    ]
    (tmp_path / "intyg.csv").write_text(rows(0, 3), "utf-8")
    (tmp_path / "tom").write_bytes(b"")
    place = tmp_path / "nytt"
    place.mkdir()
    for file, options, words in cases:
        result = run("restore", file, "--database", place / "ny.db", *options)
        assert result.returncode == 1 and words in result.stderr, f"{file.name}: {result.stderr}"
        assert os.listdir(place) == [], file.name
    # A database that is there stays as it is.
    (place / "ny.db").write_bytes(b"viktigt")
    result = run("restore", plain, "--database", place / "ny.db")
    assert result.returncode == 1 and "finns redan" in result.stderr and (place / "ny.db").read_bytes() == b"viktigt"


def test_what_an_earlier_database_left_is_not_read_into_a_new_one(database: str, tmp_path: Path) -> None:
    """The log of changes of a server that was killed, under the name that the new file is to have."""
    plain, place = tmp_path / "a.backup", tmp_path / "nytt"
    done("backup", plain, "--database", database)
    place.mkdir()
    new = place / "ny.db"
    for ending in ("-wal", "-shm", "-journal"):
        left = place / f"ny.db{ending}"
        left.write_bytes(b"gammalt")
        for command in (("restore", plain, "--database", new), ("move", "--from", database, "--to", new)):
            result = run(*command)
            assert result.returncode == 1 and f"{left} ligger kvar" in result.stderr and "Flytta undan" in result.stderr, result.stderr
            assert os.listdir(place) == [left.name]
        left.unlink()
    done("restore", plain, "--database", new)
    assert verified(str(new))["intyg"] == 40


def test_two_that_make_the_same_file_do_not_meet(database: str, tmp_path: Path) -> None:
    plain, pipe, place = tmp_path / "a.backup", tmp_path / "rör", tmp_path / "nytt"
    done("backup", plain, "--database", database)
    place.mkdir()
    new = place / "ny.db"
    # The first waits for its backup to come.
    os.mkfifo(pipe)
    first = subprocess.Popen([EXECUTABLE, "restore", pipe, "--database", new], cwd=ROOT, stdout=subprocess.DEVNULL)
    try:
        end = time.monotonic() + 20
        while not (place / "ny.db.part").exists() and time.monotonic() < end:
            time.sleep(0.05)
        for command in (("restore", plain, "--database", new), ("move", "--from", database, "--to", new)):
            result = run(*command)
            assert result.returncode == 1 and "görs just nu av ett annat kommando" in result.stderr, result.stderr
        pipe.write_bytes(plain.read_bytes())
        assert first.wait(60) == 0
    finally:
        first.kill()
        first.wait()
    assert os.listdir(place) == ["ny.db"]
    assert verified(str(new))["intyg"] == 40


def test_a_backup_that_was_asked_for_does_not_hold_up_a_stop(database: str, tmp_path: Path) -> None:
    """On a slow disk, where it would take half a minute; without a folder for daily backups."""
    strace = shutil.which("strace")
    assert strace, "strace saknas; kör scripts/setup.sh test"
    (tmp_path / "mer.csv").write_text(rows(100, 8000), "utf-8")
    done("import", "--database", database, tmp_path / "mer.csv")
    file = tmp_path / "a.backup"
    part = Path(f"{file}.part")
    prefix = (
        strace, "-f", "-qq", "--seccomp-bpf", "-o", "/dev/null", "-P", part, "-e", "trace=write", "-e",
        "inject=write:delay_enter=500000")
    with Server(database, tmp_path, prefix=prefix) as server:
        asking = subprocess.Popen([EXECUTABLE, "backup", file, "--database", database], stderr=subprocess.PIPE, text=True, cwd=ROOT)
        end = time.monotonic() + 20
        while not part.exists() and time.monotonic() < end:
            time.sleep(0.05)
        begin = time.monotonic()
        assert server.stop() == 0 and time.monotonic() - begin < 12
        assert "avbröts" in asking.communicate(timeout=10)[1] and asking.returncode == 1
    assert not file.exists() and not part.exists()


def test_a_restored_file_is_durable_under_its_name(database: str, tmp_path: Path) -> None:
    """The folder is written too, after the file got its name: else a power cut takes the name away."""
    done("backup", tmp_path / "a.backup", "--database", database)
    place = tmp_path / "nytt"
    place.mkdir()
    calls = tmp_path / "anrop"
    done("restore", tmp_path / "a.backup", "--database", place / "ny.db", prefix=("strace", "-f", "-y", "-qq", "-o", calls, "-e", "trace=link,linkat,fsync"))
    lines = calls.read_text().splitlines()
    named = max(number for number, line in enumerate(lines) if "ny.db.part" in line and "link" in line)
    assert any("fsync(" in line and f"<{place}>" in line for line in lines[named:]), lines


def test_the_server_refuses_what_it_cannot_write_and_works_on(serve, database: str, tmp_path: Path) -> None:
    server = serve()
    taken = tmp_path / "tagen"
    taken.write_bytes(b"viktigt")
    for file, words in [(taken, "finns redan"), (tmp_path / "saknas" / "a", "går inte att skriva")]:
        result = run("backup", file, "--database", database)
        assert result.returncode == 1 and words in result.stderr, result.stderr
    assert taken.read_bytes() == b"viktigt" and server.browser().get("/healthz")[0] == 200
    # What is no server of ours is not asked.
    result = run("backup", tmp_path / "a", "--database", tmp_path / "finns inte.db")
    assert result.returncode == 1 and "finns inte" in result.stderr
    # Nobody else on the machine may ask.
    assert oct(Path(database + ".socket").stat().st_mode)[-2:] in ("55", "50", "00", "11", "10")


def test_a_backup_that_is_killed_leaves_no_backup(database: str, tmp_path: Path) -> None:
    (tmp_path / "mer.csv").write_text(rows(100, 8000), "utf-8")
    done("import", "--database", database, tmp_path / "mer.csv")
    server = Server(database, tmp_path)
    file = tmp_path / "a.backup"
    with contextlib.suppress(subprocess.TimeoutExpired):
        run("backup", file, "--database", database, timeout=0.25)
    server.kill()
    if file.exists():
        done("verify", "--backup", file)
        file.unlink()
    done("backup", file, "--database", database)
    assert json.loads(done("verify", "--json", "--backup", file))["rows"]["certificate"] == 8040
    assert not Path(f"{file}.part").exists()


def test_the_daily_backup(engine: SQLite | PostgreSQL, tmp_path: Path, key: tuple[Path, str]) -> None:
    database, folder = engine.filled(tmp_path), tmp_path / "kopior"
    options = ("--backup-folder", folder, "--backup-keep", 2, "--backup-recipient", key[1])

    def made(count: int, server: Server) -> list[str]:
        end = time.monotonic() + 20
        while server.text().count('"backup made"') < count and time.monotonic() < end:
            time.sleep(0.1)
        return sorted(os.listdir(folder))

    with Server(database, tmp_path, *options) as server:
        first = made(1, server)
        server.stop()
    assert len(first) == 1 and first[0].endswith(".backup.age")
    assert json.loads(done("verify", "--json", "--backup", folder / first[0], "--identity", key[0]))["rows"]["certificate"] == 40
    # The same day none is due; on the two that follow one each, and the oldest gives way.
    with Server(database, tmp_path, *options) as server:
        time.sleep(1.5)
        assert sorted(os.listdir(folder)) == first
        server.stop()
    for hours in (25, 50):
        with Server(database, tmp_path, *options, prefix=shifted(f"+{hours}h")) as server:
            names = made(1, server)
            server.stop()
    assert len(names) == 2 and first[0] not in names
