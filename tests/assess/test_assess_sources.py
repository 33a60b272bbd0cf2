"""What was last read of the network that a text was taken over from, said of that text alone."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from handbook.assess import assess
from handbook.assess.sources import SourceNote, SourceSays, source_notes
from handbook.history import NO_HISTORY
from handbook.load.model import Record

if TYPE_CHECKING:
    from collections.abc import Mapping

TODAY = date(2026, 11, 23)
TAKEN = {
    "network": "moor", "network-title": "Moor Network", "document": "moves", "version": "3.0",
    "digest": f"v1:sha256:{'0' * 64}",
}  # fmt: skip
ROW: dict[str, Any] = {
    "document": "going-home", "says": "moved-on", "version": "4.0", "seen": "2026-11-01",
}  # fmt: skip


@pytest.fixture
def taken(files: Any) -> Any:
    """A text in force that was taken over from another network, and one that was not."""
    files.change("guidelines/going-home.md", taken_over=TAKEN)
    files.decide("endorse", 1)
    files.decide("endorse", 2, document="coming-back")
    assert files.registry().broken == ()
    return files


def noted(
    files: Any, *rows: Mapping[str, Any], network: str = "moor", sealed: bool = True
) -> list[SourceNote]:
    """What follows from a link to a network, whatever a schema would say of it."""
    registry = files.registry()
    data = {"id": "next-door", "network": network, "sources": [*rows]}
    link = Record("network-link", "next-door", "registry/links/n.yaml", data, None, 1, {})
    standings = assess(registry, NO_HISTORY, TODAY).standings
    linked = replace(registry, records={**registry.records, "next-door": link})
    return list(source_notes(linked if sealed else replace(linked, seals={}), standings))


@pytest.mark.parametrize("says", list(SourceSays))
def test_it_is_told_what_became_of_the_source_when_and_in_which_line(
    taken: Any, says: SourceSays
) -> None:
    other = {**ROW, "document": "coming-back"}
    (note,) = noted(taken, other, {**ROW, "says": says.value})
    assert note.link.id == "next-door"
    assert (note.document, note.row, note.says, note.version, note.seen) == (
        "going-home", 1, says, "4.0", date(2026, 11, 1),
    )  # fmt: skip


def test_a_word_that_is_not_known_is_unknown(taken: Any) -> None:
    for row in ({**ROW, "says": "fine"}, {"document": "going-home"}):
        (note,) = noted(taken, row)
        assert note.says is SourceSays.UNKNOWN
        assert noted(taken, row)[0].version == row.get("version", "")


def test_every_line_is_told_after_one_that_says_nothing(taken: Any) -> None:
    nothing = ({"document": "gone"}, {}, {**ROW, "document": "coming-back"})
    rows = noted(taken, *nothing, ROW, {**ROW, "says": "withdrawn"})
    assert [(note.row, note.says) for note in rows] == [(3, "moved-on"), (4, "withdrawn")]


def test_a_text_that_is_not_in_force_is_not_spoken_of(taken: Any) -> None:
    taken.drop("decisions/board-2026-03-11--1.yaml")
    assert noted(taken, ROW) == []


def test_a_text_that_is_not_shown_is_not_spoken_of(taken: Any) -> None:
    """It may be kept from those who read this, and its standing is not."""
    assert noted(taken, ROW, sealed=False) == []


def test_another_network_does_not_speak_for_it(taken: Any) -> None:
    assert noted(taken, ROW, network="mill") == []


def test_only_a_newer_version_that_is_the_one_taken_over_is_nothing_to_tell(taken: Any) -> None:
    assert noted(taken, {**ROW, "version": "3.0"}) == []
    (note,) = noted(taken, {**ROW, "version": "3.0", "says": "withdrawn"})
    assert note.version == "3.0"


def test_a_link_without_sources_tells_nothing(taken: Any) -> None:
    assert noted(taken) == []


def test_it_is_said_in_words_with_the_version_only_where_there_is_another(taken: Any) -> None:
    (note,) = noted(taken, ROW)
    start = "the network that it was taken from has"
    assert note.words == f"{start} another version of it, 4.0, as read on 1 November 2026"
    assert replace(note, version="").words == (
        f"{start} another version of it, as read on 1 November 2026"
    )
    assert replace(note, seen=None).words == f"{start} another version of it, 4.0"
    withdrawn = replace(note, says=SourceSays.WITHDRAWN)
    assert withdrawn.words == f"{start} withdrawn its own text, as read on 1 November 2026"
