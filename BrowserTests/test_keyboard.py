"""Everything can be done from the keyboard, and one always sees where one is."""

from playwright.sync_api import expect

# What a person who tabs meets: its name, whether a ring is drawn round it, and whether it can be seen.
FOCUSED = """() => {
  const e = document.activeElement;
  if (!e || e === document.body) return null;
  const style = getComputedStyle(e);
  const box = e.getBoundingClientRect();
  // A thing larger than the window need not be seen whole: its beginning or the middle of what is in the window will do.
  const clamp = (value, most) => Math.min(Math.max(value, 0), most - 1);
  const top = clamp(box.top, innerHeight), bottom = clamp(box.bottom, innerHeight);
  const x = clamp(box.left + Math.min(box.width / 2, 20), innerWidth);
  const hits = [top + Math.min(box.height / 2, 20), (top + bottom) / 2].map((y) => document.elementFromPoint(x, y));
  const isOwn = (hit) => !!hit && (e.contains(hit) || hit.contains(e) || !!hit.closest("label")?.contains(e));
  return {
    what: (e.getAttribute("aria-label") || e.labels?.[0]?.textContent || e.textContent || e.name || e.tagName).trim().replace(/\\s+/g, " ").slice(0, 60),
    tag: e.tagName.toLowerCase(),
    ring: (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2) || style.boxShadow !== "none",
    seen: box.bottom > 0 && box.top < innerHeight && hits.some(isOwn),
  };
}"""


def walk(visitor, presses: int) -> list[dict]:
    stops = []
    for _ in range(presses):
        visitor.page.keyboard.press("Tab")
        stop = visitor.page.evaluate(FOCUSED)
        if stop is None:
            break
        stops.append(stop)
    return stops


def faults(stops: list[dict]) -> list[str]:
    return [f"{stop['tag']} {stop['what']}: {'dold' if stop['ring'] else 'ingen ram'}" for stop in stops if not (stop["ring"] and stop["seen"])]


def test_the_first_stop_skips_to_the_content(visit):
    visitor = visit("anna.lakare")
    visitor.go("/oversikt")
    visitor.page.keyboard.press("Tab")
    skip = visitor.page.get_by_role("link", name="Hoppa till innehållet")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    visitor.page.keyboard.press("Enter")
    expect(visitor.page.locator("main")).to_be_focused()


def test_signing_in_without_a_mouse(visit, program):
    visitor = visit()
    visitor.go("/logga-in")
    names = [stop["what"] for stop in walk(visitor, 5)]
    assert [name for name in names if name in ("Användarnamn", "Lösenord", "Logga in")] == ["Användarnamn", "Lösenord", "Logga in"]
    visitor.page.get_by_label("Användarnamn").focus()
    visitor.page.keyboard.type("anna.lakare")
    visitor.page.keyboard.press("Tab")
    visitor.page.keyboard.type("sakkunnig demo")
    visitor.page.keyboard.press("Enter")
    visitor.page.wait_for_url("**/oversikt")


def test_the_list_by_tab(visit):
    visitor = visit("karin.koordinator")
    visitor.go("/sjukfall")
    stops = walk(visitor, 90)
    assert faults(stops) == []
    names = [stop["what"] for stop in stops]
    for wanted in ["Översikt", "Pågående sjukfall", "Mål", "Inläsning", "Logga ut", "Dölj personuppgifter", "Skriv ut", "Ansvarig", "Ge ansvar", "Välj alla rader", "Välj rad"]:
        assert any(name.startswith(wanted) for name in names), f"{wanted} nås inte med Tab: {names}"
    # In the order that one reads: the menu, the filter, the rows.
    first = {wanted: next(i for i, name in enumerate(names) if name.startswith(wanted)) for wanted in ["Översikt", "Filt", "Ge ansvar", "Välj rad"]}
    assert sorted(first, key=first.get) == ["Översikt", "Filt", "Ge ansvar", "Välj rad"]


def test_the_spell_by_tab(visit):
    visitor = visit("karin.koordinator")
    visitor.go(visitor.first_patient())
    stops = walk(visitor, 60)
    assert faults(stops) == []
    assert any(stop["what"].startswith("Spara ansvarig") for stop in stops)


def test_the_list_on_a_phone_by_tab(visit):
    visitor = visit("anna.lakare", viewport={"width": 360, "height": 700})
    visitor.go("/sjukfall?vems=enhetens")
    assert faults(walk(visitor, 70)) == []


def test_the_filter_opens_and_searches_from_the_keyboard(visit):
    visitor = visit("anna.lakare")
    visitor.go("/sjukfall?vems=enhetens")
    summary = visitor.page.locator("details.filter > summary")
    summary.focus()
    if not visitor.page.get_by_label("Sök", exact=True).is_visible():
        visitor.page.keyboard.press("Enter")
    visitor.page.get_by_label("Sök", exact=True).focus()
    visitor.page.keyboard.type("F")
    visitor.page.keyboard.press("Enter")
    visitor.page.wait_for_url("**sok=F**")
