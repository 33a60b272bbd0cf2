"""The Markdown of the registry, with the anchors that its pages will have."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from handbook.finding import Place

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from handbook.finding import Route
    from handbook.link import Registry
    from handbook.load.model import Record
    from handbook.source.markdown.bodies import Body
    from handbook.source.text import BodyText


class Texts:
    """The texts of records, and the anchors that a record's page will have."""

    def __init__(self, registry: Registry) -> None:
        self.registry = registry
        self._anchor_routes: dict[str, tuple[tuple[str, ...], ...]] = {}

    def of(self, record: Record) -> BodyText:
        """The parsed body of a record; of a record without one, an empty text."""
        return self.body(record).text

    def body(self, record: Record) -> Body:
        """The body of a record as both parsers read it; of a record without one, an empty one."""
        return self.registry.bodies.of(record.body or "")

    def written(self) -> Iterator[Record]:
        """Every record with a body, and every sealed text that differs from the working one.

        So is the text of a document whose details are at fault: that hides nothing in its text.
        """
        from handbook.load.model import Record  # noqa: PLC0415  only its making is needed here

        records = self.registry.records
        yield from (record for record in records.values() if record.body is not None)
        for each in self.registry.broken:
            if each.body is not None and each.type in self.registry.types:
                data = each.data or {}
                yield Record(
                    each.type, each.id, each.path, data, each.body, each.body_line, each.places
                )
        for seal in self.registry.seals.values():
            working = records.get(seal.document)
            if seal.record.body is not None and (not working or working.body != seal.record.body):
                yield seal.record

    def item_anchors(self, record: Record) -> Iterator[tuple[Route, str]]:
        """The ids in a record's data that become anchors on its page (``x-anchor``)."""
        if record.type not in self._anchor_routes:
            schema = self.registry.types[record.type].schema
            self._anchor_routes[record.type] = tuple(_anchor_routes(schema, ()))
        for pattern in self._anchor_routes[record.type]:
            yield from values_at(record.data, pattern)

    def anchors(self, record: Record) -> frozenset[str]:
        """Everything on a record's page that a link may point at with ``#``.

        An address that depends on the order of two headings with the same words is none of them.
        """
        headings = {h.anchor for h in self.of(record).headings if not h.ambiguous}
        return frozenset(headings | {value for _, value in self.item_anchors(record)})

    def ambiguous(self, record: Record) -> frozenset[str]:
        """Addresses of headings that share their words with others of the page."""
        return frozenset(h.anchor for h in self.of(record).headings if h.ambiguous)


def place_in_body(record: Record, line: int, column: int) -> Place:
    """The place in the file of a line and column of the body, both counted from 1."""
    return Place(record.body_line + line - 1, column)


def values_at(
    data: Any, pattern: tuple[str, ...], so_far: Route = ()
) -> Iterator[tuple[Route, str]]:
    """The routes and texts that a pattern such as ``("stages", "*", "id")`` leads to."""
    if not pattern:
        if isinstance(data, str):
            yield so_far, data
        return
    step, rest = pattern[0], pattern[1:]
    if step == "*" and isinstance(data, list):
        for index, item in enumerate(data):
            yield from values_at(item, rest, (*so_far, index))
    elif isinstance(data, dict) and step in data:
        yield from values_at(data[step], rest, (*so_far, step))


def _anchor_routes(schema: Mapping[str, Any], so_far: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    if schema.get("x-anchor") is True:
        yield so_far
    for name, part in schema.get("properties", {}).items():
        if isinstance(part, dict):
            yield from _anchor_routes(part, (*so_far, name))
    if isinstance(schema.get("items"), dict):
        yield from _anchor_routes(schema["items"], (*so_far, "*"))
