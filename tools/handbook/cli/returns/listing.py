"""``handbook returns list``: of every collection, which returns came and which did not."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from handbook.cli.assessing import assessment_of
from handbook.cli.clock import now
from handbook.cli.session import Command, Session
from handbook.cli.table import clean
from handbook.importing.returns.forms import asked, due_day, is_asked, periods_of
from handbook.source.dates import long_date
from handbook.types.known import KnownType

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from handbook.link import Registry
    from handbook.load.model import Record

_PERIODS = 4
"""So many periods are told, the last first."""

EPILOG = """\b
Examples:
  handbook returns list
  handbook returns list --today 2027-02-01     what will be late then
"""


@click.command(cls=Command, name="list", epilog=EPILOG)
@click.pass_obj
def command(session: Session) -> None:
    """Say which returns came, and which did not, of the last periods of each collection.

    No figure is told here: those are on the pages of measures, without small numbers.
    """
    registry = assessment_of(session).registry
    collections = registry.of_type(KnownType.COLLECTION)
    if not collections:
        click.echo("No figures are asked for. To begin: handbook new collection-template")
    for collection in collections:
        for line in _arrivals(registry, collection, session.day(now())):
            click.echo(clean(line))


def _arrivals(registry: Registry, collection: Record, day: date) -> Iterator[str]:
    """What came of one collection, in lines."""
    yield f"{registry.label(collection.id)} ({collection.id})"
    periods = [period for period in periods_of(collection, day) if period.last < day]
    if not periods:
        yield "  No period of it has ended yet."
    for period in reversed(periods[-_PERIODS:]):
        names = [name for name in asked(collection) if is_asked(registry, collection, name, period)]
        came = {
            record.get("organisation")
            for record in registry.of_type(KnownType.RETURN)
            if (record.get("collection"), record.get("period")) == (collection.id, str(period))
        }
        missing = [registry.label(name) for name in names if name not in came]
        due = due_day(collection, period)
        late = "late" if due < day else "due"
        line = f"  {period.words}: {len(names) - len(missing)} of {len(names)} came"
        yield (
            f"{line}; {late} since {long_date(due)}"
            if missing and due < day
            else (f"{line}; {late} by {long_date(due)}" if missing else f"{line}.")
        )
        yield from (f"    missing: {name}" for name in missing)
