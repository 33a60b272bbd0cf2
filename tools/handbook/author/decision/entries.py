"""What a decision says about each document: version, digest and review date worked out."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from handbook.assess.ledger.event import SEALED
from handbook.assess.ledger.seals import fault, seal_files, seal_folder, working_digest
from handbook.author.decision.correcting import next_minor, refusals, with_corrected
from handbook.author.model import EntryKind, Obstacle, Refused
from handbook.finding import Finding, Severity
from handbook.load.model import Record, Seal
from handbook.source import read_markdown, read_yaml
from handbook.source.dates import DateProblem, add_months
from handbook.types.examples import left_over

if TYPE_CHECKING:
    from datetime import date

    from handbook.assess.model import Settings, Standing
    from handbook.link import Registry

Contents = Callable[[str], bytes]
"""The bytes of a file, by its path relative to the repository."""

_VERSION = re.compile(r"[0-9]{1,3}(\.[0-9]{1,3}){1,2}")


@dataclass(frozen=True, slots=True)
class Entry:
    """The lines about one document, and the sealed text that goes with them, if a new one does."""

    document: str
    data: Mapping[str, Any]
    seal: Seal | None = None
    files: Mapping[str, bytes] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Desk:
    """What lies ready when a decision is written down."""

    registry: Registry
    settings: Settings
    standings: Mapping[str, Standing]
    contents: Contents
    findings: Sequence[Finding]


def entry_for(
    desk: Desk, kind: EntryKind, given: Mapping[str, Any], effective: date | None
) -> Entry | Refused:
    """What a decision of this kind says about one document, or why it cannot.

    ``given`` is what was asked for in the fields of a decision's line; nothing in it is changed.
    """
    name = str(given.get("document"))
    record = desk.registry.records.get(name)
    if record is None or not desk.registry.types[record.type].has("endorsable"):
        return _no_document(desk, kind, given, record)
    shown = desk.standings[name]
    if kind.names_shown and not shown.version:
        return _refused(f"{name} has no version that was ever in force")
    if kind.names_shown and (given.get("version") or shown.version) != shown.version:
        return _refused(f"readers of {name} get version {shown.version}, not {given['version']}")
    bound = Entry(name, {})
    if kind.seals:
        sealed = _sealed(desk, record, str(given.get("version") or ""))
        if isinstance(sealed, Refused):
            return sealed
        bound = sealed
    elif kind.corrects:
        corrected = _corrected(desk, record, shown, given, effective)
        if isinstance(corrected, Refused):
            return corrected
        bound = corrected
    elif kind.names_shown:
        bound = Entry(name, {"version": shown.version, "digest": shown.digest})
    renewal = _renewal(desk, kind, given, effective)
    asked = {k: v for k, v in given.items() if v is not None}
    after = _after_expiry(desk, asked) if kind.seals else {}
    return replace(bound, data={"document": name, **bound.data, **renewal, **asked, **after})


def _after_expiry(desk: Desk, asked: Mapping[str, Any]) -> dict[str, str]:
    """What the network's settings say today of use after expiry, which the decision then keeps."""
    allowed = desk.settings.use_after_expiry
    if not allowed and "expires" not in asked:
        return {}
    return {"after-expiry": "allowed" if allowed else "forbidden"}


def _renewal(
    desk: Desk, kind: EntryKind, given: Mapping[str, Any], effective: date | None
) -> dict[str, str]:
    """The day of the next review, a cycle on, for a kind of decision that sets one."""
    if not kind.renews or effective is None or given.get("outcome") == "clinical":
        return {}
    with suppress(DateProblem):
        return {"review-due": add_months(effective, desk.settings.cycle_months).isoformat()}
    return {}


def _refused(message: str, hint: str = "") -> Refused:
    return Refused((Obstacle(message, hint),))


def _unread(registry: Registry, name: str) -> bool:
    """Whether there is a document of that name which cannot be read just now."""
    of_type = (registry.types.get(broken.type) for broken in registry.broken if broken.id == name)
    return any(known is not None and known.has("endorsable") for known in of_type)


def _no_document(
    desk: Desk, kind: EntryKind, given: Mapping[str, Any], record: Record | None
) -> Entry | Refused:
    """Why nothing can be decided about it; but a file that cannot be read can still be stopped."""
    name = str(given.get("document"))
    if kind.stops_at_once and _unread(desk.registry, name):
        return Entry(name, {k: v for k, v in given.items() if v is not None})
    if record is not None:
        title = desk.registry.types[record.type].title.lower()
        return _refused(f"{name} is a {title}; decisions are not made about those")
    broken = next((b for b in desk.registry.broken if b.id == name), None)
    if broken is not None:
        return _refused(f"{name} cannot be read", f"run `handbook check` and mend {broken.path}")
    return _refused(f"there is no document {name}", "its id is the name of its file")


