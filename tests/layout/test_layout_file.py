"""A whole file, tidied: its bytes, its details and its text, with one fault not hiding the rest."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handbook.author.tidy import order_of
from handbook.layout import tidy_file
from handbook.source import read_markdown
from handbook.types import load_types

ORDER = order_of(load_types()[0]["guideline"])
DOCUMENT = "---\nid: a-page\ntitle: Zoë\n---\n\nRing:\n\n- the ward\n- the hospice\n"


def tidied(raw: bytes | str) -> str:
    raw = raw.encode() if isinstance(raw, str) else raw
    return tidy_file(raw, "a-page.md", ORDER).raw.decode()


SPOILT = {
    "a byte-order mark": b"\xef\xbb\xbf" + DOCUMENT.encode(),
    "line endings of Windows": DOCUMENT.replace("\n", "\r\n").encode(),
    "letters in two pieces": unicodedata.normalize("NFD", DOCUMENT).encode(),
    "no line feed at the end": DOCUMENT.rstrip("\n").encode(),
    "empty lines at the end": f"{DOCUMENT}\n\n".encode(),
    "empty lines at the top": f"\n\n{DOCUMENT}".encode(),
    "no empty line above the text": DOCUMENT.replace("---\n\nRing", "---\nRing").encode(),
    "spaces behind the dashes": DOCUMENT.replace("---\n", "---  \n").encode(),
    "details in another order": DOCUMENT.replace(
        "id: a-page\ntitle: Zoë", "title: 'Zoë'\nid: a-page"
    ).encode(),
    "all of it": b"\xef\xbb\xbf"
    + DOCUMENT.replace("\n\n- the", "\n* the")
    .replace("\n- the", "\n* the")
    .replace("\n", "\r\n")
    .encode(),
}


@pytest.mark.parametrize("name", SPOILT)
def test_a_file_is_tidied(name: str) -> None:
    assert tidied(SPOILT[name]) == DOCUMENT
    found = tidy_file(SPOILT[name], "a-page.md", ORDER)
    assert found.changes
    assert tidy_file(found.raw, "a-page.md", ORDER).changes == ()


def test_details_that_cannot_be_read_do_not_keep_the_text_as_it_was() -> None:
    raw = "---\nid: a-page\ntitle: A: b\nowner:\n---\n\nRing:\n* the ward\n* the hospice\n"
    assert tidied(raw) == raw.replace("Ring:\n*", "Ring:\n\n-").replace("\n* ", "\n- ")


def test_without_the_body_its_bytes_stay() -> None:
    raw = "---\ntitle: A\nid: a-page\n---\nRing:\n* the ward  \n* home"
    found = tidy_file(raw.encode(), "a-page.md", ORDER, body=False)
    assert found.raw.decode() == "---\nid: a-page\ntitle: A\n---\nRing:\n* the ward  \n* home"


@pytest.mark.parametrize(
    ("raw", "why"),
    [
        (b"\xff\xfeR", "not saved as UTF-8"),
        (b"Ring:\n- a\n", "no details"),
        (b"---\nid: a\n\nRing:\n- a\n", "no details"),
        (b"---\n" + b"x" * 600_000, "too large"),
    ],
)
def test_what_cannot_be_read_is_left_and_told(raw: bytes, why: str) -> None:
    found = tidy_file(raw, "a-page.md", ORDER)
    assert found.raw == raw
    assert why in found.left[0]


PARTS = st.sampled_from(
    [
        "---\n",
        "id: a-page\n",
        "title: 'A'\n",
        "# why\n",
        "\r\n",
        "\ufeff",
        "\t",
        " ",
        "\xa0",
        "- a\n",
        "* b\n",
        "## C\n",
        "##D\n",
        "|a|b|\n|-|-|\n",
        "> 12\n",
        "5 mg",
        "é",
        "\r",
        "\x00",
        "key: [a, {b: c}]\n",
        "text: |\n  # d\n",
        "```\n",
        "\u2028",
        "[a]: b\n",
        "1) x\n",
        "&lt;",
    ]
)


@given(st.lists(PARTS, max_size=25).map("".join))
def test_no_file_breaks_it_and_none_loses_its_data(text: str) -> None:
    raw = text.encode("utf-8", "surrogatepass")
    found = tidy_file(raw, "a-page.md", ORDER)
    before, after = read_markdown(raw, "a"), read_markdown(found.raw, "a")
    if before.data is not None:
        assert after.data == before.data
    assert len(after.findings) <= len(before.findings)
    assert tidy_file(found.raw, "a-page.md", ORDER).raw == found.raw
