"""A text that left use leads to one that may be used today, or says that there is none."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from handbook.render.files import REGISTER

if TYPE_CHECKING:
    from handbook.render import Site

MEETING = "board-2025-09-02"
ERROR = {"exit": "published-in-error"}
GONE = {"exit": "withdrawn"}


def put_out(toy: Any, item: int, document: str, successor: str = "", **more: Any) -> None:
    """Withdraw a document of the toy, with what takes its place or the word that nothing does."""
    entry = {"successor": successor} if successor else {"no-replacement": True}
    entry = {"document": document, **GONE, **entry, **more.pop("entry", {})}
    toy.decide(item, "withdraw", entry, meeting=MEETING, reason="It did harm.", **more)


def added(toy: Any, item: int, name: str, **more: Any) -> None:
    """One more guideline that was endorsed."""
    data = {"id": name, "title": name.title(), "summary": "What it says.", "owner": "lead"}
    toy.put(f"guidelines/{name}.md", data, "## One\n\nText.\n")
    toy.endorse(item, f"guidelines/{name}.md", **more)


def notes(site: Site, path: str) -> str:
    said = site.pages[path].meta["handbook"]["box"]["notes"]
    return "\n".join(
        " ".join(filter(None, (f"{n['label']}:", n["text"], n["link"], n.get("after", ""))))
        for n in said
    )


def listed(site: Site, document: str) -> dict[str, Any]:
    documents = json.loads(site.assets[REGISTER])["documents"]
    return next(one for one in documents if one["id"] == document)


PLACES = (
    "guidelines/night/index.md",
    "guidelines/night/versions/1.0/index.md",
    "guidelines/night/history/index.md",
)


@pytest.fixture
def chain(toy: Any) -> Any:
    """Night was withdrawn for Rapid; Rapid was then withdrawn for New."""
    added(toy, 8, "new")
    return toy


@pytest.mark.parametrize("path", PLACES)
def test_the_box_follows_the_chain_to_the_live_document(chain: Any, path: str) -> None:
    """Fails if any page of a stopped text names the first replacement as if it were in use."""
    put_out(chain, 5, "rapid", "new")
    said = notes(chain.site(), path)
    assert "Use instead: New It was replaced by Rapid transfer, which is itself withdrawn." in said
    assert "Use instead: Rapid" not in said


@pytest.mark.parametrize("path", PLACES)
def test_a_chain_that_ends_in_nothing_says_so(chain: Any, path: str) -> None:
    put_out(chain, 5, "rapid", "new")
    put_out(chain, 6, "new")
    said = notes(chain.site(), path)
    assert "Use instead" not in said
    assert "Replacement: There is none. It was replaced by Rapid transfer" in said
    assert "then by New, which is itself withdrawn." in said


def test_a_replacement_published_in_error_is_passed_over(chain: Any) -> None:
    put_out(chain, 5, "rapid", "new", entry=ERROR)
    assert "Use instead: New" in notes(chain.site(), PLACES[0])


DEAD_ENDS = {
    "suspended": "New was to take its place, and is itself suspended: do not use it either.",
    "lapsed": "New was to take its place, and is itself lapsed: do not use it either.",
    "unknown": "New is to take its place, and how it stands cannot be told.",
    "later": "New takes its place, and is not in effect before 1 January 2027.",
    "draft": "New is to take its place, and is not endorsed.",
}


def dead_end(toy: Any, how: str) -> None:
    later = {"effective": "2027-01-01"} if how == "later" else {}
    expiry = {"expires": "2026-11-01", "due": "2026-11-01"} if how == "lapsed" else {}
    added(toy, 8, "new", **later, **expiry)
    if how == "suspended":
        stop = {"post": "safety", "date": "2026-10-01", "reason": "A number is wrong."}
        toy.decide(0, "suspend", {"document": "new"}, meeting=None, **stop)
    if how == "unknown":
        seal = "registry/_endorsed/new/1.0/record.md"
        toy.files[seal] = toy.files[seal].replace(b"Text.", b"Test.")
    if how == "draft":
        del toy.files["registry/decisions/board-2025-03-04--8.yaml"]


@pytest.mark.parametrize("how", DEAD_ENDS)
def test_a_chain_that_ends_in_what_may_not_be_used_never_says_use_instead(
    toy: Any, how: str
) -> None:
    dead_end(toy, how)
    put_out(toy, 5, "rapid", "new")
    site = toy.site()
    for path in PLACES:
        said = notes(site, path)
        assert "Use instead" not in said
        assert DEAD_ENDS[how] in said
    assert listed(site, "night")["use_instead"] == ""
    for path in ("register/index.md", "guidelines/index.md"):
        assert "Use instead" not in row_of(site, path, "Night")
        assert "Nothing to use instead" in row_of(site, path, "Night")
    assert "se instead" not in site.pages[PLACES[0]].meta["title"]


def row_of(site: Site, path: str, title: str) -> str:
    lines = site.pages[path].markdown.splitlines()
    return next(line for line in lines if line.startswith(f"| [{title}]"))


def test_lists_the_search_entry_and_the_register_for_programs_follow_the_chain(chain: Any) -> None:
    put_out(chain, 5, "rapid", "new")
    site = chain.site()
    for path in ("register/index.md", "guidelines/index.md"):
        assert "*Use instead: [New](" in row_of(site, path, "Night")
    assert site.pages[PLACES[0]].meta["title"] == "Night (Withdrawn. Use instead: New)"
    assert (listed(site, "night")["successor"], listed(site, "night")["use_instead"]) == (
        "rapid",
        "new",
    )


def test_wherever_a_stopped_document_is_named_what_to_use_instead_stands_beside_it(
    chain: Any,
) -> None:
    """The pathway uses Rapid: its page names Rapid, and Rapid's replacement with it."""
    put_out(chain, 5, "rapid", "new")
    text = chain.site().pages["care-pathways/way/index.md"].markdown
    rapid = "[Rapid transfer](../../guidelines/rapid/index.md)"
    assert f"{rapid} **Withdrawn**{{ .hb-tag .hb-stop }} (use instead: [New](" in text


def test_a_held_back_replacement_is_not_offered(toy: Any) -> None:
    """What cannot be trusted is not what readers are sent to."""
    site = toy.site(quarantined={"rapid": "its seal is broken"})
    assert "Use instead" not in notes(site, PLACES[0])
    assert listed(site, "night")["use_instead"] == ""


def test_a_stop_that_is_still_to_come_names_what_takes_the_documents_place(chain: Any) -> None:
    put_out(chain, 5, "rapid", "new", effective="2027-02-01")
    said = notes(chain.site(), "guidelines/rapid/index.md")
    assert "To use from then on: New" in said
