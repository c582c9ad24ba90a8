"""On paper: the figures and the lists, without what only a screen can use."""

import io

import pytest
from playwright.sync_api import expect
from pypdf import PdfReader


def printed(visitor) -> tuple[int, str]:
    document = PdfReader(io.BytesIO(visitor.page.pdf(format="A4", print_background=True)))
    return len(document.pages), "\n".join(page.extract_text() for page in document.pages)


@pytest.mark.parametrize(
    ("path", "heading"), [("/oversikt", "Översikt"), ("/sjukfall?vems=enhetens", "Pågående sjukfall"), ("/mal", "Mål")]
)
def test_a_page_prints(visit, path, heading):
    visitor = visit("anna.lakare")
    visitor.go(path)
    count, text = printed(visitor)
    assert 1 <= count <= 20
    assert heading in text
    for words in ["Logga ut", "Hoppa till innehållet", "Skriv ut"]:
        assert words not in text


def test_a_spell_prints_with_its_certificates(visit):
    visitor = visit("anna.lakare")
    visitor.go(visitor.first_patient())
    count, text = printed(visitor)
    assert count <= 6
    assert "Intyg i sjukfallet" in text


def test_the_list_says_on_paper_which_lines_it_shows_and_how_they_were_chosen(visit):
    visitor = visit("anna.lakare")
    visitor.go("/sjukfall?vems=enhetens&att-gora=nobodyResponsible&alder.fran=20")
    expect(visitor.page.locator("p.print-only")).to_be_hidden()
    unit = visitor.page.locator(".mast-unit strong").inner_text()
    text = " ".join(printed(visitor)[1].split())
    rows = visitor.page.locator("tbody tr").count()
    assert "Sida 1 av" in text and f"rad 1–{rows} av" in text
    assert f"{unit}, " in text
    assert "Ingen ansvarig, Minst 20 år." in text


def test_the_table_is_printed_whole(visit):
    visitor = visit("anna.lakare")
    visitor.go("/sjukfall?vems=enhetens&ordna=name")
    last = visitor.page.locator("tbody th").last.inner_text().split()[-1]
    _, text = printed(visitor)
    assert last in text
