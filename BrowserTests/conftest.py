import os
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, sync_playwright

from program import Program
from visitor import Visitor

CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium-headless-shell")


@pytest.fixture(scope="session")
def program() -> Iterator[Program]:
    program = Program()
    program.start()
    yield program
    program.stop()


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as playwright:
        yield playwright


@pytest.fixture(scope="session")
def browser(playwright: Playwright) -> Iterator[Browser]:
    # Chromium's own sandbox refuses to run as root, which is what a build machine often is.
    arguments = ["--no-sandbox"] if os.geteuid() == 0 else []
    browser = playwright.chromium.launch(executable_path=CHROMIUM, args=arguments)
    yield browser
    browser.close()


@pytest.fixture(scope="session")
def people(program: Program, browser: Browser) -> Iterator["People"]:
    people = People(program, browser)
    yield people
    people.leave()


class People:
    """Signed-in people, one browser profile each, kept between tests: signing in costs a password check."""

    def __init__(self, program: Program, browser: Browser) -> None:
        self.program = program
        self.browser = browser
        self.states: dict[tuple[str, str | None], dict] = {}
        self.open: list[BrowserContext] = []

    def visitor(self, user: str | None, choice: str | None = None, **options) -> Visitor:
        """A new page for the person, or for somebody who has not signed in; `options` go to the browser context."""
        options = {"base_url": self.program.address, "locale": "sv-SE", "viewport": {"width": 1440, "height": 900}} | options
        if user is not None:
            if (user, choice) not in self.states:
                context = self.browser.new_context(**options)
                Visitor(context).sign_in(user, choice)
                self.states[user, choice] = context.storage_state()
                context.close()
            options["storage_state"] = self.states[user, choice]
        context = self.browser.new_context(**options)
        self.open.append(context)
        return Visitor(context)

    def leave(self) -> None:
        for context in self.open:
            context.close()
        self.open.clear()


@pytest.fixture
def visit(people: People) -> Iterator:
    """visit(user) gives a visitor; every page that the test opened is closed after it, and must have been quiet."""
    visitors: list[Visitor] = []

    def visit(user: str | None = None, choice: str | None = None, **options) -> Visitor:
        visitors.append(people.visitor(user, choice, **options))
        return visitors[-1]

    yield visit
    people.leave()
    complaints = [complaint for visitor in visitors for complaint in visitor.complaints]
    assert complaints == [], "webbläsaren klagade"


def pytest_terminal_summary(terminalreporter) -> None:
    counts = {name: len(terminalreporter.getreports(name)) for name in ("passed", "failed", "error", "skipped")}
    line = f"browser: {counts['passed']} passed, {counts['failed'] + counts['error']} failed"
    terminalreporter.write_line(line + (f", {counts['skipped']} skipped" if counts["skipped"] else ""))
