"""Measures the program as people run it: release build, its own command line, one database of made-up certificates.

Each line says what, how much, on how many rows; the first lines say on which machine. What is measured inside one process (grouping,
measures, reading) is measured by sakkunnig-bench, whose lines follow the same form.
"""

import argparse
import contextlib
import csv
import http.client
import http.cookiejar
import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
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


def run(*arguments: object, words: str = "", good: tuple[int, ...] = (0,)) -> tuple[float, float]:
    """Seconds, and the largest resident memory in MB; the program's own words are shown when it ends otherwise than well."""
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
    if process.returncode not in good:
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
        self.folder = tempfile.TemporaryDirectory()
        begin = time.perf_counter()
        self.process = subprocess.Popen(
            [
                str(PROGRAM), "serve", "--database", str(database), "--port", str(port), "--log-level", "warning",
                "--second-factor", "optional", "--sealing-key", str(Path(self.folder.name) / "engangskoder.key"),
            ],
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


def percentile(seconds: list[float], share: float) -> float:
    """In ms."""
    return sorted(seconds)[int(len(seconds) * share)] * 1000


def overhead(server: Server, cookie: str, rows: str) -> None:
    """What signing in costs a request: one connection, one request at a time, the three kinds in turn, so that they share the machine's moods.

    The last kind's page reads and writes out a certificate too: what session, rights and log row cost is less than its difference.
    """
    patient = re.search(r'href="(/patient/[^"?]+)', server.get("/sjukfall?vems=enhetens", cookie).decode())[1]
    certificate = re.search(r'href="(/patient/[^"]+/intyg/[0-9]+)"', server.get(patient, cookie).decode())[1]
    kinds = {"utan inloggning": ("/tillganglighet", ""), "med session och roll": ("/tillganglighet", cookie), "med session, roll och loggrad": (certificate, cookie)}
    times: dict[str, list[float]] = {name: [] for name in kinds}
    connection = http.client.HTTPConnection(server.address.removeprefix("http://"))
    for round in range(2_200):
        for name, (path, sent) in kinds.items():
            begin = time.perf_counter()
            connection.request("GET", path, headers={"Cookie": sent} if sent else {})
            answer = connection.getresponse()
            answer.read()
            if answer.status != 200:
                sys.exit(f"{path} gav {answer.status}")
            if round >= 200:
                times[name].append(time.perf_counter() - begin)
    connection.close()
    base = times["utan inloggning"]
    for name, seconds in times.items():
        more = "" if seconds is base else f", påslag p50 {percentile(seconds, 0.5) - percentile(base, 0.5):.2f}, p95 {percentile(seconds, 0.95) - percentile(base, 0.95):.2f} ms"
        report(f"Ett anrop {name}", f"p50 {percentile(seconds, 0.5):.2f}, p95 {percentile(seconds, 0.95):.2f} ms", f"{count(len(seconds))} anrop{more}, {rows}")


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
    overhead(server, cookie, rows)
    now, most = server.memory()
    report("Servern, minne", f"{now:.0f} MB, mest {most:.0f}", rows)


def served(database: object, unit: str, certificates: int) -> None:
    run("user", "add", "matare", "--name", "Mätare", "--database", database, words=PASSWORD + "\n")
    run("user", "assign", "matare", "--role", "rehabCoordinator", "--unit", unit, "--without-analysis", "--database", database)
    server = Server(database)
    report("Start till första sidan", f"{server.started:.2f} s", f"databas med {count(certificates)} intyg")
    try:
        pages(server, certificates)
    finally:
        server.stop()


def on_postgres(table: Path, unit: str, certificates: int, soaked: int) -> None:
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
    several(database, Cluster(server), certificates)
    soak(database, certificates, soaked)


class Cluster:
    """The processes of the database server that an address on a unix socket names."""

    def __init__(self, address: str) -> None:
        folder = Path(urllib.parse.unquote(address.split("host=")[1].split("&")[0]))
        self.main = int((folder / "data/postmaster.pid").read_text().split()[0])
        self.address = address

    def cpu(self) -> float:
        children = Path(f"/proc/{self.main}/task/{self.main}/children").read_text().split()
        return sum(cpu(int(pid)) for pid in children)

    def locked(self) -> int:
        """Backends that wait for a lock of another at this moment."""
        statement = "SELECT COUNT(*) FROM pg_stat_activity WHERE state = 'active' AND wait_event_type = 'Lock'"
        return int(subprocess.run(["psql", "-XAtc", statement, self.address], capture_output=True, text=True, check=True).stdout)


def cpu(pid: int) -> float:
    """Seconds of processor time that a process has taken."""
    with contextlib.suppress(OSError):
        fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
    return 0


def several(database: str, cluster: Cluster, certificates: int) -> None:
    """One server and two at the same database, with as many requests at once. Where the cores do not allow twice the pages, the processor
    time of a page tells whether the two are in each other's way: it is then larger with two, or somebody waits for a lock."""
    rates = []
    for number in (1, 2):
        servers = [Server(database) for _ in range(number)]
        try:
            cookie = servers[0].sign_in("matare")
            results: list[dict[str, float]] = []
            threads = [
                threading.Thread(target=lambda server=server: results.append(hey(server, "/sjukfall", cookie, "-z", "15s", "-c", str(16 // number))))
                for server in servers
            ]
            before, base = sum(cpu(server.process.pid) for server in servers), cluster.cpu()
            for thread in threads:
                thread.start()
            looks = waiting = 0
            while any(thread.is_alive() for thread in threads):
                looks += 1
                waiting += cluster.locked()
                time.sleep(0.25)
            page_count = sum(result["pages"] for result in results)
            own = (sum(cpu(server.process.pid) for server in servers) - before) / page_count * 1000
            theirs = (cluster.cpu() - base) / page_count * 1000
            rates.append(sum(result["rate"] for result in results))
            report(
                f"{number} server{'' if number == 1 else 'ar'}, listan", f"{count(rates[-1])} sidor/s",
                f"CPU {own:.2f} ms i servern och {theirs:.2f} ms i databasen per sida, {waiting} väntade på lås vid {looks} titt; "
                f"databas med {count(certificates)} intyg")
        finally:
            for server in servers:
                server.stop()
    report("Två servrar mot en", f"{rates[1] / rates[0]:.2f} gånger", f"{os.cpu_count()} kärnor delas av servrar, databas och mätning")


def soak(database: str, certificates: int, seconds: int) -> None:
    """Pages all the time and something new every half minute; the memory of the second quarter and of the last are compared."""
    server = Server(database)
    try:
        cookie = server.sign_in("matare")
        figures: dict[str, float] = {}
        load = threading.Thread(
            target=lambda: figures.update(hey(server, "/sjukfall", cookie, "-z", f"{seconds}s", "-c", "5", "-q", "10")))
        load.start()
        begin, samples, round = time.monotonic(), [], 0
        with tempfile.TemporaryDirectory() as folder:
            while load.is_alive():
                samples.append(server.memory()[0])
                if (time.monotonic() - begin) // 30 >= round:
                    round += 1
                    files = Path(folder) / str(round)
                    run("generate", "--seed", 1_000 + round, "--certificates", "50", "--no-defects", "--out", files)
                    # 2: some of it waits, since another made-up region has given the same id to something else.
                    run("import", "--database", database, files, good=(0, 2))
                time.sleep(min(5, seconds / 40))
        quarter = len(samples) // 4
        early, late = (sum(part) / max(1, len(part)) for part in (samples[quarter : 2 * quarter], samples[-quarter:]))
        report(
            f"Uthållighet, {seconds} s", f"{early:.0f} MB → {late:.0f} MB",
            f"{count(figures['pages'])} sidor, p95 {figures['p95']:.0f} ms, {round} inläsningar, {len(samples)} mätningar; "
            f"databas med {count(certificates)} intyg")
    finally:
        server.stop()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--certificates", type=int, default=1_000_000)
    parser.add_argument("--documents", type=int, default=40_000, help="certificates as XML documents")
    parser.add_argument("--soak", type=int, default=600, help="seconds of pages for the memory's sake")
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
        on_postgres(table, unit, options.certificates, options.soak)
    finally:
        if options.keep:
            print(f"\nFilerna ligger kvar i {folder.relative_to(ROOT)}")
        else:
            shutil.rmtree(folder)


if __name__ == "__main__":
    main()
