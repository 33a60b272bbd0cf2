"""What needs doing this week, in the order of the harm that waiting does.

What falls due comes from ``assess.due.derive``, whom to ring from ``assess.adoption.follow_up``,
suspect judgements from coverage: the list adds an order, and what to do next.
"""

from __future__ import annotations

import enum
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

from handbook.agenda.chances import meetings_to_ask, open_meetings
from handbook.agenda.mappings import suspect_mappings
from handbook.agenda.owners import documents_without_owner
from handbook.assess.adoption.follow_up import (
    copies_left,
    is_late,
    outstanding_by_organisation,
    unsupported,
)
from handbook.assess.words import DueKind, State
from handbook.remind.wording import due_words, joined
from handbook.source.dates import long_date

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

    from handbook.assess.adoption.model import Position
    from handbook.assess.due.meetings import ScheduledMeeting
    from handbook.assess.due.model import Due
    from handbook.assess.model import Assessment


class Harm(enum.IntEnum):
    """What waiting does, the worst first."""

    IN_USE = 1
    UNKNOWN = 2
    STOPPED = 3
    LAPSED = 4
    LATE = 5
    FALLING_DUE = 6
    ANSWERS = 7
    ACTIONS = 8
    MAPPINGS = 9
    OWNERS = 10
    ENDING = 11


HARMS = {
    Harm.IN_USE: "In use, and stopped by the network",
    Harm.UNKNOWN: "Cannot be verified",
    Harm.STOPPED: "Suspended, and waiting for a group",
    Harm.LAPSED: "Lapsed",
    Harm.LATE: "Late already",
    Harm.FALLING_DUE: "Falls due, and needs a meeting",
    Harm.ANSWERS: "Answers awaited from members",
    Harm.ACTIONS: "Actions overdue",
    Harm.MAPPINGS: "Judged against what has changed since",
    Harm.OWNERS: "Nobody looks after it",
    Harm.ENDING: "Runs out soon",
}
"""The heading of each part of the list."""


_NONE: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Task:
    """One thing to do: about which record, what is the matter, whose it is, by when, what next.

    ``who`` is the id of a post, empty where nobody is named; ``by`` is ``None`` where it cannot
    wait for a day. ``meeting`` is the one to prepare it for. ``command`` may be typed, where there
    is one. ``organisation`` is the one to ask, where another than the network's own must act.
    """

    harm: Harm
    record: str
    what: str
    who: str
    by: date | None
    next: str
    meeting: str = ""
    command: str = ""
    organisation: str = ""
    groups: tuple[str, ...] = ()


def week(assessment: Assessment, quarantined: Mapping[str, str] = _NONE) -> tuple[Task, ...]:
    """Everything to do this week, the worst first; of one kind, what is due first.

    ``quarantined`` says why each record cannot be shown that cannot.
    """
    tasks = [
        *_distrusted(assessment),
        *(_unshown(assessment, record, why) for record, why in sorted(quarantined.items())),
        *_in_use(assessment),
        *_due(assessment),
        *_answers(assessment),
        *_mappings(assessment),
        *_owners(assessment),
    ]
    return tuple(sorted(tasks, key=_order))


def _order(task: Task) -> tuple[int, str]:
    """What cannot wait for a day comes first; else the order in which each list has its own."""
    return int(task.harm), task.by.isoformat() if task.by else ""


def _distrusted(assessment: Assessment) -> Iterator[Task]:
    """The decisions as a whole cannot be believed: nothing else on the list is certain then."""
    why, network = assessment.distrust.get("*"), assessment.registry.network()
    if why is not None and network is not None:
        what = f"The decisions of this register cannot be believed: {why}."
        mend = "Until that is mended nothing here is certain. See what is wrong with the command."
        who = str(network.get("coordinator", ""))
        yield Task(Harm.UNKNOWN, network.id, what, who, None, mend, command="handbook verify")


def _unshown(assessment: Assessment, record_id: str, why: str) -> Task:
    """A record that was left out of the handbook, as it cannot be trusted."""
    record = assessment.registry.records.get(record_id)
    who = str(record.get("owner") or "") if record else ""
    what = f"It cannot be shown: {why.rstrip('.')}."
    mend = "Mend its file; the command says where."
    return Task(Harm.UNKNOWN, record_id, what, who, None, mend, command="handbook check")


def _in_use(assessment: Assessment) -> Iterator[Task]:
    every = tuple(assessment.adoption.positions.values())
    label = assessment.registry.label
    for position in unsupported(every, assessment.standings, label):
        what = f"They use version {_version(position)}, which the network does not stand behind."
        yield _ring(assessment, position, what, "Ring them, and have them write down what they use")
    for position in copies_left(every, assessment.standings, label):
        version = position.earlier.version if position.earlier else ""
        what = f"Copies of version {version}, which was stopped, may still lie about there."
        yield _ring(assessment, position, what, "Ring them, and have them say that copies are gone")


def _ring(assessment: Assessment, position: Position, what: str, ask: str) -> Task:
    return Task(
        Harm.IN_USE, position.document, what, _champion(assessment, position.organisation), None,
        f"{ask}.", organisation=position.organisation,
        command=f"handbook adoption --document {position.document}",
    )  # fmt: skip


def _version(position: Position) -> str:
    return position.answer.version if position.answer else ""


