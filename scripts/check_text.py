"""Every text file of the project: no trailing space, one newline at the end, relative links that lead somewhere, and in Markdown no
two sections of the same name under the same heading: the trace of a bad merge, and an anchor that leads to the wrong one."""

import re
import subprocess
import sys
from pathlib import Path
from urllib.parse import unquote

ROOT = Path(__file__).resolve().parent.parent
BINARY = {".png", ".jpg", ".pdf", ".zip", ".gz", ".ico"}
LINK = re.compile(r"!?\[[^\]]*\]\(<?([^)\s>]+)>?(?:\s+\"[^\"]*\")?\)")
HEADING = re.compile(r"^#{1,6}\s+(.*?)\s*#*$", re.MULTILINE)
LEVEL = re.compile(r"^(#{1,6})\s+(.*?)\s*#*$", re.MULTILINE)
FENCE = re.compile(r"^(```|~~~).*?^\1", re.MULTILINE | re.DOTALL)


def files() -> list[Path]:
    """Tracked files and new ones that are not ignored."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"], cwd=ROOT, check=True, capture_output=True
    ).stdout.decode()
    return sorted({ROOT / name for name in listed.split("\0") if name and (ROOT / name).is_file()})


def anchors(text: str) -> set[str]:
    """The names that a Markdown reader gives to headings."""
    names: set[str] = set()
    for heading in HEADING.findall(FENCE.sub("", text)):
        plain = re.sub(r"[`*_]|\[([^\]]*)\]\([^)]*\)", r"\1", heading)
        names.add(re.sub(r"[^\w\- ]", "", plain.lower()).replace(" ", "-"))
    return names


def repeated(path: Path, text: str) -> list[str]:
    found, seen = [], set()
    above: list[str] = []
    for marks, heading in LEVEL.findall(FENCE.sub("", text)):
        above = above[: len(marks) - 1] + [""] * (len(marks) - 1 - len(above)) + [heading]
        if tuple(above) in seen:
            found.append(f"{path}: rubriken ”{heading}” står två gånger")
        seen.add(tuple(above))
    return found


def spaces(path: Path, text: str) -> list[str]:
    found = [f"{path}:{number}: mellanslag sist på raden" for number, line in enumerate(text.split("\n"), 1) if line != line.rstrip()]
    if text and (not text.endswith("\n") or text.endswith("\n\n")):
        found.append(f"{path}: filen ska sluta med exakt en radbrytning")
    return found


def links(path: Path, text: str) -> list[str]:
    found = []
    for target in LINK.findall(FENCE.sub("", text)):
        if re.match(r"[a-z][a-z0-9+.-]*:", target):
            continue
        name, _, anchor = unquote(target).partition("#")
        destination = (path.parent / name).resolve() if name else path
        if not destination.exists():
            found.append(f"{path}: länken {target} leder ingenstans")
        elif anchor and destination.suffix == ".md" and anchor not in anchors(destination.read_text("utf-8")):
            found.append(f"{path}: länken {target} saknar sin rubrik")
    return found


def main() -> int:
    faults: list[str] = []
    checked = 0
    for path in files():
        if path.suffix.lower() in BINARY:
            continue
        text = path.read_bytes().decode("utf-8", "replace")
        checked += 1
        # The licence is kept as its publisher has it; goldens are what the program writes.
        if path.name != "LICENSE" and "Goldens" not in path.parts:
            faults += spaces(path, text)
        if path.suffix == ".md":
            faults += links(path, text) + repeated(path, text)
    for fault in faults:
        print(fault.replace(f"{ROOT}/", ""), file=sys.stderr)
    print(f"{checked} textfiler kontrollerade, {len(faults)} fel")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
