"""Which text of a record a page shows: the working one, or a sealed one."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

from handbook.assess.words import Flag
from handbook.source.markdown.parsing import links_of, rewrite_links

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from handbook.assess.standing.model import Standing
    from handbook.load.model import Attachment, Record, Seal
    from handbook.render.context import Context
    from handbook.source.text import Link

PUBLISHED_SUFFIXES = frozenset(
    {".csv", ".docx", ".gif", ".jpeg", ".jpg", ".odt", ".pdf", ".png", ".pptx", ".txt", ".xlsx"}
)
"""Attachments of other kinds could act as pages or scripts, and are not published."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A text as pages show it: data, body and its links, and where its attachments are served."""

    record: Record
    data: Mapping[str, Any]
    body: str | None
    file: str
    folder: str
    attachments: tuple[Attachment, ...]
    links: tuple[Link, ...]

    def linked(self, change: Callable[[str], str]) -> str:
        """The body with the address of every link changed; empty for a text without a body."""
        return rewrite_links(self.body or "", self.links, change)

    def served(self) -> dict[str, tuple[str, Attachment]]:
        """Attachments that are published: path as links write it, path in the site, the file."""
        stem = f"registry/attachments/{self.record.id}"
        return {
            f"{stem}/{a.name}": (f"{self.folder}/attachments/{a.name}", a)
            for a in self.attachments
            if PurePosixPath(a.name).suffix.lower() in PUBLISHED_SUFFIXES
        }


def has_draft(context: Context, standing: Standing) -> bool:
    """Whether a document has a page for its working text: one that no group has endorsed."""
    latest = standing.upcoming.version if standing.upcoming else standing.version
    endorsed = (standing.document, latest) in context.registry.seals
    return not standing.text_hidden and (Flag.CHANGED in standing.flags or not endorsed)


def working(context: Context, record: Record, folder: str = "") -> Shown:
    """The text as it stands in the registry now."""
    home = context.places.homes[record.id]
    where = f"{home}/{folder}" if folder else home
    links = _links(context, record.body)
    return Shown(record, record.data, record.body, record.path, where, record.attachments, links)


def sealed(context: Context, record: Record, version: str) -> Shown | None:
    """A sealed text under today's administrative fields; ``None`` if it is not held."""
    seal = context.registry.seals.get((record.id, version))
    if seal is None:
        return None
    home = context.places.homes[record.id]
    return Shown(
        record,
        shown_data(context, record, seal),
        seal.record.body,
        record.path,
        f"{home}/versions/{version}",
        seal.record.attachments,
        _links(context, seal.record.body),
    )


def shown_data(context: Context, record: Record, seal: Seal) -> dict[str, Any]:
    """The fields of a sealed text, and those of today that are administrative.

    Only what was left out of the seal *and* is administrative for its type today comes from the
    working record: whatever else a seal leaves out, nobody endorsed it, and it is not shown.
    """
    free = seal.administrative & context.kind(record).administrative
    return {**{k: v for k, v in record.data.items() if k in free}, **seal.record.data}


def _links(context: Context, body: str | None) -> tuple[Link, ...]:
    """The links of a body, as they were read for all who ask; of one that is refused, read now."""
    if not body:
        return ()
    text = context.registry.bodies.of(body).text
    return links_of(body) if text.problems else text.links
