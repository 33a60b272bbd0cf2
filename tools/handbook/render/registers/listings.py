"""Lists of records that have no standing, laid out as the type of the records declares."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handbook.render.markdown.writing import Md, heading, inline, slug
from handbook.render.registers.columns import PLAIN, in_order, table
from handbook.render.registers.narrowing import Listing

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from handbook.load.model import Record
    from handbook.render.context import Context
    from handbook.types.model import ContentType, Entries, ListPart

_APART = frozenset({"id", "title", "visibility"})
"""Fields that need no page of their own to be read."""


def listed(context: Context, here: str, kind: ContentType, records: Sequence[Record]) -> Listing:
    """The list of a type's records, which arrive in the order of their names."""
    if kind.entries:
        return Listing(_words(context, here, kind.entries, records))
    titles = tuple(column.title for column in kind.columns or PLAIN)
    markdown: list[str] = []
    shown: list[Record] = []
    for part, rows in in_parts(context, kind, records):
        if part:
            markdown.append(heading(2, part, f"hb-{slug(part)}"))
        markdown.append(table(context, here, kind, rows))
        shown += rows
    return Listing(Md("\n\n".join(markdown)), tuple(shown), titles)


def in_parts(
    context: Context, kind: ContentType, records: Sequence[Record]
) -> Iterator[tuple[str, tuple[Record, ...]]]:
    """The parts of a type's list, by their headings, with their records in order.

    A list that has none is one part without a heading.
    """
    if not kind.parts:
        yield "", in_order(context, kind, kind, records)
        return
    left = list(records)
    for part in kind.parts:
        rows = in_order(context, kind, part, [record for record in left if _takes(part, record)])
        taken = {record.id for record in rows}
        left = [record for record in left if record.id not in taken]
        if rows:
            yield part.title, rows


def _takes(part: ListPart, record: Record) -> bool:
    if part.having:
        return str(record.get(part.having)) == part.being
    return not (part.without and record.get(part.without))


def _words(context: Context, here: str, entries: Entries, records: Sequence[Record]) -> Md:
    """Each word with what it means; a link where its page says more than that."""
    parts = []
    for record in records:
        title, short = record.get("title", record.id), record.get(entries.short)
        words = f"{title} ({short})" if short else str(title)
        parts.append(heading(2, words, f"term-{record.id}"))
        parts.append(inline(record.get(entries.text, "")))
        if set(record.data) - _APART - {entries.text, entries.short}:
            parts.append(context.link(here, record.id, f"More about {title}"))
    return Md("\n\n".join(parts))
