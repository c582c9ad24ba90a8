"""What a command has to say, where nobody can take it: on a disk that is full."""

import subprocess
from collections.abc import Callable

import pytest

from sakkunnig import EXECUTABLE, ROOT, UNIT, done


def refused(command: list[str]) -> None:
    with open("/dev/full", "wb") as full:
        result = subprocess.run([EXECUTABLE, *command], stdout=full, stderr=subprocess.PIPE, text=True, timeout=60, cwd=ROOT)
    assert result.returncode == 1 and "Fel: Resultatet gick inte att skriva" in result.stderr, result.stderr


@pytest.mark.parametrize("command", [["verify"], ["verify", "--json"], ["user", "list"], ["report", "--unit", UNIT]])
def test_a_result_that_cannot_be_written_is_no_success(database: str, command: list[str]) -> None:
    refused([*command, "--database", database])


def test_a_checkpoint_that_no_witness_got_is_no_success(database: str, serve: Callable) -> None:
    serve().browser().sign_in().get("/sjukfall")
    command = ["log", "checkpoint", "--database", database]
    assert done(*command).startswith("sakkunnig/SE")
    refused(command)


def test_words_that_cannot_be_written_stop_nothing(database: str) -> None:
    with open("/dev/full", "wb") as full:
        for name, code in [(database, 0), ("/finns/inte.db", 1)]:
            command = [EXECUTABLE, "verify", "--database", name]
            assert subprocess.run(command, stdout=subprocess.DEVNULL, stderr=full, timeout=60, cwd=ROOT).returncode == code
