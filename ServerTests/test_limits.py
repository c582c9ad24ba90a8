"""What one client may take of the server, tried with clients that behave badly."""

import contextlib
import http.client
import re
import signal
import socket
import threading
import time
from pathlib import Path

import pytest

from sakkunnig import PASSWORD, Server, done, run


def answer(connection: socket.socket, seconds: float = 20) -> bytes:
    """Everything that comes until the server closes; "reset" when it cuts."""
    connection.settimeout(seconds)
    received = b""
    try:
        while part := connection.recv(65536):
            received += part
    except ConnectionResetError:
        received += b"reset"
    return received


def seconds_until_closed(connection: socket.socket, trickle: bytes = b"", every: float = 0.2) -> float:
    """Sends a byte of `trickle` now and then, over and over, until the server has closed."""
    begin = time.monotonic()
    connection.settimeout(every)
    index = 0
    while time.monotonic() - begin < 30:
        try:
            if trickle:
                connection.send(trickle[index % len(trickle)].to_bytes())
                index += 1
            if not connection.recv(65536):
                break
        except TimeoutError:
            pass
        except (BrokenPipeError, ConnectionResetError):
            break
    return time.monotonic() - begin


def test_a_taken_port_is_told_in_a_sentence_and_nothing_is_begun(serve, tmp_path: Path) -> None:
    server = serve()
    database = tmp_path / "annan.db"
    done("prepare", "--database", database)
    result = run("serve", "--database", database, "--port", server.port)
    assert (result.returncode, result.stdout) == (1, "")
    assert result.stderr.startswith(f"Fel: Port {server.port} används redan.") and len(result.stderr.splitlines()) == 1


def test_a_taken_address_for_figures_is_told_in_a_sentence_and_nothing_is_begun(serve, tmp_path: Path) -> None:
    server = serve()
    database = tmp_path / "annan.db"
    done("prepare", "--database", database)
    (tmp_path / "fil").touch()
    for address, words in [
        (f"127.0.0.1:{server.port}", f"Port {server.port} används redan."), (tmp_path / "fil", f"Socketen {tmp_path}/fil går inte"),
        (tmp_path / "saknas/matt.sock", f"Socketen {tmp_path}/saknas/matt.sock går inte"),
    ]:
        result = run("serve", "--database", database, "--port", 0, "--metrics", address)
        assert (result.returncode, result.stdout) == (1, "")
        assert result.stderr.startswith(f"Fel: {words}") and "--metrics" in result.stderr and result.stderr.count("\n") == 1, result.stderr


@pytest.mark.parametrize("port", ["99999", "65536"])
def test_a_port_that_there_is_none_of_is_refused_and_another_is_not_taken(database: str, port: str) -> None:
    for command in ("serve", "demo"):
        result = run(command, "--database", database, "--port", port)
        assert (result.returncode, result.stdout) == (64, "") and "Porten ska vara 0–65535" in result.stderr, result.stderr
    result = run("serve", "--database", database, "--port", 0, "--metrics", f"127.0.0.1:{port}")
    assert result.returncode == 1 and "0–65535" in result.stderr and result.stderr.count("\n") == 1, result.stderr


@pytest.mark.parametrize(("host", "words"), [
    ("finns.inte.invalid", "Värden finns.inte.invalid går inte att slå upp."), ("192.0.2.1", "Adressen 192.0.2.1 är inte en av den här"),
])
def test_a_host_that_is_not_this_computers_is_told_in_a_sentence_and_nothing_is_begun(database: str, host: str, words: str) -> None:
    for option, arguments in [("--host", ("--host", host)), ("--metrics", ("--metrics", f"{host}:9464"))]:
        result = run("serve", "--database", database, "--port", 0, *arguments)
        assert (result.returncode, result.stdout) == (1, "")
        assert result.stderr.startswith(f"Fel: {words}") and option in result.stderr and result.stderr.count("\n") == 1, result.stderr


