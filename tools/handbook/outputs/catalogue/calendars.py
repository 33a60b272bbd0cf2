"""``api/calendars/*.ics``: meetings and what falls due, to subscribe to."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from handbook.outputs.calendars import Diary, calendar_of
from handbook.outputs.model import Output
from handbook.render.files import OutputFile
from handbook.render.model import ABOUT_PAGE
from handbook.types.known import KnownType

if TYPE_CHECKING:
    from collections.abc import Iterator

    from handbook.render.context import Context

_FOLDER = "api/calendars/"
_ICS = "text/calendar"
ABOUT = "Meetings, and what falls due, as a calendar to subscribe to."


def _files(context: Context) -> Iterator[OutputFile]:
    yield _file(context, "network", Diary(context.network_title), ABOUT, ABOUT_PAGE)
    for record in sorted(context.registry.with_behaviour("group"), key=lambda r: r.id):
        title = context.label(record.id)
        about = f"The meetings of {title}, and what it is asked to decide."
        yield _file(context, f"group-{record.id}", Diary(title, group=record.id), about)
    for record in sorted(context.registry.of_type(KnownType.POST), key=lambda r: r.id):
        title = context.label(record.id)
        about = f"What falls due and is for {title} to act on."
        yield _file(context, f"post-{record.id}", Diary(title, post=record.id), about)
    for record in sorted(context.registry.of_type(KnownType.ORGANISATION), key=lambda r: r.id):
        title = context.label(record.id)
        about = f"What falls due and is for the posts of {title} to act on."
        yield _file(
            context, f"organisation-{record.id}", Diary(title, organisation=record.id), about
        )


def _file(context: Context, name: str, diary: Diary, about: str, page: str = "") -> OutputFile:
    made = partial(calendar_of, context, diary)
    return OutputFile(f"{_FOLDER}{name}.ics", f"Calendar: {diary.title}", about, _ICS, made, page)


OUTPUT = Output("Calendars", ABOUT, _files)
