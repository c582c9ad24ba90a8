"""HAProxy before several servers, as the operations guide has it, and a crowd of people behind it."""

import contextlib
import http.client
import re
import shutil
import socket
import subprocess
import threading
import time
from pathlib import Path

from sakkunnig import ROOT, Browser

RECIPE = ROOT / "docs/handbok/drift.md"


def configuration(port: int, *servers: int) -> str:
    """The recipe of the operations guide as it stands there, with this machine's addresses and shorter time between checks."""
    text = re.search(r"^```haproxy\n(.*?)^```", RECIPE.read_text("utf-8"), re.MULTILINE | re.DOTALL)[1]
    text, servers_left_out = re.subn(r"^ +server .*\n", "", text, flags=re.MULTILINE)
    text, binds = re.subn(r"^( +bind ).*$", rf"\g<1>127.0.0.1:{port}", text, flags=re.MULTILINE)
    text, checks = re.subn(r"\binter 2s\b", "inter 300ms", text)
    assert (servers_left_out, binds, checks) == (2, 1, 1), "receptet i drift.md har en annan form än provet väntar"
    lines = "".join(f"    server s{number} 127.0.0.1:{server}\n" for number, server in enumerate(servers))
    return "global\n    maxconn 2000\n" + text + lines


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


class Proxy(contextlib.AbstractContextManager):
    def __init__(self, folder: Path, *servers: int) -> None:
        program = shutil.which("haproxy") or "/usr/sbin/haproxy"
        self.port = free_port()
        file = folder / "haproxy.cfg"
        file.write_text(configuration(self.port, *servers))
        self.process = subprocess.Popen([program, "-db", "-f", file], stdin=subprocess.DEVNULL, stderr=(folder / "haproxy.log").open("wb"))
        while True:
            with contextlib.suppress(OSError, http.client.HTTPException):
                if Browser(self.port).get("/readyz")[0] == 200:
                    break
            assert self.process.poll() is None, (folder / "haproxy.log").read_text()
            time.sleep(0.05)

    def __exit__(self, *_) -> None:
        self.process.kill()
        self.process.wait()


class Crowd(contextlib.AbstractContextManager):
    """People who look and write all the time, each with a patient of their own. What was answered is remembered."""

    def __init__(self, port: int, people: int = 4, keeps: bool = False) -> None:
        """With `keeps`, every other person keeps the connection between pages, as browsers do: then so does the proxy towards the server."""
        self.port = port
        self.keeps = keeps
        self.lock = threading.Lock()
        self.stop = threading.Event()
        self.browsers: list[Browser] = []
        self.looks = 0
        # By patient: how many times a responsible person was answered to be stored, and how many times no answer came.
        self.stored: dict[str, int] = {}
        self.unanswered: dict[str, int] = {}
        self.refused_looks: list[int] = []
        self.refused_writes: list[int] = []
        self.faults: list[str] = []
        self.signed_out = 0
        self.threads = [threading.Thread(target=self.work, args=(number,)) for number in range(people)]

    def work(self, number: int) -> None:
        try:
            browser = Browser(self.port, keeps=self.keeps and number % 2 == 1).sign_in()
            with self.lock:
                self.browsers.append(browser)
            patients = sorted(set(re.findall(r'href="(/patient/[^"/?]+)', browser.get("/sjukfall")[1])))
            patient = patients[number]
            accounts = re.findall(r'<option value="(\d+)"', browser.get(patient)[1])
            round = 0
            while not self.stop.is_set():
                self.look(browser, "/sjukfall")
                # Somebody and nobody in turn, so that each write changes something.
                round += 1
                self.write(browser, patient, accounts[0] if round % 2 else "")
        except Exception as fault:  # A thread's fault must be seen by the test.
            self.faults.append(repr(fault))

    def look(self, browser: Browser, path: str) -> None:
        with contextlib.suppress(OSError, http.client.HTTPException):
            status, text = browser.get(path)
            # A page is an answer when all of it came.
            is_whole = status == 200 and text.rstrip().endswith("</html>")
            with self.lock:
                self.looks += is_whole
                self.signed_out += status in (302, 303, 401, 403)
                if not is_whole:
                    self.refused_looks.append(status)
            return
        with self.lock:
            self.refused_looks.append(0)

    def write(self, browser: Browser, patient: str, account: str) -> None:
        status = 0
        with contextlib.suppress(OSError, http.client.HTTPException):
            status, _ = browser.post(f"{patient}/ansvarig", {"ansvarig": account})
        name = patient.rsplit("/", 1)[1]
        with self.lock:
            kept = self.stored if status == 303 else self.unanswered
            kept[name] = kept.get(name, 0) + 1
            if status != 303:
                self.refused_writes.append(status)

    def __enter__(self) -> "Crowd":
        for thread in self.threads:
            thread.start()
        return self

    def __exit__(self, *_) -> None:
        self.stop.set()
        for thread in self.threads:
            thread.join()

    @property
    def writes(self) -> int:
        return sum(self.stored.values())

    def until(self, writes: int, timeout: float = 60) -> None:
        """Waits until so many more writes have been answered."""
        target, begin = self.writes + writes, time.monotonic()
        while self.writes < target:
            assert not self.faults and time.monotonic() - begin < timeout, (self.faults, self.writes, target)
            time.sleep(0.02)

    def lost(self, server, database: str) -> int:
        """How many of the answered looks and writes are not in the database. What was not answered is there at most once."""
        assert not self.faults
        rows = server.run(
            "SELECT p.public_id, COUNT(*) FROM responsibility r JOIN patient p"
            " ON p.care_provider_id = r.care_provider_id AND p.person_id = r.person_id GROUP BY p.public_id", database)
        found = {line.split("|")[0]: int(line.split("|")[1]) for line in rows.splitlines()}
        for patient, stored in self.stored.items():
            assert found.get(patient, 0) <= stored + self.unanswered.get(patient, 0), (patient, self.stored, self.unanswered, found)
        writes = sum(max(0, stored - found.get(patient, 0)) for patient, stored in self.stored.items())
        logged = int(server.run("SELECT COUNT(*) FROM access_log WHERE patient_set_id IS NOT NULL", database))
        return writes + max(0, self.looks - logged)

    def signed_in(self, port: int) -> int:
        """How many of them a server still knows."""
        known = 0
        for browser in self.browsers:
            other = Browser(port)
            other.cookie = browser.cookie
            known += other.get("/mal")[0] == 200
        return known
