"""The answers that are there already: which one is corrected, and what a further one is called."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handbook.assess.adoption.faults import name_of
from handbook.author.model import Obstacle
from handbook.types.known import KnownType

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from handbook.assess.model import Assessment
    from handbook.author.adoption.model import AnswerRequest

_LAST = 9
"""How many answers of one day can have names: the first, and ``--2`` up to this."""


def not_to_correct(assessment: Assessment, request: AnswerRequest) -> Iterator[Obstacle]:
    """Why the answer named by ``--corrects`` is not one of this organisation on this document."""
    if not request.corrects:
        return
    registry, name = assessment.registry, request.corrects
    record = registry.records.get(name)
    answers = [
        answer.id
        for answer in registry.of_type(KnownType.ADOPTION)
        if (answer.get("organisation"), answer.get("document"))
        == (request.organisation, request.document)
    ]
    hint = (
        f"its answers are {', '.join(answers)}" if answers else "it has not answered about it yet"
    )
    if record is None or record.type != KnownType.ADOPTION:
        yield Obstacle(f"there is no answer {name} to correct", hint)
    elif name not in answers and record.get("organisation") == request.organisation:
        document = registry.label(str(record.get("document")))
        yield Obstacle(f"{name} is about {document}, another document", hint)
    elif name not in answers:
        yield Obstacle(f"{name} is an answer of another organisation", hint)


def name_for(assessment: Assessment, request: AnswerRequest, day: date) -> str | Obstacle:
    """What an answer of ``day`` is called, or why there can be none.

    An organisation has one answer a day about a document. Only the one that stands in place of an
    answer entered in error may be of the same day; it is then called ``...--2``, and so on.
    """
    registry = assessment.registry
    first = name_of(request.organisation, request.document, day.isoformat())
    names = [first, *(f"{first}--{number}" for number in range(2, _LAST + 1))]
    unreadable = {broken.id for broken in registry.broken}
    there = [name for name in names if name in registry.records or name in unreadable]
    if not there:
        return first
    in_error = {*assessment.adoption.corrected, request.corrects}
    standing = [name for name in there if name not in in_error]
    if standing:
        return _taken(standing[-1], readable=standing[-1] not in unreadable)
    after = names.index(there[-1]) + 1
    if after == len(names):
        hint = "if the organisation decided again on another day, give that day with --date"
        return Obstacle(f"there are {_LAST} answers of that day already", hint)
    return names[after]


def _taken(name: str, *, readable: bool) -> Obstacle:
    taken = f"there is an answer of that day already: registry/adoptions/{name}.yaml"
    if not readable:
        return Obstacle(
            taken, "it cannot be read; mend it first: `handbook check` says what is wrong"
        )
    return Obstacle(
        taken,
        "answers are added, never edited. If the organisation decided again on another day, give"
        " that day with --date. If the answer was entered in error, keep the day and add"
        f" --corrects {name}; if nobody has been sent it yet, delete the file",
    )
