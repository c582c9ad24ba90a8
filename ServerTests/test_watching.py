"""What those who run the server see of it: health, figures and the log, with nobody's data in them."""

import contextlib
import http.client
import json
import re
import shutil
import signal
import subprocess
import threading
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from sakkunnig import EXECUTABLE, PASSWORD, ROOT, free_port, name, person, rows

PROMTOOL = shutil.which("promtool") or str(ROOT / ".venv/bin/promtool")


def fetch(port: int, path: str) -> tuple[int, str]:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=10) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode()


def values(metrics: str) -> dict[str, float]:
    """`name{labels}` → value."""
    lines = [line for line in metrics.splitlines() if line and not line.startswith("#")]
    return {line.rsplit(" ", 1)[0]: float(line.rsplit(" ", 1)[1]) for line in lines}


@pytest.fixture
def watched(serve, tmp_path: Path):
    port = free_port()
    server = serve("--metrics", f"127.0.0.1:{port}", "--inbox", tmp_path / "inkorg", "--inbox-quiet", 2)
    return server, port


def walk(server, user: str, most: int = 150) -> tuple[set[str], int]:
    """Follows every link that a person sees, then sends some forms. Gives the addresses."""
    browser = server.browser().sign_in(user)
    seen, waiting = set(), ["/", "/om", "/tillganglighet", "/finns-inte", f"/sjukfall?sok={person(3)}", "/%FF%00"]
    while waiting and len(seen) < most:
        address = waiting.pop(0)
        if address in seen or not address.startswith("/") or address.startswith("/assets") or "logga-ut" in address:
            continue
        seen.add(address)
        _, text = browser.get(address)
        waiting += [link.replace("&amp;", "&") for link in re.findall(r'href="(/[^"#]*)', text)]
    browser.post("/sjukfall/installningar", {"glapp": "30"})
    browser.post("/sjukfall/ansvarig", {"patient": "x", "konto": "1"})
    browser.post("/logga-in", {"anvandarnamn": person(1), "losenord": "fel"})
    browser.post("/finns-inte", {"namn": name(2)})
    return seen, len(seen)


def test_health_and_readiness(watched) -> None:
    server, port = watched
    assert fetch(server.port, "/healthz") == (200, "ok\n") and fetch(server.port, "/readyz") == (200, "redo\n")
    assert fetch(port, "/healthz") == (200, "ok\n") and fetch(port, "/readyz") == (200, "redo\n")


def test_the_figures_are_never_on_the_public_listener(watched) -> None:
    server, port = watched
    assert fetch(server.port, "/metrics")[0] == 404 and fetch(port, "/logga-in")[0] == 404
    # Nor can a backup be asked for where anybody on the machine reaches.
    assert server.browser().post("/backup", {"path": "x"})[0] == 404
    request = urllib.request.Request(f"http://127.0.0.1:{port}/backup", b"path=x", method="POST")
    with pytest.raises(urllib.error.HTTPError):
        urllib.request.urlopen(request, timeout=10)


def test_promtool_has_no_remark_on_the_figures(watched) -> None:
    server, port = watched
    walk(server, "karin", 20)
    status, metrics = fetch(port, "/metrics")
    checked = subprocess.run([PROMTOOL, "check", "metrics"], input=metrics, capture_output=True, text=True)
    assert status == 200 and checked.returncode == 0 and checked.stdout + checked.stderr == ""


def test_the_figures_count_what_happened(watched, tmp_path: Path) -> None:
    server, port = watched
    before = values(fetch(port, "/metrics")[1])
    karin = server.browser().sign_in()
    for _ in range(5):
        assert karin.get("/sjukfall")[0] == 200
    for number in range(3):
        assert karin.get(f"/finns-inte-{number}")[0] == 404
    after = values(fetch(port, "/metrics")[1])

    def grown(series: str) -> float:
        return after.get(series, 0) - before.get(series, 0)

    requests = 'sakkunnig_http_requests_total{route="%s",method="GET",status="%d"}'
    assert grown(requests % ("/sjukfall", 200)) == 5 and grown(requests % ("NotFound", 404)) == 3
    assert grown('sakkunnig_http_request_duration_seconds_count{route="/sjukfall"}') == 5
    assert grown('sakkunnig_http_request_duration_seconds_bucket{route="/sjukfall",le="+Inf"}') == 5
    assert grown("sakkunnig_access_log_rows") == 5
    assert after["sakkunnig_snapshot_rows"] == 40 and after["sakkunnig_ready"] == 1
    assert after['sakkunnig_import_items_total{result="accepted"}'] == 40
    assert after['sakkunnig_database_connections{pool="readers"}'] == 4
    assert 10e6 < after["process_resident_memory_bytes"] < 2e9 and after["process_open_fds"] > 3

    # A file that comes into the inbox is seen in the figures.
    broken = rows(40, 10) + "trasig;rad\n"
    (tmp_path / "inkorg" / "nya.csv").write_text(broken, "utf-8")
    end = time.monotonic() + 20
    while values(fetch(port, "/metrics")[1])["sakkunnig_snapshot_rows"] < 50 and time.monotonic() < end:
        time.sleep(0.3)
    latest = values(fetch(port, "/metrics")[1])
    assert latest["sakkunnig_snapshot_rows"] == 50 and latest['sakkunnig_import_items_total{result="accepted"}'] == 50
    assert latest['sakkunnig_import_items_total{result="quarantined"}'] == 1 == latest["sakkunnig_quarantine_waiting"]
    assert latest["sakkunnig_snapshot_age_seconds"] < 20 < 60


