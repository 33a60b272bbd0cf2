"""A tree of files to records."""

from __future__ import annotations

import dataclasses
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from handbook.finding import Finding, Severity
from handbook.load.attachments import attach
from handbook.load.codes import ALIKE, DUPLICATE, ENDING, MISMATCH, MISSING, NAME, STRAY
from handbook.load.model import Broken, BrokenKind, Loaded, Record
from handbook.load.outlines import outlines
from handbook.load.passed_over import closed_record, may_stay_unopened, told_apart
from handbook.load.places import LEDGER, FileKind, FilePlace, Map, folded, name_problem
from handbook.load.seals import load_seals
from handbook.load.sources import Sources
from handbook.load.swept import Swept
from handbook.load.trees.base import TOP, Tree, unreadable
from handbook.load.unused import unused
from handbook.source.words.spelling import foreign_letters
from handbook.types.known import KnownType

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from handbook.load.model import Attachment, Seal
    from handbook.types.model import Types


def load(
    tree: Tree,
    types: Types,
    unopened: Collection[str] = (),
    sources: Sources | None = None,
) -> Loaded:
    """Everything in a tree: records, sealed texts, what cannot be used, and every finding.

    Records of the types ``unopened`` are not looked into (``passed_over`` says which of them are).
    ``sources`` are the files that other trees of this run were read from, of which those that are
    the same here are not read again.

    A file that cannot be used is ``Broken``, never forgotten: what it might have said (a decision
    to withdraw, say) must be able to make others doubtful. Never raises for what a tree holds.
    """
    mapped = Map(types)
    sources = sources or Sources(keeping=False)
    swept = Swept(tree, mapped, sources)
    spots = [mapped.spot(path) for path in swept.paths()]
    lost = [mapped.lost(problem.path) for problem in swept.problems if "/" in problem.path]
    findings = [*swept.problems, *_alike(spot.path for spot in spots)]
    closed = may_stay_unopened(swept, spots, types, unopened) if unopened else []
    records, broken, closed, problems = _told_apart(swept, types, spots, lost, closed)
    findings += problems
    over = {place.path for place in closed}
    holders = [r.id for r in records] + [b.id for b in broken]
    attached, problems = attach(swept, _of(spots, FileKind.ATTACHMENT), holders)
    findings += problems
    drawing = [spot for spot in _of(spots, FileKind.OUTLINE) if spot.path not in over]
    homes = [r.path for r in records] + [b.path for b in broken]
    drawn, problems = outlines(swept, drawing, homes)
    findings += problems
    sealed = load_seals(swept, _of(spots, FileKind.SEALED), types, _of(lost, FileKind.SEALED))
    order = {name: number for number, name in enumerate(types)}
    whole = [
        sources.same(
            dataclasses.replace(r, attachments=attached.get(r.id, ()), outline=drawn.get(r.id))
        )
        for r in records
    ]
    present = {r.path for r in records} | {b.path for b in broken}
    used = over | _within(spots, sealed[0]) | _used(records, broken, attached)
    used |= {spot.path for spot in drawing if spot.id in drawn}
    return Loaded(
        records=tuple(sorted(whole, key=lambda r: (order[r.type], r.id))),
        seals=tuple(sealed[0]),
        broken=tuple(sorted([*broken, *sealed[1]], key=lambda b: (b.path, b.id))),
        findings=(*findings, *sealed[2], *_missing(types, present)),
        unused=tuple(unused(swept, mapped, spots, lost, used)),
    )


def _used(
    records: Iterable[Record],
    broken: Iterable[Broken],
    attached: Mapping[str, tuple[Attachment, ...]],
) -> set[str]:
    """The files of records, of what might be of the ledger, and what is attached to any."""
    files = {r.path for r in records} | {b.path for b in broken if b.type == LEDGER}
    return files | {attachment.path for each in attached.values() for attachment in each}


def _told_apart(
    tree: Swept,
    types: Types,
    spots: Iterable[FilePlace],
    lost: Iterable[FilePlace],
    closed: list[FilePlace],
) -> tuple[list[Record], list[Broken], list[FilePlace], list[Finding]]:
    """All records, each with an id that is its own; what cannot be used; what stays unopened; why.

    Of what is ``closed``, those are opened after all that share their id with anything.
    """
    left = {place.path for place in closed}
    records, broken, findings = _opened(tree, (s for s in spots if s.path not in left), types)
    broken += [_lost(spot) for spot in lost if spot.type]
    taken = [record.id for record in records] + [each.id for each in broken]
    closed, doubtful = told_apart(closed, taken)
    more, worse, problems = _opened(tree, doubtful, types)
    broken += worse
    single, twice, shared = _unique([*records, *more], broken)
    unread = [closed_record(place) for place in closed if place.kind is FileKind.RECORD]
    return [*single, *unread], [*broken, *twice], closed, [*findings, *problems, *shared]


def _opened(
    tree: Swept, spots: Iterable[FilePlace], types: Types
) -> tuple[list[Record], list[Broken], list[Finding]]:
    """What files hold: records, what cannot be used, and why."""
    records: list[Record] = []
    broken: list[Broken] = []
    findings: list[Finding] = []
    for spot in spots:
        result, problems = _usable(tree, spot, types)
        findings += problems
        if isinstance(result, Record):
            records.append(result)
        elif result is not None:
            broken.append(result)
    return records, broken, findings


def _of(spots: Iterable[FilePlace], kind: FileKind) -> list[FilePlace]:
    return [spot for spot in spots if spot.kind is kind]


def _within(spots: Iterable[FilePlace], seals: Iterable[Seal]) -> set[str]:
    """The files of sealed texts that are whole."""
    whole = {(seal.document, seal.version) for seal in seals}
    sealed = _of(spots, FileKind.SEALED)
    return {spot.path for spot in sealed if (spot.id, spot.version) in whole}


