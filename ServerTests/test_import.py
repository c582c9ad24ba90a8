"""The import as a program of its own, so that what it takes from the machine is not other tests' too."""

import contextlib
import json
import os
import sqlite3
import subprocess
from pathlib import Path

import pytest

from sakkunnig import EXECUTABLE, HEADER, ROOT, done

MEGABYTE = 1 << 20


@pytest.mark.parametrize("beginning", [HEADER, "<x>"])
def test_a_line_without_end_is_told_in_bounded_memory(beginning: str, tmp_path: Path) -> None:
    """One line of hundreds of megabytes: whoever held the line would hold it all."""
    database, length = tmp_path / "enhet.db", 600
    done("prepare", "--database", database)
    with (tmp_path / "svar.json").open("w+") as answer:
        process = subprocess.Popen(
            [EXECUTABLE, "import", "--json", "--database", database, "-"], cwd=ROOT, stdin=subprocess.PIPE, stdout=answer)
        # What it has seen enough of it need not read to the end.
        with contextlib.suppress(BrokenPipeError):
            process.stdin.write(beginning.encode())
            for _ in range(length):
                process.stdin.write(b"A" * MEGABYTE)
        with contextlib.suppress(BrokenPipeError):
            process.stdin.close()
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        answer.seek(0)
        report = json.load(answer)
    assert process.returncode == 2 and report["quarantined"] == 1 and report["accepted"] == 0
    assert usage.ru_maxrss * 1024 < 200 * MEGABYTE
    with contextlib.closing(sqlite3.connect(database)) as store:
        assert store.execute("SELECT LENGTH(original) FROM quarantine").fetchone()[0] <= 9 * MEGABYTE
