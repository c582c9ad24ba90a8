"""A person at a browser: goes to addresses, fills in, and remembers what the browser complained about."""

import re

from playwright.sync_api import BrowserContext, Page, Response

from program import PASSWORD


class Visitor:
    def __init__(self, context: BrowserContext) -> None:
        self.context = context
        self.page: Page = context.new_page()
        self.complaints: list[str] = []
        self.page.on("console", self._console)
        self.page.on("pageerror", lambda error: self.complaints.append(f"skriptfel på {self.page.url}: {error}"))
        self.page.on("requestfailed", lambda request: self._failed(request.url, request.failure))

    def _console(self, message) -> None:
        # A page that says no with a status is no fault; that it says so is tested where it is expected.
        is_status = "the server responded with a status of 4" in message.text and "/assets/" not in message.location.get("url", "")
        if message.type in ("error", "warning") and not is_status:
            self.complaints.append(f"{message.type} på {self.page.url}: {message.text}")

    def _failed(self, url: str, failure: str | None) -> None:
        if failure != "net::ERR_ABORTED":
            self.complaints.append(f"{url} kom inte: {failure}")

    def go(self, path: str) -> Response:
        response = self.page.goto(path, wait_until="load")
        assert response is not None
        return response

    def sign_in(self, user: str, choice: str | None = None, password: str = PASSWORD) -> None:
        """Chooses the role or unit whose button holds `choice`, or the first, when there are several."""
        self.go("/logga-in")
        self.fill_in(user, choice, password)

    def fill_in(self, user: str, choice: str | None = None, password: str = PASSWORD) -> None:
        """On the page of sign-in, wherever it leads afterwards."""
        self.page.get_by_label("Användarnamn").fill(user)
        self.page.get_by_label("Lösenord").fill(password)
        self.page.get_by_role("button", name="Logga in").click()
        if self.path.split("?")[0] == "/valj-enhet":
            buttons = self.page.locator("main form button")
            (buttons.filter(has_text=choice) if choice else buttons).first.click()

    @property
    def path(self) -> str:
        return re.sub(r"^https?://[^/]+", "", self.page.url)

    @property
    def heading(self) -> str:
        return self.page.get_by_role("heading", level=1).inner_text()

    def first_patient(self) -> str:
        """The address of the first patient of the whole unit's list."""
        self.go("/sjukfall?vems=enhetens")
        href = self.page.locator("tbody th a").first.get_attribute("href")
        assert href
        return href

    def first_certificate(self) -> str:
        """The address of a certificate of that patient."""
        self.go(self.first_patient())
        href = self.page.locator("a[href*='/intyg/']").first.get_attribute("href")
        assert href
        return href
