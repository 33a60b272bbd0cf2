"""By what a record can be found in a list: the values of the filters that its type declares.

Of a document these are the values of the text that readers get, and not of one being worked on.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from handbook.assess.cover.hours import read_hours
from handbook.assess.cover.parts import parts_named
from handbook.render.markdown.writing import in_words, slug
from handbook.source.periods import period_words
from handbook.source.words.claims import claimed
from handbook.types.declaring.listing import field_of
from handbook.types.vocabulary import resolve

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from handbook.load.model import Record
    from handbook.render.context import Context
    from handbook.types.model import ContentType, Facet


@dataclass(frozen=True, slots=True)
class Value:
    """One value of a filter: what an address calls it, and what people do.

    Of a row of another record, ``under`` is that record, ``anchor`` the row's address on its page,
    and ``place`` its number.
    """

    key: str
    label: str
    under: str = ""
    anchor: str = ""
    place: int = 0


def shown_data(context: Context, record: Record) -> Mapping[str, Any]:
    """The fields of a record as its page shows them; of a text that is hidden none but the owner's.

    A document that was never sealed has its working text alone.
    """
    standing, kind = context.standing(record.id), context.kind(record)
    if standing is None:
        return record.data
    seal = context.seals.get(record.id, {}).get(standing.version)
    if standing.text_hidden:
        return {name: record.data[name] for name in kind.administrative if name in record.data}
    if seal is None:
        return record.data
    free = seal.administrative & kind.administrative
    return {**{k: v for k, v in record.data.items() if k in free}, **seal.record.data}


class Facets:
    """The values of filters, for one page: what other records say is gathered once."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._gathered: dict[Facet, Mapping[str, tuple[Value, ...]]] = {}
        self._referred: dict[str, tuple[Value, ...]] = {}

    def values(self, record: Record, facet: Facet) -> tuple[Value, ...]:
        """The values under which a record is found by one filter, each once."""
        if facet.through:
            if facet not in self._gathered:
                self._gathered[facet] = self._through(facet)
            return self._gathered[facet].get(record.id, ())
        data, kind = shown_data(self._context, record), self._context.kind(record)
        read = self._read(kind, data, facet.field, facet.field.split("."))
        return tuple({value.key: value for value in read}.values())

    def _through(self, facet: Facet) -> Mapping[str, tuple[Value, ...]]:
        """By each record that others of a type name: what those say, in their order."""
        by_target: dict[str, dict[str, Value]] = {}
        kind = self._context.registry.types.get(facet.through)
        for record in self._counting(facet.through) if kind else ():
            assert kind is not None  # noqa: S101 - said above
            for target, value in self._said_by(kind, record, facet):
                by_target.setdefault(target, {}).setdefault(value.key, value)
        return {target: tuple(values.values()) for target, values in by_target.items()}

    def _counting(self, name: str) -> Iterator[Record]:
        """The records of a type that may say where others belong: no draft, nothing stopped."""
        for record in self._context.registry.of_type(name):
            standing = self._context.standing(record.id)
            shown = record.id not in self._context.quarantined
            if shown and (standing is None or standing.in_force):
                yield record

    def _said_by(
        self, kind: ContentType, record: Record, facet: Facet
    ) -> Iterator[tuple[str, Value]]:
        """Pairs of a record that is named and the value beside its name."""
        data, routes = shown_data(self._context, record), [r.route for r in kind.references]
        rows, _, inner = facet.field.partition(".")
        if not inner:
            values = list(self._read(kind, data, facet.field, [facet.field]))
            for target in dict.fromkeys(_at_all(data, routes)):
                yield from ((target, value) for value in values)
            return
        below = [route[2:] for route in routes if route[:2] == (rows, "*")]
        for number, row in enumerate(data.get(rows) or ()):
            if not isinstance(row, Mapping):
                continue
            for value in self._read(kind, row, facet.field, inner.split(".")):
                anchor = str(row.get("id", ""))
                whose = replace(value, under=record.id, anchor=anchor, place=number)
                if facet.ordered:
                    whose = replace(whose, key=f"{record.id}--{anchor or number}")
                yield from ((target, whose) for target in dict.fromkeys(_at_all(row, below)))

    def _read(
        self, kind: ContentType, data: Mapping[str, Any], path: str, names: Sequence[str]
    ) -> Iterator[Value]:
        """The values of a field, as the schema says at ``path`` what it is."""
        field = field_of(kind.schema, path) or {}
        if field.get("x-hours"):
            hours = read_hours(data.get(path))[0]
            for title in parts_named(hours) if hours else ():
                yield Value(slug(title), title)
            return
        if "items" in field:
            field = resolve(field["items"], kind.schema.get("$defs", {}))
        for raw in raw_values(data, names):
            if "x-ref" in field:
                yield from self._referred_to(str(raw))
                continue
            words = in_words(raw) if "enum" in field else " ".join(str(raw).split())
            key = slug(words.replace("'", ""))
            if field.get("format") == "period":
                words = period_words(raw)
            if key and not claimed(words):
                yield Value(key, words)

    def _referred_to(self, record_id: str) -> tuple[Value, ...]:
        """The values of a reference: the record named, and its parts, as far as they have a page.

        Few are named by many, and those that refer to them are walked through once for all.
        """
        if record_id not in self._referred:
            self._referred[record_id] = tuple(
                Value(name, self._context.label(name))
                for name in whole_and_parts(self._context, record_id)
                if self._context.places.page(name)
            )
        return self._referred[record_id]


def whole_and_parts(context: Context, record_id: str) -> Iterator[str]:
    """A record, and all that are a part of it (``part-of``): what is true of it is true of them."""
    waiting, seen = [record_id], set[str]()
    while waiting:
        name = waiting.pop(0)
        if name not in seen:
            seen.add(name)
            yield name
            waiting += sorted(
                each.source for each in context.references_to(name) if each.route == ("part-of",)
            )


def raw_values(data: Any, names: Sequence[str]) -> Iterator[Any]:
    """Every single value at a path, through lists."""
    if isinstance(data, (list, tuple)):
        for part in data:
            yield from raw_values(part, names)
    elif names:
        if isinstance(data, Mapping) and names[0] in data:
            yield from raw_values(data[names[0]], names[1:])
    elif data is not None and not isinstance(data, Mapping):
        yield data


def _at_all(data: Mapping[str, Any], routes: Sequence[Sequence[str]]) -> Iterator[str]:
    """Every id that stands where one of the routes leads."""
    for route in routes:
        yield from map(str, raw_values(data, [name for name in route if name != "*"]))
