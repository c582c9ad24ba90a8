"""A browser that goes from Sakkunnig to an identity provider and back: a cookie jar for each, and a look at every redirect."""

import contextlib
import http.client
import re
import urllib.parse


class Answer:
    def __init__(self, status: int, headers: http.client.HTTPMessage, text: str) -> None:
        self.status = status
        self.headers = headers
        self.text = text

    @property
    def location(self) -> str:
        return self.headers["Location"] or ""


class Traveller:
    def __init__(self, site: str) -> None:
        self.site = site
        self.cookies: dict[str, dict[str, str]] = {}

    def request(
        self, method: str, address: str, form: dict | None = None, headers: dict | None = None, timeout: float = 60, body: str | None = None
    ) -> Answer:
        """`address`: whole, or a path of Sakkunnig's."""
        parts = urllib.parse.urlsplit(urllib.parse.urljoin(self.site, address))
        jar = self.cookies.setdefault(parts.netloc, {})
        sent = {"Cookie": "; ".join(f"{name}={value}" for name, value in jar.items()), "Sec-Fetch-Site": "same-origin"} | (headers or {})
        if form is not None:
            body = urllib.parse.urlencode(form)
            sent["Content-Type"] = "application/x-www-form-urlencoded"
        with contextlib.closing(http.client.HTTPConnection(parts.hostname, parts.port, timeout=timeout)) as connection:
            connection.request(method, urllib.parse.urlunsplit(("", "", parts.path, parts.query, "")), body, sent)
            answer = connection.getresponse()
            for cookie in answer.headers.get_all("Set-Cookie") or []:
                name, value = cookie.split(";")[0].split("=", 1)
                if value and "max-age=0" not in cookie.lower():
                    jar[name] = value
                else:
                    jar.pop(name, None)
            return Answer(answer.status, answer.headers, answer.read().decode("utf-8", "replace"))

    def get(self, address: str, **options) -> Answer:
        return self.request("GET", address, **options)

    def post(self, path: str, form: dict) -> Answer:
        """A form of Sakkunnig's, with the token of the page that one may always see."""
        found = re.search(r'name="formToken" value="([^"]+)"', self.get("/valj-enhet").text + self.get("/konto").text)
        assert found
        return self.request("POST", path, form | {"formToken": found[1]})

    def callback(self) -> str:
        """To the provider and its answer: the address that it sends the browser back to."""
        away = self.get("/logga-in/legitimera")
        assert away.status == 303, away.text
        back = self.get(away.location)
        assert back.status in (302, 303), back.text
        return back.location

    def sign_in(self) -> Answer:
        return self.get(self.callback())

    @property
    def is_signed_in(self) -> bool:
        return self.get("/konto").status == 200
