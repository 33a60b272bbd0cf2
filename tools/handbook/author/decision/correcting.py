"""A correction by a document's owner: sealed only if all that changed is minor."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from handbook.author.model import Obstacle
from handbook.difference import compare, read_rules
from handbook.source.dates import long_date

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from handbook.assess.standing.model import Standing
    from handbook.author.decision.model import Entry
    from handbook.difference import Change, Difference
    from handbook.link import Registry
    from handbook.load.model import Record


def next_minor(shown: str, taken: Iterable[str]) -> str:
    """The number of a correction of ``shown``: 1.0 becomes 1.1, past every number taken."""
    major, minor, *_ = (int(part) for part in shown.split("."))
    used = [v.split(".") for v in taken]
    last = max((int(p[1]) for p in used if p[0] == str(major)), default=minor)
    return f"{major}.{max(last, minor) + 1}"


def refusals(
    registry: Registry, record: Record, shown: Standing, day: date | None
) -> Iterator[Obstacle]:
    """Why the working text cannot take the place of the one readers get by its owner alone."""
    if not shown.in_force:
        yield Obstacle(
            f"{record.id} is not in force ({shown.state}), so there is nothing to correct",
            "only a group can bring a text into force",
        )
        return
    began = max(e.effective for e in (shown.event, shown.state_event) if e is not None)
    if day is not None and day < began:
        yield Obstacle(
            f"version {shown.version} of {record.id} applies from {long_date(began)}, and cannot be"
            f" corrected on {long_date(day)}"
        )
    seal = registry.seals[record.id, shown.version]
    if registry.types[record.type].administrative != seal.administrative:
        yield Obstacle(
            f"the text of {record.id} was sealed with other fields left out than today",
            "a group must endorse it anew",
        )
        return
    rules = read_rules(registry.network())
    difference = compare(seal.record, record, rules, seal.administrative)
    if not difference.changes:
        yield Obstacle(f"the text of {record.id} is the same as version {shown.version}")
    if difference.clinical:
        yield Obstacle(
            f"the change to {record.id} is clinical, so its owner alone cannot make it",
            f"take it to the {endorsers(registry, shown)};"
            f" `handbook diff {record.id}` shows it whole{_unlinked(difference)}",
        )
        yield from (
            Obstacle(f"clinical: {change_in_words(change)}") for change in difference.clinical
        )


def _unlinked(difference: Difference) -> str:
    """How a telephone number can be corrected by the owner next time, where a number changes."""
    if all(reason.code != "number" for c in difference.clinical for reason in c.reasons):
        return ""
    return (
        ". A telephone number in running text counts as any number: link the number, as in"
        " [01632 960 001](tel:01632960001), and the owner can correct it from then on"
    )


def change_in_words(change: Change) -> str:
    """A change in one line: where it is, what was and is there, and why it counts as it does."""
    why = "; ".join(reason.words for reason in change.reasons)
    return f"{change.section}: {why}"


def endorsers(registry: Registry, shown: Standing) -> str:
    """The group that endorsed the text readers get."""
    group = registry.label(shown.event.group) if shown.event else ""
    return group.removeprefix("The ").removeprefix("the ") or "group that endorses it"


def with_corrected(entry: Entry, shown: Standing) -> Entry:
    """The line of a correction, which names the old text as well as the new one."""
    old = {"corrects": shown.version, "corrects-digest": shown.digest}
    return replace(entry, data={**entry.data, **old})
