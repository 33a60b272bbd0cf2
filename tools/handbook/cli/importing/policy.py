"""``handbook import policy``: a table of a policy's items as the policy's record."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from handbook.cli.assessing import assessment_of
from handbook.cli.importing.spreadsheets import columns_told, doubts_told, echo, read_sheet
from handbook.cli.problem import CANNOT_RUN, FOUND, StopError
from handbook.cli.session import Command, Session
from handbook.cli.table import clean, counted
from handbook.importing.registers.headings import ITEMS
from handbook.importing.registers.policy_items import policy_record, read_items
from handbook.publish.placing import put_file
from handbook.source import read_yaml
from handbook.validate import faults_in

if TYPE_CHECKING:
    from handbook.types.model import Types

EPILOG = """\b
Examples:
  handbook import policy items.csv --id ng61 --edition 2027-03-01 --title "..." --publisher NICE
  handbook import policy items.csv --id ng61 ... --output new-ng61.yaml
  handbook policy diff NG61 new-ng61.yaml       what it means, before it takes the old one's place
\b
Columns: number, topic (in the network's own words), and if there are any title, section and kind.
Every item is marked as not verified, until somebody holds it against the original.
"""


@click.command(cls=Command, name="policy", epilog=EPILOG)
@click.argument("path", metavar="FILE", type=click.Path(path_type=Path))
@click.option("--id", "record_id", required=True, metavar="ID", help="The policy's id, as ng61.")
@click.option("--title", required=True, help="What the policy is called.")
@click.option("--publisher", required=True, help="Who published it.")
@click.option("--edition", required=True, help="The edition that the items were taken from.")
@click.option(
    "--sheet", default="", metavar="NAME", help="The sheet to read, if there are several."
)
@click.option(
    "--mapping", "mapping_path", type=click.Path(path_type=Path), metavar="FILE",
    help="What the columns mean.",
)  # fmt: skip
@click.option(
    "--output", type=click.Path(path_type=Path), metavar="FILE",
    help="Write the record there; without it nothing is written.",
)  # fmt: skip
@click.pass_obj
def command(
    session: Session,
    path: Path,
    record_id: str,
    title: str,
    publisher: str,
    edition: str,
    sheet: str,
    mapping_path: Path | None,
    output: Path | None,
) -> None:
    """Make a policy's record from a table of its items, in Excel or CSV.

    Rows that are doubtful (no number, a number that stands twice, one that Excel may have
    shortened) are told, and then nothing is written. FILE is never changed.
    """
    types = assessment_of(session).registry.types
    grid, columns, _ = read_sheet(path, sheet, mapping_path, ITEMS)
    echo(columns_told(grid, columns, ITEMS))
    missing = [each.what for each in ITEMS[:2] if each.name not in columns.at]
    if missing:
        raise StopError(f"No column holds {' or '.join(missing)}. Name it in a mapping.", FOUND)
    items, doubts = read_items(grid, columns)
    click.echo(f"\n{counted(len(items), 'item')}.")
    if doubts:
        echo(("Doubtful:", *doubts_told(doubts)))
        raise StopError("Nothing was written, as items are doubtful.", FOUND)
    if not items:
        raise StopError("There is no item below the headings.", FOUND)
    head = {
        "id": record_id, "title": title, "visibility": "public", "publisher": publisher,
        "edition": edition,
    }  # fmt: skip
    place, raw = policy_record(head, items, types["policy"])
    _refuse_faults(raw, place, types)
    if output is None:
        click.echo("Nothing was written. To write the record: --output FILE.")
        return
    _put(output, raw)
    click.echo(f"The record is in {clean(str(output))}.")
    click.echo(f"Next: handbook policy diff {record_id} {output}, or put it in {place}.")


def _refuse_faults(raw: bytes, place: str, types: Types) -> None:
    data = read_yaml(raw, place).data or {}
    faults = faults_in(types, "policy", data)
    if faults:
        lines = [
            f"  {'.'.join(str(step) for step in fault.route)}: {fault.message}"
            for fault in faults[:8]
        ]
        raise StopError("\n".join(["Nothing was written. The record would hold:", *lines]), FOUND)


def _put(output: Path, raw: bytes) -> None:
    if output.exists():
        raise StopError(f"{clean(str(output))} is there already. Nothing is written over it.")
    try:
        put_file(raw, output)
    except OSError as problem:
        reason = problem.strerror or str(problem)
        raise StopError(f"{clean(str(output))} cannot be written: {reason}.", CANNOT_RUN) from None
