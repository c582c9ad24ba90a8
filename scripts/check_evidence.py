"""The table of ASVS requirements and the threat model: every requirement once, every test that they name is there, and the document says
what the table says. `--write` writes the document anew."""

import csv
import re
import sys
from collections import Counter
from pathlib import Path

from check_text import ROOT, anchors

TABLE = ROOT / "docs/asvs.csv"
DOCUMENT = ROOT / "docs/asvs.md"
THREATS = ROOT / "docs/threat-model.md"
STATUSES = {"met": "met", "partly": "partly", "open": "open", "na": "not applicable"}

CHAPTERS = {
    1: "Encoding and sanitisation", 2: "Validation and business logic", 3: "Web frontend", 4: "API and web service", 5: "Files",
    6: "Authentication", 7: "Sessions", 8: "Authorisation", 9: "Self-contained tokens", 10: "OAuth and OpenID Connect", 11: "Cryptography",
    12: "Communication", 13: "Configuration", 14: "Data protection", 15: "Secure coding and architecture", 16: "Logging and errors", 17: "WebRTC",
}

# The requirements of levels 1 (*) and 2, by section.
SECTIONS = """
1.1: 1 2
1.2: 1* 2* 3* 4* 5* 6 7 8 9
1.3: 1* 2* 3 4 5 6 7 8 9 10 11
1.4: 1 2 3
1.5: 1* 2
2.1: 1* 2 3
2.2: 1* 2* 3
2.3: 1* 2 3 4
2.4: 1
3.2: 1* 2*
3.3: 1* 2 3 4
3.4: 1* 2* 3 4 5 6
3.5: 1* 2* 3* 4 5
3.7: 1 2
4.1: 1* 2 3
4.2: 1
4.3: 1 2
4.4: 1* 2 3 4
5.1: 1
5.2: 1* 2* 3
5.3: 1* 2*
5.4: 1 2 3
6.1: 1* 2 3
6.2: 1* 2* 3* 4* 5* 6* 7* 8* 9 10 11 12
6.3: 1* 2* 3 4
6.4: 1* 2* 3 4
6.5: 1 2 3 4 5
6.6: 1 2 3
6.8: 1 2 3 4
7.1: 1 2 3
7.2: 1* 2* 3* 4*
7.3: 1 2
7.4: 1* 2* 3 4 5
7.5: 1 2
7.6: 1 2
8.1: 1* 2
8.2: 1* 2* 3
8.3: 1*
8.4: 1
9.1: 1* 2* 3*
9.2: 1* 2 3 4
10.1: 1 2
10.2: 1 2
10.3: 1 2 3 4
10.4: 1* 2* 3* 4* 5* 6 7 8 9 10 11
10.5: 1 2 3 4 5
10.6: 1 2
10.7: 1 2 3
11.1: 1 2
11.2: 1 2 3
11.3: 1* 2* 3
11.4: 1* 2 3 4
11.5: 1
11.6: 1
12.1: 1* 2 3
12.2: 1* 2*
12.3: 1 2 3 4
13.1: 1
13.2: 1 2 3 4 5
13.3: 1 2
13.4: 1* 2 3 4 5
14.1: 1 2
14.2: 1* 2 3 4
14.3: 1* 2 3
15.1: 1* 2 3
15.2: 1* 2 3
15.3: 1* 2 3 4 5 6 7
16.1: 1
16.2: 1 2 3 4 5
16.3: 1 2 3 4
16.4: 1 2 3
16.5: 1 2 3
17.1: 1
17.2: 1 2 3 4
17.3: 1 2
"""

SWIFT_TEST = re.compile(r'^ +@Test\(\s*"((?:[^"\\]|\\.)*)"|^(?:@Suite[^\n]* )?(?:final )?(?:struct|class) (\w+)', re.MULTILINE)
SWIFT = re.compile(r'^(\w+) "(.+)"$')
PYTHON = re.compile(r"^(test_\w+\.py)::(test_\w+)$")


def required() -> dict[str, int]:
    levels = {}
    for line in SECTIONS.strip().splitlines():
        section, numbers = line.split(": ")
        for number in numbers.split():
            levels[f"{section}.{number.rstrip('*')}"] = 1 if number.endswith("*") else 2
    return levels


def swift_tests() -> set[tuple[str, str]]:
    """Suite and title, of every test with a title."""
    found = set()
    for path in (ROOT / "Tests").rglob("*.swift"):
        suite = ""
        for test, type in SWIFT_TEST.findall(path.read_text("utf-8")):
            suite = type or suite
            if test:
                found.add((suite, test.replace('\\"', '"').replace("\\\\", "\\")))
    return found


def python_tests() -> set[tuple[str, str]]:
    return {
        (path.name, name)
        for folder in ("ServerTests", "BrowserTests") for path in (ROOT / folder).glob("test_*.py")
        for name in re.findall(r"^def (test_\w+)", path.read_text("utf-8"), re.MULTILINE)
    }


class Evidence:
    def __init__(self) -> None:
        self.swift, self.python = swift_tests(), python_tests()

    def fault(self, named: str) -> str | None:
        """Why what is named shows nothing."""
        if match := PYTHON.match(named):
            return None if match.groups() in self.python else "testet finns inte"
        if match := SWIFT.match(named):
            return None if match.groups() in self.swift else "testet finns inte"
        path, _, anchor = named.partition("#")
        if not path.endswith(".md") or not (ROOT / path).is_file():
            return "är varken ett test eller ett dokument"
        return None if anchor in anchors((ROOT / path).read_text("utf-8")) else "avsnittet finns inte"


