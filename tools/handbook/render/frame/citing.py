"""How a page is cited: what it is, which version, how it stood on the day of the build, where."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handbook.assess.words import WORDS, State
from handbook.render.frame.standing import mark
from handbook.source.dates import long_date

if TYPE_CHECKING:
    from handbook.assess.standing.model import Standing
    from handbook.forge.model import PageSubject
    from handbook.render.context import Context


def citation(context: Context, kind: str, subject: PageSubject, stands: str) -> dict[str, str]:
    """The words of a citation for the theme, and the address, which is empty where nobody knows it.

    ``kind`` is what the page is called, such as ``Guideline``; ``stands`` says how its text stands,
    in the handbook's own words. The day on which it was read is its reader's to add.
    """
    number = f" {subject.reference}" if subject.reference else ""
    version = f", version {subject.version}" if subject.version else ""
    parts = (context.network_title, subject.title, f"{kind}{number}{version}", stands)
    return {
        "words": " ".join(f"{part.strip().rstrip('.')}." for part in parts),
        "address": subject.page,
    }


def as_it_stands(context: Context, standing: Standing) -> str:
    """How a document stands on the day of the build, and until when it is to be used."""
    on_the_day = f"as recorded on {long_date(context.assessment.today)}"
    if standing.state is not State.IN_FORCE:
        return f"{mark(standing.state)}, {on_the_day}"
    label = WORDS[standing.state].label
    return f"{label}, {on_the_day}{_until(context, standing)}"


def _until(context: Context, standing: Standing) -> str:
    if standing.until is None:
        return "; check before you rely on it"
    day = long_date(standing.until)
    if standing.until < context.assessment.today:
        return f"; to be used until {day}, which has passed"
    return f"; use until {day}"
