"""A page for the pack of each meeting to come, to read, to send and to print."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from handbook.agenda.meeting.minutes import minutes
from handbook.agenda.meeting.pack import pack, scheduled
from handbook.agenda.telling import action_words, attended_words, paper_words
from handbook.assess.words import Tone
from handbook.render.agenda.parts import post, to_type
from handbook.render.context import named
from handbook.render.document.changes import change_list
from handbook.render.frame.meta import make_page
from handbook.render.frame.trail import trail_of
from handbook.render.markdown.places import relative
from handbook.render.markdown.writing import (
    Columns,
    Md,
    bullets,
    facts,
    heading,
    in_words,
    inline,
    plain_tag,
    small,
    until,
)
from handbook.render.pages.due import by
from handbook.render.pages.groups import item_title
from handbook.render.pages.help import verbatim

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from handbook.agenda.meeting.arising import Arising
    from handbook.agenda.meeting.calling import Calling, SeatCall
    from handbook.agenda.meeting.choices import Choice
    from handbook.agenda.meeting.pack import AgendaItem, Business, Pack
    from handbook.agenda.meeting.papers import Paper
    from handbook.assess.due.meetings import ScheduledMeeting
    from handbook.render.context import Context
    from handbook.render.model import Page

_LEAD = (
    "What the group needs for this meeting. Nothing on this page is endorsed by it.\n{: .hb-lead }"
)
_MINUTES = (
    "Copy this into the meeting's file while it meets, or let `handbook pack` write it. The check "
    "refuses it until every seat and every minute is filled in. No names of people, and nothing "
    "about any patient."
)


@lru_cache(maxsize=2)
def _scheduled(context: Context) -> Mapping[str, ScheduledMeeting]:
    """The meetings of which there is a pack, once for each render: every meeting's page asks."""
    return scheduled(context.assessment)


def pack_path(context: Context, meeting: str) -> str:
    """The path of a meeting's pack in the tree; empty where there is none."""
    ahead = _scheduled(context).get(meeting)
    public = context.stamp.public
    known = (
        ahead is not None and not public and not {meeting, ahead.group} & context.quarantined.keys()
    )
    home = context.places.page(meeting).removesuffix("index.md") if known else ""
    return f"{home}pack/index.md" if home else ""


def pack_link(context: Context, here: str, meeting: str) -> Md:
    """For the meeting's own page: the way to its pack; nothing where there is none."""
    path = pack_path(context, meeting)
    return Md(f"[The pack for this meeting]({relative(here, path)})") if path else Md("")


def pack_pages(context: Context) -> Iterator[Page]:
    """The pack of every meeting to come."""
    for meeting in _scheduled(context).values():
        path = pack_path(context, meeting.id)
        if path:
            yield _page(context, path, pack(context.assessment, meeting, context.quarantined))


def _page(context: Context, here: str, made: Pack) -> Page:
    record = context.registry.records[made.meeting.id]
    label = context.label(record.id)
    parts = [
        _LEAD,
        _when(context, here, made),
        heading(2, "Agenda", "hb-agenda"),
        _agenda(context, here, made) or "The meeting's record has no agenda yet.",
        heading(2, "What it may decide", "hb-business"),
        *(_business(context, here, each) for each in made.business),
        "" if made.business else "No document is on the agenda, and none falls due in its time.",
        heading(2, "Who must be there", "hb-quorum"),
        *_calling(context, here, made.calling),
        heading(2, "From the last meeting", "hb-arising"),
        *_arising(context, here, made.arising),
        heading(2, "The record to fill in", "hb-minutes"),
        _MINUTES,
        verbatim(minutes(made, record, commands=False)),
    ]
    trail = (*trail_of(context.kind(record)), (label, context.places.page(record.id)))
    return make_page(
        context, here, f"Pack: {label}", "\n\n".join(filter(None, parts)), kind="record",
        eyebrow="Meeting pack", trail=trail, members=not record.public, searched=False,
    )  # fmt: skip


