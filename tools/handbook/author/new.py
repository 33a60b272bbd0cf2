"""Start a record: the worked example of its type, under a new id."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from handbook.author.model import Obstacle, Plan, Refused
from handbook.source import read_markdown, read_yaml
from handbook.source.yaml.emit import scalar
from handbook.types.examples import SET_ON
from handbook.types.known import KnownType
from handbook.types.model import BUILT_IN

if TYPE_CHECKING:
    from collections.abc import Mapping

    from handbook.link import Registry
    from handbook.types.model import ContentType

WRITTEN_BY_A_COMMAND: Mapping[str, Obstacle] = {
    KnownType.DECISION: Obstacle(
        "decisions are written by `handbook decide`", "see `handbook decide --help`"
    ),
    KnownType.ADOPTION: Obstacle(
        "what an organisation answered is written by `handbook adopt`",
        "see `handbook adopt --help`",
    ),
    KnownType.BASELINE: Obstacle(
        "the list of known faults is written by `handbook baseline`",
        "see `handbook baseline --help`",
    ),
}
"""Records whose lines must fit each other and the rest of the register."""
_ID = re.compile(r"[a-z0-9](-{0,2}[a-z0-9])*")
_DAY = re.compile(r"(?<![0-9-])[0-9]{4}-[0-9]{2}-[0-9]{2}(?![0-9-])")
_DATED = re.compile(r"(.+)-([0-9]{4}-[0-9]{2}-[0-9]{2})")
_LONGEST = 100
_DEVICES = re.compile(r"con|prn|aux|nul|com[0-9]|lpt[0-9]")


def new(
    registry: Registry, type_name: str, record_id: str, *, today: date, title: str = ""
) -> Plan | Refused:
    """A plan for the file of a new record, or why it cannot be started.

    The text is that from which its type starts, with ``record_id`` as its id and, where one is
    given and there is one, ``title`` as its title. Its days are told from ``today``; a group and a
    day that stand in its id are those of its lines. It still says the example's things; its author
    changes them, and until then it is neither sealed nor shown as if it were the network's.
    """
    known = registry.types.get(type_name)
    if known is None:
        hint = f"the types are {', '.join(registry.types)}"
        return Refused((Obstacle(f"there is no type of record called {type_name}", hint),))
    reasons = list(_faults(registry, known, record_id))
    if reasons:
        return Refused(tuple(reasons))
    path = f"registry/{known.singleton or f'{known.folder}/{record_id}{known.suffix}'}"
    text = _renamed(_today(known, today), "id", record_id)
    named = _DATED.fullmatch(record_id)
    for key, value in zip(("group", "date"), named.groups() if named else (), strict=False):
        text = _renamed(text, key, value)
    if title:
        text = _renamed(text, "title", title)
    raw = text.encode()
    read = read_markdown if known.format == "markdown" else read_yaml
    source = read(raw, path)
    if source.data is None or source.data.get("id") != record_id:
        message = f"the example of {known.name} cannot be used to start a record"
        return Refused((Obstacle(message, f"it comes from {known.origin}"),))
    sentence = f"{path} starts from the example; change every line of it that is not yours."
    return Plan(record_id, {path: raw}, (sentence,))


def _today(known: ContentType, today: date) -> str:
    """What a record starts from, with its days as far from ``today`` as from the example's own.

    When a network's own example is set, nobody can tell: its days all become today.
    """
    ours = known.origin == BUILT_IN

    def moved(match: re.Match[str]) -> str:
        try:
            return str(date.fromisoformat(match[0]) + (today - SET_ON) if ours else today)
        except (ValueError, OverflowError):
            return match[0]

    return _DAY.sub(moved, known.start)


def _faults(registry: Registry, known: ContentType, record_id: str) -> list[Obstacle]:
    """Why a record of this type cannot have this id."""
    if known.name in WRITTEN_BY_A_COMMAND:
        return [WRITTEN_BY_A_COMMAND[known.name]]
    reasons = []
    if not _ID.fullmatch(record_id) or not 1 < len(record_id) <= _LONGEST:
        hint = "use lower-case letters a to z, digits and hyphens, such as rapid-transfer"
        reasons.append(Obstacle(f"{record_id!r} cannot be an id", hint))
    elif _DEVICES.fullmatch(record_id):
        hint = "take a longer name"
        reasons.append(Obstacle(f"{record_id} cannot be the name of a file on Windows", hint))
    if known.singleton and registry.of_type(known.name):
        reasons.append(Obstacle(f"the registry has its {known.name} already", "edit that file"))
    place = _taken(registry, record_id)
    if place:
        hint = "ids are never used twice, and never again"
        reasons.append(Obstacle(f"the id {record_id} belongs to {place} already", hint))
    return reasons


def _taken(registry: Registry, record_id: str) -> str:
    """Whose an id is: a record's, a broken file's, or a document's that was once endorsed."""
    record = registry.records.get(record_id)
    if record is not None:
        return record.path
    broken = next((b for b in registry.broken if b.id == record_id), None)
    if broken is not None:
        return broken.path
    once = next((s for (document, _), s in registry.seals.items() if document == record_id), None)
    return once.path if once is not None else ""


def _renamed(text: str, key: str, value: str) -> str:
    """The text with one top-level line changed; as it is, where it has no such line."""
    return re.sub(
        rf"^{key}:.*$", lambda _: f"{key}: {scalar(value)}", text, count=1, flags=re.MULTILINE
    )
