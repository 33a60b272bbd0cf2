"""The text of a record: what may be written, and whether it comes out as it was written."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from handbook.assess.adoption import IN_USE
from handbook.assess.words import LOCAL, WORDS
from handbook.finding import Code, Severity
from handbook.rules.engine import finding, rule
from handbook.rules.reading import word
from handbook.rules.texts import place_in_body
from handbook.source.codes import FIDELITY, WRITING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from handbook.finding import Finding, Place, Route
    from handbook.link import Registry
    from handbook.load.model import Record
    from handbook.rules.texts import Texts

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

_BARE = ({str(key) for key in WORDS} | {shown.label.lower() for shown in WORDS.values()}) - {
    "current",
    "extended",
} | {"endorsed", "approved", "ratified"}
"""Words that, alone on a line, look like the mark at the top of a page."""
_USED = {LOCAL[one].label.lower() for one in IN_USE}
"""The same for local adoption; but in a list, "Adopted" is a child."""
_ITEM = re.compile(r"\s*([-*+]|[0-9]+[.)]) ")

_LABEL = re.compile(
    r"(current |document |this )?(status|version( number| no)?"
    r"|(last |next )?review(ed)?( date| due| due on| due date)?"
    r"|(local )?adoption( by .*)?"
    r"|(date )?(of )?(approval|approved|adopted|adoption|endorsed|endorsement|ratified|issue|issued"
    r"|reviewed|next review|effective|expiry|expires)( date| on| from)?"
    r"|(valid|use|in force) (until|from|since))",
    re.IGNORECASE,
)
_VALUE = re.compile(
    r"\b(19|20)[0-9]{2}\b|\b[0-9]{1,2}[./-][0-9]{1,2}[./-][0-9]{2,4}\b"
    r"|\bv?[0-9]+\.[0-9]+(\.[0-9]+)?$",
    re.IGNORECASE,
)
_BEGINNING = re.compile(r"\s*[:;.,!?|/()\[\]\u2013\u2014]|\s+-|-\s")
_BRIEF = 6
"""Words in a line that could pass for a mark; a longer one is a sentence."""
_SENTENCE = re.compile(r"(?<=[.!?])\s+")
_BY = re.compile(r"(adopted|approved|endorsed|ratified|authorised) by", re.IGNORECASE)
_MARKS = re.compile(r"^(?:[\s>#*_`+-]|[0-9]+[.)] )+|[\s*_`.!]+$")


@rule(*PROFILE)
def profile(texts: Texts) -> Iterator[Finding]:
    """A text uses only the Markdown that every reader of it understands alike."""
    for record in texts.written():
        for problem in texts.of(record).problems:
            place = place_in_body(record, problem.line, problem.column)
            yield finding(problem.code, record, problem.message, hint=problem.hint, place=place)


@rule(FIDELITY)
def fidelity(texts: Texts) -> Iterator[Finding]:
    """Words and numbers come out of the renderer each in its place (I15)."""
    from handbook.source import fidelity as render  # noqa: PLC0415  brings two Markdown parsers

    for record in texts.written():
        body = record.body or ""
        if not body.strip() or texts.of(record).problems:
            continue
        expected = render.outline_of_markdown(body)
        found = render.outline_of_html(render.to_html(body))
        for difference in render.compare(expected, found):
            place = place_in_body(record, difference.line or 1, 1)
            yield finding(FIDELITY, record, difference.message, hint=_PLAINER, place=place)


_PLAINER = (
    "Leave blank lines around lists and tables, set lines in by four spaces, or say it plainer."
)


@rule(TXT001)
def no_typed_status(texts: Texts) -> Iterator[Finding]:
    """No line of a text passes itself off as the standing of the page (I12)."""
    for record in texts.written():
        for number, line in enumerate((record.body or "").splitlines(), start=1):
            brief = len(line.split()) <= _BRIEF and not line.lstrip().startswith("|")
            if typed_status(line) or (brief and begins_as_a_standing(line)):
                yield _typed(record, (), place_in_body(record, number, 1))
        for field in ("title", "summary"):
            said = word(record.data, field)
            if typed_status(said) or (field == "title" and begins_as_a_standing(said)):
                yield _typed(record, (field,), None)


@rule(TXT001)
def no_standing_in_wording(registry: Registry) -> Iterator[Finding]:
    """What the network says on late and expired pages never reads as a standing of its own."""
    network = registry.network()
    if network is None:
        return
    settings = network.get("settings") or {}
    words = {(field, "wording"): settings.get(field) or {} for field in ("expired", "overdue")}
    besides = settings.get("wording") or {}
    words |= {("wording", field): besides for field in besides}
    for route, given in words.items():
        said = str(given.get(route[1], ""))
        if any(begins_as_a_standing(sentence) for sentence in _SENTENCE.split(said)):
            yield _typed(network, ("settings", *route), None)


def typed_status(line: str) -> bool:
    """Whether a whole line, its Markdown marks aside, states a standing.

    That is a word such as "Approved" alone, or a label such as "Review due" with a date, a version
    or such a word beside it, after a colon or in the next cell of a table.
    """
    if line.lstrip().startswith("|"):
        label, _, value = line.strip().strip("|").partition("|")
    else:
        label, _, value = line.partition(":")
    label, value = _MARKS.sub("", label), _MARKS.sub("", value)
    if not value:
        alone = label.lower()
        return alone in _BARE or (alone in _USED and not _ITEM.match(line))
    if _BY.fullmatch(label):
        return "|" not in line
    told = value.lower() in _BARE | _USED | {"draft", "final", "current"} or bool(
        _VALUE.search(value)
    )
    return bool(_LABEL.fullmatch(label)) and told


def begins_as_a_standing(title: str) -> bool:
    """Whether a title begins with a standing, as "In force: what it means" does.

    In a list or among search results that would look like the mark of the page.
    """
    begun = _BEGINNING.split(_MARKS.sub("", title), maxsplit=1)[0]
    return _MARKS.sub("", begun).strip().lower() in _BARE | {
        "draft",
        "draft, not endorsed",
        "current",
    }


def _typed(record: Record, route: Route, place: Place | None) -> Finding:
    return finding(
        TXT001,
        record,
        "this line states a standing, a version or a review date; only decisions can do that",
        hint="Remove the line. The handbook shows the true one at the top of the page.",
        route=route,
        place=place,
    )
