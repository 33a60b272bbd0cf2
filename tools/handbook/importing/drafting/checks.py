"""What must be held against the original by eye, as a record beside the draft.

Its lines are ticked by people, and nothing that was taken in can be endorsed before
(``assess/taken_in.py``).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from handbook.assess.taken_in import list_fingerprint
from handbook.importing.drafting.letters import clean
from handbook.importing.model import CheckPoint, Spot
from handbook.rules.families.text.people import names_a_patient
from handbook.source.yaml.emit import Style, yaml_text
from handbook.types.known import KnownType

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from handbook.importing.model import Conversion, TextDifference
    from handbook.link import Registry
    from handbook.types.model import Types

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
    ("rest of the page", "What stood around the text", "Left out: does any of it matter?"),
    ("front sheet", "The front sheet", "None of this says how the draft stands."),
)
"""Every kind of thing to look at: what it is called in a list, and what to look for."""
DIFFERENCES = {"lost": "lost", "new": "only in the draft", "moved": "in another place"}
_WHOLE = CheckPoint("", Spot(), "", "read once from beginning to end beside the original")
_LONGEST, _MOST, _LARGEST = 300, 500, 200_000
_HOW = (
    "# What must be held against the file by eye. Open the file and the draft beside this list.",
    "# Where a line does not say the same, mend the draft first. Then write `ticked: true`, and",
    "# nothing else in the line. At the end, above `parts`, write who checked and on which day:",
    "#   checked-by: the id of a post",
    "#   checked-on: 2026-01-31",
    "# No group can endorse the draft before. What is shown as … may name a person or a patient.",
)


def check_id(document: str, registry: Registry) -> str:
    """The id of a new list for ``document``: an old one's, unless a sealed text rests on that."""
    sealed = {
        str((seal.record.get("imported") or {}).get("to-check"))
        for (of, _), seal in registry.seals.items()
        if of == document
    }
    number = 1
    while True:
        ending = "--original" if number == 1 else f"--original-{number}"
        name = f"{document[: 100 - len(ending)].rstrip('-')}{ending}"
        there = registry.records.get(name)
        if there is None and not any(file.id == name for file in registry.broken):
            return name
        own = there is not None and there.get("document") == document
        if there is not None and own and list_fingerprint(there.data) not in sealed:
            return name
        number += 1


def check_list(
    name: str, document: str, conversion: Conversion, points: Sequence[CheckPoint], day: date
) -> dict[str, Any]:
    """The record of what must be checked by eye in a draft. ``points`` are those besides."""
    head: dict[str, Any] = {
        "id": name,
        "visibility": "members",
        "document": document,
        "file": clean(conversion.original.name)[-_LONGEST:],
        "digest": conversion.original.digest,
        "day": day.isoformat(),
    }
    most = _MOST
    while True:
        data = {**head, "parts": list(_parts(conversion, points, most))}
        if len(yaml_text(data).encode()) <= _LARGEST or most == 1:
            return data
        most //= 2


def check_file(data: dict[str, Any], types: Types) -> tuple[str, bytes]:
    """Where the record of a list lies, and its bytes."""
    kind = types[KnownType.IMPORT_CHECK]
    text = yaml_text(data, Style({("id",): _HOW}))
    return f"registry/{kind.folder}/{data['id']}{kind.suffix}", text.encode()


def _parts(
    conversion: Conversion, points: Sequence[CheckPoint], most: int
) -> Iterator[dict[str, Any]]:
    differences = conversion.differences
    numbers = [_differing(each) for each in differences if each.numeric]
    words = [_differing(each) for each in differences if not each.numeric]
    yield from _part("Numbers and signs that differ", "Mend each in the draft.", numbers, most)
    yield from _part("Words that differ", "Mend each in the draft.", words, most)
    how = "Nobody but you can tell whether the draft says what stands here."
    yield from _part("Could not be compared", how, conversion.unread, most)
    every = (*conversion.points, *points)
    named = {kind for kind, _, _ in PARTS}
    for kind, title, how in PARTS:
        yield from _part(title, how, [point for point in every if point.kind == kind], most)
    rest = [point for point in every if point.kind not in named]
    yield from _part("Besides", "", rest, most)
    yield from _part("The whole", "", [_WHOLE], most)


def _part(
    title: str, how: str, points: Sequence[CheckPoint], most: int
) -> Iterator[dict[str, Any]]:
    if not points:
        return
    items = [_line(point) for point in points[:most]]
    if len(points) > most:
        items.append({"where": f"{len(points) - most} more like these", "ticked": False})
    yield {"what": title, **({"how": how} if how else {}), "items": items}


def _line(point: CheckPoint) -> dict[str, Any]:
    words, became = _shown(point.words), _shown(point.became)
    return {
        "where": _shown(str(point.spot) if point is not _WHOLE else "the whole draft"),
        **({"words": words} if words else {}),
        **({"became": became} if became else {}),
        "ticked": False,
    }


def _differing(difference: TextDifference) -> CheckPoint:
    beside = f": {difference.beside}" if difference.beside else ""
    became = f"{DIFFERENCES[difference.kind]}{beside}"
    return CheckPoint("", difference.spot, difference.words, became)


def _shown(words: str) -> str:
    """Words on one line that is not too long; none of a patient."""
    line = " ".join(clean(words).split())
    if names_a_patient(line):
        return "…"
    return line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1]}…"
