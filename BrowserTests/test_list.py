"""The list of ongoing spells as a tool to work with."""

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


def search(visitor, words: str) -> None:
    visitor.go("/sjukfall?vems=enhetens")
    visitor.page.locator("details.filter > summary").click()
    visitor.page.get_by_label("Sök", exact=True).fill(words)
    visitor.page.get_by_role("button", name="Visa", exact=True).click()


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
    assert visitor.path == "/sjukfall?vems=enhetens&ordna=name"
    assert column(visitor, "Ansvarig")[:2] == [name, name]
    page.locator("tbody th a").first.click()
    expect(page.get_by_label("Ansvarig", exact=True).locator("option:checked")).to_have_text(name)


def test_all_rows_at_once(visit):
    visitor = visit("karin.koordinator")
    visitor.go("/sjukfall")
    visitor.page.locator("[data-all-rows]").check()
    rows = visitor.page.locator("input[name=rad]")
    assert rows.count() == visitor.page.locator("input[name=rad]:checked").count() > 0


def test_hiding_personal_data_hides_it_and_moves_nothing(visit):
    visitor = visit("anna.lakare")
    page = visitor.page
    visitor.go("/sjukfall?vems=enhetens")
    boxes = "() => [...document.querySelectorAll('tbody tr, th, .page-head')].map((e) => { const b = e.getBoundingClientRect(); return [b.x, b.y, b.width, b.height].map(Math.round).join(); })"
    before = page.evaluate(boxes)
    button = page.get_by_role("button", name="Dölj personuppgifter").first
    button.click()
    expect(button).to_have_attribute("aria-pressed", "true")
    assert page.evaluate(boxes) == before
    hidden = "() => [...document.querySelectorAll('.personal > span')].every((e) => getComputedStyle(e).visibility === 'hidden')"
    assert page.evaluate(hidden)
    # Remembered on the pages that follow, and put there by the server, so that no name is seen even for a moment.
    page.locator("tbody th a").first.dispatch_event("click")
    page.wait_for_url("**/patient/**")
    assert "hide-personal" in page.content().split("<head", 1)[0]
    assert page.evaluate(hidden)
    page.get_by_role("button", name="Dölj personuppgifter").first.click()
    assert not page.evaluate(hidden)


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
