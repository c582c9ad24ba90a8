"""What the tests look for on the machine is what setup.sh puts there."""

import re

from sakkunnig import ROOT

# Programs whose package has another name.
PACKAGES = {"age-keygen": "age"}


def test_every_program_that_a_test_looks_for_is_installed_by_setup():
    script = (ROOT / "scripts/setup.sh").read_text()
    installed = set(re.search(r"^test\) packages\+=\((.*)\)", script, re.MULTILINE)[1].split())
    installed |= set(re.findall(r"^program (\S+)", script, re.MULTILINE))
    looked_for = {
        (name, path.name)
        for path in (ROOT / "ServerTests").glob("*.py")
        for name in re.findall(r"""which\(["']([\w.-]+)["']""", path.read_text())
    }
    assert ("strace", "test_faults.py") in looked_for
    assert not {(name, file) for name, file in looked_for if PACKAGES.get(name, name) not in installed}
