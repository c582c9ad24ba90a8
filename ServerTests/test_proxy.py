"""The handbook's recipes for nginx and HAProxy as they stand, on loopback, with a certificate authority made for the test."""

import contextlib
import http.client
import http.server
import re
import shutil
import socket
import ssl
import subprocess
import threading
import time
import urllib.parse
from pathlib import Path

import pytest

import proxy as haproxy
from sakkunnig import PASSWORD, ROOT
from test_limits import answer
from test_watching import free_port

NGINX = shutil.which("nginx", path=f"/usr/sbin:/usr/bin:/usr/local/bin:{ROOT}/.venv/bin")
HOST = "sakkunnig.example.se"


def openssl(folder: Path, *arguments: str) -> None:
    subprocess.run(["openssl", *arguments], cwd=folder, check=True, capture_output=True)


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with ca.pem, sakkunnig.pem and sakkunnig.key."""
    folder = tmp_path_factory.mktemp("ca")
    curve = ("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes")
    openssl(folder, "req", "-x509", *curve, "-keyout", "ca.key", "-out", "ca.pem", "-days", "2", "-subj", "/CN=Prov-CA",
            "-addext", "basicConstraints=critical,CA:TRUE", "-addext", "keyUsage=critical,keyCertSign")
    openssl(folder, "req", *curve, "-keyout", "sakkunnig.key", "-out", "sakkunnig.csr", "-subj", f"/CN={HOST}")
    (folder / "names").write_text(f"subjectAltName=DNS:{HOST}\nbasicConstraints=CA:FALSE\n")
    openssl(folder, "x509", "-req", "-in", "sakkunnig.csr", "-CA", "ca.pem", "-CAkey", "ca.key", "-CAcreateserial", "-days", "2",
            "-extfile", "names", "-out", "sakkunnig.pem")
    return folder


class Proxy:
    """nginx with the recipe, whose addresses, ports and folders alone are the test's own."""

    def __init__(self, folder: Path, authority: Path, upstream: int) -> None:
        assert NGINX, "nginx saknas; kör scripts/setup.sh test"
        self.clear, self.tls = free_port(), free_port()
        self.authority = authority
        self.folder = folder
        recipe = (ROOT / "docs/handbok/nginx.conf").read_text("utf-8")
        for old, new in [
            ("listen 80", f"listen 127.0.0.1:{self.clear}"), ("listen 443", f"listen 127.0.0.1:{self.tls}"),
            ("server 127.0.0.1:8080", f"server 127.0.0.1:{upstream}"), ("/etc/ssl/private/", f"{authority}/"),
            ("/etc/ssl/", f"{authority}/"), ("/var/log/nginx/", f"{folder}/"),
        ]:
            assert old in recipe
            recipe = recipe.replace(old, new)
        paths = "".join(f"{kind}_temp_path {folder}/{kind};" for kind in ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"])
        (folder / "nginx.conf").write_text(
            f"daemon off; pid {folder}/pid; error_log {folder}/fel.log; worker_processes 1;\n"
            # As Debian's own nginx.conf has it, with what the recipe must overrule.
            f"events {{}}\nhttp {{ ssl_protocols TLSv1 TLSv1.1 TLSv1.2 TLSv1.3; {paths}\n{recipe}\n}}\n", "utf-8")
        self.process = subprocess.Popen([NGINX, "-e", f"{folder}/fel.log", "-c", f"{folder}/nginx.conf"], stdin=subprocess.DEVNULL)
        for _ in range(200):
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", self.tls), 1):
                return
            assert self.process.poll() is None, (folder / "fel.log").read_text()
            time.sleep(0.02)
        raise RuntimeError("nginx svarar inte")

    def context(self, **limits) -> ssl.SSLContext:
        context = ssl.create_default_context(cafile=self.authority / "ca.pem")
        for name, value in limits.items():
            setattr(context, name, value)
        return context

    def socket(self, context: ssl.SSLContext | None = None, host: str | None = HOST) -> ssl.SSLSocket:
        context = context or self.context()
        if host != HOST:
            context.check_hostname = False
        plain = socket.create_connection(("127.0.0.1", self.tls), 10)
        return context.wrap_socket(plain, server_hostname=host)

    def ask(self, request: bytes, tls: bool = True) -> bytes:
        with self.socket() if tls else socket.create_connection(("127.0.0.1", self.clear), 10) as connection:
            connection.sendall(request)
            return answer(connection, 10)

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait(10)


@pytest.fixture
def proxied(serve, tmp_path: Path, authority: Path):
    """The program behind the proxy."""
    server = serve("--behind-tls")
    proxy = Proxy(tmp_path, authority, server.port)
    yield server, proxy
    proxy.stop()


@pytest.fixture
def recorder():
    """A server that keeps what a proxy sends it, but for the proxy's own questions whether it is ready."""
    seen: list[http.client.HTTPMessage] = []

    class Recorder(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            if self.path != "/readyz":
                seen.append(self.headers)
            self.send_response(200)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_) -> None:
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Recorder)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server.server_address[1], seen
    server.shutdown()


