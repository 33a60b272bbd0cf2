"""What would be written for each document, or why it is not: nothing is written here.

A file that was taken in before is known again by its fingerprint. A draft that somebody has edited
since is never written over.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Literal

from handbook.assess.taken_in import FIELD, OF_A_REGISTER, check_for, checks_of
from handbook.importing.convert import convert
from handbook.importing.drafting.checks import check_id
from handbook.importing.drafting.record import draft_files, title_of
from handbook.importing.model import ImportProblem
from handbook.importing.origin import fingerprint
from handbook.load.places import TAKEN, name_problem
from handbook.source.dates import day_or_none
from handbook.starting.founding.identifiers import identifier

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from handbook.importing.drafting.record import DraftFiles, DraftSettings
    from handbook.importing.model import Conversion, Original
    from handbook.link import Registry
    from handbook.load.model import Record

Fate = Literal["new", "again", "same", "refused"]
"""``new``: a draft is begun. ``again``: an untouched draft gets the text of a changed file.
``same``: it was taken in before. ``refused``: nothing is written, for the reason given."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What becomes of one file."""

    name: str
    fate: Fate
    reason: str = ""
    mend: str = ""
    conversion: Conversion | None = None
    draft: DraftFiles | None = None
    notes: tuple[str, ...] = ()

    def refused(self, reason: str, mend: str) -> Outcome:
        """The same file, of which nothing is written."""
        return replace(self, fate="refused", reason=reason, mend=mend)


@dataclass(frozen=True, slots=True)
class Choices:
    """What the person who takes documents in has chosen.

    ``differing`` and ``unread`` let drafts be written that differ from their original, or of which
    a part could not be compared; ``update`` those of changed files whose draft nobody edited.
    """

    settings: DraftSettings
    accepted: bool = True
    differing: bool = False
    unread: bool = False
    update: bool = False
    record_id: str = ""
    title: str = ""


def planned_documents(
    originals: Sequence[Original], registry: Registry, choices: Choices
) -> list[Outcome]:
    """What becomes of each of ``originals``, in order. Raises nothing for what they hold."""
    taken = {*registry.records, *(broken.id for broken in registry.broken), *TAKEN}
    taken |= {document for document, _ in registry.seals}
    outcomes: list[Outcome] = []
    seen: dict[str, str] = {}
    names: dict[str, str] = {}
    for original in originals:
        if original.digest in seen:
            outcome = Outcome(
                original.name, "same", f"it is the same file as {seen[original.digest]}"
            )
        elif original.name in names:
            outcome = Outcome(original.name, "refused").refused(
                "two files of this name were given", "Take them in one after the other."
            )
        else:
            outcome = _outcome(original, registry, choices, taken)
        seen.setdefault(original.digest, original.name)
        names[original.name] = original.digest
        if outcome.draft is not None:
            taken.add(outcome.draft.id)
        outcomes.append(outcome)
    return outcomes


def _outcome(original: Original, registry: Registry, choices: Choices, taken: set[str]) -> Outcome:
    known = [record for record in registry.records.values() if _came_from(record)]
    same = next((r for r in known if _came_from(r)["digest"] == original.digest), None)
    if same is not None and not choices.record_id:
        return _same(original, same, registry, choices)
    kind = choices.settings.kind.name
    named = [r for r in known if r.type == kind and _came_from(r)["file"] == original.name]
    earlier = next(iter(named), None) if not choices.record_id else None
    if earlier is not None and not _untouched(earlier):
        return Outcome(original.name, "refused").refused(
            f"the file has changed, and so has the draft made from it before ({earlier.path})",
            "Put what is new in the file into the draft by hand, or take the file in besides it,"
            " under another name: --id NAME.",
        )
    try:
        conversion = convert(original, accepted=choices.accepted)
    except ImportProblem as problem:
        return Outcome(original.name, "refused").refused(problem.reason, problem.mend)
    return _drafted(conversion, registry, choices, taken, earlier)


