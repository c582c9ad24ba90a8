"""Every page passes axe with no violation, in both themes, on a phone and on a wide screen."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from pages import everywhere, kind
from visitor import Visitor

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def violations(visitor: Visitor, but: list[str] = []) -> list[str]:
    options = {"runOnly": {"type": "tag", "values": TAGS}, "resultTypes": ["violations"]}
    options["rules"] = {rule: {"enabled": False} for rule in but}
    answer = Axe().run(visitor.page, options=options)
    return [
        f"{kind(visitor.path)}: {fault['id']} ({fault['impact']}) {node['target']} {node['html'][:160]}"
        for fault in answer.response["violations"]
        for node in fault["nodes"][:3]
    ]


@pytest.fixture(scope="module")
def spots(people):
    spots = everywhere(people)
    people.leave()
    return spots


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1440])
def test_every_page_passes_axe(visit, spots, theme, width):
    visitors: dict[str | None, Visitor] = {}
    found: list[str] = []
    for spot in spots:
        if spot.user not in visitors:
            visitors[spot.user] = visit(spot.user, viewport={"width": width, "height": 800}, color_scheme=theme)
        visitor = visitors[spot.user]
        visitor.go(spot.path)
        found += [f"{spot.user}, {line}" for line in violations(visitor)]
    assert not found, "\n".join(found)
    assert len(spots) >= 15, "för få sidor hittades för att säga något"


def test_a_form_with_faults_passes_axe(visit):
    visitor = visit()
    visitor.sign_in("ingen", password="fel")
    assert violations(visitor) == []


def test_hidden_personal_data_passes_axe(visit):
    visitor = visit("anna.lakare")
    visitor.go("/sjukfall?vems=enhetens")
    visitor.page.get_by_role("button", name="Dölj personuppgifter").first.click()
    # The words that stand instead come from the style sheet, where these two rules do not look. The browser does: ask it.
    assert violations(visitor, but=["empty-table-header", "link-name"]) == []
    tree = visitor.context.new_cdp_session(visitor.page).send("Accessibility.getFullAXTree")["nodes"]
    named = [(node["role"]["value"], node.get("name", {}).get("value", "")) for node in tree if not node["ignored"] and "role" in node]
    hidden = [role for role, name in named if "Dold uppgift" in name]
    rows = visitor.page.locator("tbody tr").count()
    assert hidden.count("rowheader") == hidden.count("link") == rows > 0, set(hidden)
    assert not [name for role, name in named if role == "link" and not name]


def test_every_page_has_one_main_heading_and_a_title_without_names(visit, spots):
    for spot in spots:
        visitor = visit(spot.user, java_script_enabled=False)
        visitor.go(spot.path)
        headings = visitor.page.locator("h1")
        assert headings.count() == 1, spot
        if kind(spot.path).startswith("/patient"):
            # The window's title stays in the browser's history.
            assert visitor.page.locator(".personal > span").first.text_content() not in visitor.page.title(), spot
        visitor.context.close()
