"""The decisions that a group may take about a document, each with the words to type afterwards."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from handbook.assess.words import Flag, State
from handbook.assess.workflow import WORKFLOW, DecisionKind
from handbook.source.dates import long_date

if TYPE_CHECKING:
    from collections.abc import Iterator

    from handbook.assess.due.meetings import GroupPowers, ScheduledMeeting
    from handbook.assess.model import Assessment
    from handbook.assess.standing.model import Standing
    from handbook.load.model import Record

FILL = "..."
"""Stands in a command for words that only the meeting has."""
_STOPPED = frozenset({State.SUSPENDED, State.SUPERSEDED, State.WITHDRAWN})
_NEVER = frozenset({State.PROPOSED, State.IN_CONSULTATION})
_GONE = frozenset({State.SUPERSEDED, State.WITHDRAWN})


@dataclass(frozen=True, slots=True)
class Choice:
    """One decision the group may take: its kind, what it would do, and what must be so first.

    ``command`` writes it down once it is decided; what stands there as three dots is filled in.
    """

    kind: str
    words: str
    first: tuple[str, ...]
    command: str


def choices(
    assessment: Assessment,
    powers: GroupPowers,
    meeting: ScheduledMeeting,
    record: Record,
    item: str,
) -> tuple[Choice, ...]:
    """What a group may decide about a document at a meeting, by its terms on that day."""
    standing = assessment.standings[record.id]
    start = f"--meeting {meeting.id} --item {item or 'ITEM'} --statement {_quoted(FILL)}"
    offered: list[Choice] = []
    for kind, words in _sensible(standing):
        may = powers.may(meeting.group, record, kind, meeting.on)
        again = kind == DecisionKind.EXTEND and Flag.EXTENDED in standing.flags
        if again:
            may = may and powers.may(meeting.group, record, DecisionKind.ENDORSE, meeting.on)
        if may:
            more = "".join(f" {option}" for option in _options(kind, standing))
            command = f"handbook decide {kind} {record.id} {start}{more}"
            first = tuple(_first(assessment, meeting, record, standing, kind))
            offered.append(Choice(kind, words, first, command))
    return tuple(offered)


def _sensible(standing: Standing) -> Iterator[tuple[str, str]]:
    """The kinds of decision that do something to a document as it stands, in words."""
    state = standing.state
    never = state in _NEVER or not standing.version
    changed = Flag.CHANGED in standing.flags
    text = "the working text" if never or changed else "the text that it has"
    again = "" if never else " anew"
    yield DecisionKind.ENDORSE, f"Endorse {text}{again}"
    if never:
        yield DecisionKind.ATTEST, "Take over an endorsement that was made before this register"
        yield DecisionKind.CONSULT, "Open a consultation on the draft"
    if state is State.IN_FORCE:
        yield (
            DecisionKind.REVIEW,
            "Receive a review: no change, a minor change, or that the text must change",
        )
    if state in {State.IN_FORCE, State.LAPSED} and standing.version:
        yield (
            DecisionKind.EXTEND,
            "Put the date off, with a reason and a check that waiting is safe",
        )
    if changed and not never:
        yield DecisionKind.CONSULT, "Open a consultation on the changed text"
    if state not in _GONE and not never:
        yield DecisionKind.SUPERSEDE, "Replace it by another document"
        yield DecisionKind.WITHDRAW, "Withdraw it"
    yield (
        DecisionKind.RECORD,
        "Write down anything else that is agreed, such as a view or a referral",
    )


def _options(kind: str, standing: Standing) -> Iterator[str]:
    """What the command must be told for a kind of decision, beside the meeting and its words."""
    dots = _quoted(FILL)
    match kind:
        case DecisionKind.ENDORSE:
            yield from (f"--lifts {stop}" for stop in standing.stops)
        case DecisionKind.ATTEST:
            yield f"--evidence-held --evidence {dots} --endorsed-by {dots} --endorsed-on DATE"
        case DecisionKind.REVIEW:
            yield f"--outcome no-change --reviewer POST --checked {dots} DATE {dots}"
        case DecisionKind.EXTEND:
            yield f"--review-due DATE --reason {dots} --risk-check {dots}"
        case DecisionKind.CONSULT:
            yield "--closes DATE"
        case DecisionKind.SUPERSEDE:
            yield "--successor DOC"
        case DecisionKind.WITHDRAW:
            yield f"--reason {dots} --exit withdrawn --no-replacement"
        case _:
            return


def _first(
    assessment: Assessment,
    meeting: ScheduledMeeting,
    record: Record,
    standing: Standing,
    kind: str,
) -> Iterator[str]:
    """What must be so before a decision of a kind counts, and is not yet."""
    if kind == DecisionKind.ENDORSE and standing.state in _STOPPED:
        yield "It lifts the stop only if it names it, as the words to type do"
    if (
        kind == DecisionKind.ENDORSE
        and standing.state is State.IN_CONSULTATION
        and standing.consultation
    ):
        closes = standing.consultation.closes
        if closes is not None and closes >= meeting.on:
            yield f"The consultation is open until {long_date(closes)}"
    if WORKFLOW[kind].seals:
        yield from _views(assessment, meeting, record, standing)


def _views(
    assessment: Assessment, meeting: ScheduledMeeting, record: Record, standing: Standing
) -> Iterator[str]:
    """The groups for medicines that have not spoken since the text was last endorsed."""
    seal = assessment.registry.seals.get((record.id, standing.version))
    texts = [record, *([seal.record] if seal else [])]
    if not any(text.get("medicines") is True for text in texts):
        return
    bound = [e.decided for e in standing.events if WORKFLOW[e.kind].seals]
    last = max(bound, default=None)
    for group in assessment.settings.medicines_groups:
        spoke = any(
            e.group == group and (last is None or e.decided > last) for e in standing.events
        )
        if group != meeting.group and not spoke:
            name = assessment.registry.label(group)
            yield f"The {name} must have recorded its view, as there are medicines in it"


def _quoted(words: str) -> str:
    return f'"{words}"'
