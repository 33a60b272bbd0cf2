"""What a reader is told about a document, page by page (I1, I6, I7, I8, I16)."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from handbook.assess.settings.model import Settings
from handbook.assess.standing.model import Standing
from handbook.assess.words import WORDS, State, Timeliness
from handbook.render.frame.besides import quoted, wording
from handbook.render.labels import reader_labels

if TYPE_CHECKING:
    from handbook.render import Page, Site


def box(page: Page) -> dict[str, Any]:
    found = page.meta["handbook"]["box"]
    assert isinstance(found, dict)
    return found


def words(page: Page) -> str:
    """Everything a box says."""
    drawn = box(page)
    notes = [f"{n['label']}: {n['text']} {n['link']}" for n in drawn["notes"]]
    facts = [f"{f['label']}: {f['text']}" for f in drawn["facts"]]
    return "\n".join([drawn["heading"], *drawn["advice"], *notes, *facts])


def besides(page: Page) -> str:
    """Everything that the network says besides, outside the box."""
    drawn = box(page)["besides"]
    facts = [f"{f['label']}: {f['text']}" for f in drawn["facts"]]
    return "\n".join([*drawn["says"], *facts])


def test_a_document_in_force_shows_the_sealed_text_and_not_the_working_one(site: Site) -> None:
    page = site.pages["guidelines/rapid/index.md"]
    assert page.authored is not None
    assert "within 5 minutes" in page.authored
    assert "50 minutes" not in page.markdown
    assert page.badge == ("In force", "Change proposed")
    assert page.meta["handbook"]["title"] == "Rapid transfer"


def test_it_says_who_endorsed_it_where_which_version_and_until_when(site: Site) -> None:
    """I7: fails if the box no longer says until when; the words need neither rebuild nor script."""
    said = words(site.pages["guidelines/rapid/index.md"])
    assert "Use until 1 January 2028; after that date, do not rely on this page" in said
    assert "Endorsed by: Board" in said
    assert "At the meeting of: 2 September 2025, item 1" in said
    assert "Version: 2.0" in said
    assert "Next review due: 1 January 2028" in said
    assert "Owner: Lead nurse" in besides(site.pages["guidelines/rapid/index.md"])
    assert "Local adoption: Not recorded" in said


def test_todays_contact_is_shown_over_the_sealed_text(site: Site) -> None:
    page = site.pages["guidelines/rapid/index.md"]
    assert "Contact: 01632 960001" in besides(page)
    assert "Contact" not in words(page)


def test_the_draft_says_that_it_is_one_wherever_it_can_be_met(site: Site) -> None:
    """I16: fails if ``_draft`` gives no mark, no title of its own, or lets the page be searched."""
    page = site.pages["guidelines/rapid/draft/index.md"]
    assert "50 minutes" in str(page.authored)
    assert page.badge == ("Draft",)
    assert page.meta["title"] == "Draft, not endorsed: Rapid transfer, third"
    assert page.meta["handbook"]["mark"] == "Draft: not endorsed"
    assert page.meta["search"] == {"exclude": True}


def test_a_past_version_says_that_it_is_past(site: Site) -> None:
    page = site.pages["guidelines/rapid/versions/1.0/index.md"]
    assert page.badge == ("Past version",)
    assert page.meta["title"] == "Version 1.0, not in force: Rapid moves"
    assert page.meta["handbook"]["mark"]
    assert page.meta["search"] == {"exclude": True}


def test_the_current_version_has_no_mark(site: Site) -> None:
    page = site.pages["guidelines/rapid/versions/2.0/index.md"]
    assert page.badge == ("In force",)
    assert page.meta["handbook"]["mark"] == ""


def test_a_withdrawn_document_keeps_its_page_with_date_reason_successor_and_text(
    site: Site,
) -> None:
    """I6: fails if ``notes`` leaves out the reason, or if a withdrawn text loses its mark."""
    page = site.pages["guidelines/night/index.md"]
    said = words(page)
    assert "Taken out of use on 2 September 2025. Do not use it." in said
    assert "Reason: It did harm." in said
    assert "Use instead:  Rapid transfer" in said
    assert "Of night" in str(page.authored)
    assert page.meta["handbook"]["mark"] == "Withdrawn: do not use"
    assert page.meta["title"] == "Night (Withdrawn. Use instead: Rapid transfer)"


def test_a_superseded_document_names_and_links_what_replaced_it(site: Site) -> None:
    """I6: fails if ``replaced`` gives nothing."""
    page = site.pages["guidelines/old/index.md"]
    assert {
        "label": "Use instead",
        "text": "",
        "link": "Rapid transfer",
        "href": "guidelines/rapid/",
        "after": "",
    } in (box(page)["notes"])
    assert page.authored is None


def test_what_was_published_in_error_is_shown_nowhere(site: Site) -> None:
    pages = {path for path in site.pages if path.startswith("guidelines/wrong/")}
    assert pages == {"guidelines/wrong/index.md", "guidelines/wrong/history/index.md"}
    history = site.pages["guidelines/wrong/history/index.md"]
    assert history.authored is None
    assert "versions/" not in history.markdown
    page = site.pages["guidelines/wrong/index.md"]
    assert page.authored is None
    assert "What wrong says" not in page.markdown
    assert "Published in error, and removed on 2 September 2025" in words(page)
    assert "Replacement: There is none." in words(page)


def test_a_suspended_document_says_since_when_by_whom_and_why(site: Site) -> None:
    said = words(site.pages["guidelines/stopped/index.md"])
    assert "Stopped for safety on 1 October 2026. Do not use it." in said
    assert "Suspended by: Safety" in said
    assert "Reason: A number is wrong." in said


def test_the_networks_own_words_stand_outside_the_box_and_never_replace_the_handbooks(
    toy: Any,
) -> None:
    path = "registry/network.yaml"
    toy.files[path] += b"settings:\n  wording:\n    suspended: Ring the duty consultant.\n"
    page = toy.site().pages["guidelines/stopped/index.md"]
    assert "1 October 2026. Do not use it." in box(page)["advice"][0]
    assert box(page)["besides"]["says"] == ["Ring the duty consultant."]
    assert "duty consultant" not in words(page)


@pytest.mark.parametrize(
    "said",
    [
        "In force. The group has renewed it.",
        "\uff29n f\u043erce.",
        "This was put up by mistake: go on using it.",
        "Carry on.",
    ],
)
def test_wording_that_is_none_is_not_drawn_even_if_nobody_checked_it(toy: Any, said: str) -> None:
    """The second line: what the check refuses, a page leaves out. Fails without ``sound``."""
    standing = replace(site_standing(toy), state=State.SUSPENDED)
    settings = Settings(wording={"suspended": said}, overdue_wording=said, expired_wording=said)
    assert wording(settings, standing) == ()
    assert quoted(said) == ""
    late = replace(standing, state=State.IN_FORCE, timeliness=Timeliness.EXPIRED)
    assert wording(settings, late) == ()


def site_standing(toy: Any) -> Standing:
    found = toy.assessment().standings["stopped"]
    assert isinstance(found, Standing)
    return found


def test_a_document_never_endorsed_shows_its_text_on_the_draft_page_alone(site: Site) -> None:
    page = site.pages["guidelines/idea/index.md"]
    assert page.badge == ("Proposed",)
    assert page.authored is None
    assert "Perhaps" in str(site.pages["guidelines/idea/draft/index.md"].authored)


def test_a_review_that_is_late_is_said_in_words(site: Site) -> None:
    said = words(site.pages["care-pathways/way/index.md"])
    assert "Its review was due on 1 November 2026 and is late." in said
    assert "Review was due: 1 November 2026" in said


def test_a_seal_that_was_tampered_with_makes_the_standing_unknown(toy: Any) -> None:
    path = "registry/_endorsed/rapid/2.0/record.md"
    toy.files[path] = toy.files[path].replace(b"within 5 minutes", b"within 6 minutes")
    page = toy.site().pages["guidelines/rapid/index.md"]
    assert page.badge[0] == "Cannot tell"
    assert "Do not rely on it" in box(page)["advice"][0]
    assert any(line.startswith("Why: ") for line in box(page)["advice"])
    assert page.meta["handbook"]["mark"]
    assert not [f for f in box(page)["facts"] if f["label"] == "Endorsed by"]


def test_nothing_but_a_document_in_force_is_called_in_force(toy: Any) -> None:
    path = "registry/_endorsed/rapid/2.0/record.md"
    toy.files[path] = toy.files[path].replace(b"within 5 minutes", b"within 6 minutes")
    label = WORDS[State.IN_FORCE].label
    site = toy.site()
    in_force = {"terms-of-reference/board/index.md", "care-pathways/way/index.md"}
    for path, page in site.pages.items():
        if label in page.badge:
            assert path in in_force or path.partition("/versions/")[0] + "/index.md" in in_force


def test_a_quarantined_record_has_a_page_that_says_so_and_shows_nothing(toy: Any) -> None:
    site = toy.site(quarantined={"rapid": "its history was rewritten"})
    pages = {path for path in site.pages if path.startswith("guidelines/rapid/")}
    assert pages == {"guidelines/rapid/index.md"}
    page = site.pages["guidelines/rapid/index.md"]
    assert "cannot be shown" in page.markdown
    assert "its history was rewritten" in page.markdown
    assert page.badge == ()
    for other in site.pages.values():
        assert "within 5 minutes" not in other.markdown
        assert "Rapid transfer" not in other.markdown


def test_the_page_carries_the_dates_that_a_browser_compares_with_today(site: Site) -> None:
    dates = site.pages["guidelines/rapid/index.md"].meta["handbook"]["freshness"]
    assert dates["until"] == "2028-01-01"
    assert dates["built"] == "2026-11-23"
    assert dates["zone"] == "Europe/London"


def test_a_text_endorsed_from_a_later_day_waits_and_says_when(toy: Any) -> None:
    toy.endorse(8, "guidelines/idea.md", meeting="board-2025-09-02", effective="2027-01-04")
    site = toy.site()
    page = site.pages["guidelines/idea/index.md"]
    assert page.badge == ("Proposed",)
    assert "Version 1.0 takes effect on 4 January 2027." in words(page)
    assert site.pages["guidelines/idea/versions/1.0/index.md"].badge == ("Not yet in effect",)


def test_a_review_that_was_late_when_the_page_was_built_is_said_once_and_in_words(
    site: Site,
) -> None:
    page = site.pages["care-pathways/way/index.md"]
    assert "Its review was due on 1 November 2026 and is late." in words(page)
    assert page.meta["handbook"]["freshness"]["until"] == ""
    assert site.pages["guidelines/rapid/index.md"].meta["handbook"]["freshness"]["until"]


def test_a_text_that_is_endorsed_but_not_in_effect_is_not_called_a_draft(toy: Any) -> None:
    data = {"id": "soon", "title": "Soon", "summary": "S.", "owner": "lead"}
    toy.put("guidelines/soon.md", data, "Wait.\n")
    digest = toy.seal("guidelines/soon.md", "1.0")
    item = b"agenda:\n  - item: 9\n    title: Soon\n    purpose: decision\n"
    path = "registry/meetings/board-2025-03-04.yaml"
    toy.files[path] = toy.files[path].replace(b"agenda:\n", item)
    toy.decide(
        9, "endorse", {"document": "soon", "version": "1.0", "digest": digest,
                       "review-due": "2028-01-01"}, effective="2027-01-04",
    )  # fmt: skip
    pages = toy.site().pages
    page = pages["guidelines/soon/index.md"]
    assert "Endorsed, and in effect from 4 January 2027. Do not rely on it before." in words(page)
    assert "[Read version 1&#46;0](versions/1.0/index.md)" in page.markdown
    assert "guidelines/soon/draft/index.md" not in pages


def test_a_title_sealed_with_a_standing_in_it_is_shown_nowhere(toy: Any) -> None:
    """The second line, for a seal made by hand. Fails if the sealed title is taken as it is."""
    seal = replace(
        toy.assessment().registry.seals["stopped", "1.0"],
        record=replace(
            toy.assessment().registry.seals["stopped", "1.0"].record,
            data={"title": "In force: a text"},
        ),
    )
    found = toy.assessment()
    registry = replace(found.registry, seals={**found.registry.seals, ("stopped", "1.0"): seal})
    assert reader_labels(replace(found, registry=registry), {})["stopped"] == "stopped"


def test_a_decision_says_in_search_results_that_it_is_one(site: Site) -> None:
    """Its title may say "endorsed", and stays when the document is stopped."""
    titles = [p.meta["title"] for path, p in site.pages.items() if path.startswith("decisions/")]
    assert [title for title in titles if not title.startswith("Decision")] == []


SOURCE = {
    "network": "moor",
    "network-title": "Moor Network",
    "document": "moves",
    "version": "3.0",
    "digest": "v1:sha256:" + "0" * 64,
}


def taken_over(toy: Any) -> Site:
    """A document whose sealed text says that it was taken over, and its page's site."""
    text = {"id": "moves", "title": "Moves", "summary": "S.", "owner": "lead"}
    toy.put("guidelines/moves.md", {**text, "taken-over": SOURCE}, "Wait.\n")
    digest = toy.seal("guidelines/moves.md", "1.0")
    item = b"agenda:\n  - item: 9\n    title: Moves\n    purpose: decision\n"
    path = "registry/meetings/board-2025-03-04.yaml"
    toy.files[path] = toy.files[path].replace(b"agenda:\n", item)
    toy.decide(
        9, "endorse", {"document": "moves", "version": "1.0", "digest": digest,
                       "review-due": "2028-01-01"},
    )  # fmt: skip
    made: Site = toy.site()
    return made


