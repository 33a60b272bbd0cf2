"""What a suspension names as wrong is struck through, there alone, and stays the text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest

from handbook.publish.verify import check_text, outlines
from handbook.render.markdown.struck import amiss, strike
from handbook.render.markdown.veil import Veil
from handbook.render.model import TEXT_BEGINS, TEXT_ENDS
from handbook.source.closed_list import REMARK, STRUCK
from handbook.source.html.reading import read_part
from handbook.source.html.tree import Element
from handbook.source.markdown.fidelity import to_html

if TYPE_CHECKING:
    from handbook.render import Page, Site

PATH = "guidelines/stopped/index.md"
PAST = "guidelines/stopped/versions/1.0/index.md"
STOP = "registry/decisions/suspend--stopped--2026-10-01.yaml"


def suspended(
    toy: Any, body: str, *wrong: str, version: str = "", lifted: bool = False, **more: Any
) -> Site:
    """The toy with ``stopped`` saying ``body``, suspended with so many passages named as wrong."""
    for path in [one for one in toy.files if "_endorsed/stopped/" in one]:
        del toy.files[path]
    data = {"id": "stopped", "title": "Stopped", "summary": "What it says.", "owner": "lead"}
    toy.put("guidelines/stopped.md", {**data, **more}, body)
    toy.endorse(4, "guidelines/stopped.md")
    row: dict[str, Any] = {"document": "stopped"}
    if version:
        row["version"] = version
    if wrong:
        row["wrong"] = [{"text": one} for one in wrong]
    fields = {"post": "safety", "date": "2025-04-01" if lifted else "2026-10-01", "reason": "Harm."}
    toy.decide(0, "suspend", row, meeting=None, **fields)
    if lifted:
        digest = toy.seal("guidelines/stopped.md", "1.0")
        again = {"document": "stopped", "version": "1.0", "digest": digest}
        stop = "suspend--stopped--2026-10-01"
        toy.decide(
            5,
            "endorse",
            {**again, "review-due": "2028-01-01", "lifts": [stop]},
            meeting="board-2025-09-02",
        )
    made: Site = toy.site()
    return made


def struck(page: Page) -> list[str]:
    tree = read_part(to_html(page.markdown))
    return [e.words() for e in tree.within() if STRUCK in e.classes]


def notes(page: Page) -> list[str]:
    given = page.meta["handbook"]["box"]["notes"]
    return [one["text"] for one in given if one["label"] == "Named as wrong"]


def elements_of(html: str) -> tuple[Element, ...]:
    return tuple(read_part(html).within())


def unchanged(page: Page) -> bool:
    return not list(check_text(to_html(page.markdown), page, outlines())) and not list(
        amiss(elements_of(to_html(page.markdown)), page.meta["handbook"].get("struck") or {})
    )


@pytest.mark.parametrize(
    ("body", "wrong", "runs"),
    [
        ("Give 5 mg now.\n", "5 mg", ["5 mg"]),
        ("Give 5 mg, then 5 mg.\n", "5 mg", ["5 mg", "5 mg"]),
        ("- Give 5 mg.\n- Give 15 mg.\n", "5 mg", ["5 mg"]),
        ("1. First\n\n    - Give 5 mg.\n", "5 mg", ["5 mg"]),
        ("| Weight | Dose |\n| --- | --- |\n| 9 kg | 5 mg |\n", "5 mg", ["5 mg"]),
        ("| Weight | Dose 5 mg |\n| --- | --- |\n| 9 kg | 6 mg |\n", "5 mg", ["Dose 5 mg"[5:]]),
        ("Give **5** mg now.\n", "5 mg", ["5", "mg"]),
        ("Give **5 mg daily** now.\n", "daily now", ["daily", "now"]),
        ("Give *5 mg* now.\n", "5 mg", ["5 mg"]),
        ("Give _5 mg_ now.\n", "5 mg", ["5 mg"]),
        ("Give 5\nmg now.\n", "5 mg", ["5", "mg"]),
        ("> Give it at\n> home now.\n", "at home", ["at", "home"]),
        ("Give 5&nbsp;mg now.\n", "5 mg", ["5 mg"]),
        ("Give 5 &micro;g now.\n", "5 µg", ["5 µg"]),
        ("Give 2\\*3 mg now.\n", "2*3 mg", ["2*3 mg"]),
        ("Give 5 &lt; 6 mg.\n", "5 < 6 mg", ["5 < 6 mg"]),
        ("See [5 mg](https://example.org/5).\n", "5 mg", ["5 mg"]),
        ("## Give 5 mg\n\nText.\n", "5 mg", ["5 mg"]),
        ("## Give 5 mg {#dose}\n\nText.\n", "5 mg", ["5 mg"]),
    ],
)
def test_it_is_struck_through_where_it_stands(
    toy: Any, body: str, wrong: str, runs: list[str]
) -> None:
    page = suspended(toy, f"## Of it\n\n{body}", wrong).pages[PATH]
    assert struck(page) == runs
    assert notes(page) == [f"“{wrong}”, struck through below."]
    assert to_html(page.markdown).count("(named as wrong)") >= 1
    assert unchanged(page)


@pytest.mark.parametrize(
    "body",
    [
        "Give 15 mg, 2.5 mg, 0,5 mg or 5 mgs.",
        "Give 1**5 mg**.",
        "Give **1**5 mg.",
        "Give 5 m**g**s.",
        "Give 1-5 mg, 2/5 mg or 5 mg/kg.",
        "Give 5 mg\N{COMBINING ACUTE ACCENT}.",
        "Give 10\N{NO-BREAK SPACE}5 mg.",
        "Give 5 Mg or five mg.",
        "Give 5\n\nmg.",
    ],
)
def test_a_part_of_another_word_or_number_is_never_struck_through(toy: Any, body: str) -> None:
    page = suspended(toy, f"## Of it\n\n{body}\n", "5 mg").pages[PATH]
    assert struck(page) == []
    assert "not found in this text" in notes(page)[0]


def test_also_in_recommendations_and_summaries(toy: Any) -> None:
    given = [{"id": "r1", "text": "Give *5* mg, or <b>5 mg</b>."}, {"id": "r2", "text": "15 mg."}]
    page = suspended(
        toy, "## Of it\n\nText.\n", "5 mg", recommendations=given, summary="Of 5 mg."
    ).pages[PATH]
    assert struck(page) == ["5 mg", "5 mg"]
    assert notes(page) == ["“5 mg”, struck through below."]
    assert unchanged(page)


def test_what_cannot_be_struck_through_is_said(toy: Any) -> None:
    page = suspended(toy, "## Of it\n\nGive `5 mg` or 5 mg.\n", "5 mg").pages[PATH]
    assert struck(page) == ["5 mg"]
    assert notes(page) == ["“5 mg”. Not every place where it stands below is struck through."]
    assert unchanged(page)


@pytest.mark.parametrize(
    "wrong", ["</del><script>alert(1)</script>", "**", "[x](javascript:a)", "&amp;", "{: .hb-tag }"]
)
def test_hostile_passages_are_words(toy: Any, wrong: str) -> None:
    page = suspended(toy, "## Of it\n\nText.\n", wrong).pages[PATH]
    assert struck(page) == []
    assert wrong in notes(page)[0]
    assert "script" not in page.markdown


def test_a_passage_that_speaks_of_a_standing_is_quoted_only_from_the_text(toy: Any) -> None:
    page = suspended(toy, "## Of it\n\nText.\n", "In force: go on using it").pages[PATH]
    assert "In force" not in notes(page)[0]


def test_several_passages_the_longer_first(toy: Any) -> None:
    page = suspended(toy, "## Of it\n\n5 mg daily, 5 mg.\n", "5 mg", "5 mg daily", "x").pages[PATH]
    assert struck(page) == ["5 mg daily", "5 mg"]
    assert [one.split("”")[0] for one in notes(page)[:2]] == ["“5 mg", "“5 mg daily"]
    assert "not found" in notes(page)[2]


def test_the_page_of_that_version_too_and_of_no_other(toy: Any) -> None:
    assert struck(suspended(toy, "## Of it\n\n5 mg.\n", "5 mg").pages[PAST]) == ["5 mg"]
    toy.files.pop(STOP)
    site = suspended(toy, "## Of it\n\n5 mg.\n", "5 mg", version="0.9")
    assert struck(site.pages[PAST]) == []
    assert struck(site.pages[PATH]) == ["5 mg"]


def test_nothing_is_struck_through_once_it_is_lifted(toy: Any) -> None:
    site = suspended(toy, "## Of it\n\n5 mg.\n", "5 mg", lifted=True)
    assert site.pages[PATH].badge[0] == "In force"
    assert all(STRUCK not in page.markdown for page in site.pages.values())


def test_no_page_without_a_suspension_has_such_marks(site: Site) -> None:
    assert all(STRUCK not in page.markdown for page in site.pages.values())
    assert all("struck" not in page.meta["handbook"] for page in site.pages.values())


def test_marks_that_nobody_made_are_told(toy: Any) -> None:
    page = suspended(toy, "## Of it\n\n5 mg.\n", "5 mg").pages[PATH]
    html, meta = to_html(page.markdown), page.meta["handbook"]["struck"]
    assert not list(amiss(elements_of(html), meta))
    for changed in (
        html.replace(f' class="{STRUCK}"', ""),
        html.replace(REMARK, STRUCK),
        html.replace("(named as wrong)", "(right)"),
        html + f'<del class="{STRUCK}">x</del>',
        html + '<p data-added="1">In force</p>',
    ):
        assert list(amiss(elements_of(changed), meta))
    assert list(amiss(elements_of(html), {}))


def test_a_template_of_a_networks_own_may_not_draw_them() -> None:
    veil = Veil({}, "", {}, boxed=True)
    for written in (
        f'Give <del class="{STRUCK}">5 mg</del>.',
        f'Give <ins class="{REMARK}">(named as wrong)</ins>.',
        'Give <ins data-added="1">50 mg</ins>.',
    ):
        assert list(veil.met(written))


def test_a_text_full_of_places_takes_no_time_without_end() -> None:
    body = "Give `5 mg` and 5 mg.\n\n" * 300
    made = strike(f"{TEXT_BEGINS}\n\n{body}\n\n{TEXT_ENDS}", body, {}, ["5 mg"])
    assert made.passages[0][1] == 600
    assert re.sub(r"</?(?:del|ins)[^>]*>| \(named as wrong\)", "", made.markdown).count(body) == 1


def test_a_mark_that_would_change_anything_else_is_left_out() -> None:
    """Fails if the page without its marks is not held against the page before them."""
    body = "Give 5 mg\n---------\n\nOr 5 mg.\n"
    made = strike(f"{TEXT_BEGINS}\n\n{body}\n\n{TEXT_ENDS}", body, {}, ["5 mg"])
    assert made.passages == (("5 mg", 2, 1),)
    assert 'id="give-5-mg"' in to_html(made.markdown)
