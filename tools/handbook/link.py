"""Records to an immutable registry: ids resolved, references both ways."""

from __future__ import annotations

import string
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Any

from handbook.deferred import Deferred, DeferredRow
from handbook.load.passed_over import is_opened
from handbook.source.dates import DateProblem, long_date, parse_date
from handbook.source.markdown.bodies import Bodies
from handbook.source.periods import period_words
from handbook.source.words.plain import sound
from handbook.source.yaml.sharing import below
from handbook.types.known import KnownType
from handbook.types.vocabulary import resolve

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from handbook.finding import Route
    from handbook.load.model import Broken, Loaded, Record, Seal, Signatures, Unused
    from handbook.types.model import ContentType, Types
    from handbook.types.overviews.model import Overview


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
    ``signatures`` is what git said of those on decisions; ``None`` if it was not asked.
    ``unused`` are files that nothing reads, and that may hold a decision. ``bodies`` reads the
    Markdown of any of them, once.

    References, backlinks and labels are worked out when somebody looks at them, and so is whatever
    hangs on a record that was left unopened (``load.passed_over``): that fails.

    ``by_type``, ``by_path`` and ``sealed`` are the same records and seals under other keys, made
    once, so that nothing has to look through all of them for a few.
    """

    types: Types
    records: Mapping[str, Record]
    seals: Mapping[tuple[str, str], Seal]
    broken: tuple[Broken, ...]
    references: Sequence[Reference]
    backlinks: Mapping[str, tuple[Reference, ...]]
    labels: Mapping[str, str]
    signatures: Signatures | None = None
    unused: tuple[Unused, ...] = ()
    bodies: Bodies = field(default_factory=Bodies, repr=False, compare=False)
    overviews: tuple[Overview, ...] = ()
    """The pages about many records, in the order in which they are shown."""
    unclear: frozenset[str] = frozenset()
    """How names of terms look that also mean what is not told here: they are explained nowhere."""
    by_type: Mapping[str, tuple[Record, ...]] = field(init=False, repr=False, compare=False)
    by_path: Mapping[str, Record] = field(init=False, repr=False, compare=False)
    sealed: Mapping[str, Mapping[str, Seal]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        by_type: dict[str, list[Record]] = {}
        for record in self.records.values():
            by_type.setdefault(record.type, []).append(record)
        sealed: dict[str, dict[str, Seal]] = {}
        for (document, version), seal in self.seals.items():
            sealed.setdefault(document, {})[version] = seal
        for name, index in (
            ("by_type", {kind: tuple(each) for kind, each in by_type.items()}),
            ("by_path", {record.path: record for record in self.records.values()}),
            ("sealed", sealed),
        ):
            object.__setattr__(self, name, index)

    def of_type(self, name: str) -> tuple[Record, ...]:
        """All records of a type, in order of id."""
        return self.by_type.get(name, ())

    def with_behaviour(self, behaviour: str) -> tuple[Record, ...]:
        """All records whose type has the behaviour, in order of type, then id."""
        kinds = (kind for kind in self.by_type if self.types[kind].has(behaviour))
        return tuple(record for kind in kinds for record in self.by_type[kind])

    def network(self) -> Record | None:
        """The record of the network itself, or ``None`` if it is missing or broken."""
        return next(iter(self.of_type(KnownType.NETWORK)), None)

    def label(self, record_id: str) -> str:
        """The name people know a record by; the id itself if there is no such record."""
        return self.labels.get(record_id, record_id)


def link(
    loaded: Loaded,
    types: Types,
    bodies: Bodies | None = None,
    overviews: tuple[Overview, ...] = (),
) -> Registry:
    """The registry of everything that can be used, with references both ways.

    ``bodies`` are those that were read already, or that a cache knows; ``overviews`` the pages
    about many records that it has.

    A reference to something that is not there, or of another type, is kept: the rules tell of it.
    ``loaded`` has been validated; ids are unique in it.
    """
    order = {name: number for number, name in enumerate(types)}
    ordered = sorted(loaded.records, key=lambda r: (order[r.type], r.id))
    records = {record.id: record for record in ordered}
    references = DeferredRow(partial(_references, ordered, types))
    return Registry(
        types=types,
        records=records,
        seals={(seal.document, seal.version): seal for seal in loaded.seals},
        broken=loaded.broken,
        references=references,
        backlinks=Deferred(partial(_backlinks, records, references)),
        labels=_Labels(records, loaded.broken, types),
        unused=loaded.unused,
        bodies=bodies or Bodies(),
        overviews=overviews,
    )


def _references(records: Iterable[Record], types: Types) -> tuple[Reference, ...]:
    return tuple(reference for record in records for reference in references_of(record, types))


def _backlinks(
    records: Mapping[str, Record], references: Iterable[Reference]
) -> dict[str, tuple[Reference, ...]]:
    """For each record, the references that point at it with the right type."""
    backlinks: dict[str, list[Reference]] = {record_id: [] for record_id in records}
    for reference in references:
        target = records.get(reference.target)
        if target is not None and target.type in reference.to:
            backlinks[reference.target].append(reference)
    return {record_id: tuple(pointing) for record_id, pointing in backlinks.items()}


def references_of(record: Record, types: Types) -> Iterator[Reference]:
    """Every reference in a record's fields, whether or not its target is there."""
    for known in types[record.type].references:
        for route, target in _reach(record.data, known.route, ()):
            yield Reference(record.id, route, target, known.to, known.inverse)


