"""Names inside one record: of seats, agenda items, stages, recommendations and headings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handbook.assess.texts import place_in_body
from handbook.finding import Code, Severity
from handbook.rules.engine import finding, rule
from handbook.rules.reading import at, rows, word
from handbook.source.markdown.anchors import RESERVED

if TYPE_CHECKING:
    from collections.abc import Iterator

    from handbook.assess.texts import Texts
    from handbook.finding import Finding
    from handbook.link import Registry
    from handbook.load.model import Record

IDS001 = Code(
    id="IDS001",
    severity=Severity.ERROR,
    title="The same name twice in one list",
    explanation=(
        "Seats, agenda items, stages, recommendations and the items of a policy are told apart by"
        " their ids. When two in the same record share one, a decision or a link that names it"
        " could mean either."
    ),
)
IDS002 = Code(
    id="IDS002",
    severity=Severity.ERROR,
    title="Two places on one page with the same anchor",
    explanation=(
        "A heading, and an item of the record's data (a stage, a recommendation), would get the"
        " same anchor on the page, so a link to one could land on the other. Give the heading an"
        " anchor of its own, like `## Title {#another-name}`, or rename the item."
    ),
)

IDS003 = Code(
    id="IDS003",
    severity=Severity.ERROR,
    title="An id that belongs to the handbook",
    explanation=(
        "Ids that begin with hb- or handbook- are the handbook's own: its box that says how a"
        " document stands has one. A stage, a recommendation or a seat with such an id could take"
        " its place on the page. Rename it."
    ),
    integrity=True,
)


@rule(IDS001)
def unique_in_lists(record: Record, registry: Registry) -> Iterator[Finding]:
    """No two rows of a list share what tells them apart (``x-key`` in the schema)."""
    for keyed in registry.types[record.type].keyed:
        for route, listed in at(record.data, keyed.route):
            seen: dict[str, int] = {}
            for index, row in rows({"rows": listed}, "rows"):
                name = word(row, keyed.by)
                first = seen.setdefault(name, index)
                if name and first != index:
                    yield finding(
                        IDS001,
                        record,
                        f"the {keyed.row} “{name}” is here twice; it is number {first + 1} in the"
                        " list already",
                        hint="Rename or remove one of them.",
                        route=(*route, index, keyed.by),
                    )


@rule(IDS002)
def one_anchor_each(record: Record, texts: Texts) -> Iterator[Finding]:
    """An item of the data and a heading never share an anchor."""
    items = {value: route for route, value in texts.item_anchors(record)}
    for heading in texts.of(record).headings:
        if heading.anchor in items:
            yield finding(
                IDS002,
                record,
                f"the heading “{heading.text}” and an item above both have the anchor"
                f" “{heading.anchor}”",
                hint="Give the heading another anchor: ## Title {#another-name}",
                place=place_in_body(record, heading.line, heading.column),
            )


@rule(IDS003)
def reserved_ids(record: Record, texts: Texts) -> Iterator[Finding]:
    """No item of the data has an id that belongs to the handbook's own parts of a page."""
    for route, value in texts.item_anchors(record):
        if value.startswith(RESERVED):
            yield finding(
                IDS003,
                record,
                f"the id “{value}” belongs to the handbook itself",
                hint="Rename it, so that it does not begin with hb-, handbook- or __.",
                route=route,
            )
