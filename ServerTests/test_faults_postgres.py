"""Faults of the database server: it is gone and back, and its disk is full, while people work and certificates come in."""

import contextlib
import json
import random
import shutil
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from engines import PostgreSQL, PostgresServer, server_folder
from faults import ROUNDS, SEED, Workers, lost_sessions, record, wait
from sakkunnig import EXECUTABLE, Server, done, resumed, rows, run, verified

Maker = Callable[..., PostgreSQL]


@pytest.fixture
def own(filled: Path) -> Iterator[Maker]:
    """A PostgreSQL server of the test's own, on which every commit waits for the disk."""
    made: list[PostgresServer] = []

    def make(folder: Path, *settings: str) -> PostgreSQL:
        made.append(PostgresServer(folder, *settings))
        return PostgreSQL(made[-1], filled)

    yield make
    for server in made:
        server.stop()


@pytest.fixture
def folder() -> Iterator[Path]:
    place = server_folder()
    yield place
    shutil.rmtree(place, ignore_errors=True)


class Imports:
    """Runs the same import again and again until it goes through, as one does."""

    def __init__(self, address: str, file: Path) -> None:
        self.command = [EXECUTABLE, "import", "--json", "--database", address, file]
        self.reports: list[dict] = []
        self.failures: list[str] = []
        self.stop = threading.Event()
        self.thread = threading.Thread(target=self.work)
        self.thread.start()

    def work(self) -> None:
        while not self.stop.is_set():
            result = subprocess.run(self.command, capture_output=True, text=True)
            if result.returncode == 0:
                self.reports.append(json.loads(result.stdout))
                if self.reports[-1]["accepted"] == 0:
                    return
            else:
                self.failures.append(result.stderr)

    def finish(self) -> None:
        self.stop.set()
        self.thread.join()


class Busy(contextlib.AbstractContextManager):
    """A server at which people work while the same file comes in again and again."""

    total = 8_000

    def __init__(self, engine: PostgreSQL, folder: Path) -> None:
        self.folder = folder
        self.address = engine.filled(folder)
        self.file = folder / "intyg.csv"
        self.file.write_text(rows(1_000, self.total), "utf-8")

    def __enter__(self) -> "Busy":
        with contextlib.ExitStack() as stack:
            self.server = stack.enter_context(Server(self.address, self.folder))
            self.workers = stack.enter_context(Workers(self.server.port))
            self.imports = Imports(self.address, self.file)
            stack.callback(self.imports.finish)
            self.stack = stack.pop_all()
        return self

    def __exit__(self, *_) -> None:
        self.stack.close()

    def finish(self) -> None:
        """Nobody works any more, and the file is in, or its import has failed."""
        self.workers.finish()
        self.imports.finish()


