"""``handbook init ci``: workflows for the network's forge, and who looks at what."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import click

from handbook.cli.assessing import assessment_of
from handbook.cli.commands.init.placing import put, top_of
from handbook.cli.problem import StopError
from handbook.cli.session import Command, Session
from handbook.starting.codeowners import codeowners, codeowners_place, owned_paths
from handbook.starting.server import azure_files
from handbook.starting.workflows import PUBLISHING, workflows

if TYPE_CHECKING:
    from collections.abc import Callable

    from handbook.assess.model import Assessment
    from handbook.assess.settings.model import Forge
    from handbook.starting.codeowners import OwnedPath

EPILOG = """\b
Examples:
  handbook init ci --dry-run             what it would write, and what it would change
  handbook init ci

\b
It writes what is checked on each proposal, what happens every night, how the handbook is
published, and CODEOWNERS, as settings.forge in registry/network.yaml says. A file that a person
has edited is left alone: what would change is shown, and --replace writes it anew.
"""

NEEDED = """\
The settings do not say where this registry lives. In registry/network.yaml, below settings, write:

  forge:
    kind: github
    url: https://github.com/your-network/handbook

Then run this again."""


@click.command(cls=Command, name="ci", epilog=EPILOG)
@click.option(
    "--forge",
    "kind",
    type=click.Choice(("github", "gitlab")),
    help="For which kind of server. Without it: as settings.forge says.",
)
@click.option("--dry-run", is_flag=True, help="Write nothing; show what would be written.")
@click.option("--replace", "over", is_flag=True, help="Write anew what a person has edited, too.")
@click.pass_obj
def command(session: Session, kind: str | None, *, dry_run: bool, over: bool) -> int:
    """Write workflows that check, publish and remind, and CODEOWNERS.

    Nothing is written over that a person has edited, unless --replace says so.
    """
    assessment = assessment_of(session)
    settings = assessment.settings
    if settings.forge is None:
        raise StopError(NEEDED)
    forge = replace(settings.forge, kind=kind) if kind else settings.forge
    top = top_of(session.where(), forge.folder)
    files, cautions = forge_files(assessment, forge, lambda path: (top / path).exists())
    for line in cautions:
        click.echo(line, err=True)
    where = "docs/ci.md says what each of them may do, and what to set on the server"
    then = [f"{where} ({forge.url})."]
    return put(session, files, top, dry_run=dry_run, over=over, then=then)


def forge_files(
    assessment: Assessment, forge: Forge, is_there: Callable[[str], bool]
) -> tuple[dict[str, str], list[str]]:
    """The texts for a forge by their paths, and what they cannot do as the settings are."""
    lines = owned_paths(assessment, forge)
    owners = codeowners_place(forge.kind, is_there)
    made = workflows(forge, assessment.settings)
    return {**made, **azure_files(forge), owners: codeowners(lines)}, _cautions(forge, lines)


def _cautions(forge: Forge, lines: tuple[OwnedPath, ...]) -> list[str]:
    """What the files cannot do, as the settings are."""
    cautions = []
    nobody = [line.path for line in lines if line.guarded and not line.names]
    if nobody:
        cautions.append(
            "handbook: nobody would be asked about what says who decides, such as "
            f"{nobody[0]}. Name who stands behind the coordinator and the clinical safety "
            "officer, under settings.forge.posts."
        )
    if forge.site is None:
        cautions.append(
            "handbook: nothing publishes the site, because settings.forge.site does not say where "
            "it is read (docs/deploying.md)."
        )
    elif forge.site.host not in PUBLISHING[forge.kind]:
        cautions.append(
            f"handbook: {forge.kind} cannot put the site on {forge.site.host}; the server fetches "
            "and builds it itself (`handbook init server`, docs/deploying.md)."
        )
    return cautions
