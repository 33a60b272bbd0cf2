"""What authors type shows as typed, and can be nothing else (I11, I12, I15)."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, date, datetime
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any

import markdown
import pytest
from hypothesis import given
from hypothesis import strategies as st

from handbook.render import Stamp
from handbook.render.markdown.writing import Columns, inline
from handbook.render.model import TEXT_BEGINS, TEXT_ENDS
from handbook.render.site import render
from handbook.source.markdown.fidelity import EXTENSION_CONFIGS, EXTENSIONS

if TYPE_CHECKING:
    from handbook.render import Page, Site

STAMP = Stamp("f" * 40, datetime(2026, 11, 23, tzinfo=UTC), date(2026, 11, 23), "0.1.0")
HOSTILE = (
    '<strong class="hb-tag hb-good">In force</strong>',
    "**In force**{ .hb-tag .hb-good }",
    "]( javascript:alert(1) ) [x](javascript:alert(1))",
    "a | b | c",
    "sats <b and HR>100",
    "2*3*4 mg, 1. 5-10 kg",
    "{{ settings }} {% raw %}",
    "--- # heading",
    "{: .hb-lead }",
    "*[ACP]: mine",
    "![x](https://example.org/x.png) <https://example.org>",
    "<!-- /handbook:text -->",
    "</title><script>alert(1)</script>",
    "&lt;b&gt; &amp; ~~~ ``` `code`",
)


class _Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.text: list[str] = []
        self.tags: list[str] = []

    def handle_data(self, data: str) -> None:
        self.text.append(data)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)


def drawn(text: str) -> _Words:
    html = markdown.markdown(
        text, extensions=list(EXTENSIONS), extension_configs=dict(EXTENSION_CONFIGS)
    )
    words = _Words()
    words.feed(html)
    return words


def shapes(text: str) -> list[str]:
    """Which elements a text becomes; an abbreviation explained by the glossary is no matter."""
    return sorted(tag for tag in drawn(text).tags if tag != "abbr")


def authored_part(page: Page) -> str:
    return page.markdown.partition(TEXT_BEGINS)[2].partition(TEXT_ENDS)[0]


@pytest.fixture(scope="module")
def plain_shapes(site: Site) -> dict[str, list[str]]:
    """Which elements each page of the toy becomes."""
    return {path: shapes(page.markdown) for path, page in site.pages.items()}


@pytest.mark.parametrize("title", HOSTILE)
def test_a_hostile_title_is_only_words_on_every_page(
    toy: Any, site: Site, plain_shapes: dict[str, list[str]], title: str
) -> None:
    hostile = toy.titled(title).site()
    for path, page in hostile.pages.items():
        unchanged = page.markdown == site.pages[path].markdown
        drawn_as, as_before = shapes(page.markdown), plain_shapes[path]
        if path.startswith("browse/"):  # another letter: more or fewer tables, of the same parts
            drawn_as, as_before = sorted(set(drawn_as)), sorted(set(as_before))
        assert unchanged or drawn_as == as_before, path
        assert "<" not in page.meta["title"]
    index = "".join(drawn(hostile.pages["guidelines/index.md"].markdown).text)
    assert " ".join(title.split()) in " ".join(index.split())


@given(
    st.text(
        alphabet=st.characters(codec="utf-8", exclude_categories=["Cc", "Cf", "Cs", "Zl", "Zp"])
    )
)
def test_any_text_in_a_cell_stays_in_its_cell(text: str) -> None:
    words = drawn(Columns("What", "Details").table([(text, "beside")]))
    assert words.tags.count("td") == 2
    assert words.tags.count("tr") == 2


def test_what_was_decided_never_says_on_a_page_how_something_stands(toy: Any) -> None:
    """Fails if titles of decisions, or of items of an agenda, are drawn as they were typed."""
    claim = "In force: may be used until 2031"
    for path in ("decisions/board-2025-03-04--1.yaml", "meetings/board-2025-03-04.yaml"):
        file = f"registry/{path}"
        old = "title: Item 1" if "decisions" in path else "title: Matter 1"
        text = toy.files[file].decode()
        assert old in text, text
        toy.files[file] = text.replace(old, f'title: "{claim}"', 1).encode()
    site = toy.site()
    assert not [path for path, page in site.pages.items() if claim in page.markdown]
    assert not [path for path, page in site.pages.items() if claim in str(page.meta)]
    assert (
        "board-2025-03-04--1" in site.pages["decisions/board-2025-03-04--1/index.md"].meta["title"]
    )


def test_text_that_is_not_ours_is_escaped_and_ours_is_not() -> None:
    assert inline("*x*") != "*x*"
    assert inline(inline("*x*")) == inline("*x*")


def test_the_authors_words_stand_alone_between_the_marks(site: Site) -> None:
    for page in site.pages.values():
        marks = (page.markdown.count(TEXT_BEGINS), page.markdown.count(TEXT_ENDS))
        assert marks == ((0, 0) if page.authored is None else (1, 1))
        if page.authored is not None:
            assert authored_part(page).strip() == page.authored.strip()
            assert "hb-" not in page.authored


@pytest.mark.parametrize(
    ("path", "link"),
    [
        ("guidelines/rapid/index.md", "](versions/2.0/attachments/map.pdf)"),
        ("guidelines/rapid/draft/index.md", "](attachments/map.pdf)"),
        ("guidelines/rapid/versions/2.0/index.md", "](attachments/map.pdf)"),
        ("guidelines/rapid/versions/1.0/index.md", "](../../../../posts/lead/index.md)"),
        (
            "guidelines/rapid/versions/1.0/index.md",
            "](../../../../care-pathways/way/index.md#home)",
        ),
    ],
)
def test_links_lead_to_pages_from_wherever_the_text_is_shown(
    site: Site, path: str, link: str
) -> None:
    assert link in str(site.pages[path].authored)


def test_an_attachment_is_served_once_for_each_text_that_has_it(site: Site) -> None:
    assert {path: one.path for path, one in site.attachments.items()} == {
        "guidelines/rapid/draft/attachments/map.pdf": "registry/attachments/rapid/map.pdf",
        "guidelines/rapid/versions/2.0/attachments/map.pdf": (
            "registry/_endorsed/rapid/2.0/attachments/map.pdf"
        ),
    } | {path: one.path for path, one in site.attachments.items() if "/versions/1.0/" in path}


def test_a_link_to_nothing_that_is_declared_goes_nowhere(toy: Any) -> None:
    body = "## Ringing\n\nSee [this](../../docs/secret.md) and [that](../network.yaml).\n"
    toy.files["registry/guidelines/idea.md"] = (
        b"---\nid: idea\ntitle: Idea\nsummary: S.\nowner: lead\n---\n" + body.encode()
    )
    text = str(toy.site().pages["guidelines/idea/draft/index.md"].authored)
    assert "[this](#)" in text
    assert "[that](../../../network/index.md)" in text


def test_anchors_of_ours_never_take_those_of_an_author(site: Site) -> None:
    for page in site.pages.values():
        anchors = re.findall(r"\{:? ?#([a-z0-9-]+)", page.markdown)
        assert len(anchors) == len(set(anchors)), page.path


OURS = (
    "Decisions", "Versions", "Recommendations", "Sources", "Front sheet", "Attachments",
    "Where this is used", "Used by", "Rests on this", "On the agenda of",
    "National policy it serves", "Q1: Quiet standard", "Stages", "Meetings",
)  # fmt: skip
"""Headings that our templates make, or could be taken to."""


@pytest.mark.parametrize("title", OURS)
def test_an_author_may_use_our_headings_and_keeps_their_anchors(toy: Any, title: str) -> None:
    anchor = re.sub(r"[^a-z0-9]+", "-", title.lower()).strip("-")
    body = f"## {title}\n\nThe author's own.\n\nSee [there](#{anchor}).\n"
    toy.put(
        "guidelines/idea.md",
        {"id": "idea", "title": "Idea", "summary": "S.", "owner": "lead"},
        body,
    )
    markdown_text = toy.site().pages["guidelines/idea/draft/index.md"].markdown
    html = markdown.markdown(
        markdown_text, extensions=list(EXTENSIONS), extension_configs=dict(EXTENSION_CONFIGS)
    )
    assert html.count(f'id="{anchor}"') == 1
    assert "The author's own." in html.partition(f'id="{anchor}"')[2][:400]


def test_every_heading_of_a_template_has_an_anchor_of_its_own(site: Site) -> None:
    for page in site.pages.values():
        ours = page.markdown
        if page.authored is not None:
            ours = page.markdown.replace(page.authored, "")
        for line in re.findall(r"^#{2,4} .*$", ours, re.MULTILINE):
            assert re.search(r"\{: #(hb|item|section|term)-[a-z0-9-]+ \}$", line), (page.path, line)
            assert page.authored is None or "{: #hb-" in line, (page.path, line)


def test_a_table_leaves_out_the_columns_that_would_be_empty() -> None:
    table = Columns("Document", "Use instead", "Owner").table([("A", "", "x"), ("B", "", "")])
    assert "Use instead" not in table
    assert table.count("Owner") == 2


def with_template(toy: Any, name: str, template: str) -> Site:
    found = toy.assessment()
    kind = replace(found.registry.types[name], template=template)
    registry = replace(found.registry, types={**found.registry.types, name: kind})
    return render(replace(found, registry=registry), STAMP)


@pytest.mark.parametrize(
    ("name", "template", "why"),
    [
        ("guideline", "{{ lead }}\n", "guideline must place"),
        ("guideline", "{{ text }}\n\n{{ text }}\n", "guideline must place"),
        ("guideline", "{{ text }}{% for %}", "guideline cannot be used"),
        ("guideline", "{{ text }}{{ 1 / 0 }}", "guideline cannot be used"),
        ("post", "{{ record.__class__.__mro__ }}", "post cannot be used"),
        ("post", "{{ data.organistion }}", "no field called organistion"),
    ],
)
def test_a_template_that_fails_gives_way_to_the_one_of_the_tool(
    toy: Any, name: str, template: str, why: str
) -> None:
    site = with_template(toy, name, template)
    assert site.faults
    assert all(why in one.why and one.type == name for one in site.faults)
    assert site.pages == render(toy.assessment(), STAMP).pages


def test_a_text_of_a_type_without_a_template_that_works_stands_on_a_plain_page(
    toy: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As for a type of a network's own, whose template the tool does not have."""
    monkeypatch.setattr("handbook.render.fallback.shipped_template", lambda _: "")
    site = with_template(toy, "guideline", "{{ data.nothing }}")
    before = render(toy.assessment(), STAMP).pages
    assert {one.instead for one in site.faults} == {"a plain page, with how it stands and its text"}
    for fault in site.faults:
        path = f"guidelines/{fault.record}/index.md"
        assert site.pages[path].badge == before[path].badge
        assert site.pages[path].authored == before[path].authored
        assert site.pages[path].meta == before[path].meta


def test_a_record_that_no_template_can_show_says_that_it_cannot_be_shown(
    toy: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("handbook.render.fallback.shipped_template", lambda _: "")
    monkeypatch.setattr("handbook.render.fallback.built_in", lambda _: "{{ nothing }}")
    site = with_template(toy, "guideline", "{{ data.nothing }}")
    for fault in site.faults:
        page = site.pages[f"guidelines/{fault.record}/index.md"]
        assert page.authored is None
        assert "This page cannot be shown" in page.markdown
