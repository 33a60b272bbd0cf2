"""Outputs are made beside the pages, and none of them can keep the pages from being published."""

from __future__ import annotations

import json
from typing import Any

import pytest

from handbook.outputs.discovery import outputs
from handbook.outputs.making import with_offers, with_outputs
from handbook.outputs.model import CannotMakeError, Output
from handbook.render.context import Context
from handbook.render.files import INDEX, OutputFile
from handbook.render.gathering import gather
from handbook.render.model import ABOUT_PAGE, Site, Stamp
from handbook.render.site import ClashError


def context(toy: Any, stamp: Stamp) -> Context:
    return gather(toy.assessment(), stamp, (), {}, (), {}, {})


@pytest.fixture
def stamp(request: Any) -> Stamp:
    from datetime import UTC, date, datetime  # noqa: PLC0415

    return Stamp("f" * 40, datetime(2026, 11, 23, 7, tzinfo=UTC), date(2026, 11, 23), "0.1.0")


def output(path: str, make: Any, *, public: bool = True, page: str = "") -> Output:
    file = OutputFile(path, "A file", "For a test.", "text/plain", make, page)
    return Output("Of a test", "For a test.", lambda _: [file], public)


def made(toy: Any, stamp: Stamp, *given: Output) -> Site:
    return with_outputs(context(toy, stamp), given, {})


def test_an_output_is_a_module_by_being_there() -> None:
    names = {each.name for each in outputs()}
    assert {"The register for programs", "The registry for programs"} <= names


def test_its_file_is_made_listed_and_offered_where_it_says(toy: Any, stamp: Stamp) -> None:
    site = made(toy, stamp, output("x/a.txt", lambda: b"a", page=ABOUT_PAGE))
    assert site.assets["x/a.txt"] == b"a"
    assert "[A file](../x/a.txt): For a test." in site.pages[ABOUT_PAGE].markdown
    (listed,) = [f for f in json.loads(site.assets[INDEX])["files"] if f["path"] == "x/a.txt"]
    assert (listed["bytes"], listed["media_type"]) == (1, "text/plain")


def fails() -> bytes:
    raise ZeroDivisionError("no")


def lacks() -> bytes:
    raise CannotMakeError("It needs a library that is not installed.")


@pytest.mark.parametrize(
    ("make", "why"),
    [
        (lacks, "It needs a library that is not installed."),
        (fails, "Making it failed (ZeroDivisionError: no)."),
    ],
)
def test_one_that_cannot_be_made_is_not_there_and_keeps_nothing_else_back(
    toy: Any, stamp: Stamp, make: Any, why: str
) -> None:
    site = made(toy, stamp, output("a.txt", make), output("b.txt", lambda: b"b"))
    assert "a.txt" not in site.assets
    assert site.assets["b.txt"] == b"b"
    assert site.left_out == {"a.txt": why}
    assert json.loads(site.assets[INDEX])["left_out"] == [{"path": "a.txt", "why": why}]
    assert site.pages.keys() == made(toy, stamp).pages.keys()


def test_one_that_cannot_say_which_files_it_has_keeps_nothing_else_back(
    toy: Any, stamp: Stamp
) -> None:
    def files(_: Context) -> list[OutputFile]:
        raise KeyError("x")

    broken = Output("Broken", "It fails.", files)
    site = made(toy, stamp, broken, output("b.txt", lambda: b"b"))
    assert site.assets["b.txt"] == b"b"
    assert site.left_out == {"Broken": "Making it failed (KeyError: 'x')."}


@pytest.mark.parametrize("path", ["a.txt", "search/names.js"])
def test_two_files_never_want_one_address(toy: Any, stamp: Stamp, path: str) -> None:
    twice = (output("a.txt", lambda: b"a"), output(path, lambda: b"b"))
    with pytest.raises(ClashError):
        made(toy, stamp, *twice)


def test_i13_what_is_for_members_is_in_no_public_edition(toy: Any, stamp: Stamp) -> None:
    from dataclasses import replace  # noqa: PLC0415

    members = output("a.txt", lambda: b"a", public=False)
    assert "a.txt" in made(toy, stamp, members).assets
    assert "a.txt" not in made(toy, replace(stamp, public=True), members).assets


def test_who_only_asks_for_pages_waits_for_no_file(toy: Any, stamp: Stamp) -> None:
    looked = with_offers(context(toy, stamp), [output("a.txt", fails)], ())
    assert "a.txt" in looked.files
