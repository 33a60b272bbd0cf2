"""The lines of printed sheets say what the page says, stand in their place, and hold no others."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from jinja2 import Environment, FileSystemLoader

from handbook.publish.shown.sheet import check_sheet
from handbook.render.model import Page
from handbook.source.html.reading import read_page

THEME = Path(__file__).parents[2] / "tools" / "handbook" / "theme"
ABOUT: dict[str, Any] = {
    "sheet": {
        "title": "Rapid  transfer & after",
        "reference": "FV-G01",
        "tone": "stop",
        "state": "Suspended. Version 1.0. Do not use it.",
        "notes": ["Demonstration content.", "For members."],
        "as_at": "As recorded on 23 November 2026.",
        "address": "https://handbook.example/x/",
        "scan": "Scan the code.",
        "code": {"size": 33, "path": "M4 4h7v1h-7z"},
    },
    "urgent": [
        {"name": "Advice line", "number": "01632 960200", "href": "tel:01632960200"},
        {"name": "On call", "number": "01632 960300", "href": "tel:01632960300"},
    ],
}
BARE: dict[str, Any] = {
    "sheet": {**ABOUT["sheet"], "reference": "", "tone": "", "state": "", "notes": [], "code": {}},
    "urgent": [],
}


def drawn(about: dict[str, Any]) -> str:
    """What the theme itself draws."""
    theme = Environment(loader=FileSystemLoader(THEME), autoescape=False)  # noqa: S701 - as MkDocs
    return theme.get_template("partials/handbook-sheet.html").render(hb=about)


def problems(sheet: str, about: dict[str, Any] | None = ABOUT, *, text: str = "") -> list[str]:
    html = (
        "<!doctype html><html><head></head><body><main>"
        f'<div class="hb-text">{text}</div></main>{sheet}</body></html>'
    )
    page = read_page(html)
    asked = Page("x/index.md", {"handbook": about}, "") if about is not None else None
    return [*check_sheet(page, tuple(page.within()), asked)]


NOWHERE: dict[str, Any] = {"sheet": {**BARE["sheet"], "address": "", "scan": ""}, "urgent": []}
"""Of a network that said neither where its handbook is read nor whom to ring."""


@pytest.mark.parametrize("about", [ABOUT, BARE, NOWHERE])
def test_what_the_theme_draws_is_let_through(about: dict[str, Any]) -> None:
    """Fails if the words that the check knows and those of the template part company."""
    assert problems(drawn(about), about) == []


def test_a_page_without_lines_for_print_has_none() -> None:
    assert problems("", None) == []
    assert problems("", {"sheet": {}}) == []
    assert problems(drawn(ABOUT), None) == ["it has the lines for print 1 times."]
    assert problems("") == ["it has the lines for print 0 times."]


def test_a_second_head() -> None:
    assert problems(2 * drawn(ABOUT)) == ["it has the lines for print 2 times."]


@pytest.mark.parametrize(
    "text",
    [
        drawn(ABOUT),
        '<p class="hb-sheet-state">In force</p>',
        '<p class="x hb-sheet">In force</p>',
        '<svg class="hb-code"></svg>',
    ],
)
def test_a_head_in_the_text(text: str) -> None:
    said = problems(drawn(ABOUT), text=text)
    assert said == ["something outside the lines for print could be taken for them."]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Suspended.", "In force."),
        ("FV-G01", "FV-G02"),
        ("Rapid  transfer", "Slow transfer"),
        ("01632 960200", "01632 960999"),
        ("As recorded on 23 November 2026", "As recorded on 23 November 2027"),
        ("https://handbook.example/x/", "https://elsewhere.example/"),
        ("For members.", ""),
        ("a newer text may have taken its place. Do not rely on this copy.", "it was in force."),
        ("cannot be right. Do not rely on it without checking.", "is right."),
        ("Short print: who endorsed it", "Whole print: who endorsed it"),
        ("The day of printing is not known.", "Printed on 24 November 2026."),
    ],
)
def test_other_words(old: str, new: str) -> None:
    honest = drawn(ABOUT)
    assert honest.count(old) == 1
    assert any("must say" in said for said in problems(honest.replace(old, new)))


@pytest.mark.parametrize("tone", ["hb-good", "hb-stop hb-good", "hb-good hb-stop", ""])
def test_another_tone(tone: str) -> None:
    said = problems(drawn(ABOUT).replace("hb-sheet hb-stop", f"hb-sheet {tone}"))
    assert any("must be of hb-sheet hb-stop" in each for each in said)


def test_a_code_that_leads_elsewhere() -> None:
    other = drawn(ABOUT).replace("M4 4h7v1h-7z", "M4 4h7v1h-8z")
    assert "the code in its lines for print does not lead to how the document stands." in problems(
        other
    )
    second = drawn(ABOUT).replace("</svg>", '<path d="M4 4h1v1h-1z"/></svg>')
    assert "the code in its lines for print does not lead to how the document stands." in problems(
        second
    )


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('<p class="hb-sheet-state"', '<p class="hb-sheet-state" hidden'),
        ('<p class="hb-sheet-state"', '<p class="hb-sheet-state hb-sheet-short"'),
        ('<p class="hb-sheet-state"', '<p class="hb-hidden hb-sheet-state"'),
        ('<div class="hb-sheet-lines">', '<div class="hb-sheet-lines"><h1>In force</h1>'),
        ('<div class="hb-sheet-lines">', '<div class="hb-sheet-lines">In force'),
        ('<div class="hb-sheet-lines">', '<div class="hb-sheet-lines" hidden>'),
        ('<div class="hb-sheet-in">', '<div class="hb-sheet-in"><span></span>'),
        ('class="hb-code"', 'class="hb-code hb-hidden"'),
        ('viewBox="0 0 33 33"', 'viewBox="0 0 3 3"'),
        ("<strong>", '<strong class="hb-hidden">'),
        (' aria-hidden="true"', ""),
    ],
)
def test_what_the_theme_does_not_draw(old: str, new: str) -> None:
    """Lines that are hidden, or that stand there besides, change what a sheet says as much."""
    honest = drawn(ABOUT)
    assert honest.count(old) == 1
    said = problems(honest.replace(old, new))
    assert "its lines for print hold what the theme does not draw in them." in said
