"""The rows of an old register: what each says of one document, or why nobody can tell."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from handbook.importing.registers.days import (
    DayForm,
    DoubtfulDayError,
    is_nothing,
    looks_swapped,
    read_day,
)
from handbook.importing.registers.grid import SheetCell, column_name
from handbook.importing.registers.people import may_be_a_person
from handbook.source.dates import long_date

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
    from datetime import date

    from handbook.importing.registers.columns import SheetColumns
    from handbook.importing.registers.grid import Grid, GridRow

_DATED = ("endorsed-on", "review-due", "expires")
_PAST = ("endorsed-on",)
_ENDED = re.compile(
    r"\b(withdrawn|archived?|supers?c?eded|obsolete|retired|deleted|removed|cancell?ed"
    r"|discontinued|replaced|decommissioned|expired|lapsed|suspended|paused|on hold|stopped|revoked"
    r"|rescinded|rejected|inactive|void|closed|historic(al)?|drafts?|unapproved|do not use"
    r"|out of use|no longer|not (yet )?(in (use|force)|current|active|live|valid|approved"
    r"|ratified|endorsed))\b",
    re.IGNORECASE,
)
_PENDING = re.compile(
    r"\b(drafted|drafting|proposed|proposal|pending|awaiting|unratified|consultation|planned"
    r"|in (progress|development|preparation)|under (development|discussion)|being written"
    r"|to be (approved|ratified|agreed|endorsed))\b",
    re.IGNORECASE,
)
_STATE = re.compile(r"\b(status|state)\b", re.IGNORECASE)
_FURTHEST_YEARS = 10
_LONGEST_TITLE = 120


@dataclass(frozen=True, slots=True)
class Doubt:
    """Why a row, or one cell of it, cannot be taken as it is, and how to mend it.

    ``where`` is what the spreadsheet shows, as ``row 12, column D``.
    """

    row: int
    where: str
    why: str
    mend: str


@dataclass(frozen=True, slots=True)
class ListedDocument:
    """What one row says. ``cells`` are all of them by their headings, in its own words."""

    row: int
    title: str
    cells: tuple[tuple[str, str], ...]
    reference: str = ""
    owner: str = ""
    organisation: str = ""
    endorsed_by: str = ""
    category: str = ""
    type: str = ""
    endorsed_on: date | None = None
    review_due: date | None = None
    expires: date | None = None


@dataclass(frozen=True, slots=True)
class RegisterRows:
    """All rows: those that can be taken, those that are doubtful, and those that have ended.

    ``every`` has them all, the doubtful ones as far as they could be read.
    """

    listed: tuple[ListedDocument, ...]
    doubts: tuple[Doubt, ...]
    ended: tuple[ListedDocument, ...]
    every: tuple[ListedDocument, ...] = ()

    @property
    def doubtful_rows(self) -> int:
        """How many rows are not taken because of a doubt."""
        return len({doubt.row for doubt in self.doubts})


def read_entries(
    grid: Grid, columns: SheetColumns, form: DayForm, today: date, settled: Collection[str] = ()
) -> RegisterRows:
    """What the rows below the headings say. A row with a doubt is told, and not taken.

    ``settled`` are the words for owners of which somebody has said who is meant.
    """
    rows = [row for row in grid.rows if row.number > columns.row and not row.empty]
    forms = {
        name: replace(form, swapped=looks_swapped(row.at(columns.at[name]) for row in rows))
        for name in _DATED
        if name in columns.at
    }
    doubts: list[Doubt] = []
    listed: list[ListedDocument] = []
    every: list[ListedDocument] = []
    for row in rows:
        if _divides(row):
            continue
        reading = _RowReading(row, columns, forms, today, settled)
        entry = reading.entry()
        doubts_here = reading.doubts
        doubts += doubts_here
        every.append(entry)
        if not doubts_here:
            listed.append(entry)
    twice = list(_twice(listed))
    doubtful = {doubt.row for doubt in twice}
    ended = [e for e in listed if _has_ended(e, columns, today)]
    taken = [e for e in listed if e.row not in doubtful and e not in ended]
    ended = [entry for entry in ended if entry.row not in doubtful]
    return RegisterRows(tuple(taken), (*doubts, *twice), tuple(ended), tuple(every))


def _divides(row: GridRow) -> bool:
    """Whether a row is a heading between rows: words in one cell alone."""
    return sum(bool(cell.text) for cell in row.cells) == 1


class _RowReading:
    """One row, read cell by cell; what is doubtful in it is gathered on the way."""

    def __init__(
        self,
        row: GridRow,
        columns: SheetColumns,
        forms: Mapping[str, DayForm],
        today: date,
        settled: Collection[str],
    ) -> None:
        self._row, self._columns, self._forms, self._today = row, columns, forms, today
        self._settled = settled
        self.doubts: list[Doubt] = []

    def entry(self) -> ListedDocument:
        """What the row says."""
        if self._row.hidden:
            self._doubt("", "this row is hidden", "Show it or delete it, whichever is meant.")
        for name in self._columns.at:
            for mark in self._cell(name).marks:
                self._doubt(name, f"the cell {mark}", "Look at it, and type what is meant.")
        title = self._text("title")
        if not title:
            self._doubt("title", "the row has no title", "Write one, or delete the row.")
        if len(title) > _LONGEST_TITLE:
            self._doubt(
                "title", f"the title is longer than {_LONGEST_TITLE} letters", "Shorten it."
            )
        owner = self._text("owner")
        if owner and owner not in self._settled and may_be_a_person(owner):
            self._doubt(
                "owner",
                "this may be a person's name, and a registry holds roles alone",
                "Write the post, as in “Lead nurse”, or settle it under `owners` in the mapping.",
            )
        days = {name: self._day(name) for name in _DATED}
        self._compare(days)
        self._ask_of_the_state(days["endorsed-on"])
        return ListedDocument(
            self._row.number,
            title,
            self._named_cells(),
            self._text("reference"),
            owner,
            self._text("organisation"),
            self._text("endorsed-by"),
            self._text("category"),
            self._text("type"),
            days["endorsed-on"],
            days["review-due"],
            days["expires"],
        )

    def _cell(self, name: str) -> SheetCell:
        return self._row.at(self._columns.at[name]) if name in self._columns.at else SheetCell()

    def _text(self, name: str) -> str:
        text = self._cell(name).text
        return "" if is_nothing(text) else text

    def _day(self, name: str) -> date | None:
        cell = self._cell(name)
        if name not in self._columns.at or is_nothing(cell.text):
            return None
        try:
            return read_day(cell, self._forms[name])
        except DoubtfulDayError as doubt:
            self._doubt(name, str(doubt), doubt.mend)
            return None

    def _compare(self, days: Mapping[str, date | None]) -> None:
        """Days that cannot all be so."""
        endorsed = days["endorsed-on"]
        if endorsed and endorsed > self._today:
            self._doubt("endorsed-on", f"{long_date(endorsed)} has not come yet", "Look it up.")
            return
        for name in ("review-due", "expires"):
            day = days[name]
            if endorsed and day and day <= endorsed:
                why = f"{long_date(day)} is not after its approval on {long_date(endorsed)}"
                self._doubt(name, why, "Look both days up.")
            elif endorsed and day and day.year - endorsed.year > _FURTHEST_YEARS:
                why = f"{long_date(day)} is more than {_FURTHEST_YEARS} years after its approval"
                self._doubt(name, why, "Look both days up.")

    def _ask_of_the_state(self, endorsed: date | None) -> None:
        """A text that is still to be approved has no day of its approval."""
        for state in _states(self._named_cells(), self._columns):
            if endorsed and _PENDING.search(state):
                why = f"it is called “{state}”, and was approved on {long_date(endorsed)}"
                mend = "One of the two is wrong: clear the day, or correct what it is called."
                self._doubt("status", why, mend)

    def _named_cells(self) -> tuple[tuple[str, str], ...]:
        pairs = zip(self._columns.headings, self._row.cells, strict=False)
        return tuple(
            (heading or column_name(column), cell.text)
            for column, (heading, cell) in enumerate(pairs)
            if cell.text
        )

    def _doubt(self, name: str, why: str, mend: str) -> None:
        column = self._columns.at.get(name)
        where = f"row {self._row.number}"
        if column is not None:
            where += f", column {column_name(column)} ({self._columns.headings[column]})"
        self.doubts.append(Doubt(self._row.number, where, why, mend))


def _has_ended(entry: ListedDocument, columns: SheetColumns, today: date) -> bool:
    """Whether the old register says that nobody uses the document: by its state, or by its day.

    Its state stands in the column that was named for it, and in any whose heading says so.
    """
    if entry.expires is not None and entry.expires < today:
        return True
    return any(_ENDED.search(state) for state in _states(entry.cells, columns))


def _states(cells: Iterable[tuple[str, str]], columns: SheetColumns) -> Iterator[str]:
    """What a row says of its state: in the column named for it, and in any that is called so."""
    named = columns.headings[columns.at["status"]] if "status" in columns.at else ""
    for label, value in cells:
        if label == named or _STATE.search(label):
            yield " ".join(value.split())


def _twice(listed: Sequence[ListedDocument]) -> Iterator[Doubt]:
    """Rows that share a title or a number with another."""
    for what, of in (("title", "title"), ("reference", "number")):
        words = {e.row: " ".join(getattr(e, what).casefold().split()) for e in listed}
        times = Counter(word for word in words.values() if word)
        for row, word in words.items():
            if times[word] > 1:
                others = [str(r) for r, w in words.items() if w == word and r != row]
                why = f"row {', '.join(others[:5])} has the same {of}"
                yield Doubt(
                    row, f"row {row}", why, "Keep the row that holds, and delete the other."
                )
