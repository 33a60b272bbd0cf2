"""When people were last reminded of what falls due: said on the page, and in a file of the site."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from handbook.assess.words import Tone
from handbook.render.markdown.writing import Md, heading, inline, plain_tag
from handbook.source.dates import long_date

if TYPE_CHECKING:
    from datetime import datetime

    from handbook.render.context import Context

LAST_REMINDED = "api/reminded.json"
"""Where the file stands in the site, for a build that has nobody else to ask."""
_NIGHTLY, _WEEKLY = timedelta(days=2), timedelta(days=9)
"""How long ago a run may lie before it is said to be missing: one that is late is none yet."""
_HELP = (
    "Nobody is reminded by this page: it only shows what the register says. Ask whoever looks after"
    " the register if a reminder that you expected did not come."
)


def reminded(context: Context) -> list[str]:
    """When reminders and letters last went out; that it is not known where nobody said."""
    last = context.stamp.reminded
    if last.issues is None and last.letters is None:
        answer = "It is not known when reminders were last sent."
    else:
        answer = "\n".join(
            f"* {sentence}"
            for sentence in (
                _when(context, "Reminders were last brought up to date", last.issues, _NIGHTLY),
                _when(context, "Letters were last sent", last.letters, _WEEKLY),
            )
        )
    return [
        heading(2, "Whether people are reminded", "hb-reminded"),
        answer,
        _HELP,
    ]


def _when(context: Context, what: str, moment: datetime | None, longest: timedelta) -> Md:
    if moment is None:
        return inline(f"{what}: not known.")
    built = context.stamp.built
    words = inline(f"{what} on {long_date(moment.date())}, {moment:%H:%M %Z}.")
    if built - moment <= longest:
        return words
    days = (built - moment).days
    late = inline(f"That was {days} days before this page was made.")
    return Md(f"{words} {late} {plain_tag('Missed', Tone.CARE)}")
