"""Measures the program as people run it: release build, its own command line, one database of made-up certificates.

Each line says what, how much, on how many rows; the first lines say on which machine. What is measured inside one process (grouping,
measures, reading) is measured by sakkunnig-bench, whose lines follow the same form.
"""

import argparse
import csv
import http.cookiejar
import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.parse
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PROGRAM = ROOT / ".build/release/sakkunnig"
BENCH = ROOT / ".build/release/sakkunnig-bench"
PASSWORD = "mätning mätning mätning"


def report(what: str, figure: str, rows: str = "") -> None:
    print(f"{what:<46} {figure:>22}   {rows}", flush=True)


def count(number: float) -> str:
    return f"{number:,.0f}".replace(",", " ")


def machine() -> None:
    model = next((line.split(":")[1].strip() for line in Path("/proc/cpuinfo").read_text().splitlines() if line.startswith("model name")), "?")
    memory = next(int(line.split()[1]) for line in Path("/proc/meminfo").read_text().splitlines() if line.startswith("MemTotal"))
    swift = subprocess.run(["swift", "--version"], capture_output=True, text=True).stdout.splitlines()[0]
    print(f"Maskin: {model}, {os.cpu_count()} kärnor, {memory / 1048576:.0f} GiB minne, last {os.getloadavg()[0]:.1f} före start")
    print(f"Swift: {swift.strip()}\n", flush=True)


def run(*arguments: object, words: str = "") -> tuple[float, float]:
    """Seconds, and the largest resident memory in MB; the program's own words are shown when it fails."""
    with tempfile.TemporaryFile() as said, tempfile.TemporaryFile() as told:
        told.write(words.encode())
        told.seek(0)
        begin = time.perf_counter()
        process = subprocess.Popen([str(a) for a in (PROGRAM, *arguments)], cwd=ROOT, stdin=told, stdout=said, stderr=said)
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - begin
        process.returncode = os.waitstatus_to_exitcode(status)
        said.seek(0)
        output = said.read()
    if status != 0:
        sys.exit(f"sakkunnig {arguments[0]} slutade med {process.returncode}:\n{output.decode()[-3000:]}")
    return seconds, usage.ru_maxrss / 1024


def imported(what: str, folder: Path, database: object, certificates: int) -> None:
    seconds, memory = run("import", "--database", database, folder)
    report(what, f"{count(certificates / seconds)} intyg/s", f"{count(certificates)} intyg på {seconds:.1f} s, {memory:.0f} MB")


class Server:
    def __init__(self, database: object) -> None:
        with socket.socket() as listener:
            listener.bind(("127.0.0.1", 0))
            port = listener.getsockname()[1]
        self.address = f"http://127.0.0.1:{port}"
        self.log = tempfile.TemporaryFile()
        begin = time.perf_counter()
        self.process = subprocess.Popen(
            [str(PROGRAM), "serve", "--database", str(database), "--port", str(port), "--log-level", "warning"],
            cwd=ROOT, stdin=subprocess.DEVNULL, stdout=self.log, stderr=subprocess.STDOUT,
        )
        while not self.answers():
            if self.process.poll() is not None or time.perf_counter() - begin > 120:
                self.log.seek(0)
                sys.exit(f"servern kom inte igång:\n{self.log.read().decode()[-3000:]}")
            time.sleep(0.01)
        self.started = time.perf_counter() - begin

    def answers(self) -> bool:
        try:
            with urllib.request.urlopen(f"{self.address}/logga-in", timeout=2):
                return True
        except OSError:
            return False

    def memory(self) -> tuple[float, float]:
        """Resident now and at most, in MB."""
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        return tuple(int(re.search(rf"{name}:\s+(\d+)", status)[1]) / 1024 for name in ("VmRSS", "VmHWM"))

    def sign_in(self, user: str) -> str:
        """The session's cookie, as a header value."""
        jar = http.cookiejar.CookieJar()
        opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(jar))
        form = urllib.parse.urlencode({"anvandarnamn": user, "losenord": PASSWORD}).encode()
        opener.open(f"{self.address}/logga-in", form, timeout=30).read()
        if not jar:
            sys.exit("inloggningen gav ingen session")
        return "; ".join(f"{cookie.name}={cookie.value}" for cookie in jar)

    def get(self, path: str, cookie: str) -> bytes:
        with urllib.request.urlopen(urllib.request.Request(self.address + path, headers={"Cookie": cookie}), timeout=60) as answer:
            return answer.read()

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait(timeout=30)


def hey(server: Server, path: str, cookie: str, *options: str) -> dict[str, float]:
    """Pages a second and percentiles in ms; stops the measurement when any answer is not 200."""
    output = subprocess.run(
        ["hey", *options, "-H", f"Cookie: {cookie}", "-disable-redirects", server.address + path], capture_output=True, text=True, check=True
    ).stdout
    statuses = {int(code): int(number) for code, number in re.findall(r"\[(\d+)\]\s+(\d+) responses", output)}
    if set(statuses) != {200} or "Error distribution" in output:
        sys.exit(f"svaren på {path} var inte alla 200: {statuses}\n{output[-1500:]}")
    figures = {f"p{percent}": float(value) * 1000 for percent, value in re.findall(r"(\d+)%+ in ([\d.]+) secs", output)}
    return figures | {"rate": float(re.search(r"Requests/sec:\s+([\d.]+)", output)[1]), "pages": sum(statuses.values())}