@pytest.mark.parametrize("option", ["--inbox", "--backup-folder"])
def test_a_mistyped_path_does_not_become_folders(database: str, tmp_path: Path, option: str) -> None:
    result = run("serve", "--database", database, "--port", 0, option, tmp_path / "saknas/mapp")
    assert (result.returncode, result.stdout) == (1, "")
    assert result.stderr.startswith(f"Fel: Mappen {tmp_path}/saknas finns inte: gör den"), result.stderr
    assert option in result.stderr and result.stderr.count("\n") == 1 and not (tmp_path / "saknas").exists()


def test_a_folder_that_is_made_is_told_of_once(serve, tmp_path: Path) -> None:
    for told in (1, 0):
        server = serve("--inbox", tmp_path / "inkorg")
        assert server.text().count('"folder was missing and is made"') == told, server.text()
        server.kill()


@pytest.mark.parametrize("option", ["--inbox", "--backup-folder"])
def test_a_folder_that_cannot_be_made_is_told_in_a_sentence_and_nothing_is_begun(database: str, tmp_path: Path, option: str) -> None:
    (tmp_path / "fil").touch()
    for place in (tmp_path / "fil", tmp_path / "fil/mapp"):
        result = run("serve", "--database", database, "--port", 0, option, place)
        assert (result.returncode, result.stdout) == (1, "")
        assert result.stderr.startswith(f"Fel: Mappen {place} går inte") and option in result.stderr, result.stderr
        assert result.stderr.count("\n") == 1, result.stderr


def test_a_client_that_trickles_its_headers_is_cut_off(serve) -> None:
    server = serve("--head-timeout", 2)
    with server.socket() as connection:
        connection.send(b"GET /healthz HTTP/1.1\r\nHost: a\r\n")
        assert 1.5 < seconds_until_closed(connection, b"X-A: b\r\n") < 5


def test_a_connection_without_a_request_is_closed(serve) -> None:
    server = serve("--idle-timeout", 2)
    with server.socket() as connection:
        assert 1.5 < seconds_until_closed(connection) < 5
    with server.socket() as connection:
        connection.send(b"GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n")
        assert 1.5 < seconds_until_closed(connection) < 5


def test_a_client_that_trickles_its_body_is_told_and_changes_nothing(serve) -> None:
    server = serve("--body-timeout", 2, "--head-timeout", 3)
    with server.socket() as connection:
        connection.send(b"POST /logga-in HTTP/1.1\r\nHost: a\r\nContent-Length: 100000\r\n\r\n")
        stop = threading.Event()

        def trickle() -> None:
            with contextlib.suppress(OSError):
                while not stop.wait(0.2):
                    connection.send(b"a")

        thread = threading.Thread(target=trickle)
        thread.start()
        begin = time.monotonic()
        first = connection.recv(65536)
        assert first.startswith(b"HTTP/1.1 408 ") and 1.5 < time.monotonic() - begin < 5
        stop.set()
        thread.join()


def test_a_client_that_does_not_read_its_answer_is_cut_off(serve) -> None:
    server = serve("--request-timeout", 3, "--idle-timeout", 3)
    with socket.socket() as connection:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        connection.connect(("127.0.0.1", server.port))
        # So many answers that they do not fit in the kernel's buffers.
        with contextlib.suppress(BrokenPipeError, ConnectionResetError, TimeoutError):
            connection.settimeout(1)
            for _ in range(3000):
                connection.send(b"GET /om HTTP/1.1\r\nHost: a\r\n\r\n")
        time.sleep(5)
        assert server.browser().get("/healthz")[0] == 200
        connection.settimeout(5)
        with contextlib.suppress(ConnectionResetError):
            received = 0
            while part := connection.recv(65536):
                received += len(part)
            assert received < 3000 * 5000


