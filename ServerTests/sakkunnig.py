"""The program as one runs it: commands, and a server on a store of its own with a few certificates and two accounts."""

import contextlib
import http.client
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import time
import urllib.parse
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
EXECUTABLE = Path(os.environ.get("SAKKUNNIG_EXECUTABLE", ROOT / ".build/release/sakkunnig"))
PASSWORD = "tre slumpade ord"
UNIT = "SE9900990001-1001"
PROVIDER = "SE9900990001-0001"
HEADER = (
    "intygs_id;typ;personnummer;patientnamn;lakare_hsa_id;lakare_namn;enhet_hsa_id;enhet_namn;vardgivare_hsa_id;"
    "vardgivare_namn;signerat;diagnos1_kod;perioder\n"
)


def person(number: int) -> str:
    """A personal number with a right check digit, of nobody: test numbers end in 98xx."""
    day = 1 + number % 28
    month = 1 + number // 28 % 12
    year = 1950 + number // 336 % 50
    digits = f"{year}{month:02}{day:02}{980 + number // 16800 % 20}"
    total = 0
    for place, digit in enumerate(digits[2:]):
        product = int(digit) * (2 if place % 2 == 0 else 1)
        total += product // 10 + product % 10
    return f"{digits[:8]}-{digits[8:]}{-total % 10}"


def name(number: int) -> str:
    return f"Provpatienten{number} Efternamn{number}"


def rows(first: int, count: int, prefix: str = "i") -> str:
    """Certificates in force today, each of a patient of its own."""
    from datetime import date, timedelta

    start, end = date.today() - timedelta(days=20), date.today() + timedelta(days=20)
    return HEADER + "".join(
        f"{prefix}-{n};FK7804;{person(n)};{name(n)};SE9900990001-P001;Doktor Ek;{UNIT};Vårdcentralen Prov;{PROVIDER};Region Prov;"
        f"{start}T10:00:00;F43.2;{start}..{end}:100\n"
        for n in range(first, first + count)
    )


def run(*arguments, input: str | None = None, stdin: int | None = None, prefix: tuple = (), timeout: float = 300) -> subprocess.CompletedProcess:
    return subprocess.run(
        [*prefix, EXECUTABLE, *map(str, arguments)], stdin=stdin, input=input,
        capture_output=True, text=True, timeout=timeout, cwd=ROOT,
    )


def done(*arguments, **options) -> str:
    """Runs a command that must succeed, and gives what it printed."""
    result = run(*arguments, **options)
    assert result.returncode == 0, f"{arguments}: {result.returncode}\n{result.stdout}\n{result.stderr}"
    return result.stdout


def verified(database: str, **options) -> dict[str, int]:
    """The counts of a store that is whole."""
    return json.loads(done("verify", "--json", "--database", database, **options))["counts"]


def resumed(database: str) -> dict[str, int]:
    """The counts of a store whose making may have been cut off."""
    done("prepare", "--database", database)
    return verified(database)


def fill(database: str, folder: Path, certificates: int = 40) -> None:
    """Certificates and two people: a coordinator, who may do most, and one who reviews the log."""
    file = folder / "intyg.csv"
    file.write_text(rows(0, certificates), "utf-8")
    done("import", "--database", database, file)
    for user, full_name, role, place in [
        ("karin", "Karin Koordinatorsson", "rehabCoordinator", UNIT), ("lena", "Lena Loggarsson", "logReviewer", PROVIDER),
    ]:
        done("user", "add", user, "--name", full_name, "--database", database, input=PASSWORD + "\n")
        # A role since long ago, so that it is in force whatever a test does with the clock.
        done(
            "user", "assign", user, "--role", role, "--unit", place, "--without-analysis", "--database", database,
            prefix=shifted("-500d"))


def analyse(database: str, folder: Path) -> None:
    """A manager, who has signed an analysis of needs and risks for physicians and coordinators: without it no role is given there."""
    done("user", "add", "mats", "--name", "Mats Chefsson", "--database", database, input=PASSWORD + "\n")
    done("user", "assign", "mats", "--role", "unitManager", "--unit", UNIT, "--database", database)
    with Server(database, folder) as server:
        manager = server.browser().sign_in("mats")
        form = {f"{what}.{role}": "Prov" for role in ("physician", "rehabCoordinator") for what in ("behov", "risker", "atgarder")}
        assert manager.post("/behorigheter/analys", form)[0] == 303
        assert server.stop() == 0


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


