"""What must be done so that a forge's reminders say what the register says: a pure function.

Doing all of a plan and planning again gives nothing to do; doing its first steps alone, whatever
then stopped it, and planning again gives the rest.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from handbook.remind.marked import Mark, mark_of, plain_lines, rewritten
from handbook.remind.model import (
    LABEL,
    OVERDUE,
    QUIET,
    Act,
    IssueContent,
    IssueStep,
    SyncPlan,
    TrackedIssue,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from handbook.remind.model import Reminder

_SETTLED = "the register no longer says that anything of it falls due"


def plan(
    network: str,
    reminders: Sequence[Reminder],
    issues: Iterable[TrackedIssue],
    *,
    farewell: Callable[[str], str],
    closing: bool,
    at_most: int,
) -> SyncPlan:
    """The steps from ``issues``, which are all on the forge with our label, to ``reminders``.

    ``reminders`` come most urgent first, and their steps in that order. ``farewell`` gives our part
    of an issue that is closed, by its key. Without ``closing`` no issue is closed: what the
    register says may be wrong. Of more than ``at_most`` steps the rest waits for the next time.
    """
    ours = _by_key(network, issues)
    steps: list[IssueStep] = []
    unchanged = 0
    quiet: list[int] = []
    kept_open: list[int] = []
    for reminder in reminders:
        first, *twins = ours.pop(reminder.key, ()) or (None,)
        if first is None:
            if reminder.pressing:
                steps.append(_opened(network, reminder))
            continue
        step = _brought_up(network, reminder, first)
        if _hushed(first, reminder):
            quiet.append(first.number)
        elif step is None:
            unchanged += 1
        else:
            steps.append(step)
        if closing:
            steps += _closed_twins(network, reminder.key, first.number, twins)
        else:
            kept_open += [twin.number for twin in twins if twin.content.open]
    for key, known in ours.items():
        if closing:
            steps += _settled(network, key, known, farewell)
        else:
            kept_open += [issue.number for issue in known if issue.content.open]
    return SyncPlan(
        tuple(steps[:at_most]), tuple(steps[at_most:]), unchanged, tuple(quiet), tuple(kept_open)
    )


def _by_key(network: str, issues: Iterable[TrackedIssue]) -> dict[str, list[TrackedIssue]]:
    """Our issues by the record that they are about: open ones first, then the oldest first.

    So the oldest that is open stays, and only where none is open is the oldest of all looked at.
    """
    ours: dict[str, list[TrackedIssue]] = {}
    for issue in sorted(issues, key=lambda issue: (not issue.content.open, issue.number)):
        mark = mark_of(issue.content.body)
        if mark is not None and mark.network == network and _has(issue.content.labels, LABEL):
            ours.setdefault(mark.key, []).append(issue)
    return dict(sorted(ours.items()))


def _opened(network: str, reminder: Reminder) -> IssueStep:
    mark = Mark(network, reminder.key, reminder.state, frozenset(reminder.assignees))
    content = IssueContent(
        reminder.title,
        rewritten("", mark, reminder.part),
        reminder.labels,
        frozenset(reminder.assignees),
    )
    return IssueStep(Act.OPEN, reminder.key, content, _for(reminder))


def _for(reminder: Reminder) -> str:
    """Whom a new reminder is given to, and whom its text calls."""
    given = f"given to {', '.join(reminder.assignees)}" if reminder.assignees else ""
    called = f"its text calls {', '.join(reminder.called)}" if reminder.called else ""
    return "; ".join(filter(None, (given, called)))


def _hushed(issue: TrackedIssue, reminder: Reminder) -> bool:
    """Whether people asked to be left alone about the very thing that is due."""
    mark = mark_of(issue.content.body)
    return _has(issue.content.labels, QUIET) and mark is not None and mark.state == reminder.state


def _brought_up(network: str, reminder: Reminder, issue: TrackedIssue) -> IssueStep | None:
    """The step that makes an issue say what it must; ``None`` if it does.

    One that was closed waits until what is due is near, as one that is not there does.
    """
    now = issue.content
    mark = Mark(network, reminder.key, reminder.state, frozenset(reminder.assignees))
    before = mark_of(now.body) or mark
    asked_before, asked = before.asked, mark.asked
    managed = {OVERDUE, QUIET} if before.state != reminder.state else {OVERDUE}
    then = IssueContent(
        reminder.title,
        rewritten(now.body, mark, reminder.part),
        _without(now.labels, managed - reminder.labels) | reminder.labels,
        now.assignees
        if asked == asked_before
        else _without(now.assignees, asked_before - asked) | asked,
    )
    if same(now, then) or not (now.open or reminder.pressing):
        return None
    if not now.open:
        why = "it was closed, and the register still says that it is due"
        return IssueStep(Act.REOPEN, reminder.key, then, why, issue.number)
    changed = ", ".join(_differing(now, then))
    return IssueStep(Act.UPDATE, reminder.key, then, f"changed: {changed}", issue.number)


def _closed_twins(
    network: str, key: str, first: int, twins: Iterable[TrackedIssue]
) -> Iterator[IssueStep]:
    """Of two issues about one thing, which two runs at one time may make, the older one stays."""
    part = f"Closed: the reminder about this is in #{first}."
    for twin in twins:
        if twin.content.open:
            then = _put_away(twin.content, Mark(network, key), part)
            why = f"it says the same as #{first}"
            yield IssueStep(Act.CLOSE_TWIN, key, then, why, twin.number)


def _settled(
    network: str,
    key: str,
    known: Sequence[TrackedIssue],
    farewell: Callable[[str], str],
) -> Iterator[IssueStep]:
    """Close what is settled, twins first; that people asked to be left alone ends with it."""
    first, *twins = known
    yield from _closed_twins(network, key, first.number, twins)
    if first.content.open:
        then = _put_away(first.content, Mark(network, key), farewell(key))
        yield IssueStep(Act.CLOSE, key, then, _SETTLED, first.number)


def _put_away(now: IssueContent, mark: Mark, part: str) -> IssueContent:
    labels = _without(now.labels, {OVERDUE, QUIET})
    return replace(now, body=rewritten(now.body, mark, part), labels=labels, open=False)


def same(now: IssueContent, then: IssueContent) -> bool:
    """Whether two contents are one to a forge: names by any case, texts by any line ends."""
    return not list(_differing(now, then))


def _differing(now: IssueContent, then: IssueContent) -> Iterator[str]:
    """What differs, in words."""
    if " ".join(now.title.split()) != " ".join(then.title.split()):
        yield "its title"
    if plain_lines(now.body) != plain_lines(then.body):
        yield "what it says"
    if _folded(now.labels) != _folded(then.labels):
        yield "its labels"
    if _folded(now.assignees) != _folded(then.assignees):
        yield "whom it is given to"
    if now.open != then.open:
        yield "whether it is open"


def _folded(names: Iterable[str]) -> frozenset[str]:
    return frozenset(name.casefold() for name in names)


def _has(names: Iterable[str], name: str) -> bool:
    return name.casefold() in _folded(names)


def _without(names: frozenset[str], taken: Iterable[str]) -> frozenset[str]:
    gone = _folded(taken)
    return frozenset(name for name in names if name.casefold() not in gone)