def unit_of_middle_size(table: Path) -> str:
    """The HSA-id of the care unit that has the median number of certificates."""
    numbers: dict[str, int] = {}
    for file in sorted(table.glob("*intyg*.csv")) or sorted(table.glob("**/*.csv")):
        with file.open(encoding="utf-8-sig", newline="") as lines:
            rows = csv.DictReader(lines)
            if not {"intygs_id", "enhet_hsa_id"} <= set(rows.fieldnames or []):
                continue
            for row in rows:
                numbers[row["enhet_hsa_id"]] = numbers.get(row["enhet_hsa_id"], 0) + 1
    return sorted(numbers, key=numbers.get)[len(numbers) // 2]


def pages(server: Server, certificates: int) -> None:
    rows = f"databas med {count(certificates)} intyg"
    cookie = server.sign_in("matare")
    body = server.get("/sjukfall", cookie)
    listed = body.count(b'name="rad"')
    report("Listan, en sida", f"{len(body) / 1024:.0f} KiB", f"{listed} rader, {rows}")
    for name, path in [("Pågående sjukfall", "/sjukfall"), ("Översikt", "/oversikt"), ("Mål", "/mal")]:
        steady = hey(server, path, cookie, "-z", "20s", "-c", "10", "-q", "10")
        report(f"{name}, 100 anrop/s", f"p50 {steady['p50']:.1f}, p95 {steady['p95']:.1f} ms", f"{count(steady['pages'])} sidor, {rows}")
        flat = hey(server, path, cookie, "-z", "10s", "-c", "32")
        report(f"{name}, så fort det går", f"{count(flat['rate'])} sidor/s", f"{count(flat['pages'])} sidor, p95 {flat['p95']:.0f} ms, {rows}")
    now, most = server.memory()
    report("Servern, minne", f"{now:.0f} MB, mest {most:.0f}", rows)


def served(database: object, unit: str, certificates: int) -> None:
    run("user", "add", "matare", "--name", "Mätare", "--database", database, words=PASSWORD + "\n")
    run("user", "assign", "matare", "--role", "rehabCoordinator", "--unit", unit, "--database", database)
    server = Server(database)
    report("Start till första sidan", f"{server.started:.2f} s", f"databas med {count(certificates)} intyg")
    try:
        pages(server, certificates)
    finally:
        server.stop()


def on_postgres(table: Path, unit: str, certificates: int) -> None:
    """The same on the server that scripts/bench.sh has started, whose writes are durable."""
    server = os.environ.get("SAKKUNNIG_POSTGRES")
    if not server:
        print("\nSAKKUNNIG_POSTGRES saknas: PostgreSQL mäts inte (kör make bench)")
        return
    print("\nPostgreSQL", flush=True)
    subprocess.run(["psql", "--quiet", "--command", "CREATE DATABASE matning", server], check=True)
    database = server.replace("/postgres?", "/matning?")
    imported("Läs in CSV med COPY, till disk", table, database, certificates)
    seconds, _ = run("verify", "--database", database)
    report("Kontrollera databasen", f"{seconds:.1f} s", f"databas med {count(certificates)} intyg")
    served(database, unit, certificates)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--certificates", type=int, default=1_000_000)
    parser.add_argument("--documents", type=int, default=40_000, help="certificates as XML documents")
    parser.add_argument("--keep", action="store_true", help="keep the folder with files and database")
    options = parser.parse_args()

    machine()
    (ROOT / "var").mkdir(exist_ok=True)
    folder = Path(tempfile.mkdtemp(prefix="bench-", dir=ROOT / "var"))
    try:
        table, documents, database = folder / "csv", folder / "xml", folder / "bench.db"
        seconds, _ = run("generate", "--seed", "1", "--certificates", options.certificates, "--no-defects", "--out", table)
        report("Generera CSV", f"{count(options.certificates / seconds)} intyg/s", f"{count(options.certificates)} intyg på {seconds:.1f} s")
        imported("Läs in CSV, till disk", table, database, options.certificates)
        run("generate", "--seed", "2", "--certificates", options.documents, "--format", "xml", "--no-defects", "--out", documents)
        imported("Läs in FK 7804-XML, till disk", documents, folder / "xml.db", options.documents)
        seconds, _ = run("verify", "--database", database)
        report("Kontrollera databasen", f"{seconds:.1f} s", f"databas med {count(options.certificates)} intyg")
        report("Databasen på disk", f"{sum(f.stat().st_size for f in folder.glob('bench.db*')) / 1e6:.0f} MB", f"{count(options.certificates)} intyg")

        subprocess.run([str(BENCH), str(options.certificates), str(options.documents)], cwd=ROOT, check=True)

        unit = unit_of_middle_size(table)
        served(database, unit, options.certificates)
        on_postgres(table, unit, options.certificates)
    finally:
        if options.keep:
            print(f"\nFilerna ligger kvar i {folder.relative_to(ROOT)}")
        else:
            shutil.rmtree(folder)


if __name__ == "__main__":
    main()
