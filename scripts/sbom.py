"""A bill of materials of the program (CycloneDX 1.5, JSON): its Swift packages as they were resolved, and the system's libraries that it is
linked with, as they are installed here.

    scripts/sbom.py [PROGRAM] > sakkunnig.cdx.json
"""

import json
import re
import subprocess
import sys
import uuid
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def said(*command: str) -> str:
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def licences(text: str) -> list[str]:
    """By the words that each licence begins with."""
    known = [("Apache-2.0", "Apache License"), ("MIT", "Permission is hereby granted, free of charge"), ("BSD-3-Clause", "Neither the name")]
    return [name for name, words in known if words in text][:1]


def packages() -> list[dict]:
    pins = json.loads((ROOT / "Package.resolved").read_text("utf-8"))["pins"]
    components = []
    for pin in sorted(pins, key=lambda pin: pin["identity"]):
        place = re.sub(r"^https://|\.git$", "", pin["location"])
        version, revision = pin["state"]["version"], pin["state"]["revision"]
        component = {
            "type": "library", "bom-ref": f"pkg:swift/{place}@{version}", "name": pin["identity"], "version": version,
            "purl": f"pkg:swift/{place}@{version}",
            "externalReferences": [{"type": "vcs", "url": pin["location"], "comment": f"revision {revision}"}],
        }
        checkout = ROOT / ".build/checkouts" / Path(place).name
        text = "".join(file.read_text("utf-8", "replace") for file in sorted(checkout.glob("LICENSE*")))
        if names := licences(text):
            component["licenses"] = [{"license": {"id": name}} for name in names]
        components.append(component)
    return components


def libraries(program: Path) -> list[dict]:
    """What the dynamic linker finds: the distribution's packages, and the Swift runtime."""
    by_package: dict[str, list[str]] = {}
    runtime = []
    for path in re.findall(r"=> (/\S+)", said("ldd", str(program))):
        if "/swift/" in path:
            runtime.append(Path(path).name)
            continue
        # A library may be installed below /usr and linked without it, or the other way round.
        for name in (path, path.removeprefix("/usr"), str(Path(path).resolve())):
            owner = subprocess.run(["dpkg-query", "--search", name], capture_output=True, text=True)
            if owner.returncode == 0:
                by_package.setdefault(owner.stdout.split(": ")[0], []).append(Path(path).name)
                break
        else:
            raise SystemExit(f"{path} hör inte till något paket")
    components = []
    for package, files in sorted(by_package.items()):
        name, version, architecture = said("dpkg-query", "--show", "--showformat=${Package}\t${Version}\t${Architecture}", package).split("\t")
        release = dict(line.split("=", 1) for line in Path("/etc/os-release").read_text().splitlines() if "=" in line)
        system, number = release["ID"].strip('"'), release.get("VERSION_ID", "").strip('"')
        purl = f"pkg:deb/{system}/{name}@{version.replace('+', '%2B').replace(':', '%3A')}?arch={architecture}&distro={system}-{number}"
        components.append({
            "type": "library", "bom-ref": purl, "name": name, "version": version, "purl": purl,
            "properties": [{"name": "sakkunnig:linked", "value": file} for file in sorted(files)],
        })
    if runtime:
        version = re.search(r"Swift version ([\d.]+)", said("swift", "--version"))[1]
        components.append({
            "type": "library", "bom-ref": f"pkg:swift/github.com/swiftlang/swift@{version}", "name": "swift-runtime", "version": version,
            "purl": f"pkg:swift/github.com/swiftlang/swift@{version}", "licenses": [{"license": {"id": "Apache-2.0"}}],
            "properties": [{"name": "sakkunnig:linked", "value": file} for file in sorted(runtime)],
        })
    return components


def bill(program: Path) -> dict:
    version = said(str(program), "--version").strip()
    components = packages() + libraries(program)
    # The same parts give the same number: two bills are compared as files.
    serial = uuid.uuid5(uuid.NAMESPACE_URL, json.dumps(components, sort_keys=True))
    return {
        "$schema": "http://cyclonedx.org/schema/bom-1.5.schema.json", "bomFormat": "CycloneDX", "specVersion": "1.5",
        "serialNumber": f"urn:uuid:{serial}", "version": 1,
        "metadata": {"component": {"type": "application", "bom-ref": "sakkunnig", "name": "sakkunnig", "version": version}},
        "components": components,
        "dependencies": [{"ref": "sakkunnig", "dependsOn": [component["bom-ref"] for component in components]}],
    }


if __name__ == "__main__":
    program = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / ".build/release/sakkunnig"
    if not program.is_file():
        raise SystemExit(f"{program} finns inte; bygg programmet först")
    json.dump(bill(program), sys.stdout, indent=2, ensure_ascii=False)
    print()
