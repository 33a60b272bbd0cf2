"""The pages of one record: its own, its draft, and one for each sealed version."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING, Any

from handbook.assess.words import WORDS, State
from handbook.render.adoption.documents import local_adoption
from handbook.render.adoption.members import member_questions
from handbook.render.adoption.records import record_questions
from handbook.render.frame.front_sheet import shared_parts
from handbook.render.frame.meta import Trail, make_page
from handbook.render.frame.notes import is_compared, with_wrong
from handbook.render.frame.standing import box, draft_box, mark, version_box
from handbook.render.markdown.fields import Fields
from handbook.render.markdown.places import relative, rewriter
from handbook.render.markdown.struck import Struck, named_wrong, strike
from handbook.render.markdown.templating import (
    ForbiddenMarkup,
    RefusedOutput,
    TemplateProblem,
    fill,
)
from handbook.render.markdown.texts import Shown, has_draft, sealed, working
from handbook.render.markdown.veil import Veil
from handbook.render.markdown.writing import Md, heading, inline
from handbook.render.model import TEXT_BEGINS, TEXT_ENDS, Page
from handbook.render.pages.changes import changes_page, corrected
from handbook.render.pages.groups import group_questions
from handbook.render.pages.linked import decisions_and_versions, linked, questions
from handbook.render.pages.policy import bar, policy_questions
from handbook.render.pages.serves import serves
from handbook.render.pages.timeline import history_link, history_page
from handbook.render.plain import every_field
from handbook.types import shipped_template
from handbook.types.model import BUILT_IN

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from handbook.assess.model import Standing, VersionStanding
    from handbook.load.model import Record
    from handbook.render.context import Context
    from handbook.types.model import ContentType

_TEXT_STAYS = frozenset(
    {State.IN_FORCE, State.SUSPENDED, State.WITHDRAWN, State.LAPSED, State.UNKNOWN}
)
"""States whose document still shows its sealed text, marked unless it is in force."""

_TOLD_ELSEWHERE = ("decision", "policy-mapping", "adoption")
"""Types whose references to a document its page tells in sections of their own."""

_PLACE = Md(f"{TEXT_BEGINS}{TEXT_ENDS}")
"""Where a template puts the author's text, which is laid in last, so that nothing touches it."""
_BLANK_LINES = re.compile(r"\n{3,}")


def record_pages(context: Context, record: Record) -> Iterator[tuple[Page, Shown | None]]:
    """Every page of a record, each with the text it shows (whose attachments it needs)."""
    standing = context.standing(record.id)
    if standing is None:
        yield _plain(context, record)
        return
    shown = sealed(context, record, standing.version) if standing.version else None
    yield _document(context, record, standing, shown)
    if standing.events:
        yield history_page(context, record, standing, _under(context, record)), None
    if standing.text_hidden:
        return
    if has_draft(context, standing):
        yield _draft(context, record, standing)
    if is_compared(context, standing):
        yield changes_page(context, record, standing, _under(context, record)), None
    for version in standing.versions:
        same = version.version == standing.version
        text = shown if same else sealed(context, record, version.version)
        if text is not None and version.hidden:
            yield _hidden_version(context, record, standing, version)
        elif text is not None:
            yield _version(context, record, standing, version, text)


def _plain(context: Context, record: Record) -> tuple[Page, Shown]:
    kind, path = context.kind(record), context.places.page(record.id)
    shown = working(context, record)
    markdown, authored = _written(context, path, shown)
    title = context.label(record.id)
    answer = record.type == "adoption"  # never edited, and never what somebody searches for
    page = make_page(
        context, path, title, markdown, kind="record", eyebrow=kind.title,
        trail=_trail(context, record), source="" if answer else record.path, authored=authored,
        bar=bar(context, record.id), kind_of_record=record.type, members=not record.public,
        searched=not answer, found_as=f"{kind.title}: {title}" if record.type in _TOLD else "",
    )  # fmt: skip
    return page, shown