def test_an_idle_reader_of_one_answer_gets_all_of_it(serve) -> None:
    server = serve()
    expected = len(server.browser().get("/om")[1].encode())
    with server.socket() as connection:
        connection.send(b"GET /om HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
        time.sleep(1)
        assert len(answer(connection).split(b"\r\n\r\n", 1)[1]) == expected


@pytest.mark.parametrize("announced", [True, False], ids=["announced", "in chunks"])
def test_too_large_a_body_is_refused_in_words(serve, announced: bool) -> None:
    server = serve("--max-body", 10_000)
    with server.socket() as connection:
        if announced:
            connection.send(b"POST /logga-in HTTP/1.1\r\nHost: a\r\nContent-Length: 10001\r\n\r\n")
        else:
            connection.send(b"POST /logga-in HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n2711\r\n" + b"a" * 10001)
        first = connection.recv(65536)
        assert first.startswith(b"HTTP/1.1 413 ")


@pytest.mark.parametrize(
    "head", [b"X-A: " + b"a" * 3000, b"\r\n".join(b"X-%d: " % n + b"a" * 40 for n in range(80)),
             b"\r\n".join(b"X-%d: a" % n for n in range(150))],
    ids=["one long", "many", "very many"])
def test_too_large_a_head_is_refused(serve, head: bytes) -> None:
    server = serve("--max-header", 2048)
    with server.socket() as connection:
        connection.send(b"GET /healthz HTTP/1.1\r\nHost: a\r\n" + head + b"\r\n\r\n")
        assert answer(connection, 5).startswith(b"HTTP/1.1 4")


def test_too_long_an_address_is_refused(serve) -> None:
    server = serve("--max-header", 2048)
    with server.socket() as connection:
        connection.send(b"GET /" + b"a" * 5000 + b" HTTP/1.1\r\nHost: a\r\n\r\n")
        assert answer(connection, 5).startswith(b"HTTP/1.1 4")


def test_one_connection_too_many_is_told_to_come_back(serve) -> None:
    server = serve("--max-connections", 3)
    kept = [server.socket() for _ in range(3)]
    for connection in kept:
        connection.send(b"GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n")
        assert connection.recv(65536).startswith(b"HTTP/1.1 200 ")
    with server.socket() as connection:
        connection.send(b"GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n")
        refusal = answer(connection, 5)
        assert refusal.startswith(b"HTTP/1.1 503 ") and b"Retry-After: 5" in refusal and "försök igen".encode() in refusal
    # Those that were let in are served still, and a place that is left is free.
    kept[0].send(b"GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n")
    assert kept[0].recv(65536).startswith(b"HTTP/1.1 200 ")
    kept.pop().close()
    time.sleep(0.3)
    assert server.browser().get("/healthz")[0] == 200
    for connection in kept:
        connection.close()


def test_the_limit_of_open_files_is_raised_for_the_connections(serve) -> None:
    server = serve(prefix=("prlimit", "--nofile=256:4096"))
    with contextlib.ExitStack() as kept:
        for _ in range(400):
            kept.enter_context(server.socket())
        assert server.browser().get("/healthz")[0] == 200
    limits = Path(f"/proc/{server.process.pid}/limits").read_text()
    assert re.search(r"Max open files +(\d+)", limits)[1] == "4096"


def test_more_connections_than_files_may_be_open_are_told_in_a_sentence(database: str) -> None:
    result = run("serve", "--database", database, "--port", 0, prefix=("prlimit", "--nofile=600:600"))
    assert (result.returncode, result.stdout) == (1, "")
    assert result.stderr.startswith("Fel: 1000 anslutningar kräver 1300 öppna filer"), result.stderr
    assert "LimitNOFILE" in result.stderr and "--max-connections" in result.stderr and len(result.stderr.splitlines()) == 1


def test_half_a_form_changes_nothing(serve) -> None:
    server = serve()
    whole = f"anvandarnamn=karin&losenord={PASSWORD.replace(' ', '+')}".encode()
    for length in (b"Content-Length: %d" % (len(whole) + 5), b"Transfer-Encoding: chunked"):
        with server.socket() as connection:
            body = whole if length.startswith(b"Content") else b"%x\r\n%s\r\n" % (len(whole), whole)
            connection.send(b"POST /logga-in HTTP/1.1\r\nHost: a\r\n" + length + b"\r\n\r\n" + body)
            connection.shutdown(socket.SHUT_WR)
            assert b" 303 " not in answer(connection, 10)
    with server.socket() as connection:
        connection.send(b"POST /logga-in HTTP/1.1\r\nHost: a\r\nContent-Length: %d\r\n\r\n" % len(whole) + whole)
        assert connection.recv(65536).startswith(b"HTTP/1.1 303 ")


class TestStopping:
    def test_what_is_in_flight_is_answered_and_nobody_new_is_let_in(self, serve) -> None:
        server = serve()
        with server.socket() as slow, server.socket() as idle:
            idle.send(b"GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n")
            idle.recv(65536)
            body = b"anvandarnamn=karin&losenord=" + PASSWORD.replace(" ", "+").encode()
            slow.send(b"POST /logga-in HTTP/1.1\r\nHost: a\r\nContent-Length: %d\r\n\r\n" % len(body) + body[:10])
            time.sleep(0.3)
            server.process.send_signal(signal.SIGTERM)
            time.sleep(0.7)
            with pytest.raises(OSError):
                server.socket(2)
            assert answer(idle, 5) == b""
            slow.send(body[10:])
            assert answer(slow).startswith(b"HTTP/1.1 303 ")
        assert server.process.wait(10) == 0

    def test_answers_that_are_under_way_come_whole(self, serve) -> None:
        server = serve()
        karin = server.browser().sign_in()
        length = len(karin.get("/sjukfall")[1].encode())
        # More than the kernel's buffers hold, so that the last answer lies in the server when it is to close.
        count = 6_000_000 // length
        with socket.socket() as connection:
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
            connection.connect(("127.0.0.1", server.port))
            connection.send(b"GET /sjukfall HTTP/1.1\r\nHost: a\r\nCookie: %s\r\n\r\n" % karin.cookie.encode() * count)
            time.sleep(1)
            server.process.send_signal(signal.SIGTERM)
            time.sleep(1)
            received = answer(connection)
        answers = 0
        while received:
            head, _, received = received.partition(b"\r\n\r\n")
            assert head.startswith(b"HTTP/1.1 200 ") and len(received) >= length, f"answer {answers + 1} of {count} is cut"
            received = received[length:]
            answers += 1
        assert answers > 0
        assert server.process.wait(10) == 0

    def test_one_that_never_ends_does_not_hold_the_server(self, serve) -> None:
        server = serve("--stop-timeout", 2)
        with server.socket() as connection:
            connection.send(b"POST /logga-in HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\na")
            time.sleep(0.3)
            begin = time.monotonic()
            server.process.send_signal(signal.SIGTERM)
            assert server.process.wait(15) == 0
            assert 1 < time.monotonic() - begin < 8

    def test_it_says_that_it_is_not_ready_while_it_stops(self, serve, tmp_path) -> None:
        place = tmp_path / "matt.sock"
        server = serve("--metrics", place)

        def ready() -> bytes:
            with socket.socket(socket.AF_UNIX) as connection:
                connection.connect(str(place))
                connection.send(b"GET /readyz HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
                return answer(connection)

        assert ready().startswith(b"HTTP/1.1 200 ")
        with server.socket() as slow:
            slow.send(b"POST /logga-in HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\na")
            time.sleep(0.3)
            server.process.send_signal(signal.SIGTERM)
            time.sleep(0.5)
            assert ready().startswith(b"HTTP/1.1 503 ") and b"servern stannar" in ready()
        assert server.process.wait(10) == 0

    def test_requests_that_were_answered_while_stopping_are_kept(self, serve, database: str) -> None:
        server = serve()
        people = [server.browser() for _ in range(4)]
        answered: list[str] = []

        def sign_in(browser) -> None:
            with contextlib.suppress(OSError, http.client.HTTPException):
                while True:
                    browser.cookie = browser.token = ""
                    if browser.post("/logga-in", {"anvandarnamn": "karin", "losenord": PASSWORD})[0] == 303:
                        answered.append(browser.cookie)

        threads = [threading.Thread(target=sign_in, args=[browser]) for browser in people]
        for thread in threads:
            thread.start()
        time.sleep(1.5)
        assert server.stop() == 0
        for thread in threads:
            thread.join()
        assert len(answered) > 4
        again = serve()
        for cookie in answered:
            browser = again.browser()
            browser.cookie = cookie
            assert browser.get("/sjukfall")[0] == 200
