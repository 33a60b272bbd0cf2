"""Which sealed text a decision binds: one that is there already, or a new one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from handbook.assess.ledger.event import SEALED
from handbook.assess.ledger.seals import fault, seal_files, seal_folder, working_digest
from handbook.assess.taken_in import FIELD, checks_of, unchecked
from handbook.author.decision.model import Entry
from handbook.author.model import refused
from handbook.finding import Finding, Severity
from handbook.load.model import BrokenKind, Record, Seal
from handbook.source import read_markdown, read_yaml
from handbook.types.examples import left_over
from handbook.types.known import KnownType

if TYPE_CHECKING:
    from collections.abc import Mapping

    from handbook.author.decision.model import Desk
    from handbook.author.model import Refused
    from handbook.link import Registry


_VERSION = re.compile(r"[0-9]{1,3}(\.[0-9]{1,3}){1,2}")


def sealed(desk: Desk, record: Record, wanted: str) -> Entry | Refused:
    """The sealed text to endorse: a new one, or one already there that holds the same text."""
    unfit = _unfit(desk, record)
    if unfit is not None:
        return unfit
    if wanted and not _VERSION.fullmatch(wanted):
        return refused(f"{wanted} is not a version", "write it as numbers with a dot: 2.0")
    taken, same = versions(desk, record)
    left = [version for version in same if not _cited(desk.registry, record.id, version)]
    if wanted in same or (left and not wanted):
        return _bound(desk.registry.seals[record.id, wanted or left[0]], {})
    if wanted in taken:
        hint = "leave the version out and the next free number is taken"
        return refused(
            f"version {wanted} of {record.id} is already the number of another text", hint
        )
    if same:
        return refused(
            f"the text of {record.id} is the same, word for word, as version {same[-1]};"
            " there is no new text to endorse",
            f"to endorse that text again, add --version {same[-1]}; to move its review date, use"
            " decide review",
        )
    return _new_seal(desk, record, wanted or _next(taken))


def _unfit(desk: Desk, record: Record) -> Refused | None:
    """Why a text is not fit to be sealed: errors, words of an example, an original unread."""
    errors = [f for f in desk.findings if f.severity is Severity.ERROR and _is_about(f, record)]
    if errors:
        hint = "run `handbook check` and mend it first"
        many = "an error" if len(errors) == 1 else f"{len(errors)} errors"
        return refused(f"{record.id} has {many}: {errors[0].message}", hint)
    for _, _, text in left_over(desk.registry.types[record.type], record.data, record.body):
        return refused(
            f"{record.id} still holds “{text}” from the example of its type",
            "write your own in its place; `handbook check` shows every such line",
        )
    return _not_held(desk, record)


def _not_held(desk: Desk, record: Record) -> Refused | None:
    """Why a text that was taken in cannot be sealed yet: nobody has held it against its file."""
    left = unchecked(record.id, record.data, checks_of(desk.registry))
    if left is None:
        return None
    file, route = (left.check, left.route) if left.check else (record, (FIELD,))
    place = file.places.get(route)
    where = f"{file.path}:{place.line}" if place else file.path
    what = f"{record.id} was not held against the file that it was taken in from"
    return refused(f"{what}: {where}: {left.message}", left.hint)


def _is_about(finding: Finding, record: Record) -> bool:
    """Whether a finding is about the text to be sealed: the record's file or an attachment."""
    attachments = f"registry/attachments/{record.id}/"
    return finding.path == record.path or finding.path.startswith(attachments)


def _bound(seal: Seal, files: Mapping[str, bytes]) -> Entry:
    """A line that binds a sealed text."""
    return Entry(seal.document, {"version": seal.version, "digest": seal.digest}, seal, files)


def versions(desk: Desk, record: Record) -> tuple[frozenset[str], tuple[str, ...]]:
    """Version numbers that are taken, and those of sealed texts that equal the working text."""
    registry = desk.registry
    own = {version: seal for (of, version), seal in registry.seals.items() if of == record.id}
    broken = {b.version for b in registry.broken if b.kind == BrokenKind.SEAL and b.id == record.id}
    decided = {
        str(entry.get("version"))
        for decision in registry.of_type(KnownType.DECISION)
        for entry in decision.get("documents") or ()
        if entry.get("document") == record.id and entry.get("version")
    }
    same = tuple(
        version
        for version, seal in own.items()
        if not fault(seal) and working_digest(record, seal.administrative) == seal.digest
    )
    return frozenset(own.keys() | broken | decided), same


def _cited(registry: Registry, document: str, version: str) -> bool:
    """Whether a decision rests on a sealed text; one that none does was left by a broken run."""
    return any(
        entry.get("document") == document and entry.get("version") == version
        for decision in registry.of_type(KnownType.DECISION)
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
        return refused(f"{record.id} cannot be sealed: {problem}")
    folder = seal_folder(record.id, version)
    path = f"{folder}/record{known.suffix}"
    read = read_markdown if record.body is not None else read_yaml
    source = read(files[path], path)
    if source.data is None:
        return refused(f"{record.id} cannot be sealed: its sealed text could not be read again")
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
    return refused(f"{record.id} cannot be sealed: {why}") if why else _bound(seal, files)
