"""The page of what must be checked by eye, with the original open beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handbook.importing.drafting.letters import escaped
from handbook.source.dates import long_date

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from handbook.importing.drafting.record import DraftFiles
    from handbook.importing.model import CheckPoint, Conversion, TextDifference

FOLDER = "imports"
"""Where these pages lie: beside the registry, and no part of it."""
PARTS = (
    ("table", "Tables", "Read each row against the original, cell by cell."),
    ("table within a table", "Tables within tables", "Look at each value."),
    ("amount", "Doses, limits and times", "Hold each against the original."),
    ("superscript", "Raised signs", "10⁶ is a million, and 106 is not."),
    ("subscript", "Lowered signs", ""),
    ("equation", "Equations", ""),
    ("symbol font", "Signs of symbol fonts", "What they show hangs on the font."),
    (
        "tracked insertion",
        "Changes somebody suggested: put in",
        "Nobody has accepted them in Word.",
    ),
    ("tracked deletion", "Changes somebody suggested: taken out", "They still stand in the file."),
    ("comment", "Comments", "A comment may say that something is not agreed."),
    ("struck through", "Words struck through", "Delete them in the draft if they no longer hold."),
    ("hidden text", "Hidden text", ""),
    ("footnote", "Footnotes", ""),
    ("endnote", "Endnotes", ""),
    ("text box", "Text boxes", "Look whether they stand in the right place."),
    ("drawn shape", "Drawn shapes", "An arrow or a line that says something is lost: write it."),
    ("picture", "Pictures", "Say in words what a reader needs from each."),
    ("field", "Fields", "Word works these out anew; the draft says what they showed last."),
    ("numbers of a list", "Numbers of lists", ""),
    ("heading", "Headings", ""),
    ("link", "Links", ""),
    ("quotation", "Quotations", ""),
    ("code", "Other code", ""),
    ("remark", "Hidden remarks", ""),
    ("page header", "Heads of pages", "Left out: does one say anything that matters?"),
    ("page footer", "Feet of pages", "Left out: does one say anything that matters?"),
    ("contents list", "Lists of contents", ""),
    ("rest of the page", "What stood around the text", ""),
    ("front sheet", "The front sheet", "None of this says how the draft stands."),
)
_MOST = 500
_KINDS = {"lost": "lost", "new": "only in the draft", "moved": "in another place"}


def page_path(record_id: str) -> str:
    """Where the page of a draft lies."""
    return f"{FOLDER}/{record_id}.md"


def check_page(conversion: Conversion, draft: DraftFiles, day: date) -> str:
    """The page, as Markdown that reads well as it is and on a forge."""
    return "\n".join(_lines(conversion, draft, day)) + "\n"


def _lines(conversion: Conversion, draft: DraftFiles, day: date) -> Iterator[str]:
    yield f"# To check by eye: {escaped(draft.title)}"
    yield ""
    source = escaped(conversion.original.name)
    yield f"Taken in from “{source}” on {long_date(day)}, as `{draft.path}`."
    yield "It is a draft: nobody has endorsed it, and nothing in the file makes it so."
    yield "Hold each line against the original, and tick it."
    yield from _differences(conversion.differences)
    if conversion.unread:
        yield from ("", f"## Could not be compared ({len(conversion.unread)})", "")
        yield "Nobody but you can tell whether the draft says what stands here."
        yield ""
        yield from map(_point, conversion.unread)
    points = (*conversion.points, *draft.points)
    named = {kind for kind, _, _ in PARTS}
    for kind, title, why in PARTS:
        yield from _part(title, why, [point for point in points if point.kind == kind])
    yield from _part("Besides", "", [point for point in points if point.kind not in named])
    yield from ("", "## The whole", "")
    yield "- [ ] Read the draft once from beginning to end beside the original."


def _differences(differences: tuple[TextDifference, ...]) -> Iterator[str]:
    yield ""
    if not differences:
        yield "Every word, number and sign of the original's text was found in the draft, in"
        yield "the same order. The program that made the draft had no part in comparing them."
        return
    numbers = [each for each in differences if each.numeric]
    words = [each for each in differences if not each.numeric]
    for title, group in (("Numbers and signs", numbers), ("Words", words)):
        if group:
            yield f"## {title} that differ ({len(group)})"
            yield ""
            for each in group[:_MOST]:
                yield (
                    f"- [ ] {_KINDS[each.kind]}: **{escaped(each.words[:300])}**"
                    f" {escaped(str(each.spot))}"
                    + (f" — {escaped(each.beside)}" if each.beside else "")
                )
            yield from _more(len(group))
            yield ""


def _part(title: str, why: str, points: list[CheckPoint]) -> Iterator[str]:
    if not points:
        return
    yield from ("", f"## {title} ({len(points)})", "")
    if why:
        yield from (why, "")
    yield from map(_point, points[:_MOST])
    yield from _more(len(points))


def _point(point: CheckPoint) -> str:
    words = f"“{escaped(point.words)}” " if point.words else ""
    return f"- [ ] {words}{escaped(str(point.spot))}: {escaped(point.became)}"


def _more(number: int) -> Iterable[str]:
    return [f"- [ ] and {number - _MOST} more like these"] if number > _MOST else []
