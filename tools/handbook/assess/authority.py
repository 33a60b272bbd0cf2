"""Whether those who made a decision could make it: their terms, their quorum, others' views.

A group is judged by its terms of reference as they were in force on the day of the decision: the
sealed text, by what had been decided *before* that day. So no later decision changes what an
earlier one was worth, and no decision gives itself its own authority. Until the group that the
network was constituted with has terms in force, it acts under the constituting act, which lets it
decide anything; its quorum is then that of the first terms it endorsed, or of its working text.

``docs/authority.md`` says all this in words for people.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from handbook.assess.belief import BINDING, UnbelievableError, sort_key
from handbook.assess.quorum import required_seats, seating, shortfall
from handbook.assess.ratify import ratified
from handbook.assess.seals import fault
from handbook.assess.settings import read_settings
from handbook.assess.standing import standing
from handbook.assess.workflow import WORKFLOW
from handbook.source.dates import DateProblem, long_date, parse_date

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date

    from handbook.assess.model import Event
    from handbook.link import Registry
    from handbook.load.model import Record


@dataclass(frozen=True, slots=True)
class Terms:
    """The terms of reference that a group is held to on a day."""

    group: str
    label: str
    data: Mapping[str, Any]
    founding: bool
    """It acts under the act that constituted the network, and has no terms in force yet."""

    def allow(self, kind: str, type_name: str) -> bool:
        """Whether the group may take this kind of decision about this type of document."""
        if self.founding:
            return True
        return any(
            kind in (power.get("kinds") or ()) and type_name in (power.get("types") or ())
            for power in self.data.get("authority") or ()
        )

    def clauses(self, type_name: str) -> tuple[str, ...]:
        """What the terms say about such documents; all they say, if that is nothing."""
        powers = self.data.get("authority") or ()
        near = [power for power in powers if type_name in (power.get("types") or ())]
        return tuple(str(p["clause"]) for p in near or powers if p.get("clause"))


@dataclass(slots=True)
class Bench:
    """What has been decided so far, day by day, and by it whether the next decision can be."""

    registry: Registry
    events: dict[str, list[Event]] = field(default_factory=dict)
    doubted: dict[str, list[tuple[date | None, str]]] = field(default_factory=dict)
    """Why a document cannot be told, with the day of the decision that is not believed."""
    known: dict[tuple[str, date], Terms | str] = field(default_factory=dict)

    def terms(self, group: str, day: date) -> Terms:
        """The terms of a group in force on ``day``; everything before that day is known.

        Raises ``UnbelievableError`` if there are none.
        """
        key = (group, day)
        if key not in self.known:
            self.known[key] = self._terms(group, day)
        found = self.known[key]
        if isinstance(found, str):
            raise UnbelievableError(found, "authority")
        return found

    def _terms(self, group: str, day: date) -> Terms | str:
        registry = self.registry
        record, label = registry.records[group], registry.label(group)
        start = f"is by the {label}, which"
        if _day(record.get("retired"), day) <= day:
            return f"{start} had been ended by {long_date(day)}"
        before = [e for e in self.events.get(group, ()) if e.decided < day]
        doubts = [why for on, why in self.doubted.get(group, ()) if on is None or on < day]
        founded = (registry.network() or record).get("constituted") or {}
        if founded.get("group") == group and not doubts:
            if not any(event.kind in BINDING for event in before):
                return Terms(group, label, self._first_terms(record), founding=True)
        seals = {v: seal for (d, v), seal in registry.seals.items() if d == group}
        settings = read_settings(registry.network())
        held = standing(
            group, ratified(before, self), seals, lambda _: "", day, settings, doubts
        )
        if not held.in_force or held.version not in seals:
            return (
                f"{start} had no terms of reference in force on {long_date(day)}"
                f" (they were {held.state})"
            )
        return Terms(group, label, seals[held.version].record.data, founding=False)

    def _first_terms(self, record: Record) -> Mapping[str, Any]:
        """The first terms that the founding group endorsed for itself, or its working text."""
        named = [
            (str(decision.get("meeting")), str(entry.get("version")))
            for decision in self.registry.of_type("decision")
            if decision.get("kind") in BINDING
            for entry in decision.get("documents") or ()
            if entry.get("document") == record.id
        ]
        for _, version in sorted(named):
            seal = self.registry.seals.get((record.id, version))
            if seal is not None and not fault(seal):
                return seal.record.data
        return record.data

    def judge(self, decision: Record, event: Event, type_name: str) -> None:
        """Raise ``UnbelievableError`` if those who decided could not; ``""`` is no document."""
        if not event.group:
            self._judge_post(event)
            return
        terms = self.terms(event.group, event.decided)
        if type_name:
            _check_power(self.registry, terms, event, type_name)
            if event.kind == "extend" and self._extended(event):
                _check_second(self.registry, terms, type_name)
        meeting = self.registry.records[event.meeting]
        _check_quorum(terms, decision, meeting, event)

    def _judge_post(self, event: Event) -> None:
        """Only the posts that the settings name may stop a document; all, if they name none."""
        allowed = read_settings(self.registry.network()).suspension_posts
        if event.kind == "suspend" and allowed and event.post not in allowed:
            names = ", ".join(self.registry.label(post) for post in allowed)
            raise UnbelievableError(
                f"is by the post {self.registry.label(event.post)}; the network's settings let"
                f" only these stop a document: {names}",
                "authority",
            )

    def _extended(self, event: Event) -> bool:
        """Whether the last thing that moved the review date was an extension, too."""
        moved = [
            earlier.kind
            for earlier in sorted(self.events.get(event.document, ()), key=sort_key)
            if earlier.decided < event.decided
            and (
                earlier.kind in BINDING
                or earlier.kind == "extend"
                or earlier.outcome in ("no-change", "minor")
            )
        ]
        return moved[-1:] == ["extend"]

    def check_medicines(self, event: Event, same_day: Iterable[Event]) -> None:
        """Content with medicines is endorsed only once the groups for medicines have spoken.

        Each must have taken a decision about the document, one that binds nothing will do, not
        later than the endorsement and after the endorsement before it.
        """
        settings = read_settings(self.registry.network())
        if not WORKFLOW[event.kind].seals or not settings.medicines_groups:
            return
        seal = self.registry.seals[event.document, event.version]
        if seal.record.data.get("medicines") is not True:
            return
        if settings.medicines_since is not None and event.decided < settings.medicines_since:
            return
        earlier = self.events.get(event.document, [])
        last = max((e.decided for e in earlier if e.kind in BINDING), default=None)
        views = [*earlier, *(e for e in same_day if e.document == event.document)]
        for group in settings.medicines_groups:
            if group != event.group and not any(
                view.group == group and (last is None or view.decided > last) for view in views
            ):
                since = f" since {long_date(last)}" if last else ""
                raise UnbelievableError(
                    f"endorsed a text with medicines in it, and the {self.registry.label(group)}"
                    f" had recorded no view of it{since} by {long_date(event.decided)}",
                    "medicines",
                )


def _check_power(registry: Registry, terms: Terms, event: Event, type_name: str) -> None:
    if terms.allow(event.kind, type_name):
        return
    plural = registry.types[type_name].plural.lower()
    raise UnbelievableError(
        f"is beyond what the {terms.label} may do: its terms of reference in force on"
        f" {long_date(event.decided)} do not let it {WORKFLOW[event.kind].phrase} {plural}."
        f" {_quoted(terms.clauses(type_name))}",
        "authority",
    )


def _check_second(registry: Registry, terms: Terms, type_name: str) -> None:
    if terms.allow("endorse", type_name):
        return
    plural = registry.types[type_name].plural.lower()
    raise UnbelievableError(
        "extends the review date a second time in a row, which only a group that may endorse"
        f" {plural} can do, and the {terms.label} may not. {_quoted(terms.clauses(type_name))}",
        "authority",
    )


def _check_quorum(terms: Terms, decision: Record, meeting: Record, event: Event) -> None:
    """Enough seats were filled for the item, in the way in which the group came to decide."""
    item: Mapping[str, Any] = next(
        (i for i in meeting.get("agenda") or () if str(i.get("item")) == event.item), {}
    )
    recused = {str(row.get("seat")) for row in item.get("recused") or ()}
    sat = seating(terms.data, meeting.get("attendance") or (), recused)
    quorum = terms.data.get("quorum") or {}
    clauses: Sequence[str] = [str(quorum["clause"])] if quorum.get("clause") else []
    way = meeting.get("held-as")
    if way in _SPECIAL:
        rule = terms.data.get(str(way))
        if not isinstance(rule, Mapping):
            raise UnbelievableError(
                f"was made by {_SPECIAL[str(way)]}, which the terms of reference of the"
                f" {terms.label} in force on {long_date(event.decided)} do not allow."
                f" {_quoted(clauses)}",
                "authority",
            )
        clauses = [str(rule["clause"])] if rule.get("clause") else clauses
        if event.kind not in rule.get("kinds", (event.kind,)):
            raise UnbelievableError(
                f"was made by {_SPECIAL[str(way)]}, by which the {terms.label} may not"
                f" {WORKFLOW[event.kind].phrase} documents. {_quoted(clauses)}",
                "authority",
            )
    if way == "chairs-action":
        lacking = shortfall({"seats": [rule.get("seat")]}, (), sat)
    else:
        lacking = shortfall(quorum, required_seats(terms.data), sat)
        if way == "written-resolution":
            lacking = (*lacking, *shortfall(rule, (), sat))
    if lacking or not quorum:
        told = "; ".join(dict.fromkeys(lacking)) or "its terms name no quorum"
        missing = f". Not counted: {sat.missing()}" if sat.absent else ""
        raise UnbelievableError(
            f"was made when the {terms.label} was not quorate for item {event.item}: {told}"
            f"{missing}. {_quoted(clauses)}",
            "quorum",
        )


_SPECIAL = {"written-resolution": "written resolution", "chairs-action": "chair's action"}


def _quoted(clauses: Sequence[str]) -> str:
    """The words of the terms, or that there are none."""
    said = " ".join(f"“{clause.strip()}”" for clause in clauses)
    return f"The terms say: {said}" if said else "The terms say nothing more"


def _day(value: object, day: date) -> date:
    """A day, or one after ``day`` if there is none."""
    try:
        return parse_date(str(value))
    except DateProblem:
        return day + timedelta(days=1)


def must_ratify_by(event: Event, bench: Bench, meeting: Record | None) -> Iterator[date]:
    """The last day on which a decision made without a meeting can be ratified."""
    if event.kind == "suspend" and not event.group:
        days = read_settings(bench.registry.network()).suspension_days
        yield event.decided + timedelta(days=days)
    elif meeting is not None and meeting.get("held-as") == "chairs-action":
        rule = bench.terms(event.group, event.decided).data["chairs-action"]
        yield event.decided + timedelta(days=int(rule.get("ratify-within-days", 0)))
