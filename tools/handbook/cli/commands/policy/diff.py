"""``handbook policy diff``: what a new edition of a policy means for what was judged."""

from __future__ import annotations

import click

from handbook.agenda.edition import edition_change
from handbook.cli.assessing import assessment_of
from handbook.cli.commands.policy.reading import edition_named
from handbook.cli.completion import ids
from handbook.cli.formats import format_option, formats_of
from handbook.cli.formats.policy_diff import PolicyDiffAnswer
from handbook.cli.session import Command, Session
from handbook.types.known import KnownType

EPILOG = """\b
Examples:
  handbook policy diff NG61 new/ng61.yaml                 a new edition, not taken in yet
  handbook policy diff NG61@main NG61                     what was changed here since main
  handbook policy diff NG61 new/ng61.yaml --format csv    a list to work through in a spreadsheet
\b
OLD and NEW are each one of:
  NG61             the policy as it is in the registry now; capitals do not matter
  NG61@main        the policy as it was on a branch, or in a commit
  new/ng61.yaml    a file that holds the policy's record, wherever it lies
"""


@click.command(cls=Command, name="diff", epilog=EPILOG)
@click.argument("old", shell_complete=ids(KnownType.POLICY))
@click.argument("new", shell_complete=ids(KnownType.POLICY))
@click.option("--every", is_flag=True, help="Also list the items that stayed the same.")
@format_option("policy_diff")
@click.pass_obj
def command(session: Session, old: str, new: str, form: str, *, every: bool) -> None:
    """Show which items of a policy came, went, moved or were reworded, and what to judge again.

    For every item it names the judgements that stand under its old number, the documents that serve
    it, and what is to be done. It writes nothing. What it compares are the topics as this registry
    words them: whether an item asks the same is for whoever reads the policy itself.
    """
    assessment = assessment_of(session)
    registry = assessment.registry
    before, after = (edition_named(session, registry, name) for name in (old, new))
    change = edition_change(before.record, after.record, registry)
    answer = PolicyDiffAnswer(registry, change, before.name, after.name, every=every)
    click.echo(formats_of("policy_diff")[form](answer))
