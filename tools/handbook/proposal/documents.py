"""What a branch does to each document that it touches, told from its working text on the base."""

from __future__ import annotations

from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from handbook.difference import compare, read_rules
from handbook.difference.fields import compare_fields
from handbook.difference.judging.substitutions import substitutions
from handbook.load.model import Broken, BrokenKind, Record
from handbook.proposal.model import Detail, DocumentChange

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from handbook.assess.model import Assessment
    from handbook.assess.standing.model import Standing
    from handbook.difference import Change, Difference, Rules
    from handbook.load.model import Seal
    from handbook.rules.comparison import Branch, TreeReading
    from handbook.types.model import Types

_ATTACHED = "registry/attachments/"
_LIKE = 0.6
"""How much of a removed text must stand in a new one for that to be called the same, renamed."""


@dataclass(frozen=True, slots=True)
class Sides:
    """The two readings that are compared, and how everything stood before."""

    then: TreeReading
    now: TreeReading
    before: Assessment
    decided: Assessment
    """The base with the branch's decisions and nothing else of it."""
    merged: Assessment
    new: frozenset[str]
    """The decisions that the branch brings and that the base's authority carries."""

    def standing(self, document: str) -> Standing | None:
        """How a document stands before; of one that the base cannot read, by its decisions."""
        return self.before.standings.get(document) or self.decided.standings.get(document)

    @property
    def types(self) -> Types:
        """The content types of both; the base's own where both have one."""
        return {**self.now.types, **self.then.types}


def touched(branch: Branch, sides: Sides) -> tuple[DocumentChange, ...]:
    """Every document that the branch touches, in order of type and id. Nothing else is compared."""
    ids = _touched_ids(branch, sides)
    then, now = _of(sides.then, ids, sides.types), _of(sides.now, ids, sides.types)
    gone, come = then.keys() - now.keys(), now.keys() - then.keys()
    renamed = _renamed({i: then[i] for i in gone}, {i: now[i] for i in come})
    changes = []
    for name in sorted(ids):
        either = then.get(name) or now.get(name)
        if either is not None and name not in renamed.values():
            after = now.get(renamed.get(name, name))
            changes.append(_change(either, then.get(name), after, sides))
    order = {kind: number for number, kind in enumerate(sides.types)}
    real = (change for change in changes if change.what != "same")
    return tuple(sorted(real, key=lambda c: (order.get(c.type, 0), c.id)))


def _touched_ids(branch: Branch, sides: Sides) -> frozenset[str]:
    """The ids of the documents whose file, or one of whose attached files, the branch changes."""
    paths = frozenset(branch.changes)
    attached = {path.split("/")[2] for path in paths if path.startswith(_ATTACHED)}
    ids = set()
    for reading in (sides.then, sides.now):
        records: Iterable[Record | Broken] = (
            *reading.loaded.records,
            *(each for each in reading.loaded.broken if each.kind == BrokenKind.RECORD),
        )
        ids |= {
            each.id
            for each in records
            if (each.path in paths or each.id in attached) and _document(each.type, sides.types)
        }
    return frozenset(ids)


def _document(type_name: str, types: Types) -> bool:
    return type_name in types and types[type_name].has("endorsable")


def _of(reading: TreeReading, ids: frozenset[str], types: Types) -> dict[str, Record | Broken]:
    """The documents of a reading by their ids; of two files with one id, the one that is sound."""
    documents: dict[str, Record | Broken] = {
        each.id: each
        for each in reading.loaded.broken
        if each.kind == BrokenKind.RECORD and each.id in ids and _document(each.type, types)
    }
    documents |= {
        r.id: r for r in reading.loaded.records if r.id in ids and _document(r.type, types)
    }
    return documents


def _renamed(
    gone: Mapping[str, Record | Broken], come: Mapping[str, Record | Broken]
) -> dict[str, str]:
    """Of documents that went, under which new id most of the text stands now."""
    renamed: dict[str, str] = {}
    for old, before in sorted(gone.items()):
        for new, after in sorted(come.items()):
            if new not in renamed.values() and _alike(before.body or "", after.body or ""):
                renamed[old] = new
                break
    return renamed


def _alike(old: str, new: str) -> bool:
    matcher = SequenceMatcher(None, old.split("\n"), new.split("\n"), autojunk=False)
    return bool(old.strip()) and matcher.quick_ratio() >= _LIKE and matcher.ratio() >= _LIKE


