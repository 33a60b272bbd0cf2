"""Care pathways: every stage can be reached, and leads somewhere that exists."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handbook.finding import Code, Severity
from handbook.rules.engine import finding, rule
from handbook.rules.reading import choices, rows, word, words
from handbook.source.words.spelling import nearest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from handbook.finding import Finding
    from handbook.load.model import Record

PTH001 = Code(
    id="PTH001",
    severity=Severity.ERROR,
    title="Leads to a stage that does not exist",
    explanation=(
        "A stage of a pathway names the stages that may follow it. One of them is not a stage of"
        " this pathway, so a child's way would end there unnoticed."
    ),
)
PTH002 = Code(
    id="PTH002",
    severity=Severity.ERROR,
    title="A stage that no way leads to",
    explanation=(
        "Starting from the first stage, no way through the pathway comes to this one. A stage that"
        " does not say what follows it is taken to lead to the next in the list."
    ),
)


@rule(PTH001)
def next_stages_exist(record: Record) -> Iterator[Finding]:
    """What follows a stage is a stage of the same pathway."""
    stages = [word(stage, "id") for _, stage in rows(record.data, "stages")]
    for index, stage in rows(record.data, "stages"):
        for place, name in words(stage, "next"):
            if name not in stages:
                yield finding(
                    PTH001,
                    record,
                    f"there is no stage “{name}” in this pathway",
                    hint=nearest(name, stages) or f"Its stages are: {choices(stages)}.",
                    route=("stages", index, "next", place),
                )


@rule(PTH002)
def every_stage_is_reached(record: Record) -> Iterator[Finding]:
    """From the first stage a way leads to every other."""
    stages = [stage for _, stage in rows(record.data, "stages")]
    positions = {word(stage, "id"): index for index, stage in enumerate(stages)}
    reached: set[int] = set()
    pending = [0] if stages else []
    while pending:
        here = pending.pop()
        if here in reached:
            continue
        reached.add(here)
        named = [name for _, name in words(stages[here], "next")]
        pending += [positions[name] for name in named if name in positions]
        if not named and here + 1 < len(stages):
            pending.append(here + 1)
    for index, stage in rows(record.data, "stages"):
        if index not in reached:
            message = f"no way through the pathway leads to the stage “{word(stage, 'id')}”"
            hint = "Name it under 'next' of the stage before it."
            yield finding(PTH002, record, message, hint=hint, route=("stages", index, "id"))
