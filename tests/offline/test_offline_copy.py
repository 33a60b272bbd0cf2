"""A copy is the built site, its links by file, and nothing that says more."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, NoReturn

import pytest

from handbook.offline.archive import zipped
from handbook.offline.built import BuiltFiles
from handbook.offline.copy_faults import faults
from handbook.offline.copy_page import FRAME, FRAME_HIDDEN
from handbook.offline.edition import edition
from handbook.offline.making import parts
from handbook.offline.order import Edition, OfflineOrder
from handbook.offline.problem import OfflineError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

ORDER = OfflineOrder(
    made=date(2026, 11, 23),
    days=7,
    zone="Europe/London",
    address="https://handbook.example/",
    network="Heather & Moor",
    name="heather",
    numbers=({"name": "Advice <line>", "number": "01632", "href": "tel:01632", "about": ""},),
    copy=True,
)
PAGE = "guidelines/rooms/index.html"


def page(up: str, text: str) -> bytes:
    return (
        f'<html lang="en" class="no-js"><head><link rel="stylesheet" href="{up}assets/look.css">'
        f'<script src="{up}assets/handbook/freshness.js"></script></head>\n<body dir="ltr">'
        f'<header class="md-header"></header>{FRAME}{text}</div></body></html>'
    ).encode()


def built() -> dict[str, bytes]:
    return {
        "index.html": page("", '<a href="guidelines/rooms/">Rooms</a> <a href="edit/">Edit</a>'),
        PAGE: page("../../", '<p>50 mg</p><a href="../..">Home</a><a href="plan.pdf">Plan</a>'),
        "guidelines/rooms/plan.pdf": b"%PDF",
        "offline/index.html": page("../", '<p class="hb-ways" id="hb-copy-to-take">None.</p>'),
        "assets/look.css": b"a{}",
        "assets/unused.js": b"unused",
        "assets/handbook/freshness.js": b"judge",
        "assets/handbook/minisearch.js": b"loaded by a script",
        "search/names.js": b"names",
        "404.html": page("/", ""),
        "edit/index.html": b"the form",
        "evidence/x.zip": b"evidence",
        "help/rules/index.html": b"rules",
        "api/documents.csv": b"for programs",
        "spreadsheets/register.xlsx": b"would outlive the copy",
        "build.json": b"{}",
    }


def packed_again(made: Edition, files: Iterable[tuple[str, bytes]]) -> Edition:
    """A copy of which the zip holds these files."""
    return replace(made, archive=zipped(files, "heather-handbook"))


def test_a_copy_holds_the_pages_and_what_they_need() -> None:
    made = edition(built(), ORDER)
    assert sorted(made.files) == [
        "assets/handbook/copy.css",
        "assets/handbook/copy.js",
        "assets/handbook/freshness.js",
        "assets/handbook/minisearch.js",
        "assets/look.css",
        PAGE,
        "guidelines/rooms/plan.pdf",
        "index.html",
        "offline/index.html",
        "read-me.txt",
        "search/names.js",
    ]
    home = made.files["index.html"].decode()
    assert 'href="guidelines/rooms/index.html"' in home
    assert 'href="https://handbook.example/edit/"' in home
    assert "Advice &lt;line&gt;" in home
    assert made.name == "handbook-until-2026-11-30.zip"
    assert b"USE UNTIL 30 NOVEMBER 2026" in made.files["read-me.txt"]
    assert b"You are reading a copy" in made.files["offline/index.html"]


def test_the_same_site_gives_the_same_bytes_whatever_the_order_of_its_files() -> None:
    there = built()
    back = dict(reversed(list(there.items())))
    assert edition(there, ORDER).archive == edition(back, ORDER).archive
    assert edition(there, replace(ORDER, days=8)).archive != edition(there, ORDER).archive


def test_the_page_of_the_site_offers_it_with_its_size_and_fingerprint() -> None:
    made = parts(built(), ORDER)
    (name,) = made.files
    offering = made.pages["offline/index.html"].decode()
    assert name == "offline/handbook-until-2026-11-30.zip"
    assert 'href="handbook-until-2026-11-30.zip"' in offering
    assert edition(built(), ORDER).sha256 in offering
    assert "None." not in offering
    assert made.problems == ()


class OneByOne(dict[str, bytes]):
    """Files of a built site that give nobody all of them at once."""

    def items(self) -> NoReturn:
        raise AssertionError("all the files of a site are held at once")

    values = items


def test_no_more_than_a_page_of_the_site_is_held_at_a_time() -> None:
    """A site of thousands of pages is larger than what a build may take."""
    order = replace(ORDER, saves=True)
    there = built() | {
        "offline/away/index.html": page("../../", ""),
        "search/index.html": page("../", ""),
    }
    made = parts(OneByOne(there), order)
    assert (made.pages, made.files) == (parts(there, order).pages, parts(there, order).files)


def test_files_of_a_built_site_are_read_when_they_are_asked_for(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_bytes(b"before")
    files = BuiltFiles({"a.html": tmp_path / "a.html"})
    assert (list(files), len(files), "a.html" in files, "b.html" in files) == (
        ["a.html"],
        1,
        True,
        False,
    )
    (tmp_path / "a.html").write_bytes(b"after")
    assert files["a.html"] == b"after"


def test_a_network_that_offers_none_gets_none() -> None:
    made = parts(built(), replace(ORDER, copy=False))
    assert (dict(made.pages), dict(made.files)) == ({}, {})


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("50 mg", "5 mg"),
        (FRAME_HIDDEN, FRAME),
        ('data-last="2026-11-30"', 'data-last="2027-11-30"'),
        ("Use until 30 November 2026", "Use until 30 November 2027"),
        ("copy.js", "other.js"),
        ("plan.pdf", "other.pdf"),
        ("../../index.html", "../../"),
        ("../../index.html", "../../offline/index.html"),
        ('<a href="plan.pdf">', '<a href="plan.pdf" class="new">'),
        ("</body>", "<p>More.</p></body>"),
    ],
)
def test_a_page_that_says_something_else_than_the_site_is_found(old: str, new: str) -> None:
    made = edition(built(), ORDER)
    assert list(faults(made, built(), ORDER)) == []
    html = made.files[PAGE].decode()
    assert old in html
    forged = packed_again(made, {**made.files, PAGE: html.replace(old, new).encode()}.items())
    assert any(PAGE in problem for problem in faults(forged, built(), ORDER))


@pytest.mark.parametrize(
    "change",
    [
        lambda files: [],
        lambda files: [file for file in files if file[0] != PAGE],
        lambda files: [file for file in files if file[0] != "read-me.txt"],
        lambda files: [*files, (PAGE, b"another")],
        lambda files: [*files, ("../outside.html", b"")],
        lambda files: [*files, ("more.txt", b"")],
        lambda files: [(path, content + b" ") for path, content in files],
        lambda files: [(p, b"show()" if p.endswith("copy.js") else c) for p, c in files],
        lambda files: [(p, b"" if p.endswith("read-me.txt") else c) for p, c in files],
        lambda files: [(p, b"" if p.endswith("plan.pdf") else c) for p, c in files],
    ],
)
@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_zip_that_holds_something_else_is_found(
    change: Callable[[list[tuple[str, bytes]]], list[tuple[str, bytes]]],
) -> None:
    """Nothing of it, less, more, a name twice, another script to judge its days."""
    made = edition(built(), ORDER)
    forged = packed_again(made, change([*made.files.items()]))
    assert list(faults(forged, built(), ORDER)) != []


def test_a_zip_of_two_folders_is_found() -> None:
    made = edition(built(), ORDER)
    two = io.BytesIO(made.archive)
    with zipfile.ZipFile(two, "a") as whole:
        whole.writestr("beside/index.html", b"")
    forged = replace(made, archive=two.getvalue())
    assert any("does not hold" in problem for problem in faults(forged, built(), ORDER))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (FRAME, "<div>"),
        ("</head>", ""),
        ("<header ", "<div "),
        ("<header ", 2 * '<header class="md-header" '),
    ],
)
def test_a_page_of_another_make_stops_the_copy(old: str, new: str) -> None:
    there = built()
    there[PAGE] = there[PAGE].decode().replace(old, new).encode()
    with pytest.raises(OfflineError):
        edition(there, ORDER)