def _lost(spot: FilePlace) -> Broken:
    """A file that is there but could not be read."""
    return Broken(BrokenKind.RECORD, spot.type, spot.id or PurePosixPath(spot.path).stem, spot.path)


def _usable(
    tree: Swept, spot: FilePlace, types: Types
) -> tuple[Record | Broken | None, list[Finding]]:
    """What one file is; nothing, for files that are no records; and what is wrong with it."""
    if spot.kind is FileKind.RECORD:
        return _record(tree, spot, types)
    if spot.kind is FileKind.KEPT and _read(tree, spot) != b"":
        message = "a .gitkeep file must be empty"
        return None, [Finding(STRAY, spot.path, message, "Delete what is in it.")]
    if spot.kind is FileKind.ENDING:
        ending = PurePosixPath(spot.path).suffix
        message = f"this file ends in {ending}, but a {types[spot.type].title.lower()} does not"
        return _meant(tree, spot), [Finding(ENDING, spot.path, message, spot.hint, about=spot.id)]
    if spot.kind is FileKind.STRAY:
        message = "this file is no record, attachment or sealed text"
        meant = _meant(tree, spot) if spot.type else None
        return meant, [Finding(STRAY, spot.path, message, spot.hint)]
    return None, []


def _read(tree: Tree, spot: FilePlace) -> bytes:
    try:
        return tree.read(spot.path)
    except OSError:
        return b"?"


def _meant(tree: Swept, spot: FilePlace) -> Broken:
    """A file that was perhaps meant to be a record, read as far as it can be."""
    try:
        source = tree.source(spot.path)
    except OSError:
        return _lost(spot)
    return dataclasses.replace(_lost(spot), data=source.data, places=source.places)


def _record(tree: Swept, spot: FilePlace, types: Types) -> tuple[Record | Broken, list[Finding]]:
    """A record, or, with findings, a broken one."""
    try:
        source = tree.source(spot.path)
    except OSError as problem:
        return _lost(spot), [unreadable(spot.path, problem)]
    data = source.data
    if data is None:
        lost = dataclasses.replace(_lost(spot), body=source.body, body_line=source.body_line)
        return lost, list(source.findings)
    declared = data.get("id")
    single = bool(types[spot.type].singleton)
    # A record that is the only one of its type is called by its id, not by its file's name.
    own = (declared if isinstance(declared, str) else spot.type) if single else spot.id
    findings = list(source.findings)
    wrong = name_problem(own)
    if wrong and not single:
        hint = "Rename the file, and its `id` line with it."
        findings.append(Finding(NAME, spot.path, f"“{own}” cannot be an id: {wrong}", hint))
    elif isinstance(declared, str) and declared != own:
        odd = foreign_letters(declared)
        spelled = f", where {odd}," if odd else ","
        message = f"the id here is “{declared}”{spelled} but the file is called {own}"
        hint = f"Write `id: {own}`, or rename the file."
        findings.append(Finding(MISMATCH, spot.path, message, hint, ("id",), about=own))
    body, line = source.body, source.body_line
    record = Record(spot.type, own, spot.path, data, body, line, source.places)
    if any(finding.severity is Severity.ERROR for finding in findings):
        return spoilt(record), findings
    return record, findings


def spoilt(record: Record) -> Broken:
    """A record that cannot be used, with all that was read of it."""
    return Broken(
        kind=BrokenKind.RECORD,
        type=record.type,
        id=record.id,
        path=record.path,
        data=record.data,
        places=record.places,
        body=record.body,
        body_line=record.body_line,
    )


def _unique(
    records: Iterable[Record], broken: Iterable[Broken]
) -> tuple[list[Record], list[Broken], list[Finding]]:
    """Records whose id is theirs alone; the others, all of which lose the claim to it; and why."""
    holders: dict[str, list[Record | Broken]] = {}
    claims: list[Record | Broken] = [*records, *broken]
    for each in sorted(claims, key=lambda held: held.path):
        holders.setdefault(folded(each.id), []).append(each)
    single: list[Record] = []
    twice: list[Broken] = []
    findings: list[Finding] = []
    for same in holders.values():
        for number, held in enumerate(same):
            if not isinstance(held, Record):
                continue
            if len(same) == 1:
                single.append(held)
                continue
            twice.append(spoilt(held))
            if number or not isinstance(same[1], Record):
                other = same[0] if number else same[1]
                message = f"the id {held.id} already belongs to {other.path}"
                hint = "Give one of them another id, which neither has had before."
                finding = Finding(DUPLICATE, held.path, message, hint, ("id",), about=held.id)
                findings.append(finding)
    return single, twice, findings


def _alike(paths: Iterable[str]) -> list[Finding]:
    """Findings for paths that differ, but not on every computer."""
    seen: dict[str, str] = {}
    findings: list[Finding] = []
    for path in paths:
        other = seen.setdefault(folded(path), path)
        if other != path:
            message = f"on some computers this file is the same as {other}"
            findings.append(Finding(ALIKE, path, message, "Rename one of them."))
    return findings


def _missing(types: Types, present: Iterable[str]) -> list[Finding]:
    """A finding if nothing says whose registry this is."""
    paths: Mapping[str, None] = dict.fromkeys(present)
    network = types.get(KnownType.NETWORK)
    if network is None or f"{TOP}/{network.singleton}" in paths:
        return []
    message = f"there is no {network.singleton} in the folder {TOP}"
    hint = "Run the command in the folder that holds it, or start one with `handbook new network`."
    return [Finding(MISSING, f"{TOP}/{network.singleton}", message, hint)]
