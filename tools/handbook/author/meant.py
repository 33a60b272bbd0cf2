"""Which version of a document an organisation's answer is about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handbook.assess.words import WORDS, Local, State
from handbook.author.model import Reason
from handbook.source.dates import long_date

if TYPE_CHECKING:
    from datetime import date

    from handbook.assess.model import Assessment, Standing
    from handbook.author.answering import AnswerRequest

IN_USE = frozenset({"adopted", "adapted"})
"""The answers that take a text into use."""


def meant_version(
    assessment: Assessment, request: AnswerRequest, stood: Standing, day: date
) -> str | Reason:
    """The version that an answer is about, or the reason why none can be meant.

    ``stood`` is the standing of the document on ``day``, the day of the answer. Without a version
    in the request it is the one in force on that day; for an answer that is taken back, that of
    the answer. A text is taken into use only while, or before, the network stands behind it;
    declining it, or taking an answer back, is always possible.
    """
    if request.answer == "retracted":
        return _taken_back(assessment, request, day)
    name = assessment.registry.label(stood.document)
    was = "is" if day == assessment.today else "was"
    then = "" if day == assessment.today else f" on {long_date(day)}"
    how = f"it {was}: {WORDS[stood.state].label.lower()}"
    if request.answer in IN_USE:
        if stood.state is State.UNKNOWN:
            why = f": {'; '.join(stood.why)}" if stood.why else ""
            hint = "it can be taken into use once that is mended; see `handbook check`"
            return Reason(f"how {name} stands cannot be told{why}", hint)
        if request.version and not _usable(stood, request.version):
            said = f"version {request.version} of {name} cannot be taken into use{then}; {how}"
            return Reason(said, _ahead(stood) or "an organisation can still decline it")
    if not request.version and not stood.in_force:
        hint = _ahead(stood)
        if not hint and stood.version and request.answer not in IN_USE:
            hint = f"to answer about an earlier one, name it: --version {stood.version}"
        return Reason(f"no version of {name} {was} in force{then}; {how}", hint)
    return request.version or stood.version


def _usable(stood: Standing, version: str) -> bool:
    """Whether the network stood behind a version then, or had agreed that it will.

    One that a newer version replaced may still be in use: the answer then reads as behind. One
    that was published in error may not.
    """
    if stood.upcoming is not None and version == stood.upcoming.version:
        return True
    hidden = any(each.version == version and each.hidden for each in stood.versions)
    return stood.in_force and not hidden


def _ahead(stood: Standing) -> str:
    if stood.upcoming is None:
        return ""
    day, version = long_date(stood.upcoming.event.effective), stood.upcoming.version
    return f"version {version} takes effect on {day}; to answer about it, add --version {version}"


def _taken_back(assessment: Assessment, request: AnswerRequest, day: date) -> str | Reason:
    """The version of the answer that is taken back."""
    pair = (request.organisation, request.document)
    position = assessment.adoption.positions.get(pair)
    found = (position.answer, position.coming) if position else ()
    held = [each for each in found if each and each.local is not Local.NOT_RECORDED]
    if position is None or (not held and position.local is not Local.UNKNOWN):
        who, what = (assessment.registry.label(name) for name in pair)
        hint = f"`handbook adoption --organisation {pair[0]}` shows what it has answered"
        return Reason(f"{who} has no answer about {what} to take back", hint)
    later = [each.decided for each in held if each.decided > day]
    if later:
        said = f"its last answer is of {long_date(max(later))}, after the day on which it is taken"
        return Reason(f"{said} back", "give the day on which it took the answer back with --date")
    versions = sorted({each.version for each in held})
    if request.version:
        return request.version
    if len(versions) == 1:
        return versions[0]
    return Reason("it is not clear which answer is taken back", "name its version with --version")
