"""Several servers at one database on PostgreSQL: nobody is signed out and nothing that was answered is lost when one is killed, when one
stops, or when the database's own server dies and its standby takes over. A job is done by one of them."""

import contextlib
import os
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from engines import PostgreSQL, PostgresServer, server_folder
from faults import ROUNDS, wait
from proxy import Crowd, Proxy, free_port
from sakkunnig import Server, done, rows, verified


@pytest.fixture
def servers() -> Iterator[list[Server]]:
    running: list[Server] = []
    yield running
    for server in running:
        server.kill()


def name_of(address: str) -> str:
    return address.split("?")[0].rsplit("/", 1)[1]


def figures(what: str, crowd: Crowd, lost: int) -> None:
    print(
        f"\n{what}: {crowd.looks} sidor och {crowd.writes} ändringar besvarade, {len(crowd.refused_looks)} sidor och"
        f" {len(crowd.refused_writes)} ändringar utan svar, {crowd.signed_out} utloggade, {lost} förlorade")
    assert lost == 0


def test_one_is_killed_and_one_is_stopped(postgres: PostgreSQL, tmp_path: Path, servers: list) -> None:
    database = postgres.filled(tmp_path)
    ports = [free_port(), free_port()]
    servers += [Server(database, tmp_path, "--port", port, "--stop-notice", 2) for port in ports]
    with Proxy(tmp_path, *ports) as proxy, Crowd(proxy.port) as crowd:
        crowd.until(40)
        servers[0].kill()
        crowd.until(40)
        servers.append(Server(database, tmp_path, "--port", ports[0]))
        crowd.until(10)
        time.sleep(1)
        killed = len(crowd.refused_writes)
        assert servers[1].stop() == 0
        crowd.until(40)
    figures("En server dödad, en stoppad", crowd, crowd.lost(postgres.server, name_of(database)))
    assert crowd.signed_out == 0 and crowd.signed_in(ports[0]) == len(crowd.browsers) == 4
    # The proxy asks the other server for every page; a write that may have been done is not sent again.
    assert crowd.refused_looks == []
    # A server that stops answers what it has been sent.
    assert crowd.refused_writes[killed:] == []


