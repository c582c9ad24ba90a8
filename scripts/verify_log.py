#!/usr/bin/env python3
"""Checks an access log without Sakkunnig: reads a database file, recomputes every row's hash and the tree over them, and judges the
signed checkpoints (docs/handbok/atkomstlogg.md). Shares no code with the program.

  verify_log.py database FILE [--key PEM] [--witness NOTES]    the whole log; a copy of the file, or one that no server has open
  verify_log.py inclusion PROOF --key PEM                      that a row stands in the log of a checkpoint
  verify_log.py consistency PROOF OLD NEW --key PEM            that one checkpoint's log is the beginning of another's

Exit status: 0 all is well, 1 faults were found, 2 the check could not be made. Needs Python 3.11; signatures need the package cryptography.
"""

from __future__ import annotations

import argparse
import base64
import hashlib
import sqlite3
import sys
from dataclasses import dataclass, field
from pathlib import Path

KEPT_MICROSECONDS = 5 * 366 * 86_400 * 1_000_000
NULL = b"\xff\xff\xff\xff"


def sha256(data: bytes) -> bytes:
    return hashlib.sha256(data).digest()


# RFC 6962


def node(left: bytes, right: bytes) -> bytes:
    return sha256(b"\x01" + left + right)


@dataclass
class Tree:
    """Grown by one leaf at a time; `peaks` are the whole subtrees' (height, root), the largest first."""

    size: int = 0
    peaks: list[tuple[int, bytes]] = field(default_factory=list)

    def add(self, leaf: bytes) -> None:
        self.size += 1
        height = 0
        while self.peaks and self.peaks[-1][0] == height:
            leaf = node(self.peaks.pop()[1], leaf)
            height += 1
        self.peaks.append((height, leaf))

    def root(self) -> bytes:
        if not self.peaks:
            return sha256(b"")
        root = self.peaks[-1][1]
        for _, peak in reversed(self.peaks[:-1]):
            root = node(peak, root)
        return root


def root_by_inclusion(index: int, size: int, leaf: bytes, proof: list[bytes]) -> bytes:
    """RFC 9162 2.1.3.2; raises ValueError for a proof of the wrong length."""
    if not 0 <= index < size:
        raise ValueError("platsen ligger utanför loggen")
    first, last, root = index, size - 1, leaf
    for step in proof:
        if last == 0:
            raise ValueError("beviset är för långt")
        if first & 1 or first == last:
            root = node(step, root)
            while not first & 1 and first:
                first >>= 1
                last >>= 1
        else:
            root = node(root, step)
        first >>= 1
        last >>= 1
    if last:
        raise ValueError("beviset är för kort")
    return root


def is_consistent(old: int, new: int, old_root: bytes, new_root: bytes, proof: list[bytes]) -> bool:
    """RFC 9162 2.1.4.2."""
    if old == new:
        return old_root == new_root and not proof
    if not 0 < old < new or not proof:
        return False
    steps = ([old_root] if old & (old - 1) == 0 else []) + proof
    first, last = old - 1, new - 1
    while first & 1:
        first >>= 1
        last >>= 1
    a = b = steps[0]
    for step in steps[1:]:
        if last == 0:
            return False
        if first & 1 or first == last:
            a, b = node(step, a), node(step, b)
            while not first & 1 and first:
                first >>= 1
                last >>= 1
        else:
            b = node(b, step)
        first >>= 1
        last >>= 1
    return last == 0 and a == old_root and b == new_root


# Signed notes


def decoded(text: str) -> bytes:
    """Only as it is written by the standard: the last letter may hold bits that stand for nothing, and those would be free to change."""
    data = base64.b64decode(text, validate=True)
    if base64.b64encode(data).decode() != text:
        raise ValueError("base64 med överblivna bitar")
    return data


@dataclass
class Note:
    origin: str
    size: int
    root: bytes
    time: str
    text: bytes
    signatures: list[tuple[str, bytes]]

    def is_signed(self, key: bytes) -> bool:
        from cryptography.exceptions import InvalidSignature
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

        number = sha256(self.origin.encode() + b"\n\x01" + key)[:4]
        for name, signature in self.signatures:
            if name == self.origin and signature[:4] == number:
                try:
                    Ed25519PublicKey.from_public_bytes(key).verify(signature[4:], self.text)
                    return True
                except InvalidSignature:
                    pass
        return False


