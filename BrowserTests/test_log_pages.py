"""The access log's pages, used as people do: the monthly review, one's own looks, and the extract to a patient."""

import re

import pytest
from playwright.sync_api import expect

from program import COORDINATOR, LOG_REVIEWER, MANAGER, PHYSICIAN
from test_accessibility import violations
from test_print import printed


@pytest.mark.parametrize("width", [360, 1440])
def test_a_review_from_the_draw_to_the_signature(visit, width):
    physician = visit(PHYSICIAN)
    physician.go(physician.first_patient())
    manager = visit(MANAGER, viewport={"width": width, "height": 800})
    manager.go("/logg")
    manager.page.get_by_label("Månad").select_option(index=0)
    manager.page.get_by_label("Rader av varje slag").fill("2")
    manager.page.get_by_role("button", name="Välj rader").click()
    assert manager.heading.startswith("Granskning") and violations(manager) == []
    picks = manager.page.locator(".log-picks > li")
    count = picks.count()
    assert count > 0
    for index in range(count):
        picks.nth(index).get_by_label("Bedömning").select_option("1")
        picks.nth(index).get_by_role("button", name="Spara").click()
    manager.page.get_by_label("Sammanfattning och åtgärder").fill("Inget att åtgärda.")
    manager.page.get_by_role("button", name="Signera").click()
    assert manager.page.get_by_text("Signerad").first.is_visible() and manager.page.get_by_role("button", name="Spara").count() == 0
    assert violations(manager) == []
    _, text = printed(manager)
    assert "Befogad" in text and "Inget att åtgärda." in text
    manager.go("/logg")
    assert violations(manager) == []


def test_all_that_is_filled_in_is_saved_by_one_press(visit):
    for person in (PHYSICIAN, COORDINATOR):
        visitor = visit(person)
        visitor.go(visitor.first_patient())
    manager = visit(MANAGER)
    manager.go("/logg")
    manager.page.get_by_label("Månad").select_option(index=0)
    manager.page.get_by_label("Rader av varje slag").fill("2")
    manager.page.get_by_role("button", name="Välj rader").click()
    picks = manager.page.locator(".log-picks > li")
    count = picks.count()
    assert count > 1
    for index in range(count):
        picks.nth(index).get_by_label("Bedömning").select_option("1")
    picks.nth(count - 1).get_by_label("Bedömning").select_option("2")
    picks.first.get_by_role("button", name="Spara").click()
    expect(manager.page.get_by_role("alert")).to_be_focused()
    assert picks.first.get_by_label("Bedömning").input_value() == "1"
    picks.nth(count - 1).get_by_label("Anteckning").fill("Frågar.")
    picks.first.get_by_role("button", name="Spara").click()
    assert manager.page.url.endswith("#signera")
    expect(manager.page.get_by_label("Sammanfattning och åtgärder")).to_be_in_viewport()


def test_one_sees_ones_own_looks_without_names(visit):
    coordinator = visit(COORDINATOR)
    coordinator.go(coordinator.first_patient())
    name = coordinator.page.locator(".personal > span").first.text_content()
    coordinator.go("/om")
    coordinator.page.get_by_role("link", name="Mina åtkomster").click()
    assert coordinator.heading == "Mina åtkomster" and violations(coordinator) == []
    assert "Sjukfall" in coordinator.page.inner_text("table") and name not in coordinator.page.content()


def test_an_extract_on_the_screen_on_paper_and_as_a_file(visit):
    physician = visit(PHYSICIAN)
    physician.go(physician.first_patient())
    number = re.search(r"\d{8}-\d{4}", physician.page.inner_text("main"))[0]
    reviewer = visit(LOG_REVIEWER)
    reviewer.go("/logg/utdrag")
    reviewer.page.get_by_label("Personnummer").fill("inget nummer")
    reviewer.page.get_by_role("button", name="Visa utdraget").click()
    assert violations(reviewer) == [] and reviewer.page.get_by_role("alert").is_visible()
    reviewer.page.get_by_label("Personnummer").fill(number)
    reviewer.page.get_by_role("button", name="Visa utdraget").click()
    assert reviewer.heading == "Loggutdrag" and violations(reviewer) == []
    assert not re.search(r"\d{6}", reviewer.page.url.split("://")[1].split("/", 1)[1])
    _, text = printed(reviewer)
    assert "Loggutdrag" in text and number in text and "Sjukfall" in text and "Spara som CSV" not in text
    with reviewer.page.expect_download() as waiting:
        reviewer.page.get_by_role("button", name="Spara som CSV").click()
    lines = waiting.value.path().read_text("utf-8-sig").splitlines()
    assert waiting.value.suggested_filename == "loggutdrag.csv" and lines[0] == "dag;tid;enhet;vad;uppgifter;ändamål"
    assert any(";Läsa;Sjukfall;" in line for line in lines)
