"""What the tests of faults share: people at work, how many rounds there are, and what the rounds came to."""

import contextlib
import http.client
import os
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

from sakkunnig import PASSWORD, Browser, Server

ROUNDS = int(os.environ.get("FAULT_ROUNDS") or "3")
SEED = int(os.environ.get("FAULT_SEED") or time.time_ns() % 1_000_000)


@dataclass
class Outcome:
    """One fault's rounds: what was answered before or during the fault, and what of it was gone, or there twice, after."""

    fault: str
    rounds: int = 0
    acknowledged: int = 0
    lost: int = 0
    double: int = 0

    def add(self, acknowledged: int, lost: int, double: int = 0) -> None:
        """One more round; fails when anything was lost or double, and what all the rounds came to stays in the table."""
        self.rounds += 1
        self.acknowledged += acknowledged
        self.lost += lost
        self.double += double
        print(f"{self.fault}: runda {self.rounds}, {self.acknowledged} besvarade (+{acknowledged})", flush=True)
        assert lost == 0 and double == 0, self


OUTCOMES: list[Outcome] = []


def begin(fault: str) -> Outcome:
    """Into the table at the end of the run, however the rounds end."""
    OUTCOMES.append(Outcome(fault))
    return OUTCOMES[-1]


def record(fault: str, rounds: int, acknowledged: int, lost: int, double: int = 0) -> None:
    """Into the table at the end of the run; fails when anything was lost or double, or nothing was tried."""
    OUTCOMES.append(Outcome(fault, rounds, acknowledged, lost, double))
    assert acknowledged > 0 and lost == 0 and double == 0, OUTCOMES[-1]


def table() -> list[str]:
    width = max((len(outcome.fault) for outcome in OUTCOMES), default=0)
    head = f"{'fel':{width}}  rundor  besvarade  förlorade  dubbla"
    return [head] + [
        f"{o.fault:{width}}  {o.rounds:6}  {o.acknowledged:9}  {o.lost:9}  {o.double:6}" for o in OUTCOMES
    ]


class Workers(contextlib.AbstractContextManager):
    """People who write all the time: each signs in, looks at patients, and remembers what was answered."""

    def __init__(self, port: int, people: int = 3, after: "Workers | None" = None) -> None:
        """With `after`, the people of another time go on where they were: a server that died has ended nobody's session."""
        self.port = port
        self.people = people
        self.cookies: list[str] = []
        self.kept = list(after.kept) if after else [""] * people
        self.looks = 0
        self.refused: list[int] = []
        self.stop = threading.Event()
        self.lock = threading.Lock()
        self.threads = [threading.Thread(target=self.work, args=(person,)) for person in range(people)]

    def work(self, person: int) -> None:
        with contextlib.suppress(OSError, http.client.HTTPException):
            while not self.stop.is_set():
                if self.kept[person]:
                    self.look(self.kept[person])
                self.sign_in(person)

    def look(self, cookie: str) -> None:
        browser = Browser(self.port)
        browser.cookie = cookie
        for _ in range(3):
            status, text = browser.get("/sjukfall")
            # A page is an answer when all of it came.
            if status == 200 and text.rstrip().endswith("</html>"):
                with self.lock:
                    self.looks += 1
            else:
                self.refused.append(status)

    def sign_in(self, person: int) -> None:
        # At a desk that few have sat at: a sign-in that is cut off counts as a failed one from there.
        browser = Browser(self.port, desk=f"198.18.{self.port % 256}.{person}")
        status, _ = browser.post("/logga-in", {"anvandarnamn": "karin", "losenord": PASSWORD})
        if status == 303:
            with self.lock:
                self.cookies.append(browser.cookie)
            self.kept[person] = browser.cookie
        else:
            self.refused.append(status)
            self.stop.wait(0.1)

    def go_on(self, seconds: float, looks: int = 3) -> bool:
        """Waits until some more pages have been answered."""
        begin, end = self.looks, time.monotonic() + seconds
        while self.looks < begin + looks and time.monotonic() < end:
            time.sleep(0.1)
        return self.looks >= begin + looks

    def finish(self) -> None:
        self.stop.set()
        for thread in self.threads:
            thread.join()

    def __enter__(self) -> "Workers":
        for thread in self.threads:
            thread.start()
        return self

    def __exit__(self, *_) -> None:
        self.finish()


def wait(condition: Callable[[], bool], seconds: float = 90) -> None:
    begin = time.monotonic()
    while not condition():
        assert time.monotonic() - begin < seconds
        time.sleep(0.05)


def lost_sessions(server: Server, cookies: list[str]) -> int:
    lost = 0
    for cookie in cookies:
        browser = server.browser()
        browser.cookie = cookie
        lost += browser.get("/mal")[0] != 200
    return lost