def shifted(clock: str) -> tuple:
    """Before a command: it sees another time."""
    program = shutil.which("faketime")
    assert program, "faketime saknas; kör scripts/setup.sh test"
    return (program, "-f", clock)


class Server:
    """A running server. `with Server(database, folder, "--max-connections", 3) as server:`"""

    def __init__(self, database: str, folder: Path, *options, prefix: tuple = ()) -> None:
        self.log = folder / f"server-{time.monotonic_ns()}.log"
        self.output = self.log.open("wb")
        self.prefix = prefix
        self.process = subprocess.Popen(
            [
                *prefix, EXECUTABLE, "serve", "--database", database, "--port", "0", "--second-factor", "optional",
                "--sealing-key", folder / "engangskoder.key", *map(str, options),
            ],
            cwd=ROOT, stdin=subprocess.DEVNULL, stdout=self.output, stderr=subprocess.STDOUT,
        )
        self.port = 0
        begin = time.monotonic()
        while not self.port:
            found = re.search(r'"serving".*"port":"(\d+)"|port=(\d+) .*serving', self.text())
            self.port = int(found[1] or found[2]) if found else 0
            if self.process.poll() is not None or time.monotonic() - begin > 60:
                self.kill()
                raise RuntimeError(f"servern startar inte:\n{self.text()}")
            time.sleep(0.02)

    def text(self) -> str:
        return self.log.read_text("utf-8", "replace")

    def __enter__(self) -> "Server":
        return self

    def __exit__(self, *_) -> None:
        self.kill()

    def send(self, number: int) -> None:
        """To the program itself, also when another stands before it, which ends with it."""
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text().split() if self.prefix else []
        os.kill(int(children[0]) if children else self.process.pid, number)

    def kill(self) -> None:
        if self.process.poll() is None:
            self.send(signal.SIGKILL)
        self.process.wait()
        self.output.close()

    def stop(self, timeout: float = 40) -> int:
        """SIGTERM, and the code that the server ended with."""
        self.send(signal.SIGTERM)
        return self.process.wait(timeout)

    def socket(self, timeout: float = 20) -> socket.socket:
        return socket.create_connection(("127.0.0.1", self.port), timeout)

    def browser(self) -> "Browser":
        return Browser(self.port)


class Browser:
    """One person's cookies and form token, over plain HTTP."""

    def __init__(self, port: int, desk: str = "", keeps: bool = False) -> None:
        """`desk` is the person's own address, as a proxy tells it to a server that trusts the proxy. `keeps`: one connection for all."""
        self.port = port
        self.desk = desk
        self.kept = http.client.HTTPConnection("127.0.0.1", port, timeout=30) if keeps else None
        self.cookie = ""
        self.token = ""

    def request(self, method: str, path: str, form: dict | None = None, timeout: float = 30) -> tuple[int, str]:
        fresh = None if self.kept else http.client.HTTPConnection("127.0.0.1", self.port, timeout=timeout)
        with contextlib.nullcontext(self.kept) if fresh is None else contextlib.closing(fresh) as connection:
            headers = {"Cookie": self.cookie, "Sec-Fetch-Site": "same-origin"}
            if self.desk:
                headers["X-Forwarded-For"] = self.desk
            body = None
            if form is not None:
                body = urllib.parse.urlencode(form | ({"formToken": self.token} if self.token else {}))
                headers["Content-Type"] = "application/x-www-form-urlencoded"
            connection.request(method, path, body, headers)
            answer = connection.getresponse()
            if cookie := answer.getheader("Set-Cookie"):
                self.cookie = cookie.split(";")[0]
            text = answer.read().decode("utf-8")
            if found := re.search(r'name="formToken" value="([^"]+)"', text):
                self.token = found[1]
            return answer.status, text

    def get(self, path: str, **options) -> tuple[int, str]:
        return self.request("GET", path, **options)

    def post(self, path: str, form: dict, **options) -> tuple[int, str]:
        return self.request("POST", path, form, **options)

    def sign_in(self, user: str = "karin") -> "Browser":
        status, text = self.post("/logga-in", {"anvandarnamn": user, "losenord": PASSWORD})
        assert status == 303, text
        self.get("/om")
        return self
