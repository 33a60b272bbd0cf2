"""What an answer will mean, in sentences, before it is written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handbook.assess.adoption.notes import NoteKind, answer_with_version, position_notes
from handbook.assess.words import LOCAL, Local
from handbook.author.adoption.model import SAYS
from handbook.source.dates import long_date

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from handbook.assess.adoption.model import Answer, Position
    from handbook.assess.model import Assessment
    from handbook.link import Registry


def foretold(
    before: Assessment, after: Assessment, record_id: str, worked_out: tuple[str, ...] = ()
) -> Iterator[str]:
    """What an answer will mean: the position before it and after it, and what it does not mean.

    ``after`` is the registry with the answer in it: the position is worked out from that.
    ``worked_out`` are sentences on what was not typed, such as the day.
    """
    registry = after.registry
    record = registry.records[record_id]
    pair = (str(record.get("organisation")), str(record.get("document")))
    later, now = after.adoption.positions[pair], before.adoption.positions.get(pair)
    organisation, what = registry.label(pair[0]), registry.label(pair[1])
    standing = after.standings.get(pair[1])
    answer = next(a for a in (*later.answers, later.coming) if a and a.record == record_id)
    yield (
        f"{_head(organisation)} {SAYS[str(record.get('answer'))]} {what}, version {answer.version}:"
        f" decided on {long_date(answer.decided)}, answered for by {registry.label(answer.post)}."
    )
    yield from worked_out
    if record.get("corrects"):
        yield f"The answer {record.get('corrects')} was entered in error, and no longer counts."
    yield f"Until now: {_state(now)}."
    yield from _from_now(later, answer, record_id, after.today)
    for note in position_notes(later, standing, after.today):
        if note.kind is NoteKind.NOT_ASKED:
            yield (
                f"The network does not ask {organisation} about it; the answer is kept all the"
                " same."
            )
        else:
            yield note.words
    yield from _does_not_mean(registry, later, answer)


def _head(name: str) -> str:
    return name[:1].upper() + name[1:]


def _state(position: Position | None) -> str:
    if position is None:
        return LOCAL[Local.NOT_RECORDED].label
    answer = position.answer
    since = f", since {long_date(answer.holds)}" if answer and answer.holds else ""
    return f"{answer_with_version(position)}{since if position.local is not Local.UNKNOWN else ''}"


def _from_now(later: Position, answer: Answer, record_id: str, today: date) -> Iterator[str]:
    if answer.holds > today:
        yield f"It counts from {long_date(answer.holds)}, when that version takes effect."
        return
    yield f"From now on: {_state(later)}. {LOCAL[later.local].meaning}"
    if later.answer is not None and later.answer.record != record_id:
        decided = long_date(later.answer.decided)
        yield f"A later answer, of {decided}, stands above the one you are writing."


def _does_not_mean(registry: Registry, later: Position, answer: Answer) -> Iterator[str]:
    organisation = registry.label(later.organisation)
    yield (
        f"It speaks for {organisation} alone. It changes nothing about how the network's own"
        " document stands, and says nothing of what any other organisation uses."
    )
    if answer.local is Local.ADAPTED:
        own = answer.local_reference
        yield f"The network has not looked at {own}: {organisation} alone answers for that text."
    wrong = "a wrong one is put right by a later one, with --corrects."
    yield f"Answers are added, never edited; {wrong}"