@pytest.fixture
def recorded(recorder, tmp_path: Path, authority: Path):
    """The same behind nginx."""
    port, seen = recorder
    proxy = Proxy(tmp_path, authority, port)
    yield proxy, seen
    proxy.stop()


def headers(received: bytes) -> list[tuple[str, str]]:
    head = received.split(b"\r\n\r\n", 1)[0].decode("latin-1").split("\r\n")[1:]
    return [(line.split(":", 1)[0].lower(), line.split(":", 1)[1].strip()) for line in head]


def get(path: str, *more: str, host: str = HOST, version: str = "1.1") -> bytes:
    return "\r\n".join([f"GET {path} HTTP/{version}", f"Host: {host}", "Connection: close", *more, "", ""]).encode()


def test_only_tls_of_today_is_spoken(proxied) -> None:
    _, proxy = proxied
    for version in (ssl.TLSVersion.TLSv1_2, ssl.TLSVersion.TLSv1_3):
        with proxy.socket(proxy.context(minimum_version=version, maximum_version=version)) as connection:
            assert connection.version() == {771: "TLSv1.2", 772: "TLSv1.3"}[version.value]
            assert connection.cipher()[2] >= 128
    with proxy.socket() as connection:
        assert connection.version() == "TLSv1.3"
    old = proxy.context()
    old.set_ciphers("DEFAULT:@SECLEVEL=0")
    for version in (ssl.TLSVersion.TLSv1, ssl.TLSVersion.TLSv1_1):
        with pytest.warns(DeprecationWarning):
            old.minimum_version = version
            old.maximum_version = version
        with pytest.raises((ssl.SSLError, ConnectionResetError)):
            proxy.socket(old)
    for weak in ("AES128-SHA", "ECDHE-ECDSA-AES128-SHA", "AES128-GCM-SHA256"):
        context = proxy.context(maximum_version=ssl.TLSVersion.TLSv1_2)
        context.set_ciphers(f"{weak}:@SECLEVEL=0")
        with pytest.raises((ssl.SSLError, ConnectionResetError)):
            proxy.socket(context)


def test_the_certificate_is_judged(proxied) -> None:
    _, proxy = proxied
    with pytest.raises(ssl.SSLCertVerificationError):
        proxy.socket(ssl.create_default_context())


def test_another_host_gets_nothing(proxied) -> None:
    _, proxy = proxied
    for name in ("evil.test", None):
        with pytest.raises((ssl.SSLError, ConnectionResetError)):
            proxy.socket(host=name)
    for host in ("evil.test", "127.0.0.1", f"{HOST}.evil.test", f"evil.test/{HOST}"):
        assert not proxy.ask(get("/logga-in", host=host)).startswith(b"HTTP/1.1 2")
        assert b"Sakkunnig" not in proxy.ask(get("/logga-in", host=host), tls=False)
    assert proxy.ask(b"GET /logga-in HTTP/1.1\r\nConnection: close\r\n\r\n").startswith(b"HTTP/1.1 400 ")
    assert proxy.ask(get("/logga-in", f"Host: {HOST}")).startswith(b"HTTP/1.1 400 ")


def test_a_person_signs_in_with_a_cookie_that_only_tls_carries(proxied) -> None:
    _, proxy = proxied
    form = urllib.parse.urlencode({"anvandarnamn": "karin", "losenord": PASSWORD})
    received = proxy.ask(
        f"POST /logga-in HTTP/1.1\r\nHost: {HOST}\r\nOrigin: https://{HOST}\r\nConnection: close\r\n"
        f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(form)}\r\n\r\n{form}".encode())
    assert received.startswith(b"HTTP/1.1 303 "), received[:500]
    cookies = [value for name, value in headers(received) if name == "set-cookie"]
    session = next(cookie for cookie in cookies if cookie.startswith("__Host-session="))
    for part in ("Secure", "HttpOnly", "Path=/", "SameSite="):
        assert part in session
    assert proxy.ask(get("/om", f"Cookie: {session.split(';')[0]}")).startswith(b"HTTP/1.1 200 ")


