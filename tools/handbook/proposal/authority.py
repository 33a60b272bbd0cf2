"""Who may decide about a document, by the terms in force on the base, with the clause that says so.

Nothing here is read from the branch: authority comes from the base (``docs/authority.md``).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from handbook.assess.authority.quorum import needed, required_seats
from handbook.assess.meetings import groups_that_may, meetings_ahead, terms_of
from handbook.proposal.model import Citation, NextMeeting

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from handbook.assess.model import Assessment

NETWORK = "registry/network.yaml"
_MOST = 3
"""Meetings of one group that are named."""


def able_groups(before: Assessment, type_name: str, kind: str = "endorse") -> tuple[str, ...]:
    """The groups whose terms in force let them take a kind of decision about a type."""
    return groups_that_may(
        before.registry, before.standings, type_name, frozenset({kind}), before.today
    )


def endorsers(before: Assessment, document: str, type_name: str) -> tuple[str, ...]:
    """Of the groups that may endorse it, the one that endorsed what readers get; else all."""
    able = able_groups(before, type_name)
    standing = before.standings.get(document)
    last = standing.event.group if standing and standing.event else ""
    return (last,) if last in able else able


def power(before: Assessment, group: str, kind: str, type_name: str) -> tuple[Citation, ...]:
    """The clauses by which a group may take a kind of decision about a type of document."""
    terms = _terms(before, group)
    return tuple(
        _clause(before, group, str(given.get("clause") or ""), f"authority, {number}")
        for number, given in enumerate(terms.get("authority") or (), start=1)
        if kind in (given.get("kinds") or ()) and type_name in (given.get("types") or ())
    )


def quorum(before: Assessment, group: str) -> Citation:
    """How many must be there, in the words of the terms where they have some."""
    terms = _terms(before, group)
    rule: Mapping[str, Any] = terms.get("quorum") or {}
    seats = [seat for seat in terms.get("seats") or () if isinstance(seat, dict)]
    titles = {str(seat.get("id")): str(seat.get("title", seat.get("id"))) for seat in seats}
    must = dict.fromkeys([*required_seats(terms), *map(str, rule.get("seats") or ())])
    words = str(rule.get("clause") or "").strip()
    if not words:
        named = ", ".join(titles.get(seat, seat) for seat in must)
        words = f"{needed(rule, len(seats))} of {len(seats)} seats" + (
            f", among them {named}" if named else ""
        )
    return _clause(before, group, words, "quorum")


def chairs_action(before: Assessment, group: str, kind: str) -> tuple[Citation, ...]:
    """What lets the chair decide between meetings, to be ratified; nothing if nothing does."""
    rule = _terms(before, group).get("chairs-action") or {}
    if not rule or (rule.get("kinds") and kind not in rule["kinds"]):
        return ()
    return (_clause(before, group, str(rule.get("clause") or ""), "chairs-action"),)


def meetings_of(before: Assessment, groups: Iterable[str]) -> tuple[NextMeeting, ...]:
    """The next meetings of some groups, soonest first; those too late for papers among them."""
    wanted = tuple(groups)
    return tuple(
        NextMeeting(
            m.id, before.registry.label(m.id), m.group, m.on, m.papers, m.papers >= before.today
        )
        for m in meetings_ahead(before.registry, before.today, before.settings)
        if m.group in wanted
    )[: _MOST * len(wanted)]


def setting(words: str, *route: str) -> Citation:
    """A line of the network's own settings."""
    key = ".".join(("settings", *route))
    return Citation(words, f"the network's settings, {key}", NETWORK, key)


def _terms(before: Assessment, group: str) -> Mapping[str, Any]:
    record = before.registry.records.get(group)
    return {} if record is None else terms_of(before.registry, record, before.standings)


def _clause(before: Assessment, group: str, words: str, route: str) -> Citation:
    registry, standing = before.registry, before.standings.get(group)
    record = registry.records.get(group)
    version = standing.version if standing else ""
    seal = registry.seals.get((group, version))
    stands = f", version {version}" if version else ", not yet endorsed"
    path = seal.record.path if seal else (record.path if record else "")
    source = f"terms of reference of the {registry.label(group)}{stands}, {route}"
    return Citation(" ".join(words.split()), source, path, route)
