"""Write down what an organisation decided about a document: made whole, tried out, told in words.

``prepare`` works out what would be written, and writes nothing; ``author.write.write`` puts the
plan in place; ``doubts`` reads it back from the disk and says what keeps it from counting::

    request = AnswerRequest("childrens-hospice", "rapid-transfer", "adopted")
    result = prepare(root, request, today=date(2026, 11, 23))
    if isinstance(result, Plan):
        write(result, root)
        assert not doubts(root, result.id, today=date(2026, 11, 23))
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from handbook.assess.adoption.model import ANSWERS
from handbook.assess.words import Local
from handbook.author.adoption.naming import name_for, not_to_correct
from handbook.author.adoption.preview import foretold
from handbook.author.adoption.request import filled
from handbook.author.model import Obstacle, Plan, Refused
from handbook.author.rehearsal import notes_on, refused_by
from handbook.check import check
from handbook.gate import rehearse, with_pages
from handbook.history import NO_HISTORY
from handbook.load.trees.base import WorkingTree
from handbook.source.yaml.emit import yaml_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import date
    from pathlib import Path

    from handbook.assess.model import Assessment
    from handbook.author.adoption.model import AnswerRequest, FilledAnswer
    from handbook.check import Checked
    from handbook.gate import Rehearsal
    from handbook.rules.signed import Ask

_SEE = "run `handbook check` to see what is wrong"


def prepare(
    root: Path, request: AnswerRequest, *, today: date, signatures: Ask | None = None
) -> Plan | Refused:
    """What a request would write into the registry under ``root``, as it is on disk.

    Whatever the rules refuse is refused here, with their reasons: the record is tried out among
    the others before anything is written. A request that makes no sense is refused, never raised.
    ``signatures`` asks git for those on decisions, if the network wants them.
    """
    tree = WorkingTree(root)
    before = check(tree, today=today, history=NO_HISTORY, signatures=signatures)
    if before.assessment is None:
        return Refused((Obstacle("the registry cannot be read", _SEE),))
    if request.answer not in ANSWERS:
        hint = f"use one of {', '.join(ANSWERS)}"
        return Refused((Obstacle(f"{request.answer} is not an answer", hint),))
    answer = filled(before.assessment, request, today)
    reasons = [
        *(answer.reasons if isinstance(answer, Refused) else ()),
        *_shaky_ground(before, request),
        *not_to_correct(before.assessment, request),
    ]
    if isinstance(answer, Refused):
        return Refused(tuple(reasons))
    name = name_for(before.assessment, request, answer.day)
    if isinstance(name, Obstacle):
        return Refused((*reasons, name))
    if reasons:
        return Refused(tuple(reasons))
    whole = with_pages(before)
    path = f"registry/adoptions/{name}.yaml"

    def try_out(text: bytes) -> Rehearsal:
        return rehearse(
            whole, tree, {path: text}, today=today, history=NO_HISTORY, signatures=signatures
        )

    shaky = tuple(_shaky_ground(whole, request))  # what has no page is no ground
    return Refused(shaky) if shaky else _tried(whole, try_out, request, answer, name)


def doubts(
    root: Path, record_id: str, *, today: date, signatures: Ask | None = None
) -> tuple[Obstacle, ...]:
    """Why a record that was just written does not count, read anew from the disk; empty if it does.

    An answer that a later one has overtaken by its dates counts, though it is not the last word.
    """
    tree = WorkingTree(root)
    after = check(tree, today=today, history=NO_HISTORY, signatures=signatures)
    if after.assessment is None:
        return (Obstacle("the registry cannot be read", _SEE),)
    return tuple(_doubts(after, record_id))


def _shaky_ground(before: Checked, request: AnswerRequest) -> Iterator[Obstacle]:
    """Errors in the files that the answer rests on: nothing is built on what may be wrong."""
    names = {request.organisation, request.by}
    registry = before.assessment.registry if before.assessment else None
    network = registry.network() if registry else None
    paths = {network.path} if network else {"registry/network.yaml"}
    for name in names:
        record = registry.records.get(name) if registry else None
        paths |= {record.path} if record else set()
    for error in before.errors:
        if error.path in paths or error.code.integrity:
            yield Obstacle(f"{error.path} has an error: {error.message}", error.hint)


def _tried(
    before: Checked,
    try_out: Callable[[bytes], Rehearsal],
    request: AnswerRequest,
    answer: FilledAnswer,
    name: str,
) -> Plan | Refused:
    """The plan, once the record has been checked among all the others by ``try_out``."""
    assert before.assessment is not None  # noqa: S101 -- prepare has seen to it
    path = f"registry/adoptions/{name}.yaml"
    try:
        text = yaml_text(_data(before.assessment, request, answer, name)).encode()
    except (TypeError, ValueError) as problem:
        return Refused((Obstacle(f"a part of the answer cannot be written: {problem}"),))
    rehearsal = try_out(text)
    after = rehearsal.after
    if after.assessment is None:
        return Refused((Obstacle("the registry could not be read with this answer in it"),))
    reasons = refused_by(rehearsal, path) or list(_doubts(after, name))
    if reasons:
        return Refused(tuple(reasons))
    preview = [
        *foretold(before.assessment, after.assessment, name, answer.remarks),
        *notes_on(rehearsal, path),
        *_elsewhere(before),
    ]
    return Plan(name, {path: text}, tuple(preview))


def _data(
    assessment: Assessment, request: AnswerRequest, answer: FilledAnswer, name: str
) -> dict[str, str]:
    """The lines of the record, in the order in which people read them."""
    records = assessment.registry.records
    public = records[request.organisation].public and records[request.document].public
    fields = {key: value.strip() for key, value in request.fields.items() if value.strip()}
    return {
        "id": name,
        "visibility": "public" if public else "members",
        "organisation": request.organisation,
        "document": request.document,
        "version": answer.version,
        "answer": request.answer,
        "date": answer.day.isoformat(),
        "by": answer.post,
        **fields,
        **({"corrects": request.corrects} if request.corrects else {}),
    }


def _doubts(after: Checked, name: str) -> Iterator[Obstacle]:
    """What keeps a record, which is there, from being its organisation's answer."""
    assessment = after.assessment
    record = assessment.registry.records.get(name) if assessment else None
    if assessment is None or record is None:
        yield Obstacle(f"{name} cannot be read", _SEE)
        return
    refused = assessment.adoption.refused.get(name)
    if refused:
        yield Obstacle(f"the answer {refused}")
        return
    pair = (str(record.get("organisation")), str(record.get("document")))
    position = assessment.adoption.positions.get(pair)
    if position is None:
        yield Obstacle("it cannot be told how this answer leaves the organisation", _SEE)
    elif position.local is Local.UNKNOWN:
        why = "; ".join(position.why) or "nobody can tell why"
        yield Obstacle(
            f"the organisation's answers about this document cannot be told: {why}",
            "mend that first; one that was entered in error can be put right with --corrects",
        )
    elif name not in {answer.record for answer in (*position.answers, position.coming) if answer}:
        yield Obstacle("this answer would not count", "another answer says it was entered in error")


def _elsewhere(before: Checked) -> Iterator[str]:
    errors = len(before.errors)
    if errors:
        noun = "error" if errors == 1 else "errors"
        yield f"Elsewhere the registry has {errors} {noun}; `handbook check` shows them."