@pytest.mark.parametrize("path", ["/logga-in", "/finns-inte", "/sjukfall", "/assets/x", "/healthz"])
def test_every_answer_asks_for_tls_once_and_tells_no_version(proxied, path: str) -> None:
    _, proxy = proxied
    found = headers(proxy.ask(get(path)))
    assert [value for name, value in found if name == "strict-transport-security"] == ["max-age=31536000; includeSubDomains"]
    for name in ("content-security-policy", "x-content-type-options", "cache-control"):
        assert len([value for header, value in found if header == name]) == 1
    assert all(not re.search(r"\d", value) for name, value in found if name == "server")


def test_an_answer_of_the_proxy_itself_asks_for_tls(proxied) -> None:
    server, proxy = proxied
    server.kill()
    received = proxy.ask(get("/logga-in"))
    assert received.startswith(b"HTTP/1.1 502 ") and b"nginx/" not in received
    assert ("strict-transport-security", "max-age=31536000; includeSubDomains") in headers(received)


def test_only_pages_are_led_from_http_to_tls(proxied) -> None:
    _, proxy = proxied
    received = proxy.ask(get("/logga-in?anvandare=x"), tls=False)
    assert received.startswith(b"HTTP/1.1 301 ")
    assert ("location", f"https://{HOST}/logga-in?anvandare=x") in headers(received)
    form = b"anvandarnamn=karin&losenord=hemligt"
    for request in (
        get("/healthz"), get("/readyz"),
        b"POST /logga-in HTTP/1.1\r\nHost: %s\r\nConnection: close\r\nContent-Length: %d\r\n\r\n%s" % (HOST.encode(), len(form), form),
    ):
        received = proxy.ask(request, tls=False)
        assert received.startswith(b"HTTP/1.1 403 ") and "location" not in dict(headers(received))


def test_nobody_can_say_who_they_are_by_a_header(recorded) -> None:
    proxy, seen = recorded
    proxy.ask(get(
        "/om", "X-Forwarded-For: 10.0.0.1", "x-forwarded-for: 10.0.0.2", "X-Real-IP: 10.0.0.3", "Forwarded: for=10.0.0.4;host=evil.test",
        "X-Forwarded-Host: evil.test", "X-Forwarded-Proto: http", "X_Forwarded_For: 10.0.0.5"))
    assert len(seen) == 1
    assert seen[0].get_all("X-Forwarded-For") == ["127.0.0.1"] and seen[0].get_all("Host") == [HOST]
    text = str(seen[0])
    assert "10.0.0." not in text and "evil" not in text


def test_haproxy_tells_where_its_own_client_is_and_believes_no_header(recorder, tmp_path: Path) -> None:
    port, seen = recorder
    with haproxy.Proxy(tmp_path, port) as proxy, socket.create_connection(
            ("127.0.0.1", proxy.port), 10, source_address=("127.0.0.2", 0)) as connection:
        connection.sendall(get(
            "/om", "X-Forwarded-For: 10.0.0.1", "x-forwarded-for: 10.0.0.2", "X-Real-IP: 10.0.0.3", "Forwarded: for=10.0.0.4;host=evil.test"))
        assert b" 200 " in answer(connection, 10)
    assert len(seen) == 1 and seen[0].get_all("X-Forwarded-For") == ["127.0.0.2"]
    assert "10.0.0." not in str(seen[0]) and "evil" not in str(seen[0])


@pytest.mark.parametrize("framing", [
    "Content-Length: 5\r\nTransfer-Encoding: chunked", "Content-Length: 0\r\nContent-Length: 5", "Transfer-Encoding: xchunked",
    "Content-Length: -1",
])
def test_a_request_of_unclear_length_stops_at_the_proxy(recorded, framing: str) -> None:
    proxy, seen = recorded
    received = proxy.ask(f"POST /om HTTP/1.1\r\nHost: {HOST}\r\n{framing}\r\n\r\n0\r\n\r\nGET /dold HTTP/1.1\r\nHost: {HOST}\r\n\r\n".encode())
    assert received.startswith((b"HTTP/1.1 400 ", b"HTTP/1.1 501 ")) and received.count(b"HTTP/1.1 ") == 1 and seen == []


def test_the_proxy_keeps_no_address_in_its_logs(proxied) -> None:
    server, proxy = proxied
    proxy.ask(get("/patient/hemligtnummer?sok=hemligtord"))
    proxy.ask(get("/patient/hemligtnummer?sok=hemligtord"), tls=False)
    server.kill()
    proxy.ask(get("/patient/hemligtnummer?sok=hemligtord"))
    time.sleep(0.2)
    logs = "".join(file.read_text("utf-8", "replace") for file in proxy.folder.glob("sakkunnig*.log"))
    assert logs.count("GET") == 3 and "hemligt" not in logs
