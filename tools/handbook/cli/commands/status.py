"""``handbook status``: the register, or one document's standing and history."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from handbook.check.reach import Reach
from handbook.cli.as_at import HELP, assessment_for, day_options
from handbook.cli.clock import zone_of
from handbook.cli.completion import ids
from handbook.cli.formats import format_option, formats_of
from handbook.cli.formats.status import StatusAnswer
from handbook.cli.problem import USAGE, StopError
from handbook.cli.session import Command, Session, near, unknown
from handbook.history.mainline import merges
from handbook.source.dates import long_date

if TYPE_CHECKING:
    from datetime import date

    from handbook.cli.as_at import DatedAssessment

EPILOG = """\b
Examples:
  handbook status                        every document
  handbook status rapid-transfer         one document, why it stands so, and its history
  handbook status --format json
  handbook status --as-at 2025-06-01     every document as it stood on that day
  handbook status rapid-transfer --as-at 2025-06-01
  handbook status rapid-transfer --as-known 2025-06-01
"""


@click.command(cls=Command, name="status", epilog=f"{HELP}\n{EPILOG}")
@click.argument(
    "document", metavar="[DOC]", required=False, shell_complete=ids(having="endorsable")
)
@format_option("status")
@day_options
@click.pass_obj
def command(
    session: Session, document: str | None, form: str, as_at: date | None, as_known: date | None
) -> None:
    """Show how every document stands today, or one document with its history.

    DOC is the id of a document: the name of its file, without the ending. For one document, each
    decision is shown with the day it was decided, took effect and was merged, and below them what
    applied when.

    This goes by decisions, sealed texts and the records that have a bearing on them, and says so
    when one of those has an error. What texts and other records say is not judged here: `handbook
    check` does that.
    """
    only_standings = document is None and form == "text"
    reach = Reach.STANDINGS if only_standings else Reach.ADOPTION
    question = assessment_for(session, as_at, as_known, reach)
    assessment = question.assessment
    if document is not None and document not in assessment.standings:
        raise _unknown(question, document)
    if document is None:
        answer = StatusAnswer(question, tuple(assessment.standings.values()))
    else:
        merged = merges(session.where(), zone_of(session.zone()))
        answer = StatusAnswer(question, (assessment.standings[document],), merged)
    click.echo(formats_of("status")[form](answer))


def _unknown(question: DatedAssessment, document: str) -> StopError:
    """There is no such document; on a past day it may have had another id, or none yet."""
    known = sorted(question.assessment.standings)
    if "as_known" not in question.plain or question.day is None:
        return unknown("document", document, known)
    return StopError(
        f"On {long_date(question.day)} the register held no document called {document}."
        f"{near(document, known)}",
        USAGE,
    )
