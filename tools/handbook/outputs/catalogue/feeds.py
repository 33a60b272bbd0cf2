"""``api/feeds/*``: what changed for readers, as Atom and as JSON Feed."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from handbook.outputs.changes import ReaderChanges
from handbook.outputs.feeds import Feed, atom, json_feed
from handbook.outputs.model import Output
from handbook.render.files import OutputFile
from handbook.render.model import ABOUT_PAGE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from handbook.render.context import Context

_FOLDER = "api/feeds/"
_ATOM, _JSON = "application/atom+xml", "application/feed+json"
ABOUT = "What changed for readers: new versions, corrections, and what may no longer be relied on."


def _files(context: Context) -> Iterator[OutputFile]:
    changes = ReaderChanges(context)
    yield from _feed(context, "changes", "What changed", ABOUT, lambda: changes.all, ABOUT_PAGE)
    for name, roles in changes.audiences.items():
        about = f"What changed in documents for: {roles[0]}."
        changes_for_it = partial(changes.for_audience, roles)
        yield from _feed(
            context, f"for-{name}", f"What changed for: {roles[0]}", about, changes_for_it
        )
    for document in sorted({change.document for change in changes.all}):
        title = f"What changed: {context.label(document)}"
        yield from _feed(
            context, f"document-{document}", title, title, partial(changes.of, document)
        )


def _feed(
    context: Context, name: str, title: str, about: str, changes: Feed.Changes, page: str = ""
) -> Iterator[OutputFile]:
    for ending, media_type, form, make in (
        ("atom", _ATOM, "Atom", atom),
        ("feed.json", _JSON, "JSON Feed", json_feed),
    ):
        feed = Feed(context, f"{_FOLDER}{name}.{ending}", title, about, changes)
        yield OutputFile(
            feed.path, f"{title} ({form})", about, media_type, partial(make, feed), page
        )


OUTPUT = Output("Feeds of what changed", ABOUT, _files)
