"""The page *Who has what to do*: actions, documents without owner, reviews by month, judgements."""

from __future__ import annotations

from calendar import month_name
from typing import TYPE_CHECKING

from handbook.agenda.load import MonthLoad, OpenAction, open_actions, review_load
from handbook.agenda.mappings import SuspectMapping, suspect_mappings
from handbook.agenda.owners import documents_without_owner
from handbook.agenda.spreading import MANY
from handbook.assess.words import Tone
from handbook.render.agenda.parts import DUE, KEEPING, post
from handbook.render.context import named
from handbook.render.frame.meta import make_page
from handbook.render.markdown.writing import (
    Columns,
    Md,
    heading,
    inline,
    plain_tag,
    small,
    until,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from handbook.render.context import Context
    from handbook.render.model import Page

_LEAD = (
    "Who has what to do: actions, reviews by month, documents that nobody looks after, and "
    "judgements whose ground has moved.\n{: .hb-lead }"
)


def keeping_page(context: Context) -> Page:
    """Who has what to do, and how the load is spread."""
    actions = [a for a in open_actions(context.assessment) if a.action in context.registry.records]
    parts = [
        _LEAD,
        heading(2, "Actions by owner", "hb-actions-by-owner"),
        *_by(context, actions, "owner"),
        heading(2, "Actions by group", "hb-actions-by-group"),
        *_by(context, actions, "group"),
        heading(2, "Documents that nobody looks after", "hb-no-owner"),
        _gaps(context) or "Every document in use has an owner whose post is held or covered.",
        heading(2, "Reviews by month and owner", "hb-load"),
        _load(context) or "No review falls due.",
        heading(2, "Judged against what has changed since", "hb-suspect"),
        _suspect(context) or "Every judgement is about the policy and the texts as they are.",
    ]
    return make_page(
        context, KEEPING, "Who has what to do", "\n\n".join(parts), kind="index", trail=DUE
    )  # fmt: skip


def _by(context: Context, actions: Sequence[OpenAction], field: str) -> list[str]:
    """Actions in a table for each owner, or each group; those with most that is late first."""
    if not actions:
        return ["No action is open."]
    groups: dict[str, list[OpenAction]] = {}
    for action in actions:
        groups.setdefault(getattr(action, field), []).append(action)
    order = sorted(
        groups,
        key=lambda name: (-sum(a.late for a in groups[name]), context.label(name), name),
    )
    parts: list[str] = []
    for name in order:
        none = "Nobody named" if field == "owner" else "Asked for by no meeting"
        title = context.label(name) if name else none
        parts += [
            heading(3, title, f"hb-{field}-{name or 'none'}"),
            Columns("Action", "Due").table(
                (_action(context, action, field), _day(action)) for action in groups[name]
            ),
        ]
    return parts


def _action(context: Context, action: OpenAction, field: str) -> Md:
    other = post(context, KEEPING, action.owner) if field == "group" else _asked(context, action)
    return Md(f"{context.link(KEEPING, action.action)} {small(other)}")


def _asked(context: Context, action: OpenAction) -> Md:
    return (
        Md(f"Asked for at: {context.link(KEEPING, action.meeting)}") if action.meeting else Md("")
    )


def _day(action: OpenAction) -> Md:
    if action.late:
        return Md(f"{inline(action.due)} {plain_tag('Date passed', Tone.CARE)}")
    return until(action.due)


def _gaps(context: Context) -> Md:
    return Columns("Document", "Owner", "Why").table(
        (named(context, KEEPING, gap.document), post(context, KEEPING, gap.owner), gap.why)
        for gap in documents_without_owner(context.assessment)
        if gap.document in context.registry.records
    )


def _load(context: Context) -> Md:
    return Columns("Month", "Reviews", "Owners", "Documents").table(
        (_month(load), _many(load), _owners(context, load), _documents(context, load))
        for load in review_load(context.assessment)
    )


def _month(load: MonthLoad) -> Md:
    return inline("Late" if load.late else f"{month_name[load.month]} {load.year}")


def _many(load: MonthLoad) -> Md:
    total = inline(load.total)
    crowded = load.total >= MANY and not load.late
    return Md(f"{total} {plain_tag('Many at once', Tone.CARE)}") if crowded else total


def _owners(context: Context, load: MonthLoad) -> Md:
    return Md(", ".join(f"{_owner(context, owner)}: {many}" for owner, many in load.owners))


def _owner(context: Context, owner: str) -> Md:
    return context.link(KEEPING, owner) if owner else inline("Nobody named")


def _documents(context: Context, load: MonthLoad) -> Md:
    return Md(", ".join(named(context, KEEPING, document) for document in load.documents))


def _documents_of(context: Context, suspect: SuspectMapping) -> Md:
    return Md(", ".join(context.link(KEEPING, document) for document in suspect.documents))


def _suspect(context: Context) -> Md:
    return Columns("Judgement", "Item", "Judged by", "Why").table(
        (
            context.link(KEEPING, each.mapping),
            Md(f"{context.link(KEEPING, each.policy)} {small(each.item)}"),
            context.link(KEEPING, each.judged_by) if each.judged_by else inline("Nobody named"),
            Md(f"{inline(each.why)} {small(_documents_of(context, each))}"),
        )
        for each in suspect_mappings(context.assessment)
        if each.mapping in context.registry.records
    )
