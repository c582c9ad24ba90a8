"""A program meets a database that is newer than itself."""

import contextlib
import sqlite3
from pathlib import Path

from engines import PostgreSQL, SQLite
from sakkunnig import done, rows, run

NEWER = "INSERT INTO schema_migration (version, name, applied_at) VALUES (999, 'from a later program', 0)"
AGAIN = "DELETE FROM schema_migration WHERE version = 999"


def execute(engine: SQLite | PostgreSQL, address: str, statement: str) -> None:
    if isinstance(engine, PostgreSQL):
        engine.server.run(statement, address.split("?")[0].rsplit("/", 1)[1])
        return
    with contextlib.closing(sqlite3.connect(address)) as connection:
        connection.execute(statement)
        connection.commit()


def test_a_newer_database_is_refused_in_a_sentence_and_left_as_it_is(engine: SQLite | PostgreSQL, tmp_path: Path) -> None:
    address = engine.filled(tmp_path)
    file = tmp_path / "intyg.csv"
    file.write_text(rows(500, 5), "utf-8")
    before = done("verify", "--json", "--database", address)
    execute(engine, address, NEWER)
    for command in (["serve", "--port", "0"], ["verify"], ["import", file], ["user", "list"]):
        result = run(*command, "--database", address)
        assert result.returncode == 1 and "nyare version" in result.stderr and "999" in result.stderr, result.stderr
    result = run("move", "--from", address, "--to", engine.empty(tmp_path))
    assert result.returncode == 1 and "nyare version" in result.stderr, result.stderr
    # A copy of it can be made by any program, and only a program that knows it restores it.
    done("backup", tmp_path / "kopia", "--database", address)
    result = run("restore", tmp_path / "kopia", "--database", engine.empty(tmp_path, "ny2"))
    assert result.returncode == 1 and "nyare version" in result.stderr, result.stderr
    execute(engine, address, AGAIN)
    assert done("verify", "--json", "--database", address) == before