def rows() -> list[dict[str, str]]:
    with TABLE.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def table_faults(table: list[dict[str, str]], evidence: Evidence) -> list[str]:
    levels, faults = required(), []
    counts = Counter(row["id"] for row in table)
    faults += [f"{id} saknas" for id in levels if id not in counts]
    faults += [f"{id} finns inte på nivå 1 eller 2" for id in counts if id not in levels]
    faults += [f"{id} står {count} gånger" for id, count in counts.items() if count > 1]
    for row in table:
        id, named = row["id"], [name for name in row["evidence"].split(" | ") if name]
        if row["status"] not in STATUSES:
            faults.append(f"{id}: okänd status {row['status']}")
        if row["level"] != str(levels.get(id, row["level"])):
            faults.append(f"{id}: nivån ska vara {levels[id]}")
        if not row["requirement"].strip("? "):
            faults.append(f"{id}: kravet saknar ord")
        if row["status"] == "met" and not named:
            faults.append(f"{id}: uppfyllt men inget visar det")
        if row["status"] != "met" and not row["note"]:
            faults.append(f"{id}: {STATUSES.get(row['status'])} utan skäl")
        faults += [f"{id}: {name}: {fault}" for name in named if (fault := evidence.fault(name))]
    return faults


def threat_faults(evidence: Evidence) -> list[str]:
    text = THREATS.read_text("utf-8")
    named = [f"{suite} {title}" for suite, title in re.findall(r'`(\w+Tests)` ("[^"]+")', text)] + re.findall(r"`(test_\w+\.py::test_\w+)`", text)
    cases = [line for line in text.splitlines() if re.match(r"\| \d+ \|", line)]
    faults = [f"hotmodellen: {name}: {fault}" for name in named if (fault := evidence.fault(name))]
    return faults + [f"hotmodellen: fall {number} är inte fall {place}" for place, number in
                     enumerate((line.split("|")[1].strip() for line in cases), 1) if number != str(place)]


def cell(text: str) -> str:
    return text.replace("|", "\\|")


def shown(named: str) -> str:
    if match := SWIFT.match(named):
        return f"`{match[1]}` “{match[2]}”"
    if PYTHON.match(named):
        return f"`{named}`"
    return f"[{named.removeprefix('docs/')}]({named.removeprefix('docs/')})"


def document(table: list[dict[str, str]]) -> str:
    by_chapter = {number: [row for row in table if row["id"].split(".")[0] == str(number)] for number in CHAPTERS}
    total = Counter(row["status"] for row in table)
    applies = len(table) - total["na"]
    lines = [
        "# OWASP ASVS 5.0, levels 1 and 2", "",
        "Written by `scripts/check_evidence.py --write` from [asvs.csv](asvs.csv); `make check` fails when a named test is gone, a requirement is",
        "missing or double, or this page differs from the table. The words are ours; the standard's own stand in the standard. Open is open.", "",
        f"Of {len(table)} requirements {applies} apply: {total['met']} met, {total['partly']} partly, {total['open']} open.", "",
        "| Chapter | Apply | Met | Partly | Open | Not applicable |", "|---|---|---|---|---|---|",
    ]
    for number, part in by_chapter.items():
        counts = Counter(row["status"] for row in part)
        lines.append(f"| V{number} {CHAPTERS[number]} | {len(part) - counts['na']} | {counts['met']} | {counts['partly']} | {counts['open']} | {counts['na']} |")
    lines += ["", "## Not applicable", ""]
    for number, part in by_chapter.items():
        reasons: dict[str, list[str]] = {}
        for row in part:
            if row["status"] == "na":
                reasons.setdefault(row["note"], []).append(row["id"])
        if reasons:
            lines.append(f"- V{number}: " + "; ".join(f"{', '.join(ids)} ({reason[0].lower() + reason[1:]})" for reason, ids in reasons.items()) + ".")
    for title, status in [("Open", "open"), ("Partly", "partly")]:
        lines += ["", f"## {title}", ""]
        lines += [f"- **{row['id']}** {row['requirement']}: {row['note']}." for row in table if row["status"] == status] or ["None."]
    for number, part in by_chapter.items():
        part = [row for row in part if row["status"] != "na"]
        if not part:
            continue
        lines += ["", f"## V{number} {CHAPTERS[number]}", "", "| Id | Level | Requirement | Status | Shown by |", "|---|---|---|---|---|"]
        for row in part:
            named = "; ".join(shown(name) for name in row["evidence"].split(" | ") if name)
            note = f" ({row['note']})" if row["note"] and row["status"] == "met" else ""
            lines.append(f"| {row['id']} | {row['level']} | {cell(row['requirement'])} | {row['status']} | {cell(named + note)} |")
    return "\n".join(lines) + "\n"


def main() -> int:
    table, evidence = rows(), Evidence()
    faults = table_faults(table, evidence) + threat_faults(evidence)
    if "--write" in sys.argv[1:]:
        DOCUMENT.write_text(document(table), "utf-8")
    elif not DOCUMENT.is_file() or DOCUMENT.read_text("utf-8") != document(table):
        faults.append("docs/asvs.md säger inte vad docs/asvs.csv säger; kör scripts/check_evidence.py --write")
    for fault in faults:
        print(fault, file=sys.stderr)
    print(f"{len(table)} krav kontrollerade mot {len(evidence.swift)} Swifttester och {len(evidence.python)} servertester, {len(faults)} fel")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