def _unfit(desk: Desk, record: Record) -> Refused | None:
    """Why a text is not fit to be sealed: errors, or words of the example of its type."""
    errors = [f for f in desk.findings if f.severity is Severity.ERROR and _is_about(f, record)]
    if errors:
        hint = "run `handbook check` and mend it first"
        many = "an error" if len(errors) == 1 else f"{len(errors)} errors"
        return _refused(f"{record.id} has {many}: {errors[0].message}", hint)
    for _, _, text in left_over(desk.registry.types[record.type], record.data, record.body):
        return _refused(
            f"{record.id} still holds “{text}” from the example of its type",
            "write your own in its place; `handbook check` shows every such line",
        )
    return None


def _sealed(desk: Desk, record: Record, wanted: str) -> Entry | Refused:
    """The sealed text to endorse: a new one, or one already there that holds the same text."""
    unfit = _unfit(desk, record)
    if unfit is not None:
        return unfit
    if wanted and not _VERSION.fullmatch(wanted):
        return _refused(f"{wanted} is not a version", "write it as numbers with a dot: 2.0")
    taken, same = _versions(desk, record)
    left = [version for version in same if not _cited(desk.registry, record.id, version)]
    if wanted in same or (left and not wanted):
        return _bound(desk.registry.seals[record.id, wanted or left[0]], {})
    if wanted in taken:
        hint = "leave the version out and the next free number is taken"
        return _refused(
            f"version {wanted} of {record.id} is already the number of another text", hint
        )
    if same:
        return _refused(
            f"the text of {record.id} is the same, word for word, as version {same[-1]};"
            " there is no new text to endorse",
            f"to endorse that text again, add --version {same[-1]}; to move its review date, use"
            " decide review",
        )
    return _new_seal(desk, record, wanted or _next(taken))


def _corrected(
    desk: Desk, record: Record, shown: Standing, given: Mapping[str, Any], day: date | None
) -> Entry | Refused:
    """The sealed text of a correction, a number after that of the text it corrects."""
    reasons = tuple(refusals(desk.registry, record, shown, day))
    if reasons:
        return Refused(reasons)
    taken, _ = _versions(desk, record)
    wanted = str(given.get("version") or "") or next_minor(shown.version, taken)
    entry = _sealed(desk, record, wanted)
    return entry if isinstance(entry, Refused) else with_corrected(entry, shown)


def _bound(seal: Seal, files: Mapping[str, bytes]) -> Entry:
    """A line that binds a sealed text."""
    return Entry(seal.document, {"version": seal.version, "digest": seal.digest}, seal, files)


def _is_about(finding: Finding, record: Record) -> bool:
    """Whether a finding is about the text to be sealed: the record's file or an attachment."""
    attachments = f"registry/attachments/{record.id}/"
    return finding.path == record.path or finding.path.startswith(attachments)


def _versions(desk: Desk, record: Record) -> tuple[frozenset[str], tuple[str, ...]]:
    """Version numbers that are taken, and those of sealed texts that equal the working text."""
    registry = desk.registry
    sealed = {version: seal for (of, version), seal in registry.seals.items() if of == record.id}
    broken = {b.version for b in registry.broken if b.kind == "seal" and b.id == record.id}
    decided = {
        str(entry.get("version"))
        for decision in registry.of_type("decision")
        for entry in decision.get("documents") or ()
        if entry.get("document") == record.id and entry.get("version")
    }
    same = tuple(
        version
        for version, seal in sealed.items()
        if not fault(seal) and working_digest(record, seal.administrative) == seal.digest
    )
    return frozenset(sealed.keys() | broken | decided), same


def _cited(registry: Registry, document: str, version: str) -> bool:
    """Whether a decision rests on a sealed text; one that none does was left by a broken run."""
    return any(
        entry.get("document") == document and entry.get("version") == version
        for decision in registry.of_type("decision")
        if decision.get("kind") in SEALED
        for entry in decision.get("documents") or ()
    )


def _next(taken: frozenset[str]) -> str:
    """The next whole number: 1.0, then 2.0, past every number that was ever taken."""
    numbers = [int(v.split(".")[0]) for v in taken if _VERSION.fullmatch(v)]
    return f"{max(numbers, default=0) + 1}.0"


def _new_seal(desk: Desk, record: Record, version: str) -> Entry | Refused:
    """A sealed text as it will be on disk, read back to be sure that it says the same."""
    known = desk.registry.types[record.type]
    try:
        contents = {a.name: desk.contents(a.path) for a in record.attachments}
        files = seal_files(record, known.suffix, version, known.administrative, contents)
    except (OSError, ValueError) as problem:
        return _refused(f"{record.id} cannot be sealed: {problem}")
    folder = seal_folder(record.id, version)
    path = f"{folder}/record{known.suffix}"
    read = read_markdown if record.body is not None else read_yaml
    source = read(files[path], path)
    if source.data is None:
        return _refused(f"{record.id} cannot be sealed: its sealed text could not be read again")
    text = Record(
        record.type,
        record.id,
        path,
        source.data,
        source.body,
        source.body_line,
        source.places,
        record.attachments,
    )
    digest = working_digest(record, known.administrative)
    seal = Seal(record.id, version, record.type, digest, known.administrative, text, folder)
    why = fault(seal)
    return _refused(f"{record.id} cannot be sealed: {why}") if why else _bound(seal, files)
