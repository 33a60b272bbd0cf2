"""``handbook report``: the annual report, on paper or as a Word file."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import click

from handbook.cli.clock import now
from handbook.cli.making import make_or_stop, publish_or_stop
from handbook.cli.printing.browser import browser, chromium_option
from handbook.cli.printing.placing import SUFFIX, put, refuse_place
from handbook.cli.printing.prints import printed
from handbook.cli.printing.word_copy import WORD, NoCopyError, put_word, refuse_word, word_copy
from handbook.cli.problem import CANNOT_RUN, USAGE, StopError
from handbook.cli.progress import say
from handbook.cli.session import PUBLIC, Command, Session, for_audience
from handbook.importing.model import ImportProblem
from handbook.source.dates import long_date
from handbook.source.periods import Frequency, PeriodProblem, parse_period, period_with

if TYPE_CHECKING:
    from collections.abc import Mapping

    from handbook.cli.making import Made

_YEARS = "network/year/"
_END = "index.md"
EPILOG = """\b
Examples:
  handbook report 2025-26                         a PDF in this folder
  handbook report 2025-26 --word
  handbook report 2026 --output ~/report.pdf      where reports go by calendar years
\b
It is the page "Annual report" of that year: what was decided, reached, taught, spent and learnt,
what was not, and what nobody knows. settings.report-year of network.yaml says which kind of year.
"""


@click.command(cls=Command, name="report", epilog=EPILOG)
@click.argument("year", metavar="[YEAR]", required=False)
@click.option("--word", is_flag=True, help="A Word file in place of a PDF.")
@click.option(
    "--output",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="The file to write. Without it: a new one in this folder.",
)
@chromium_option
@for_audience
@click.pass_obj
def command(
    session: Session,
    year: str | None,
    *,
    word: bool,
    output: Path | None,
    chromium: str | None,
    audience: str,
) -> None:
    """Write the annual report of a year, such as 2025-26; without YEAR, of the one under way.

    It is written from the register alone, so it can be written again on any day.
    """
    ending = WORD if word else SUFFIX
    program = "" if word else browser(chromium)
    say("Checking the registry")
    made = make_or_stop(session, now(), public=audience == PUBLIC)
    pages, today = _years(made), made.order.expected.stamp.today
    key = year or next(iter(pages), "")
    if key not in pages:
        raise StopError(_unknown(key, pages), USAGE)
    place = output or Path(f"annual-report-{key}-{today.isoformat()}{ending}")
    (refuse_word if word else refuse_place)(place, session.where())
    with tempfile.TemporaryDirectory(prefix="handbook-") as folder:
        site = Path(folder) / "site"
        publish_or_stop(made, site, allow_older=True)
        if not word:
            put(printed(program, site, {key: pages[key]}, short=False)[key], place)
        else:
            built = site / pages[key] / "index.html"
            put_word(_word(built.read_text(encoding="utf-8"), long_date(today)), place)
    click.echo(str(place))


def _years(made: Made) -> Mapping[str, str]:
    """The page of each year's report in the site, by the year as people type it, newest first."""
    held = {
        path.removesuffix(_END)
        for path in made.order.site.pages
        if path.startswith(_YEARS) and path.endswith(_END)
    }
    earlier = sorted((path.split("/")[2] for path in held - {_YEARS}), reverse=True)
    years = {key: f"{_YEARS}{key}/" for key in earlier}
    if _YEARS not in held:
        return years
    today = made.order.expected.stamp.today
    title = str(made.order.site.pages[f"{_YEARS}{_END}"].meta["title"])
    kinds = (Frequency.FINANCIAL_YEAR, Frequency.YEAR)
    under_way = (period_with(today, kind) for kind in kinds)
    now_key = next((str(each) for each in under_way if title.endswith(each.words)), "")
    return {now_key: _YEARS, **years} if now_key else years


def _unknown(key: str, pages: Mapping[str, str]) -> str:
    """Why there is no report of what was typed, and of which years there is one."""
    there = ", ".join(pages)
    if not pages:
        return "There is no report yet: the register holds nothing that one could be written from."
    try:
        parse_period(key)
    except PeriodProblem as problem:
        return f"{key} {problem.message}. There are reports of: {there}."
    return f"There is no report of {key}. There are reports of: {there}."


def _word(page: str, day: str) -> bytes:
    try:
        return word_copy(page, day)
    except NoCopyError as problem:
        raise StopError(f"Nothing was written: {problem}. Leave --word out for a PDF.") from problem
    except ImportProblem as problem:
        raise StopError(f"{problem.reason}. {problem.mend}", CANNOT_RUN) from problem
