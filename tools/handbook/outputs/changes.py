"""What changed for readers: each text that came into force, was mended, stopped or ran out."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from handbook.assess.standing.timeline import Label, timeline_of
from handbook.assess.words import WORDS, State
from handbook.forge.addresses import page_address
from handbook.outputs.fields.envelope import notices
from handbook.outputs.fields.standing import documents

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from handbook.assess.model import Standing
    from handbook.assess.standing.timeline import Period
    from handbook.render.context import Context

_NEWS = {
    Label.NEW: "New",
    Label.AMENDED: "New version",
    Label.CORRECTED: "Corrected",
    Label.REVIEWED: "Reviewed, no change",
}
_SILENT = frozenset({State.PROPOSED, State.IN_CONSULTATION})
"""What is not in force yet is no news to whoever cares for a child."""
MOST = 200
"""So many changes a feed holds; the pages hold all of them."""


@dataclass(frozen=True, slots=True)
class ReaderChange:
    """One change for readers of one document, on the day on which it took effect.

    ``what`` is what happened in a word or two, ``stops`` whether the text may no longer be relied
    on. ``why`` is the reason that the decision gives. ``page`` is the document's, relative to the
    site; ``decision`` is the id of the decision, or empty where time alone did it.
    """

    document: str
    title: str
    on: date
    what: str
    stops: bool
    version: str
    why: str
    page: str
    decision: str
    audience: tuple[str, ...] = ()

    @property
    def headline(self) -> str:
        """The change in one line."""
        version = f", version {self.version}" if self.version and not self.stops else ""
        return f"{self.what}: {self.title}{version}"


class ReaderChanges:
    """All changes of one handbook, worked out once: the newest day first, and on it stops first."""

    def __init__(self, context: Context) -> None:
        self._context = context

    @cached_property
    def all(self) -> tuple[ReaderChange, ...]:
        """Every change up to the day of the build."""
        changes = [
            change
            for standing, known in documents(self._context)
            for change in self._of(standing, str(known["title"]), str(known["page"]))
        ]
        changes.sort(key=lambda c: (c.document, c.what))
        return tuple(sorted(changes, key=lambda c: (c.on, c.stops), reverse=True))

    def of(self, document: str) -> tuple[ReaderChange, ...]:
        """The changes of one document."""
        return tuple(change for change in self.all if change.document == document)

    def for_audience(self, audience: str) -> tuple[ReaderChange, ...]:
        """The changes of documents that are written for a role."""
        return tuple(change for change in self.all if audience in change.audience)

    @cached_property
    def audiences(self) -> tuple[str, ...]:
        """Every role that a document is written for."""
        return tuple(sorted({role for change in self.all for role in change.audience}))

    def _of(self, standing: Standing, title: str, page: str) -> Iterator[ReaderChange]:
        if not standing.events:
            return
        record = self._context.registry.records.get(standing.document)
        audience = (
            tuple(str(role) for role in (record.get("audience") or ()) if role) if record else ()
        )
        before: Period | None = None
        for period in timeline_of(standing, self._context.assessment.settings):
            told = self._told(period, before)
            before = period
            if told and period.since and period.since <= self._context.assessment.today:
                event = period.by
                yield ReaderChange(
                    standing.document,
                    title,
                    period.since,
                    told,
                    period.state is not State.IN_FORCE,
                    period.version,
                    event.reason if event else "",
                    page,
                    event.decision if event else "",
                    audience,
                )

    def _told(self, period: Period, before: Period | None) -> str:
        """What happened when a period began; nothing, if it is no news to readers."""
        if period.state is State.IN_FORCE:
            if period.label is not None:
                return _NEWS[period.label]
            return "" if before and before.state is State.IN_FORCE else "In force again"
        if period.state in _SILENT or before is None or before.state is period.state:
            return ""
        return WORDS[period.state].label


def noticed(context: Context, words: str) -> str:
    """Words behind what every page says of this build: that it is a demonstration, say."""
    return " ".join([*(f"{notice.rstrip('.')}." for notice in notices(context)), words])


def address(context: Context, url: str, depth: int) -> str:
    """Where a page or file is: in full if the site's address is known, else from a file so deep."""
    settings = context.assessment.settings
    if settings.forge and settings.forge.site:
        return page_address(settings, url)
    return "../" * depth + url
