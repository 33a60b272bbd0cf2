"""What falls due: by owner, and by the meeting that can still decide it; and whom to ring."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handbook.assess.due.derive import BY, WAS
from handbook.assess.words import DueKind, Tone
from handbook.render.adoption.follow_up import outstanding_answers, ring_first
from handbook.render.context import Context, named
from handbook.render.frame.meta import make_page
from handbook.render.frame.trail import HOME
from handbook.render.markdown.writing import (
    Columns,
    Md,
    bullets,
    heading,
    in_words,
    inline,
    plain_tag,
    small,
    until,
)
from handbook.render.offering import offered_on
from handbook.render.pages.reminded import reminded
from handbook.render.pictures.timeline import reviews_by_month

if TYPE_CHECKING:
    from collections.abc import Sequence

    from handbook.assess.due.model import Due
    from handbook.render.model import Page

HERE = "due/index.md"
_LISTS = (
    "[This week](week/index.md) puts it in the order of harm, with what to do next; "
    "[who has what to do](keeping/index.md) shows actions, owners and the load."
)


def due_page(context: Context) -> Page:
    """Everything that falls due, however far ahead."""
    items = context.assessment.due
    intro = (
        "What falls due, by owner and by the meeting that can still decide it. A meeting is named "
        "only while its papers have not gone out.\n{: .hb-lead }"
    )
    lists = () if context.stamp.public else (_LISTS,)
    parts = [intro, *lists, *ring_first(context, HERE)]
    if not items:
        parts.append("Nothing falls due within the time this network looks ahead.")
    else:
        parts += _late(context, items)
        parts += [heading(2, "By owner", "hb-by-owner"), *_by_owner(context, items)]
        parts += [heading(2, "By meeting", "hb-by-meeting"), *_by_meeting(context, items)]
    parts += reviews_by_month(context, HERE)
    parts += outstanding_answers(context, HERE)
    parts += [*reminded(context), bullets(offered_on(context, HERE))]
    return make_page(
        context, HERE, "What falls due", "\n\n".join(parts), kind="index",
        trail=HOME,
    )  # fmt: skip


def _late(context: Context, items: Sequence[Due]) -> list[str]:
    """What is late already, whoever owns it: the first thing to ask about."""
    late = [item for item in items if item.on < context.stamp.today]
    if not late:
        return []
    return [heading(2, "Late already", "hb-late"), with_owners(context, HERE, late)]


def with_owners(context: Context, here: str, items: Sequence[Due]) -> Md:
    """What falls due in order of day, each with its owner."""
    return Columns("For", "Due").table(
        (
            Md(f"{named(context, here, item.record)} {_owner(context, here, item)}"),
            by(context, item),
        )
        for item in items
    )


def _owner(context: Context, here: str, item: Due) -> Md:
    owner = context.link(here, item.owner) if item.owner else "nobody named"
    return small(Md(f"Owner: {owner}"))


def _by_owner(context: Context, items: Sequence[Due]) -> list[str]:
    owners = sorted({i.owner for i in items}, key=lambda owner: (context.label(owner), owner))
    parts: list[str] = []
    for owner in owners:
        name = context.label(owner) if owner else "Nobody named"
        mine = [item for item in items if item.owner == owner]
        table = Columns("For", "Due", "Can be decided at").table(
            (named(context, HERE, item.record), by(context, item), chance(context, item))
            for item in mine
        )
        parts += [heading(3, name, f"hb-owner-{owner or 'nobody'}"), table]
    return parts


def _by_meeting(context: Context, items: Sequence[Due]) -> list[str]:
    first: dict[str, list[Due]] = {}
    for item in items:
        for meeting in item.meetings:
            first.setdefault(meeting, []).append(item)
    if not first and context.stamp.public:
        return ["Which meeting can decide any of them is told to members."]
    if not first:
        return ["No scheduled meeting can decide any of them in time."]
    parts: list[str] = []
    days = sorted(first, key=lambda meeting: (str(context.value(meeting, "date")), meeting))
    for meeting in days:
        lines = [
            f"* {named(context, HERE, item.record)}: {by(context, item)}" for item in first[meeting]
        ]
        parts += [
            heading(3, context.label(meeting), f"hb-meeting-{meeting}"),
            "\n".join(lines),
            context.link(HERE, meeting, "Open the meeting"),
        ]
    return parts


def by(context: Context, item: Due) -> Md:
    """What is due by which day; a day that had passed on the day of the build is said to have."""
    if item.what == DueKind.UNKNOWN:
        return inline("Standing cannot be told")
    if item.awaited:
        return Md(f"{_by_day(context, item)} {small(item.why)}")
    return _by_day(context, item)


def _by_day(context: Context, item: Due) -> Md:
    what = inline(item.by or BY.get(item.what) or f"{in_words(item.what)} by")
    if item.since is not None:
        stopped = Md(f"Suspended since {inline(item.since)}")
        if not item.dated:
            return stopped
        what = Md(f"{stopped}; {what}")
    if item.on < context.stamp.today:
        was = what if item.since else inline(item.was or WAS.get(item.what)) or what
        return Md(f"{was} {inline(item.on)} {plain_tag('Date passed', Tone.CARE)}")
    return Md(f"{what} {until(item.on)}")


def chance(context: Context, item: Due) -> Md:
    """The meetings that can still decide it, or why none can; why a standing cannot be told."""
    if item.meetings:
        return Md(", ".join(context.link(HERE, meeting) for meeting in item.meetings[:2]))
    return inline(item.too_late or ("" if item.awaited else item.why))
