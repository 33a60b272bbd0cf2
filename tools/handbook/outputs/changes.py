"""What changed for readers: each text that came into force, was mended, stopped or ran out."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from handbook.assess.standing.timeline import Label, timeline_of
from handbook.assess.words import WORDS, State
from handbook.forge.addresses import page_address
from handbook.outputs.fields.envelope import notices
from handbook.outputs.fields.standing import documents
from handbook.render.markdown.writing import slug

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence
    from datetime import date

    from handbook.assess.standing.model import Standing
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
_LONGEST = 80
MOST = 200
"""So many changes a feed holds, and what stops a text today; the pages hold all of them."""


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

    def for_audience(self, audience: Collection[str]) -> tuple[ReaderChange, ...]:
        """The changes of documents that are written for one of some roles."""
        return tuple(c for c in self.all if not frozenset(audience).isdisjoint(c.audience))

    @cached_property
    def audiences(self) -> Mapping[str, tuple[str, ...]]:
        """Every role that a document is written for, by its words in an address.

        Roles that differ in their signs alone (“GPs”, “GPs.”) are one there.
        """
        roles: dict[str, list[str]] = defaultdict(list)
        for role in sorted({role for change in self.all for role in change.audience}):
            roles[_in_address(role)].append(role)
        return {name: tuple(roles[name]) for name in sorted(roles)}

    def _of(self, standing: Standing, title: str, page: str) -> Iterator[ReaderChange]:
        if not standing.events:
            return
        audience = self._audience(standing.document)
        before: Period | None = None
        for period in timeline_of(standing, self._context.assessment.settings):
            words = self._news(period, before)
            before = period
            if words and period.since and period.since <= self._context.assessment.today:
                event = period.by
                yield ReaderChange(
                    standing.document,
                    title,
                    period.since,
                    words,
                    period.state is not State.IN_FORCE,
                    period.version,
                    event.reason if event else "",
                    page,
                    event.decision if event else "",
                    audience,
                )

    def _audience(self, document: str) -> tuple[str, ...]:
        """Every role that a version of a document was written for, by its sealed texts.

        Whoever was told of a text is told that it stops, whatever the one that is being worked on
        says of its readers. That one is asked only where no sealed text can be believed.
        """
        seals = self._context.seals.get(document, {}).values()
        record = self._context.registry.records.get(document)
        texts = [seal.record for seal in seals] or ([record] if record else [])
        roles = (str(role) for text in texts for role in text.get("audience") or ())
        return tuple(sorted({role for role in roles if role.strip()}))

    def _news(self, period: Period, before: Period | None) -> str:
        """What happened when a period began; nothing, if it is no news to readers."""
        if period.state is State.IN_FORCE:
            if period.label is not None:
                return _NEWS[period.label]
            return "" if before and before.state is State.IN_FORCE else "In force again"
        if period.state in _SILENT or before is None or before.state is period.state:
            return ""
        return WORDS[period.state].label


def newest(changes: Sequence[ReaderChange]) -> tuple[ReaderChange, ...]:
    """So many changes as a feed holds, of those given with the newest first.

    What stops a text today is never left out for being old, or for being told late.
    """
    last: dict[str, int] = {}
    for at, change in enumerate(changes):
        last.setdefault(change.document, at)
    kept = {at for at in last.values() if changes[at].stops}
    return tuple(change for at, change in enumerate(changes) if at < MOST or at in kept)


def _in_address(role: str) -> str:
    """A role as part of a file's name: short, and different for what has no Latin letters."""
    plain = slug(role)
    if plain and len(plain) <= _LONGEST and role.isascii():
        return plain
    return f"{plain[:_LONGEST]}-{hashlib.sha256(role.encode()).hexdigest()[:8]}".lstrip("-")


def noticed(context: Context, words: str) -> str:
    """Words behind what every page says of this build: that it is a demonstration, say."""
    return " ".join([*(f"{notice.rstrip('.')}." for notice in notices(context)), words])


def address(context: Context, url: str, depth: int) -> str:
    """Where a page or file is: in full if the site's address is known, else from a file so deep."""
    settings = context.assessment.settings
    if settings.forge and settings.forge.site:
        return page_address(settings, url)
    return "../" * depth + url
