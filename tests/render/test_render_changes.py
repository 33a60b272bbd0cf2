"""The page that says what a draft would change: in words and marks, and never as the text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from handbook.render.document.changes import MARK
from handbook.source.html.reading import read_part

if TYPE_CHECKING:
    from handbook.render import Page, Site

HOME = "guidelines/rapid"


@pytest.fixture
def page(site: Site) -> Page:
    return site.pages[f"{HOME}/changes/index.md"]


def test_i16_the_page_is_marked_as_a_draft_in_page_title_search_and_print(page: Page) -> None:
    """Fails without ``mark``, ``found_as``, ``searched=False`` or the badge in ``changes_page``."""
    handbook = page.meta["handbook"]
    assert handbook["mark"] == MARK == "Proposed changes: not endorsed"
    assert page.meta["title"].startswith("Proposed changes, not endorsed: ")
    assert page.meta["search"] == {"exclude": True}
    assert page.badge == ("Draft",)
    assert handbook["box"]["tone"] == "stop"
    assert page.authored is None
    assert handbook["title"] == "Rapid transfer", "the endorsed title, not the draft's"


def test_what_goes_and_what_comes_is_said_in_words_besides_the_marks(page: Page) -> None:
    """Colour alone would be lost on paper, and on those who do not see it."""
    said = "within &#91;**Removed:** <del>5</del>&#93; &#91;**Added:** <ins>50</ins>&#93; minutes"
    assert said in page.markdown


def test_each_change_stands_under_its_section_with_its_weight_and_its_reason(page: Page) -> None:
    section = page.markdown.partition("### Section “Ringing”")[2]
    assert "**Clinical**{ .hb-tag .hb-care } Changed: a number changes: 5, 50." in section
    assert "2 changes: 2 clinical, 0 minor." in page.markdown
    assert "compared with version 2&#46;0, which is in force" in page.markdown


def test_a_clinical_change_names_the_group_that_must_agree(page: Page) -> None:
    who = page.markdown.partition("## Who must agree")[2].partition("## What would")[0]
    assert "[Board](../../../terms-of-reference/board/index.md)." in who
    assert "owner alone" not in who


def test_a_minor_change_names_the_owner_alone(toy: Any) -> None:
    path = f"registry/{HOME}.md"
    toy.files[path] = (
        toy.files[path]
        .replace(b"50 minutes", b"5 minutes")
        .replace(b"Rapid transfer, third", b"Rapid transfer")
        .replace(b"example.org/standard", b"example.org/standards")
    )
    said = toy.site().pages[f"{HOME}/changes/index.md"].markdown
    assert "The owner alone, as every change is minor: [Lead nurse]" in said
    assert "**Minor**{ .hb-tag .hb-quiet }" in said


def test_the_box_of_the_document_and_of_the_draft_lead_there_and_it_leads_back(site: Site) -> None:
    proposed = next(n for n in _notes(site, "") if n["label"] == "A change is proposed")
    assert (proposed["href"], proposed["also_href"]) == (f"{HOME}/changes/", f"{HOME}/draft/")
    assert f"{HOME}/changes/" in [n["href"] for n in _notes(site, "draft/")]
    assert [n["href"] for n in _notes(site, "changes/")] == [f"{HOME}/", f"{HOME}/draft/"]


def test_the_endorsed_page_shows_nothing_of_the_change(site: Site) -> None:
    page = site.pages[f"{HOME}/index.md"]
    assert page.badge[0] == "In force"
    assert "50 minutes" not in page.markdown
    assert "<ins>" not in page.markdown


@pytest.mark.parametrize("home", ["guidelines/idea", "guidelines/old", "guidelines/wrong"])
def test_a_document_whose_text_is_as_endorsed_or_never_was_has_no_such_page(
    site: Site, home: str
) -> None:
    assert f"{home}/changes/index.md" not in site.pages


@pytest.mark.parametrize(
    "hostile",
    [
        "<script>alert(1)</script>",
        "</ins></del><img src=x onerror=alert(1)>",
        "[ring](javascript:alert(1))",
        "**{: onclick=alert(1) }",
    ],
)
def test_i12_nothing_an_author_wrote_is_more_than_words_on_it(toy: Any, hostile: str) -> None:
    """Fails if a run of words, a section's name or a reason is printed without ``inline``."""
    import markdown  # noqa: PLC0415 - the engine's parser, for this test alone

    data = {"id": "rapid", "title": hostile, "summary": hostile, "owner": "lead"}
    toy.put(f"{HOME}.md", {**data, "keywords": [hostile]}, f"## `{hostile}`\n\nRing `{hostile}`.\n")
    text = toy.site().pages[f"{HOME}/changes/index.md"].markdown
    html = markdown.markdown(text, extensions=["attr_list", "tables", "toc"])
    found = list(read_part(html).within())
    assert not {tag.name for tag in found} & {"script", "img", "iframe"}
    assert not [name for tag in found for name in tag.attributes if name.startswith("on")]
    assert not [v for tag in found for v in tag.attributes.values() if "javascript" in v]
    counts = [sum(tag.name == name for tag in found) for name in ("ins", "del")]
    assert counts == [text.count("<ins>"), text.count("<del>")]


def _notes(site: Site, folder: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = site.pages[f"{HOME}/{folder}index.md"].meta["handbook"]["box"][
        "notes"
    ]
    return found
