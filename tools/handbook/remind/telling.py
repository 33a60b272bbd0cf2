"""A plan in words: what was done or would be, and what is left for the next time or left be."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from handbook.remind.model import QUIET, Act

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from handbook.remind.model import IssueStep, SyncPlan

_WOULD: Mapping[Act, str] = {
    Act.OPEN: "would open",
    Act.UPDATE: "would bring up to date",
    Act.REOPEN: "would open again",
    Act.CLOSE: "would close",
    Act.CLOSE_TWIN: "would close",
}
_DID: Mapping[Act, str] = {
    Act.OPEN: "opened",
    Act.UPDATE: "brought up to date",
    Act.REOPEN: "opened again",
    Act.CLOSE: "closed",
    Act.CLOSE_TWIN: "closed",
}


def step_line(step: IssueStep, number: int = 0, *, done: bool) -> str:
    """One step, with the number of its issue if it has one."""
    which = f" #{number or step.number}" if number or step.number else ""
    beside = f" ({step.why})" if step.why else ""
    return f"  {(_DID if done else _WOULD)[step.act]}{which}: {step.content.title}{beside}"


def tally(steps: Sequence[IssueStep], unchanged: int, *, done: bool) -> str:
    """How many of each."""
    words = _DID if done else _WOULD
    counts = Counter(words[step.act] for step in steps)
    parts = [f"{words_done} {count}" for words_done, count in counts.items()]
    as_they_are = f"{unchanged} are as they should be" if unchanged != 1 else "1 is as it should be"
    return f"Reminders: {', '.join([*parts, as_they_are])}."


def beside(plan: SyncPlan, at_most: int, doubts: Iterable[str]) -> list[str]:
    """What the plan leaves: for the next time, to people, and for when the register is sound."""
    lines = []
    if plan.later:
        lines.append(
            f"Left for the next time, since --at-most is {at_most}: {len(plan.later)}. The most"
            " urgent come first."
        )
    if plan.quiet:
        lines.append(f"Left alone, since they have the label {QUIET}: {_numbers(plan.quiet)}.")
    if plan.kept_open:
        why = "; ".join(doubts)
        lines.append(f"Not closed, since {why}: {_numbers(plan.kept_open)}.")
    return lines


def _numbers(numbers: Iterable[int]) -> str:
    return ", ".join(f"#{number}" for number in sorted(numbers))
