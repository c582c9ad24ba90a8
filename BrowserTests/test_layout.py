"""Pages fit on a narrow phone, keep still while they load, and can be looked at in var/screenshots."""

import pytest

from pages import everywhere, kind
from program import PHYSICIAN, ROOT

SHIFT = """
window.layoutShift = 0;
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) {
    window.layoutShift += entry.value;
    window.layoutShifted = entry.sources.map((source) => source.node?.parentElement?.outerHTML?.slice(0, 80)).slice(0, 3);
  }
}).observe({ type: "layout-shift", buffered: true });
"""
SCREENSHOTS = ROOT / "var" / "screenshots"


@pytest.fixture(scope="module")
def spots(people):
    spots = everywhere(people)
    people.leave()
    return spots


@pytest.mark.parametrize("pixels", [320, 768, 1024, 1440, 1920])
def test_no_page_scrolls_sideways(visit, spots, pixels):
    visitors = {}
    wide: list[str] = []
    for spot in spots:
        visitor = visitors.setdefault(spot.user, None) or visit(spot.user, viewport={"width": pixels, "height": 640})
        visitors[spot.user] = visitor
        visitor.go(spot.path)
        width, content = visitor.page.evaluate("[document.documentElement.clientWidth, document.documentElement.scrollWidth]")
        if content > width:
            culprit = visitor.page.evaluate(
                """() => [...document.querySelectorAll("main *, header *, footer *")]
                .filter((e) => e.getBoundingClientRect().right > document.documentElement.clientWidth + 1 && !e.closest(".table-scroll, .sections, .tabs"))
                .slice(0, 2).map((e) => e.outerHTML.slice(0, 120))"""
            )
            wide.append(f"{kind(spot.path)} ({spot.user}): {content} > {width}, {culprit}")
    assert not wide, "\n".join(wide)


@pytest.mark.parametrize("pixels", [768, 1024])
def test_a_consent_can_be_taken_back_without_scrolling(visit, pixels):
    visitor = visit(PHYSICIAN, viewport={"width": pixels, "height": 800})
    visitor.go(visitor.first_patient().split("?")[0] + "/skydd")
    visitor.page.get_by_label("Med vem").select_option("Försäkringskassan")
    visitor.page.get_by_label("Vad samtycket gäller").fill("anpassningar på arbetet, med närmaste chef")
    visitor.page.get_by_role("button", name="Spara samtycket").click()
    table = visitor.page.locator(".table-scroll", has_text="Samtycken till samverkan")
    assert table.evaluate("e => e.scrollWidth - e.clientWidth") == 0


@pytest.mark.parametrize("width", [360, 1440])
def test_nothing_moves_while_a_page_loads(visit, spots, width):
    visitors = {}
    moved: list[str] = []
    for spot in spots:
        if spot.user not in visitors:
            visitors[spot.user] = visit(spot.user, viewport={"width": width, "height": 800})
            visitors[spot.user].page.add_init_script(SHIFT)
        visitor = visitors[spot.user]
        visitor.go(spot.path)
        visitor.page.wait_for_timeout(150)
        shift = visitor.page.evaluate("window.layoutShift")
        if shift >= 0.01:
            moved.append(f"{kind(spot.path)} ({spot.user}): {shift:.3f} {visitor.page.evaluate('window.layoutShifted')}")
    assert not moved, "\n".join(moved)


def test_screenshots_for_people_to_look_at(visit, spots):
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    for old in SCREENSHOTS.glob("*.png"):
        old.unlink()
    for width, theme in [(360, "light"), (1024, "dark"), (1600, "light")]:
        visitors = {}
        numbers: dict[str, int] = {}
        for spot in spots:
            if spot.user not in visitors:
                visitors[spot.user] = visit(spot.user, viewport={"width": width, "height": 900}, color_scheme=theme)
            visitor = visitors[spot.user]
            visitor.go(spot.path)
            numbers[spot.name] = numbers.get(spot.name, 0) + 1
            # A list of a hundred rows need not be seen to its end.
            height = min(visitor.page.evaluate("document.documentElement.scrollHeight"), 4000)
            visitor.page.screenshot(
                path=SCREENSHOTS / f"{spot.name}-{numbers[spot.name]}-{width}-{theme}.png", full_page=True,
                clip={"x": 0, "y": 0, "width": width, "height": height},
            )
    assert len(list(SCREENSHOTS.glob("*.png"))) == 3 * len(spots)
