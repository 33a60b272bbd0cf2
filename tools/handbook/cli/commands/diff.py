"""``handbook diff``: what a change means, and who must agree to it."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import click

from handbook.assess.agreement import agreement
from handbook.cli.assessing import assessment_of
from handbook.cli.problem import USAGE, StopError
from handbook.cli.session import Command, Session, unknown
from handbook.cli.table import as_json, clean
from handbook.difference import compare, read_rules
from handbook.difference.telling import by_section, markdown_rows, marked, tally, verdict

if TYPE_CHECKING:
    from handbook.assess.agreement import Agreement
    from handbook.assess.model import Assessment
    from handbook.difference import Difference
    from handbook.load.model import Record

WORKING = "working"

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
@click.option("--format", "form", type=click.Choice(["text", "json", "markdown"]), default="text")
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
    found = compare(*texts, rules, _left_out(assessment, document, (old, new)))
    who = agreement(registry, assessment.settings, standing, texts, found)
    if form == "json":
        click.echo(as_json(_plain(document, (old, new), found, who)))
        return
    title = f"{clean(registry.label(document))} ({document}): {_named(old)} and {_named(new)}"
    lines = [title, "", *(_text_lines(found) if form == "text" else _markdown(found))]
    click.echo("\n".join([*lines, "", *_agreed(assessment, document, who, found)]))


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


def _named(version: str) -> str:
    return "the working text" if version == WORKING else f"version {version}"


def _text_lines(found: Difference) -> list[str]:
    lines = [tally(found)]
    for section, changes in by_section(found).items():
        lines += ["", clean(section)]
        for change in changes:
            lines.append(f"  {clean(verdict(change))}")
            words = clean(marked(change))
            lines += [f"    {words}"] if words else []
    return lines


def _markdown(found: Difference) -> list[str]:
    return list(markdown_rows(found))


def _agreed(assessment: Assessment, document: str, who: Agreement, found: Difference) -> list[str]:
    """Who must agree, in sentences."""
    if not found.changes:
        return ["Nobody needs to agree to anything."]
    label = assessment.registry.label
    if who.owner:
        return [
            f"Who must agree: the owner alone, {clean(label(who.owner))} ({who.owner}).",
            f"When it has: handbook decide correct {document} --post {who.owner} --statement ...",
        ]
    groups = " or ".join(f"{clean(label(group))} ({group})" for group in who.groups)
    lines = [f"Who must agree: {groups or 'a group whose terms let it endorse this'}."]
    if who.medicines:
        names = ", ".join(f"{clean(label(group))} ({group})" for group in who.medicines)
        lines.append(f"It says something about medicines, so first it goes to: {names}.")
    return lines


def _plain(
    document: str, versions: tuple[str, str], found: Difference, who: Agreement
) -> dict[str, Any]:
    return {
        "document": document,
        "from": versions[0],
        "to": versions[1],
        "minor": found.minor,
        "clinical": len(found.clinical),
        "agree": asdict(who),
        "changes": [asdict(change) for change in found.changes],
    }
