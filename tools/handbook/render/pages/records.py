"""The pages of one record: those of a document, or the one page of any other."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from handbook.render.charts.placing import PageCharts
from handbook.render.document.pages import document_pages
from handbook.render.document.view import view_of
from handbook.render.frame.meta import make_page
from handbook.render.frame.saying import about, saying
from handbook.render.frame.trail import trail_of
from handbook.render.markdown.texts import working
from handbook.render.pages.filling import written
from handbook.render.pages.policy import bar, cells
from handbook.render.pictures.network import network_picture
from handbook.render.search.model import NEVER
from handbook.types.known import KnownType

if TYPE_CHECKING:
    from collections.abc import Iterator

    from handbook.load.model import Record
    from handbook.render.context import Context
    from handbook.render.markdown.texts import Shown
    from handbook.render.model import Page

_NAMED_WITH_TYPE = frozenset({KnownType.DECISION, KnownType.ACTION})
"""Records whose titles may say how a document stood; in search results each says what it is."""


def record_pages(context: Context, record: Record) -> Iterator[tuple[Page, Shown | None]]:
    """Every page of a record, each with the text it shows (whose attachments it needs)."""
    standing = context.standing(record.id)
    if standing is None:
        yield _plain(context, record)
    else:
        yield from document_pages(context, view_of(context, record, standing))


def _picture(context: Context, record: Record) -> dict[str, Any]:
    """What is drawn below a record's own text: below the network's, who is in it."""
    if record.type != KnownType.NETWORK:
        return {}
    organisations = context.registry.of_type(KnownType.ORGANISATION)
    return network_picture(context, [o for o in organisations if o.id not in context.quarantined])


def _plain(context: Context, record: Record) -> tuple[Page, Shown]:
    kind, path = context.kind(record), context.places.page(record.id)
    shown = working(context, record)
    charts = PageCharts(context)
    markdown, authored = written(context, path, shown, charts)
    title = context.label(record.id)
    file = "" if record.type == KnownType.ADOPTION else record.path  # an answer is never edited
    page = make_page(
        context, path, title, markdown, kind="record", eyebrow=kind.title, trail=trail_of(kind),
        source=file, authored=authored,
        bar=bar(context, record.id), cells=cells(context, record.id),
        picture=_picture(context, record), charts=charts.drawn,
        kind_of_record=record.type, members=not record.public, searched=kind.search != NEVER,
        say=saying(context, record, about(context, record, path, file=file)),
        found_as=f"{kind.title}: {title}" if record.type in _NAMED_WITH_TYPE else "",
    )  # fmt: skip
    return page, shown
