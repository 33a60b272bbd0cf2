"""``api/reminded.json``: when people were last reminded, for a build that has nobody to ask."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handbook.outputs.fields.writing import JSON
from handbook.outputs.model import Output
from handbook.render.files import OutputFile
from handbook.render.pages.reminded import LAST_REMINDED

if TYPE_CHECKING:
    from collections.abc import Iterator

    from handbook.render.context import Context

ABOUT = "When people were last reminded of what falls due, as far as the build was told."


def _files(context: Context) -> Iterator[OutputFile]:
    last = context.stamp.reminded
    yield OutputFile(LAST_REMINDED, "Last reminders", ABOUT, JSON, last.as_json)


OUTPUT = Output("Last reminders", ABOUT, _files)
