"""``handbook import register``: an old list of documents, from a spreadsheet, as drafts."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from handbook.author.model import Plan
from handbook.author.write import WriteProblem, write
from handbook.cli.assessing import assessment_of
from handbook.cli.clock import now
from handbook.cli.importing.spreadsheets import columns_told, doubts_told, echo, read_sheet
from handbook.cli.next_steps import next_steps
from handbook.cli.problem import CANNOT_RUN, FOUND, USAGE, StopError
from handbook.cli.session import Command, Session, unknown
from handbook.cli.table import clean, counted
from handbook.gate import passed, rehearse
from handbook.history.moment import look
from handbook.importing.registers.drafting import (
    RegisterSettings,
    draft_register,
    names_to_settle,
)
from handbook.importing.registers.entries import read_entries
from handbook.importing.registers.headings import DOCUMENTS
from handbook.importing.registers.mapping import begin_mapping
from handbook.importing.registers.takeover import page_of, take_overs
from handbook.publish.placing import put_file, refuse_spot
from handbook.publish.problem import NotPublishedError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from handbook.assess.model import Assessment
    from handbook.importing.registers.columns import SheetColumns
    from handbook.importing.registers.drafting import RegisterDrafts
    from handbook.importing.registers.entries import RegisterRows
    from handbook.importing.registers.grid import Grid
    from handbook.importing.registers.mapping import RegisterMapping
    from handbook.importing.registers.takeover import TakeOver
    from handbook.link import Registry

EPILOG = """\b
Examples:
  handbook import register guidelines.xlsx                             look: nothing is written
  handbook import register guidelines.xlsx --begin-mapping mapping.yaml
  handbook import register guidelines.xlsx --mapping mapping.yaml      look again
  handbook import register guidelines.xlsx --mapping mapping.yaml --write
