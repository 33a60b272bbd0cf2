"""Whether those who made a decision could make it: their terms, their quorum, others' views.

A group is judged by its terms of reference as they were in force on the day of the decision: the
sealed text, by what had been decided *before* that day. So no later decision changes what an
earlier one was worth, and no decision gives itself its own authority. Until the group that the
network was constituted with has terms in force, it acts under the constituting act, which lets it
decide anything; its quorum is then that of the first terms it endorsed for itself (``founding``).
Should its terms later be stopped or run out, all it can do is endorse them again.

``docs/authority.md`` says all this in words for people.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING

from handbook.assess.authority.founding import Founding, read_founding
from handbook.assess.authority.ratify import ratified
from handbook.assess.authority.sitting import check_quorum
from handbook.assess.authority.terms import Terms, check_power, check_second
from handbook.assess.ledger.event import BINDING, SEALED, UnbelievableError
from handbook.assess.ledger.order import decision_key, sort_key
from handbook.assess.standing.derive import standing
from handbook.assess.workflow import WORKFLOW, DecisionKind
from handbook.source.dates import day_or_none, long_date

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from handbook.assess.ledger.model import Event
    from handbook.assess.settings.model import Settings
    from handbook.link import Registry
    from handbook.load.model import Seal


@dataclass(slots=True)
class AuthorityLedger:
    """What has been decided so far, day by day, and by it whether the next decision can be."""

    registry: Registry
    settings: Settings
    events: dict[str, list[Event]] = field(default_factory=dict)
    doubted: dict[str, list[tuple[date | None, str]]] = field(default_factory=dict)
    """Why a document cannot be told, with the day of the decision that is not believed."""
    known: dict[tuple[str, date], Terms | str] = field(default_factory=dict)
    founding: Founding = field(init=False)

    def __post_init__(self) -> None:
        self.founding = read_founding(self.registry)

    def terms(self, group: str, day: date) -> Terms:
        """The terms of a group in force on ``day``; everything before that day is known.

        Raises ``UnbelievableError`` if there are none.
        """
        key = (group, day)
        if key not in self.known:
            self.known[key] = self._terms(group, day)
        terms = self.known[key]
        if isinstance(terms, str):
            raise UnbelievableError(terms, "authority")
        return terms

    def _terms(self, group: str, day: date) -> Terms | str:
        """Only sealed terms speak: what stands in the group's working text gives and takes nothing.

        So does the day on which a group stopped meeting.
        """
        registry = self.registry
        record, label = registry.records[group], registry.label(group)
        start = f"is by the {label}, which"
        before = [e for e in self.events.get(group, ()) if e.decided < day]
        doubts = [why for on, why in self.doubted.get(group, ()) if on is None or on < day]
        refusal = self.founding.refusal(group, day)
        founder = not refusal and not doubts
        seals = registry.sealed.get(group, {})
        if founder and not any(event.kind in BINDING for event in before):
            terms = Terms(label, self.founding.terms(record), founding=True)
        else:
            known = ratified(before, self)
            held = standing(group, known, seals, _no_text, day, self.settings, doubts)
            seal = seals.get(held.version)
            if seal is None or not (held.in_force or founder):
                why = f": {refusal}" if group == self.founding.group and refusal else ""
                return (
                    f"{start} had no terms of reference in force on {long_date(day)}:"
                    f" {held.state}{why}"
                )
            only = "" if held.in_force else held.document
            data = seal.record.data
            terms = Terms(label, data, founding=not held.in_force, only=only)
        ends = day_or_none(terms.data.get("retired"))
        if ends is not None and ends <= day:
            return f"{start} had been ended, by its own terms, by {long_date(day)}"
        return terms

    def judge(self, event: Event, type_name: str | None) -> None:
        """Raise ``UnbelievableError`` if those who decided could not.

        ``type_name`` is that of the document; ``None`` for a decision about none that is known.
        """
        if not event.group:
            self._judge_post(event)
            return
        if self.registry.network() is None:
            raise UnbelievableError("cannot be judged: network.yaml cannot be found or read")
        terms = self.terms(event.group, event.decided)
        if terms.only and (event.document, event.kind) != (terms.only, DecisionKind.ENDORSE):
            raise UnbelievableError(
                f"is by the {terms.label}, whose terms of reference were not in force on"
                f" {long_date(event.decided)}; until it endorses them again it can decide nothing"
                " else",
                "authority",
            )
        if type_name:
            check_power(self.registry, terms, event, type_name)
            if event.kind == DecisionKind.EXTEND and self._extended(event):
                check_second(self.registry, terms, type_name)
        meeting = self.registry.records[event.meeting]
        check_quorum(terms, meeting, event)

    def _judge_post(self, event: Event) -> None:
        """Only the posts that the settings name may stop a document; all, if they name none."""
        allowed = self.settings.suspension_posts
        if event.kind == DecisionKind.SUSPEND and allowed and event.post not in allowed:
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
                or earlier.kind == DecisionKind.EXTEND
                or earlier.outcome in ("no-change", "minor")
            )
        ]
        return moved[-1:] == [DecisionKind.EXTEND]

    def _medicines_before(self, event: Event) -> bool:
        """Whether the text that was last sealed before an endorsement held medicines."""
        earlier = [e for e in self.events.get(event.document, ()) if e.kind in SEALED]
        if not earlier:
            return False
        last = max(earlier, key=decision_key)
        seal = self.registry.seals.get((event.document, last.version))
        return seal is None or _medicines(seal)

    def check_medicines(self, event: Event, same_day: Iterable[Event]) -> None:
        """Content with medicines is endorsed only once the groups for medicines have spoken.

        Each must have taken a decision about the document, one that binds nothing will do, not
        later than the endorsement and after the endorsement before it. A seal that leaves out
        whether there are medicines in its text is asked as if there were. So is a text that says
        there are none, where the one before it said that there were: that they are gone is itself
        for those groups to see.
        """
        settings = self.settings
        if not WORKFLOW[event.kind].seals or not settings.medicines_groups:
            return
        seal = self.registry.seals[event.document, event.version]
        if not (_medicines(seal) or self._medicines_before(event)):
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


def _medicines(seal: Seal) -> bool:
    """Whether a sealed text holds medicines, or does not say."""
    return "medicines" in seal.administrative or seal.record.data.get("medicines") is True


def _no_text(_: object) -> str:
    """The digest of no text: whether terms have moved on since they were sealed is not asked."""
    return ""  # pragma: no mutate  nothing is read of it


def must_ratify_by(event: Event, authority: AuthorityLedger) -> date | None:
    """The last day on which a decision made without a meeting can be ratified."""
    if event.kind == DecisionKind.SUSPEND and not event.group:
        return event.decided + timedelta(days=authority.settings.suspension_days)
    if not event.urgent:
        return None
    rule = authority.terms(event.group, event.decided).data["chairs-action"]
    return event.decided + timedelta(days=int(rule.get("ratify-within-days", 0)))
