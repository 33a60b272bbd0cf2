"""A stop is lifted by an endorsement that names it, and by nothing else; the same text will do."""

from __future__ import annotations

from datetime import date

import pytest

from handbook.assess.words import State
from handbook.check import Checked, check
from handbook.history import NO_HISTORY
from handbook.load.trees.base import MemoryTree
from handbook.rules.examples import base, example

SUSPENDED = b"""id: suspend--calm-transfer--2025-08-01
title: Calm transfer, stopped
visibility: public
kind: suspend
post: lead-nurse
date: 2025-08-01
statement: Stopped at once.
reason: A number in it was thought to be wrong.
documents:
  - document: calm-transfer
"""


def judged(files: dict[str, bytes]) -> Checked:
    return check(MemoryTree(files), today=date(2026, 1, 15), history=NO_HISTORY)


AGAIN = "registry/decisions/board-2025-09-02--1.yaml"
STOP = "registry/decisions/suspend--calm-transfer--2025-08-01.yaml"
LIFTS = b"    lifts: [suspend--calm-transfer--2025-08-01]\n"


def twice() -> dict[str, bytes]:
    """The same text endorsed on 4 March and on 2 September 2025."""
    found = example("DEC005", "bad")
    assert found is not None
    return dict(found.files)


def test_the_same_text_endorsed_again_after_a_stop_is_in_force_and_no_error() -> None:
    files = twice()
    assert [one.code.id for one in judged(files).errors] == ["DEC005"]
    files[STOP] = SUSPENDED
    files[AGAIN] += LIFTS
    found = judged(files)
    assert not found.errors
    assert found.assessment is not None
    standing = found.assessment.standings["calm-transfer"]
    assert (standing.state, standing.version) == (State.IN_FORCE, "1.0")
    assert standing.event is not None
    assert standing.event.decision == "board-2025-09-02--1"


@pytest.mark.parametrize("named", ["board-2025-03-04--1", "suspend--way-home--2025-08-01", ""])
def test_a_stop_that_is_not_named_stays(named: str) -> None:
    """Two innocent branches: one stops the text, the other endorses it. Fails if ``_endorse``
    lifts what the endorsement does not name."""
    files = twice()
    files[STOP] = SUSPENDED
    other = SUSPENDED.replace(b"calm-transfer", b"way-home")
    files["registry/decisions/suspend--way-home--2025-08-01.yaml"] = other
    files[AGAIN] += f"    lifts: [{named}]\n".encode() if named else b""
    found = judged(files)
    assert found.assessment is not None
    standing = found.assessment.standings["calm-transfer"]
    assert standing.state is State.SUSPENDED
    assert "does not name suspend--calm-transfer--2025-08-01" in " ".join(standing.why)
    told = [one for one in found.findings if one.code.id == "DEC010"]
    assert [one.path for one in told] == [AGAIN]
    assert told[0].severity.word == "warning", "nothing keeps a stop from being published"


ENDED = "board-2025-06-03--1"


def ended(kind: str, how: bytes) -> dict[str, bytes]:
    """The same text endorsed again after a group ended it."""
    files = twice()
    meeting = files["registry/meetings/board-2025-09-02.yaml"]
    files["registry/meetings/board-2025-06-03.yaml"] = meeting.replace(b"2025-09-02", b"2025-06-03")
    files[f"registry/decisions/{ENDED}.yaml"] = (
        f"id: {ENDED}\ntitle: Calm transfer goes\nvisibility: public\nkind: {kind}\n"
        'meeting: board-2025-06-03\nitem: "1"\neffective: 2025-06-03\nstatement: It goes.\n'
        "reason: It is old.\ndocuments:\n  - document: calm-transfer\n"
    ).encode() + how
    return files


WAYS_OUT = [
    ("withdraw", b"    exit: withdrawn\n    no-replacement: true\n", State.WITHDRAWN),
    ("withdraw", b"    exit: published-in-error\n    no-replacement: true\n", State.WITHDRAWN),
    ("supersede", b"    successor: way-home\n", State.SUPERSEDED),
]


@pytest.mark.parametrize(("kind", "how", "state"), WAYS_OUT)
def test_a_withdrawal_or_a_replacement_that_is_not_named_stays(
    kind: str, how: bytes, state: State
) -> None:
    """Fails if ``_stop`` asks for the names of suspensions alone."""
    files = ended(kind, how)
    found = judged(files)
    assert found.assessment is not None
    standing = found.assessment.standings["calm-transfer"]
    assert (standing.state, standing.stops) == (state, (ENDED,))
    assert "DEC010" in {one.code.id for one in found.findings if one.path == AGAIN}
    files[AGAIN] += f"    lifts: [{ENDED}]\n".encode()
    found = judged(files)
    assert found.assessment is not None
    assert found.assessment.standings["calm-transfer"].in_force


def test_of_two_stops_both_must_be_named() -> None:
    files = twice()
    files[STOP] = SUSPENDED
    files[STOP.replace("08-01", "08-03")] = SUSPENDED.replace(b"08-01", b"08-03")
    files[AGAIN] += LIFTS
    found = judged(files)
    assert found.assessment is not None
    assert found.assessment.standings["calm-transfer"].state is State.SUSPENDED
    files[AGAIN] = files[AGAIN].replace(
        LIFTS, LIFTS.replace(b"]", b", suspend--calm-transfer--2025-08-03]")
    )
    found = judged(files)
    assert found.assessment is not None
    assert found.assessment.standings["calm-transfer"].in_force


def test_a_stop_dated_back_is_not_lifted_by_an_endorsement_that_did_not_know_it() -> None:
    """It was written down after the endorsement, with a day before it."""
    files = twice()
    files[STOP.replace("08-01", "09-01")] = SUSPENDED.replace(b"08-01", b"09-01")
    found = judged(files)
    assert found.assessment is not None
    assert found.assessment.standings["calm-transfer"].state is State.SUSPENDED


@pytest.mark.parametrize(
    "day", ["1900-01-01", "2024-08-01", "2025-03-03", "2025-03-04", "2025-08-01"]
)
def test_a_stop_on_whatever_day_of_what_replaced_a_text_brings_no_error(day: str) -> None:
    """An emergency stop with a wrong year in it is published all the same."""
    files = base()
    withdrawal = "registry/decisions/board-2025-03-04--3.yaml"
    given = files[withdrawal].replace(b"no-replacement: true", b"successor: calm-transfer")
    files[withdrawal] = given
    assert judged(files).errors == ()
    stop = SUSPENDED.replace(b"2025-08-01", day.encode())
    files[f"registry/decisions/suspend--calm-transfer--{day}.yaml"] = stop
    found = judged(files)
    assert [(one.code.id, one.message) for one in found.errors] == []
    assert found.assessment is not None
    assert found.assessment.standings["calm-transfer"].state is State.SUSPENDED
    assert "EXI003" in {one.code.id for one in found.findings}
