"""The bill of materials names what the program really consists of."""

import json
import re
import subprocess
import sys

import pytest

from sakkunnig import EXECUTABLE, ROOT

# What `import` lines of Sources name, and the package that it comes from.
MODULES = {
    "Hummingbird": "hummingbird", "HummingbirdCore": "hummingbird", "GRDB": "grdb.swift", "GRDBSQLite": "grdb.swift", "Yams": "yams",
    "ArgumentParser": "swift-argument-parser", "Logging": "swift-log", "NIOCore": "swift-nio", "HTTPTypes": "swift-http-types",
    "ServiceLifecycle": "swift-service-lifecycle", "UnixSignals": "swift-service-lifecycle", "JWTKit": "jwt-kit",
}
LIBRARIES = {
    "CLibXML2": "libxml2", "CLibZip": "libzip", "CArgon2": "libargon2", "CLibCrypto": "libssl", "CLibPQ": "libpq", "CLibCurl": "libcurl",
    "CLibQREncode": "libqrencode", "CMimalloc": "libmimalloc", "CSQLite": "libsqlite3", "GRDBSQLite": "libsqlite3",
}
OF_THE_SYSTEM = {"Foundation", "FoundationEssentials", "FoundationNetworking", "Glibc", "Synchronization", "Dispatch", "Testing"}


@pytest.fixture(scope="module")
def bill() -> dict:
    return json.loads(subprocess.run([sys.executable, ROOT / "scripts/sbom.py", EXECUTABLE], capture_output=True, text=True, check=True).stdout)


def imported() -> set[str]:
    own = {path.name for path in (ROOT / "Sources").iterdir()}
    lines = "\n".join(path.read_text("utf-8") for path in (ROOT / "Sources").rglob("*.swift"))
    found = set(re.findall(r"^(?:@\w+ )*(?:package |internal |public )?import (?:\w+ )?(\w+)", lines, re.MULTILINE))
    return found - {name for name in own if name not in LIBRARIES} - OF_THE_SYSTEM


def test_the_bill_is_of_the_standards_form(bill: dict) -> None:
    assert bill["bomFormat"] == "CycloneDX" and bill["specVersion"] == "1.5" and bill["version"] == 1
    assert re.fullmatch(r"urn:uuid:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", bill["serialNumber"])
    component = bill["metadata"]["component"]
    assert component["type"] == "application" and re.fullmatch(r"\d+\.\d+\.\d+.*", component["version"])
    references = [component["bom-ref"] for component in bill["components"]]
    assert len(references) == len(set(references)) > 20
    for component in bill["components"]:
        assert component["type"] == "library" and component["name"] and component["version"]
        assert re.fullmatch(r"pkg:(swift|deb)/[\w.~%/+-]+@[\w.~%+-]+(\?[\w=&.-]+)?", component["purl"])
    assert bill["dependencies"] == [{"ref": "sakkunnig", "dependsOn": references}]


def test_every_library_of_the_program_is_in_the_bill(bill: dict) -> None:
    names = {component["name"] for component in bill["components"]}
    for module in imported():
        assert module in MODULES or module in LIBRARIES, f"{module}: vilket paket är det?"
        if module in MODULES:
            assert MODULES[module] in names
        if module in LIBRARIES:
            assert any(name.startswith(LIBRARIES[module]) for name in names), module
    assert "swift-runtime" in names or "libstdc++6" in names


def test_versions_are_those_that_the_package_asks_for(bill: dict) -> None:
    manifest = (ROOT / "Package.swift").read_text("utf-8")
    exact = {url.rsplit("/", 1)[1].lower(): version for url, version in re.findall(r'url: "([^"]+)", exact: "([^"]+)"', manifest)}
    versions = {component["name"]: component["version"] for component in bill["components"]}
    assert len(exact) >= 8
    for name, version in exact.items():
        assert versions[name] == version


def test_the_same_program_gives_the_same_bill(bill: dict) -> None:
    again = json.loads(subprocess.run([sys.executable, ROOT / "scripts/sbom.py", EXECUTABLE], capture_output=True, text=True, check=True).stdout)
    assert again == bill
