"""A record's Markdown: the template of its type, filled with what a template may ask for.

A function for templates is added in ``pages.linked`` (``questions``) if every type may call it, or
beside the others of its subject: each module here that serves templates has such a table.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from handbook.render.adoption.members import member_questions
from handbook.render.adoption.records import record_questions
from handbook.render.agenda.packs import pack_link
from handbook.render.cover.asking import cover_questions
from handbook.render.document.changes import corrected
from handbook.render.frame.front_sheet import shared_parts
from handbook.render.markdown.fields import Fields
from handbook.render.markdown.places import relative, rewriter
from handbook.render.markdown.templating import (
    ForbiddenMarkup,
    RefusedOutput,
    TemplateProblem,
    fill,
    without_blank_lines,
)
from handbook.render.markdown.veil import Veil
from handbook.render.markdown.writing import Md, heading, inline
from handbook.render.model import TEXT_BEGINS, TEXT_ENDS
from handbook.render.overviews.whole import whole_questions
from handbook.render.pages.groups import group_questions
from handbook.render.pages.linked import questions
from handbook.render.pages.policy import policy_questions
from handbook.render.plain import every_field
from handbook.render.tallying.asking import tally_questions
from handbook.types import shipped_template
from handbook.types.model import BUILT_IN

if TYPE_CHECKING:
    from collections.abc import Mapping

    from handbook.render.charts.placing import PageCharts
    from handbook.render.context import Context
    from handbook.render.markdown.texts import Shown
    from handbook.types.model import ContentType

_PLACE = Md(f"{TEXT_BEGINS}{TEXT_ENDS}")
"""Where a template puts the author's text, which is laid in last, so that nothing touches it."""


def written(
    context: Context, path: str, shown: Shown, charts: PageCharts | None = None
) -> tuple[str, str | None]:
    """A record's Markdown from its type's template, and the author's part of it.

    The template may ask for charts where there are ``charts`` to hold them: never beside a badge.
    Raises ``TemplateProblem`` if the template cannot be used.
    """
    kind, authored = context.kind(shown.record), None
    if shown.body is not None:
        served = {file: place for file, (place, _) in shown.served().items()}
        authored = shown.linked(rewriter(context.places, shown.file, path, served)).strip("\n")
    values = _values(context, path, shown, kind)
    if charts is not None:
        values |= charts.questions()
    markdown = without_blank_lines(_filled(context, kind, values, path, shown))
    markdown = charts.checked(kind.name, markdown) if charts is not None else markdown
    if markdown.count(_PLACE) != (authored is not None):
        raise TemplateProblem(f"The page template of {kind.name} must place {{{{ text }}}} once.")
    return markdown.replace(_PLACE, f"{TEXT_BEGINS}\n\n{authored}\n\n{TEXT_ENDS}"), authored


def _values(context: Context, path: str, shown: Shown, kind: ContentType) -> dict[str, Any]:
    """Everything a template may name."""
    record_id = shown.record.id

    def to_record(target: str) -> Md | None:
        return context.link(path, target) if target in context.registry.records else None

    return {
        "record": shown.record,
        "data": Fields(shown.data, kind.schema.get("properties", {})),
        "text": Md("") if shown.body is None else _PLACE,
        "lead": lead(shown.data),
        "attachments": _attachment_list(path, shown),
        **(shared_parts(context, path, shown.data) if kind.has("endorsable") else {}),
        **questions(context, path, record_id),
        "corrected": partial(corrected, context),
        **group_questions(context, path),
        "pack_link": partial(pack_link, context, path, record_id),
        **policy_questions(context, path, record_id),
        **member_questions(context, path, record_id),
        **record_questions(context, path, record_id),
        **tally_questions(context, path),
        **whole_questions(context, path),
        **cover_questions(context, path),
        "every_field": lambda: every_field(shown.data, kind.schema, to_record),
    }


def _filled(
    context: Context, kind: ContentType, values: Mapping[str, Any], path: str, shown: Shown
) -> Md:
    """What a type's template makes of its values; one of a network's own is looked through.

    Raises ``TemplateProblem``; as ``RefusedOutput``, for what only the handbook may draw or say.
    """
    source = context.template(shown.record)
    if source is not kind.template or kind.origin == BUILT_IN:
        return fill(kind.name, source, values)
    shipped, boxed = shipped_template(kind.name), kind.has("endorsable")
    veil = Veil(shown.data, shipped, context.registry.records, boxed=boxed)
    veiled = {name: veil.over(name, value) for name, value in values.items()}
    markdown = fill(kind.name, source, veiled)
    if met := tuple(dict.fromkeys(veil.met(markdown))):
        raise RefusedOutput([ForbiddenMarkup(f"{kind.origin}/page.md.j2", kind.name, path, met)])
    return Md(veil.lifted(markdown))


def lead(data: Mapping[str, Any]) -> Md:
    """The summary as the opening paragraph."""
    summary = data.get("summary")
    return Md(f"{inline(summary)}\n{{: .hb-lead }}") if summary else Md("")


def _attachment_list(path: str, shown: Shown) -> Md:
    served = shown.served().values()
    if not served:
        return Md("")
    lines = [f"* [{inline(file.name)}]({relative(path, place)})" for place, file in served]
    return Md("\n".join([heading(2, "Attachments", "hb-attachments"), "", *lines]))
