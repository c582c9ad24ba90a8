"""Faults on purpose: the program is killed, the disk is full, the clock jumps. After each the store opens, verifies, has everything that
was answered, and nothing twice.

    make faults                          200 rounds of each killing; a few in make test
    FAULT_ROUNDS=50 make faults

Which engine is tried is the one thing that `Target` knows.
"""

import contextlib
import http.client
import json
import os
import random
import shutil
import subprocess
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from sakkunnig import EXECUTABLE, PASSWORD, Browser, Server, done, rows, run, shifted, verified

ROUNDS = int(os.environ.get("FAULT_ROUNDS") or "5")
SEED = int(os.environ.get("FAULT_SEED") or time.time_ns() % 1_000_000)


class Target:
    """Where stores are made: a file for each. What the commands are given is `address`."""

    def __init__(self, folder: Path) -> None:
        self.address = str(folder / "enhet.db")

    def copy_of(self, store: str) -> None:
        shutil.copyfile(store, self.address)


@pytest.fixture
def target(tmp_path: Path) -> Target:
    return Target(tmp_path)


@pytest.fixture(scope="module", autouse=True)
def figures() -> Iterator[dict]:
    """What the rounds came to, printed at the end of the file."""
    found: dict[str, dict[str, int]] = {}
    yield found
    print(f"\nfrö {SEED}")
    for fault, counts in found.items():
        print(f"{fault}: " + ", ".join(f"{name} {count}" for name, count in counts.items()))


class Workers(contextlib.AbstractContextManager):
    """People who write all the time: each signs in, gives somebody a case, and remembers what was answered."""

    def __init__(self, port: int, people: int = 3) -> None:
        self.port = port
        self.cookies: list[str] = []
        self.looks = 0
        self.refused: list[int] = []
        self.stop = threading.Event()
        self.lock = threading.Lock()
        self.threads = [threading.Thread(target=self.work) for _ in range(people)]

    def work(self) -> None:
        with contextlib.suppress(OSError, http.client.HTTPException):
            while not self.stop.is_set():
                browser = Browser(self.port)
                status, _ = browser.post("/logga-in", {"anvandarnamn": "karin", "losenord": PASSWORD})
                if status != 303:
                    self.refused.append(status)
                    continue
                with self.lock:
                    self.cookies.append(browser.cookie)
                for _ in range(3):
                    status, text = browser.get("/sjukfall")
                    # A page is an answer when all of it came.
                    if status == 200 and text.rstrip().endswith("</html>"):
                        with self.lock:
                            self.looks += 1
                    else:
                        self.refused.append(status)

    def __enter__(self) -> "Workers":
        for thread in self.threads:
            thread.start()
        return self

    def __exit__(self, *_) -> None:
        self.stop.set()
        for thread in self.threads:
            thread.join()


def lost_sessions(server: Server, cookies: list[str]) -> int:
    lost = 0
    for cookie in cookies:
        browser = server.browser()
        browser.cookie = cookie
        lost += browser.get("/mal")[0] != 200
    return lost


