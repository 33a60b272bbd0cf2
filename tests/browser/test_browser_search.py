"""Searching the built handbook in a real browser, with the words families and ward staff use."""

from __future__ import annotations

import gzip
import json
import re
from typing import TYPE_CHECKING, Any

import pytest

from handbook.render.search.words import words_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page, Route

G, P, T, W = "guidelines/", "care-pathways/", "terms-of-reference/", "glossary/"
FIRST = {
    # the move home at the end of life
    "rapid transfer": G + "rapid-transfer/",
    "going home to die": G + "rapid-transfer/",
    "transfer home": G + "rapid-transfer/",
    "fast track": G + "rapid-transfer/",
    "rapid discharge": G + "rapid-transfer/",
    "FV-G01": G + "rapid-transfer/",
    "fvg01": G + "rapid-transfer/",
    "fv g01": G + "rapid-transfer/",
    "ambulance": G + "rapid-transfer/",
    "raipd transfer": G + "rapid-transfer/",
    "preferred place of death": G + "rapid-transfer/",
    "compassionate extubation": G + "rapid-transfer/",
    "taking off the ventilator": G + "rapid-transfer/",
    "move a dying child": G + "rapid-transfer/",
    # planning ahead
    "advance care plan": G + "advance-care-planning/",
    "advanced care planning": G + "advance-care-planning/",
    "ACP": G + "advance-care-planning/",
    "acp form": G + "advance-care-planning/",
    "wishes document": G + "advance-care-planning/",
    "parallel planning": G + "parallel-planning/",
    "parallel planing": G + "parallel-planning/",
    "planning for different futures": G + "parallel-planning/",
    # symptoms and medicines
    "just in case box": G + "anticipatory-medicines/",
    "anticipatory medicines": G + "anticipatory-medicines/",
    "medicines at home": G + "anticipatory-medicines/",
    "symptom not settling": G + "symptom-escalation/",
    "escalation": G + "symptom-escalation/",
    "morphine": W + "medicines-and-doses/",
    "dose of midazolam": W + "medicines-and-doses/",
    "medication": W + "medicines-and-doses/",
    "pain": G + "symptom-escalation/",
    "fits": W + "seizure-term/",
    "seizures": G + "seizure-planning/",
    "siezures at home": G + "seizure-planning/",
    # nights, home, discharge
    "out of hours": G + "out-of-hours-home-care/",
    "at night": G + "out-of-hours-home-care/",
    "who do I ring at night": G + "out-of-hours-home-care/",
    "weekend": G + "out-of-hours-home-care/",
    "discharge": P + "discharge-home/",
    "discharge with complex needs": P + "discharge-home/",
    "going home with equipment": P + "discharge-home/",
    "core pathway": P + "core-pathway/",
    "palative care pathway": P + "core-pathway/",
    # families
    "bereavement": G + "bereavement-support/",
    "grief": G + "bereavement-support/",
    "support for parents": G + "bereavement-support/",
    "brothers and sisters": W + "brothers-and-sisters-term/",
    "siblings": W + "brothers-and-sisters-term/",
    "respite": "services/council-short-breaks/",
    "debrief": W + "debrief-term/",
    # abbreviations and words
    "DNACPR": W + "dnacpr-decision/",
    "dnar": W + "dnacpr-decision/",
    "MDT": W + "multidisciplinary-team/",
    "ehcp": W + "education-health-care-plan/",
    "quorum": T + "executive-committee/",
    # who and where
    "network coordinator": "posts/network-coordinator/",
    "pharmacist": "posts/lead-pharmacist/",
    "ludvale": "services/ludvale-childrens-unit/",
    "ludvale hospital": "organisations/ludvale-hospital/",
    "St Orrin's": "services/st-orrins-beds/",
    "ambulance service": "organisations/fells-ambulance-service/",
    "medicines group": T + "medicines-group/",
    "executive committee": T + "executive-committee/",
    "remit of the education group": T + "education-steering-group/",
    # policy
    "QS160": "policies/qs160/",
    "ReSPECT form": G + "advance-care-planning/",
    # what is out of use is still found, and says so
    "transfer checklist": G + "transfer-checklist/",
    "hospice admission criteria": G + "hospice-admission-criteria/",
    "organ donation": G + "organ-donation-conversations/",
}
"""What is typed, and the page that must come first."""


@pytest.fixture(scope="module")
def asked(browser: Browser, address: str) -> Iterator[Page]:
    context = browser.new_context()
    page = context.new_page()
    page.goto(address)
    yield page
    context.close()


