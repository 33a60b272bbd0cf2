"""Who may decide about a document, by the terms in force on the base, with the clause that says so.

Nothing here is read from the branch: authority comes from the base. And it is judged by what judges
a decision itself (``assess.authority``), so that nobody is sent to a group whose decision would not
count.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from handbook.assess.authority.judge import AuthorityLedger
from handbook.assess.authority.quorum import needed, required_seats
from handbook.assess.due.meetings import meetings_ahead
from handbook.assess.ledger.event import UnbelievableError
from handbook.assess.ledger.reading import EVERYTHING
from handbook.assess.workflow import WORKFLOW, DecisionKind
from handbook.proposal.model import Citation, NextMeeting

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from handbook.assess.authority.terms import Terms
    from handbook.assess.model import Assessment

NETWORK = "registry/network.yaml"
_MOST = 3
"""Meetings of one group that are named."""


@dataclass(frozen=True, slots=True)
class BasePowers:
    """What the groups of a base may decide from tomorrow on, when all of today is known."""

    before: Assessment
    ledger: AuthorityLedger = field(init=False)

    def __post_init__(self) -> None:
        before = self.before
        doubts: dict[str, list[tuple[Any, str]]] = {
            target: [(None, why)] for target, why in before.distrust.items()
        }
        events = {name: list(standing.events) for name, standing in before.standings.items()}
        ledger = AuthorityLedger(before.registry, before.settings, events, doubts)
        object.__setattr__(self, "ledger", ledger)

    @property
    def distrust(self) -> str:
        """Why no decision at all can be believed; empty if they can."""
        return self.before.distrust.get(EVERYTHING, "")

    def terms(self, group: str) -> Terms | None:
        """What a group is held to; ``None`` if it can decide nothing."""
        if group not in self.before.registry.records or self.distrust:
            return None
        try:
            return self.ledger.terms(group, self.before.today + timedelta(days=1))
        except UnbelievableError:
            return None

    def able(
        self, document: str, type_name: str, kind: str = DecisionKind.ENDORSE
    ) -> tuple[str, ...]:
        """The groups that may take a kind of decision about a document of a type."""
        groups = (group.id for group in self.before.registry.with_behaviour("group"))
        known = ((group, self.terms(group)) for group in groups)
        return tuple(
            group
            for group, terms in known
            if terms is not None and terms.allow(kind, type_name) and terms.only in ("", document)
        )

    def endorsers(self, document: str, type_name: str) -> tuple[str, ...]:
        """Of the groups that may endorse it, the one that endorsed what readers get; else all."""
        able = self.able(document, type_name)
        standing = self.before.standings.get(document)
        last = standing.event.group if standing and standing.event else ""
        return (last,) if last in able else able

    def clauses(self, group: str, kind: str, type_name: str) -> tuple[Citation, ...]:
        """The clauses by which a group may take a kind of decision about a type of document."""
        terms = self.terms(group)
        if terms is None:
            return ()
        if terms.founding:
            return (self._founding(),)
        kinds = self.before.registry.types
        plural = kinds[type_name].plural.lower() if type_name in kinds else type_name
        return tuple(
            self._clause(
                group,
                str(power.get("clause") or ""),
                f"authority.{number}",
                f"authority, number {number + 1}",
                otherwise=f"It may {WORKFLOW[kind].phrase} {plural}",
            )
            for number, power in enumerate(terms.data.get("authority") or ())
            if kind in (power.get("kinds") or ()) and type_name in (power.get("types") or ())
        )

    def quorum(self, group: str) -> tuple[Citation, ...]:
        """How many must be there, in the words of the terms where they have some."""
        terms = self.terms(group)
        if terms is None:
            return ()
        rule: Mapping[str, Any] = terms.data.get("quorum") or {}
        seats = [seat for seat in terms.data.get("seats") or () if isinstance(seat, dict)]
        titles = {str(seat.get("id")): str(seat.get("title", seat.get("id"))) for seat in seats}
        must = dict.fromkeys([*required_seats(terms.data), *map(str, rule.get("seats") or ())])
        named = ", ".join(titles.get(seat, seat) for seat in must)
        count = f"{needed(rule, len(seats))} of {len(seats)} seats"
        count += f", among them {named}" if named else ""
        words = str(rule.get("clause") or "")
        return (self._clause(group, words, "quorum", otherwise=count),)

    def chairs_action(self, group: str, kind: str) -> tuple[Citation, ...]:
        """What lets the chair decide between meetings, to be ratified; nothing if nothing does."""
        terms = self.terms(group)
        rule = (terms.data.get("chairs-action") if terms else None) or {}
        if not rule or (rule.get("kinds") and kind not in rule["kinds"]):
            return ()
        words = str(rule.get("clause") or "")
        otherwise = "The chair may act between meetings, to be ratified"
        return (self._clause(group, words, "chairs-action", otherwise=otherwise),)

    def meetings(self, groups: Iterable[str]) -> tuple[NextMeeting, ...]:
        """The next meetings of some groups, soonest first; those too late for papers among them."""
        before, wanted = self.before, tuple(groups)
        ahead = meetings_ahead(before.registry, before.today, before.settings)
        label = before.registry.label
        return tuple(
            NextMeeting(m.id, label(m.id), m.group, m.on, m.papers, m.papers >= before.today)
            for m in ahead
            if m.group in wanted
        )[: _MOST * len(wanted)]

    def setting(self, *route: str, without: str) -> Citation:
        """A line of the network's own settings, as it stands there; else what holds ``without``."""
        network = self.before.registry.network()
        value: Any = network.data if network else None
        keys = ("settings", *route)
        for key in keys:
            value = value.get(key) if isinstance(value, dict) else None
        key = ".".join(keys)
        source = f"the network's settings, {key}"
        if value is None:
            return Citation(f"Not set, so {without}", source, NETWORK, key, quoted=False)
        return Citation(f"{route[-1]}: {_flat(value)}", source, NETWORK, key)

    def _founding(self) -> Citation:
        network = self.before.registry.network()
        constituted = (network.get("constituted") if network else None) or {}
        words = " ".join(str(constituted.get("act") or "").split())
        return Citation(words, "the act that constituted the network", NETWORK, "constituted.act")

    def _clause(
        self, group: str, words: str, route: str, named: str = "", otherwise: str = ""
    ) -> Citation:
        """Words of a group's terms; where they have none, ``otherwise``, which is not quoted."""
        registry, standing = self.before.registry, self.before.standings.get(group)
        version = standing.version if standing else ""
        seal = registry.seals.get((group, version))
        stands = f", version {version}" if version else ", not yet endorsed"
        path = seal.record.path if seal else registry.records[group].path
        source = f"terms of reference of the {registry.label(group)}{stands}, {named or route}"
        flat = " ".join(words.split())
        return Citation(flat or otherwise, source, path, route, quoted=bool(flat))


def _flat(value: Any) -> str:
    """A setting on one line, as YAML would have it."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {_flat(each)}" for key, each in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(_flat(each) for each in value) + "]"
    return str(value)
