"""Which meetings are still to come, and which groups may take which decisions at them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from handbook.assess.authority.judge import AuthorityLedger
from handbook.assess.ledger.event import UnbelievableError
from handbook.assess.workflow import DecisionKind
from handbook.source.dates import day_or_none
from handbook.types.known import KnownType

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from handbook.assess.authority.terms import Terms
    from handbook.assess.settings.model import Settings
    from handbook.assess.standing.model import Standing
    from handbook.link import Registry
    from handbook.load.model import Record


@dataclass(frozen=True, slots=True)
class ScheduledMeeting:
    """A meeting that is still to come, with the day by which its papers must be in."""

    id: str
    group: str
    on: date
    papers: date


def meetings_ahead(
    registry: Registry, today: date, settings: Settings
) -> tuple[ScheduledMeeting, ...]:
    """Every scheduled meeting from ``today`` on, soonest first."""
    return tuple(sorted(_meetings(registry, today, settings), key=lambda m: (m.on, m.id)))


def _meetings(registry: Registry, today: date, settings: Settings) -> Iterator[ScheduledMeeting]:
    for record in registry.of_type(KnownType.MEETING):
        on = day_or_none(record.get("date"))
        if record.get("state") == "scheduled" and on is not None and on >= today:
            papers = papers_day(record, on, settings)
            yield ScheduledMeeting(record.id, str(record.get("group")), on, papers)


def papers_day(meeting: Record, on: date, settings: Settings) -> date:
    """The day by which the papers of a meeting held ``on`` a day must be in."""
    given = day_or_none(meeting.get("papers-due"))
    return given or on - timedelta(days=settings.papers_days)


@dataclass(frozen=True, slots=True)
class GroupPowers:
    """Which groups may take which decisions on a day: the judgement that decisions are held to.

    A group speaks by its sealed terms in force; the founding group, until it has any, by the act
    that constituted the network. Terms that nobody endorsed give nothing.
    """

    registry: Registry
    ledger: AuthorityLedger

    def on(self, group: str, day: date) -> Terms | None:
        """The terms that a group will be held to on a day; ``None`` if it can decide nothing."""
        try:
            return self.ledger.terms(group, day)
        except UnbelievableError:
            return None

    def why_not(self, group: str, day: date) -> str:
        """Why a group can decide nothing on a day, in words; empty if it can."""
        try:
            self.ledger.terms(group, day)
        except UnbelievableError as refusal:
            return f"Whatever is decided on that day {refusal}"
        return ""

    def may(self, group: str, document: Record, kind: str, day: date) -> bool:
        """Whether a group may take a decision of this kind about a document on a day."""
        terms = self.on(group, day)
        if terms is None or (
            terms.only and (document.id, kind) != (terms.only, DecisionKind.ENDORSE)
        ):
            return False
        return terms.allow(kind, document.type)

    def groups(self, document: Record, kinds: frozenset[str], day: date) -> tuple[str, ...]:
        """The groups that may take one of these kinds of decision about a document."""
        return tuple(
            group.id
            for group in self.registry.with_behaviour("group")
            if any(self.may(group.id, document, kind, day) for kind in kinds)
        )


def group_powers(
    registry: Registry, standings: Mapping[str, Standing], settings: Settings
) -> GroupPowers:
    """The powers of every group, by what was decided about its terms."""
    groups = {group.id for group in registry.with_behaviour("group")} & standings.keys()
    events = {group: list(standings[group].events) for group in groups}
    doubted: dict[str, list[tuple[date | None, str]]] = {
        group: [(None, doubt) for doubt in standings[group].doubts] for group in groups
    }
    return GroupPowers(registry, AuthorityLedger(registry, settings, events, doubted))