def answer(page: Page, query: str) -> list[dict[str, Any]]:
    hits: list[dict[str, Any]] = page.evaluate(
        "q => handbookFind(q).then(a => a.hits.map(h => ({...h.entry, score: h.score})))", query
    )
    return hits


def test_sixty_searches_each_begin_with_the_right_page(asked: Page) -> None:
    """Fails if a title, a reference, a keyword, a synonym, a text or a mistyped word is not met."""
    assert len(FIRST) >= 60
    wrong = {
        query: [hit["url"] for hit in answer(asked, query)[:3]]
        for query, url in FIRST.items()
        if not (hits := answer(asked, query)) or hits[0]["url"] != url
    }
    assert not wrong, "\n".join(f"{query}: {urls}" for query, urls in wrong.items())


def test_what_may_not_be_relied_on_never_stands_above_what_may(asked: Page) -> None:
    """Fails without the weights: the checklist, withdrawn as wrong, has the word in its title."""
    hits = answer(asked, "ambulance")
    assert [hit["label"] for hit in hits if hit["label"]][:2] == ["In force", "Withdrawn"]
    places = {hit["url"]: place for place, hit in enumerate(answer(asked, "rapid transfer"))}
    past = [place for url, place in places.items() if "/versions/" in url or "/draft/" in url]
    assert past
    assert min(past) > max(places[G + "rapid-transfer/"], places[W + "rapid-transfer-term/"])


def test_a_word_is_not_taken_for_one_that_begins_otherwise(asked: Page) -> None:
    titles = [hit["title"] for hit in answer(asked, "medication")]
    assert titles
    assert not [title for title in titles if title.startswith("Education")]


def test_words_are_taken_apart_alike_on_both_sides(asked: Page) -> None:
    texts = ["Children\u2019s ward", "FV-G01", "Café, naïve ŁÓDŹ", "10 \u00d7 5.5 mg",
             "a_b/c\u2014d", "\ufb01ne ½ Å", "st orrin's  ", "", "\u2026"]  # fmt: skip
    theirs = asked.evaluate("texts => texts.map(handbookFind.wordsOf)", texts)
    assert theirs == [words_of(text) for text in texts]


def test_nothing_is_fetched_until_somebody_searches_and_then_little(
    browser: Browser, address: str, built: Path
) -> None:
    context = browser.new_context()
    page = context.new_page()
    fetched: list[str] = []
    page.on("request", lambda request: fetched.append(request.url.removeprefix(address)))
    page.goto(address)
    assert not [url for url in fetched if "search/" in url or "minisearch" in url]
    page.keyboard.press("Control+k")
    page.keyboard.type("rapid transfer")
    page.locator(".hb-hit").first.wait_for()
    asked_for = [url for url in fetched if url.startswith("search/")]
    assert {"search/names.js", "search/late.js", "search/words/ra.js", "search/words/tr.js"} <= set(
        asked_for
    )
    assert len(asked_for) < 12
    sizes = [len(gzip.compress((built / url).read_bytes())) for url in asked_for]
    assert sum(sizes) < 60_000
    context.close()


def test_each_hit_says_how_it_stands_today_and_until_when(read: Callable[..., Page]) -> None:
    page = read("search/?q=rapid+transfer")
    first = page.locator(".hb-hit").first
    first.wait_for()
    assert first.locator(".hb-hit-standing").inner_text() == "In force Use until 1 April 2028"
    page = read("search/?q=rapid+transfer", now="2028-04-02T12:00:00Z")
    first = page.locator(".hb-hit").first
    first.wait_for()
    words = first.locator(".hb-hit-standing").inner_text()
    assert words == "In force Was to be used until 1 April 2028 Date passed"
    page = read("search/?q=rapid+transfer", now="2020-01-01T12:00:00Z")
    page.locator(".hb-hit").first.wait_for()
    assert "if the date of this device is right" in page.locator(".hb-hit").first.inner_text()
    page = read("search/?q=paper+care+plans")
    stopped = page.locator(".hb-hit", has_text="Circulating paper copies").first
    stopped.wait_for()
    assert "Superseded" in stopped.inner_text()
    assert "Use instead: " in stopped.inner_text()


def test_it_is_worked_with_keys_alone_and_says_how_many_it_found(read: Callable[..., Page]) -> None:
    page = read("")
    page.keyboard.press("Control+k")
    assert page.locator("dialog.hb-search").is_visible()
    page.keyboard.type("ludvale")
    page.locator(".hb-hit").first.wait_for()
    status = page.locator(".hb-search-status")
    assert status.get_attribute("role") == "status"
    assert status.inner_text().endswith(" pages.")
    page.keyboard.press("Enter")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowUp")
    assert page.evaluate("document.activeElement.classList.contains('hb-hit-title')")
    page.keyboard.press("Enter")
    page.wait_for_url("**/ludvale-*/")
    page.keyboard.press("Control+k")
    page.keyboard.press("Escape")
    assert not page.locator("dialog.hb-search").is_visible()


