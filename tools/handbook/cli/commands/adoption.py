"""``handbook adoption``: which organisation uses which document, by what it recorded itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from handbook.check.reach import Reach
from handbook.cli.adoption.follow_up import in_order
from handbook.cli.as_at import HELP, assessment_for, day_options
from handbook.cli.completion import ids
from handbook.cli.formats import format_option, formats_of
from handbook.cli.formats.adoption import AdoptionAnswer
from handbook.cli.problem import USAGE, StopError
from handbook.cli.session import Command, Session, unknown
from handbook.load.model import BrokenKind
from handbook.types.known import KnownType

if TYPE_CHECKING:
    from datetime import date

    from handbook.assess.model import Assessment

EPILOG = """\b
Examples:
  handbook adoption                                  every document and organisation
  handbook adoption --organisation larch-hospital  what is asked of it, and answered
  handbook adoption --document rapid-transfer        what each organisation answered
  handbook adoption --outstanding                    whom to ring, and in which order
  handbook adoption --uptake                         how many, quarter by quarter
  handbook adoption --uptake --document rapid-transfer
  handbook adoption --format csv > adoption.csv      for a spreadsheet
  handbook adoption --as-at 2026-06-30
"""


OUTSTANDING = """\b
Whom --outstanding names, and in which order:
  first who uses, by its own answer, a text that the network does not stand
  behind: suspended or published in error before what cannot be told, withdrawn,
  superseded or lapsed; then copies of such texts that may still lie about;
  then answers still to come: organisations with the most late answers first,
  then those with the most outstanding, then by name; of each, the answer due
  first. The handbook's own page and `handbook due` keep the same order.
"""


@click.command(cls=Command, name="adoption", epilog=f"{HELP}\n{OUTSTANDING}\n{EPILOG}")
@click.argument("named", nargs=-1, metavar="")
@click.option(
    "--organisation",
    metavar="ID",
    shell_complete=ids(KnownType.ORGANISATION),
    help="Only this organisation.",
)
@click.option(
    "--document", metavar="ID", shell_complete=ids(having="adoptable"), help="Only this document."
)
@click.option("--uptake", is_flag=True, help="How many use the version in force, by quarter.")
@click.option(
    "--outstanding",
    is_flag=True,
    help="Whom to ring: stopped texts in use, then answers still to come.",
)
@format_option("adoption")
@day_options
@click.pass_obj
def command(
    session: Session,
    named: tuple[str, ...],
    organisation: str | None,
    document: str | None,
    uptake: bool,
    outstanding: bool,
    form: str,
    as_at: date | None,
    as_known: date | None,
) -> None:
    """Show which organisations use which documents, by what they recorded themselves.

    The network's endorsement is not adoption: each organisation decides for itself, and
    `handbook adopt` writes its answer down. Where nothing is recorded, nobody may take a document
    as adopted.
    """
    _one_question(organisation, uptake=uptake, outstanding=outstanding)
    question = assessment_for(session, as_at, as_known, Reach.ADOPTION)
    if named:
        raise _option_for(question.assessment, named[0])
    _known(question.assessment, organisation, document)
    shown = [
        position
        for position in question.assessment.adoption.positions.values()
        if organisation in (None, position.organisation) and document in (None, position.document)
    ]
    if outstanding:
        shown = in_order(question.assessment, shown)
    answer = AdoptionAnswer(question, shown, organisation, document, uptake, outstanding)
    click.echo(formats_of("adoption")[form](answer))


def _one_question(organisation: str | None, *, uptake: bool, outstanding: bool) -> None:
    if uptake and outstanding:
        raise StopError("--uptake and --outstanding are two questions: ask one at a time.", USAGE)
    if uptake and organisation is not None:
        raise StopError(
            "Uptake is counted for one document, or for all of them: leave out --organisation.",
            USAGE,
        )


def _option_for(assessment: Assessment, name: str) -> StopError:
    """What to type instead of a name that stands alone."""
    record = assessment.registry.records.get(name)
    kind = "--organisation" if record and record.type == KnownType.ORGANISATION else ""
    if record and assessment.registry.types[record.type].has("adoptable"):
        kind = "--document"
    if kind:
        return StopError(f"Say what {name} is: `handbook adoption {kind} {name}`.", USAGE)
    return StopError(
        f"{name} stands alone: name a document with --document, or an organisation with"
        " --organisation.",
        USAGE,
    )


def _known(assessment: Assessment, organisation: str | None, document: str | None) -> None:
    """What was named is there; a file that cannot be read counts as there."""
    registry = assessment.registry
    broken = {record.id for record in registry.broken if record.kind == BrokenKind.RECORD}
    members = sorted(record.id for record in registry.of_type(KnownType.ORGANISATION))
    if organisation is not None and organisation not in {*members, *broken}:
        raise unknown("organisation", organisation, members)
    adoptable = sorted(record.id for record in registry.with_behaviour("adoptable"))
    if document is not None and document not in {*adoptable, *broken}:
        raise unknown("adoptable document", document, adoptable)