def notes(text: str) -> list[Note]:
    """One after the other; raises ValueError at what is none."""
    found, lines, at = [], text.split("\n"), 0
    while at < len(lines):
        if not lines[at]:
            at += 1
            continue
        head = lines[at : at + 5]
        if len(head) < 5 or head[4] or not head[1].isascii() or not head[1].isdigit() or head[1].startswith("0"):
            raise ValueError(f"rad {at + 1} börjar ingen kontrollpunkt")
        root = decoded(head[2])
        if len(root) != 32:
            raise ValueError(f"rad {at + 3} är ingen rot")
        end, signatures = at + 5, []
        while end < len(lines) and lines[end].startswith("— "):
            _, name, signature = lines[end].split(" ")
            signatures.append((name, decoded(signature)))
            end += 1
        if not signatures:
            raise ValueError(f"kontrollpunkten på rad {at + 1} har ingen signatur")
        signed = ("\n".join(head[:4]) + "\n").encode()
        found.append(Note(head[0], int(head[1]), root, head[3], signed, signatures))
        at = end
    return found


def public_key(path: Path) -> bytes:
    """The 32 bytes of an Ed25519 key in PEM, private or public."""
    from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat, load_pem_private_key, load_pem_public_key

    pem = path.read_bytes()
    key = load_pem_private_key(pem, None).public_key() if b"PRIVATE" in pem else load_pem_public_key(pem)
    return key.public_bytes(Encoding.Raw, PublicFormat.Raw)


# Rows


def encoded(*values: str | int | bytes | None) -> bytes:
    parts = []
    for value in values:
        if value is None:
            parts.append(NULL)
            continue
        data = value if isinstance(value, bytes) else str(value).encode()
        parts.append(len(data).to_bytes(4, "big") + data)
    return b"".join(parts)


