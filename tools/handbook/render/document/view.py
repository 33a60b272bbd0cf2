"""What the pages of one document ask again and again, worked out once and handed to all of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from handbook.assess.standing.timeline import timeline_of
from handbook.assess.standing.wording import notable_words
from handbook.assess.words import Flag
from handbook.render.frame.trail import Trail, trail_of
from handbook.render.markdown.texts import has_draft, sealed

if TYPE_CHECKING:
    from collections.abc import Mapping

    from handbook.assess.standing.model import Standing
    from handbook.assess.standing.timeline import Period
    from handbook.assess.words import Word
    from handbook.load.model import Record, Seal
    from handbook.render.context import Context
    from handbook.render.frame.replacement import Replacement
    from handbook.render.markdown.texts import Shown
    from handbook.types.model import ContentType


@dataclass(frozen=True, slots=True)
class DocumentView:
    """One document on the day of the build: how it stands, its texts, and where its pages are.

    ``record`` is the working text, ``seals`` and ``texts`` are the sealed ones by version, the
    latter as pages show them. ``page``, ``draft``, ``changes`` and ``history`` are paths in the
    tree, of pages that are there only if ``has_draft``, ``is_compared`` and ``standing.events``
    say so.
    """

    record: Record
    kind: ContentType
    label: str
    standing: Standing
    words: tuple[Word, ...]
    """The words it is shown with: its state, what is notable in time, its flags."""
    seals: Mapping[str, Seal]
    texts: Mapping[str, Shown]
    has_draft: bool
    """Whether a page shows its working text: one that no group has endorsed."""
    is_compared: bool
    """Whether a page says what the working text would change in the text that was endorsed."""
    replacement: Replacement | None
    """What to use instead; ``None`` if it has not left use."""
    periods: tuple[Period, ...]
    """What applied when; nothing while nothing was decided about it."""
    page: str
    draft: str
    changes: str
    history: str
    versions: Mapping[str, str]
    """The path of the page of each version."""
    trail: Trail

    @property
    def id(self) -> str:
        """The id of the document."""
        return self.record.id

    @property
    def seal(self) -> Seal | None:
        """The seal of the version that readers get, if it is held."""
        return self.seals.get(self.standing.version)

    @property
    def under(self) -> Trail:
        """The way to a page below the document's own."""
        return (*self.trail, (self.label, self.page))


def view_of(context: Context, record: Record, standing: Standing) -> DocumentView:
    """The view of one document, of which ``standing`` says how it stands (``Context.standing``)."""
    places, document = context.places, record.id
    versions = dict.fromkeys(
        (standing.version, *(version.version for version in standing.versions))
    )
    if standing.upcoming:
        versions.setdefault(standing.upcoming.version)
    seals = context.seals.get(document, {})
    texts = ((version, sealed(context, record, version)) for version in versions)
    changed = Flag.CHANGED in standing.flags
    return DocumentView(
        record=record,
        kind=context.kind(record),
        label=context.label(document),
        standing=standing,
        words=notable_words(standing),
        seals=seals,
        texts={version: text for version, text in texts if text is not None},
        has_draft=has_draft(context, standing),
        is_compared=changed and standing.version in seals and not standing.text_hidden,
        replacement=context.replacement(standing),
        periods=timeline_of(standing, context.assessment.settings) if standing.events else (),
        page=places.page(document),
        draft=places.draft(document),
        changes=places.changes(document),
        history=places.history(document),
        versions={version: places.version(document, version) for version in versions if version},
        trail=trail_of(context.kind(record)),
    )
