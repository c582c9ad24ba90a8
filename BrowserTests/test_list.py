"""The list of ongoing spells as a tool to work with."""

import re

import pytest
from playwright.sync_api import expect

SAVED = "/sjukfall?vems=enhetens&alder.fran=30&alder.till=60&ordna=age&fallande=1"


def column(visitor, title: str) -> list[str]:
    titles = [text.strip() for text in visitor.page.locator("thead th").all_inner_texts()]
    index = next(i for i, text in enumerate(titles) if text.startswith(title))
    return [row.locator("th, td").nth(index).inner_text().strip() for row in visitor.page.locator("tbody tr").all()]


def test_a_saved_view_is_its_address(visit):
    for user in ["anna.lakare", "fatima.fysio"]:
        visitor = visit(user)
        visitor.go(SAVED)
        ages = [int(age) for age in column(visitor, "Ålder")]
        assert ages and all(30 <= age <= 60 for age in ages)
        assert ages == sorted(ages, reverse=True)
        expect(visitor.page.locator("th[aria-sort=descending]")).to_contain_text("Ålder")
        expect(visitor.page.locator("input[name='alder.fran']")).to_have_value("30")


def test_an_old_or_broken_view_still_shows_something(visit):
    visitor = visit("anna.lakare")
    answer = visitor.go("/sjukfall?vems=enhetens&kapitel=999&langd=x&slut.fran=2026-02-30&ordna=finns-inte&sida=9999999&okand=1")
    assert answer.status == 200
    assert visitor.heading == "Pågående sjukfall"


def test_sorting_by_a_heading(visit):
    visitor = visit("anna.lakare")
    visitor.go("/sjukfall?vems=enhetens")
    heading = visitor.page.locator("thead").get_by_role("link", name="Dag", exact=True)
    heading.click()
    days = [int(day.replace("\u00a0", "")) for day in column(visitor, "Dag")]
    assert days == sorted(days)
    visitor.page.locator("thead").get_by_role("link", name="Dag", exact=True).click()
    days = [int(day.replace("\u00a0", "")) for day in column(visitor, "Dag")]
    assert days == sorted(days, reverse=True)


def test_the_order_that_the_list_opens_with_is_no_columns(visit):
    visitor = visit("anna.lakare")
    visitor.go("/sjukfall?vems=enhetens")
    expect(visitor.page.locator("th[aria-sort]")).to_have_count(0)
    expect(visitor.page.locator("caption")).to_contain_text("Mest brådskande först")
    visitor.page.locator("thead").get_by_role("link", name="Nästa tidsgräns").click()
    expect(visitor.page.locator("th[aria-sort=ascending]")).to_contain_text("Nästa tidsgräns")
    days = [found[0] for text in column(visitor, "Nästa tidsgräns") if (found := re.match(r"\d{4}-\d\d-\d\d", text))]
    assert len(days) > 1 and days == sorted(days)


def search(visitor, words: str, view: str = "/sjukfall?vems=enhetens") -> None:
    visitor.go(view)
    visitor.page.get_by_label("Sök", exact=True).fill(words)
    visitor.page.get_by_role("button", name="Sök", exact=True).click()


@pytest.mark.parametrize("pixels", [320, 360, 768, 1024, 1440])
def test_the_search_is_in_view_in_one_line(visit, pixels):
    visitor = visit("anna.lakare", viewport={"width": pixels, "height": 800})
    visitor.go("/sjukfall?vems=enhetens")
    field = visitor.page.get_by_label("Sök", exact=True)
    expect(field).to_be_visible()
    box, button = field.bounding_box(), visitor.page.get_by_role("button", name="Sök", exact=True).bounding_box()
    assert abs(box["y"] + box["height"] / 2 - button["y"] - button["height"] / 2) < 2 and box["width"] >= 128
    expect(visitor.page.get_by_label("Diagnoskapitel")).to_be_hidden()
    field.fill("F")
    field.press("Enter")
    visitor.page.wait_for_url("**sok=F**")


# How far a strip goes on to the right of what is seen, and whether it fades there.
STRIPS = """() => [...document.querySelectorAll(".sections, .tabs")].map((strip) => {
  const last = strip.querySelector("li:last-child a").getBoundingClientRect();
  return [last.right - strip.getBoundingClientRect().right, getComputedStyle(strip).maskImage !== "none"];
})"""


@pytest.mark.parametrize("pixels", [320, 360, 768, 1024, 1440])
def test_no_tab_is_cut_off_without_a_hint(visit, pixels):
    visitor = visit("anna.lakare", viewport={"width": pixels, "height": 800})
    visitor.go("/sjukfall?vems=enhetens&att-gora=nobodyResponsible")
    strips = visitor.page.evaluate(STRIPS)
    assert len(strips) == 3
    assert all(beyond < 1 or fades for beyond, fades in strips), strips
    assert (pixels < 768) == any(fades for _, fades in strips)
    # The one that is chosen is in view, clear of the fading.
    current = visitor.page.locator(".tabs [aria-current]").last
    box = current.bounding_box()
    assert box["x"] >= 0 and box["x"] + box["width"] <= pixels
    for strip in visitor.page.locator(".sections, .tabs").all():
        strip.evaluate("e => { e.scrollLeft = e.scrollWidth; }")
    room = visitor.page.evaluate(STRIPS)
    assert all(beyond <= (-39 if fades else 1) for beyond, fades in room), room