def test_killed_while_it_imports(target: Target, tmp_path: Path, figures: dict) -> None:
    chance = random.Random(SEED)
    total, stored, losses = 30_000, 0, 0
    file = tmp_path / "intyg.csv"
    file.write_text(rows(0, total), "utf-8")
    # How long it takes here and now, so that the blows fall in the midst of it and not before.
    trial = time.monotonic()
    done("import", "--database", tmp_path / "tid.db", file)
    length = time.monotonic() - trial
    begun = 0
    for round in range(ROUNDS):
        if stored == total:
            # All is in: begin again with an empty store, so that every round has something to break.
            for path in tmp_path.glob("enhet.db*"):
                path.unlink()
            stored = 0
        process = subprocess.Popen(
            [EXECUTABLE, "import", "--database", target.address, file],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(chance.uniform(0.02, length))
        process.kill()
        process.wait()
        found = verified(target.address)
        losses += max(0, stored - found["intyg"])
        assert found["intyg"] == found["innehåll"], "half a certificate"
        begun += found["intyg"] > stored
        stored = found["intyg"]
    finished = json.loads(done("import", "--json", "--database", target.address, file))
    assert finished["alreadyKnown"] == stored and finished["accepted"] == total - stored
    assert verified(target.address)["intyg"] == total
    figures["kill -9 under inläsning"] = {"rundor": ROUNDS, "som hann lagra": begun, "förlorade": losses}
    assert losses == 0 and begun > 0


def test_killed_while_people_work(filled: Path, target: Target, tmp_path: Path, figures: dict) -> None:
    chance = random.Random(SEED)
    target.copy_of(str(filled))
    answered, looks, losses, doubles = 0, 0, 0, 0
    log_rows = 0
    for round in range(ROUNDS):
        server = Server(target.address, tmp_path)
        with Workers(server.port) as workers:
            time.sleep(chance.uniform(0.2, 1.2))
            server.kill()
        answered += len(workers.cookies)
        looks += workers.looks
        found = verified(target.address)
        # Each page that was sent has its row in the log; one that was under way may have.
        losses += max(0, log_rows + workers.looks - found["åtkomster"])
        doubles += max(0, found["åtkomster"] - log_rows - workers.looks - 3)
        log_rows = found["åtkomster"]
        with Server(target.address, tmp_path) as again:
            losses += lost_sessions(again, workers.cookies)
        assert verified(target.address)["intyg"] == 40
    figures["kill -9 under arbete i webben"] = {
        "rundor": ROUNDS, "besvarade inloggningar": answered, "besvarade sidor": looks, "förlorade": losses, "dubbla": doubles,
    }
    assert answered > 0 and looks > 0 and losses == 0 and doubles == 0


def test_stopped_while_people_work(filled: Path, target: Target, tmp_path: Path, figures: dict) -> None:
    target.copy_of(str(filled))
    answered, losses = 0, 0
    for round in range(max(2, ROUNDS // 10)):
        server = Server(target.address, tmp_path)
        with Workers(server.port) as workers:
            time.sleep(0.8)
            assert server.stop() == 0
        answered += len(workers.cookies)
        assert workers.refused == [], "a request in flight was not answered"
        with Server(target.address, tmp_path) as again:
            losses += lost_sessions(again, workers.cookies)
    figures["SIGTERM under arbete"] = {"rundor": max(2, ROUNDS // 10), "besvarade": answered, "förlorade": losses}
    assert answered > 0 and losses == 0


def test_stopped_while_it_reads_its_inbox(target: Target, tmp_path: Path, figures: dict) -> None:
    total, inbox = 30_000, tmp_path / "inkorg"
    server = Server(target.address, tmp_path, "--inbox", inbox)
    (inbox / "intyg.csv").write_text(rows(0, total), "utf-8")
    # It is read when it has lain still for two seconds; the stop comes in the middle.
    time.sleep(5)
    begin = time.monotonic()
    assert server.stop() == 0 and time.monotonic() - begin < 10
    before = verified(target.address)["intyg"]
    with Server(target.address, tmp_path, "--inbox", inbox):
        end = time.monotonic() + 90
        while not (inbox / "klart" / "intyg.csv").exists() and time.monotonic() < end:
            time.sleep(0.2)
    assert (inbox / "klart" / "intyg.csv").exists() and verified(target.address)["intyg"] == total
    figures["SIGTERM under inläsning från inkorgen"] = {"lagrade före": before, "efter": total, "förlorade": 0}


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of six megabytes, where one may mount."""
    place = tmp_path / "liten"
    place.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=6m", "tmpfs", place], capture_output=True).returncode != 0:
        pytest.skip("här får ingen disk monteras")
    yield place
    subprocess.run(["umount", "--lazy", place], check=True)


def test_a_full_disk_while_people_work(filled: Path, small_disk: Path, tmp_path: Path, figures: dict) -> None:
    target = Target(small_disk)
    target.copy_of(str(filled))
    server = Server(target.address, tmp_path, "--metrics", tmp_path / "matt.sock")
    with server, Workers(server.port) as workers:
        time.sleep(0.7)
        ballast = small_disk / "ballast"
        with contextlib.suppress(OSError), ballast.open("wb", buffering=0) as file:
            while True:
                file.write(b"\0" * 4096)
        # What people meet when the log cannot be written is a page that says so, never a page of patients.
        end = time.monotonic() + 20
        while not workers.refused and time.monotonic() < end:
            time.sleep(0.1)
        assert server.browser().get("/readyz")[0] == 503 and server.browser().get("/healthz")[0] == 200
        refused = list(workers.refused)
        ballast.unlink()
        # With room again it goes on by itself.
        looks = workers.looks
        while workers.looks < looks + 3 and time.monotonic() < end + 20:
            time.sleep(0.1)
        assert workers.looks >= looks + 3
        workers.stop.set()
        for thread in workers.threads:
            thread.join()
        losses = lost_sessions(server, workers.cookies)
        assert server.stop() == 0
    assert refused and set(refused) <= {507, 500}, refused
    found = verified(target.address)
    losses += max(0, workers.looks - found["åtkomster"])
    figures["full disk under arbete"] = {
        "besvarade": len(workers.cookies) + workers.looks, "avvisade": len(workers.refused), "förlorade": losses,
    }
    assert losses == 0


def test_a_full_disk_while_it_imports_and_backs_up(small_disk: Path, tmp_path: Path, figures: dict) -> None:
    target = Target(small_disk)
    file = tmp_path / "intyg.csv"
    file.write_text(rows(0, 20_000), "utf-8")
    result = run("import", "--database", target.address, file)
    assert result.returncode == 64 or result.returncode == 1, result.stderr
    assert "full" in result.stderr.lower(), result.stderr
    found = verified(target.address)
    assert found["intyg"] == found["innehåll"] < 20_000
    result = run("backup", small_disk / "a.backup", "--database", target.address)
    assert sorted(path.name for path in small_disk.iterdir() if "backup" in path.name) == (
        [] if result.returncode else ["a.backup"])
    # Moved to a larger disk it is finished.
    large = str(tmp_path / "stor.db")
    for path in small_disk.glob("enhet.db*"):
        shutil.copyfile(path, large + path.name.removeprefix("enhet.db"))
    finished = json.loads(done("import", "--json", "--database", large, file))
    assert finished["alreadyKnown"] == found["intyg"] and verified(large)["intyg"] == 20_000
    figures["full disk under inläsning"] = {"lagrade före": found["intyg"], "efter": 20_000, "förlorade": 0}


def test_a_read_only_file_or_folder_is_told_in_words(filled: Path, tmp_path: Path) -> None:
    """Root may write anywhere, so the disk itself is read-only."""
    place = tmp_path / "skyddad"
    place.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "tmpfs", place], capture_output=True).returncode != 0:
        pytest.skip("här får ingen disk monteras")
    try:
        target = Target(place)
        target.copy_of(str(filled))
        subprocess.run(["mount", "-o", "remount,ro", place], check=True)
        for command in (["serve", "--port", "0"], ["verify"], ["import", str(tmp_path)]):
            result = run(*command, "--database", target.address)
            assert result.returncode == 64 and "rättigheterna" in result.stderr, result.stderr
        subprocess.run(["mount", "-o", "remount,rw", place], check=True)
        assert verified(target.address)["intyg"] == 40
    finally:
        subprocess.run(["umount", "--lazy", place], check=True)


def test_a_second_process_is_refused(filled: Path, target: Target, tmp_path: Path) -> None:
    target.copy_of(str(filled))
    file = tmp_path / "intyg.csv"
    file.write_text(rows(500, 5), "utf-8")
    with Server(target.address, tmp_path) as server:
        for command in (["serve", "--port", "0"], ["verify"], ["import", file], ["user", "list"]):
            result = run(*command, "--database", target.address)
            assert result.returncode == 64 and "används redan" in result.stderr, result.stderr
        assert server.browser().get("/healthz")[0] == 200
    # What was killed holds nothing.
    assert verified(target.address)["intyg"] == 40


def test_a_log_of_changes_that_is_cut_off(filled: Path, target: Target, tmp_path: Path, figures: dict) -> None:
    """The write-ahead log loses its end, as after a power cut on a disk that lies: the store opens at some earlier commit."""
    chance = random.Random(SEED)
    target.copy_of(str(filled))
    server = Server(target.address, tmp_path, "--inbox", tmp_path / "inkorg")
    with Workers(server.port):
        time.sleep(1)
        (tmp_path / "inkorg" / "nya.csv").write_text(rows(1000, 3000), "utf-8")
        end = time.monotonic() + 60
        while not (tmp_path / "inkorg" / "klart" / "nya.csv").exists() and time.monotonic() < end:
            time.sleep(0.1)
        server.kill()
    database, log = Path(target.address).read_bytes(), Path(target.address + "-wal").read_bytes()
    assert len(log) > 100_000
    seen = set()
    for _ in range(max(5, ROUNDS // 4)):
        Path(target.address).write_bytes(database)
        Path(target.address + "-wal").write_bytes(log[: chance.randrange(len(log))])
        Path(target.address + "-shm").unlink(missing_ok=True)
        found = verified(target.address)
        assert found["intyg"] == found["innehåll"] and found["intyg"] in (40, 3040)
        seen.add(found["åtkomster"])
    Path(target.address).write_bytes(database)
    Path(target.address + "-wal").write_bytes(log)
    Path(target.address + "-shm").unlink(missing_ok=True)
    assert verified(target.address)["intyg"] == 3040
    figures["avhuggen ändringslogg"] = {"rundor": max(5, ROUNDS // 4), "olika lägen": len(seen), "skadade": 0}


@pytest.mark.parametrize("clock", ["-400d", "+400d", "-3h", "+3h"])
def test_a_clock_that_jumps(filled: Path, target: Target, tmp_path: Path, clock: str) -> None:
    target.copy_of(str(filled))
    with Server(target.address, tmp_path) as server:
        karin = server.browser().sign_in()
        assert karin.get("/sjukfall")[0] == 200
        assert server.stop() == 0
    with Server(target.address, tmp_path, prefix=shifted(clock)) as server:
        old = server.browser()
        old.cookie = karin.cookie
        # A session that is too old by the new clock is over; one from the future lasts no longer than it would have.
        assert old.get("/sjukfall")[0] in ((200, 303) if clock.startswith("-") else (303,))
        new = server.browser().sign_in()
        assert new.get("/sjukfall")[0] == 200 and new.get("/mal")[0] == 200
        assert server.stop() == 0
    found = verified(target.address)
    assert found["intyg"] == 40 and found["åtkomster"] >= 2
    with Server(target.address, tmp_path) as server:
        assert server.browser().sign_in().get("/sjukfall")[0] == 200
