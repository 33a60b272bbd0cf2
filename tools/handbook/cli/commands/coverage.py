"""``handbook coverage``: what the network's documents do for a national policy."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from handbook.check.reach import Reach
from handbook.cli.as_at import HELP, assessment_for, day_options
from handbook.cli.completion import ids
from handbook.cli.formats import format_option, formats_of
from handbook.cli.formats.coverage import CoverageAnswer
from handbook.cli.session import Command, Session, unknown
from handbook.types.known import KnownType

if TYPE_CHECKING:
    from datetime import date

    from handbook.assess.coverage.model import Coverage
    from handbook.assess.model import Assessment


EPILOG = """\b
Examples:
  handbook coverage                      every policy, in numbers
  handbook coverage NG61                 one policy, item by item
  handbook coverage NG61 --only none     only the items that are not addressed
  handbook coverage NG61 --format json
  handbook coverage NG61 --as-at 2026-06-01
"""


@click.command(cls=Command, name="coverage", epilog=f"{HELP}\n{EPILOG}")
@click.argument("policy", required=False, shell_complete=ids(KnownType.POLICY))
@click.option(
    "--only",
    type=click.Choice(["full", "partial", "none", "not-applicable", "not-judged", "suspect"]),
    help="Only the items of which this holds.",
)
@format_option("coverage")
@day_options
@click.pass_obj
def command(
    session: Session,
    policy: str | None,
    only: str | None,
    form: str,
    as_at: date | None,
    as_known: date | None,
) -> None:
    """Show which items of a policy are addressed, by which documents, and the gaps.

    An item counts as addressed only while the documents that serve it are in force; where one is
    not, its line says why. POLICY is the id of a policy, such as NG61; capitals do not matter.
    A judgement is of the text that was in force when it was made: as at another day, it counts
    only where that same version was in force.
    """
    question = assessment_for(session, as_at, as_known, Reach.COVERAGE)
    assessment = question.assessment
    shown = list(assessment.coverage.values()) if policy is None else [_find(assessment, policy)]
    answer = CoverageAnswer(question, shown, by_item=policy is not None, only=only)
    click.echo(formats_of("coverage")[form](answer))


def _find(assessment: Assessment, name: str) -> Coverage:
    for coverage in assessment.coverage.values():
        if coverage.policy.casefold() == name.casefold():
            return coverage
    raise unknown("policy", name.lower(), sorted(assessment.coverage))