def test_a_case_that_one_is_given_is_among_the_own(visit):
    coordinator = visit("karin.koordinator")
    physician = visit("anna.lakare")
    physician.go("/sjukfall")
    own = set(physician.page.locator("tbody th").all_inner_texts())
    coordinator.go("/sjukfall?ordna=name&status=pagar")
    names = coordinator.page.locator("tbody th").all_inner_texts()
    index = next(i for i, name in enumerate(names) if name not in own)
    coordinator.page.locator("input[name=rad]").nth(index).check()
    me = physician.page.locator(".mast-viewer p a").inner_text()
    coordinator.page.locator(".bulk select[name=ansvarig]").select_option(label=me)
    coordinator.page.get_by_role("button", name="Ge ansvar").click()
    search(physician, names[index], "/sjukfall")
    assert names[index] in physician.page.locator("tbody th").all_inner_texts()
    # And back, so that the other tests find the region as it was.
    coordinator.page.get_by_label("Sök", exact=True).fill(names[index])
    coordinator.page.get_by_role("button", name="Sök", exact=True).click()
    coordinator.page.locator("input[name=rad]").first.check()
    coordinator.page.locator(".bulk select[name=ansvarig]").select_option(label="Ingen ansvarig")
    coordinator.page.get_by_role("button", name="Ge ansvar").click()


def test_a_search_among_the_own_leads_to_the_whole_units(visit):
    visitor = visit("anna.lakare")
    visitor.go("/sjukfall")
    own = set(visitor.page.locator("tbody th").all_inner_texts())
    visitor.go("/sjukfall?vems=enhetens")
    other = next(name for name in visitor.page.locator("tbody th").all_inner_texts() if name not in own)
    search(visitor, other, "/sjukfall")
    visitor.page.get_by_role("link", name="passar under Hela enheten").click()
    assert other in visitor.page.locator("tbody th").all_inner_texts()
    assert "vems=enhetens" in visitor.path and "ord=" in visitor.path


def test_a_searched_name_is_found_and_stays_out_of_the_address(visit):
    visitor = visit("anna.lakare")
    visitor.go("/sjukfall?vems=enhetens")
    name = visitor.page.locator("tbody th").nth(1).inner_text().strip()
    search(visitor, name)
    assert name in visitor.page.locator("tbody th").all_inner_texts()
    for word in name.split():
        assert word not in visitor.page.url
    visitor.page.locator("thead").get_by_role("link", name="Dag", exact=True).click()
    assert name in visitor.page.locator("tbody th").all_inner_texts()
    assert "ord=" in visitor.page.url


def test_a_search_that_finds_nothing_says_what_to_do(visit):
    visitor = visit("anna.lakare")
    search(visitor, "<script>alert(1)</script>")
    expect(visitor.page.get_by_role("heading", name="Inga sjukfall passar filtret")).to_be_visible()
    visitor.page.locator(".empty a").click()
    assert visitor.page.locator("tbody tr").count() > 0


def test_several_rows_get_a_responsible_person_at_once(visit):
    visitor = visit("karin.koordinator")
    page = visitor.page
    visitor.go("/sjukfall?ordna=name")
    page.locator("input[name=rad]").nth(0).check()
    page.locator("input[name=rad]").nth(1).check()
    expect(page.locator("[data-row-count]")).to_have_text("2 rader valda")
    choice = page.locator(".bulk select[name=ansvarig]")
    name = choice.locator("option").nth(1).inner_text()
    choice.select_option(label=name)
    page.get_by_role("button", name="Ge ansvar").click()
    assert visitor.path == "/sjukfall?vems=enhetens&ordna=name&klart=flera-ansvarig"
    expect(page.get_by_role("status")).to_contain_text("De valda sjukfallen har fått en ansvarig")
    assert column(visitor, "Ansvarig")[:2] == [name, name]
    page.locator("tbody th a").first.click()
    expect(page.get_by_label("Ansvarig", exact=True).locator("option:checked")).to_have_text(name)
    expect(page.get_by_role("status")).to_have_count(0)


def test_a_bookmark_of_the_page_after_a_deed_says_nothing_was_done(visit):
    visitor = visit("karin.koordinator")
    visitor.go("/sjukfall?klart=ansvarig")
    expect(visitor.page.get_by_role("status")).to_have_count(0)


def test_asking_again_for_a_form_that_was_refused_shows_its_page(visit):
    visitor = visit("karin.koordinator", java_script_enabled=False)
    visitor.go("/sjukfall")
    visitor.page.get_by_role("button", name="Ge ansvar").click()
    assert visitor.path == "/sjukfall/ansvarig"
    assert visitor.go(visitor.path).status == 200
    assert visitor.path == "/sjukfall" and visitor.heading == "Pågående sjukfall"


