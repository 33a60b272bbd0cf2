"""Where everything stands in the handbook, and how one page points to another."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass
from typing import TYPE_CHECKING

from handbook.render.markdown.writing import Md, inline
from handbook.render.model import page_url

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from handbook.link import Registry
    from handbook.types.model import ContentType

_LOOSE = "records"
"""Where a quarantined file goes whose type is not known."""


@dataclass(frozen=True, slots=True)
class Places:
    """The page and the name of every record; ``files`` maps paths in the repository to ids."""

    labels: Mapping[str, str]
    homes: Mapping[str, str]
    files: Mapping[str, str]

    def label(self, record_id: str) -> str:
        """The name readers know a record by; the id itself if there is no such record."""
        return self.labels.get(record_id, record_id)

    def page(self, record_id: str) -> str:
        """The path of a record's page in the tree, or an empty string if it has none."""
        home = self.homes.get(record_id)
        return f"{home}/index.md" if home else ""

    def url(self, record_id: str) -> str:
        """The address of a record's page, relative to the site, or an empty string."""
        page = self.page(record_id)
        return page_url(page) if page else ""

    def version(self, record_id: str, version: str) -> str:
        """The path of the page of one sealed version."""
        return f"{self.homes[record_id]}/versions/{version}/index.md"

    def draft(self, record_id: str) -> str:
        """The path of the page of the working text."""
        return f"{self.homes[record_id]}/draft/index.md"

    def changes(self, record_id: str) -> str:
        """The path of the page that says what the working text would change."""
        return f"{self.homes[record_id]}/changes/index.md"

    def history(self, record_id: str) -> str:
        """The path of the page that says what applied when."""
        return f"{self.homes[record_id]}/history/index.md"

    def link(self, here: str, record_id: str, text: str = "", anchor: str = "") -> Md:
        """A link from the page ``here`` to a record; its bare name if it has no page."""
        shown = inline(text or self.label(record_id))
        page = self.page(record_id)
        if not page:
            return shown
        return Md(f"[{shown}]({relative(here, page)}{'#' + anchor if anchor else ''})")


def places(registry: Registry, labels: Mapping[str, str], extra: Mapping[str, str]) -> Places:
    """Where each record goes, and what it is called; ``extra`` maps other ids to their files."""
    homes: dict[str, str] = {}
    files: dict[str, str] = {}
    for record in registry.records.values():
        homes[record.id] = home(registry.types[record.type], record.id)
        files[record.path] = record.id
    for record_id, path in extra.items():
        if record_id not in homes:
            homes[record_id] = _home_of_file(registry, record_id, path)
            files[path] = record_id
    return Places(labels, homes, files)


def home(kind: ContentType, record_id: str) -> str:
    """The folder of a record's pages: ``guidelines/x``; for a singleton, its own name."""
    if kind.singleton:
        return kind.name
    return f"{kind.folder}/{record_id}"


def _home_of_file(registry: Registry, record_id: str, path: str) -> str:
    folder = posixpath.dirname(path).removeprefix("registry").strip("/")
    for kind in registry.types.values():
        if kind.singleton and path == f"registry/{kind.singleton}":
            return kind.name
        if kind.folder and kind.folder == folder:
            return f"{kind.folder}/{record_id}"
    return f"{_LOOSE}/{record_id}"


def relative(here: str, there: str) -> str:
    """The way from one page of the tree to another, as a relative path."""
    begin, end = here.split("/")[:-1], there.split("/")
    shared = 0
    while shared < min(len(begin), len(end)) and begin[shared] == end[shared]:
        shared += 1
    return "/".join([".."] * (len(begin) - shared) + end[shared:]) or "."


def rewriter(
    where: Places, file: str, here: str, attachments: Mapping[str, str]
) -> Callable[[str], str]:
    """How the links of one file change when its text is shown on the page ``here``.

    ``attachments`` maps a path in the repository to a path in the site. A link to anything that is
    neither a record, an attachment nor elsewhere on the web loses its destination (it points to
    the page itself), so that nothing undeclared is ever reached.
    """

    def rewrite(href: str) -> str:
        path, mark, anchor = href.partition("#")
        if not path or ":" in path.split("/")[0] or path.startswith("//"):
            return href
        target = posixpath.normpath(posixpath.join(posixpath.dirname(file), path))
        if target in attachments:
            return relative(here, attachments[target])
        page = where.page(where.files.get(target, ""))
        return f"{relative(here, page)}{mark}{anchor}" if page else "#"

    return rewrite
