"""Pages to browse: every document from A to Z, and under each value of the filters that ask for it.

They are whole without scripts, and show how each document stands as the register does. What is too
much for one page is parted, a page for each value.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from handbook.render.context import Context, named
from handbook.render.frame.meta import make_page
from handbook.render.frame.trail import HOME
from handbook.render.markdown.writing import Md, heading, inline, slug
from handbook.render.registers.facets import Facets
from handbook.render.registers.indexes import endorsable, of_any_standing
from handbook.render.registers.narrowing import shared_filters

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from handbook.load.model import Record
    from handbook.render.model import Page
    from handbook.render.registers.facets import Value
    from handbook.types.model import Facet

HERE = "browse/index.md"
MOST = 300
"""So many rows still make one page; of more, each value has a page of its own."""
_ALPHABET = "A to Z"
_LEAD = (
    "What may be used stands first. Only what is in force may be relied on, and only until the "
    "date beside it.\n{: .hb-lead }"
)


@dataclass(frozen=True, slots=True)
class _Group:
    """Documents under one value. Of a row of another record, ``under`` is that record."""

    key: str
    label: str
    records: tuple[Record, ...]
    under: str = ""


@dataclass(frozen=True, slots=True)
class BrowseWay:
    """One way to look through the documents: its title, its folder, and what it groups them by."""

    title: str
    folder: str
    groups: tuple[_Group, ...]

    @property
    def page(self) -> str:
        """The path of its page in the tree."""
        return f"browse/{self.folder}/index.md"

    @property
    def is_parted(self) -> bool:
        """Whether each value has a page of its own."""
        return sum(len(group.records) for group in self.groups) > MOST

    def target(self, group: _Group) -> str:
        """Where the documents under one value stand, from the page of the way."""
        return f"{group.key}/index.md" if self.is_parted else f"#hb-{group.key}"


def ways(context: Context) -> tuple[BrowseWay, ...]:
    """Every way to browse under which there is something."""
    records = endorsable(context)
    alphabet = BrowseWay(_ALPHABET, "a-to-z", _by_letter(context, records))
    made: list[BrowseWay] = []
    facets = Facets(context)
    for title, shared in shared_filters(context, records).items():
        called = next((facet.browse for facet in shared.values() if facet.browse), "")
        if called:
            made.append(BrowseWay(called, slug(title), _by_value(context, facets, records, shared)))
    shortest_first = sorted(made, key=lambda way: len(way.groups))
    return tuple(way for way in (alphabet, *shortest_first) if way.groups)


def browse_pages(context: Context) -> Iterator[Page]:
    """A page that names all ways and all values, and the pages of each way."""
    every_way = ways(context)
    yield _overview(context, every_way)
    for way in every_way:
        yield from _pages(context, way)


def _by_letter(context: Context, records: Sequence[Record]) -> tuple[_Group, ...]:
    letters: dict[str, list[Record]] = {}
    for record in records:
        first = context.label(record.id)[:1].upper()
        letters.setdefault(first if "A" <= first <= "Z" else "0 to 9", []).append(record)
    return tuple(_Group(slug(key), key, tuple(letters[key])) for key in sorted(letters))


def _by_value(
    context: Context, facets: Facets, records: Sequence[Record], shared: Mapping[str, Facet]
) -> tuple[_Group, ...]:
    by_key: dict[str, tuple[Value, list[Record]]] = {}
    ordered = any(facet.ordered for facet in shared.values())
    for record in records:
        facet = shared.get(record.type)
        for value in facets.values(record, facet) if facet else ():
            by_key.setdefault(value.key, (value, []))[1].append(record)

    def place(value: Value) -> tuple[str, int, str, str]:
        if ordered:
            return (context.label(value.under).casefold(), value.place, "", value.key)
        return ("", 0, value.label.casefold(), value.key)

    return tuple(
        _Group(value.key, value.label, tuple(under), value.under if ordered else "")
        for value, under in sorted(by_key.values(), key=lambda pair: place(pair[0]))
    )


def _overview(context: Context, every_way: Iterable[BrowseWay]) -> Page:
    parts = ["Look for a document by its name, or by who, where and when it is for.\n{: .hb-lead }"]
    for way in every_way:
        parts.append(heading(2, way.title, f"hb-{way.folder}"))
        page = f"{way.folder}/index.md"
        parts += _links(context, HERE, way, f"{way.folder}/" if way.is_parted else page)
    parts.append("[Every document, by how it stands](../register/index.md)")
    return make_page(
        context, HERE, "Find a document", "\n\n".join(parts), kind="browse", trail=HOME
    )


def _links(context: Context, here: str, way: BrowseWay, base: str) -> list[str]:
    """Links to all values of a way: letters in a row, others in lists, with their numbers."""
    if way.title == _ALPHABET:
        letters = (f"[{inline(group.label)}]({base}{way.target(group)})" for group in way.groups)
        return [Md(" ".join(letters)) + "\n{: .hb-ways }"]
    lists: dict[str, list[str]] = {}
    for group in way.groups:
        link = f"* [{inline(group.label)}]({base}{way.target(group)}) ({len(group.records)})"
        lists.setdefault(group.under, []).append(link)
    parts: list[str] = []
    for under, lines in lists.items():
        parts += [named(context, here, under)] if under else []
        parts.append("\n".join(lines))
    return parts


def _pages(context: Context, way: BrowseWay) -> Iterator[Page]:
    if not way.is_parted:
        yield _page(context, way.page, way.title, [_LEAD, *_whole(context, way)], _under())
        return
    yield _page(context, way.page, way.title, _links(context, way.page, way, ""), _under())
    trail = _under((way.title, way.page))
    for group in way.groups:
        here = f"browse/{way.folder}/{group.key}/index.md"
        under = [f"Part of {named(context, here, group.under)}"] if group.under else []
        parts = [_LEAD, *under, of_any_standing(context, here, group.records)]
        title = f"{way.title}: {group.label}"
        yield _page(context, here, title, parts, trail, searched=False)


def _whole(context: Context, way: BrowseWay) -> Iterator[str]:
    """A way on one page: its values as headings, those of another record below its name."""
    if way.title == _ALPHABET:
        yield from _links(context, way.page, way, "")
    under = ""
    for group in way.groups:
        if group.under != under:
            under = group.under
            yield heading(2, context.label(under), f"hb-{under}")
            kind = context.kind(context.registry.records[under]).title.lower()
            yield context.link(way.page, under, f"Open the {kind}")
        yield heading(3 if group.under else 2, group.label, f"hb-{group.key}")
        yield of_any_standing(context, way.page, group.records)


def _under(*steps: tuple[str, str]) -> tuple[tuple[str, str], ...]:
    return (*HOME, ("Find a document", HERE), *steps)


def _page(
    context: Context,
    here: str,
    title: str,
    parts: Iterable[str],
    trail: tuple[tuple[str, str], ...],
    *,
    searched: bool = True,
) -> Page:
    markdown = "\n\n".join(parts)
    return make_page(context, here, title, markdown, kind="browse", trail=trail, searched=searched)
