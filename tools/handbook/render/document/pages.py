"""A document's own page and that of its draft; ``document_pages`` names every page it has.

A note in the standing box is added in ``frame.notes``, a dated fact in ``frame.standing``, a row of
the front sheet in ``frame.front_sheet``, a section under the text here in ``_below``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from handbook.assess.words import WORDS, Flag, State
from handbook.render.adoption.documents import adoption_facts, local_adoption
from handbook.render.document.changes import changes_page
from handbook.render.document.history import history_link, history_page
from handbook.render.document.versions import (
    hidden_version_page,
    struck_through,
    untold_version_page,
    version_page,
)
from handbook.render.frame.citing import as_it_stands, citation
from handbook.render.frame.meta import make_page
from handbook.render.frame.notes import with_wrong
from handbook.render.frame.saying import about, saying
from handbook.render.frame.standing import box, draft_box, mark
from handbook.render.markdown.struck import Struck, named_wrong
from handbook.render.markdown.texts import Shown, working
from handbook.render.markdown.writing import inline
from handbook.render.pages.filling import lead, written
from handbook.render.pages.linked import decisions_and_versions, linked
from handbook.render.pages.serves import serves
from handbook.types.known import KnownType

if TYPE_CHECKING:
    from collections.abc import Iterator

    from handbook.render.context import Context
    from handbook.render.document.view import DocumentView
    from handbook.render.markdown.writing import Md
    from handbook.render.model import Page

_TEXT_STAYS = frozenset(
    {State.IN_FORCE, State.SUSPENDED, State.WITHDRAWN, State.LAPSED, State.UNKNOWN}
)
"""States whose document still shows its sealed text, marked unless it is in force."""

_TOLD_ELSEWHERE = (KnownType.DECISION, KnownType.POLICY_MAPPING, KnownType.ADOPTION)
"""Types whose references to a document its page tells in sections of their own."""


def document_pages(context: Context, view: DocumentView) -> Iterator[tuple[Page, Shown | None]]:
    """Every page of a document, each with the text it shows (whose attachments it needs)."""
    standing = view.standing
    yield _own(context, view)
    if standing.events:
        yield history_page(context, view), None
    if standing.text_hidden:
        return
    if view.has_draft:
        yield _draft(context, view)
    if view.is_compared:
        yield changes_page(context, view), None
    for version in standing.versions:
        if version.version in view.texts and version.hidden:
            yield hidden_version_page(context, view, version), None
        elif version.version in view.texts and view.seals[version.version].kept_back:
            yield untold_version_page(context, view, version), None
        elif version.version in view.texts:
            yield version_page(context, view, version)


def _own(context: Context, view: DocumentView) -> tuple[Page, Shown | None]:
    standing = view.standing
    shown = view.texts.get(standing.version)
    if shown is None or standing.state not in _TEXT_STAYS or standing.text_hidden:
        markdown, authored, marks = _without_text(context, view), None, Struck("")
        shown = None
    else:
        whole, authored = written(context, view.page, shown)
        marks = struck_through(view, standing.version, whole, authored, named_wrong(standing))
        markdown = marks.markdown
    drawn = box(context, view, adoption_facts(context, view))
    record = view.record
    subject = about(
        context, record, view.page, file=record.path, version=standing.version if shown else "",
        digest=standing.digest, adoptable=standing.in_force,
    )  # fmt: skip
    changed = Flag.CHANGED in standing.flags
    page = make_page(
        context, view.page, view.label, "\n\n".join([markdown, *_below(context, view)]),
        kind="document", eyebrow=view.kind.title, trail=view.trail, source=record.path,
        say=saying(context, record, subject, sealed=shown is not None, ahead=changed),
        found_as=_found_as(context, view), box=with_wrong(drawn, marks.passages),
        mark=mark(standing.state) if shown else "", struck=marks.meta, standing=standing,
        authored=authored, kind_of_record=view.record.type, members=not view.record.public,
        view=view,
        cite=citation(context, view.kind.title, subject, as_it_stands(context, standing)),
    )  # fmt: skip
    return page, shown


def _below(context: Context, view: DocumentView) -> list[Md]:
    """The sections under a document's text."""
    sections = (
        local_adoption(context, view.page, view.id),
        decisions_and_versions(context, view),
        history_link(view),
        serves(context, view.page, view.id),
    )
    return [section for section in sections if section]


def _found_as(context: Context, view: DocumentView) -> str:
    """A document's name where no box stands beside it: with its state, and what to use instead."""
    if view.standing.in_force:
        return view.label
    state, instead = WORDS[view.standing.state].label, view.replacement
    if instead is None or not instead.live:
        return f"{view.label} ({state})"
    return f"{view.label} ({state}. {instead.label}: {context.label(instead.document)})"


def _without_text(context: Context, view: DocumentView) -> str:
    """What a document's own page says when its text does not stand there."""
    backlinks = linked(context, view.page, view.id, without=_TOLD_ELSEWHERE)
    standing = view.standing
    if standing.text_hidden:
        return backlinks
    shown = view.texts.get(standing.version)
    parts: list[str] = [lead(shown.data if shown else view.record.data)]
    if shown is not None:
        link = f"versions/{standing.version}/index.md"
        word = WORDS[standing.state].label.lower()
        parts.append(f"[Read the {inline(word)} text]({link}): it is kept, and not for use.")
    elif standing.upcoming:
        version = standing.upcoming.version
        link = f"versions/{version}/index.md"
        parts.append(f"[Read version {inline(version)}]({link}): it is not in effect yet.")
    if view.has_draft:
        parts.append("[Read the draft](draft/index.md): it is not endorsed.")
    parts.append(backlinks)
    return "\n\n".join(filter(None, parts))


def _draft(context: Context, view: DocumentView) -> tuple[Page, Shown]:
    shown = working(context, view.record, "draft")
    markdown, authored = written(context, view.draft, shown)
    title = str(view.record.get("title", view.id))
    subject = about(context, view.record, view.draft, file=view.record.path)
    page = make_page(
        context, view.draft, title, markdown, kind="draft", eyebrow=f"{view.kind.title}: draft",
        found_as=f"Draft, not endorsed: {title}", trail=view.under, source=view.record.path,
        box=draft_box(context, view), mark="Draft: not endorsed", authored=authored,
        searched=False, kind_of_record=view.record.type, members=not view.record.public, view=view,
        say=saying(context, view.record, subject),
        cite=citation(context, view.kind.title, subject, "Draft: not endorsed"),
    )  # fmt: skip
    return page, shown
