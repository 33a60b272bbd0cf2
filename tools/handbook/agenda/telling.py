"""A pack, and the week's list, in blocks of words that any format can write."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from handbook.agenda.week import HARMS
from handbook.assess.standing.wording import notable_words
from handbook.difference.telling import tally
from handbook.proposal.blocks import Points, Quoted, Sentences, Title, ToType
from handbook.proposal.documents import details_of
from handbook.proposal.side_by_side import beside
from handbook.remind.wording import due_words, owner_words
from handbook.source.dates import long_date

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from handbook.agenda.meeting.arising import Arising, AskedFor
    from handbook.agenda.meeting.calling import Calling, SeatCall
    from handbook.agenda.meeting.pack import Business, Pack
    from handbook.agenda.meeting.papers import Paper
    from handbook.agenda.week import Task
    from handbook.assess.model import Assessment
    from handbook.proposal.blocks import AccountBlock


def pack_title(assessment: Assessment, pack: Pack) -> str:
    """What a pack is called."""
    return f"Pack: {assessment.registry.label(pack.meeting.id)}"


def pack_blocks(assessment: Assessment, pack: Pack) -> Iterator[AccountBlock]:
    """A pack from top to bottom: when and where, the agenda, the papers, who must come."""
    yield from _when(assessment, pack)
    yield Title(2, "Agenda")
    for row in pack.agenda:
        purpose = f" (for {row.purpose})" if row.purpose else ""
        yield Sentences(f"{row.item}. {row.title}{purpose}")
    if not pack.agenda:
        yield Sentences("The meeting's record has no agenda yet.")
    yield Title(2, "What it may decide")
    if not pack.business:
        yield Sentences("No document is on the agenda, and nothing that it can decide falls due.")
    for business in pack.business:
        yield from _business(assessment, business)
    yield from _calling(assessment, pack.calling)
    yield from _arising(assessment, pack.arising)


def _when(assessment: Assessment, pack: Pack) -> Iterator[AccountBlock]:
    meeting = pack.meeting
    where = f" {pack.venue}." if pack.venue else ""
    yield Sentences(f"{long_date(meeting.on)}, {assessment.registry.label(meeting.group)}.{where}")
    words = f"Papers must be in by {long_date(meeting.papers)}."
    if pack.papers_gone:
        words = f"The day for papers has passed: {long_date(meeting.papers)}."
    yield Sentences(words, loud=True)
    yield Sentences(f"As recorded on {long_date(assessment.today)}.")


def _business(assessment: Assessment, business: Business) -> Iterator[AccountBlock]:
    label = assessment.registry.label(business.document)
    where = f"Item {business.item}" if business.item else "On no agenda yet"
    yield Title(3, f"{where}: {label} ({business.document})")
    standing = assessment.standings[business.document]
    yield Sentences(f"It is: {', '.join(word.label for word in notable_words(standing))}.")
    for item in business.due:
        yield Sentences(f"{due_words(item, assessment.today)}.", loud=True)
    for stake in business.stake:
        yield Sentences(stake)
    yield from _paper(business.paper)
    if business.powerless:
        yield Sentences(f"{business.powerless}.", loud=True)
    if business.choices:
        points = (
            f"{choice.words}{''.join(f'. {first}' for first in choice.first)}."
            for choice in business.choices
        )
        yield Sentences("The group may:")
        yield Points(tuple(points))
        yield Sentences("Once it has decided, write it down by one of these:")
        for choice in business.choices:
            yield ToType(choice.kind.capitalize(), choice.command)


def _paper(paper: Paper) -> Iterator[AccountBlock]:
    yield Sentences(paper_words(paper))
    if paper.consultation and (paper.changed or not paper.version):
        yield Quoted(paper.consultation, "the draft, on its consultation")
    if paper.difference is not None and paper.difference.changes:
        yield from beside("What would change", details_of(paper.difference))


def paper_words(paper: Paper) -> str:
    """What the paper about a document is, in a sentence."""
    if paper.hidden:
        return "It was published in error, so nothing of its text is shown."
    if not paper.version:
        return "The paper is the whole draft: no version of it was ever endorsed."
    if not paper.changed:
        return f"The paper is version {paper.version} itself: the working text is the same."
    if paper.difference is None:
        return f"The working text differs from version {paper.version}, which cannot be read."
    return f"The paper is the draft against version {paper.version}. {tally(paper.difference)}"


def _calling(assessment: Assessment, calling: Calling) -> Iterator[AccountBlock]:
    yield Title(2, "Who must be there")
    if calling.why_not:
        yield Sentences(f"{calling.why_not}.", loud=True)
    if not calling.seats:
        return
    yield Sentences(f"{calling.needed} of {calling.total} seats must be filled.", loud=True)
    if calling.clause:
        yield Quoted(calling.clause, "the terms of reference")
    if calling.risks:
        yield Points(calling.risks)
    else:
        yield Sentences("Nothing known puts the quorum at risk.")
    yield Points(tuple(_seat(assessment, seat) for seat in calling.seats))


def _seat(assessment: Assessment, seat: SeatCall) -> str:
    post = owner_words(assessment, seat.post) if seat.post else "no post; whoever is minuted"
    must = " Must be filled." if seat.required else ""
    return f"{seat.title}: {post}.{must} {attended_words(seat)}"


def attended_words(seat: SeatCall) -> str:
    """At how many of the last meetings a seat was filled, in a sentence."""
    if not seat.attended:
        return ""
    many = len(seat.attended)
    there = sum(how == "present" for _, how in seat.attended)
    if many == 1:
        return "There at the last meeting." if there else "Not there at the last meeting."
    return f"There at {there} of the last {many} meetings."


def _arising(assessment: Assessment, arising: Arising) -> Iterator[AccountBlock]:
    label = assessment.registry.label
    yield Title(2, "From the last meeting")
    if not arising.last:
        yield Sentences("No meeting of the group before this one was recorded as held.")
    else:
        yield Sentences(f"The last meeting: {label(arising.last)}.")
    if arising.decisions:
        yield Points(tuple(label(decision) for decision in arising.decisions))
    if arising.ratify:
        yield Sentences("Done without a meeting, and to be ratified:", loud=True)
        points = (
            f"{label(r.decision)}, {'no later than' if not r.late else 'too late: it was'} "
            f"{long_date(r.by)}"
            for r in arising.ratify
        )
        yield Points(tuple(points))
    if arising.actions:
        yield Sentences("Actions:")
        yield Points(tuple(_action(assessment, action) for action in arising.actions))


def _action(assessment: Assessment, action: AskedFor) -> str:
    name = assessment.registry.label(action.action)
    return f"{name}. {owner_words(assessment, action.owner)}. {action_words(action)}"


def action_words(action: AskedFor) -> str:
    """How an action stands, in a sentence."""
    if action.done:
        return f"Done on {long_date(action.done)}."
    if action.due is None:
        return "Not done."
    return f"{'Late: it was' if action.late else 'To be done'} by {long_date(action.due)}."


def week_blocks(assessment: Assessment, tasks: Sequence[Task]) -> Iterator[AccountBlock]:
    """The week's list from the worst to the least."""
    if not tasks:
        yield Sentences("Nothing needs doing this week.")
    for harm, group in groupby(tasks, key=lambda task: task.harm):
        yield Title(2, HARMS[harm])
        for task in group:
            yield from _task(assessment, task)


def _task(assessment: Assessment, task: Task) -> Iterator[AccountBlock]:
    label = assessment.registry.label
    about = [label(task.record)]
    if task.organisation and task.organisation != task.record:
        about.insert(0, label(task.organisation))
    by = long_date(task.by) if task.by else "now"
    to = f" For: {label(task.meeting)}." if task.meeting else ""
    who = owner_words(assessment, task.who)
    yield Points((f"{', '.join(about)}: {task.what} {task.next}{to} Who: {who}. By: {by}.",))
    if task.command:
        yield ToType("Command", task.command)
