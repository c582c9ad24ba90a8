"""The two engines as the server's tests use them: a file for each store, or a database for each on a PostgreSQL server of their own."""

import contextlib
import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

from sakkunnig import ROOT, done

SCRIPT = """
source scripts/common.sh
start_postgres "$@"
printf '%s\\n' "$SAKKUNNIG_POSTGRES" "${postgres_stop[@]}"
"""


class PostgresServer:
    """A PostgreSQL server in a folder, as scripts/common.sh makes it, for tests that stop it as they like."""

    def __init__(self, folder: Path, *settings: str) -> None:
        self.folder = folder
        self.settings = settings
        self.names = 0
        self.start()

    def start(self) -> None:
        result = subprocess.run(
            ["bash", "-c", SCRIPT, "postgres", self.folder, *self.settings], cwd=ROOT, capture_output=True, text=True)
        assert result.returncode == 0, f"{result.stdout}\n{result.stderr}"
        self.address, *self.stopping = result.stdout.splitlines()

    def stop(self) -> None:
        """As a power cut: nothing is written down first."""
        subprocess.run(self.stopping, cwd="/", check=False, capture_output=True)

    @contextlib.contextmanager
    def silent(self) -> Iterator[None]:
        """As a machine that hangs: every process stands still, and what is sent to it is neither answered nor refused."""
        first = int((self.folder / "data/postmaster.pid").read_text().split()[0])
        stopped = [first]
        os.kill(first, signal.SIGSTOP)
        # The first makes no more of them now.
        for word in Path(f"/proc/{first}/task/{first}/children").read_text().split():
            with contextlib.suppress(ProcessLookupError):
                os.kill(int(word), signal.SIGSTOP)
                stopped.append(int(word))
        try:
            yield
        finally:
            for number in stopped:
                with contextlib.suppress(ProcessLookupError):
                    os.kill(number, signal.SIGCONT)

    @property
    def is_up(self) -> bool:
        return subprocess.run(["psql", self.address, "-c", "SELECT 1"], capture_output=True).returncode == 0

    def named(self, name: str) -> str:
        return self.address.replace("/postgres?", f"/{name}?")

    def make(self, template: str = "template0") -> str:
        """The name of a new database."""
        self.names += 1
        name = f"prov{os.getpid()}_{self.names}"
        self.run(f"CREATE DATABASE {name} TEMPLATE {template}")
        return name

    def run(self, statement: str, name: str = "postgres") -> str:
        return subprocess.run(
            ["psql", "--no-psqlrc", "-X", "-At", "-v", "ON_ERROR_STOP=1", "-c", statement, self.named(name)], check=True,
            capture_output=True, text=True).stdout.strip()


class SQLite:
    """Stores in files."""

    name = "SQLite"

    def __init__(self, filled: Path) -> None:
        self.source = filled

    def filled(self, folder: Path) -> str:
        """A store of its own with certificates and accounts."""
        shutil.copyfile(self.source, folder / "enhet.db")
        return str(folder / "enhet.db")

    def empty(self, folder: Path, name: str = "ny") -> str:
        return str(folder / f"{name}.db")


class PostgreSQL:
    """Stores in databases on a server."""

    name = "PostgreSQL"

    def __init__(self, server: PostgresServer, filled: Path) -> None:
        self.server = server
        self.source = filled
        self.template = ""

    def filled(self, folder: Path) -> str:
        if not self.template:
            self.template = self.server.make()
            done("move", "--from", self.source, "--to", self.server.named(self.template))
        return self.server.named(self.server.make(self.template))

    def empty(self, folder: Path, name: str = "ny") -> str:
        return self.server.named(self.server.make())


def server_folder() -> Path:
    """For a server's data: a socket's path must be short, and the server's own user must reach it."""
    folder = Path(tempfile.mkdtemp(prefix="sakkunnig-pg-"))
    folder.chmod(0o755)
    return folder
