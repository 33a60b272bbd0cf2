"""What a column of a list can show that stands in no field: ``types.listing.VALUES`` names them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handbook.assess.words import COVERAGE
from handbook.render.adoption.records import record_label, record_mark
from handbook.render.cover.service import check_in_short
from handbook.render.markdown.writing import Md, inline, small, written_date
from handbook.render.pages.linked import KINDS, progress_of, score_words
from handbook.types.declaring.score import product

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from handbook.load.model import Record
    from handbook.render.context import Context


def _answer(context: Context, here: str, record: Record) -> Md:
    link = context.link(here, record.id, record_label(record))
    return Md(f"{link} {record_mark(context, here, record)}")


def _coverage(context: Context, _here: str, record: Record) -> Md:
    coverage = context.assessment.coverage.get(record.id)
    counts = coverage.counts() if coverage else {}
    numbers = ((counts.get(extent, 0), word) for extent, word in COVERAGE.items())
    return inline(", ".join(f"{number} {word.label.lower()}" for number, word in numbers if number))


def _decided(context: Context, here: str, record: Record) -> Md:
    did = small(KINDS.get(str(record.get("kind")), ""))
    return Md(f"{context.link(here, record.id)} {did}".strip())


def _decided_on(context: Context, _here: str, record: Record) -> Md:
    return written_date(decided_on(context, record))


def decided_on(context: Context, record: Record) -> str:
    """The day of a decision (ISO), or of the meeting that made it; empty if neither is known."""
    return str(record.get("date") or context.value(str(record.get("meeting")), "date"))


def _progress(context: Context, _here: str, record: Record) -> Md:
    return inline(progress_of(context, record.id).words)


def _score(context: Context, _here: str, record: Record) -> Md:
    return inline(score_words(context, record.id))


def _score_order(context: Context, record: Record) -> str:
    score = context.kind(record).score
    number = product(score, record.data) if score else None
    return "" if number is None else f"{number:09d}"


SHOWN: Mapping[str, Callable[[Context, str, Record], Md]] = {
    "answer": _answer,
    "checked": lambda context, _here, record: check_in_short(context, record),
    "coverage": _coverage,
    "score": _score,
    "decided": _decided,
    "decided-on": _decided_on,
    "progress": _progress,
}
SORTED: Mapping[str, Callable[[Context, Record], str]] = {
    "decided-on": decided_on,
    "score": _score_order,
}
"""Those that a list can be sorted by."""
