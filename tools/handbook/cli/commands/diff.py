"""``handbook diff``: what a change means, and who must agree to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from handbook.assess.agreement import agreement
from handbook.cli.assessing import assessment_of
from handbook.cli.completion import ids, versions
from handbook.cli.formats import format_option, formats_of
from handbook.cli.formats.diff import WORKING, DiffAnswer, ProposalAnswer
from handbook.cli.problem import USAGE, StopError
from handbook.cli.proposing.ends import proposal_of, read_ends
from handbook.cli.session import Command, Session, unknown
from handbook.difference import compare, read_rules

if TYPE_CHECKING:
    from handbook.assess.model import Assessment
    from handbook.load.model import Record


EPILOG = """\b
Examples:
  handbook diff main..                             what you changed since main, saved or not
  handbook diff main...my-branch                   what a branch changes, from where it left main
  handbook diff main...my-branch --format markdown for one comment on a proposal
  handbook diff main.. --format html > change.html to send, or to print
  handbook diff rapid-transfer                     what readers get, and the working text
  handbook diff rapid-transfer --from 1.0 --to 2.0
"""


@click.command(cls=Command, name="diff", epilog=EPILOG)
@click.argument("what", metavar="DOC|BASE..HEAD", shell_complete=ids(having="endorsable"))
@click.option(
    "--from",
    "old",
    metavar="VERSION",
    help="If not the version that readers get.",
    shell_complete=versions("what"),
)
@click.option(
    "--to",
    "new",
    metavar="VERSION",
    help="If not the text as it is now (working).",
    shell_complete=versions("what", WORKING),
)
@click.option("--in-force", is_flag=True, help="Of a change: also against what readers get today.")
@click.option(
    "--direct",
    is_flag=True,
    help="Of two commits: compare them as they are, not from where HEAD left BASE.",
)
@format_option("diff")
@click.pass_obj
def command(
    session: Session,
    what: str,
    old: str | None,
    new: str | None,
    form: str,
    *,
    in_force: bool,
    direct: bool,
) -> None:
    """Show what differs between two versions of a document, or what a whole change means.

    Each change is minor, which the owner may settle alone, or clinical, which goes to the group;
    with the reasons, and who must agree. DOC is the id of a document. BASE..HEAD are two commits or
    branches; without HEAD it is what you have here, saved or not.
    """
    ends = read_ends(what)
    if ends is not None:
        if old or new:
            raise StopError("--from and --to name versions of one document: type its id.", USAGE)
        if direct and not ends.head:
            raise StopError("--direct compares two commits: name the second one, too.", USAGE)
        proposal = proposal_of(session, ends, direct=direct)
        click.echo(formats_of("diff")[form](ProposalAnswer(proposal, in_force)))
        return
    if in_force or direct:
        raise StopError("--in-force and --direct are about a whole change: type BASE..HEAD.", USAGE)
    click.echo(formats_of("diff")[form](_versions_compared(session, what, old, new or WORKING)))


def _versions_compared(session: Session, document: str, old: str | None, new: str) -> DiffAnswer:
    """Two versions of a document. Raises ``StopError``."""
    assessment = assessment_of(session)
    registry = assessment.registry
    if document not in assessment.standings:
        raise _no_document(document, sorted(assessment.standings))
    standing = assessment.standings[document]
    old = old or standing.version or next(iter(_versions(assessment, document)[-1:]), "")
    if not old:
        raise StopError(
            f"No version of {document} was ever endorsed, so there is nothing to compare."
        )
    texts = _text(assessment, document, old), _text(assessment, document, new)
    rules = read_rules(registry.network())
    difference = compare(*texts, rules, _left_out(assessment, document, (old, new)))
    agreed = agreement(registry, assessment.settings, standing, texts, difference)
    return DiffAnswer(assessment, document, old, new, difference, agreed)


def _no_document(typed: str, known: list[str]) -> StopError:
    """A usage error: no document is called so; two points make it a change."""
    problem = unknown("document", typed, known)
    return StopError(
        f"{problem} For what a branch changes, type two points after the name of the branch that it"
        f" is compared with: handbook diff {typed}..",
        USAGE,
    )


def _versions(assessment: Assessment, document: str) -> list[str]:
    """The sealed versions of a document, oldest first."""
    versions = [version for of, version in assessment.registry.seals if of == document]
    return sorted(versions, key=lambda version: [int(part) for part in version.split(".")])


def _text(assessment: Assessment, document: str, version: str) -> Record:
    if version == WORKING:
        return assessment.registry.records[document]
    seal = assessment.registry.seals.get((document, version))
    if seal is None:
        known = ", ".join([*_versions(assessment, document), WORKING])
        raise StopError(f"{document} has no version {version}. There are: {known}.", USAGE)
    return seal.record


def _left_out(assessment: Assessment, document: str, versions: tuple[str, str]) -> frozenset[str]:
    """The fields that were left out when a text was sealed, where a working text is compared."""
    registry = assessment.registry
    seals = [registry.seals[document, version] for version in versions if version != WORKING]
    if WORKING in versions and seals:
        return seals[0].administrative
    return frozenset()