def test_a_telephone_says_what_the_columns_do_that_it_leaves_out(visit):
    for pixels, is_shown in [(1440, False), (360, True)]:
        visitor = visit("karin.koordinator", viewport={"width": pixels, "height": 800})
        visitor.go("/sjukfall")
        notes = visitor.page.locator("tbody td.card-only")
        assert notes.count() == visitor.page.locator("tbody tr").count() > 0
        assert notes.first.is_visible() == is_shown
        assert all("nsvarig" in note for note in notes.all_text_contents())


def test_all_rows_at_once(visit):
    visitor = visit("karin.koordinator")
    visitor.go("/sjukfall")
    visitor.page.locator("[data-all-rows]").check()
    rows = visitor.page.locator("input[name=rad]")
    assert rows.count() == visitor.page.locator("input[name=rad]:checked").count() > 0


def test_hiding_personal_data_hides_it_and_moves_nothing(visit):
    visitor = visit("anna.lakare")
    page = visitor.page
    visitor.go("/sjukfall?vems=enhetens&sok=F")
    boxes = "() => [...document.querySelectorAll('tbody tr, th, .page-head')].map((e) => { const b = e.getBoundingClientRect(); return [b.x, b.y, b.width, b.height].map(Math.round).join(); })"
    before = page.evaluate(boxes)
    search, written = page.get_by_label("Sök", exact=True), "(e) => getComputedStyle(e).webkitTextSecurity"
    assert search.evaluate(written) == "none"
    page.get_by_role("button", name="Dölj personuppgifter").click()
    assert search.evaluate(written) == "disc"
    expect(page.get_by_role("button", name="Dölj personuppgifter")).to_have_count(0)
    expect(page.get_by_role("button", name="Visa personuppgifter")).to_be_visible()
    assert page.evaluate(boxes) == before
    hidden = "() => [...document.querySelectorAll('.personal > span')].every((e) => getComputedStyle(e).visibility === 'hidden')"
    assert page.evaluate(hidden)
    expect(page.locator(".chip .personal")).to_have_count(1)
    # Remembered on the pages that follow, and put there by the server, so that no name is seen even for a moment.
    page.locator("tbody th a").first.dispatch_event("click")
    page.wait_for_url("**/patient/**")
    assert "hide-personal" in page.content().split("<head", 1)[0]
    assert page.evaluate(hidden)
    page.get_by_role("button", name="Visa personuppgifter").click()
    assert not page.evaluate(hidden)
    expect(page.get_by_role("button", name="Dölj personuppgifter")).to_be_visible()


@pytest.mark.parametrize("signs_out", [True, False])
def test_hidden_personal_data_is_shown_to_the_next_person(visit, signs_out):
    visitor = visit()
    visitor.sign_in("anna.lakare")
    visitor.go("/sjukfall?vems=enhetens")
    visitor.page.get_by_role("button", name="Dölj personuppgifter").click()
    cookies = {cookie["name"]: cookie for cookie in visitor.context.cookies()}
    assert cookies["personal"]["expires"] == -1
    if signs_out:
        visitor.page.get_by_role("button", name="Logga ut").click()
        assert "personal" not in {cookie["name"] for cookie in visitor.context.cookies()}
    visitor.sign_in("fatima.fysio")
    visitor.go("/sjukfall?vems=enhetens")
    assert "hide-personal" not in visitor.page.content().split("<head", 1)[0]
    expect(visitor.page.get_by_role("button", name="Dölj personuppgifter")).to_be_visible()


def test_a_form_that_came_too_late_leads_back_to_its_page(visit):
    view = "/sjukfall?vems=enhetens&ordna=name"
    visitor = visit()
    visitor.sign_in("karin.koordinator")
    visitor.go(view)
    visitor.page.locator("input[name=rad]").first.check()
    # As if the session had ended meanwhile.
    visitor.context.clear_cookies()
    visitor.page.get_by_role("button", name="Ge ansvar").click()
    expect(visitor.page.locator("main")).to_contain_text("Det som du skickade sparades inte. Logga in så kommer du tillbaka till sidan")
    visitor.fill_in("karin.koordinator")
    assert visitor.path == view


def test_the_gap_between_certificates_changes_the_list(visit):
    visitor = visit("fatima.fysio")
    page = visitor.page

    def set_gap(days: int) -> str:
        visitor.go("/sjukfall")
        page.get_by_text("Inställningar för listan").click()
        page.locator("input[name=mellanrum]").fill(str(days))
        page.get_by_role("button", name="Spara", exact=True).click()
        return page.locator(".page-head").inner_text().replace("\u00a0", " ")

    assert "90 dagar" in set_gap(90)
    assert "5 dagar" in set_gap(5)


def test_the_theme_is_remembered_without_a_flash(visit):
    visitor = visit("anna.lakare")
    visitor.go("/oversikt")
    visitor.page.get_by_role("button", name="Mörkt").click()
    answer = visitor.go("/mal")
    assert 'data-theme="dark"' in answer.text().split("<head", 1)[0]
