"""The program under test: started once on a made-up region of its own, in a folder that is removed afterwards."""

import os
import socket
import subprocess
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PASSWORD = "sakkunnig demo"

# Everybody who can sign in to the demo region, with the unit or role to choose where there are several.
PHYSICIAN = "anna.lakare"
LEAD = "bo.sakkunnig"
COORDINATOR = "karin.koordinator"
CARE_PROFESSIONAL = "fatima.fysio"
MANAGER = "mats.chef"
OTHER_PHYSICIAN = "olle.annan"
REGION_OFFICER = "rita.region"
ADMINISTRATOR = "sven.system"
LOG_REVIEWER = "lena.logg"
EVERYBODY = [
    PHYSICIAN, LEAD, COORDINATOR, CARE_PROFESSIONAL, MANAGER, OTHER_PHYSICIAN, REGION_OFFICER, ADMINISTRATOR, LOG_REVIEWER,
]
WITH_PATIENTS = [PHYSICIAN, COORDINATOR, CARE_PROFESSIONAL, OTHER_PHYSICIAN]
WITHOUT_PATIENTS = [LEAD, MANAGER, REGION_OFFICER, ADMINISTRATOR, LOG_REVIEWER]

# A busy machine makes the demo region in more than the seconds that it mostly takes.
START_SECONDS = 180


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


class Program:
    def __init__(self) -> None:
        self.folder = tempfile.TemporaryDirectory(prefix="sakkunnig-browser-")
        self.executable = Path(os.environ.get("SAKKUNNIG_EXECUTABLE", ROOT / ".build/release/sakkunnig"))
        self.log = Path(self.folder.name) / "log.txt"
        self.address = f"http://127.0.0.1:{free_port()}"

    def start(self) -> None:
        self.output = self.log.open("wb")
        self.process = subprocess.Popen(
            [
                self.executable, "demo", "--database", Path(self.folder.name) / "demo.db", "--port", self.address.rsplit(":", 1)[1],
            ],
            cwd=ROOT, stdin=subprocess.DEVNULL, stdout=self.output, stderr=subprocess.STDOUT,
        )
        begin = time.monotonic()
        while not self.answers():
            if self.process.poll() is not None:
                raise RuntimeError(f"programmet slutade med {self.process.returncode}:\n{self.tail()}")
            if time.monotonic() - begin > START_SECONDS:
                self.stop()
                raise RuntimeError(f"programmet svarar inte efter {START_SECONDS} sekunder:\n{self.tail()}")
            time.sleep(0.2)
        print(f"\nDemoregionen svarar efter {time.monotonic() - begin:.0f} s på {self.address}", flush=True)

    def answers(self) -> bool:
        try:
            with urllib.request.urlopen(f"{self.address}/logga-in", timeout=5) as answer:
                return answer.status == 200
        except (urllib.error.URLError, OSError):
            return False

    def tail(self) -> str:
        return "\n".join(self.log.read_text("utf-8", "replace").splitlines()[-30:])

    def stop(self) -> None:
        self.process.terminate()
        try:
            self.process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self.output.close()
        self.folder.cleanup()
