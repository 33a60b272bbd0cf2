"""The matrix of documents and organisations, narrow enough for a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handbook.assess.words import LOCAL, Local, State
from handbook.cli.adoption.naming import ENDORSED_IS_NOT_ADOPTED, short_name
from handbook.cli.table import counted
from handbook.source.dates import long_date

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from handbook.assess.adoption.model import Position
    from handbook.assess.model import Assessment

SIGNS = {
    Local.ADOPTED: "yes",
    Local.ADAPTED: "own",
    Local.DECLINED: "no",
    Local.NOT_APPLICABLE: "n/a",
    Local.NOT_RECORDED: "-",
    Local.UNKNOWN: "?",
}
"""What stands in a cell. Words rather than colours, so that it reads the same everywhere."""

_NOTHING = "."
MARKS: tuple[tuple[str, Callable[[Position], bool], str], ...] = (
    (
        "<",
        lambda position: position.behind and not position.only_corrected,
        "Behind: the answer is about an older version",
    ),
    (
        "!",
        lambda position: position.unsupported,
        "In use there, though the network does not stand behind it today",
    ),
    (
        ">",
        lambda position: position.coming is not None and not position.why,
        "Answered already about a version that takes effect later, as shown below",
    ),
)
"""What follows the sign: the mark, when it is set, and what the legend says of it."""
_ACROSS = 10
"""Organisations side by side: with the longest ids of documents that makes a hundred columns."""
_CELL = 5


def matrix_text(assessment: Assessment) -> str:
    """Every document and every organisation that is asked about it or has answered."""
    adoption = assessment.adoption
    head = f"Local adoption on {long_date(assessment.today)}"
    if not adoption.documents:
        return f"{head}: no document is in force, or soon will be, that anybody is asked to adopt."
    lines = [head, ENDORSED_IS_NOT_ADOPTED, ""]
    for block in _blocks(adoption.organisations):
        lines += [*_rows(assessment, block), ""]
    lines += [*_legend(assessment), "", *_signs(), "", *_ahead(assessment), *_owed(assessment)]
    return "\n".join(lines)


def _blocks(organisations: Sequence[str]) -> Iterator[tuple[tuple[int, str], ...]]:
    """The organisations with their numbers, in blocks of about the same width."""
    numbered = tuple(enumerate(organisations, start=1))
    blocks = -(-len(numbered) // _ACROSS)
    size = -(-len(numbered) // blocks) if blocks else 1
    for start in range(0, len(numbered), size):
        yield numbered[start : start + size]


def _rows(assessment: Assessment, block: Sequence[tuple[int, str]]) -> Iterator[str]:
    adoption = assessment.adoption
    width = max(len("Document"), *(len(name) for name in adoption.documents))
    yield _row("Document", "Version", [str(number) for number, _ in block], width)
    for document in adoption.documents:
        pairs = [adoption.positions.get((organisation, document)) for _, organisation in block]
        cells = [cell(position) for position in pairs]
        yield _row(document, _version(assessment, document), cells, width)


def _row(document: str, version: str, cells: Sequence[str], width: int) -> str:
    padded = " ".join(text.ljust(_CELL) for text in cells)
    return f"{document.ljust(width)}  {version.ljust(7)} {padded}".rstrip()


def _version(assessment: Assessment, document: str) -> str:
    """The version in force, or that there is none, or that nobody can tell."""
    standing = assessment.standings.get(document)
    if standing is None or standing.state is State.UNKNOWN:
        return "?"
    return standing.version if standing.in_force else "none"


def cell(position: Position | None) -> str:
    """One organisation and one document in a few signs."""
    if position is None:
        return _NOTHING
    marks = (mark for mark, is_set, _ in MARKS if is_set(position))
    return "".join([SIGNS[position.local], *marks])


def _legend(assessment: Assessment) -> Iterator[str]:
    organisations = assessment.adoption.organisations
    width = max(len(short_name(assessment, organisation)) for organisation in organisations)
    yield "Organisations"
    for number, organisation in enumerate(organisations, start=1):
        yield f"  {number:2}  {short_name(assessment, organisation).ljust(width)}  {organisation}"


def _signs() -> Iterator[str]:
    yield "Signs"
    for local, sign in SIGNS.items():
        yield f"  {sign:5} {LOCAL[local].label}"
    yield f"  {_NOTHING:5} No answer, and none is asked for today"
    for mark, _, meaning in MARKS:
        yield f"  {mark:5} {meaning}"
    yield "  Version: the one in force; none, if none is; ?, if that cannot be told"


def _ahead(assessment: Assessment) -> Iterator[str]:
    """The versions that take effect later, and what was answered about them; perhaps nothing."""
    adoption = assessment.adoption
    lines: list[str] = []
    for document in adoption.documents:
        standing = assessment.standings.get(document)
        if standing is not None and standing.upcoming is not None:
            day = long_date(standing.upcoming.event.effective)
            lines.append(f"  {document}, from {day}: version {standing.upcoming.version}")
        for position in adoption.of_document(document):
            if position.coming is not None and not position.why:
                answer = f"{LOCAL[position.coming.local].label}, version {position.coming.version}"
                day = long_date(position.coming.holds)
                organisation = short_name(assessment, position.organisation)
                lines.append(f"  {document}, from {day}: {organisation}, {answer}")
    if lines:
        yield from ("To come", *lines, "")


def _owed(assessment: Assessment) -> Iterator[str]:
    adoption = assessment.adoption
    owed = [position for position in adoption.positions.values() if position.outstanding]
    late = sum(position.due is not None and position.due < assessment.today for position in owed)
    stopped = sum(position.unsupported for position in adoption.positions.values())
    if stopped:
        yield (
            f"In use, though the network does not stand behind it: {stopped}."
            " `handbook adoption --outstanding` says whom to ring."
        )
    counts = f"{counted(len(owed), 'answer')} outstanding, {late} late"
    yield f"{counts}: `handbook adoption --outstanding`."
    if adoption.refused:
        count = counted(len(adoption.refused), "recorded answer")
        yield f"{count} cannot be believed: `handbook check` says why."
