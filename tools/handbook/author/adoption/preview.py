"""Where an organisation stands on a document, and what an answer will mean, in sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handbook.assess.words import LOCAL, WORDS, Local
from handbook.author.adoption.model import SAYS
from handbook.source.dates import long_date

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from handbook.assess.adoption.model import Answer, Position
    from handbook.assess.model import Assessment, Standing
    from handbook.link import Registry


def local_word(position: Position) -> str:
    """The answer in a word or two, with its version: ``Adapted, version 2.0``."""
    label = LOCAL[position.local].label
    answer = position.answer
    if answer is None or position.local in (Local.UNKNOWN, Local.NOT_RECORDED):
        return label
    return f"{label}, version {answer.version}"


def said_of(position: Position, standing: Standing | None, today: date) -> Iterator[str]:
    """What must be said beside the answer: that it is behind, unsupported, late, cannot be told.

    ``standing`` is that of the document on ``today``, ``None`` if its file cannot be used.
    """
    if position.local is Local.UNKNOWN:
        yield from (f"Why: {why}" for why in position.why)
    if position.unsupported:
        how = WORDS[standing.state].label.lower() if standing else "cannot tell"
        told = "was published in error" if standing and standing.in_force else f"is now: {how}"
        yield f"Not supported: it uses a text that the network does not stand behind. It {told}."
    if position.behind and standing is not None:
        only = ", different by minor corrections only" if position.only_corrected else ""
        yield f"Behind: version {standing.version} is in force{only}."
    if position.earlier is not None:
        yield (
            f"Copies of version {position.earlier.version}, which it used before, may still be"
            " lying about."
        )
    if position.coming is not None:
        coming = LOCAL[position.coming.local].label
        day = long_date(position.coming.holds)
        yield f"Coming: {coming}, version {position.coming.version}, from {day}."
    if position.outstanding:
        version = f" about version {standing.version}" if standing and standing.version else ""
        yield f"Outstanding: an answer{version}{due_words(position, today)}."


def due_words(position: Position, today: date) -> str:
    """By when an outstanding answer should be there, as the end of a sentence; perhaps nothing."""
    if position.due is None:
        return ""
    days = (position.due - today).days
    if days < 0:
        return f"; it was due on {long_date(position.due)}, {_days(-days)} ago"
    return f"; it is due on {long_date(position.due)}"


def _days(number: int) -> str:
    return f"{number} day{'' if number == 1 else 's'}"


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
    who, what = registry.label(pair[0]), registry.label(pair[1])
    standing = after.standings.get(pair[1])
    answer = next(a for a in (*later.answers, later.coming) if a and a.record == record_id)
    yield (
        f"{_head(who)} {SAYS[str(record.get('answer'))]} {what}, version {answer.version}:"
        f" decided on {long_date(answer.decided)}, answered for by {registry.label(answer.post)}."
    )
    yield from worked_out
    if record.get("corrects"):
        yield f"The answer {record.get('corrects')} was entered in error, and no longer counts."
    yield f"Until now: {_state(now)}."
    yield from _from_now(later, answer, record_id, after.today)
    yield from said_of(later, standing, after.today)
    if not later.intended:
        yield f"The network does not ask {who} about it; the answer is kept all the same."
    yield from _does_not_mean(registry, later, answer)


def _head(name: str) -> str:
    return name[:1].upper() + name[1:]


def _state(position: Position | None) -> str:
    if position is None:
        return LOCAL[Local.NOT_RECORDED].label
    answer = position.answer
    since = f", since {long_date(answer.holds)}" if answer and answer.holds else ""
    return f"{local_word(position)}{since if position.local is not Local.UNKNOWN else ''}"


def _from_now(later: Position, answer: Answer, record_id: str, today: date) -> Iterator[str]:
    if answer.holds > today:
        yield f"It counts from {long_date(answer.holds)}, when that version takes effect."
        return
    yield f"From now on: {_state(later)}. {LOCAL[later.local].meaning}"
    if later.answer is not None and later.answer.record != record_id:
        decided = long_date(later.answer.decided)
        yield f"A later answer, of {decided}, stands above the one you are writing."


def _does_not_mean(registry: Registry, later: Position, answer: Answer) -> Iterator[str]:
    who = registry.label(later.organisation)
    yield (
        f"It speaks for {who} alone. It changes nothing about how the network's own document"
        " stands, and says nothing of what any other organisation uses."
    )
    if answer.local is Local.ADAPTED:
        own = answer.local_reference
        yield f"The network has not looked at {own}: {who} alone answers for that text."
    wrong = "a wrong one is put right by a later one, with --corrects."
    yield f"Answers are added, never edited; {wrong}"