def _champion(assessment: Assessment, organisation: str) -> str:
    record = assessment.registry.records.get(organisation)
    return str(record.get("champion") or "") if record else ""


def _due(assessment: Assessment) -> Iterator[Task]:
    """What falls due: late, waiting, due soon, or to be prepared for a meeting by next week."""
    to_ask = meetings_to_ask(assessment)
    for item in assessment.due:
        harm = _harm(assessment, item)
        if harm is not None:
            yield (
                _decided(item, harm, assessment.today, open_meetings(to_ask, item))
                if item.groups
                else _done(item, harm, assessment)
            )


_ALWAYS: Mapping[str, Harm] = {DueKind.UNKNOWN: Harm.UNKNOWN, DueKind.SUSPENSION: Harm.STOPPED}
"""What is on the list whatever its day."""


def _harm(assessment: Assessment, item: Due) -> Harm | None:
    """Where in the list something stands that falls due; ``None`` if it can wait."""
    late = item.days < 0
    if item.what in _ALWAYS:
        return _ALWAYS[item.what]
    if item.what == DueKind.ACTION:
        return Harm.ACTIONS if late else None
    if item.awaited:
        return Harm.ANSWERS if late else None
    standing = assessment.standings.get(item.record)
    harm = Harm.ENDING if standing is None else Harm.FALLING_DUE
    if late and standing is not None:
        harm = Harm.LAPSED if standing.state is State.LAPSED else Harm.LATE
    return harm if item.days <= assessment.settings.due_soon_days else None


def _decided(item: Due, harm: Harm, today: date, chances: Sequence[ScheduledMeeting]) -> Task:
    """Something that a meeting decides: which, and by when its paper must be in."""
    what = f"{due_words(item, today)}."
    if not chances:
        then = f"No meeting can decide it: {item.too_late}. Ask the chair for one."
        return Task(harm, item.record, what, item.owner, None, then, groups=item.groups)
    first = chances[0]
    late = item.dated and first.on > item.on >= today
    after = " That is after its date, and no meeting before it can decide." if late else ""
    then = f"Send the paper by {long_date(first.papers)}.{after}"
    return Task(
        harm, item.record, what, item.owner, first.papers, then, first.id,
        f"handbook pack {first.id}", groups=item.groups,
    )  # fmt: skip


_NEXT: Mapping[str, str] = {
    DueKind.UNKNOWN: "Find what is missing, or have a group endorse the text",
    DueKind.CONSULTATION: (
        "Gather the comments, and bring the text to the group that asked for them"
    ),
    DueKind.ACTION: "Ask whether it is done; write the day and what came of it, or agree a new day",
    DueKind.WAIVER: "Mend what it puts off, or have the post that gave it give it anew",
    DueKind.FUNDING: "Find out whether the post goes on; write the new day, or that it is vacant",
}
_AWAITED = "Ask for it, and write what comes; what cannot be given is written too, with the reason"
_ELSE = "Look at it, act, and write the new day into its record"


def _done(item: Due, harm: Harm, assessment: Assessment) -> Task:
    """Something that needs no meeting, or that no group may decide."""
    what = f"{due_words(item, assessment.today)}."
    why = item.why or item.too_late
    then = (_AWAITED if item.awaited else _NEXT.get(item.what, _ELSE)) + (
        f". The reason: {why}." if why else "."
    )
    command = f"handbook status {item.record}" if item.what == DueKind.UNKNOWN else ""
    by = item.on if item.dated and item.days >= 0 else None
    return Task(harm, item.record, what, item.owner, by, then, command=command)


def _answers(assessment: Assessment) -> Iterator[Task]:
    """One task for each organisation with a late answer, about the documents it is late with."""
    positions = assessment.adoption.positions.values()
    label, today = assessment.registry.label, assessment.today
    for organisation, owed in outstanding_by_organisation(positions, today, label).items():
        late = [position for position in owed if is_late(position, today)]
        if late:
            answers = "1 answer is" if len(late) == 1 else f"{len(late)} answers are"
            what = f"{answers} late, the first since {long_date(late[0].due or today)}."
            yield Task(
                Harm.ANSWERS, organisation, what, _champion(assessment, organisation), None,
                "Ring the champion. Until they answer, nobody may take it as adopted there.",
                command=f"handbook adoption --organisation {organisation} --outstanding",
                organisation=organisation,
            )  # fmt: skip


def _mappings(assessment: Assessment) -> Iterator[Task]:
    """One task for each record of judgements and each reason, with the items that it is about."""
    items: dict[tuple[str, str, str, str], list[str]] = {}
    for each in suspect_mappings(assessment):
        key = each.mapping, each.policy, each.judged_by, each.why
        items.setdefault(key, []).append(each.item)
    for (mapping, _, judged_by, why), named in items.items():
        noun = "Item" if len(named) == 1 else "Items"
        what = f"{noun} {joined(named)}: {why}."
        yield Task(
            Harm.MAPPINGS, mapping, what, judged_by, None,
            "Have them judged again, and write down the edition and the day.",
        )  # fmt: skip


def _owners(assessment: Assessment) -> Iterator[Task]:
    for gap in documents_without_owner(assessment):
        then = "Name another owner, or a deputy for the post. That changes no endorsement."
        yield Task(Harm.OWNERS, gap.document, f"{gap.why}.", gap.owner, None, then)
