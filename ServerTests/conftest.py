import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from engines import PostgreSQL, PostgresServer, SQLite, server_folder
from faults import OUTCOMES, SEED, table
from sakkunnig import Server, analyse, fill


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with certificates and accounts, to be copied: making it costs more than the tests."""
    folder = tmp_path_factory.mktemp("store")
    fill(str(folder / "enhet.db"), folder)
    return folder / "enhet.db"


@pytest.fixture(scope="session")
def analysed(filled: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same, where roles may be given at the unit."""
    folder = tmp_path_factory.mktemp("analysed")
    shutil.copy(filled, folder / "enhet.db")
    analyse(str(folder / "enhet.db"), folder)
    return folder / "enhet.db"


@pytest.fixture
def database(filled: Path, tmp_path: Path) -> str:
    copy = tmp_path / "enhet.db"
    copy.write_bytes(filled.read_bytes())
    return str(copy)


@pytest.fixture
def serve(database: str, tmp_path: Path) -> Iterator:
    """serve("--max-connections", 3) gives a running server, ended with the test."""
    servers: list[Server] = []

    def serve(*options, **more) -> Server:
        servers.append(Server(database, tmp_path, *options, **more))
        return servers[-1]

    yield serve
    for server in servers:
        server.kill()


@pytest.fixture(scope="session")
def postgres(filled: Path) -> Iterator[PostgreSQL]:
    """A PostgreSQL server for the whole run, for tests that do it no harm."""
    folder = server_folder()
    server = PostgresServer(folder, "fsync=off")
    yield PostgreSQL(server, filled)
    server.stop()
    shutil.rmtree(folder)


@pytest.fixture(scope="session")
def engines(filled: Path, request: pytest.FixtureRequest) -> Callable[[str], SQLite | PostgreSQL]:
    """engines("PostgreSQL") makes stores there; the server is started when it is first asked for."""
    return lambda name: SQLite(filled) if name == SQLite.name else request.getfixturevalue("postgres")


@pytest.fixture(params=[SQLite.name, PostgreSQL.name])
def engine(request: pytest.FixtureRequest, engines: Callable) -> SQLite | PostgreSQL:
    return engines(request.param)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """What the tests of faults came to."""
    if OUTCOMES:
        terminalreporter.write_line(f"\nfrö {SEED}")
        for line in table():
            terminalreporter.write_line(line)
