"""Records to an immutable registry: ids resolved, references both ways."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from handbook.finding import Route
from handbook.load.model import Broken, Record, Seal
from handbook.types.model import Types


@dataclass(frozen=True, slots=True)
class Reference:
    """One record naming another. ``target`` may be missing from the registry."""

    source: str
    route: Route
    target: str
    to: tuple[str, ...]
    inverse: str


@dataclass(frozen=True, slots=True)
class Registry:
    """Everything in the registry that can be used, by id, and how it hangs together.

    ``records`` is in order of type, then id. ``references`` are all references in the records;
    ``backlinks`` holds, for each id that exists, those that point at it with the right type.
    """

    types: Types
    records: Mapping[str, Record]
    seals: Mapping[tuple[str, str], Seal]
    broken: tuple[Broken, ...]
    references: tuple[Reference, ...]
    backlinks: Mapping[str, tuple[Reference, ...]]
    labels: Mapping[str, str]

    def of_type(self, name: str) -> tuple[Record, ...]:
        """All records of a type, in order of id."""
        return tuple(r for r in self.records.values() if r.type == name)

    def with_behaviour(self, behaviour: str) -> tuple[Record, ...]:
        """All records whose type has the behaviour."""
        return tuple(r for r in self.records.values() if self.types[r.type].has(behaviour))

    def network(self) -> Record | None:
        """The record of the network itself, or ``None`` if it is missing or broken."""
        return next(iter(self.of_type("network")), None)

    def label(self, record_id: str) -> str:
        """The name people know a record by; the id itself if there is no such record."""
        return self.labels.get(record_id, record_id)
