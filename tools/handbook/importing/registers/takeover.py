"""What a group may take over from an old register: each document with its own old approval."""

from __future__ import annotations

import shlex
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from handbook.importing.registers.people import LEFT_OUT, without_people
from handbook.source.dates import DateProblem, add_months, long_date
from handbook.types.awaiting import MINUTES, SHOWN, WHO

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from handbook.importing.registers.entries import ListedDocument, RegisterRows

_NOBODY = "nobody named"


@dataclass(frozen=True, slots=True)
class TakeOver:
    """One approval of the past.

    ``by_cycle`` is its review counted from it, as every review is; ``said`` is the day for it in
    the old register, or the day on which it ends there if that comes first.
    """

    document: str
    title: str
    endorsed_by: str
    endorsed_on: date
    by_cycle: date
    asked: date | None

    @property
    def due(self) -> date:
        """The earlier of the two: taking a text over makes it no younger."""
        return min(self.by_cycle, self.asked or self.by_cycle)

    @property
    def told_earlier(self) -> bool:
        """Whether the old register asks for a review before the cycle does."""
        return self.due < self.by_cycle


def take_overs(
    entries: RegisterRows, documents: Mapping[int, str], months: int
) -> tuple[TakeOver, ...]:
    """The approvals that rows tell of, for the documents that have a record, by who approved."""
    approvals = [
        _take_over(entry, documents[entry.row], months)
        for entry in entries.listed
        if entry.row in documents and entry.endorsed_on is not None
    ]
    return tuple(sorted(approvals, key=lambda each: (each.endorsed_by.casefold(), each.document)))


def _take_over(entry: ListedDocument, document: str, months: int) -> TakeOver:
    endorsed = entry.endorsed_on
    if endorsed is None:
        raise ValueError("a row without the day of an approval tells of none")
    try:
        due = add_months(endorsed, months)
    except DateProblem:
        due = endorsed
    days = [day for day in (entry.review_due, entry.expires) if day is not None]
    group = without_people("", entry.endorsed_by)
    named = _NOBODY if group in {"", LEFT_OUT} else group
    return TakeOver(document, entry.title, named, endorsed, due, min(days, default=None))


def page_of(take_over: tuple[TakeOver, ...], today: date, file: str) -> str:
    """A page for whoever prepares the meeting: what is to be read, and the words to type."""
    late = [each for each in take_over if each.due < today]
    intro = (
        f"Made on {long_date(today)}. Nothing on this page is in force. A group takes a text over"
        " when it has seen the text and what shows that it was approved; the review counts from"
        " the old approval."
    )
    counts = (
        f"{len(take_over)} approvals in the old register. By the network's own review cycle"
        f" {len(late)} of them are overdue for review already."
    )
    lines = [f"# What may be taken over from {file}", "", intro, "", counts]
    by_group: dict[str, list[TakeOver]] = defaultdict(list)
    for each in take_over:
        by_group[each.endorsed_by].append(each)
    for group, members in by_group.items():
        lines += ["", f"## Approved by: {_escaped(group)}", ""]
        lines += ["| document | approved on | review due | the old register says |"]
        lines += ["| --- | --- | --- | --- |"]
        lines += [_row(each, today) for each in members]
        lines += ["", *_words(group, members)]
    return "\n".join(lines) + "\n"


def _row(each: TakeOver, today: date) -> str:
    due = long_date(each.due) + (", **overdue**" if each.due < today else "")
    asked = long_date(each.asked) if each.asked and each.asked != each.due else ""
    name = f"{_escaped(each.title)} (`{each.document}`)"
    return f"| {name} | {long_date(each.endorsed_on)} | {due} | {asked} |"


def _words(group: str, members: list[TakeOver]) -> Iterator[str]:
    """The command that writes the decision, once the texts are in and a meeting has taken it."""
    days = " ".join(f"--was-endorsed {each.document} {each.endorsed_on}" for each in members)
    names = " ".join(each.document for each in members)
    by = f'"{WHO}"' if group == _NOBODY else shlex.quote(group)
    yield "When the texts are in, and a meeting has looked at them (write your own for capitals):"
    yield ""
    yield (
        f"    handbook decide attest {names} --meeting MEETING --item ITEM"
        f" --endorsed-by {by} {days}"
        f' --evidence "{SHOWN}" --evidence-held --statement "{MINUTES}"'
    )
    earlier = [each for each in members if each.told_earlier]
    if earlier:
        yield ""
        yield "For some the old register names an earlier review: each by itself, with its day:"
        yield ""
        yield from (f"    {each.document}: --review-due {each.due}" for each in earlier)


def _escaped(text: str) -> str:
    return "".join(f"\\{c}" if c in r"\`*_[]<>|#" else c for c in text)