def _same(original: Original, draft: Record, registry: Registry, choices: Choices) -> Outcome:
    """The outcome of a file that was taken in before: its list to check, if that was lost."""
    same = Outcome(original.name, "same", f"it was taken in before, as {draft.path}")
    wanted = _came_from(draft).get("to-check")
    if not wanted or check_for(draft.id, draft.data, checks_of(registry)) is not None:
        return same
    try:
        conversion = convert(original, accepted=choices.accepted)
    except ImportProblem:
        return same
    day = day_or_none(_came_from(draft).get("day")) or choices.settings.day
    name = check_id(draft.id, registry)
    files = draft_files(conversion, draft.id, "", replace(choices.settings, day=day), check_id=name)
    if files.to_check != wanted:
        return same
    lost = replace(files, path=draft.path, files={files.check: files.files[files.check]})
    return Outcome(original.name, "again", conversion=conversion, draft=lost)


def _drafted(
    conversion: Conversion,
    registry: Registry,
    choices: Choices,
    taken: set[str],
    earlier: Record | None,
) -> Outcome:
    """The draft of a document that could be read."""
    name, title = conversion.original.name, choices.title or title_of(conversion)
    listed = None
    if earlier is None and not choices.record_id:
        listed = _listed(title, registry, choices)
        earlier = listed
    outcome = Outcome(name, "new" if earlier is None else "again", conversion=conversion)
    if not conversion.text.body.strip():
        return outcome.refused("it holds no text", "Check whether this is the right file.")
    record_id = earlier.id if earlier else choices.record_id
    if not record_id:
        record_id = identifier(title, choices.settings.kind.name, taken)
    elif earlier is None:
        problem = name_problem(record_id)
        if problem or record_id in taken:
            reason = problem or f"the id {record_id} is in use, or was once"
            return outcome.refused(reason, "Choose another with --id.")
    name = check_id(record_id, registry)
    draft = draft_files(conversion, record_id, title, choices.settings, listed, check_id=name)
    outcome = replace(outcome, draft=draft, notes=tuple(_alike(title, registry, earlier)))
    return _held_back(outcome, choices if listed is None else replace(choices, update=True))


def _listed(title: str, registry: Registry, choices: Choices) -> Record | None:
    """The record that an old register began for this document, and that nobody has edited since.

    None, if two go by that title: nobody could say which is meant.
    """
    words = " ".join(title.casefold().split())
    records = [
        record
        for record in registry.records.values()
        if record.type == choices.settings.kind.name
        and " ".join(str(record.get("title", "")).casefold().split()) == words
    ]
    listed = [r for r in records if OF_A_REGISTER.search(str(_came_from(r).get("file", "")))]
    return listed[0] if len(records) == 1 and listed and _untouched(listed[0]) else None


def _alike(title: str, registry: Registry, earlier: Record | None) -> Iterable[str]:
    """Records that are called the same."""
    for record in registry.records.values():
        if record is not earlier and str(record.get("title", "")).casefold() == title.casefold():
            yield f"{record.path} has the same title: is it the same document?"


def _held_back(outcome: Outcome, choices: Choices) -> Outcome:
    """The outcome, refused where the draft is in doubt and nobody said that it may be."""
    conversion = outcome.conversion
    if conversion is None:
        return outcome
    if conversion.unread and not choices.unread:
        number = len(conversion.unread)
        return outcome.refused(
            f"{number} part{'s' if number > 1 else ''} of it could not be compared with the draft",
            "Write in Word as text what is said there, or take it in with --unread and put it into"
            " the draft by hand.",
        )
    if conversion.differences and not choices.differing:
        number = len(conversion.differences)
        return outcome.refused(
            f"the draft would not say what it says, in {number} place{'s' if number > 1 else ''}",
            "Mend these in the file, or take it in with --differing and mend them in the draft.",
        )
    if outcome.fate == "again" and not choices.update:
        return outcome.refused(
            "the file has changed since it was taken in; nobody has edited the draft since",
            "To write the draft anew from the file: --update.",
        )
    return outcome


def _came_from(record: Record) -> Mapping[str, Any]:
    """What a record says of the file it was taken in from; nothing for most."""
    origin = record.get(FIELD)
    return origin if isinstance(origin, Mapping) else {}


def _untouched(record: Record) -> bool:
    """Whether a draft is as it was written, in details, text and pictures."""
    pictures = {attachment.name: attachment.sha256 for attachment in record.attachments}
    return fingerprint(record.data, record.body, pictures) == _came_from(record).get("draft")
