"""Which pages there are: found by following links as each person, one or a few of every kind."""

import re
from dataclasses import dataclass
from html import unescape

from program import COORDINATOR, EVERYBODY, LEAD, PHYSICIAN
from visitor import Visitor

# How many of a kind are looked at; one of all others. Certificates of several kinds have several forms.
SEVERAL = {"/patient/*": 2, "/patient/*/intyg/*": 4, "/mal/*": 3}
LINK = re.compile(r'<a [^>]*href="([^"#]*)')


@dataclass(frozen=True)
class Spot:
    """A page as one person sees it."""

    user: str | None
    path: str

    @property
    def name(self) -> str:
        """For files and test names: no identifiers."""
        words = re.sub(r"[^a-z0-9]+", "-", kind(self.path).lower()).strip("-") or "start"
        return f"{words}-{(self.user or 'ingen').split('.')[0]}"


def kind(path: str) -> str:
    """The path with whatever names one of many taken out: /patient/*/intyg/*."""
    path = path.split("?")[0]
    path = re.sub(r"^/patient/[^/]+", "/patient/*", path)
    path = re.sub(r"/intyg/[^/]+$", "/intyg/*", path)
    path = re.sub(r"^/mal/[^/]+", "/mal/*", path)
    path = re.sub(r"^(/logg/granskning)/\d+", r"\1/*", path)
    path = re.sub(r"^(/konton)/\d+", r"\1/*", path)
    return re.sub(r"^(/import/karantan)/\d+", r"\1/*", path)


def found_by(visitor: Visitor, user: str) -> list[Spot]:
    """Breadth first from the start page, by plain requests with the person's cookies: quick, and every status is checked."""
    waiting = ["/"]
    seen: dict[str, int] = {}
    asked: set[str] = set()
    spots: list[Spot] = []
    while waiting:
        path = waiting.pop(0)
        if path in asked or seen.get(kind(path), 0) >= SEVERAL.get(kind(path), 1):
            continue
        asked.add(path)
        answer = visitor.context.request.get(path)
        assert answer.status == 200, f"{user}: länken till {kind(path)} ger {answer.status}"
        if not answer.headers["content-type"].startswith("text/html"):
            continue
        seen[kind(path)] = seen.get(kind(path), 0) + 1
        spots.append(Spot(user, path))
        waiting += [unescape(href) for href in LINK.findall(answer.text()) if href.startswith("/")]
    return spots


def everywhere(people) -> list[Spot]:
    """Every kind of page, as the first person who meets it, and what no link leads to."""
    spots = [
        Spot(None, path)
        for path in ("/logga-in", "/utloggad", "/inbjudan/finns-inte", "/om", "/tillganglighet", "/galleri")
    ]
    known: dict[str, int] = {kind(spot.path): 1 for spot in spots}
    for user in [COORDINATOR, PHYSICIAN, LEAD] + [user for user in EVERYBODY if user not in (COORDINATOR, PHYSICIAN, LEAD)]:
        for spot in found_by(people.visitor(user), user):
            most = SEVERAL.get(kind(spot.path), 1)
            # What a role may see and do differs on the shared pages: each role's first look at the overview counts.
            if known.get(kind(spot.path), 0) < most:
                known[kind(spot.path)] = known.get(kind(spot.path), 0) + 1
                spots.append(spot)
    spots += [
        Spot(COORDINATOR, "/valj-enhet"),
        Spot(PHYSICIAN, "/sjukfall?vems=enhetens&sok=Z99"),
        Spot(PHYSICIAN, "/sjukfall?vems=enhetens&ord=glomt"),
        Spot(PHYSICIAN, "/sjukfall?vems=enhetens&alder.fran=30&alder.till=60&arenden=obesvarade&langd=3&ordna=alder"),
        Spot(LEAD, "/mal"),
        Spot(LEAD, "/sjukfall"),
        Spot(PHYSICIAN, "/finns-inte"),
    ]
    return spots