\b
Without --write nothing goes into the registry. Nothing that is taken in is in force: an old
approval becomes a line on the page that --take-over writes, for a group to look at.
"""
_SHOWN = 8


@click.command(cls=Command, name="register", epilog=EPILOG)
@click.argument("path", metavar="FILE", type=click.Path(path_type=Path))
@click.option(
    "--sheet", default="", metavar="NAME", help="The sheet to read, if there are several."
)
@click.option(
    "--mapping", "mapping_path", type=click.Path(path_type=Path), metavar="FILE",
    help="What the columns, dates and names mean.",
)  # fmt: skip
@click.option(
    "--begin-mapping", "begin", type=click.Path(path_type=Path), metavar="FILE",
    help="Write what was guessed into a new file, to go through.",
)  # fmt: skip
@click.option(
    "--take-over", "page", type=click.Path(path_type=Path), metavar="FILE",
    help="Write a page of what a group may take over, with each old approval.",
)  # fmt: skip
@click.option("--write", "writing", is_flag=True, help="Write the drafts into the registry.")
@click.pass_obj
def command(
    session: Session,
    path: Path,
    sheet: str,
    mapping_path: Path | None,
    begin: Path | None,
    page: Path | None,
    *,
    writing: bool,
) -> None:
    """Take an old register of documents in: a list in Excel or CSV, whatever its columns.

    Every good row becomes the draft of a document without its text; owners become posts. A row
    that is doubtful (a date that may be two days, a person's name, two rows for one document) is
    told with its place and its mend, and not taken. FILE is never changed.
    """
    if writing and mapping_path is None:
        raise StopError(
            "Look first, and say what the columns and names mean: --begin-mapping FILE writes what"
            " was guessed; go through it, then name it with --mapping.",
            USAGE,
        )
    reading = _read(session, path, sheet, mapping_path)
    echo(columns_told(reading.grid, reading.columns, DOCUMENTS))
    echo(_account(reading.entries, reading.drafts, reading.take_over, reading.settings))
    if begin is not None:
        _put(begin, reading.mapping_text(), session.where())
        click.echo(f"What was guessed is in {clean(str(begin))}: go through every line of it.")
    if page is not None:
        text = page_of(reading.take_over, reading.settings.day, path.name)
        _put(page, text, session.where())
        click.echo(f"What may be taken over is in {clean(str(page))}.")
    if writing:
        _write(session, reading.drafts.files)
    elif mapping_path is None and begin is None:
        click.echo("\nNext: --begin-mapping FILE, to say what the columns and names mean.")
    elif mapping_path is not None:
        click.echo("\nNothing was written. To write the drafts: the same with --write.")
    if reading.entries.doubts or reading.drafts.doubts:
        raise SystemExit(FOUND)


@dataclass(frozen=True, slots=True)
class _RegisterReading:
    """An old register as it was read, and what would come of it."""

    grid: Grid
    columns: SheetColumns
    mapping: RegisterMapping
    entries: RegisterRows
    drafts: RegisterDrafts
    take_over: tuple[TakeOver, ...]
    settings: RegisterSettings
    registry: Registry

    def mapping_text(self) -> str:
        """What was guessed, as a file to go through."""
        owners, organisations = names_to_settle(self.entries.every, self.registry, self.mapping)
        return begin_mapping(
            self.grid.sheet, self.columns, DOCUMENTS, type_name=self.mapping.type,
            owners=owners, organisations=organisations,
        )  # fmt: skip


def _read(session: Session, path: Path, sheet: str, mapping_path: Path | None) -> _RegisterReading:
    """Read an old register. Raises ``StopError`` where no column holds the titles."""
    assessment = assessment_of(session)
    grid, columns, mapping = read_sheet(path, sheet, mapping_path, DOCUMENTS)
    if "title" not in columns.at:
        echo(columns_told(grid, columns, DOCUMENTS))
        raise StopError(
            "No column holds the titles. Name it in a mapping (--begin-mapping).", FOUND
        )
    settled = {words for words, record_id in mapping.owners.items() if record_id}
    settings = _settings(session, assessment, mapping, path.name)
    entries = read_entries(grid, columns, mapping.form, settings.day, settled)
    drafts = draft_register(entries, assessment.registry, mapping, settings)
    take_over = take_overs(entries, drafts.documents, assessment.settings.cycle_months)
    return _RegisterReading(
        grid, columns, mapping, entries, drafts, take_over, settings, assessment.registry
    )


def _settings(
    session: Session, assessment: Assessment, mapping: RegisterMapping, file: str
) -> RegisterSettings:
    """What is the same for every row. Raises ``StopError`` where the mapping names no type."""
    types = assessment.registry.types
    texts = [kind.name for kind in types.values() if kind.has("endorsable")]
    if mapping.type not in texts:
        raise unknown("type of document", mapping.type, texts)
    network = assessment.registry.network()
    home, coordinator = (
        str(network.get(key, "")) if network else "" for key in ("host", "coordinator")
    )
    return RegisterSettings(types[mapping.type], types, home, coordinator, session.day(now()), file)


def _account(
    entries: RegisterRows,
    drafts: RegisterDrafts,
    take_over: tuple[TakeOver, ...],
    settings: RegisterSettings,
) -> Iterator[str]:
    new = len(drafts.documents) - len(drafts.known)
    doubts = (*entries.doubts, *drafts.doubts)
    late = sum(each.due < settings.day for each in take_over)
    yield ""
    yield f"{new:5} documents would be drafted, each without its text"
    posts, organisations = len(drafts.posts), len(drafts.organisations)
    yield f"{posts:5} new posts and {organisations} new organisations with them"
    yield f"{len(drafts.known):5} are in the registry already, and are left as they are"
    yield f"{len(entries.ended):5} have ended by the register's own word, and are not brought back"
    yield f"{len({doubt.row for doubt in doubts}):5} rows are doubtful, and are not taken"
    yield f"{len(take_over):5} old approvals may be taken over; {late} overdue for review already"
    if doubts:
        yield ""
        yield "Doubtful:"
        yield from doubts_told(doubts)
    if entries.ended:
        yield ""
        yield "Ended:"
        yield from (f"  row {each.row}: {clean(each.title)}" for each in entries.ended)
    made = [path for path in drafts.files if "/posts/" in path or "/organisations/" in path]
    if made:
        yield ""
        yield "Posts and organisations that would be made:"
        yield from (f"  {path}" for path in made)


def _put(place: Path, text: str, root: Path) -> None:
    """Write a file for a person, where nothing is yet. Raises ``StopError``."""
    try:
        if place.exists():
            raise StopError(f"{clean(str(place))} is there already. Nothing is written over it.")
        refuse_spot(place, root)
        put_file(text.encode(), place)
    except NotPublishedError as problem:
        raise StopError(str(problem)) from None
    except OSError as problem:
        reason = problem.strerror or str(problem)
        raise StopError(f"{clean(str(place))} cannot be written: {reason}.", CANNOT_RUN) from None


def _write(session: Session, files: Mapping[str, bytes]) -> None:
    """Write drafts that the whole check lets through, all or none. Raises ``StopError``."""
    if not files:
        click.echo("There is nothing to write.")
        return
    day, seen = session.day(now()), look(session.where())
    before = passed(seen.tree, today=day, history=seen.history)
    tried = rehearse(before, seen.tree, files, today=day, history=seen.history)
    if tried.errors:
        lines = [
            f"  {error.path}: {error.message}. {error.hint}" for error in tried.errors[:_SHOWN]
        ]
        more = [f"  and {len(tried.errors) - _SHOWN} more"] if len(tried.errors) > _SHOWN else []
        raise StopError(
            "\n".join(["Nothing was written. The check would refuse:", *lines, *more]), FOUND
        )
    try:
        write(Plan("", files, ()), session.where())
    except WriteProblem as problem:
        raise StopError(str(problem), CANNOT_RUN) from problem
    click.echo(f"{counted(len(files), 'draft')} written.")
    click.echo(next_steps(session, list(files)))
