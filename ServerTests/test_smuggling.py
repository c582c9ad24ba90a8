"""Requests whose end two programs could see in different places, sent straight to the server: each gets one answer, a refusal, and what
stands after it is never taken for a request of its own."""

import pytest

from test_limits import answer

HIDDEN = b"GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n"
POST = b"POST /logga-in HTTP/1.1\r\nHost: a\r\n"
LAST = b"0\r\n\r\n"

REFUSED = {
    "length and chunks": POST + b"Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n" + LAST,
    "chunks and length": POST + b"Transfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n" + LAST,
    "two lengths": POST + b"Content-Length: 0\r\nContent-Length: 5\r\n\r\n",
    "the same length twice": POST + b"Content-Length: 3\r\nContent-Length: 3\r\n\r\na=b",
    "a list of lengths": POST + b"Content-Length: 3, 3\r\n\r\na=b",
    "a length with a sign": POST + b"Content-Length: +3\r\n\r\na=b",
    "a negative length": POST + b"Content-Length: -3\r\n\r\na=b",
    "a hexadecimal length": POST + b"Content-Length: 0x3\r\n\r\na=b",
    "a length beyond all numbers": POST + b"Content-Length: 99999999999999999999\r\n\r\na=b",
    "an encoding that is almost chunked": POST + b"Transfer-Encoding: xchunked\r\n\r\n" + LAST,
    "an encoding that is none": POST + b"Transfer-Encoding: identity\r\n\r\n" + LAST,
    "chunked but not last": POST + b"Transfer-Encoding: chunked, identity\r\n\r\n" + LAST,
    "two encodings": POST + b"Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n\r\n" + LAST,
    "a space before the colon": POST + b"Transfer-Encoding : chunked\r\n\r\n" + LAST,
    "a vertical tab": POST + b"Transfer-Encoding:\x0bchunked\r\n\r\n" + LAST,
    "a folded header": POST + b"Transfer-Encoding:\r\n chunked\r\n\r\n" + LAST,
    "a chunk of hexadecimal form": POST + b"Transfer-Encoding: chunked\r\n\r\n0x5\r\naaaaa\r\n" + LAST,
    "a negative chunk": POST + b"Transfer-Encoding: chunked\r\n\r\n-1\r\naaaaa\r\n" + LAST,
    "a chunk beyond all numbers": POST + b"Transfer-Encoding: chunked\r\n\r\n1000000000000000000001\r\naaaaa\r\n" + LAST,
    "chunks with bare line feeds": POST + b"Transfer-Encoding: chunked\r\n\r\n3\na=b\n0\n\n",
    "a line feed in a chunk's extension": POST + b"Transfer-Encoding: chunked\r\n\r\n3;\nx\r\na=b\r\n" + LAST,
    "bare line feeds": b"GET /om HTTP/1.1\nHost: a\n\n",
    "a bare carriage return": b"GET /om HTTP/1.1\r\nHost: a\rX: y\r\n\r\n",
    "NUL in a header": b"GET /om HTTP/1.1\r\nHost: a\r\nX: a\0b\r\n\r\n",
    "a header without name": b"GET /om HTTP/1.1\r\nHost: a\r\n: x\r\n\r\n",
    "two addresses": b"GET /om /healthz HTTP/1.1\r\nHost: a\r\n\r\n",
    "HTTP/2 in the clear": b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
    "HTTP/0.9": b"GET /om\r\n\r\n",
    "a method of no protocol": b"FOO /om HTTP/1.1\r\nHost: a\r\n\r\n",
}


@pytest.fixture(scope="module")
def running(filled, tmp_path_factory):
    from sakkunnig import Server

    folder = tmp_path_factory.mktemp("smuggling")
    copy = folder / "enhet.db"
    copy.write_bytes(filled.read_bytes())
    with Server(str(copy), folder) as server:
        yield server


@pytest.mark.parametrize("name", REFUSED)
def test_is_refused_and_nothing_after_it_is_answered(running, name: str) -> None:
    with running.socket() as connection:
        connection.sendall(REFUSED[name] + HIDDEN)
        received = answer(connection, 5)
    assert received.startswith(b"HTTP/1.1 400 "), received[:200]
    assert received.count(b"HTTP/1.1 ") == 1 and not received.endswith(b"ok\n")


def test_a_body_that_nobody_asked_for_is_no_request(running) -> None:
    with running.socket() as connection:
        connection.sendall(b"GET /om HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Length: %d\r\n\r\n" % len(HIDDEN) + HIDDEN)
        received = answer(connection, 5)
    assert received.startswith(b"HTTP/1.1 200 ") and received.count(b"HTTP/1.1 ") == 1


@pytest.mark.parametrize("method", ["TRACE", "TRACK", "OPTIONS", "PUT", "DELETE", "PATCH", "CONNECT", "PROPFIND"])
def test_other_methods_are_refused_and_echo_nothing(running, method: str) -> None:
    target = "evil.test:80" if method == "CONNECT" else "/om"
    with running.socket() as connection:
        connection.sendall(f"{method} {target} HTTP/1.1\r\nHost: a\r\nCookie: hemlig=1\r\nConnection: close\r\n\r\n".encode())
        received = answer(connection, 5)
    assert received.startswith((b"HTTP/1.1 405 ", b"HTTP/1.1 400 ")) and b"hemlig" not in received


def test_no_header_of_a_request_makes_an_address_of_an_answer(running) -> None:
    """Redirections lead to the same host whatever the request says of hosts and protocols."""
    for header in ["Host: evil.test", "Host: a\r\nX-Forwarded-Host: evil.test", "Host: a\r\nX-Forwarded-Proto: https\r\nForwarded: host=evil.test"]:
        with running.socket() as connection:
            connection.sendall(f"GET /sjukfall HTTP/1.1\r\n{header}\r\nConnection: close\r\n\r\n".encode())
            received = answer(connection, 5)
        assert received.startswith(b"HTTP/1.1 303 ") and b"evil" not in received
        assert b"\r\nlocation: /logga-in?till=%2fsjukfall\r\n" in received.lower()