def _change(
    either: Record | Broken, then: Record | Broken | None, now: Record | Broken | None, sides: Sides
) -> DocumentChange:
    """What happens to one document, of which ``either`` is there before or after."""
    name = either.id
    standing = sides.standing(name)
    seal = _seal(sides, name)
    start = DocumentChange(
        id=name,
        label=_label(now, then),
        type=either.type,
        path=(now or either).path,
        what=_what(then, now),
        state=str(standing.state) if standing else "",
        version=seal.version if seal else "",
        became=now.id if now is not None and now.id != name else "",
        decided_about=seal is not None or bool(standing and standing.events),
        lost=seal is not None and name not in sides.merged.standings,
    )
    start = replace(start, untold=_untold(then, now, sides), medicines=_medicines(then, now, seal))
    rules = read_rules(sides.before.registry.network())
    old, new = (each if isinstance(each, Record) else None for each in (then, now))
    if old is not None and new is not None:
        start = _both(start, old, new, rules, sides)
    if new is not None and seal is not None:
        against = compare(seal.record, new, rules, seal.administrative)
        start = replace(
            start,
            in_force=against,
            pending=_pending(seal, old, rules),
            given=_given(new, rules, sides),
        )
    if start.what == "edited" and not (start.details or start.at_once or start.untold):
        return replace(start, what="same")
    return start


def _medicines(
    then: Record | Broken | None, now: Record | Broken | None, seal: Seal | None
) -> bool:
    """Whether a text says that it holds medicines, or cannot be asked."""
    if seal is not None and "medicines" in seal.administrative:
        return True
    texts = [each for each in (then, now, seal.record if seal else None) if each is not None]
    return any(not isinstance(text, Record) or text.get("medicines") is True for text in texts)


def _label(*each: Record | Broken | None) -> str:
    titles = (
        record.data.get("title")
        for record in each
        if record is not None and record.data is not None
    )
    first = next((title for title in titles if isinstance(title, str) and title.strip()), "")
    return first or next(record.id for record in each if record is not None)


def _what(then: Record | Broken | None, now: Record | Broken | None) -> str:
    if then is None or now is None:
        return "added" if then is None else "removed"
    if then.id != now.id:
        return "renamed"
    return "edited" if then.type == now.type else "retyped"


def _untold(then: Record | Broken | None, now: Record | Broken | None, sides: Sides) -> str:
    """Why nobody can tell what changes, in words; empty if both texts can be read."""
    if isinstance(now, Broken):
        return f"the text that is proposed cannot be read: {fault(sides.now, now.path)}"
    if isinstance(then, Broken):
        return f"the text before this change cannot be read: {fault(sides.then, then.path)}"
    return ""


def fault(reading: TreeReading, path: str, otherwise: str = "no reason is known") -> str:
    """What is wrong with a file that cannot be used."""
    wrong = (f.message for f in reading.loaded.findings if f.path == path)
    return next(wrong, otherwise)


def _seal(sides: Sides, document: str) -> Seal | None:
    """The sealed text that readers get, if there is one that can be read."""
    standing = sides.standing(document)
    if standing is None or not standing.version:
        return None
    return sides.before.registry.seals.get((document, standing.version))


def _given(new: Record, rules: Rules, sides: Sides) -> tuple[str, ...]:
    """The branch's decisions that put this very text in force."""
    standing = sides.merged.standings.get(new.id)
    seals = sides.merged.registry.seals
    return tuple(
        event.decision
        for event in (standing.events if standing else ())
        if event.decision in sides.new
        and (seal := seals.get((new.id, event.version))) is not None
        and not compare(seal.record, new, rules, seal.administrative).changes
    )


def _pending(seal: Seal, old: Record | None, rules: Rules) -> bool:
    """Whether the working text on the base can be read, and was not what readers get already."""
    return old is not None and bool(compare(seal.record, old, rules, seal.administrative).changes)


def _both(
    start: DocumentChange, old: Record, new: Record, rules: Rules, sides: Sides
) -> DocumentChange:
    """The changes between two texts that can be read: those for a group, and those at once."""
    beside = _administrative(old, new, sides)
    difference = compare(old, new, rules, beside)
    details = details_of(difference)
    if start.what in ("renamed", "retyped"):
        details = tuple(d for d in details if d.place != "id" and "identity" not in d.codes)
    fields = compare_fields(_only(old, beside), _only(new, beside), rules)
    return replace(start, details=details, at_once=tuple(detail_of(c) for c in fields))


def _administrative(old: Record, new: Record, sides: Sides) -> frozenset[str]:
    """The lines that are no part of what was agreed, by the types of both sides."""
    kinds = [
        reading.types[record.type].administrative
        for reading, record in ((sides.then, old), (sides.now, new))
        if record.type in reading.types
    ]
    return frozenset.intersection(*kinds) if kinds else frozenset()


def _only(record: Record, names: frozenset[str]) -> dict[str, object]:
    return {name: value for name, value in record.data.items() if name in names}


def details_of(difference: Difference) -> tuple[Detail, ...]:
    """Every change of a difference, with what took the place of what."""
    return tuple(detail_of(change) for change in difference.changes)


def detail_of(change: Change) -> Detail:
    """One change, with what took the place of what in it."""
    return Detail(
        change.section,
        change.within,
        change.place,
        change.what,
        change.old,
        change.new,
        change.clinical,
        tuple(reason.words for reason in change.reasons),
        tuple(reason.code for reason in change.reasons),
        substitutions(change),
        change.spans,
    )
