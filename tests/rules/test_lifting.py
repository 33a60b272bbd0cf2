"""A stop is lifted by endorsing again, and by nothing else; the very same text will do."""

from __future__ import annotations

from datetime import date

from handbook.assess.words import State
from handbook.check import Checked, check
from handbook.history import NO_HISTORY
from handbook.load.tree import MemoryTree
from handbook.rules.examples import example

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


def test_the_same_text_endorsed_again_after_a_stop_is_in_force_and_no_error() -> None:
    twice = example("DEC005", "bad")
    assert twice is not None
    files = dict(twice.files)
    assert [one.code.id for one in judged(files).errors] == ["DEC005"]
    files["registry/decisions/suspend--calm-transfer--2025-08-01.yaml"] = SUSPENDED
    found = judged(files)
    assert not found.errors
    assert found.assessment is not None
    standing = found.assessment.standings["calm-transfer"]
    assert (standing.state, standing.version) == (State.IN_FORCE, "1.0")
    assert standing.event is not None
    assert standing.event.decision == "board-2025-09-02--1"
