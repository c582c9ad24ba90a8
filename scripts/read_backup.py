#!/usr/bin/env python3
"""Reads a backup of Sakkunnig without Sakkunnig, in case there is no program to read it with: every table into a SQLite file.

    age --decrypt --identity nyckel.txt kopia.backup.age | python3 scripts/read_backup.py - allt.db
    python3 scripts/read_backup.py kopia.backup allt.db

The tables come without their constraints: `sakkunnig restore` is what makes a database to work in. The form of the file is described in
docs/handbok/sakerhetskopia.md.
"""

import hashlib
import json
import sqlite3
import struct
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

FIRST_LINE = b"SAKKUNNIG BACKUP 1\n"
TYPES = {"integer": "INTEGER", "real": "REAL", "text": "TEXT", "blob": "BLOB"}


def number(data: bytes, at: int) -> tuple[int, int]:
    value = shift = 0
    while True:
        value |= (data[at] & 127) << shift
        at, shift = at + 1, shift + 7
        if data[at - 1] < 128:
            return value, at


def values(row: bytes) -> list:
    found, at = [], 0
    while at < len(row):
        tag, at = row[at], at + 1
        if tag == 0:
            found.append(None)
        elif tag == 1:
            zigzag, at = number(row, at)
            found.append(zigzag >> 1 ^ -(zigzag & 1))
        elif tag == 2:
            found.append(struct.unpack_from("<d", row, at)[0])
            at += 8
        else:
            length, at = number(row, at)
            part = row[at : at + length]
            found.append(part.decode() if tag == 3 else part)
            at += length
    return found


def rows(frame: bytes) -> Iterator[bytes]:
    at = 0
    while at < len(frame):
        length, at = number(frame, at)
        yield frame[at : at + length]
        at += length


def read(source: BinaryIO, target: sqlite3.Connection) -> dict[str, int]:
    """The number of rows of each table. Raises ValueError for a file that is not whole."""
    digest = hashlib.sha256()

    def take(count: int) -> bytes:
        data = source.read(count)
        if len(data) != count:
            raise ValueError("slutet saknas")
        return data

    if take(len(FIRST_LINE)) != FIRST_LINE:
        raise ValueError("ingen säkerhetskopia")
    digest.update(FIRST_LINE)
    counts: dict[str, int] = {}
    while True:
        before = digest.hexdigest()
        start = take(5)
        letter, frame = chr(start[0]), take(int.from_bytes(start[1:], "little"))
        digest.update(start + frame)
        if letter == "T":
            table = json.loads(frame)
            name, total = table["name"], [0] * 4
            counts[name] = 0
            columns = ", ".join('"%s" %s' % (column["name"], TYPES[column["kind"]]) for column in table["columns"])
            target.execute('CREATE TABLE "%s" (%s)' % (name, columns))
        elif letter == "R":
            for row in rows(frame):
                found = values(row)
                target.execute('INSERT INTO "%s" VALUES (%s)' % (name, ", ".join("?" * len(found))), found)
                parts = struct.unpack("<4Q", hashlib.sha256(row).digest())
                total = [(a + b) % 2**64 for a, b in zip(total, parts)]
                counts[name] += 1
        elif letter == "E":
            end = json.loads(frame)
            if end != {"rows": counts[name], "digest": "".join("%016x" % part for part in total)}:
                raise ValueError(f"{name} är skadad")
        elif letter == "Z":
            if json.loads(frame) != {"tables": len(counts), "rows": sum(counts.values()), "digest": before} or source.read(1):
                raise ValueError("filen är skadad")
            return counts


def main() -> None:
    if len(sys.argv) != 3 or Path(sys.argv[2]).exists():
        sys.exit("Användning: read_backup.py KOPIA NY.db (- för standard in; den nya filen får inte finnas)")
    source = sys.stdin.buffer if sys.argv[1] == "-" else open(sys.argv[1], "rb")
    target = sqlite3.connect(sys.argv[2], isolation_level=None)
    target.execute("BEGIN")
    try:
        counts = read(source, target)
    except ValueError as error:
        target.close()
        Path(sys.argv[2]).unlink()
        sys.exit(f"Säkerhetskopian går inte att läsa: {error}")
    target.execute("COMMIT")
    for name, count in counts.items():
        print(f"{name}: {count}")


if __name__ == "__main__":
    main()
