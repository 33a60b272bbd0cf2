"""An answer with a fault is held back with the pair it speaks of, and stops nothing else."""

from __future__ import annotations

from datetime import date

import pytest

from handbook.assess.adoption.model import Position
from handbook.assess.words import Local, State
from handbook.check import Checked, check
from handbook.history import NO_HISTORY
from handbook.load import MemoryTree
from handbook.quarantine import held_back, quarantine
from handbook.rules.examples import base

TODAY = date(2026, 1, 15)
MARKER = b"<<<<<<< HEAD\n"
FOLDER = "registry/adoptions"
NAME = "moorside-hospice--calm-transfer--2025-04-01"
DECISION = "registry/decisions/board-2025-03-04--1.yaml"
ANSWER = f"""\
id: {NAME}
organisation: moorside-hospice
document: calm-transfer
version: "1.0"
answer: adopted
date: 2025-04-01
by: lead-nurse
"""


def checked(**files: bytes) -> Checked:
    """The small registry with more files in its folders; ``__`` in a name stands for ``/``."""
    whole = base() | {f"registry/{name}": raw for name, raw in files.items()}
    return check(MemoryTree(whole), today=TODAY, history=NO_HISTORY)


def stopped(path: str, raw: bytes) -> bool:
    found = quarantine(checked(**{path: raw}))
    return any("may be a decision" in said for said in found.blocking)


def published(found: Checked, document: str = "calm-transfer") -> Position:
    """The hospice's position as it is published."""
    sorted_out = quarantine(found)
    assert sorted_out.blocking == ()
    assert found.assessment is not None
    after = held_back(found.assessment, sorted_out.reasons)
    return after.adoption.positions["moorside-hospice", document]


def test_a_sound_answer_is_published() -> None:
    assert published(checked(**{f"adoptions/{NAME}.yaml": ANSWER.encode()})).local is Local.ADOPTED


@pytest.mark.parametrize(
    "raw",
    [
        MARKER,
        ANSWER.encode() + MARKER,
        ANSWER.replace("answer: adopted", "answer: perhaps").encode(),
        ANSWER.replace('"1.0"', '"7.0"').encode(),
        ANSWER.replace("lead-nurse", "nobody-known").encode(),
        ANSWER.replace("2025-04-01", "2027-04-01").replace(NAME[:-10] + "2027", NAME[:-10] + "2025")
        .encode(),
    ],
    ids=["nothing to read", "spoilt", "no such answer", "no such version", "no such post", "date"],
)  # fmt: skip
def test_a_faulty_answer_cannot_be_told_and_stops_nothing(raw: bytes) -> None:
    found = checked(**{f"adoptions/{NAME}.yaml": raw})
    assert list(quarantine(found).reasons) == [NAME]
    assert published(found).local is Local.UNKNOWN
    assert published(found, "way-home").local is not Local.ADOPTED


def test_whatever_an_answer_is_held_back_for_it_cannot_be_told() -> None:
    """Fails if what is held back is not told to those who work out adoption."""
    found = checked(**{f"adoptions/{NAME}.yaml": ANSWER.encode()})
    assert found.assessment is not None
    after = held_back(found.assessment, {NAME: "it cannot be trusted"})
    assert after.adoption.positions["moorside-hospice", "calm-transfer"].local is Local.UNKNOWN


def test_the_document_itself_stays_as_it_was() -> None:
    found = checked(**{f"adoptions/{NAME}.yaml": MARKER})
    assert found.assessment is not None
    after = held_back(found.assessment, quarantine(found).reasons)
    assert after.standings["calm-transfer"].state is State.IN_FORCE


def test_an_answer_about_a_spoilt_document_is_an_answer_all_the_same() -> None:
    guideline = base()["registry/guidelines/calm-transfer.md"] + MARKER
    found = checked(**{f"adoptions/{NAME}.yaml": MARKER, "guidelines/calm-transfer.md": guideline})
    assert published(found).local is Local.UNKNOWN


class TestAnythingElseMayBeADecision:
    """Fails if a name with two hyphens in this folder is an answer whatever else it says."""

    @pytest.mark.parametrize(
        "name",
        [
            "board-2025-03-04--1",
            "suspend--way-home--2026-01-10",
            "correct--calm-transfer--2026-01-10",
            "moorside-hospice--calm-transfer",
            "moorside-hospice--calm-transfer--1",
            "moorside-hospice--nothing-known--2025-04-01",
            "moorside-hospice--lead-nurse--2025-04-01",
            "nobody-known--calm-transfer--2025-04-01",
            "lead-nurse--calm-transfer--2025-04-01",
        ],
    )
    def test_by_its_name(self, name: str) -> None:
        assert stopped(f"adoptions/{name}.yaml", MARKER)

    def test_by_what_it_says(self) -> None:
        assert stopped(f"adoptions/{NAME}.yaml", base()[DECISION])

    @pytest.mark.parametrize("folder", ["posts", "guidelines", "adoptions/more", "answers"])
    def test_by_its_place(self, folder: str) -> None:
        assert stopped(f"{folder}/{NAME}.yaml", MARKER)

    @pytest.mark.parametrize("ending", [".yml", ".txt", ".md"])
    def test_by_its_ending(self, ending: str) -> None:
        assert stopped(f"adoptions/{NAME}{ending}", MARKER)

    def test_where_an_organisation_is_called_like_a_kind_of_decision(self) -> None:
        hospice = base()["registry/organisations/moorside-hospice.yaml"]
        found = checked(
            **{
                "organisations/suspend.yaml": hospice.replace(b"moorside-hospice", b"suspend"),
                "adoptions/suspend--way-home--2026-01-10.yaml": MARKER,
            }
        )
        assert any("may be a decision" in said for said in quarantine(found).blocking)