def test_a_whole_walk_leaves_nobody_in_the_log_or_the_figures(watched) -> None:
    server, port = watched
    walked = [walk(server, user) for user in ("karin", "lena")]
    assert walked[0][1] > 40
    # The opaque ids of patients are in the addresses that were asked for.
    patients = {found[1] for address in walked[0][0] if (found := re.match(r"/patient/([^/?]+)", address))}
    assert len(patients) >= 20
    log, metrics = server.text(), fetch(port, "/metrics")[1]
    lines = [json.loads(line) for line in log.splitlines()]
    assert sum(line["message"] == "request" for line in lines) > 50
    assert all({"time", "level", "message"} <= line.keys() for line in lines)
    forbidden = ["Koordinatorsson", "Loggarsson", "Provpatient", "Efternamn", "Doktor Ek", PASSWORD, PASSWORD.replace(" ", "+")]
    for number in range(50):
        identity = person(number)
        forbidden += [identity, identity.replace("-", ""), identity[2:], identity[2:].replace("-", "")]
    for text in (log, metrics):
        for word in [*forbidden, *patients]:
            assert word not in text
    routes = set(re.findall(r'route="([^"]*)"', metrics))
    assert "/patient/{patient}" in routes and not any(re.search(r"\d", route) for route in routes)


def test_the_text_form_of_the_log(serve) -> None:
    server = serve("--log-format", "text")
    server.browser().get("/om")
    time.sleep(0.2)
    assert "request" in server.text() and not server.text().startswith("{")


@pytest.fixture
def unread(database: str, tmp_path: Path) -> Iterator[Callable]:
    """unread("json") gives a server whose log goes into a pipe that nobody reads from when it serves, and its port."""
    processes: list[subprocess.Popen] = []

    def start(form: str) -> tuple[subprocess.Popen, int]:
        process = subprocess.Popen(
            [
                EXECUTABLE, "serve", "--database", database, "--port", "0", "--sealing-key", tmp_path / "engangskoder.key", "--log-format",
                form,
            ],
            cwd=ROOT, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        processes.append(process)
        while line := process.stderr.readline().decode():
            if found := re.search(r'"serving".*"port":"(\d+)"|port=(\d+) .*serving', line):
                return process, int(found[1] or found[2])
        raise RuntimeError("servern startar inte")

    yield start
    for process in processes:
        process.kill()
        process.wait()
        process.stderr.close()


def ask(port: int, times: int) -> None:
    with contextlib.closing(http.client.HTTPConnection("127.0.0.1", port, timeout=10)) as connection:
        for _ in range(times):
            connection.request("GET", "/healthz")
            answer = connection.getresponse()
            assert (answer.status, answer.read()) == (200, b"ok\n")


@pytest.mark.parametrize("form", ["json", "text"])
def test_a_log_that_nobody_reads_stops_nothing(unread: Callable, form: str) -> None:
    process, port = unread(form)
    # Several times what a pipe holds.
    ask(port, 3_000)
    process.send_signal(signal.SIGTERM)
    assert process.wait(30) == 0


def test_a_log_that_is_read_again_tells_how_much_was_lost(unread: Callable) -> None:
    process, port = unread("json")
    ask(port, 3_000)
    lines: list[bytes] = []
    reading = threading.Thread(target=lambda: lines.extend(process.stderr))
    reading.start()
    time.sleep(0.5)
    ask(port, 10)
    process.send_signal(signal.SIGTERM)
    assert process.wait(30) == 0
    reading.join()
    # Every line is whole.
    read = [json.loads(line) for line in lines]
    lost = sum(int(line["lines"]) for line in read if line["message"] == "log lines lost")
    requests = sum(line["message"] == "request" for line in read)
    # Some of those that were lost may be about something else.
    assert lost > 1_000 and 3_010 <= requests + lost < 3_100, (requests, lost)
    assert read[-1]["message"] == "closed"
