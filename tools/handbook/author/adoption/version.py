"""Which version of a document an organisation's answer is about."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from handbook.assess.adoption.model import ANSWERS, IN_USE
from handbook.assess.words import WORDS, Local, State
from handbook.author.model import Obstacle
from handbook.source.dates import long_date

if TYPE_CHECKING:
    from datetime import date

    from handbook.assess.model import Assessment
    from handbook.assess.standing.model import Standing
    from handbook.author.adoption.model import AnswerRequest

_STOPPED = frozenset({State.SUSPENDED, State.WITHDRAWN, State.SUPERSEDED, State.LAPSED})
"""How a text stands that was in force once, and that an organisation may want to be rid of."""


@dataclass(frozen=True, slots=True)
class AnswerVersion:
    """The version an answer is about, and a sentence on how it was found where none is in force."""

    version: str
    remark: str = ""


def answer_version(
    assessment: Assessment, request: AnswerRequest, stood: Standing, day: date
) -> AnswerVersion | Obstacle:
    """The version that an answer is about, or the reason why none can be meant.

    ``stood`` is the standing of the document on ``day``, the day of the answer. Without a version
    in the request it is the one in force on that day; for an answer that is taken back, that of
    the answer; for declining a text that was stopped, the one the organisation last answered
    about. A text is taken into use only while, or before, the network stands behind it; declining
    it, or taking an answer back, is always possible.
    """
    if ANSWERS[request.answer] is Local.NOT_RECORDED:
        return _taken_back(assessment, request, day)
    name = assessment.registry.label(stood.document)
    was = "is" if day == assessment.today else "was"
    then = "" if day == assessment.today else f" on {long_date(day)}"
    how = f"it {was}: {WORDS[stood.state].label.lower()}"
    if ANSWERS[request.answer] in IN_USE:
        if stood.state is State.UNKNOWN:
            why = f": {'; '.join(stood.why)}" if stood.why else ""
            hint = "it can be taken into use once that is mended; see `handbook check`"
            return Obstacle(f"how {name} stands cannot be told{why}", hint)
        if request.version and not _usable(stood, request.version):
            why = f"version {request.version} of {name} cannot be taken into use{then}; {how}"
            return Obstacle(why, _ahead(stood) or "an organisation can still decline it")
    if request.version or stood.in_force:
        return AnswerVersion(request.version or stood.version)
    nothing = f"no version of {name} {was} in force{then}; {how}"
    return _none_in_force(assessment, request, stood, day, nothing)


def _none_in_force(
    assessment: Assessment, request: AnswerRequest, stood: Standing, day: date, nothing: str
) -> AnswerVersion | Obstacle:
    """The version that is meant, though none is in force and none was named.

    Only an organisation that wants to be rid of a text can mean one then, and only where it is
    plain which; ``nothing`` says that none is in force.
    """
    if ANSWERS[request.answer] in IN_USE or not stood.version:
        return Obstacle(nothing, _ahead(stood))
    if stood.state not in _STOPPED or stood.upcoming is not None:
        last = f"to answer about the last one in force, add --version {stood.version}"
        return Obstacle(nothing, "; ".join(hint for hint in (_ahead(stood), last) if hint))
    return _rid_of(assessment, request, stood, day, f"{nothing[:1].upper()}{nothing[1:]}.")


def _rid_of(
    assessment: Assessment, request: AnswerRequest, stood: Standing, day: date, nothing: str
) -> AnswerVersion:
    """The version of a stopped text that an organisation declines, and how that was found."""
    position = assessment.adoption.positions.get((request.organisation, request.document))
    before = [answer for answer in position.answers if answer.decided <= day] if position else []
    organisation = assessment.registry.label(request.organisation)
    if before:
        version, which = before[-1].version, f"the one that {organisation} last answered about"
    else:
        version, which = stood.version, "the last one that was in force"
    other = "To answer about another one, name it with --version."
    return AnswerVersion(
        version, f"{nothing} This answer is about version {version}, {which}. {other}"
    )


def _usable(stood: Standing, version: str) -> bool:
    """Whether the network stood behind a version then, or had agreed that it will.

    One that a newer version replaced may still be in use: the answer then reads as behind. One
    that was published in error may not.
    """
    if stood.upcoming is not None and version == stood.upcoming.version:
        return True
    hidden = any(known.version == version and known.hidden for known in stood.versions)
    return stood.in_force and not hidden


def _ahead(stood: Standing) -> str:
    if stood.upcoming is None:
        return ""
    day, version = long_date(stood.upcoming.event.effective), stood.upcoming.version
    return f"version {version} takes effect on {day}; to answer about it, add --version {version}"


def _taken_back(
    assessment: Assessment, request: AnswerRequest, day: date
) -> AnswerVersion | Obstacle:
    """The version of the answer that is taken back."""
    pair = (request.organisation, request.document)
    position = assessment.adoption.positions.get(pair)
    last = (position.answer, position.coming) if position else ()
    held = [answer for answer in last if answer and answer.local is not Local.NOT_RECORDED]
    if position is None or (not held and position.local is not Local.UNKNOWN):
        organisation, what = (assessment.registry.label(name) for name in pair)
        hint = f"`handbook adoption --organisation {pair[0]}` shows what it has answered"
        return Obstacle(f"{organisation} has no answer about {what} to take back", hint)
    later = [answer.decided for answer in held if answer.decided > day]
    if later:
        why = f"its last answer is of {long_date(max(later))}, after the day on which it is taken"
        return Obstacle(f"{why} back", "give the day on which it took the answer back with --date")
    versions = sorted({answer.version for answer in held})
    if request.version:
        return AnswerVersion(request.version)
    if len(versions) == 1:
        return AnswerVersion(versions[0])
    return Obstacle("it is not clear which answer is taken back", "name its version with --version")
