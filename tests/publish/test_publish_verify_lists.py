"""I1: a list shows a document as its own page does, or nothing is published."""

from __future__ import annotations

import pytest

from handbook.publish.shown.lists import badges_of, check_lists
from handbook.render.model import Page, Site
from handbook.source.html.reading import read_page

BADGES = {"guidelines/a/": "In force", "guidelines/b/": "Suspended"}


def listed(
    href: str, *tags: str, first: str = "Document", page: str = "browse/a-to-z/index.md"
) -> list[str]:
    words = "".join(f'<strong class="hb-tag hb-good">{tag}</strong>' for tag in tags)
    html = (
        "<html><head></head><body><table><tbody><tr>"
        f'<td data-label="{first}"><a href="{href}">A</a></td>'
        f'<td data-label="Standing">{words}</td>'
        "</tr></tbody></table></body></html>"
    )
    elements = tuple(read_page(html).within())
    return list(check_lists(elements, Page(page, {}, ""), BADGES))


@pytest.mark.parametrize("href", ["../../guidelines/a/", "../../guidelines/a/#ring"])
def test_a_row_that_says_what_the_page_says_is_sound(href: str) -> None:
    assert listed(href, "In force") == []
    assert listed(href, "In force", "Review overdue") == []
    assert listed("../../guidelines/b/", "Suspended") == []
    assert listed("guidelines/a/", "In force", page="index.md") == []


@pytest.mark.parametrize(
    ("href", "tags"),
    [
        ("../../guidelines/b/", ["In force"]),
        ("../../guidelines/b/", []),
        ("../../guidelines/a/", ["Suspended"]),
        ("../../guidelines/b/", ["Review overdue", "Suspended"]),
        ("../../guidelines/c/", ["In force"]),
        ("", ["In force"]),
    ],
)
def test_a_row_that_says_something_else_is_not(href: str, tags: list[str]) -> None:
    assert len(listed(href, *tags)) == 1


def test_only_rows_of_documents_are_looked_at() -> None:
    assert listed("versions/1.0/", "In force", first="Version") == []


def test_a_draft_and_a_list_have_no_badge_to_be_held_against() -> None:
    def page(path: str, kind: str, *badge: str) -> Page:
        return Page(path, {"handbook": {"kind": kind}}, "", None, badge)

    pages = [
        page("guidelines/a/index.md", "document", "In force", "Extended"),
        page("guidelines/a/draft/index.md", "draft", "Draft"),
        page("register/index.md", "index"),
    ]
    assert badges_of(Site({p.path: p for p in pages})) == {"guidelines/a/": "In force"}
