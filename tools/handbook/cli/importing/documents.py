"""``handbook import documents``: Word, Markdown and web pages as drafts."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from handbook.author.model import Plan
from handbook.author.rewrite import rewrite
from handbook.author.write import WriteProblem, write
from handbook.cli.assessing import assessment_of
from handbook.cli.clock import now
from handbook.cli.completion import ids, type_names
from handbook.cli.next_steps import next_steps
from handbook.cli.problem import CANNOT_RUN, FOUND, USAGE, StopError
from handbook.cli.session import Command, Session, unknown
from handbook.cli.table import clean
from handbook.history.moment import look
from handbook.importing.drafting.record import DraftSettings
from handbook.importing.model import ImportProblem
from handbook.importing.planning import Choices, Outcome, planned_documents
from handbook.importing.reading.sources import gathered, original_of
from handbook.importing.rehearsing import rehearsed
from handbook.importing.reporting.lines import outcome_lines, summary_line
from handbook.load.trees.base import read_regular
from handbook.types.known import KnownType

if TYPE_CHECKING:
    from collections.abc import Sequence

    from handbook.importing.model import Original
    from handbook.importing.reading.sources import SourceFile
    from handbook.link import Registry
    from handbook.types.model import ContentType

EPILOG = """\b
Examples:
  handbook import documents "Rapid transfer v3.docx" --preview
  handbook import documents old-library/ --owner nursing-lead --preview
  handbook import documents old-library/ --owner nursing-lead

\b
Look first (--preview): it says what would be written, and what must be checked by eye. Nothing
that is taken in is in force, whatever the file says. docs/importing.md has each step.
"""


@click.command(cls=Command, name="documents", epilog=EPILOG)
@click.argument(
    "paths", nargs=-1, required=True, metavar="FILES...", type=click.Path(path_type=Path)
)
@click.option("--preview", is_flag=True, help="Write nothing; say what would be written.")
@click.option(
    "--type", "type_name", default="guideline", show_default=True, metavar="TYPE",
    shell_complete=type_names(), help="What the documents are.",
)  # fmt: skip
@click.option(
    "--owner", default="", metavar="POST", shell_complete=ids(KnownType.POST),
    help="The post that keeps them up to date. Without it: the network's coordinator.",
)  # fmt: skip
@click.option(
    "--visibility", type=click.Choice(("members", "public")), default="members", show_default=True,
    help="Who may read them.",
)  # fmt: skip
@click.option("--id", "record_id", default="", metavar="NAME", help="The id of the draft.")
@click.option("--title", default="", metavar="TEXT", help="The title of the draft.")
@click.option(
    "--changes", type=click.Choice(("accepted", "rejected")), default="accepted", show_default=True,
    help="Read changes that Word only suggests as made, or as not made.",
)  # fmt: skip
@click.option(
    "--update", is_flag=True, help="Write drafts anew whose file changed, if nobody edited them."
)
@click.option(
    "--differing", is_flag=True, help="Take in what differs from its file; each place is listed."
)
@click.option(
    "--unread", is_flag=True, help="Take in what could not be compared; each part is listed."
)
@click.pass_obj
def command(
    session: Session,
    paths: tuple[Path, ...],
    *,
    preview: bool,
    type_name: str,
    owner: str,
    visibility: str,
    record_id: str,
    title: str,
    changes: str,
    update: bool,
    differing: bool,
    unread: bool,
) -> int:
    """Take Word documents, Markdown files and web pages in, as drafts.

    FILES are documents, or folders of them. Each becomes a draft; its words and numbers are
    compared with the file, and what must be checked by eye is listed (`handbook import checked`).
    Nothing is endorsed, and nothing that somebody has edited is written over.
    """
    day = session.day(now())
    registry = assessment_of(session).registry
    settings = DraftSettings(
        _kind(registry, type_name), registry.types, _owner(registry, owner), visibility, day
    )
    files = _gathered(paths)
    if (record_id or title) and len(files) != 1:
        raise StopError("--id and --title are for one file at a time.", USAGE)
    originals, outcomes = _read(files)
    choices = Choices(
        settings, accepted=changes == "accepted", differing=differing, unread=unread,
        update=update, record_id=record_id, title=title,
    )  # fmt: skip
    outcomes += planned_documents(originals, registry, choices)
    outcomes = rehearsed(outcomes, look(session.where()), day)
    places = [] if preview else _write(session.where(), outcomes)
    for outcome in outcomes:
        for line in outcome_lines(outcome, preview=preview):
            click.echo(clean(line))
    click.echo(summary_line(outcomes, preview=preview))
    if places:
        click.echo(next_steps(session, places))
    return FOUND if any(outcome.fate == "refused" for outcome in outcomes) else 0


def _kind(registry: Registry, type_name: str) -> ContentType:
    """The content type to write. Raises ``StopError`` for one whose records are no texts."""
    texts = [kind.name for kind in registry.types.values() if kind.format == "markdown"]
    if type_name not in texts:
        raise unknown("type of document", type_name, texts)
    return registry.types[type_name]


def _owner(registry: Registry, owner: str) -> str:
    """The post that will keep the drafts up to date. Raises ``StopError`` if there is none."""
    posts = [record.id for record in registry.by_type.get("post", ())]
    if not owner:
        network = next(iter(registry.by_type.get("network", ())), None)
        owner = str(network.get("coordinator", "")) if network is not None else ""
        if owner not in posts:
            raise StopError("Say which post keeps them up to date: --owner POST.", USAGE)
    if owner not in posts:
        raise unknown("post", owner, posts)
    return owner


def _gathered(paths: Sequence[Path]) -> list[SourceFile]:
    try:
        files = gathered(paths)
    except ImportProblem as problem:
        raise StopError(f"Nothing was taken in: {problem.reason}. {problem.mend}") from problem
    if not files:
        raise StopError("There is no document in there: none ends in .docx, .md or .html.", FOUND)
    return files


def _read(files: Sequence[SourceFile]) -> tuple[list[Original], list[Outcome]]:
    """The documents, and what is none."""
    originals: list[Original] = []
    refused: list[Outcome] = []
    for file in files:
        try:
            originals.append(original_of(file))
        except ImportProblem as problem:
            refused.append(Outcome(file.name, "refused", problem.reason, problem.mend))
    return originals, refused


def _write(root: Path, outcomes: Sequence[Outcome]) -> list[str]:
    """Write every draft with its list to check: all new files together, or none.

    Raises ``StopError``.
    """
    new: dict[str, bytes] = {}
    over: dict[str, bytes] = {}
    for outcome in outcomes:
        if outcome.fate not in ("new", "again") or outcome.draft is None:
            continue
        for path, raw in outcome.draft.files.items():
            there = outcome.fate == "again" and (root / path).exists()
            (over if there else new)[path] = raw
    try:
        write(Plan("", new, ()), root)
        for path, raw in over.items():
            rewrite(root, path, read_regular(root / path), raw)
    except (OSError, WriteProblem) as problem:
        raise StopError(str(problem), CANNOT_RUN) from problem
    return [*new, *over]
