"""Write a decision down: what was asked, made whole, tried out, and told in words.

``plan`` works out what would be written, and writes nothing; ``prepare`` does the same for the
files under a folder; ``author.write.write`` puts a plan in place. For a program that has many
decisions to write, one after the other::

    request = Request(
        kind="endorse",
        meeting="clinical-steering-group-2026-09-10",
        item="4",
        documents=({"document": "rapid-transfer", "review-due": "2028-09-10"},),
        statement="The group endorses the guideline.",
        effective="2026-10-01",
    )
    result = prepare(root, request, today=date(2026, 11, 23))
    if isinstance(result, Plan):
        write(result, root)

``document`` may be followed by any field that a decision of this kind may have about a document
(``exit``, ``successor``, ``no-replacement``, ``closes``, ``outcome``...); ``fields`` takes those of
the decision itself (``reason``, ``evidence``, ``evidence-held``, ``risk-check``, ``reviewer``,
``checked``; for ``suspend`` and ``correct``: ``post`` and ``date``). What each kind needs is in its
schema.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from handbook.assess import standings_of
from handbook.assess.authority.signing import awaiting
from handbook.assess.ledger.reading import read_ledger
from handbook.assess.settings import read_settings
from handbook.assess.standing.succession import circles
from handbook.assess.workflow import UNBINDING, WORKFLOW
from handbook.author.decision.entries import Contents, Desk, Entry, entry_for
from handbook.author.decision.ground import known, not_said
from handbook.author.decision.lifting import stops_named
from handbook.author.decision.occasion import Occasion, occasion
from handbook.author.decision.preview import preview
from handbook.author.decision.signing import how_to_sign
from handbook.author.decision.wrong import fit, not_struck
from handbook.author.model import KINDS, EntryKind, Obstacle, Plan, Refused, Request
from handbook.author.rehearsal import notes_on, refused_by
from handbook.load.model import Loaded, Record, Signatures
from handbook.source import read_yaml
from handbook.source.dates import DateProblem, parse_date
from handbook.source.yaml.emit import yaml_text

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from datetime import date
    from pathlib import Path

    from handbook.finding import Finding
    from handbook.link import Registry
    from handbook.rules.signed import Ask


def prepare(
    root: Path, request: Request, *, today: date, signatures: Ask | None = None
) -> Plan | Refused:
    """What a request would write into the registry under ``root``, as it is on disk.

    What the whole check, pages included, would refuse only because of it is refused here, and told
    with the plan where it is an emergency stop: nothing stands in the way of those. ``signatures``
    asks git for those on earlier decisions, if the network wants them.
    """
    from handbook.gate import passed, rehearse  # noqa: PLC0415 -- heavy
    from handbook.history import NO_HISTORY  # noqa: PLC0415 -- only here
    from handbook.load.trees.base import WorkingTree  # noqa: PLC0415 -- only here

    tree = WorkingTree(root)
    before = passed(tree, today=today, history=NO_HISTORY, signatures=signatures)
    if before.assessment is None:
        return Refused(
            (Obstacle("the registry cannot be read", "run `handbook check` to see why"),)
        )
    registry = before.assessment.registry
    made = plan(registry, request, today=today, contents=tree.read, findings=before.findings)
    if isinstance(made, Refused):
        return made
    changed = _changed_by_git(root, made.files)
    if changed:
        return Refused(changed)
    path = list(made.files)[-1]
    asked = _awaiting(signatures, path)
    tried = rehearse(before, tree, made.files, today=today, history=NO_HISTORY, signatures=asked)
    reasons = refused_by(tried, path)
    if reasons and not KINDS[request.kind].stops_at_once:
        return Refused(tuple(reasons))
    still = (f"Note: the check will find: {one.message}." for one in reasons)
    return replace(made, preview=(*made.preview, *still, *notes_on(tried, path)))


def _awaiting(ask: Ask | None, path: str) -> Ask:
    """Git's answer with one decision, which is about to be written, taken as signed."""

    def asked(commit: str, files: Mapping[str, bytes], keys: Collection[str]) -> Signatures:
        said = ask(commit, files, keys) if ask else Signatures(cannot="git was not asked")
        return awaiting(said, [path])

    return asked


