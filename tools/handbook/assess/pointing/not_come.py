"""What of the records that must come by a schedule has not come: whose turn it is, and by when."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from handbook.assess.due.derive import coordinator_of
from handbook.assess.due.model import Due

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date

    from handbook.assess.pointing.model import Awaited
    from handbook.link import Registry

_SHOWN = 5
"""So many are named in words; of more, how many there are."""


def not_come(
    registry: Registry, awaited: Mapping[str, Sequence[Awaited]], today: date
) -> Iterator[Due]:
    """What has not come of the periods that are over: for each who is asked, one of a kind.

    It is about whoever must send it, and the champion there acts; where nobody in particular must
    send it, it is about the record for which it must come, and its owner acts. Where no such post
    is named, the network's coordinator does. Its day is that of the oldest.
    """
    lacking: dict[tuple[str, str], list[Awaited]] = {}
    for rows in awaited.values():
        for row in rows:
            if row.ended and not row.came and (row.late or row.due >= today):
                lacking.setdefault((row.whose or row.record, row.what), []).append(row)
    for (subject, what), rows in lacking.items():
        on = min(row.due for row in rows)
        record = registry.records[subject]
        field = "champion" if rows[0].whose else "owner"
        owner = str(record.get(field) or "") or coordinator_of(registry)
        what_for = tuple(dict.fromkeys(row.record for row in rows))
        yield Due(
            what, subject, owner, on, (on - today).days,
            why=f"not come: {lacking_in_words(registry, rows)}",
            by=f"{what.capitalize()} to come by", was=f"{what.capitalize()} was to come by",
            awaited=what_for,
        )  # fmt: skip


def lacking_in_words(registry: Registry, rows: Iterable[Awaited], *, senders: bool = False) -> str:
    """What is lacking in words: for what and which periods; with ``senders``, from whom."""
    periods: dict[str, list[str]] = {}
    for row in rows:
        subject = row.whose if senders and row.whose else row.record
        periods.setdefault(subject, []).append(row.words)
    named = [f"{registry.label(subject)} ({_some(words)})" for subject, words in periods.items()]
    return _some(named)


def _some(words: Sequence[str]) -> str:
    """The first few, and how many more there are."""
    more = f" and {len(words) - _SHOWN} more" if len(words) > _SHOWN else ""
    return "; ".join(islice(words, _SHOWN)) + more