def _document(
    context: Context, record: Record, standing: Standing, shown: Shown | None
) -> tuple[Page, Shown | None]:
    kind, path = context.kind(record), context.places.page(record.id)
    title = context.label(record.id)
    with_text = shown is not None and standing.state in _TEXT_STAYS and not standing.text_hidden
    authored, marks = None, Struck("")
    if shown is not None and with_text:
        markdown, authored = _written(context, path, shown)
        marks = _struck(
            context, markdown, authored, record, standing.version, named_wrong(standing)
        )
        markdown = marks.markdown
    else:
        markdown = _without_text(context, path, record, standing, shown)
        shown = None
    below = [
        local_adoption(context, path, record.id),
        decisions_and_versions(context, path, standing),
        history_link(standing),
        serves(context, path, record.id),
    ]
    page = make_page(
        context, path, title, "\n\n".join([markdown, *filter(None, below)]), kind="document",
        eyebrow=kind.title, trail=_trail(context, record), source=record.path,
        found_as=_found_as(context, title, standing),
        box=with_wrong(box(context, standing), marks.told),
        mark=mark(standing.state) if with_text else "", struck=marks.meta, standing=standing,
        authored=authored, kind_of_record=record.type, members=not record.public,
    )  # fmt: skip
    return page, shown


def _struck(
    context: Context,
    markdown: str,
    authored: str | None,
    record: Record,
    version: str,
    named: tuple[str, ...],
) -> Struck:
    """A page with what was named as wrong struck through, in what of it was sealed."""
    seal = context.registry.seals.get((record.id, version))
    return strike(markdown, authored, seal.record.data if seal else {}, named)


_TOLD = frozenset({"decision", "action"})
"""Records whose titles may say how a document stood; in search results each says what it is."""


def _found_as(context: Context, title: str, standing: Standing) -> str:
    """A document's name where no box stands beside it: with its state, and what to use instead."""
    if standing.in_force:
        return title
    state = WORDS[standing.state].label
    instead = context.replacement(standing)
    if instead is None or not instead.live:
        return f"{title} ({state})"
    return f"{title} ({state}. {instead.label}: {context.label(instead.document)})"


def _without_text(
    context: Context, path: str, record: Record, standing: Standing, shown: Shown | None
) -> str:
    """What a document's own page says when its text does not stand there."""
    if standing.text_hidden:
        return linked(context, path, record.id, without=_TOLD_ELSEWHERE)
    data = shown.data if shown else record.data
    parts: list[str] = [lead(data)]
    if shown is not None:
        link = f"versions/{standing.version}/index.md"
        word = WORDS[standing.state].label.lower()
        parts.append(f"[Read the {inline(word)} text]({link}): it is kept, and not for use.")
    elif standing.upcoming:
        version = standing.upcoming.version
        link = f"versions/{version}/index.md"
        parts.append(f"[Read version {inline(version)}]({link}): it is not in effect yet.")
    if has_draft(context, standing):
        parts.append("[Read the draft](draft/index.md): it is not endorsed.")
    parts.append(linked(context, path, record.id, without=_TOLD_ELSEWHERE))
    return "\n\n".join(filter(None, parts))


def _draft(context: Context, record: Record, standing: Standing) -> tuple[Page, Shown]:
    kind, path = context.kind(record), context.places.draft(record.id)
    shown = working(context, record, "draft")
    markdown, authored = _written(context, path, shown)
    title = str(record.get("title", record.id))
    page = make_page(
        context, path, title, markdown, kind="draft", eyebrow=f"{kind.title}: draft",
        found_as=f"Draft, not endorsed: {title}",
        trail=_under(context, record),
        source=record.path, box=draft_box(context, standing), mark="Draft: not endorsed",
        authored=authored, searched=False, kind_of_record=record.type, members=not record.public,
    )  # fmt: skip
    return page, shown


def _version(
    context: Context, record: Record, standing: Standing, version: VersionStanding, shown: Shown
) -> tuple[Page, Shown]:
    kind, path = context.kind(record), context.places.version(record.id, version.version)
    markdown, authored = _written(context, path, shown)
    named = named_wrong(standing, version.version)
    marks = _struck(context, markdown, authored, record, version.version, named)
    drawn = with_wrong(version_box(context, standing, version), marks.told)
    current = standing.in_force and version.version == standing.version
    title = str(shown.data.get("title", record.id))
    words = f"Version {version.version}, {'in force' if current else 'not in force'}"
    page = make_page(
        context, path, title, marks.markdown, kind="version", eyebrow=f"{kind.title}: {words}",
        found_as=f"{words}: {title}",
        trail=_under(context, record),
        box=drawn, struck=marks.meta, mark="" if current else f"{words}: do not rely on it",
        standing=standing if current else None,
        authored=authored, searched=False, kind_of_record=record.type, members=not record.public,
    )  # fmt: skip
    return page, shown