def _reach(value: Any, steps: tuple[str, ...], route: Route) -> Iterator[tuple[Route, str]]:
    """The texts that a route with stars leads to, and where each is."""
    if not steps:
        if isinstance(value, str):
            yield route, value
    elif steps[0] == "*":
        for number, item in enumerate(value if isinstance(value, list) else ()):
            yield from _reach(item, steps[1:], below(route, number))
    elif isinstance(value, Mapping) and steps[0] in value:
        yield from _reach(value[steps[0]], steps[1:], below(route, steps[0]))


class _Labels(Mapping[str, str]):
    """The name of every record; of broken ones, their title where it can be read.

    Each is made when it is first asked for.
    """

    def __init__(
        self, records: Mapping[str, Record], broken: tuple[Broken, ...], types: Types
    ) -> None:
        self._records, self._types = records, types
        self._titles: dict[str, str] = {
            each.id: each.data["title"]
            for each in broken
            if each.data is not None
            and isinstance(each.data.get("title"), str)
            and sound("title", each.data["title"])
        }
        self._made: dict[str, str] = {}

    def __getitem__(self, record_id: str) -> str:
        """The label of a record. Raises ``KeyError`` for an id that no record has."""
        if record_id in self._records:
            return _label(record_id, self._records, self._types, self._made, ())
        return self._titles[record_id]

    def __iter__(self) -> Iterator[str]:
        """The ids: those of broken records first, as long as no other record has them."""
        yield from (name for name in self._titles if name not in self._records)
        yield from self._records

    def __len__(self) -> int:
        """How many records have a name."""
        return len({*self._titles, *self._records})


def _label(
    record_id: str,
    records: Mapping[str, Record],
    types: Types,
    done: dict[str, str],
    asking: tuple[str, ...],
) -> str:
    """The label of one record. One that is made of itself, or of nothing, is the id.

    So is that of a record that was not opened: whoever names it wrongly is told of it elsewhere.
    """
    record = records.get(record_id)
    if record is None or record_id in asking or not is_opened(record):
        return record_id
    if record_id not in done:
        content_type = types[record.type]
        whole = ""
        for text, name, _, _ in string.Formatter().parse(content_type.label):
            value = record.data.get(name) if name else None
            if (name,) in _referring(content_type) and isinstance(value, str):
                value = _label(value, records, types, done, (*asking, record_id))
            whole += text + _shown(value, _format(content_type, name) if name else "")
        done[record_id] = whole.strip() or record_id
    return done[record_id]


def _referring(content_type: ContentType) -> frozenset[tuple[str, ...]]:
    return frozenset(field.route for field in content_type.references)


def _format(content_type: ContentType, field: str) -> str:
    schema = content_type.schema
    part = schema["properties"].get(field, {})
    return str(resolve(part, schema.get("$defs", {})).get("format", ""))


def _shown(value: Any, written: str) -> str:
    """A value as it stands in a label: a day or a period in words, anything else as it is."""
    if written == "period":
        return "" if value is None else period_words(value)
    if written == "date" and isinstance(value, str):
        try:
            return long_date(parse_date(value))
        except DateProblem:
            return value
    return "" if value is None else str(value)
