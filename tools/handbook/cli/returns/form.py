"""``handbook returns form``: the forms of a collection for one period, to send out."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from handbook.author.model import Refused
from handbook.cli.assessing import assessment_of
from handbook.cli.clock import now
from handbook.cli.completion import ids
from handbook.cli.consenting import refusal
from handbook.cli.problem import CANNOT_RUN, FOUND, USAGE, StopError
from handbook.cli.session import Command, Session, unknown
from handbook.cli.table import clean
from handbook.importing.returns.forms import asked, due_day, form_for, is_asked, periods_of
from handbook.importing.returns.sheets import as_csv, as_workbook
from handbook.publish.placing import put_file
from handbook.source.periods import HINT, PeriodProblem, parse_period
from handbook.types.known import KnownType

if TYPE_CHECKING:
    from datetime import date

    from handbook.importing.returns.forms import ReturnForm
    from handbook.link import Registry
    from handbook.load.model import Record
    from handbook.source.periods import CalendarPeriod

EPILOG = """\b
Examples:
  handbook returns form quarterly-figures                    the period that ended last
  handbook returns form quarterly-figures --period 2026-Q3
  handbook returns form quarterly-figures --organisation ludvale-hospital --csv
  handbook returns form quarterly-figures --to forms/

Whoever fills one in needs Excel, LibreOffice or anything that opens CSV, and nothing of ours.
Then: handbook returns take FILE
"""


@click.command(cls=Command, name="form", epilog=EPILOG)
@click.argument("collection", shell_complete=ids(KnownType.COLLECTION))
@click.option("--period", metavar="PERIOD", default="", help="Such as 2026-Q3; else the last one.")
@click.option(
    "--organisation", metavar="ID", default="", shell_complete=ids(KnownType.ORGANISATION),
    help="For one alone; without it, for each that is asked and has sent nothing yet.",
)  # fmt: skip
@click.option("--csv", is_flag=True, help="CSV, in place of a file for Excel and LibreOffice.")
@click.option(
    "--to", "folder", type=click.Path(path_type=Path), default=Path(), metavar="FOLDER",
    help="Where the files go; without it, here.",
)  # fmt: skip
@click.pass_obj
def command(
    session: Session, collection: str, period: str, organisation: str, *, csv: bool, folder: Path
) -> None:
    """Make the forms of COLLECTION for one period, a file for each organisation.

    COLLECTION is the id of a collection of figures. Nothing is written over.
    """
    day = session.day(now())
    registry = assessment_of(session).registry
    record = registry.records.get(collection)
    if record is None or record.type != KnownType.COLLECTION:
        known = [each.id for each in registry.of_type(KnownType.COLLECTION)]
        raise unknown("collection of figures", collection, known)
    wanted = _period(record, period, day)
    names = [organisation] if organisation else _missing(registry, record, wanted)
    if not names:
        click.echo(f"Everybody who is asked has answered for {wanted.words}.")
        return
    forms = [_form(registry, record, name, wanted, day) for name in names]
    for each in forms:
        raw = as_csv(each) if csv else as_workbook(each, day)
        place = folder / f"{each.code}.{'csv' if csv else 'xlsx'}"
        _put(place, raw)
        to = _address(registry, each)
        click.echo(
            f"{clean(str(place))}   for {clean(each.member)}{f' ({clean(to)})' if to else ''}"
        )
    when = "are" if due_day(record, wanted) >= day else "were"
    click.echo(f"\nSend each to its organisation; they {when} due back by {forms[0].due}.")
    click.echo("When one comes back: handbook returns take FILE")


def _period(record: Record, text: str, day: date) -> CalendarPeriod:
    """The period that was typed, or the last that has ended."""
    if text:
        try:
            return parse_period(text)
        except PeriodProblem as problem:
            raise StopError(f"“{clean(text)}” {problem}. {HINT}", USAGE) from None
    ended = [period for period in periods_of(record, day) if period.last < day]
    if not ended:
        raise StopError("no period of it has ended yet; name one with --period.", FOUND)
    return ended[-1]


def _missing(registry: Registry, record: Record, period: CalendarPeriod) -> list[str]:
    """Who is asked for a period and has sent nothing."""
    came = {
        each.get("organisation")
        for each in registry.of_type(KnownType.RETURN)
        if (each.get("collection"), each.get("period")) == (record.id, str(period))
    }
    return [
        name
        for name in asked(record)
        if name not in came and is_asked(registry, record, name, period)
    ]


def _form(
    registry: Registry, record: Record, name: str, period: CalendarPeriod, day: date
) -> ReturnForm:
    made = form_for(registry, record, name, period, today=day)
    if isinstance(made, Refused):
        raise StopError(refusal("this form cannot be made:", made), FOUND)
    return made


def _address(registry: Registry, form: ReturnForm) -> str:
    """Where to send a form: the organisation's own contact, or that of its champion."""
    member = registry.records[form.organisation]
    champion = registry.records.get(str(member.get("champion")))
    for record in (member, champion):
        contact = record.get("contact") if record else None
        if isinstance(contact, dict) and contact.get("email"):
            return str(contact["email"])
    return ""


def _put(place: Path, raw: bytes) -> None:
    if place.exists():
        raise StopError(f"{clean(str(place))} is there already. Nothing is written over it.", FOUND)
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        put_file(raw, place)
    except OSError as problem:
        reason = problem.strerror or str(problem)
        raise StopError(f"{clean(str(place))} cannot be written: {reason}.", CANNOT_RUN) from None
