"""Quarantine: look, try again, correct, set aside."""

import datetime
import re

from playwright.sync_api import expect

MISTYPED = re.compile(r"(\d{4})-(\d\d-\d\d)(\D{1,3})2046-(\d\d-\d\d)")


def open_item(visitor, holding: str) -> None:
    """The first waiting item whose text holds the words."""
    number = 1
    while True:
        visitor.go(f"/import/karantan?sida={number}")
        links = [link.get_attribute("href") for link in visitor.page.locator("tbody th a").all()]
        assert links, f"ingen post i karantänen innehåller {holding}"
        for link in links:
            visitor.go(link)
            if holding in visitor.page.locator("textarea[name=text]").input_value():
                return
        number += 1


def whole_row(visitor):
    """The item's text in one field: folded away where its cells have fields of their own."""
    summary = visitor.page.locator("summary", has_text="Hela raden som text")
    if summary.count():
        summary.click()
    return visitor.page.locator("textarea[name=text]")


def read_whole(visitor) -> None:
    """Sends the text in one field."""
    visitor.page.locator("form:has(textarea[name=text]) button").click()


def waiting(visitor) -> int:
    visitor.go("/import")
    text = visitor.page.get_by_role("link", name=re.compile("i karantän")).inner_text()
    return int(re.sub(r"\D", "", text))


def right_year(match: re.Match) -> str:
    """The year of the period's first day, or the next when the period crosses a new year."""
    year = int(match[1])
    first = datetime.date.fromisoformat(f"{year}-{match[2]}")
    last = datetime.date.fromisoformat(f"{year}-{match[4]}")
    return f"{year}-{match[2]}{match[3]}{year if last >= first else year + 1}-{match[4]}"


def test_a_certificate_in_quarantine_is_corrected_and_read(visit):
    visitor = visit("karin.koordinator")
    before = waiting(visitor)
    open_item(visitor, "2046-")
    item = visitor.path
    # Of a row the cell at fault comes first; of a document there is nothing but the text.
    cell = visitor.page.locator(".field.has-error input")
    field = cell if cell.count() else whole_row(visitor)

    visitor.page.get_by_role("button", name="Läs igen").click()
    expect(visitor.page.get_by_role("alert")).to_be_visible()
    assert "2046-" in field.input_value()

    field.fill(MISTYPED.sub(right_year, field.input_value()))
    visitor.page.get_by_role("button", name="Läs igen").click()
    assert visitor.path == "/import/karantan?klart=inlast", visitor.page.locator("main").inner_text()
    expect(visitor.page.get_by_role("status")).to_contain_text("Posten är inläst")
    assert waiting(visitor) == before - 1
    visitor.go(item)
    assert visitor.heading == "Redan inläst"
    expect(visitor.page.locator("main")).to_contain_text("Inläst")


def test_an_item_is_set_aside_and_put_back(visit):
    visitor = visit("karin.koordinator")
    before = waiting(visitor)
    visitor.go("/import/karantan")
    visitor.page.locator("tbody th a").first.click()
    visitor.page.get_by_role("button", name="Lägg åt sidan").click()
    expect(visitor.page.get_by_role("alert")).to_contain_text("Skriv varför det inte ska läsas in")
    visitor.page.get_by_label("Varför det inte ska läsas in").fill("Finns redan i journalen")
    visitor.page.get_by_role("button", name="Lägg åt sidan").click()
    assert visitor.path == "/import/karantan?klart=undanlagd"
    assert waiting(visitor) == before - 1
    visitor.go("/import/karantan")
    visitor.page.get_by_role("link", name="Undanlagda").click()
    expect(visitor.page.locator("tbody tr").first).to_contain_text("Finns redan i journalen")
    visitor.page.locator("tbody th a").first.click()
    visitor.page.get_by_role("button", name="Lägg tillbaka").click()
    expect(visitor.page.get_by_role("status")).to_contain_text("Posten ligger i karantänen igen")
    assert waiting(visitor) == before


def test_what_was_written_wrongly_stays_in_the_field(visit):
    visitor = visit("karin.koordinator")
    visitor.go("/import/karantan")
    visitor.page.locator("tbody th a").first.click()
    field = whole_row(visitor)
    field.fill("</textarea><script>alert(1)</script>")
    read_whole(visitor)
    expect(visitor.page.get_by_role("alert")).to_be_focused()
    expect(field).to_have_value("</textarea><script>alert(1)</script>")


def test_those_who_only_see_imports_see_no_content(visit):
    visitor = visit("sven.system")
    assert visitor.go("/import").status == 200
    assert visitor.page.locator("main a[href*='karantan']").count() == 0
    assert visitor.go("/import/karantan").status == 403
