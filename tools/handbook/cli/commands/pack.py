"""``handbook pack``: what a group needs for a meeting, and the record that the meeting becomes."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from handbook.agenda.meeting.minutes import minutes
from handbook.agenda.meeting.pack import pack, scheduled
from handbook.cli.assessing import assessment_of
from handbook.cli.completion import ids
from handbook.cli.formats import format_option, formats_of
from handbook.cli.formats.pack import PackAnswer
from handbook.cli.problem import USAGE, StopError
from handbook.cli.session import Command, Session, near
from handbook.source.dates import day_or_none, long_date
from handbook.types.known import KnownType

if TYPE_CHECKING:
    from handbook.assess.due.meetings import ScheduledMeeting
    from handbook.assess.model import Assessment

EPILOG = """\b
Examples:
  handbook pack                                         the meetings to come
  handbook pack executive-committee-2027-03-10
  handbook pack executive-committee-2027-03-10 --format html > pack.html    to print
  handbook pack executive-committee-2027-03-10 -o pack  as files in the folder pack: to send, to
                                                        print, and the record to fill in
  handbook pack executive-committee-2027-03-10 --format yaml    that record alone

\b
The record to fill in takes the place of the meeting's file once it is filled in. `handbook check`
refuses it until every seat and every minute is. Decisions are then written with `handbook decide`,
in the words that stand beside each item.
How a coordinator's week goes: docs/coordinating.md
"""

_ENDINGS = {"html": "pack.html", "markdown": "pack.md", "yaml": "minutes.yaml"}
"""The files of a pack, each in the format that it is in."""


@click.command(cls=Command, name="pack", epilog=EPILOG)
@click.argument("meeting", required=False, shell_complete=ids(KnownType.MEETING))
@click.option(
    "--output",
    "-o",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="DIRECTORY",
    help="Write the pack into files there, in every format in which it is sent.",
)
@format_option("pack", default=None, help="How to write the pack. Without it: text.")
@click.pass_obj
def command(session: Session, meeting: str | None, output: Path | None, form: str | None) -> None:
    """Put together what a group needs for one of its meetings to come.

    MEETING is the id of a scheduled meeting; without it, they are listed. The pack holds the
    agenda, each document on it or falling due with what would change in it, the decisions that the
    group may take and what waiting would mean, who must be there for a quorum and who was away,
    and what became of the last meeting.
    """
    if output is not None and form is not None:
        raise StopError("-o writes every format; give it without --format.", USAGE)
    if meeting is None and (output is not None or form is not None):
        raise StopError("Name the meeting; `handbook pack` alone lists those to come.", USAGE)
    assessment = assessment_of(session)
    if meeting is None:
        click.echo(_list(assessment))
        return
    chosen = _chosen(assessment, meeting)
    made = pack(assessment, chosen)
    record = assessment.registry.records[chosen.id]
    answer = PackAnswer(assessment, made, minutes(made, record))
    if output is None:
        click.echo(formats_of("pack")[form or "text"](answer))
    else:
        _write(answer, output)


def _list(assessment: Assessment) -> str:
    meetings = scheduled(assessment)
    if not meetings:
        return "No meeting to come is in the register. `handbook new meeting` begins one."
    lines = (
        f"  {meeting.id}: {long_date(meeting.on)}, papers by {long_date(meeting.papers)}"
        for meeting in meetings.values()
    )
    return "\n".join(["Meetings to come:", *lines])


def _chosen(assessment: Assessment, name: str) -> ScheduledMeeting:
    """The meeting of that id. Raises ``StopError`` with what is wrong with it."""
    known = scheduled(assessment)
    if name in known:
        return known[name]
    record = assessment.registry.records.get(name)
    if record is None or record.type != KnownType.MEETING:
        raise StopError(f"There is no meeting called {name}.{near(name, known)}", USAGE)
    day = day_or_none(record.get("date"))
    on = f" on {long_date(day)}" if day else ""
    why = (
        f"was to be{on}, and that day has passed: write down who came, and that it was held"
        if record.get("state") == "scheduled"
        else f"was {record.get('state')}{on}, and a pack is for a meeting to come"
    )
    raise StopError(f"The meeting {name} {why}.", USAGE)


def _write(answer: PackAnswer, folder: Path) -> None:
    """Every file of the pack. Raises ``StopError`` where one cannot be written."""
    writers = formats_of("pack")
    texts = {name: f"{writers[form](answer)}\n" for form, name in _ENDINGS.items()}
    try:
        folder.mkdir(parents=True, exist_ok=True)
        taken = [name for name in texts if (folder / name).exists()]
        if taken:
            raise StopError(
                f"{folder} already holds {', '.join(taken)}, which may have been filled in."
                " Name another folder, or take them away first."
            )
        for name, text in texts.items():
            (folder / name).write_text(text, encoding="utf-8")
    except OSError as problem:
        raise StopError(f"{folder} cannot be written: {problem.strerror}.") from problem
    path = answer.assessment.registry.records[answer.pack.meeting.id].path
    click.echo(
        f"Written into {folder}: {', '.join(texts)}.\n"
        f"Once minutes.yaml is filled in, it takes the place of {path}."
    )