def _hidden_version(
    context: Context, record: Record, standing: Standing, version: VersionStanding
) -> tuple[Page, None]:
    """The page of a version that was published in error: its address, and nothing of its text."""
    path = context.places.version(record.id, version.version)
    words = f"Version {version.version}, published in error"
    page = make_page(
        context, path, context.label(record.id),
        "This version was published in error, and its text has been removed. Do not use any copy "
        "of it that you may have.\n{: .hb-lead }",
        kind="version", eyebrow=f"{context.kind(record).title}: {words}",
        found_as=f"{words}: {context.label(record.id)}", trail=_under(context, record),
        box=version_box(context, standing, version), searched=False,
        kind_of_record=record.type, members=not record.public,
    )  # fmt: skip
    return page, None


def _written(context: Context, path: str, shown: Shown) -> tuple[str, str | None]:
    """A record's Markdown from its type's template, and the author's part of it."""
    kind = context.kind(shown.record)
    served = {file: place for file, (place, _) in shown.served().items()}
    authored, text = None, Md("")
    if shown.body is not None:
        authored = shown.linked(rewriter(context.places, shown.file, path, served)).strip("\n")
        text = _PLACE
    values = {
        "record": shown.record,
        "data": Fields(shown.data, kind.schema.get("properties", {})),
        "text": text,
        "lead": lead(shown.data),
        "attachments": _attachment_list(path, shown),
        **(shared_parts(context, path, shown.data) if kind.has("endorsable") else {}),
        **questions(context, path, shown.record.id),
        "corrected": partial(corrected, context),
        **group_questions(context, path),
        **policy_questions(context, path, shown.record.id),
        **member_questions(context, path, shown.record.id),
        **record_questions(context, path, shown.record.id),
        "every_field": lambda: every_field(shown.data, lambda one: _to_record(context, path, one)),
    }
    written = _BLANK_LINES.sub("\n\n", _filled(context, kind, values, path, shown))
    if written.count(_PLACE) != (authored is not None):
        raise TemplateProblem(f"The page template of {kind.name} must place {{{{ text }}}} once.")
    marked = f"{TEXT_BEGINS}\n\n{authored}\n\n{TEXT_ENDS}"
    return written.replace(_PLACE, marked), authored


def _filled(
    context: Context, kind: ContentType, values: Mapping[str, Any], path: str, shown: Shown
) -> str:
    """What a type's template makes of its values; one of a network's own is looked through.

    Raises ``TemplateProblem``; as ``RefusedOutput``, for what only the handbook may draw or say.
    """
    source = context.template(shown.record)
    if source is not kind.template or kind.origin == BUILT_IN:
        return fill(kind.name, source, values)
    shipped, boxed = shipped_template(kind.name), kind.has("endorsable")
    veil = Veil(shown.data, shipped, context.registry.records, boxed=boxed)
    given = {name: veil.over(name, value) for name, value in values.items()}
    written = fill(kind.name, source, given)
    if met := tuple(dict.fromkeys(veil.met(written))):
        raise RefusedOutput([ForbiddenMarkup(f"{kind.origin}/page.md.j2", kind.name, path, met)])
    return veil.lifted(written)


def _to_record(context: Context, here: str, record_id: str) -> Md | None:
    return context.link(here, record_id) if record_id in context.registry.records else None


def lead(data: Mapping[str, Any]) -> Md:
    """The summary as the opening paragraph."""
    summary = data.get("summary")
    return Md(f"{inline(summary)}\n{{: .hb-lead }}") if summary else Md("")


def _attachment_list(path: str, shown: Shown) -> Md:
    served = shown.served().values()
    if not served:
        return Md("")
    lines = [f"* [{inline(a.name)}]({relative(path, place)})" for place, a in served]
    return Md("\n".join([heading(2, "Attachments", "hb-attachments"), "", *lines]))


def _under(context: Context, record: Record) -> Trail:
    own = (context.label(record.id), context.places.page(record.id))
    return [*_trail(context, record), own]


def _trail(context: Context, record: Record) -> Trail:
    kind = context.kind(record)
    if kind.singleton:
        return [("Home", "index.md")]
    return [("Home", "index.md"), (kind.plural, f"{kind.folder}/index.md")]
