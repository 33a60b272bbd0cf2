"""``handbook diff``: what a change means, and who must agree to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from handbook.assess.agreement import agreement
from handbook.cli.assessing import assessment_of
from handbook.cli.formats import format_option, formats_of
from handbook.cli.formats.diff import WORKING, DiffAnswer
from handbook.cli.problem import USAGE, StopError
from handbook.cli.session import Command, Session, unknown
from handbook.difference import compare, read_rules

if TYPE_CHECKING:
    from handbook.assess.model import Assessment
    from handbook.load.model import Record


EPILOG = """\b
Examples:
  handbook diff rapid-transfer                     what readers get, and the working text
  handbook diff rapid-transfer --from 1.0 --to 2.0
  handbook diff rapid-transfer --format markdown   for a paper to the group
"""


@click.command(cls=Command, name="diff", epilog=EPILOG)
@click.argument("document", metavar="DOC")
@click.option("--from", "old", metavar="VERSION", help="If not the version that readers get.")
@click.option(
    "--to",
    "new",
    metavar="VERSION",
    default=WORKING,
    help="If not the text as it is now (working).",
)
@format_option("diff")
@click.pass_obj
def command(session: Session, document: str, old: str | None, new: str, form: str) -> None:
    """Show what differs between two versions of a document, in words.

    Each change is minor, which the owner may settle alone, or clinical, which goes to the group;
    with the reasons, and who must agree. DOC is the id of a document.
    """
    assessment = assessment_of(session)
    registry = assessment.registry
    if document not in assessment.standings:
        raise unknown("document", document, sorted(assessment.standings))
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
    answer = DiffAnswer(assessment, document, old, new, difference, agreed)
    click.echo(formats_of("diff")[form](answer))


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
