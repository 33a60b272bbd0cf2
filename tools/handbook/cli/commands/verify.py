"""``handbook verify``: the whole ledger, its sealed texts, and what git saw happen to them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from handbook.assess.ledger.proof import prove
from handbook.cli.assessing import checked
from handbook.cli.formats import format_option, formats_of
from handbook.cli.formats.verify import VerifyAnswer
from handbook.cli.problem import CANNOT_RUN, FOUND, USAGE, StopError
from handbook.cli.session import Command, Session
from handbook.cli.verify_signed import told_of
from handbook.history.past import read_past
from handbook.load import NoRepositoryError, WorkingTree

if TYPE_CHECKING:
    from handbook.assess.ledger.proof import Proof
    from handbook.assess.model import Assessment

EPILOG = """\b
Examples:
  handbook verify
  handbook verify --since 3f2a91c        what came before was looked at already
  handbook verify --no-history           the files alone, where there is no git
  handbook verify --format json

\b
Exit codes: 0 all of it holds, 1 something does not, 3 nothing was found wrong,
but nobody can tell all that happened.
"""


@click.command(cls=Command, name="verify", epilog=EPILOG)
@format_option("verify")
@click.option("--since", metavar="COMMIT", help="Look only at the history after this commit.")
@click.option("--no-history", is_flag=True, help="Do not ask git.")
@click.pass_obj
def command(session: Session, form: str, since: str | None, no_history: bool) -> int:
    """Verify every decision, sealed text and answer, and that nobody changed one afterwards.

    It needs no network. At the end it says what it could prove and what it could not.
    """
    if since is not None and no_history:
        raise StopError("--since asks about the history, and --no-history leaves it out.", USAGE)
    assessment = _assessment(session, history=not no_history)
    proof = _proof(session, assessment, since, history=not no_history)
    signatures = told_of(session, assessment, history=not no_history)
    click.echo(formats_of("verify")[form](VerifyAnswer(assessment.registry, proof, signatures)))
    if proof.wrong:
        return FOUND
    return CANNOT_RUN if proof.untold else 0


def _assessment(session: Session, *, history: bool) -> Assessment:
    result = checked(session, history=history)
    if result.assessment is None:
        raise StopError(
            "The registry could not be put together, so nothing can be verified. "
            "`handbook check` says what is wrong."
        )
    return result.assessment


def _proof(session: Session, assessment: Assessment, since: str | None, *, history: bool) -> Proof:
    root = session.where()
    try:
        past = read_past(root, since) if history else None
    except NoRepositoryError as problem:
        raise StopError(f"The history cannot be read: {problem}.") from problem
    paths = WorkingTree(root).paths()
    return prove(assessment, past, paths)