def test_where_nothing_is_found_something_useful_is_said(read: Callable[..., Page]) -> None:
    page = read("", width=390)
    page.locator(".hb-find a").click()
    page.keyboard.type("constipation")
    nothing = page.locator(".hb-none")
    nothing.wait_for()
    assert page.locator(".hb-search-status").inner_text() == "Nothing found."
    rung = nothing.locator("a[href^='tel:']").all_inner_texts()
    assert rung == ["01632 960200", "01632 960300"]
    ways = [link.get_attribute("href") for link in nothing.locator("a:not([href^='tel:'])").all()]
    assert [str(way).rsplit("/", 2)[1] for way in ways] == ["browse", "glossary", "register"]
    assert not page.locator(".hb-suggest").count(), "what is merely spelt alike leads astray"
    page.fill(".hb-search-input", "hospitalisation")
    page.locator(".hb-suggest", has_text="hospital").first.click()
    page.locator(".hb-hit").first.wait_for()


def test_a_word_that_nothing_holds_is_named_among_others(read: Callable[..., Page]) -> None:
    page = read("search/?q=transfer+by+zeppelin")
    page.locator(".hb-hit").first.wait_for()
    status = page.locator(".hb-search-status").inner_text()
    assert "none with all of these words. Nothing here holds “zeppelin”." in status


def test_what_somebody_typed_is_never_taken_for_markup(read: Callable[..., Page]) -> None:
    page = read("search/?q=%3Cimg+src%3Dx+onerror%3Ddocument.title%3D1%3E+zzqx")
    page.locator(".hb-none, .hb-hit").first.wait_for()
    assert page.locator(".hb-search-results img").count() == 0
    assert page.title() != "1"


def test_words_of_one_build_are_never_read_with_the_names_of_another(
    read: Callable[..., Page],
) -> None:
    """Their numbers mean other pages there. Everything is asked anew, once."""
    page = read("search/")
    asked_for: list[str] = []

    def of_another(route: Route) -> None:
        asked_for.append(route.request.url)
        answer = route.fetch()
        other = re.sub(r'"of":"[0-9a-f]{16}"', '"of":"of-another-one"', answer.text())
        assert "of-another-one" in other
        route.fulfill(response=answer, body=other)

    page.route("**/search/words/*.js", of_another)
    search = "q => handbookFind(q).then(a => a.hits.length, problem => 'refused')"
    assert page.evaluate(search, "transfer") == "refused"
    assert len([address for address in asked_for if address.endswith("/tr.js")]) == 2
    page.unroute("**/search/words/*.js")
    assert page.evaluate(search, "transfer") != "refused"


def test_without_scripts_the_page_of_the_search_leads_to_every_list(
    read: Callable[..., Page],
) -> None:
    page = read("", java_script_enabled=False)
    page.locator(".md-header .hb-find-way").click()
    assert page.url.endswith("/search/")
    for name in ("Guidelines", "Care pathways", "Glossary", "Every document, by how it stands"):
        assert page.locator(".hb-text a", has_text=name).first.is_visible()


def test_it_works_from_a_folder_on_a_disk(browser: Browser, built: Path) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.goto((built / "search/index.html").as_uri() + "?q=rapid+transfer")
    page.locator(".hb-hit").first.wait_for()
    assert page.locator(".hb-hit-title").first.inner_text().startswith("Rapid transfer")
    context.close()


def test_no_text_of_a_draft_or_a_past_version_is_known_to_the_search(built: Path) -> None:
    """I16: drafts and past versions are found by their names alone, marked, last of all."""
    rows = json.loads(_data(built / "search/names.js"))["entries"]
    late = json.loads(_data(built / "search/late.js"))["entries"]
    marked = {n + len(rows) for n, row in enumerate(late) if row[2] in ("Draft", "Version")}
    assert marked
    assert not [row for row in rows if "/draft/" in row[0] or "/versions/" in row[0]]
    for file in sorted((built / "search/words").iterdir()):
        for numbers in json.loads(_data(file))["words"].values():
            assert not marked & set(numbers)


def _data(file: Path) -> str:
    text = file.read_text(encoding="utf-8")
    return text[text.index(",") + 1 : text.rindex(")")]
