"""What falls due, put together by the record that it is about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handbook.assess.due.model import Due
from handbook.assess.words import DueKind
from handbook.remind.model import Matter

if TYPE_CHECKING:
    from collections.abc import Iterable

    from handbook.assess.model import Assessment

LEDGER = "*"
"""Stands for the decisions as a whole, as it does in ``Assessment.distrust``."""
_LEDGER_TITLE = "The decisions of this register"


def matters(assessment: Assessment, within: int) -> tuple[Matter, ...]:
    """Every record of which something falls due, most urgent first.

    What falls due within so many days is ``pressing``; all that falls due within the network's
    longest horizon is there. Where the decisions as a whole cannot be believed, nothing about any
    document can be: one matter, for the coordinator, then stands for all of them.
    """
    far = max(within, *assessment.settings.horizons)
    by_record: dict[str, list[Due]] = {}
    for item in _believed(assessment):
        if item.days <= far:
            by_record.setdefault(item.record, []).append(item)
    gathered = (
        Matter(
            key,
            _LEDGER_TITLE if key == LEDGER else assessment.registry.label(key),
            next((item.owner for item in items if item.owner), ""),
            tuple(sorted(items, key=_by_day)),
            any(item.days <= within for item in items),
        )
        for key, items in by_record.items()
    )
    return tuple(sorted(gathered, key=lambda matter: (_by_day(matter.items[0]), matter.key)))


def _believed(assessment: Assessment) -> Iterable[Due]:
    why = assessment.distrust.get(LEDGER)
    if why is None:
        return assessment.due
    beside = [item for item in assessment.due if item.record not in assessment.standings]
    today, owner = assessment.today, coordinator_of(assessment)
    return [Due(DueKind.UNKNOWN, LEDGER, owner, today, 0, why=why, dated=False), *beside]


def coordinator_of(assessment: Assessment) -> str:
    """The post that coordinates the network; empty if it names none."""
    network = assessment.registry.network()
    return str(network.get("coordinator") or "") if network else ""


def is_vacant(assessment: Assessment, post: str) -> bool:
    """Whether nobody holds a post, or there is no such post."""
    record = assessment.registry.records.get(post)
    return record is None or record.get("vacant-since") is not None


def _by_day(item: Due) -> tuple[bool, str, str]:
    """What waits for no day comes before all that has one."""
    return item.dated, item.on.isoformat(), item.what