def _changed_by_git(root: Path, files: Mapping[str, bytes]) -> tuple[Obstacle, ...]:
    """Why git would give others a sealed text that is not the one sealed here."""
    from handbook.assess.ledger.seals import FOLDER  # noqa: PLC0415 -- only here
    from handbook.load.trees.attributes import rewritten  # noqa: PLC0415 -- heavy
    from handbook.load.trees.repository import NoRepositoryError  # noqa: PLC0415 -- heavy

    sealed = {path: raw for path, raw in files.items() if path.startswith(f"{FOLDER}/")}
    try:
        reasons = rewritten(root, sealed)
    except NoRepositoryError as problem:
        return (Obstacle(f"nobody can tell how git would keep the sealed text: {problem}"),)
    hint = "in .gitattributes, take that from files under registry/, and let attachments be binary:"
    hint += " `registry/**/attachments/** binary`"
    return tuple(Obstacle(why, hint) for why in reasons)


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
    since = _endorsed_then(request) if request.kind == "attest" else {}
    rows = [fit(one) if kind.stops_at_once else one for one in request.documents]
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
        text = yaml_text(_data(desk.registry, request, kind, when, entries)).encode()
    except (TypeError, ValueError) as problem:
        return Refused((Obstacle(f"a part of the decision cannot be written: {problem}"),))
    record = _read_back(desk.registry, text, path, when.id)
    if isinstance(record, Refused):
        return record
    after = replace(
        desk.registry,
        records={**desk.registry.records, record.id: record},
        signatures=awaiting(desk.registry.signatures, [path]),
        seals={
            **desk.registry.seals,
            **{(e.seal.document, e.seal.version): e.seal for e in entries if e.seal},
        },
    )
    doubts = not_said(desk, request, kind, entries, when.decided)
    doubts += _idle(desk, request, entries) + _new_doubts(desk.registry, after, today)
    doubts = (
        doubts
        or _new_circles(desk, after, today)
        or stops_named(desk, request, record, when.decided)
    )
    if doubts:
        return Refused(doubts)
    files = {name: raw for entry in entries for name, raw in entry.files.items()}
    files[path] = text
    told = [
        *preview(desk, after, request, when, entries, today),
        *known(desk, kind, entries, when.decided),
        *not_struck(desk, request.documents),
    ]
    then = how_to_sign(desk.registry, desk.settings, record, today)
    return Plan(when.id, files, tuple(told), then)


def _data(
    registry: Registry, request: Request, kind: EntryKind, when: Occasion, entries: Sequence[Entry]
) -> dict[str, Any]:
    """The decision's own fields, in the order in which people read them."""
    names = ", ".join(registry.label(entry.document) for entry in entries)
    at: Mapping[str, Any] = {"meeting": request.meeting, "item": request.item}
    if kind.alone(request):
        at = {"post": request.fields.get("post"), "date": when.decided.isoformat()}
    rest = {k: v for k, v in request.fields.items() if k not in at and v is not None}
    documents = {"documents": [dict(entry.data) for entry in entries]} if entries else {}
    return {
        "id": when.id,
        "title": request.title or f"{request.kind.capitalize()}: {names or request.item}",
        "kind": request.kind,
        **at,
        **({} if kind.corrects else {"effective": when.effective.isoformat()}),
        "statement": request.statement,
        **rest,
        **documents,
    }


def _read_back(registry: Registry, text: bytes, path: str, decision_id: str) -> Record | Refused:
    """The decision as the registry will read it, held against the schema of decisions."""
    from handbook.validate import validate  # noqa: PLC0415 -- heavy

    source = read_yaml(text, path)
    if source.data is None:
        return Refused(tuple(Obstacle(f.message, f.hint) for f in source.findings))
    record = Record("decision", decision_id, path, source.data, None, 0, source.places)
    found = validate(Loaded((record,), (), (), ()), registry.types).findings
    if found:
        return Refused(tuple(Obstacle(f.message, f.hint) for f in found))
    return record


def _idle(desk: Desk, request: Request, entries: Sequence[Entry]) -> tuple[Obstacle, ...]:
    """Documents that are past being moved so."""
    move = WORKFLOW[request.kind]
    standings = [(entry.document, desk.standings.get(entry.document)) for entry in entries]
    return tuple(
        Obstacle(f"{desk.registry.label(name)} is {found.state}; nothing is left to {move.kind}")
        for name, found in standings
        if found is not None and found.state in move.idle
    )


def _new_circles(desk: Desk, after: Registry, today: date) -> tuple[Obstacle, ...]:
    """Circles of replacements that the decision would close, on the day it applies or later."""
    standings = standings_of(after, read_ledger(after, today), today, desk.settings)
    before = {frozenset(way) for way in circles(desk.standings, today)}
    return tuple(
        Obstacle(
            "documents would replace each other in a circle, and readers would never arrive: "
            + ", then ".join(desk.registry.label(one) for one in (*way, way[0])),
            "name a document that is in use, or say that nothing takes its place",
        )
        for way in circles(standings, today)
        if frozenset(way) not in before
    )


def _new_doubts(before: Registry, after: Registry, today: date) -> tuple[Obstacle, ...]:
    """What the ledger would not believe once the decision is in it, and does believe now.

    A decision that binds nothing throws no doubt, but it too needs a group that could make it. One
    made long ago and written down only now could take the ground from under others: so every
    document is asked about, not only its own.
    """
    old, new = read_ledger(before, today), read_ledger(after, today)
    doubts = [
        why
        for target, told in new.distrust.items()
        for why in told
        if why not in old.distrust.get(target, ())
    ]
    refused = [
        f"the decision {one.decision} {one.why}" for one in new.refusals if one not in old.refusals
    ]
    return tuple(Obstacle(why) for why in dict.fromkeys([*doubts, *refused]))
