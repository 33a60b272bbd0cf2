"""Whatever happens to the bytes of a ledger, nothing comes back into force by it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from handbook.assess import assess
from handbook.assess.words import State
from handbook.history import NO_HISTORY

if TYPE_CHECKING:
    from handbook.assess.standing.model import Standing

TODAY = date(2026, 11, 23)
SEALED = "registry/_endorsed/going-home/1.0"
WITHDRAWAL = "registry/decisions/board-2026-03-11--2.yaml"
ENDORSEMENT = "registry/decisions/board-2026-03-11--1.yaml"
MEETING = "registry/meetings/board-2026-03-11.yaml"
DAMAGE = settings(
    max_examples=40,
    deadline=None,
    # The files are put back as they were before each example.
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


@pytest.fixture
def withdrawn(files: Any) -> Any:
    """A document that was endorsed and then withdrawn."""
    files.decide("endorse", 1)
    files.decide(
        "withdraw",
        2,
        entry={"exit": "withdrawn", "no-replacement": True},
        reason="It was wrong.",
    )
    return files


def standing(files: Any) -> Standing:
    return assess(files.registry(), NO_HISTORY, TODAY).standings["going-home"]


def damaged(raw: bytes, how: str, at: float, byte: int) -> bytes:
    place = int(at * len(raw))
    if how == "cut short":
        return raw[:place]
    if how == "lost":
        return raw[:place] + raw[place + 1 :]
    if how == "gained":
        return raw[:place] + bytes([byte]) + raw[place:]
    return raw[:place] + bytes([byte]) + raw[place + 1 :]


HOW = st.sampled_from(["cut short", "lost", "gained", "other"])
AT = st.floats(0, 1, exclude_max=True)
BYTES = st.integers(0, 255) | st.sampled_from(list(b"#:- \n'\"{[&*!|>"))


@DAMAGE
@given(how=HOW, at=AT, byte=BYTES)
def test_i8_a_damaged_withdrawal_never_re_endorses(
    withdrawn: Any, how: str, at: float, byte: int
) -> None:
    whole = withdrawn[WITHDRAWAL]
    try:
        withdrawn[WITHDRAWAL] = damaged(whole, how, at, byte)
        assert standing(withdrawn).state in {State.WITHDRAWN, State.UNKNOWN}
    finally:
        withdrawn[WITHDRAWAL] = whole


@pytest.mark.thorough
@DAMAGE
@given(
    name=st.sampled_from([ENDORSEMENT, f"{SEALED}/record.md", f"{SEALED}/seal.yaml", MEETING]),
    how=HOW,
    at=AT,
    byte=BYTES,
)
def test_i1_a_damaged_ledger_never_puts_another_text_in_force(
    files: Any, name: str, how: str, at: float, byte: int
) -> None:
    if ENDORSEMENT not in files:
        files.decide("endorse", 1)
    whole, before = files[name], standing(files)
    text = files.registry().seals["going-home", "1.0"].record
    try:
        files[name] = damaged(whole, how, at, byte)
        found = standing(files)
        if found.in_force:
            seal = files.registry().seals["going-home", found.version]
            assert (found.version, found.digest) == (before.version, before.digest)
            assert seal.record.data == text.data
            assert (seal.record.body or "").strip() == (text.body or "").strip()
    finally:
        files[name] = whole


@pytest.mark.parametrize("lost", [ENDORSEMENT, MEETING, f"{SEALED}/record.md"])
def test_i8_a_file_that_is_lost_never_puts_anything_in_force(withdrawn: Any, lost: str) -> None:
    del withdrawn[lost]
    assert not standing(withdrawn).in_force
