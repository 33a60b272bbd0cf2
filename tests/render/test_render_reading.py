"""What a reader must act on is loud, what only records the past is not, and every page is cited."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from handbook.assess.words import WORDS, Flag, State, Timeliness, Tone
from handbook.render.frame.standing import _loudest

if TYPE_CHECKING:
    from handbook.render import Site


def handbook_of(site: Site, path: str) -> dict[str, Any]:
    handbook: dict[str, Any] = site.pages[path].meta["handbook"]
    return handbook


def test_loud_colours_are_for_what_a_reader_must_act_on() -> None:
    quiet = {word for word, shown in WORDS.items() if shown.tone is Tone.QUIET}
    assert quiet == {Timeliness.DUE_SOON, Flag.EXTENDED, Flag.CHANGED}
    stopped = (State.SUSPENDED, State.SUPERSEDED, State.WITHDRAWN, State.LAPSED, State.UNKNOWN)
    assert {WORDS[word].tone for word in (*stopped, Timeliness.EXPIRED)} == {Tone.STOP}
    assert WORDS[Timeliness.OVERDUE].tone is Tone.CARE


def test_a_quiet_word_neither_dims_nor_brightens_a_box() -> None:
    assert _loudest([Tone.GOOD, Tone.QUIET]) == "good"
    assert _loudest([Tone.GOOD, Tone.QUIET, Tone.CARE]) == "care"
    assert _loudest([Tone.STOP, Tone.QUIET, Tone.CARE]) == "stop"


def test_what_only_records_the_past_is_quiet_and_still_marked(site: Site) -> None:
    for path in ("guidelines/rapid/versions/1.0/index.md", "guidelines/rapid/history/index.md"):
        handbook = handbook_of(site, path)
        assert handbook["box"]["tone"] == "quiet", path
        assert handbook["mark"], path
    assert handbook_of(site, "guidelines/rapid/draft/index.md")["box"]["tone"] == "care"


def test_whatever_was_stopped_stays_red_in_every_version(site: Site) -> None:
    for path in (
        "guidelines/stopped/index.md",
        "guidelines/stopped/versions/1.0/index.md",
        "guidelines/old/versions/1.0/index.md",
        "guidelines/wrong/index.md",
    ):
        assert handbook_of(site, path)["box"]["tone"] == "stop", path


def test_a_citation_says_which_version_and_how_it_stood(site: Site) -> None:
    said = handbook_of(site, "guidelines/rapid/index.md")["cite"]["words"]
    assert re.search(
        r"Guideline.*, version 2\.0\. In force, as recorded on 23 November 2026; use", said
    )
    past = handbook_of(site, "guidelines/rapid/versions/1.0/index.md")["cite"]["words"]
    assert "version 1.0. Version 1.0, not in force: do not rely on it." in past
    assert "In force," not in past
    stopped = handbook_of(site, "guidelines/stopped/index.md")["cite"]["words"]
    assert "Suspended: do not use, as recorded on 23 November 2026." in stopped
    assert (
        "Draft: not endorsed."
        in handbook_of(site, "guidelines/rapid/draft/index.md")["cite"]["words"]
    )


def test_a_pathway_leads_on_only_where_it_says_so(toy: Any) -> None:
    stages = [
        {"id": "a", "title": "First", "next": ["b", "c"]},
        {"id": "b", "title": "Second", "next": ["c"]},
        {"id": "c", "title": "Third", "next": ["a"]},
    ]
    data = {"id": "way", "title": "Way", "summary": "It leads.", "owner": "lead", "stages": stages}
    toy.put("care-pathways/new-way.md", {**data, "id": "new-way"}, "Words.\n")
    page = toy.site().pages["care-pathways/new-way/draft/index.md"].markdown
    assert "1. [First](#a) *then 2 or 3*{ .hb-small .hb-way-on }" in page
    assert "1. [Third](#c) *then back to 1*{ .hb-small }" in page
    assert "[2. Second](#b){ .hb-way-on } or [3. Third](#c){ .hb-way-ahead }" in page
    assert "back to [1. First](#a){ .hb-way-back }" in page
