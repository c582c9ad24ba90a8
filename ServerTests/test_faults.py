"""Faults on purpose: the program is killed, the disk is full, the clock jumps. After each the store opens, verifies, has everything that
was answered, and nothing twice.

    make faults                          200 rounds of each killing; a few in make test
    FAULT_ROUNDS=50 make faults
"""

import contextlib
import json
import random
import shutil
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from engines import PostgreSQL, SQLite
from faults import ROUNDS, SEED, Workers, begin, lost_sessions, record
from sakkunnig import EXECUTABLE, Server, done, resumed, rows, run, shifted, verified


@pytest.fixture
def sqlite(filled: Path) -> SQLite:
    return SQLite(filled)


def test_killed_while_it_imports(engine: SQLite | PostgreSQL, tmp_path: Path) -> None:
    chance = random.Random(SEED)
    # The importer's batches double from 1 000 to 16 000: six of them, so that most blows fall between two commits.
    total, begun, outcome = 40_000, 0, begin(f"kill -9 under inläsning, {engine.name}")
    file = tmp_path / "intyg.csv"
    file.write_text(rows(0, total), "utf-8")
    # How long it takes here and now, so that the blows fall in the midst of it and not before.
    trial = time.monotonic()
    done("import", "--database", engine.empty(tmp_path, "tid"), file)
    length = time.monotonic() - trial
    address, stored = engine.empty(tmp_path), 0
    # Few rounds may all end before the first commit: go on until one has not, or nothing is shown.
    while outcome.rounds < ROUNDS or (begun == 0 and outcome.rounds < 10 * ROUNDS):
        if stored == total:
            # All is in: begin again with an empty store, so that every round has something to break.
            address, stored = engine.empty(tmp_path, f"ny{outcome.rounds}"), 0
        process = subprocess.Popen(
            [EXECUTABLE, "import", "--database", address, file], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(chance.uniform(0.02, length))
        is_struck = process.poll() is None
        process.kill()
        process.wait()
        found = resumed(address)
        assert found["intyg"] == found["innehåll"], "half a certificate"
        if is_struck:
            begun += found["intyg"] > stored
            outcome.add(max(0, found["intyg"] - stored), max(0, stored - found["intyg"]), max(0, found["intyg"] - total))
        # On a machine that has become slower the blows would all come before anything new is stored, on a faster one after the end:
        # one that had ended by itself is no round.
        length *= 0.9 if not is_struck else 1 if found["intyg"] > stored else 1.1
        stored = found["intyg"]
    finished = json.loads(done("import", "--json", "--database", address, file))
    assert finished["alreadyKnown"] == stored and finished["accepted"] == total - stored
    assert begun > 0 and verified(address)["intyg"] == total


def test_killed_while_people_work(engine: SQLite | PostgreSQL, tmp_path: Path) -> None:
    chance = random.Random(SEED)
    address = engine.filled(tmp_path)
    outcome, log_rows, workers = begin(f"kill -9 under arbete i webben, {engine.name}"), 0, None
    for _ in range(ROUNDS):
        server = Server(address, tmp_path, "--trusted-proxy", "127.0.0.1")
        with Workers(server.port, after=workers) as workers:
            # Not before somebody has been answered: a round in which nothing was done shows nothing.
            assert workers.go_on(60, looks=1), workers.refused
            time.sleep(chance.uniform(0, 1))
            server.kill()
        # A sign-in that was cut off counts as a failed one, and some of those that follow may be told to wait. Nobody is signed out.
        assert set(workers.refused) <= {429}, workers.refused
        found = verified(address)
        # Each page that was sent has its row in the log; one that was under way may have.
        rows_more = found["åtkomster"] - log_rows
        log_rows = found["åtkomster"]
        with Server(address, tmp_path) as again:
            lost = lost_sessions(again, workers.cookies)
        assert verified(address)["intyg"] == 40
        outcome.add(
            len(workers.cookies) + workers.looks, lost + max(0, workers.looks - rows_more),
            max(0, rows_more - workers.looks - workers.people))


def test_stopped_while_people_work(engine: SQLite | PostgreSQL, tmp_path: Path) -> None:
    address = engine.filled(tmp_path)
    rounds = max(2, ROUNDS // 10)
    answered, losses = 0, 0
    for round in range(rounds):
        server = Server(address, tmp_path)
        with Workers(server.port) as workers:
            time.sleep(0.8)
            assert server.stop() == 0
        answered += len(workers.cookies)
        assert workers.refused == [], "a request in flight was not answered"
        with Server(address, tmp_path) as again:
            losses += lost_sessions(again, workers.cookies)
    record(f"SIGTERM under arbete, {engine.name}", rounds, answered, losses)


def test_a_file_that_its_server_has_left_is_the_whole_database(sqlite: SQLite, tmp_path: Path) -> None:
    """Nothing lies beside it, and a copy of the file alone has what was answered a moment before the stop."""
    address = sqlite.filled(tmp_path)
    rounds, answered, lost = max(2, ROUNDS // 10), 0, 0
    for round in range(rounds):
        server = Server(address, tmp_path)
        with Workers(server.port) as workers:
            assert workers.go_on(30)
            assert server.stop() == 0
        assert '"closed"' in server.text(), server.text()[-1000:]
        assert not list(tmp_path.glob("enhet.db-*")), "a log of changes is left"
        alone = tmp_path / f"ensam-{round}"
        alone.mkdir()
        copy = str(shutil.copy(address, alone))
        answered += workers.looks
        lost += max(0, answered - verified(copy)["åtkomster"])
        with Server(copy, tmp_path) as again:
            lost += lost_sessions(again, workers.cookies)
    record("SIGTERM, och filen kopieras ensam", rounds, answered, lost)


def test_stopped_while_it_reads_its_inbox(engine: SQLite | PostgreSQL, tmp_path: Path) -> None:
    address = engine.empty(tmp_path)
    done("prepare", "--database", address)
    total, inbox = 12_000, tmp_path / "inkorg"
    server = Server(address, tmp_path, "--inbox", inbox, "--inbox-quiet", 2)
    (inbox / "intyg.csv").write_text(rows(0, total), "utf-8")
    # It is read when it has lain still for two seconds; the stop comes in the middle.
    time.sleep(5)
    begin = time.monotonic()
    assert server.stop() == 0 and time.monotonic() - begin < 10
    before = verified(address)["intyg"]
    with Server(address, tmp_path, "--inbox", inbox, "--inbox-quiet", 2):
        end = time.monotonic() + 90
        while not (inbox / "klart" / "intyg.csv").exists() and time.monotonic() < end:
            time.sleep(0.2)
    assert (inbox / "klart" / "intyg.csv").exists()
    found = verified(address)["intyg"]
    assert found >= before
    record(f"SIGTERM under inläsning från inkorgen, {engine.name}", 1, total, max(0, total - found), max(0, found - total))


# How the operating system refuses: what the program calls, the error, and the words that a person gets.
INJECTED = [("pwrite64", "ENOSPC"), ("pwrite64", "EIO"), ("fsync,fdatasync", "EIO"), ("ftruncate", "EIO")]


@pytest.mark.parametrize(("call", "error"), INJECTED, ids=map(" ".join, INJECTED))
def test_the_system_refuses_while_it_imports(sqlite: SQLite, tmp_path: Path, call: str, error: str) -> None:
    """By strace, from a random call on: some batches are stored and the next is not."""
    strace = shutil.which("strace")
    assert strace, "strace saknas; kör scripts/setup.sh test"
    chance = random.Random(SEED)
    total, rounds, acknowledged, losses = 40_000, max(2, ROUNDS // 10), 0, 0
    file = tmp_path / "intyg.csv"
    file.write_text(rows(0, total), "utf-8")
    for round in range(rounds):
        address = sqlite.empty(tmp_path, f"ny{round}")
        done("import", "--database", address, "-", input=rows(90_000, 10))
        before = verified(address)["intyg"]
        first = chance.randrange(1, {"pwrite64": 8_000, "fsync,fdatasync": 5, "ftruncate": 1}[call] + 1)
        result = run(
            "import", "--json", "--database", address, file,
            prefix=(
                strace, "-f", "-qq", "--seccomp-bpf", "-o", "/dev/null", "-e", f"trace={call}", "-e",
                f"inject={call}:error={error}:when={first}+"))
        assert result.returncode in (0, 1), result.stderr
        if result.returncode:
            words = "full" if error == "ENOSPC" else "Databasen"
            assert words in result.stderr and "Fatal" not in result.stderr, result.stderr
        found = verified(address)
        assert found["intyg"] == found["innehåll"], "half a certificate"
        if not result.returncode:
            assert found["intyg"] == total + 10
        losses += max(0, before - found["intyg"])
        acknowledged += found["intyg"]
        finished = json.loads(done("import", "--json", "--database", address, file))
        assert finished["alreadyKnown"] == found["intyg"] - 10
        losses += max(0, total + 10 - verified(address)["intyg"])
    record(f"{call} ger {error} under inläsning", rounds, acknowledged, losses)


@pytest.mark.parametrize(("call", "error"), INJECTED[::2], ids=map(" ".join, INJECTED[::2]))
def test_the_system_refuses_while_people_work(sqlite: SQLite, tmp_path: Path, call: str, error: str) -> None:
    """Every now and then a write fails: who was told that it went well finds it again."""
    strace = shutil.which("strace")
    assert strace, "strace saknas; kör scripts/setup.sh test"
    address = sqlite.filled(tmp_path)
    prefix = (
        strace, "-f", "-qq", "--seccomp-bpf", "-o", "/dev/null", "-e", f"trace={call}", "-e",
        f"inject={call}:error={error}:when=20+17")
    with Server(address, tmp_path, prefix=prefix) as server, Workers(server.port) as workers:
        end = time.monotonic() + 30
        while (len(workers.refused) < 3 or workers.looks < 20) and time.monotonic() < end:
            time.sleep(0.1)
        workers.finish()
        server.kill()
    # 429: a sign-in that the store could neither finish nor take back counts as an attempt, and many of them are told to wait. 503: what
    # was committed before the disk failed may be there or not, so nobody is told that nothing was changed.
    told = {429, 503} if "sync" in call else {429, 500, 503, 507}
    assert workers.refused and set(workers.refused) <= told, workers.refused
    losses = max(0, workers.looks - verified(address)["åtkomster"])
    with Server(address, tmp_path) as again:
        losses += lost_sessions(again, workers.cookies)
    record(f"{call} ger {error} ibland under arbete", 1, len(workers.cookies) + workers.looks, losses)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of six megabytes, where one may mount."""
    place = tmp_path / "liten"
    place.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=6m", "tmpfs", place], capture_output=True).returncode != 0:
        pytest.skip("här får ingen disk monteras")
    yield place
    subprocess.run(["umount", "--lazy", place], check=True)


def test_a_full_disk_while_people_work(sqlite: SQLite, small_disk: Path, tmp_path: Path) -> None:
    address = sqlite.filled(small_disk)
    server = Server(address, tmp_path, "--metrics", tmp_path / "matt.sock")
    with server, Workers(server.port) as workers:
        time.sleep(0.7)
        with contextlib.suppress(OSError), (small_disk / "ballast").open("wb", buffering=0) as file:
            while True:
                file.write(b"\0" * 4096)
        # What people meet when the log cannot be written is a page that says so, never a page of patients.
        end = time.monotonic() + 20
        while not workers.refused and time.monotonic() < end:
            time.sleep(0.1)
        assert server.browser().get("/readyz")[0] == 503 and server.browser().get("/healthz")[0] == 200
        refused = list(workers.refused)
        # With more room it goes on by itself. To take the ballast away might give none: the log of changes may have filled all of the disk first.
        subprocess.run(["mount", "-o", "remount,size=96m", small_disk], check=True)
        assert workers.go_on(20)
        workers.finish()
        losses = lost_sessions(server, workers.cookies)
        assert server.stop() == 0
    assert refused and set(refused) <= {507, 500}, refused
    losses += max(0, workers.looks - verified(address)["åtkomster"])
    record("full disk under arbete, SQLite", 1, len(workers.cookies) + workers.looks, losses)


def test_a_full_disk_while_it_imports_and_backs_up(sqlite: SQLite, small_disk: Path, tmp_path: Path) -> None:
    address = sqlite.empty(small_disk, "enhet")
    file = tmp_path / "intyg.csv"
    file.write_text(rows(0, 20_000), "utf-8")
    result = run("import", "--database", address, file)
    assert result.returncode == 1, result.stderr
    assert "full" in result.stderr.lower(), result.stderr
    found = verified(address)
    assert found["intyg"] == found["innehåll"] < 20_000
    result = run("backup", small_disk / "a.backup", "--database", address)
    assert sorted(path.name for path in small_disk.iterdir() if "backup" in path.name) == (
        [] if result.returncode else ["a.backup"])
    # Moved to a larger disk it is finished.
    large = str(tmp_path / "stor.db")
    for path in small_disk.glob("enhet.db*"):
        shutil.copyfile(path, large + path.name.removeprefix("enhet.db"))
    finished = json.loads(done("import", "--json", "--database", large, file))
    assert finished["alreadyKnown"] == found["intyg"]
    after = verified(large)["intyg"]
    record("full disk under inläsning, SQLite", 1, 20_000, max(0, 20_000 - after), max(0, after - 20_000))


def test_a_read_only_file_or_folder_is_told_in_words(sqlite: SQLite, tmp_path: Path) -> None:
    """Root may write anywhere, so the disk itself is read-only."""
    place = tmp_path / "skyddad"
    place.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "tmpfs", place], capture_output=True).returncode != 0:
        pytest.skip("här får ingen disk monteras")
    try:
        address = sqlite.filled(place)
        subprocess.run(["mount", "-o", "remount,ro", place], check=True)
        for command in (["serve", "--port", "0"], ["verify"], ["import", str(tmp_path)]):
            result = run(*command, "--database", address)
            assert result.returncode == 1 and result.stderr.startswith("Fel: ") and "rättigheterna" in result.stderr, result.stderr
        subprocess.run(["mount", "-o", "remount,rw", place], check=True)
        assert verified(address)["intyg"] == 40
    finally:
        subprocess.run(["umount", "--lazy", place], check=True)


def test_a_second_process_is_refused(sqlite: SQLite, tmp_path: Path) -> None:
    address = sqlite.filled(tmp_path)
    file = tmp_path / "intyg.csv"
    file.write_text(rows(500, 5), "utf-8")
    with Server(address, tmp_path) as server:
        for command in (["serve", "--port", "0"], ["verify"], ["import", file], ["user", "list"]):
            result = run(*command, "--database", address)
            assert result.returncode == 1 and result.stderr.startswith("Fel: ") and "används redan" in result.stderr, result.stderr
        assert server.browser().get("/healthz")[0] == 200
    # What was killed holds nothing.
    assert verified(address)["intyg"] == 40


def test_a_log_of_changes_that_is_cut_off(sqlite: SQLite, tmp_path: Path) -> None:
    """The write-ahead log loses its end, as after a power cut on a disk that lies: the store opens at some earlier commit."""
    chance = random.Random(SEED)
    address = sqlite.filled(tmp_path)
    server = Server(address, tmp_path, "--inbox", tmp_path / "inkorg", "--inbox-quiet", 2)
    with Workers(server.port):
        time.sleep(1)
        (tmp_path / "inkorg" / "nya.csv").write_text(rows(1000, 3000), "utf-8")
        end = time.monotonic() + 60
        while not (tmp_path / "inkorg" / "klart" / "nya.csv").exists() and time.monotonic() < end:
            time.sleep(0.1)
        server.kill()
    database, log = Path(address).read_bytes(), Path(address + "-wal").read_bytes()
    assert len(log) > 100_000
    seen = set()
    for _ in range(max(5, ROUNDS // 4)):
        Path(address).write_bytes(database)
        Path(address + "-wal").write_bytes(log[: chance.randrange(len(log))])
        Path(address + "-shm").unlink(missing_ok=True)
        found = verified(address)
        # None of the delivery, its first and smallest batch, or all of it.
        assert found["intyg"] == found["innehåll"] and found["intyg"] in (40, 1040, 3040)
        seen.add(found["åtkomster"])
    Path(address).write_bytes(database)
    Path(address + "-wal").write_bytes(log)
    Path(address + "-shm").unlink(missing_ok=True)
    assert verified(address)["intyg"] == 3040
    # Of what was cut off nothing is left, and what is before the cut is whole: the rounds ended at different commits.
    record("avhuggen ändringslogg", max(5, ROUNDS // 4), len(seen), 0)


@pytest.mark.parametrize("clock", ["-400d", "+400d", "-3h", "+3h"])
def test_a_clock_that_jumps(engine: SQLite | PostgreSQL, tmp_path: Path, clock: str) -> None:
    address = engine.filled(tmp_path)
    with Server(address, tmp_path) as server:
        karin = server.browser().sign_in()
        assert karin.get("/sjukfall")[0] == 200
        assert server.stop() == 0
    with Server(address, tmp_path, prefix=shifted(clock)) as server:
        old = server.browser()
        old.cookie = karin.cookie
        # A session that is too old by the new clock is over, and so is one from the future.
        assert old.get("/sjukfall")[0] == 303
        new = server.browser().sign_in()
        assert new.get("/sjukfall")[0] == 200 and new.get("/mal")[0] == 200
        assert server.stop() == 0
    found = verified(address)
    assert found["intyg"] == 40 and found["åtkomster"] >= 2
    with Server(address, tmp_path) as server:
        # Nor does one that was begun by the wrong clock open anything by the right one.
        wrong = server.browser()
        wrong.cookie = new.cookie
        assert wrong.get("/sjukfall")[0] == 303
        assert server.browser().sign_in().get("/sjukfall")[0] == 200