def test_one_or_the_other_is_stopped_again_and_again(postgres: PostgreSQL, tmp_path: Path, servers: list) -> None:
    """As the operations guide has it: a server that is to stop says so while it still takes all that comes. Nobody notices."""
    database, ports, rounds = postgres.filled(tmp_path), [free_port(), free_port()], max(4, ROUNDS // 10)

    def start(number: int) -> Server:
        server = Server(database, tmp_path, "--port", ports[number], "--stop-notice", 2)
        servers.append(server)
        return server

    running = [start(0), start(1)]
    with Proxy(tmp_path, *ports) as proxy, Crowd(proxy.port, keeps=True) as crowd:
        for round in range(rounds):
            crowd.until(5)
            # The proxy has asked both, and knows that they are there.
            time.sleep(1)
            assert running[round % 2].stop() == 0
            crowd.until(5)
            running[round % 2] = start(round % 2)
    figures(f"Stoppad {rounds} gånger, varannan gång var", crowd, crowd.lost(postgres.server, name_of(database)))
    assert crowd.signed_out == 0 and crowd.refused_looks == [] and crowd.refused_writes == []


def test_what_is_stored_is_on_every_server_by_itself(postgres: PostgreSQL, tmp_path: Path, servers: list) -> None:
    database = postgres.filled(tmp_path)
    servers += [Server(database, tmp_path) for _ in range(2)]
    browsers = [server.browser().sign_in() for server in servers]
    slowest = []
    for number in range(5):
        (tmp_path / "ny.csv").write_text(rows(900 + number, 1, f"ny{number}"), "utf-8")
        done("import", "--database", database, tmp_path / "ny.csv")
        # The commit came before this: the command had its counts to write, and its end to come to.
        begin, waiting = time.monotonic(), list(browsers)
        while waiting:
            waiting = [browser for browser in waiting if f"Provpatienten{900 + number}" not in browser.get("/sjukfall?per-sida=200")[1]]
            assert time.monotonic() - begin < 30
        slowest.append(time.monotonic() - begin)
    print(f"\nI båda servrarnas listor efter {', '.join(f'{wait:.2f}' for wait in sorted(slowest))} s")
    # The operations guide promises one second. Most of the times, since the machine has others to serve while the tests run.
    assert sorted(slowest)[2] < 1


def test_a_job_is_done_by_one_and_taken_over_when_it_dies(postgres: PostgreSQL, tmp_path: Path, servers: list) -> None:
    database = postgres.filled(tmp_path)
    inbox, backups = tmp_path / "inkorg", tmp_path / "kopior"
    inbox.mkdir()
    for number in range(8):
        (inbox / f"del-{number}.csv").write_text(rows(1_000 + 50 * number, 50, f"d{number}"), "utf-8")
    servers += [Server(database, tmp_path, "--inbox", inbox, "--inbox-quiet", 2, "--backup-folder", backups) for _ in range(2)]

    def asked(statement: str) -> str:
        return postgres.server.run(statement, name_of(database))

    wait(lambda: len(list((inbox / "klart").glob("*.csv"))) == 8)
    assert asked("SELECT COUNT(*) FROM import_run WHERE source LIKE 'Inkorgen%'") == "8"
    wait(lambda: asked("SELECT done_at IS NOT NULL FROM job WHERE name = 'backup'") == "t")
    # Both have looked at the clock by now.
    time.sleep(1)
    assert len(list(backups.iterdir())) == 1

    (inbox / "stor.csv").write_text(rows(0, 60_000, "stor"), "utf-8")
    wait(lambda: asked("SELECT owner FROM job WHERE name = 'inbox'") and asked("SELECT COUNT(*) > 450 FROM certificate") == "t")
    owner = int(asked("SELECT owner FROM job WHERE name = 'inbox'").split(":")[1])
    os.kill(owner, signal.SIGKILL)
    begin = time.monotonic()
    assert not (inbox / "klart/stor.csv").exists()
    wait((inbox / "klart/stor.csv").exists, 180)
    print(f"\nInläsningen övertagen och klar {time.monotonic() - begin:.0f} s efter att den som läste dödades")
    survivors = [server for server in servers if server.process.poll() is None]
    assert len(survivors) == 1 and survivors[0].process.pid != owner
    assert survivors[0].stop() == 0
    assert verified(database)["intyg"] == 40 + 400 + 60_000


def test_a_file_stays_in_the_inbox_while_the_store_does_not_take_it(postgres: PostgreSQL, tmp_path: Path, servers: list) -> None:
    """Whatever the store's fault is: it is none of the file's."""
    database, inbox = postgres.filled(tmp_path), tmp_path / "inkorg"
    servers.append(Server(database, tmp_path, "--inbox", inbox, "--inbox-quiet", 1))
    postgres.server.run("ALTER TABLE import_run RENAME TO undan", name_of(database))
    (inbox / "intyg.csv").write_text(rows(1_000, 5, "vantar"), "utf-8")
    begin = time.monotonic()
    while '"inbox file waits' not in servers[0].text() and '"inbox file failed' not in servers[0].text():
        assert time.monotonic() - begin < 60, servers[0].text()
        time.sleep(0.1)
    assert (inbox / "intyg.csv").exists() and not list((inbox / "fel").iterdir())
    postgres.server.run("ALTER TABLE undan RENAME TO import_run", name_of(database))
    while not (inbox / "klart/intyg.csv").exists():
        assert time.monotonic() - begin < 180, servers[0].text()
        time.sleep(0.1)
    assert servers[0].stop() == 0 and verified(database)["intyg"] == 45


def test_a_server_whose_data_lies_elsewhere_asks_for_no_disk(postgres: PostgreSQL, tmp_path: Path, servers: list) -> None:
    place = tmp_path / "liten"
    place.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", place], capture_output=True).returncode != 0:
        pytest.skip("här får ingen disk monteras")
    try:
        servers.append(Server(postgres.filled(tmp_path), tmp_path, prefix=("env", "-C", place)))
        assert servers[0].browser().get("/readyz")[0] == 200
    finally:
        servers[0].kill()
        subprocess.run(["umount", "--lazy", place], check=True)


def test_the_access_log_is_placed_and_signed_by_one_of_the_servers(postgres: PostgreSQL, tmp_path: Path, servers: list) -> None:
    database = postgres.filled(tmp_path)
    servers += [Server(database, tmp_path, "--log-key", tmp_path / "logg.pem") for _ in range(2)]
    servers[0].browser().sign_in().get("/sjukfall")
    begin = time.monotonic()
    while (done := postgres.server.run("SELECT name FROM job WHERE name IN ('log', 'checkpoint') AND done_at IS NOT NULL ORDER BY name", name_of(database))) != "checkpoint\nlog":
        assert time.monotonic() - begin < 60, done
        time.sleep(0.2)
    assert postgres.server.run("SELECT COUNT(*) FROM access_log_unplaced", name_of(database)) == "0"


class Pair:
    """A primary and its synchronous standby, each on a socket of its own."""

    def __init__(self, folder: Path) -> None:
        self.primary = PostgresServer(folder / "a", "fsync=off")
        (folder / "b").mkdir(mode=0o755)
        stopping = self.primary.stopping
        user = stopping[: stopping.index("--clear-groups") + 1] if "--clear-groups" in stopping else []
        if user:
            shutil.chown(folder / "b", "postgres")
        subprocess.run(
            [*user, "pg_basebackup", "--pgdata", folder / "b/data", "--write-recovery-conf", "--checkpoint", "fast", "--no-sync", "--dbname",
             self.primary.address], cwd="/", check=True, capture_output=True)
        self.standby = PostgresServer(folder / "b", "fsync=off")
        # After the copy was made: the standby must not wait for a standby of its own when it takes over.
        self.primary.run("ALTER SYSTEM SET synchronous_standby_names = '*'")
        self.primary.run("SELECT pg_reload_conf()")
        while self.primary.run("SELECT COUNT(*) FROM pg_stat_replication WHERE sync_state = 'sync'") != "1":
            time.sleep(0.1)

    def address(self, name: str) -> str:
        hosts = ",".join(str(server.folder).replace("/", "%2F") for server in (self.primary, self.standby))
        return f"postgres://sakkunnig@/{name}?host={hosts}&target_session_attrs=read-write"

    def kill_primary(self) -> None:
        """The whole of it at once, as when its machine is gone."""
        main = int((self.primary.folder / "data/postmaster.pid").read_text().split()[0])
        children = Path(f"/proc/{main}/task/{main}/children").read_text().split()
        for process in [main, *map(int, children)]:
            with contextlib.suppress(ProcessLookupError):
                os.kill(process, signal.SIGKILL)


def test_the_primary_is_killed_and_the_standby_takes_over(filled: Path, tmp_path: Path, servers: list) -> None:
    folder = server_folder()
    (folder / "a").mkdir(mode=0o755)
    pair = Pair(folder)
    try:
        name = pair.primary.make()
        done("move", "--from", filled, "--to", pair.primary.named(name))
        servers += [Server(pair.address(name), tmp_path) for _ in range(2)]
        with Proxy(tmp_path, *(server.port for server in servers)) as proxy, Crowd(proxy.port) as crowd:
            crowd.until(40)
            pair.kill_primary()
            begin = time.monotonic()
            time.sleep(1)
            pair.standby.run("SELECT pg_promote()")
            crowd.until(60, timeout=120)
            recovered = time.monotonic() - begin
        figures(f"Primären dödad, klart efter {recovered:.0f} s", crowd, crowd.lost(pair.standby, name))
        assert crowd.signed_out == 0
        for server in servers:
            assert server.process.poll() is None and crowd.signed_in(server.port) == len(crowd.browsers) == 4
        assert verified(pair.standby.named(name))["intyg"] == 40
    finally:
        for server in servers:
            server.kill()
        pair.standby.stop()
        pair.primary.stop()
        shutil.rmtree(folder)
