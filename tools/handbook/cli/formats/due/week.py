"""What needs doing this week, in the order of the harm that waiting does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handbook.agenda.telling import week_blocks
from handbook.agenda.week import week
from handbook.proposal.plain import blocks_as_text
from handbook.source.dates import long_date

if TYPE_CHECKING:
    from handbook.cli.formats.due import DueAnswer


def write(answer: DueAnswer) -> str:
    """The list of the handbook's page *This week*, of one owner or group if so asked."""
    assessment = answer.assessment
    tasks = [
        task
        for task in week(assessment)
        if answer.owner in (None, task.who)
        and (answer.group is None or answer.group in task.groups)
    ]
    head = f"What needs doing this week, on {long_date(assessment.today)}. The worst first."
    return f"{head}\n\n{blocks_as_text(week_blocks(assessment, tasks))}"
