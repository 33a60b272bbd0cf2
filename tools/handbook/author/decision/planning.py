"""What a decision would write and mean, worked out from a request without writing anything."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from handbook.assess import standings_of
from handbook.assess.ledger.reading import read_ledger
from handbook.assess.settings.reading import read_settings
from handbook.assess.workflow import UNBINDING, DecisionKind
from handbook.author.decision.effect import obstacles, registry_after
from handbook.author.decision.entries import entry_for
from handbook.author.decision.ground import known
from handbook.author.decision.model import Contents, Desk, Entry
from handbook.author.decision.occasion import Occasion, occasion
from handbook.author.decision.preview import preview
from handbook.author.decision.signing import how_to_sign
from handbook.author.decision.text import decision_text, read_back
from handbook.author.decision.wrong import fit, not_struck
from handbook.author.model import KINDS, EntryKind, Obstacle, Plan, Refused, Request, refused
from handbook.source.dates import DateProblem, parse_date

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from handbook.finding import Finding
    from handbook.link import Registry


def plan(
    registry: Registry,
    request: Request,
    *,
    today: date,
    contents: Contents,
    findings: Sequence[Finding] = (),
) -> Plan | Refused:
    """What a request would write, with what it will mean, or every reason why it cannot be.

    ``contents`` reads an attachment; ``findings`` are those of a check of the same registry, since
    a text with errors is not sealed. Nothing is written, and a request that makes no sense is
    refused, never raised.
    """
    kind = KINDS.get(request.kind)
    if kind is None:
        hint = f"use one of {', '.join(KINDS)}"
        return Refused((Obstacle(f"{request.kind} is not a kind of decision", hint),))
    desk = _desk(registry, today, contents, findings)
    when = occasion(registry, request, kind, today)
    effective = when.effective if isinstance(when, Occasion) else None
    since = _endorsed_then(request) if request.kind == DecisionKind.ATTEST else {}
    rows = [fit(row) if kind.stops_at_once else row for row in request.documents]
    entries = [
        entry_for(desk, kind, given, since.get(str(given.get("document")), effective))
        for given in rows
    ]
    reasons = [*_named_badly(request)]
    for part in (when, *entries):
        reasons.extend(part.reasons if isinstance(part, Refused) else ())
    if reasons or isinstance(when, Refused):
        return Refused(tuple(reasons))
    return _tried(desk, request, kind, when, [e for e in entries if isinstance(e, Entry)], today)


def _endorsed_then(request: Request) -> dict[str, date]:
    """The day of the earlier endorsement of each document, from which its review is counted."""
    days: dict[str, date] = {}
    for given in request.documents:
        typed = given.get("endorsed-on") or request.fields.get("endorsed-on")
        with suppress(DateProblem):  # what is no date is refused by the schema
            days[str(given.get("document"))] = parse_date(str(typed))
    return days


def _desk(registry: Registry, today: date, contents: Contents, findings: Sequence[Finding]) -> Desk:
    settings = read_settings(registry.network())
    ledger = read_ledger(registry, today)
    standings = standings_of(registry, ledger, today, settings)
    return Desk(registry, settings, standings, contents, findings)


def _named_badly(request: Request) -> list[Obstacle]:
    named = [str(given.get("document")) for given in request.documents]
    if not named and request.kind not in UNBINDING:
        return [Obstacle("name at least one document")]
    twice = sorted({name for name in named if named.count(name) > 1})
    return [Obstacle(f"{name} is named more than once") for name in twice]


def _tried(
    desk: Desk,
    request: Request,
    kind: EntryKind,
    when: Occasion,
    entries: Sequence[Entry],
    today: date,
) -> Plan | Refused:
    """The plan, once the decision has been read back, checked, and tried out on the registry."""
    path = f"registry/decisions/{when.id}.yaml"
    try:
        text = decision_text(desk.registry, request, kind, when, entries)
    except (TypeError, ValueError) as problem:
        return refused(f"a part of the decision cannot be written: {problem}")
    record = read_back(desk.registry, text, path, when.id)
    if isinstance(record, Refused):
        return record
    after = registry_after(desk, record, entries)
    doubts = obstacles(desk, after, record, request, kind, when, entries, today)
    if doubts:
        return Refused(doubts)
    files = {name: raw for entry in entries for name, raw in entry.files.items()}
    files[path] = text
    preview_lines = [
        *preview(desk, after, request, when, entries, today),
        *known(desk, kind, entries, when.decided),
        *not_struck(desk, request.documents),
    ]
    then = how_to_sign(desk.registry, desk.settings, record, today)
    return Plan(when.id, files, tuple(preview_lines), then)
