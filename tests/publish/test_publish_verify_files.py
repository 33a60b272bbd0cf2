"""I1, I8: no file for other systems is published that says more of a document than its page."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from handbook.outputs.fhir import read_bundle
from handbook.outputs.linked import read_graph
from handbook.outputs.llms import read_llms
from handbook.publish.problem import VerificationError
from handbook.publish.verify import Expected, verify
from handbook.render.files import StandingClaim
from handbook.render.model import Page, Site

Build = Callable[[Site], Path]
A, B = "guidelines/a/", "guidelines/b/"
RIGHT = {"page": A, "in_force": True, "state": "in force"}
WRONG = {"page": B, "in_force": True, "state": "in force"}


def problems(site: Site, honest: Build, expected: Expected, **files: Any) -> tuple[str, ...]:
    """What is said of a site with more files; of a path, ``__`` stands for a stroke."""
    more = {
        f"{name.replace('__', '/')}.json": json.dumps(content).encode()
        for name, content in files.items()
    }
    whole = replace(site, assets={**site.assets, **more})
    out = honest(whole)
    try:
        verify(whole, out, root=out.parent, expected=expected)
    except VerificationError as failed:
        return failed.problems
    return ()


def until(site: Site, day: str) -> Site:
    """The site, whose first document may be used until a day."""
    page = site.pages["guidelines/a/index.md"]
    handbook = {**page.meta["handbook"], "freshness": {"until": day, "built": "2026-11-23"}}
    changed = Page(page.path, {**page.meta, "handbook": handbook}, page.markdown, page.authored,
                   page.badge)  # fmt: skip
    return replace(site, pages={**site.pages, page.path: changed})


@pytest.mark.parametrize("path", ["api__new", "fhir__deep__b", "any"])
@pytest.mark.parametrize(
    "content",
    [
        [WRONG],
        {"a": {"b": [RIGHT, {"c": WRONG}]}},
        [{"document_page": B, "document_in_force": True, "document_state": "in force"}],
        [{**RIGHT, "in_force": False, "state": "withdrawn"}],
        [{**WRONG, "in_force": "yes", "state": "withdrawn"}],
        [{**WRONG, "page": "guidelines/nowhere/"}],
        [{"in_force": True}],
    ],
)
def test_whatever_file_says_it_is_compared(
    site: Site, honest: Build, expected: Expected, path: str, content: Any
) -> None:
    """Fails if only files that somebody has thought of are compared."""
    assert problems(site, honest, expected, **{path: content})


@pytest.mark.parametrize("content", [[RIGHT], [], {"a": 1}, [RIGHT, RIGHT]])
def test_one_that_says_what_the_page_says_is_published(
    site: Site, honest: Build, expected: Expected, content: Any
) -> None:
    assert problems(site, honest, expected, new=content) == ()


def test_a_list_of_all_documents_has_each_once(
    site: Site, honest: Build, expected: Expected
) -> None:
    out = {"page": B, "in_force": False, "state": "withdrawn"}
    assert problems(site, honest, expected, api__documents=[RIGHT, out]) == ()
    for content in ([RIGHT], [RIGHT, out, out]):
        assert problems(site, honest, expected, api__documents=content)


def version(page: str, state: str = "in force") -> dict[str, Any]:
    in_force = state == "in force"
    return {"page": page, "version_page": f"{page}1/", "in_force": in_force, "state": state}


@pytest.mark.parametrize(
    ("listed", "count"),
    [
        ([version(A), version(A, "superseded")], 0),
        ([version(A, "superseded")], 1),
        ([version(A), version(A)], 1),
        ([version(A), version(B)], 2),
        ([{**version(A), "state": "superseded"}], 1),
    ],
)
def test_of_the_versions_of_a_document_in_force_just_one_is(
    site: Site, honest: Build, expected: Expected, listed: Any, count: int
) -> None:
    assert len(problems(site, honest, expected, versions=listed)) == count


@pytest.mark.parametrize(
    ("page_says", "file_says", "published"),
    [
        ("2027-01-01", "2027-01-01", True),
        ("2027-01-01", "2027-02-01", False),
        ("2027-01-01", None, False),
        ("", "2026-11-01", True),
        ("", "2027-01-01", False),
    ],
)
def test_the_day_until_which_it_holds_is_the_pages_own(
    site: Site,
    honest: Build,
    expected: Expected,
    page_says: str,
    file_says: str | None,
    published: bool,
) -> None:
    """A page whose review is late names no day to come, so that a day that has passed fits it."""
    shown = until(site, page_says)
    found = problems(shown, honest, expected, new=[{**RIGHT, "until": file_says}])
    assert (found == ()) is published


def test_what_is_out_of_use_holds_until_no_day(
    site: Site, honest: Build, expected: Expected
) -> None:
    out = {"page": B, "in_force": False, "state": "withdrawn"}
    assert problems(site, honest, expected, new=[{**out, "until": None}]) == ()
    assert problems(site, honest, expected, new=[{**out, "until": "2027-01-01"}])


def test_a_file_of_another_kind_is_read_by_what_it_was_offered_with(
    site: Site, honest: Build, expected: Expected
) -> None:
    def reads(content: bytes) -> Iterator[StandingClaim]:
        yield StandingClaim(content.decode(), in_force=True, state="in force")

    for page, right in ((A, True), (B, False)):
        made = replace(
            site, assets={**site.assets, "x.fhir": page.encode()}, readers={"x.fhir": reads}
        )
        assert (problems(made, honest, expected) == ()) is right


def test_a_spreadsheet_is_compared_by_its_own_words(
    site: Site, honest: Build, expected: Expected
) -> None:
    for page, words, right in ((A, "In force", True), (B, "In force; Current", False),
                               (B, "Withdrawn", True), (A, "Suspended", False)):  # fmt: skip
        book, content = openpyxl.Workbook(), io.BytesIO()
        for row in (["A copy"], ["Standing", "Page"], [words, page]):
            book.active.append(row)
        book.save(content)
        made = replace(site, assets={**site.assets, "x/list.xlsx": content.getvalue()})
        assert (problems(made, honest, expected) == ()) is right, (page, words)


def lying(site: Site, honest: Build, expected: Expected, path: str, raw: bytes) -> tuple[str, ...]:
    """What is said of a site with a file of another form, read as the handbook reads it."""
    reader = {
        "api/fhir/libraries.json": read_bundle,
        "api/schema-org.jsonld": read_graph,
        "llms.txt": read_llms,
    }[path]
    whole = replace(site, assets={**site.assets, path: raw}, readers={**site.readers, path: reader})
    out = honest(whole)
    try:
        verify(whole, out, root=out.parent, expected=expected)
    except VerificationError as failed:
        return failed.problems
    return ()


def library(page: str, status: str) -> bytes:
    """A bundle of one library, of one version."""
    identifier = [{"system": "urn:handbook:page", "value": page}]
    resource = {"identifier": identifier, "status": status, "version": "1.0"}
    return json.dumps({"entry": [{"resource": resource}]}).encode()


@pytest.mark.parametrize(
    ("path", "true", "lie"),
    [
        ("api/fhir/libraries.json", library(A, "active"), library(B, "active")),
        ("api/fhir/libraries.json", library(B, "retired"), library(A, "retired")),
        ("api/fhir/libraries.json", library(B, "unknown"), b"{"),
        (
            "api/schema-org.jsonld",
            json.dumps({"@graph": [{"identifier": A}]}).encode(),
            json.dumps({"@graph": [{"identifier": B}]}).encode(),
        ),
        (
            "llms.txt",
            f"## In force\n\n- [A]({A}): version 1\n".encode(),
            f"## In force\n\n- [B]({B}): version 1\n".encode(),
        ),
        (
            "llms.txt",
            f"## Not to be used\n\n- [B]({B}): withdrawn\n".encode(),
            f"## Not to be used\n\n- [A]({A}): withdrawn\n".encode(),
        ),
    ],
)
def test_a_standard_file_that_lies_is_not_published(
    site: Site, honest: Build, expected: Expected, path: str, true: bytes, lie: bytes
) -> None:
    assert lying(site, honest, expected, path, true) == ()
    assert any(path in problem for problem in lying(site, honest, expected, path, lie))
