"""``handbook init forms``: the forms in which people with an account report, ask and answer."""

from __future__ import annotations

import click

from handbook.cli.assessing import assessment_of
from handbook.cli.commands.init.ci import NEEDED
from handbook.cli.commands.init.placing import put, top_of
from handbook.cli.problem import StopError
from handbook.cli.session import Command, Session
from handbook.forge.issue_forms import issue_forms
from handbook.starting.marking import marked

EPILOG = """\b
Examples:
  handbook init forms --dry-run          what it would write, and what it would change
  handbook init forms

\b
There are three: report a problem, please change, do we use it? Documents and organisations
are their choices, so run this again when those change. Each says first that no patient
details may be sent, and where a danger to a patient goes. Once they are on the server, write
`issue-forms: true` below settings.forge in registry/network.yaml, and pages lead to them.
"""


@click.command(cls=Command, name="forms", epilog=EPILOG)
@click.option("--dry-run", is_flag=True, help="Write nothing; show what would be written.")
@click.option("--replace", "over", is_flag=True, help="Write anew what a person has edited, too.")
@click.pass_obj
def command(session: Session, *, dry_run: bool, over: bool) -> int:
    """Write the forms for reports, wishes and answers of organisations.

    Nothing is written over that a person has edited, unless --replace says so.
    """
    assessment = assessment_of(session)
    forge = assessment.settings.forge
    if forge is None:
        raise StopError(NEEDED)
    top = top_of(session.where(), forge.folder)
    forms = issue_forms(assessment.registry, assessment.settings)
    files = {path: marked(text) for path, text in forms.items()}
    switch = (
        "Once they are on the server, write `issue-forms: true` below settings.forge in"
        " registry/network.yaml."
    )
    then = [] if forge.issue_forms else [switch]
    return put(session, files, top, dry_run=dry_run, over=over, then=then)
