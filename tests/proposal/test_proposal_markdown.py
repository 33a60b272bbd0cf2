"""No words of a change can break out of the comment, and no comment is too long for a forge."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from handbook.difference.making import changed, one_sided
from handbook.difference.model import Rules
from handbook.proposal.documents import detail_of
from handbook.proposal.markdown import LARGEST, MARKER, as_markdown, plain_of, safe
from handbook.proposal.model import (
    DocumentChange,
    Ends,
    LostLink,
    OtherChange,
    Proposal,
    Unread,
)
from handbook.proposal.page import as_page
from handbook.proposal.plain import as_text
from handbook.proposal.statement import statement

if TYPE_CHECKING:
    from collections.abc import Callable

MARKS = [
    *("@everyone", "#12", "GH-12", "!3", "~bug", "%v1", "$5", "&9", "closes #4", "/close"),
    *("\n/merge\n", "https://evil.example/x", "www.evil.example", "a@b.example", ":smile:", ":+1:"),
    *("`", "```", "|", "\\", "<!-- ", "-->", MARKER, "<script>alert(1)</script>", "</details>"),
    *("<img src=x onerror=y>", "![x](https://evil.example/p.png)", "[x](javascript:y)", "[[wiki]]"),
    *("[x]: https://evil.example", "&#64;everyone", "&lt;b&gt;", "\r\n", "\n\n# Approved\n\n"),
    *(
        "- [x] done",
        "\u202e",
        "\u200b",
        "**",
        "__",
        "~~",
        "deadbeef" * 5,
        "1234abcd",
        "$$x$$",
        "> ",
    ),
    *("{{ x }}", "\t", "owner/repo#1", "owner/repo@1234abc", "\x1b[31m", "|---|", "1. "),
]
HOSTILE = st.lists(st.one_of(st.sampled_from(MARKS), st.text(max_size=12)), max_size=6).map("".join)

READ_BY_FORGES = re.compile(
    r"@\w|(?<![\w/])[#!~%&$]\w|:[\w+-]+:|\bGH-\d|://[^\s\u200b]|\bwww\.|\[\[|\[[ xX]\]"
    r"|\b(?=\d*[a-f])(?=[a-f]*\d)[0-9a-f]{7,40}\b",
    re.IGNORECASE,
)
ALLOWED_HTML = {"<b>", "</b>", "<code>", "</code>"}


def proposal(text: str, other: str, *, documents: int = 1) -> Proposal:
    """A proposal in which every word that a branch can bring is hostile."""
    rules = Rules()
    details = tuple(
        replace(detail_of(change), section=text)
        for change in (
            changed(text, "#x", f"Give {text} now", f"Give {other} now", rules),
            one_sided(text, "#x", None, other, "a passage", rules),
        )
    )
    document = DocumentChange("some-id", text, "guideline", "registry/x.md", "edited", "in force",
                              "1.0", details=details, at_once=details, untold=text)  # fmt: skip
    return statement(
        Proposal(
            Ends(other, other, "a" * 40, "a" * 40, "b" * 40),
            date(2026, 1, 15),
            documents=(document,) * documents,
            others=(OtherChange(text, other, text, named=True),),
            links=(LostLink(text, other, text),),
            unread=(Unread(text, other, text),),
            clashes=(text,),
        )
    )


def parsed_texts(markdown: str) -> str:
    """All text that a reader sees; fails on anything that is a link, a picture or foreign HTML."""
    seen = []
    for token in (
        MarkdownIt("commonmark", {"html": True, "linkify": False}).enable("table").parse(markdown)
    ):
        assert token.type not in {"fence", "code_block"}, token
        if token.type == "html_block":
            assert token.content.strip() == MARKER
        for child in token.children or ():
            assert child.type not in {"link_open", "image", "code_inline"}, child
            if child.type == "html_inline":
                assert child.content in ALLOWED_HTML
            elif child.type == "text":
                seen.append(child.content)
            else:
                assert child.type in {"strong_open", "strong_close", "softbreak", "em_open",
                                      "em_close"}, child  # fmt: skip
    return "\n".join(seen)


@given(HOSTILE, HOSTILE)
@settings(max_examples=80, deadline=None)
def test_nothing_breaks_out(text: str, other: str) -> None:
    written = as_markdown(proposal(text, other))
    seen = parsed_texts(written)
    assert not READ_BY_FORGES.search(seen), READ_BY_FORGES.search(seen)
    assert written.startswith(MARKER)
    assert written.count("<!--") == 1
    assert not any(line.startswith("/") for line in written.splitlines())
    rows = [line for line in written.splitlines() if line.startswith("|")]
    assert {row.count("|") for row in rows} == {5}
    assert len(written.encode()) <= LARGEST


@given(HOSTILE, HOSTILE)
@settings(max_examples=40, deadline=None)
def test_nothing_breaks_out_of_the_page_or_the_terminal(text: str, other: str) -> None:
    page = as_page(proposal(text, other))
    tags = set(re.findall(r"<[^>]*>", page[page.index("<body>") :]))
    assert all(
        re.fullmatch(r"</?[a-z0-9]+( (class|scope|role|data-head)=\"[A-Za-z ]+\")*>", t)
        for t in tags
    )
    lines = as_text(proposal(text, other)).split("\n")
    assert all(line.isprintable() for line in lines)


@pytest.mark.parametrize("text", [m for m in MARKS if m.isprintable() and m == " ".join(m.split())])
def test_words_are_shown_as_they_are(text: str) -> None:
    assert plain_of(safe(f"a {text} b")) == f"a {text} b"


def test_amounts_are_never_parted() -> None:
    """What is put between the signs is never inside a number, or between it and its unit."""
    for amount in (
        "5 mg",
        "0.5",
        "1/2",
        "5-10 ml/kg",
        "1234567",
        "10:30",
        "≥ 12",
        "5 %",
        "37.5 °C",
    ):
        assert "&#8203;" not in safe(f"Give {amount} now")


@pytest.mark.parametrize(("documents", "letters"), [(1, 30_000), (400, 300), (30, 5_000)])
def test_a_long_change_is_cut_and_says_what_was_left_out(documents: int, letters: int) -> None:
    written = as_markdown(proposal("word " * (letters // 5), "@x " * 50, documents=documents))
    assert len(written.encode()) <= LARGEST
    assert re.search(r"Left out here|cut short|too long for a comment", written)


def drowned(*pairs: tuple[str, str]) -> Proposal:
    details = tuple(
        detail_of(changed("Text", f"#{number}", old, new, Rules()))
        for number, (old, new) in enumerate(pairs)
    )
    document = DocumentChange("some-id", "Night calls", "guideline", "registry/x.md", "edited",
                              "in force", "1.0", details=details)  # fmt: skip
    ends = Ends("main", "work", "a" * 40, "a" * 40, "b" * 40)
    return statement(Proposal(ends, date(2026, 1, 15), documents=(document,)))


@pytest.mark.parametrize("written", [as_markdown, as_text])
def test_an_amount_is_never_drowned_by_the_numbers_of_pages(written: Callable[..., str]) -> None:
    """Fails if bare numbers count as much as amounts, or rows are kept in the order of the text."""
    pages = [(f"See page {n} of it.", f"See page {n + 1} of it.") for n in range(259)]
    told = written(drowned(*pages, ("Give 5 mg of it.", "Give 50 mg of it.")))
    assert "5 mg becomes 50 mg" in " ".join(told.split())[:400]
    turned = written(drowned(*pages, ("It is given.", "It is not given.")))
    assert "“is given” becomes “is not given”" in " ".join(turned.split())[:400]


def test_an_amount_at_the_end_of_a_long_paragraph_is_named_where_it_is_cut_short() -> None:
    """Fails if a text is cut and nobody says what of the gravest went with it."""
    old = " ".join(f"the word stays here for now, see page {n}." for n in range(1500))
    new = " ".join(f"the term stays here for now, see page {n + 7000}." for n in range(1500))
    told = as_markdown(drowned((f"{old} Give 5 mg.", f"{new} Give 50 mg.")))
    assert "cut short" in told
    assert told.count("5 mg becomes 50 mg") == 2
