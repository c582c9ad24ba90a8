"""With scripts turned off the whole way still works: sign in, list, filter, spell, certificate, assign, sign out."""

import re

from playwright.sync_api import expect


def test_the_whole_way(visit):
    visitor = visit(java_script_enabled=False)
    page = visitor.page
    visitor.sign_in("karin.koordinator")
    assert visitor.path == "/oversikt"

    page.get_by_role("navigation", name="Huvudmeny").get_by_role("link", name="Pågående sjukfall").click()
    everybody = page.locator("tbody tr").count()
    assert everybody > 1

    filters = page.locator("details.filter")
    if filters.get_attribute("open") is None:
        filters.locator("summary").click()
    page.get_by_label("Ärenden").select_option(index=1)
    page.get_by_label("Sök", exact=True).fill("F")
    filters.get_by_role("button").first.click()
    assert "sok=F" in visitor.path and "arenden=" in visitor.path
    assert 0 < page.locator("tbody tr").count() <= everybody

    page.locator("tbody th a").first.click()
    assert visitor.path.startswith("/patient/")
    patient = visitor.path
    page.locator("a[href*='/intyg/']").first.click()
    assert re.search(r"/intyg/\d+", visitor.path)
    assert "signerat" in page.locator(".page-head").inner_text()

    visitor.go(patient)
    choice = page.get_by_label("Ansvarig", exact=True)
    name = choice.locator("option").nth(1).inner_text()
    choice.select_option(label=name)
    page.get_by_role("button", name="Spara ansvarig").click()
    expect(page.get_by_label("Ansvarig", exact=True).locator("option:checked")).to_have_text(name)

    page.get_by_role("button", name="Logga ut").click()
    assert visitor.path == "/logga-in"


def test_buttons_that_need_a_script_are_not_shown_without_it(visit):
    visitor = visit("anna.lakare", java_script_enabled=False)
    visitor.go("/sjukfall?vems=enhetens")
    for button in visitor.page.locator(".needs-script").all():
        expect(button).to_be_hidden()


def test_several_at_once_without_script(visit):
    visitor = visit("karin.koordinator", java_script_enabled=False)
    visitor.go("/sjukfall?att-gora=nobodyResponsible")
    page = visitor.page
    page.locator("input[name=rad]").nth(0).check()
    page.locator(".bulk select[name=ansvarig]").select_option(index=1)
    before = page.locator("tbody tr").count()
    page.get_by_role("button", name="Ge ansvar").click()
    assert "att-gora=nobodyResponsible" in visitor.path
    assert page.locator("tbody tr").count() in (before - 1, before)
