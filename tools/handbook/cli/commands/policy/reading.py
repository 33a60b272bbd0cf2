"""A policy as it was typed on the command line: by its id, as of a commit, or as a file."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from handbook.cli.problem import CANNOT_RUN, FOUND, USAGE, StopError
from handbook.cli.session import unknown
from handbook.cli.table import clean, counted
from handbook.difference.items import items_of
from handbook.load import GitTree, MemoryTree, NoRepositoryError, load
from handbook.load.trees.base import TOP, read_regular
from handbook.report.locate import locate, places_of
from handbook.source import read_yaml
from handbook.validate import validate

if TYPE_CHECKING:
    from handbook.cli.session import Session
    from handbook.link import Registry
    from handbook.load.model import Record
    from handbook.types.model import Types

_TYPE = "policy"
_SHOWN = 5
"""So many faults of a file are told; the rest are counted."""


@dataclass(frozen=True, slots=True)
class NamedEdition:
    """One edition of a policy, and what it is called in an answer."""

    name: str
    record: Record


def edition_named(session: Session, registry: Registry, typed: str) -> NamedEdition:
    """The policy that was typed. Raises ``StopError`` if there is none, or it cannot be read."""
    if typed.endswith((".yaml", ".yml")) or "/" in typed:
        return NamedEdition(typed, _sound(_of_file(Path(typed), registry.types), typed))
    name, at, revision = typed.partition("@")
    if not at:
        return NamedEdition("the registry as it is now", _sound(_now(registry, name), typed))
    return NamedEdition(
        f"the registry as of {revision}", _sound(_then(session, registry, name, revision), typed)
    )


def _now(registry: Registry, typed: str) -> Record:
    for record in registry.of_type(_TYPE):
        if record.id.casefold() == typed.casefold():
            return record
    if Path(typed).is_file():
        raise StopError(f"“{clean(typed)}” is a file, but its name does not end in .yaml.", USAGE)
    raise unknown(_TYPE, typed.lower(), sorted(r.id for r in registry.of_type(_TYPE)))


def _then(session: Session, registry: Registry, name: str, revision: str) -> Record:
    """A policy as one commit holds it."""
    try:
        tree = GitTree(session.where(), revision)
    except NoRepositoryError as problem:
        raise StopError(f"What “{clean(revision)}” holds cannot be told: {problem}.") from problem
    folder = f"{TOP}/{registry.types[_TYPE].folder}/"
    for path in tree.paths():
        if path.startswith(folder) and Path(path).stem.casefold() == name.casefold():
            return _record(tree.read(path), f"{revision}:{path}", registry.types)
    raise StopError(f"There is no policy “{clean(name)}” in {clean(revision)}.", USAGE)


def _of_file(path: Path, types: Types) -> Record:
    try:
        raw = read_regular(path)
    except FileNotFoundError:
        raise StopError(f"There is no file {clean(str(path))}.", USAGE) from None
    except OSError as problem:
        reason = problem.strerror or str(problem)
        raise StopError(f"{clean(str(path))} cannot be read: {reason}.", CANNOT_RUN) from problem
    return _record(raw, str(path), types)


def _record(raw: bytes, shown: str, types: Types) -> Record:
    """One policy's record by itself, held against the reader's rules and its schema."""
    data = read_yaml(raw, shown).data
    name = data.get("id") if isinstance(data, dict) else None
    stem = name if isinstance(name, str) and name.replace("-", "").isalnum() else "policy"
    place = f"{TOP}/{types[_TYPE].folder}/{stem}.yaml"
    loaded = validate(load(MemoryTree({place: raw}), types), types)
    for record in loaded.records:
        if record.path == place:
            return record
    faults = [finding for finding in loaded.findings if finding.path == place]
    lines = [f"{clean(shown)} is no policy to compare; it has {counted(len(faults), 'fault')}:"]
    for located in locate(faults, places_of(loaded))[:_SHOWN]:
        message = f"{located.finding.message}. {located.finding.hint}".rstrip()
        lines.append(f"  {clean(shown)}:{located.place.line}: {clean(message)}")
    if len(faults) > _SHOWN:
        lines.append(f"  and {len(faults) - _SHOWN} more")
    raise StopError("\n".join(lines), FOUND)


def _sound(record: Record, typed: str) -> Record:
    """The same. Raises ``StopError`` if a number stands twice: nobody could say which is meant."""
    numbers = [item.id for item in items_of(record.data)]
    twice = sorted({number for number in numbers if numbers.count(number) > 1})
    if twice:
        raise StopError(
            f"{clean(typed)} lists item {', '.join(twice)} more than once, so it cannot be told"
            " which is meant. Give each item a number of its own.",
            FOUND,
        )
    return record
