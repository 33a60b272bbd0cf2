"""What falls due, whose it is, and which meeting can still decide it in time."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from handbook.assess.due.meetings import GroupPowers, ScheduledMeeting, group_powers, meetings_ahead
from handbook.assess.due.model import Due
from handbook.assess.words import DueKind, State
from handbook.assess.workflow import DecisionKind
from handbook.source.dates import DateProblem, add_months, day_or_none, long_date
from handbook.types.known import KnownType

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import date

    from handbook.assess.settings.model import Settings
    from handbook.assess.standing.model import Standing
    from handbook.link import Registry
    from handbook.load.model import Record
    from handbook.types.model import StaleDate

_PUTS_OFF = frozenset({DecisionKind.EXTEND, DecisionKind.ENDORSE})

DECIDES: Mapping[str, frozenset[str]] = {
    DueKind.REVIEW: frozenset({DecisionKind.REVIEW, *_PUTS_OFF}),
    DueKind.EXPIRY: _PUTS_OFF,
    DueKind.SUSPENSION: frozenset({DecisionKind.ENDORSE}),
}
"""The kinds of decision that answer what is due. What is not here needs no meeting."""

BY: Mapping[str, str] = {
    DueKind.REVIEW: "Review by",
    DueKind.EXPIRY: "Endorsed until",
    DueKind.CONSULTATION: "Open for comment until",
    DueKind.SUSPENSION: "to be ratified by",
}
"""What each kind of day means, before the day; a content type may have its own words for its own.
"""

WAS: Mapping[str, str] = {
    DueKind.REVIEW: "Review was due",
    DueKind.EXPIRY: "Was endorsed until",
    DueKind.CONSULTATION: "Was open for comment until",
}
"""The same of a day that has passed."""


def falling_due(
    registry: Registry,
    standings: Mapping[str, Standing],
    today: date,
    settings: Settings,
    beside: Iterable[Due] = (),
) -> tuple[Due, ...]:
    """Everything that somebody must act on, soonest first, however far ahead.

    ``beside`` is what follows from elsewhere, such as records that have not come.
    What was stopped, or cannot be told, has no day of its own to wait for: it is due today.
    """
    powers = group_powers(registry, standings, settings)
    deciders = _Deciders(registry, powers, today, meetings_ahead(registry, today, settings))
    dues = [
        *_documents(registry, standings, deciders, today),
        *_unsettled(registry, standings, deciders, today),
        *_stale(registry, today),
        *beside,
    ]
    return tuple(sorted(dues, key=lambda due: (due.on, due.owner, due.what, due.record)))


def _documents(
    registry: Registry,
    standings: Mapping[str, Standing],
    deciders: _Deciders,
    today: date,
) -> Iterator[Due]:
    """Reviews and expiries of what is in force or ran out, and consultations that close.

    What has lapsed waits for a decision on its expiry, whenever its review was due.
    """
    for document, standing in standings.items():
        record = registry.records[document]
        owner = str(record.get("owner", ""))
        live = standing.timeliness is not None
        for what, on in ((DueKind.REVIEW, standing.review_due), (DueKind.EXPIRY, standing.expires)):
            over = what == DueKind.REVIEW and standing.state is State.LAPSED
            if live and on is not None and not over:
                groups, able, too_late = deciders.of(record, DECIDES[what], on)
                days = (on - today).days
                yield Due(what, document, owner, on, days, able, too_late, groups=groups)
        closes = standing.consultation.closes if standing.consultation else None
        if closes is not None:
            yield Due(DueKind.CONSULTATION, document, owner, closes, (closes - today).days)


def _unsettled(
    registry: Registry,
    standings: Mapping[str, Standing],
    deciders: _Deciders,
    today: date,
) -> Iterator[Due]:
    """What was suspended until a group decides, and what nobody can tell the standing of."""
    for document, standing in standings.items():
        record, stop = registry.records[document], standing.state_event
        owner = str(record.get("owner", ""))
        if standing.state is State.UNKNOWN:
            why = "; ".join(standing.why)
            yield Due(DueKind.UNKNOWN, document, owner, today, 0, why=why, dated=False)
        elif standing.state is State.SUSPENDED and stop is not None:
            ratify = None if stop.ratified_by else stop.ratify_by
            on = ratify or today
            groups, able, too_late = deciders.of(record, DECIDES[DueKind.SUSPENSION], ratify)
            yield Due(
                DueKind.SUSPENSION, document, owner, on, (on - today).days, able, too_late,
                since=stop.effective, dated=ratify is not None, groups=groups,
            )  # fmt: skip


@dataclass(slots=True)
class _Deciders:
    """The meetings to come, and the groups that may decide about each type of document.

    Which groups may is worked out once for a type and its kinds of decision, not for a document;
    the terms of groups alone are each a matter of their own, as a group may be left with no power
    but to endorse its own again.
    """

    registry: Registry
    powers: GroupPowers
    today: date
    meetings: tuple[ScheduledMeeting, ...]
    theirs: dict[
        tuple[str, frozenset[str]], tuple[tuple[str, ...], tuple[ScheduledMeeting, ...]]
    ] = field(default_factory=dict)

    def of(
        self, document: Record, kinds: frozenset[str], on: date | None
    ) -> tuple[tuple[str, ...], tuple[str, ...], str]:
        """Groups that can take such a decision, their meetings by ``on``, or why there is none."""
        of_a_group = self.registry.types[document.type].has("group")
        key = document.id if of_a_group else document.type, kinds
        if key not in self.theirs:
            groups = self.powers.groups(document, kinds, self.today + timedelta(days=1))
            able = (meeting for meeting in self.meetings if meeting.group in groups)
            self.theirs[key] = groups, tuple(sorted(able, key=lambda m: (m.on, m.id)))
        groups, meetings = self.theirs[key]
        return groups, *_deciding(self.registry, document.type, groups, on, meetings, self.today)


def _deciding(
    registry: Registry,
    type_name: str,
    groups: tuple[str, ...],
    on: date | None,
    theirs: tuple[ScheduledMeeting, ...],
    today: date,
) -> tuple[tuple[str, ...], str]:
    """The meetings that can decide in time, soonest first, or why there is none.

    Where there is no day to be in time for, every meeting to come is.
    """
    if not groups:
        plural = registry.types[type_name].plural.lower()
        return (), f"no group's terms of reference let it decide about {plural}"
    open_to_papers = [m for m in theirs if m.papers >= today]
    in_time = tuple(m.id for m in open_to_papers if on is None or m.on <= on)
    if in_time:
        return in_time, ""
    names = " or ".join(registry.label(group) for group in groups)
    if on is None:
        gone = "the papers have already gone out for every scheduled meeting of the "
        return (), f"{gone if theirs else 'no meeting is scheduled of the '}{names}"
    if on < today:
        start = "its date has passed"
    elif any(m.on <= on for m in theirs):
        start = "the papers have already gone out for the last meeting before that date"
    else:
        start = f"no meeting of the {names} is scheduled on or before that date"
    if not open_to_papers:
        return (), f"{start}; no later one is scheduled"
    following = open_to_papers[0]
    when = f"{long_date(following.on)} ({registry.label(following.group)})"
    return (), f"{start}; the next meeting that can decide is on {when}"


def _stale(registry: Registry, today: date) -> Iterator[Due]:
    """What a type's schema says goes stale, and when (``x-stale``): actions, funding, checks.

    Where the record names no post that must act, the network's coordinator must; a post of a
    network without one looks after itself.
    """
    coordinator = coordinator_of(registry)
    for kind in registry.types.values():
        for mark in kind.stale:
            for record in registry.of_type(kind.name):
                on = stale_on(mark, record.data)
                if on is not None:
                    owner = str(record.get(mark.owner, "")) or coordinator
                    if not owner and record.type == KnownType.POST:
                        owner = record.id
                    days = (on - today).days
                    yield Due(mark.what, record.id, owner, on, days, by=mark.by, was=mark.was)


def coordinator_of(registry: Registry) -> str:
    """The post that coordinates the network; empty if it names none."""
    network = registry.network()
    return str(network.get("coordinator") or "") if network else ""


def stale_on(mark: StaleDate, data: Mapping[str, Any]) -> date | None:
    """The day on which a record goes stale; ``None`` where nothing is awaited.

    A day so late that no calendar has its end is as good as none.
    """
    written = day_or_none(data.get(mark.field))
    if written is None or any(data.get(name) not in (None, "", []) for name in mark.until):
        return None
    try:
        return add_months(written, mark.months - mark.before)
    except DateProblem:
        return None
