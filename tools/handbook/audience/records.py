"""Records without what they say of records for members: references, and links in their texts."""

from __future__ import annotations

import posixpath
from dataclasses import replace
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from handbook.audience.stand_ins import RECORD
from handbook.audience.unlinked import unlinked
from handbook.link import references_of
from handbook.types.vocabulary import resolve

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterable, Iterator, Mapping

    from handbook.finding import Route
    from handbook.link import Registry
    from handbook.load.model import Record
    from handbook.types.model import ContentType


class Crossings:
    """What in a record, or in a sealed text, leads to records that are not shown."""

    def __init__(self, registry: Registry, shown: frozenset[str]) -> None:
        self._registry, self._shown = registry, shown
        self._files = {registry.records[name].path for name in shown}
        self._hidden = {each.path for each in registry.records.values()} - self._files

    def without(self, record: Record) -> Record | None:
        """The record with all of it taken out; ``None`` if a link in its text cannot be."""
        kind = self._registry.types[record.type]
        crossing = [
            reference.route
            for reference in references_of(record, self._registry.types)
            if reference.target not in self._shown
        ]
        crossing += _named(record.data, self._hidden, ())
        routes = [_to_cut(kind, route) for route in crossing]
        cut = [name for name in _speaking(kind) if (name,) in routes]
        replaced = {name: RECORD for name in cut if isinstance(record.get(name), str)}
        body = record.body
        if body:
            body = unlinked(body, self._leads_off(record))
            if body is None:
                return None
        return replace(record, data=_cut(record.data, routes) | replaced, body=body, places={})

    def _leads_off(self, record: Record) -> Callable[[str], bool]:
        """Whether an address, as it stands in the record's text, is of no file that is shown."""
        own = {attachment.path for attachment in record.attachments} | self._files
        folder = posixpath.dirname(record.path)

        def leads_off(href: str) -> bool:
            path = href.partition("#")[0]
            if not path or ":" in path.split("/")[0] or path.startswith("//"):
                return False
            return posixpath.normpath(posixpath.join(folder, unquote(path))) not in own

        return leads_off


def _named(value: Any, hidden: Container[str], here: Route) -> Iterator[Route]:
    """Where data name a file by its path that is not shown."""
    if isinstance(value, str) and value in hidden:
        yield here
    elif isinstance(value, dict):
        for key, part in value.items():
            yield from _named(part, hidden, (*here, key))
    elif isinstance(value, list):
        for at, part in enumerate(value):
            yield from _named(part, hidden, (*here, at))


def _speaking(kind: ContentType) -> Iterator[str]:
    """The top fields that cannot go in silence.

    Without one that is required a record is none; without a reference whose absence says something
    (``absent`` of ``x-ref``) it would say that.
    """
    schema = kind.schema
    yield from (str(name) for name in schema.get("required") or ())
    for name, field in (schema.get("properties") or {}).items():
        if "absent" in resolve(field, schema.get("$defs", {})).get("x-ref", {}):
            yield name


def _to_cut(kind: ContentType, route: Route) -> Route:
    """What has to go with a reference: the row of a list, where that cannot be without it."""
    definitions = kind.schema.get("$defs", {})
    while len(route) > 1 and isinstance(route[-1], str):
        above = _schema_at(kind.schema, route[:-1], definitions)
        if route[-1] not in (above.get("required") or ()):
            break
        route = route[:-1]
    return route


def _schema_at(
    schema: Mapping[str, Any], route: Route, definitions: Mapping[str, Any]
) -> Mapping[str, Any]:
    """The schema of what a route leads to; an empty one if nothing says."""
    here = resolve(schema, definitions)
    for step in route:
        inside = here.get("items") if isinstance(step, int) else None
        if isinstance(step, str):
            inside = (here.get("properties") or {}).get(step)
        here = resolve(inside, definitions) if isinstance(inside, dict) else {}
    return here


def _cut(data: Mapping[str, Any], routes: Iterable[Route]) -> dict[str, Any]:
    """A copy of some data without what the routes lead to, and without lists that this empties."""
    gone = frozenset(routes)
    begun = frozenset(route[:length] for route in gone for length in range(len(route)))

    def copied(value: Any, here: Route) -> Any:
        if here not in begun:
            return value
        if isinstance(value, list):
            rows = enumerate(value)
            return [copied(row, (*here, at)) for at, row in rows if (*here, at) not in gone]
        if not isinstance(value, dict):
            return value
        kept = {
            key: copied(part, (*here, key))
            for key, part in value.items()
            if (*here, key) not in gone
        }
        return {key: part for key, part in kept.items() if part not in ([], {}) or not value[key]}

    return dict(copied(dict(data), ()))