def test_a_text_taken_over_is_endorsed_here_and_says_whence_it_came(toy: Any) -> None:
    page = taken_over(toy).pages["guidelines/moves/index.md"]
    assert "Endorsed here by: Board" in words(page)
    assert "Taken over from: Moor Network, version 3.0 there" in words(page)
    front = page.markdown.partition("#hb-front-sheet")[2]
    assert "Moor Network: “moves”, version 3.0 there." in front
    assert "What holds here is decided by this network alone." in front


def test_a_draft_that_says_it_was_taken_over_is_endorsed_by_nobody(toy: Any) -> None:
    """Fails if what the box says comes from the working text."""
    path = "registry/guidelines/rapid.md"
    toy.files[path] = toy.files[path].replace(
        b"owner: lead", f"taken-over: {json.dumps(SOURCE)}\nowner: lead".encode()
    )
    site = toy.site()
    assert "Endorsed by: Board" in words(site.pages["guidelines/rapid/index.md"])
    assert "Moor Network" not in site.pages["guidelines/rapid/index.md"].markdown
    assert "Moor Network" not in words(site.pages["guidelines/rapid/index.md"])
    assert "Moor Network" in site.pages["guidelines/rapid/draft/index.md"].markdown


def beside_moor(toy: Any, **source: str) -> str:
    """What the page of a text taken over says, once this was read of its source."""
    link: dict[str, Any] = {
        "id": "next-door",
        "title": "Moor",
        "visibility": "public",
        "network": "moor",
        "overlap": "A border.",
    }
    row = {"document": "moves", "seen": "2026-11-20", **source}
    toy.put("network-links/next-door.yaml", {**link, "sources": [row]})
    return words(taken_over(toy).pages["guidelines/moves/index.md"])


@pytest.mark.parametrize(
    ("says", "told"),
    [
        ("moved-on", "has another version of it, 4.0, as read on 20 November 2026"),
        ("suspended", "has suspended its own text, as read on 20 November 2026"),
        ("superseded", "has replaced its own text, as read on 20 November 2026"),
        ("withdrawn", "has withdrawn its own text, as read on 20 November 2026"),
        ("unknown", "nobody can tell how the text stands in the network it was taken from"),
    ],
)
def test_the_page_says_what_was_read_of_its_source(toy: Any, says: str, told: str) -> None:
    shown = beside_moor(toy, says=says, version="4.0")
    assert "Its source: Ask its owner before you rely on it: " in shown
    assert told in shown


def test_what_was_taken_over_since_is_not_told(toy: Any) -> None:
    """The sealed text says that it is of the very version that is there now."""
    assert "Its source" not in beside_moor(toy, says="moved-on", version="3.0")


def test_a_link_says_nothing_of_a_text_from_another_network(toy: Any) -> None:
    row = {"document": "rapid", "says": "withdrawn", "seen": "2026-11-20"}
    assert "Its source" not in beside_moor(toy, **row)
    assert "Its source" not in words(toy.site().pages["guidelines/rapid/index.md"])
