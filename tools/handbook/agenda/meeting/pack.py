"""The pack of one meeting: what it is asked, what it may decide, and who must be there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from handbook.agenda.chances import meetings_to_ask, next_chance, open_meetings
from handbook.agenda.meeting.arising import Arising, arising
from handbook.agenda.meeting.calling import Calling, calling
from handbook.agenda.meeting.choices import Choice, choices
from handbook.agenda.meeting.papers import Paper, paper
from handbook.assess.due.meetings import ScheduledMeeting, group_powers, meetings_ahead
from handbook.assess.words import DueKind
from handbook.source.dates import long_date

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from handbook.assess.due.meetings import GroupPowers
    from handbook.assess.due.model import Due
    from handbook.assess.model import Assessment
    from handbook.load.model import Record


@dataclass(frozen=True, slots=True)
class Business:
    """One document that the meeting may decide about: why, what is at stake, and the choices.

    ``item`` is the item of the agenda it stands under, empty where it falls due and is on none.
    ``due`` is what falls due of it; ``stake`` says what it means to put it off.
    """

    document: str
    item: str
    due: tuple[Due, ...]
    stake: tuple[str, ...]
    paper: Paper
    choices: tuple[Choice, ...]
    powerless: str
    """Why the group can decide nothing about it, where it cannot."""


@dataclass(frozen=True, slots=True)
class AgendaItem:
    """One item as the meeting's record has it."""

    item: str
    title: str
    purpose: str
    documents: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Pack:
    """All that the members of a group need before they meet."""

    meeting: ScheduledMeeting
    held_as: str
    venue: str
    papers_gone: bool
    """Whether the day by which papers had to be in has passed."""
    agenda: tuple[AgendaItem, ...]
    business: tuple[Business, ...]
    calling: Calling
    arising: Arising


def scheduled(assessment: Assessment) -> Mapping[str, ScheduledMeeting]:
    """The meetings of which there is a pack, by id, soonest first."""
    ahead = meetings_ahead(assessment.registry, assessment.today, assessment.settings)
    known = assessment.registry.records
    return {meeting.id: meeting for meeting in ahead if meeting.group in known}


def pack(assessment: Assessment, meeting: ScheduledMeeting, without: Collection[str] = ()) -> Pack:
    """The pack of one of the ``scheduled`` meetings; nothing of the documents ``without``."""
    registry = assessment.registry
    record, powers = registry.records[meeting.id], group_powers_of(assessment)
    agenda = _agenda(record)
    items = {document: each.item for each in reversed(agenda) for document in each.documents}
    due: dict[str, list[Due]] = {}
    to_ask = meetings_to_ask(assessment)
    for item in assessment.due:
        if item.record in items or _belongs(assessment, to_ask, item, meeting):
            due.setdefault(item.record, []).append(item)
    documents = dict.fromkeys([*(d for each in agenda for d in each.documents), *due])
    business = (
        _business(
            assessment,
            powers,
            to_ask,
            meeting,
            document,
            items.get(document, ""),
            tuple(due.get(document, ())),
        )
        for document in documents
        if document in assessment.standings
        and document in registry.records
        and document not in without
    )
    return Pack(
        meeting,
        str(record.get("held-as") or ""),
        str(record.get("venue") or ""),
        meeting.papers < assessment.today,
        agenda,
        tuple(business),
        calling(assessment, powers, meeting),
        arising(assessment, meeting),
    )


def group_powers_of(assessment: Assessment) -> GroupPowers:
    """What each group may decide, by this assessment."""
    return group_powers(assessment.registry, assessment.standings, assessment.settings)


def _agenda(record: Record) -> tuple[AgendaItem, ...]:
    return tuple(
        AgendaItem(
            str(row.get("item")),
            str(row.get("title", "")),
            str(row.get("purpose") or ""),
            tuple(str(document) for document in row.get("documents") or ()),
        )
        for row in record.get("agenda") or ()
    )


def _belongs(
    assessment: Assessment,
    to_ask: Sequence[ScheduledMeeting],
    item: Due,
    meeting: ScheduledMeeting,
) -> bool:
    """Whether something that falls due and is on no agenda should be put to a meeting.

    It should be where the meeting can decide it in time and it falls due soon after, or no later
    meeting can within the time that the network looks ahead; and at the next meeting that can,
    where none can in time.
    """
    settings, days = assessment.settings, (item.on - meeting.on).days
    if meeting.id not in item.meetings:
        late = not item.meetings and item.groups
        ahead = open_meetings(to_ask, item)
        return bool(late and ahead and ahead[0].id == meeting.id)
    if not item.dated or days <= settings.due_soon_days:
        return True
    return meeting.id == item.meetings[-1] and days <= max(settings.horizons)


def _business(
    assessment: Assessment,
    powers: GroupPowers,
    to_ask: Sequence[ScheduledMeeting],
    meeting: ScheduledMeeting,
    document: str,
    item: str,
    theirs: tuple[Due, ...],
) -> Business:
    record = assessment.registry.records[document]
    open_to_them = choices(assessment, powers, meeting, record, item)
    stakes = (_stake(assessment, to_ask, each, meeting) for each in theirs)
    label = assessment.registry.label
    nothing = "" if open_to_them else (
        powers.why_not(meeting.group, meeting.on)
        or f"The {label(meeting.group)} may discuss it, and decide nothing about it"
    )  # fmt: skip
    return Business(
        document, item, theirs, tuple(filter(None, stakes)), paper(assessment, record),
        open_to_them, nothing,
    )  # fmt: skip


_ENDS: Mapping[str, str] = {
    DueKind.REVIEW: "its review falls due",
    DueKind.EXPIRY: "its endorsement runs out",
    DueKind.SUSPENSION: "the time to ratify the suspension ends",
}


def _stake(
    assessment: Assessment,
    to_ask: Sequence[ScheduledMeeting],
    item: Due,
    meeting: ScheduledMeeting,
) -> str:
    """What it means if this meeting does not decide: the next chance, and whether that is late."""
    if meeting.group not in item.groups:
        names = " or ".join(assessment.registry.label(group) for group in item.groups)
        return f"What falls due of it is for the {names} to decide." if names else ""
    start = f"If it is not decided on {long_date(meeting.on)}"
    following = next_chance(to_ask, item, meeting)
    ends = _ENDS.get(item.what, "its day passes")
    passed = item.dated and item.on < assessment.today
    if following is None:
        then = "" if passed or not item.dated else f"; {ends} on {long_date(item.on)}"
        return f"{start}, no later meeting that can decide is scheduled{then}."
    when = f"the next chance is on {long_date(following.on)}"
    if not item.dated or passed:
        return f"{start}, {when}; until then it stays as it is."
    if following.on > item.on:
        return f"{start}, {when}: after {ends}, on {long_date(item.on)}."
    return f"{start}, {when}: before {ends}, on {long_date(item.on)}."
