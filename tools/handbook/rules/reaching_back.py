"""Endorsements that count from a day before what was held, decided or answered since."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handbook.assess.ledger.event import BINDING
from handbook.rules.minutes import held
from handbook.rules.reading import choices, rows, word
from handbook.types.known import KnownType

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from handbook.load.model import Record
    from handbook.rules.comparison import Branch

_SHOWN = 3
_NEVER = "9999"
"""Later than any day that can be read, for what names none."""


def reaching_back(branch: Branch, decision: Record) -> str:
    """That a new decision endorses as of a day before others that rest on it, in words.

    Terms of reference would say anew who could decide at meetings that were held since, and any
    text would be said to have applied when it was decided about, or answered about, without it.
    Empty where nothing on the base is later.
    """
    if decision.get("kind") not in BINDING:
        return ""
    day = _day(decision, branch.head.loaded.records)
    documents = _documents(decision)
    meetings = [
        record
        for record in branch.base.loaded.records
        if held(record) and word(record.data, "group") in documents
    ]
    later = _since(day, meetings, ())
    fault = "terms of reference are endorsed as of a day before meetings that were held"
    if not later:
        answers = [
            record
            for record in branch.base.loaded.records
            if (record.type == KnownType.DECISION and documents & _documents(record))
            or (record.type == KnownType.ADOPTION and word(record.data, "document") in documents)
        ]
        later = _since(day, answers, branch.base.loaded.records)
        fault = "a text is endorsed as of a day before what was decided or answered about it since"
    return f"{fault}: {choices(later, _SHOWN)}" if later else ""


def _since(day: str, records: Iterable[Record], all_records: Iterable[Record]) -> list[str]:
    """The ids of the records that are of a later day."""
    known = tuple(all_records)
    return sorted(record.id for record in records if _day(record, known, never="") > day)


def _day(record: Record, records: Iterable[Record], never: str = _NEVER) -> str:
    """The day from which a record counts: the one that it names, or else that of its meeting."""
    meeting: Mapping[str, object] = next(
        (other.data for other in records if other.id == record.get("meeting")), {}
    )
    days = (record.get("effective"), record.get("date"), meeting.get("date"))
    return next((str(each) for each in days if each is not None), never)


def _documents(decision: Record) -> frozenset[str]:
    return frozenset(word(row, "document") for _, row in rows(decision.data, "documents")) - {""}