def test_the_database_is_gone_and_back_while_people_work_and_certificates_come(own: Maker, folder: Path, tmp_path: Path) -> None:
    chance = random.Random(SEED)
    engine = own(folder)
    rounds = max(3, ROUNDS // 10)
    with Busy(engine, tmp_path) as busy:
        server, workers, imports = busy.server, busy.workers, busy.imports
        for _ in range(rounds):
            assert workers.go_on(60), workers.refused[-5:]
            engine.server.stop()
            time.sleep(chance.uniform(0.1, 1.5))
            # It may not be up yet when somebody asks, and /healthz says that this program lives all the while.
            assert server.browser().get("/healthz")[0] == 200
            engine.server.start()
        # The server goes on by itself: nobody starts it anew.
        assert workers.go_on(60)
        busy.finish()
        losses = lost_sessions(server, workers.cookies)
        assert server.stop() == 0
    assert set(workers.refused) <= {500, 503}, workers.refused
    assert all("Databasen" in words or "databasen" in words for words in imports.failures), imports.failures
    done("import", "--database", busy.address, busy.file)
    found = verified(busy.address)
    # What was refused may be stored all the same, when the answer to the commit was lost: the page says so.
    losses += max(0, workers.looks - found["åtkomster"]) + max(0, busy.total + 40 - found["intyg"])
    doubles = max(0, found["åtkomster"] - workers.looks - len(workers.refused)) + max(0, found["intyg"] - busy.total - 40)
    record("databasservern dör och kommer tillbaka", rounds, len(workers.cookies) + workers.looks + busy.total, losses, doubles)


def test_the_database_falls_silent_and_goes_on_while_people_work_and_certificates_come(own: Maker, folder: Path, tmp_path: Path) -> None:
    chance = random.Random(SEED)
    engine = own(folder)
    rounds = max(2, ROUNDS // 20)
    with Busy(engine, tmp_path) as busy:
        server, workers, imports = busy.server, busy.workers, busy.imports
        for _ in range(rounds):
            assert workers.go_on(60), workers.refused[-5:]
            with engine.server.silent():
                time.sleep(chance.uniform(1, 4))
                assert server.browser().get("/healthz")[0] == 200
        # What was asked meanwhile is answered when the database goes on.
        assert workers.go_on(60)
        busy.finish()
        assert workers.refused == []
        # A silence that is long: nobody waits for a page for ever, nobody is told to send people here, and then all is as it was.
        visitor, looks = server.browser(), []
        visitor.cookie = workers.cookies[-1]

        def look() -> str:
            status, text = visitor.get("/sjukfall", timeout=60)
            looks.append(status)
            return text

        with engine.server.silent():
            begin, text = time.monotonic(), look()
            assert looks == [503] and "atabasen" in text and time.monotonic() - begin < 40, text[-500:]
            assert server.browser().get("/readyz", timeout=60)[0] == 503
            assert server.browser().get("/healthz")[0] == 200
        wait(lambda: server.browser().get("/readyz")[0] == 200 and look() and looks[-1] == 200, 30)
        losses = lost_sessions(server, workers.cookies)
        assert server.stop() == 0
    assert imports.failures == []
    found = verified(busy.address)
    losses += max(0, workers.looks + looks.count(200) - found["åtkomster"]) + max(0, busy.total + 40 - found["intyg"])
    doubles = max(0, found["åtkomster"] - workers.looks - len(looks)) + max(0, found["intyg"] - busy.total - 40)
    record("databasservern tystnar och går vidare", rounds + 1, len(workers.cookies) + workers.looks + busy.total, losses, doubles)


def test_the_database_dies_while_it_imports(own: Maker, folder: Path, tmp_path: Path) -> None:
    """Without anybody who tries again: what an import said that it stored, is stored."""
    chance = random.Random(SEED)
    engine = own(folder)
    rounds, total = max(3, ROUNDS // 10), 20_000
    file = tmp_path / "intyg.csv"
    file.write_text(rows(0, total), "utf-8")
    trial = time.monotonic()
    done("import", "--database", engine.empty(tmp_path), file)
    length = time.monotonic() - trial
    address, stored, losses, doubles = engine.empty(tmp_path), 0, 0, 0
    for _ in range(rounds):
        if stored == total:
            address, stored = engine.empty(tmp_path), 0
        process = subprocess.Popen(
            [EXECUTABLE, "import", "--json", "--database", address, file], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        time.sleep(chance.uniform(0.05, length))
        engine.server.stop()
        engine.server.start()
        output, words = process.communicate(timeout=120)
        assert process.returncode in (0, 1) and (process.returncode == 0 or "atabasen" in words), words
        found = resumed(address)["intyg"]
        if process.returncode == 0:
            report = json.loads(output)
            assert report["accepted"] + report["alreadyKnown"] == total
            losses += total - found
        losses += max(0, stored - found)
        doubles += max(0, found - total)
        stored = found
    done("import", "--database", address, file)
    losses += total - verified(address)["intyg"]
    record("databasservern dör under inläsning", rounds, total, losses, doubles)


def test_a_database_that_owes_an_answer_does_not_hold_up_a_stop(own: Maker, folder: Path, tmp_path: Path) -> None:
    """A commit that waits for a standby that is lost: nobody can call it back, and systemd would kill the server after 45 seconds."""
    engine = own(folder)
    address, total, inbox = engine.filled(tmp_path), 40_000, tmp_path / "inkorg"
    name = address.split("?")[0].rsplit("/", 1)[1]
    with Server(address, tmp_path, "--inbox", inbox, "--inbox-quiet", 1) as server:
        (inbox / "intyg.csv").write_text(rows(1_000, total), "utf-8")
        begin = time.monotonic()
        # The first part is stored: the server is in the midst of it.
        while engine.server.run("SELECT COUNT(*) > 40 FROM certificate", name) != "t":
            assert time.monotonic() - begin < 60, server.text()
            time.sleep(0.02)
        engine.server.run("ALTER SYSTEM SET synchronous_standby_names = 'nosuch'")
        engine.server.run("SELECT pg_reload_conf()")
        while engine.server.run("SELECT COUNT(*) > 0 FROM pg_stat_activity WHERE wait_event = 'SyncRep'") != "t":
            assert time.monotonic() - begin < 120, server.text()
            time.sleep(0.1)
        time.sleep(5)
        begin = time.monotonic()
        assert server.stop(45) == 1, server.text()[-2000:]
        assert time.monotonic() - begin > 20 and '"stopped without waiting for what is left"' in server.text()
    engine.server.run("ALTER SYSTEM RESET synchronous_standby_names")
    engine.server.run("SELECT pg_reload_conf()")
    before = resumed(address)["intyg"]
    assert (inbox / "intyg.csv").exists() and 40 < before
    with Server(address, tmp_path, "--inbox", inbox, "--inbox-quiet", 1) as server:
        begin = time.monotonic()
        while not (inbox / "klart/intyg.csv").exists():
            assert time.monotonic() - begin < 180, server.text()
            time.sleep(0.2)
        assert server.stop() == 0
    found = verified(address)["intyg"]
    record("stoppad utan svar från databasen", 1, before, max(0, total + 40 - found), max(0, found - total - 40))


def test_the_database_has_a_full_disk(own: Maker, tmp_path: Path) -> None:
    place = server_folder()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=200m,mode=755", "tmpfs", place], capture_output=True).returncode != 0:
        pytest.skip("här får ingen disk monteras")
    try:
        engine = own(place, "max_wal_size=32MB", "min_wal_size=32MB")
        address, total = engine.filled(tmp_path), 8_000
        file = tmp_path / "intyg.csv"
        file.write_text(rows(1_000, total), "utf-8")
        with Server(address, tmp_path) as server, Workers(server.port) as workers:
            assert workers.go_on(30)
            ballast = place / "ballast"
            with contextlib.suppress(OSError), ballast.open("wb", buffering=0) as full:
                while True:
                    full.write(b"\0" * 4096)
            result = run("import", "--database", address, file)
            assert result.returncode == 1, result.stderr
            assert "full" in result.stderr or "atabasen" in result.stderr, result.stderr
            ballast.unlink()
            # A server without room for its log gives up, and is started again by whoever looks after it.
            if not engine.server.is_up:
                engine.server.stop()
                engine.server.start()
            assert workers.go_on(60)
            workers.finish()
            losses = lost_sessions(server, workers.cookies)
            assert server.stop() == 0
        # 429: a sign-in that the store could neither finish nor take back counts as an attempt, and many of them are told to wait.
        assert set(workers.refused) <= {429, 500, 503, 507}, workers.refused
        done("import", "--database", address, file)
        found = verified(address)
        losses += max(0, workers.looks - found["åtkomster"]) + max(0, total + 40 - found["intyg"])
        doubles = max(0, found["åtkomster"] - workers.looks - len(workers.refused)) + max(0, found["intyg"] - total - 40)
        record("full disk för databasservern", 1, len(workers.cookies) + workers.looks + total, losses, doubles)
        engine.server.stop()
    finally:
        subprocess.run(["umount", "--lazy", place], check=True)
        place.rmdir()
