"""The page *This week*: what needs doing, in the order of the harm that waiting does."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from handbook.agenda.week import HARMS, week
from handbook.render.agenda.packs import pack_path
from handbook.render.agenda.parts import DUE, WEEK, post, to_type
from handbook.render.context import named
from handbook.render.frame.meta import make_page
from handbook.render.markdown.writing import Columns, Md, heading, inline, slug, small, until

if TYPE_CHECKING:
    from handbook.agenda.week import Task
    from handbook.render.context import Context
    from handbook.render.model import Page

_LEAD = (
    "What needs doing this week, in the order of the harm that waiting does: what it is, who does "
    "it, by when, and what to do next.\n{: .hb-lead }"
)
_BESIDES = (
    "It is drawn from the same list as [what falls due](../index.md), and `handbook due --format "
    "week` prints it. [Who has what to do](../keeping/index.md) shows the load."
)


def week_page(context: Context) -> Page:
    """The page a coordinator opens on a Monday."""
    tasks = [
        task for task in week(context.assessment, context.quarantined) if _shown(context, task)
    ]
    parts = [_LEAD, _BESIDES]
    if not tasks:
        parts.append("Nothing needs doing this week.")
    for harm, group in groupby(tasks, key=lambda task: task.harm):
        table = Columns("What", "Next", "By").table(_row(context, task) for task in group)
        parts += [heading(2, HARMS[harm], f"hb-{slug(harm.name)}"), table]
    return make_page(
        context, WEEK, "This week", "\n\n".join(parts), kind="index", trail=DUE
    )  # fmt: skip


def _shown(context: Context, task: Task) -> bool:
    """Whether the record that a task is about may be named here."""
    return task.record in context.registry.records or task.record in context.quarantined


def _row(context: Context, task: Task) -> tuple[Md, Md, Md]:
    about = named(context, WEEK, task.record)
    if task.organisation and task.organisation != task.record:
        about = Md(f"{context.link(WEEK, task.organisation, anchor='hb-meant')}: {about}")
    who = Md(f"Who: {post(context, WEEK, task.who)}")
    what = Md(f"{about} {small(task.what)} {small(who)}")
    return what, _next(context, task), until(task.by) if task.by else inline("Now")


def _next(context: Context, task: Task) -> Md:
    lines = [inline(task.next)]
    if task.meeting and pack_path(context, task.meeting):
        lines.append(context.link(WEEK, task.meeting))
    if task.command:
        lines.append(to_type(task.command))
    return Md(" ".join(lines))
