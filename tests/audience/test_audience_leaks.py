"""I13: whatever is built for everybody is read through for what is for members."""

from __future__ import annotations

import gzip
import json
from html import escape
from pathlib import Path

import pytest
from audience_world import World, lived_in, zipped

from handbook.audience.leaks import check_withheld
from handbook.audience.withheld import Withheld

ROOT = Path(__file__).parents[2]
RUN = "the eight quiet words that stand nowhere else"
WITHHELD = Withheld({RUN: "a-record"}, {"a-quiet-record": "another", "0f" * 32: "a picture"})
SENTENCE = "So: the eight “quiet” words, that stand nowhere else!"
CASES = {
    "page.html": f"<p>{escape(SENTENCE)}</p>",
    "marked.html": "<p>the <em>eight</em> quiet&nbsp;words <a href='x'>that</a> stand nowhere else",
    "alt.html": f'<img alt="{SENTENCE}" src="x.png">',
    "index.js": f"handbook({json.dumps({'entries': [SENTENCE]}, ensure_ascii=True)})",
    "page.json": json.dumps({"reason": "the eight\nquiet words\tthat stand nowhere else"}),
    "days.ics": "SUMMARY:the eight qui\r\n et words that st\r\n and nowhere else",
    "link.html": '<a href="../a-quiet-record/">x</a>',
    "a-quiet-record.txt": "",
    "sums.txt": "0f" * 32,
}


def found(out: Path, name: str, content: bytes) -> list[str]:
    (out / name).write_bytes(content)
    return list(check_withheld(out, WITHHELD))


@pytest.mark.parametrize("name", CASES)
def test_i13_a_leak_is_found_however_it_is_written(tmp_path: Path, name: str) -> None:
    (problem,) = found(tmp_path, name, CASES[name].encode())
    assert problem.startswith(f"{name}: it holds what is for members only, of ")


@pytest.mark.parametrize("layer", ["zip", "gz", "zip in zip", "zip in gz"])
def test_i13_a_leak_is_found_wherever_it_is_packed(tmp_path: Path, layer: str) -> None:
    content = SENTENCE.encode()
    packed = {
        "zip": zipped(document=content),
        "gz": gzip.compress(content),
        "zip in zip": zipped(inner=zipped(document=content)),
        "zip in gz": gzip.compress(zipped(document=content)),
    }[layer]
    (problem,) = found(tmp_path, "copy.zip", packed)
    assert "what is for members only" in problem


def test_what_cannot_be_unpacked_is_not_let_out(tmp_path: Path) -> None:
    (problem,) = found(tmp_path, "copy.zip", zipped(document=b"x" * 99)[:-30])
    assert "nobody can tell what it holds" in problem


def test_words_that_stand_elsewhere_too_are_no_leak(tmp_path: Path) -> None:
    assert not found(tmp_path, "page.html", b"<p>the eight quiet words that stand</p> a-quiet")


@pytest.fixture(scope="module")
def world() -> World:
    world = lived_in()
    body = "## A\n\nNobody outside is meant to know that the lift is out of order on Sundays.\n"
    data = {"id": "the-lift-on-sundays", "title": "The lift on Sundays is slow"}
    data |= {"visibility": "members", "summary": "x", "owner": "lead-nurse"}
    world.put("guidelines/the-lift-on-sundays.md", data, body)
    return world


def test_i13_a_site_knows_by_which_words_what_it_leaves_out_is_known(
    world: World, tmp_path: Path
) -> None:
    site = world.site(public=True)
    assert site.withheld is not None
    for path, page in site.pages.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(page.text(), encoding="utf-8")
    assert not list(check_withheld(tmp_path, site.withheld))
    for words in ("that the lift is out of order on sundays", "the lift on sundays is slow"):
        (tmp_path / "index.md").write_text(f"We know {words}.", encoding="utf-8")
        assert list(check_withheld(tmp_path, site.withheld))
    (tmp_path / "index.md").write_text("guidelines/the-lift-on-sundays/", encoding="utf-8")
    assert list(check_withheld(tmp_path, site.withheld))


def test_the_handbook_for_members_leaves_nothing_out(world: World) -> None:
    assert world.site(public=False).withheld is None


def test_words_of_two_values_are_no_run_of_one(tmp_path: Path) -> None:
    """Titles beside each other in a table say nothing that an agenda for members says in one line.

    Fails if what stands between values is not seen; the same words within one are found.
    """
    run = "symptom escalation care at home outside working hours"
    withheld = Withheld({run: "a-meeting"}, {})
    first, second = "About symptom escalation", "Care at home outside working hours today"
    whole = f"{first}: {second}"
    begin, between = "PAR1\xff\x19\x00\x00\x00", "\x1f\x00\x00\x00"
    apart = {
        "a.csv": f"{first},{second}\r\n{first}\r\n{second}\r\n".encode(),
        "a.parquet": f"{begin}{first}{between}{second}".encode(),
    }
    for name, content in apart.items():
        (tmp_path / name).write_bytes(content)
    assert list(check_withheld(tmp_path, withheld)) == []
    (tmp_path / "a.csv").write_bytes(f'x,"{whole}"\r\n'.encode())
    (tmp_path / "a.parquet").write_bytes(f"PAR1\xff\x40\x00\x00\x00{whole}".encode())
    assert len(list(check_withheld(tmp_path, withheld))) == 2


@pytest.mark.parametrize(
    "words", [SENTENCE, SENTENCE.replace("So", "N\u00e9 \u2013 so"), "\u00e9 " + SENTENCE]
)
def test_i13_words_are_found_in_a_binary_file_whatever_signs_stand_between(
    tmp_path: Path, words: str
) -> None:
    table = b"PAR1\xff\x00" + words.encode() + b"\x00\xfe"
    assert found(tmp_path, "a.parquet", table)


def test_i13_the_demonstration_has_a_public_edition_that_holds_nothing_for_members(
    tmp_path: Path,
) -> None:
    """Fails as a public build does: for a leak in any file, and for words taken for one."""
    files = {
        path.relative_to(ROOT).as_posix(): path.read_bytes()
        for path in (ROOT / "registry").rglob("*")
        if path.is_file()
    }
    site = World(files).site(public=True)
    assert site.withheld is not None
    assert site.withheld.runs
    assert not site.left_out
    for path, content in site.assets.items():
        if path.startswith(("api/", "spreadsheets/", "llms.txt")):
            place = tmp_path / path
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(content)
    assert len(list(tmp_path.rglob("*.parquet"))) > 5
    assert list(check_withheld(tmp_path, site.withheld)) == []
