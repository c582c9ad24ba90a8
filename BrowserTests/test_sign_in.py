"""The way in and out, and what each role may see."""

import pytest
from playwright.sync_api import expect

from program import EVERYBODY, WITH_PATIENTS, WITHOUT_PATIENTS


@pytest.mark.parametrize("user", EVERYBODY)
def test_everybody_in_the_demo_can_sign_in_and_follow_every_link(visit, people, user):
    from pages import found_by

    spots = found_by(visit(user), user)
    assert spots


def test_the_sign_in_page_says_who_can_be_tried(visit):
    visitor = visit()
    visitor.go("/logga-in")
    shown = visitor.page.locator("dl code").all_inner_texts()
    assert set(EVERYBODY) <= set(shown)


def test_a_wrong_password_says_what_to_do(visit):
    visitor = visit()
    visitor.sign_in("anna.lakare", password="inte det rätta")
    alert = visitor.page.get_by_role("alert")
    expect(alert).to_contain_text("Användarnamnet eller lösenordet stämmer inte")
    expect(alert).to_be_focused()
    expect(visitor.page.get_by_label("Användarnamn")).to_have_value("anna.lakare")
    expect(visitor.page.get_by_label("Lösenord")).to_have_value("")


def test_an_unknown_name_gets_the_same_answer(visit):
    visitor = visit()
    visitor.sign_in("finns.inte", password="sakkunnig demo")
    expect(visitor.page.get_by_role("alert")).to_contain_text("Användarnamnet eller lösenordet stämmer inte")


def test_signing_out_closes_every_door(visit):
    visitor = visit()
    visitor.sign_in("anna.lakare")
    patient = visitor.first_patient()
    visitor.page.get_by_role("button", name="Logga ut").click()
    assert visitor.path == "/logga-in"
    for path in ["/oversikt", "/sjukfall", patient, "/mal"]:
        visitor.go(path)
        assert visitor.path.split("?")[0] == "/logga-in", path
    visitor.page.go_back()
    visitor.page.reload()
    assert visitor.path.split("?")[0] == "/logga-in"


def test_without_signing_in_there_is_only_the_way_in(visit):
    visitor = visit()
    for path in ["/", "/oversikt", "/sjukfall", "/mal", "/import", "/import/karantan", "/logg"]:
        visitor.go(path)
        assert visitor.path.split("?")[0] == "/logga-in", path


def test_a_saved_view_opens_after_signing_in_and_choosing_a_unit(visit):
    view = "/sjukfall?att-gora=withoutPlan&ordna=dag"
    visitor = visit()
    visitor.go(view)
    expect(visitor.page.locator("main")).to_contain_text("Logga in så kommer du till sidan som du skulle till")
    visitor.fill_in("karin.koordinator")
    assert visitor.path == view


@pytest.mark.parametrize("user", WITHOUT_PATIENTS)
def test_a_role_without_patients_is_told_so(visit, people, user):
    patient = people.visitor("anna.lakare").first_patient()
    visitor = visit(user, choice="sakkunnig" if user.startswith("bo.") else None)
    for path in ["/sjukfall?vems=enhetens", patient]:
        answer = visitor.go(path)
        assert answer.status == 403
        assert visitor.heading == "Din roll har inte den rätten"
        expect(visitor.page.locator("main")).to_contain_text("får inte se patienter")
    assert visitor.page.get_by_role("link", name="Pågående sjukfall").count() == 0


@pytest.mark.parametrize("user", WITH_PATIENTS)
def test_a_role_with_patients_reaches_them(visit, user):
    visitor = visit(user)
    visitor.go(visitor.first_patient())
    assert visitor.path.startswith("/patient/")


def test_the_patients_of_another_provider_are_not_found(visit, people):
    patient = people.visitor("olle.annan").first_patient()
    answer = visit("anna.lakare").go(patient)
    assert answer.status == 404


def test_choosing_another_unit(visit):
    visitor = visit()
    visitor.sign_in("karin.koordinator")
    first = visitor.page.locator(".mast-unit strong").inner_text()
    visitor.page.get_by_role("link", name="Byt enhet").click()
    visitor.page.locator("main form button").filter(has_not_text=first).first.click()
    assert visitor.page.locator(".mast-unit strong").inner_text() != first
