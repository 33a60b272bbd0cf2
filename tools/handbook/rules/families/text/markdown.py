"""The text of a record: what may be written, and whether it comes out as it was written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handbook.assess.texts import place_in_body
from handbook.finding import Code, Severity
from handbook.rules.engine import finding, rule
from handbook.rules.reading import word
from handbook.source.codes import SCREENED
from handbook.source.markdown.codes import FIDELITY, WRITING
from handbook.source.words.typed_status import typed_status

if TYPE_CHECKING:
    from collections.abc import Iterator

    from handbook.assess.texts import Texts
    from handbook.finding import Finding, Place, Route
    from handbook.load.model import Record

TXT001 = Code(
    id="TXT001",
    severity=Severity.ERROR,
    title="A status typed by hand",
    explanation=(
        "Whether a document is in force, which version it is and when its review falls due come"
        " from decisions, and who has adopted it from what organisations answered. The handbook"
        " shows them on the page. A line of the text that says such a thing would go on saying it"
        " after it had stopped being true, and would look like the real mark. Remove the line; the"
        " page will say it."
    ),
)

PROFILE = tuple(code for code in WRITING if code is not FIDELITY)


@rule(*PROFILE, *SCREENED)
def profile(texts: Texts) -> Iterator[Finding]:
    """A text uses only the Markdown that every reader of it understands alike."""
    for record in texts.written():
        for problem in texts.of(record).problems:
            place = place_in_body(record, problem.line, problem.column)
            yield finding(problem.code, record, problem.message, hint=problem.hint, place=place)


@rule(FIDELITY)
def fidelity(texts: Texts) -> Iterator[Finding]:
    """Words and numbers come out of the renderer each in its place (I15)."""
    for record in texts.written():
        for difference in texts.body(record).differences:
            place = place_in_body(record, difference.line or 1, 1)
            yield finding(FIDELITY, record, difference.message, hint=_PLAINER, place=place)


_PLAINER = (
    "Leave blank lines around lists and tables, set lines in by four spaces, or say it plainer."
)


@rule(TXT001)
def no_typed_status(texts: Texts) -> Iterator[Finding]:
    """No line of a text passes itself off as the standing of the page (I12)."""
    for record in texts.written():
        for number in texts.body(record).marks:
            yield _typed(record, (), place_in_body(record, number, 1))
        if typed_status(word(record.data, "summary")):
            yield _typed(record, ("summary",), None)


def _typed(record: Record, route: Route, place: Place | None) -> Finding:
    return finding(
        TXT001,
        record,
        "this line states a standing, a version or a review date; only decisions can do that",
        hint="Remove the line. The handbook shows the true one at the top of the page.",
        route=route,
        place=place,
    )