def utc(microseconds: int) -> str:
    from datetime import datetime, timedelta

    return (datetime(1970, 1, 1) + timedelta(seconds=microseconds // 1_000_000)).isoformat() + "Z"


def origin(hsa_id: str) -> str:
    plain = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-."
    return "sakkunnig/" + bytes(byte if byte in plain else ord("_") for byte in hsa_id.encode()).decode()


LEAVES = """
SELECT f.position, f.access_log_id, f.hash, l.salt, l.id, l.at, c.digest, l.activity, l.level, l.arguments, l.resource, l.person_id,
    s.digest, l.id IS NULL
FROM access_log_leaf f
LEFT JOIN access_log l ON l.care_provider_id = f.care_provider_id AND l.id = f.access_log_id
LEFT JOIN access_log_context c ON c.care_provider_id = l.care_provider_id AND c.id = l.context_id
LEFT JOIN patient_set s ON s.care_provider_id = l.care_provider_id AND s.id = l.patient_set_id
WHERE f.care_provider_id = ? ORDER BY f.position
"""
CONTEXT = """
SELECT id, digest, account_id, user_hsa_id, user_name, title, assignment, care_provider_id, care_provider_hsa_id, care_provider_name,
    care_unit_id, care_unit_hsa_id, care_unit_name, purpose, owner_unit_id, owner_unit_hsa_id, owner_unit_name, system_id
FROM access_log_context WHERE care_provider_id = ?
"""


class Check:
    def __init__(self, store: sqlite3.Connection, provider: int, name: str, key: bytes | None, witnessed: list[Note]) -> None:
        self.store, self.provider, self.name, self.key = store, provider, name, key
        self.witnessed = sorted((note for note in witnessed if note.origin == name), key=lambda note: note.size)
        self.faults: list[str] = []
        self.tree = Tree()
        self.agreed = 0

    def say(self, fault: str) -> None:
        self.faults.append(f"{self.name}: {fault}")

    def run(self) -> None:
        checkpoints = self.checkpoints()
        own = list(checkpoints)
        others = list(self.witnessed)
        rows = gone = 0
        erasures: list[tuple[int, int]] = []
        for (position, number, stored, salt, row, at, context, activity, level, arguments, resource, person, patients, is_gone) in \
                self.store.execute(LEAVES, (self.provider,)):
            if position != self.tree.size:
                self.say(f"platsen {self.tree.size} saknas före raden {number}")
            leaf = stored
            if not is_gone:
                rows += 1
                leaf = sha256(b"\x00" + encoded(
                    "sakkunnig-log-row-1", salt, self.provider, row, at, context, activity, level, arguments, resource, person, patients))
                # SQLite gives bytes where somebody has made text into them: the same bytes, and yet not what was written.
                if leaf != stored or not all(isinstance(text, str) for text in (activity, level, arguments, resource)):
                    self.say(f"raden {number} på plats {position} är ändrad")
                if activity == "Radera" and resource == "Åtkomstlogg" and level.isdigit():
                    erasures.append((int(level), at))
            elif rows == 0:
                gone += 1
            else:
                self.say(f"raden {number} på plats {position} är borttagen")
            self.tree.add(leaf)
            while own and own[0][0] == self.tree.size:
                self.judge_own(*own.pop(0))
            while others and others[0].size == self.tree.size:
                self.judge_witnessed(others.pop(0))
        for size, *_ in own:
            self.say(f"avhuggen: kontrollpunkten över {size} rader finns, men bara {self.tree.size} rader")
        for note in others:
            self.say(f"avhuggen: vittnet har sett {note.size} rader, men bara {self.tree.size} finns")
        if gone and not any(
            size >= gone and any(k >= size and at - made >= KEPT_MICROSECONDS for k, made, *_ in checkpoints) for size, at in erasures
        ):
            self.say(f"de första {gone} raderna är borttagna utan att en gallring tillåter det")
        self.rest(rows)

    def checkpoints(self) -> list[tuple]:
        return self.store.execute(
            "SELECT size, made_at, note, peaks FROM access_log_checkpoint WHERE care_provider_id = ? ORDER BY size", (self.provider,)
        ).fetchall()

    def judge_own(self, size: int, made: int, text: str, peaks: bytes) -> None:
        try:
            (note,) = notes(text)
        except ValueError:
            return self.say(f"kontrollpunkten över {size} rader är ändrad")
        if (note.origin, note.size, note.time) != (self.name, size, utc(made)):
            return self.say(f"kontrollpunkten över {size} rader är ändrad")
        if self.key and not note.is_signed(self.key):
            self.say(f"kontrollpunkten över {size} rader är inte signerad med nyckeln")
        if peaks != b"".join(peak for _, peak in self.tree.peaks):
            self.say(f"kontrollpunkten över {size} rader har fel delrötter")
        if note.root != self.tree.root():
            self.say(f"de första {size} raderna är inte de som kontrollpunkten {note.time} signerade")

    def judge_witnessed(self, note: Note) -> None:
        if self.key and not note.is_signed(self.key):
            self.say(f"vittnets kontrollpunkt över {note.size} rader är inte signerad med nyckeln")
        elif note.root != self.tree.root():
            self.say(f"de första {note.size} raderna är inte de som vittnet såg {note.time}")
        else:
            self.agreed += 1

    def rest(self, placed: int) -> None:
        waiting = dict(self.store.execute(
            """SELECT u.access_log_id, l.id IS NOT NULL AND f.position IS NULL FROM access_log_unplaced u
            LEFT JOIN access_log l ON l.care_provider_id = u.care_provider_id AND l.id = u.access_log_id
            LEFT JOIN access_log_leaf f ON f.care_provider_id = u.care_provider_id AND f.access_log_id = u.access_log_id
            WHERE u.care_provider_id = ?""", (self.provider,)))
        lost = sum(not there for there in waiting.values())
        if lost:
            self.say(f"{lost} rader som väntar på plats är borta")
        (rows,) = self.store.execute("SELECT COUNT(*) FROM access_log WHERE care_provider_id = ?", (self.provider,)).fetchone()
        outside = rows - placed - (len(waiting) - lost)
        if outside:
            self.say(f"{outside} rader är tillagda vid sidan av loggen")
        for number, digest, *values in self.store.execute(CONTEXT, (self.provider,)):
            if sha256(encoded("sakkunnig-log-context-1", *values)).hex() != digest:
                self.say(f"uppgiften {number} om vem som läste är ändrad")
        sets = self.store.execute("SELECT id, digest FROM patient_set WHERE care_provider_id = ?", (self.provider,)).fetchall()
        for number, digest in sets:
            members = self.store.execute(
                "SELECT person_id FROM patient_set_member WHERE care_provider_id = ? AND patient_set_id = ? ORDER BY 1", (self.provider, number))
            data = b"".join(person.to_bytes(8, "little", signed=True) for person in [self.provider] + [row[0] for row in members])
            if sha256(data).hex() != digest:
                self.say(f"patientlistan {number} är ändrad")


def verify(path: Path, key: bytes | None, witnessed: list[Note]) -> list[str]:
    store = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)
    faults: list[str] = []
    try:
        faults += [f"databasen: {line}" for (line,) in store.execute("PRAGMA integrity_check") if line != "ok"]
        unknown = {note.origin for note in witnessed}
        tables = ("access_log", "access_log_leaf", "access_log_checkpoint")
        providers = store.execute(
            f"""SELECT id, hsa_id FROM care_provider p
            WHERE {" OR ".join(f"EXISTS (SELECT 1 FROM {table} t WHERE t.care_provider_id = p.id)" for table in tables)}"""
        ).fetchall()
        for provider, hsa_id in providers:
            check = Check(store, provider, origin(hsa_id), key, witnessed)
            unknown.discard(check.name)
            check.run()
            faults += check.faults
            print(f"{check.name}: {check.tree.size} rader, rot {base64.b64encode(check.tree.root()).decode()}, "
                  f"{check.agreed} av {len(check.witnessed)} kontrollpunkter hos vittnet stämmer")
        faults += [f"{name}: vittnet har den, men här finns ingen rad av den" for name in sorted(unknown)]
    # A file that is damaged may give anything: what cannot be read is a fault as much as what is wrong.
    except (sqlite3.Error, ValueError, TypeError, OverflowError, AttributeError) as error:
        faults.append(f"databasen går inte att läsa: {error}")
    finally:
        store.close()
    return faults


# Proofs


def proof_lines(text: str, kind: str) -> list[str]:
    lines = text.split("\n")
    if lines[0] != kind:
        raise ValueError(f"första raden är inte {kind}")
    return lines[1:]


def inclusion(path: Path, key: bytes) -> list[str]:
    head, _, rest = path.read_text("utf-8").partition("\n\n")
    lines = proof_lines(head, "c2sp.org/tlog-proof@v1")
    row = decoded(lines.pop(0).removeprefix("extra "))
    index = int(lines.pop(0).removeprefix("index "))
    (note,) = notes(rest)
    root = root_by_inclusion(index, note.size, sha256(b"\x00" + row), [decoded(line) for line in lines])
    faults = [] if root == note.root else ["raden finns inte i den logg som kontrollpunkten signerar"]
    return faults + ([] if note.is_signed(key) else ["kontrollpunkten är inte signerad med nyckeln"])


def consistency(path: Path, old: Path, new: Path, key: bytes) -> list[str]:
    lines = proof_lines(path.read_text("utf-8").rstrip("\n"), "sakkunnig-log-consistency@v1")
    (a,), (b,) = notes(old.read_text("utf-8")), notes(new.read_text("utf-8"))
    if lines[:3] != [a.origin, f"old {a.size}", f"new {b.size}"] or a.origin != b.origin:
        return ["beviset gäller andra kontrollpunkter"]
    proof = [decoded(line) for line in lines[3:]]
    faults = [] if is_consistent(a.size, b.size, a.root, b.root, proof) else ["den äldre loggen är inte början av den nyare"]
    return faults + [f"kontrollpunkten över {note.size} rader är inte signerad med nyckeln" for note in (a, b) if not note.is_signed(key)]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(dest="command", required=True)
    whole = commands.add_parser("database")
    whole.add_argument("file", type=Path)
    whole.add_argument("--key", type=Path)
    whole.add_argument("--witness", type=Path)
    one = commands.add_parser("inclusion")
    one.add_argument("proof", type=Path)
    one.add_argument("--key", type=Path, required=True)
    two = commands.add_parser("consistency")
    for name in ("proof", "old", "new"):
        two.add_argument(name, type=Path)
    two.add_argument("--key", type=Path, required=True)
    options = parser.parse_args()
    try:
        key = public_key(options.key) if options.key else None
        if options.command == "database":
            faults = verify(options.file, key, notes(options.witness.read_text("utf-8")) if options.witness else [])
        elif options.command == "inclusion":
            faults = inclusion(options.proof, key)
        else:
            faults = consistency(options.proof, options.old, options.new, key)
    except (OSError, ValueError) as error:
        print(f"Kontrollen gick inte att göra: {error}", file=sys.stderr)
        return 2
    for fault in faults:
        print(f"FEL: {fault}")
    if not faults:
        print("Allt stämmer.")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