def _when(context: Context, here: str, made: Pack) -> Md:
    papers = inline(made.meeting.papers)
    if made.papers_gone:
        papers = Md(f"{papers} {plain_tag('Date passed', Tone.CARE)}")
    else:
        papers = until(made.meeting.papers)
    return facts(
        [
            ("Meeting", context.link(here, made.meeting.id)),
            ("Group", context.link(here, made.meeting.group)),
            ("Date", made.meeting.on),
            ("How", in_words(made.held_as)),
            ("Where", made.venue),
            ("Papers due", papers),
        ]
    )


def _agenda(context: Context, here: str, made: Pack) -> Md:
    return Columns("On the agenda", "Documents").table(
        (
            Md(f"{inline(row.item)}. {inline(item_title(row.title))} {small(_purpose(row))}"),
            Md(", ".join(named(context, here, document) for document in row.documents)),
        )
        for row in made.agenda
    )


def _purpose(row: AgendaItem) -> str:
    return f"For {row.purpose}" if row.purpose else ""


def _business(context: Context, here: str, business: Business) -> str:
    document = business.document
    where = f"Item {business.item}" if business.item else "On no agenda yet"
    title = f"{where}: {context.label(document)}"
    allowed = "" if not business.powerless else f"{inline(business.powerless)}."
    table = Columns("The group may", "Then type").table(
        (_choice(choice), to_type(choice.command)) for choice in business.choices
    )
    parts = [
        heading(3, title, f"hb-business-{document}"),
        named(context, here, document),
        bullets([by(context, item) for item in business.due] + list(business.stake)),
        _paper(context, here, business.paper),
        allowed,
        table,
    ]
    return "\n\n".join(filter(None, parts))


def _choice(choice: Choice) -> Md:
    return Md(" ".join([f"{inline(choice.words)}.", *(f"{inline(f)}." for f in choice.first)]))


def _paper(context: Context, here: str, paper: Paper) -> str:
    words = inline(paper_words(paper))
    if paper.difference is None or not paper.difference.changes:
        return words
    changes = context.places.changes(paper.document)
    lines = [
        Md(f"{words} [Read it beside the endorsed text]({relative(here, changes)})"),
        change_list(paper.difference, 4, f"hb-paper-{paper.document}"),
    ]
    return "\n\n".join(lines)


def _calling(context: Context, here: str, calling: Calling) -> Iterator[str]:
    if calling.why_not:
        yield Md(f"{plain_tag('No decision counts', Tone.STOP)} {inline(calling.why_not)}.")
    if not calling.seats:
        return
    yield f"{calling.needed} of {calling.total} seats must be filled."
    if calling.clause:
        yield Md(f"> {inline(calling.clause)}")
    yield bullets(calling.risks) or "Nothing known puts the quorum at risk."
    yield Columns("Seat", "Post", "Lately").table(
        (
            Md(f"{inline(seat.title)} {small('Must be filled' if seat.required else '')}"),
            _from(context, here, seat),
            attended_words(seat),
        )
        for seat in calling.seats
    )


def _from(context: Context, here: str, seat: SeatCall) -> Md:
    """Whose seat it is, where that post is at home, and who stands in."""
    if not seat.post:
        return inline("Whoever is minuted")
    lines = [post(context, here, seat.post)]
    if seat.organisation:
        lines.append(small(context.link(here, seat.organisation)))
    if seat.deputy:
        lines.append(small(Md(f"Deputy: {context.link(here, seat.deputy)}")))
    return Md(" ".join(lines))


def _arising(context: Context, here: str, arising: Arising) -> Iterator[str]:
    if not arising.last:
        yield "No meeting of the group before this one was recorded as held."
    else:
        yield Md(f"The last meeting: {context.link(here, arising.last)}")
    if arising.decisions:
        links = (f"* {context.link(here, decision)}" for decision in arising.decisions)
        yield Md("\n".join(links))
    if arising.ratify:
        yield "Done without a meeting, and to be ratified:"
        yield bullets(
            Md(f"{context.link(here, each.decision)}: {'too late, it was ' if each.late else 'by '}"
               f"{inline(each.by)}")
            for each in arising.ratify
        )  # fmt: skip
    if arising.actions:
        yield Columns("Action", "Who", "State").table(
            (
                context.link(here, action.action),
                post(context, here, action.owner),
                action_words(action),
            )
            for action in arising.actions
        )
