"""A filled form against what was asked: the fields of a return, or what is wrong, cell by cell."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from handbook.importing.returns.layout import NOTHING, FormColumn
from handbook.importing.returns.numbers import CellProblem, NoNumber, number_in
from handbook.importing.returns.reading import Fault, answered

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from handbook.importing.returns.forms import AskedFigure, ReturnForm
    from handbook.importing.returns.reading import FilledForm, FilledRow

Row = dict[str, Any]
_AS_SENT = "Use the form as it was sent, and fill in its coloured cells alone."
_SEND_ANEW = "Make a new form with `handbook returns form`, and have it filled in anew."


def taken(form: ReturnForm, filled: FilledForm, day: date) -> dict[str, Any] | tuple[Fault, ...]:
    """The fields of the return that a filled form makes, or everything that is wrong with it.

    ``form`` is what was asked, as it would be sent out today.
    """
    faults = [*_wrong_form(form, filled), *_wrong_rows(form, filled)]
    rows: list[Row] = []
    by_measure = {row.text(FormColumn.MEASURE): row for row in filled.rows}
    for figure in form.figures:
        row = by_measure.get(figure.measure)
        if row is None:
            continue
        made = _row(figure, row)
        if isinstance(made, dict):
            rows.append(made)
        else:
            faults += made
    if form.period.last >= day:
        why = f"{form.period.words} has not ended, so it cannot have been counted yet"
        faults.append(Fault("The form", why, "Take it once the period is over."))
    if faults:
        return tuple(faults)
    head = {
        "id": form.code,
        "visibility": "members",
        "collection": form.collection,
        "organisation": form.organisation,
        "period": str(form.period),
        "received": str(day),
    }
    role = {"filled-in-by": filled.role} if filled.role else {}
    return {**head, **role, "rows": rows}


def _wrong_form(form: ReturnForm, filled: FilledForm) -> Iterator[Fault]:
    """Where the words on a form are those of another than its code."""
    for what, here, asked in (
        ("organisation", filled.organisation, form.member),
        ("period", filled.period, form.period.words),
    ):
        if here.casefold() != asked.casefold():
            why = f"its {what} is “{here}”, but its code is that of a form for {asked}"
            mend = "Find out which of them is meant, and use the form that was sent for that one."
            yield Fault("The form", why, mend)


def _wrong_rows(form: ReturnForm, filled: FilledForm) -> Iterator[Fault]:
    known = {figure.measure: figure for figure in form.figures}
    times = Counter(row.text(FormColumn.MEASURE) for row in filled.rows)
    for row in filled.rows:
        name = row.text(FormColumn.MEASURE)
        if name not in known:
            if name or answered(row):
                why = f"“{name}” is no figure of this form" if name else "it belongs to no figure"
                yield Fault(row.where(FormColumn.MEASURE), why, _AS_SENT)
        elif times[name] > 1:
            yield Fault(row.where(FormColumn.MEASURE), f"“{name}” stands twice", _AS_SENT)
        if row.hidden:
            why = "the row is hidden, so nobody may have seen what stands in it"
            yield Fault(f"Row {row.number}", why, "Show the row, look at it, and save it again.")
    for name, figure in known.items():
        if name not in times:
            yield Fault("The form", f"the row of “{figure.title}” is not there", _AS_SENT)


def _row(figure: AskedFigure, row: FilledRow) -> Row | list[Fault]:
    """One row of a return, or what is wrong with it."""
    definition = row.text(FormColumn.DEFINITION)
    if definition != str(figure.definition):
        given = definition or "(none)"
        why = f"it goes by definition {given}, but this period by {figure.definition}"
        return [Fault(row.where(FormColumn.DEFINITION), why, _SEND_ANEW)]
    count = number_in(row.cells[FormColumn.NUMBER])
    of = _of(figure, row)
    faults = [
        Fault(row.where(heading), problem.why, problem.mend)
        for heading, problem in ((FormColumn.NUMBER, count), (FormColumn.OUT_OF_NUMBER, of))
        if isinstance(problem, CellProblem)
    ]
    if isinstance(count, CellProblem) or isinstance(of, CellProblem):
        return faults
    faults = list(_unfit(figure, row, count, of))
    if faults:
        return faults
    note = {"note": row.text(FormColumn.NOTE)} if row.text(FormColumn.NOTE) else {}
    made: Row = {"measure": figure.measure}
    if NoNumber.SMALL in (count, of):
        return {**made, "definition": figure.definition, "withheld": "small-number", **note}
    if count is NoNumber.NOTHING:
        return {**made, "cannot": row.text(FormColumn.CANNOT), **note}
    out_of = {"denominator": of} if isinstance(of, int) else {}
    return {**made, "definition": figure.definition, "numerator": count, **out_of, **note}


def _of(figure: AskedFigure, row: FilledRow) -> int | NoNumber | CellProblem:
    cell = row.cells[FormColumn.OUT_OF_NUMBER]
    if figure.denominator:
        return number_in(cell)
    if cell.text.strip() in ("", NOTHING):
        return NoNumber.NOTHING
    return CellProblem(
        "this figure is only counted, and is out of nothing", "Leave the cell empty."
    )


def _unfit(
    figure: AskedFigure, row: FilledRow, count: int | NoNumber, of: int | NoNumber
) -> Iterator[Fault]:
    """What does not fit together in a row whose cells can be read. No figure is repeated."""
    why = row.text(FormColumn.CANNOT)
    empty = count is NoNumber.NOTHING and of is NoNumber.NOTHING
    if why and not empty:
        what = "there are figures, and a reason why there are none"
        mend = "Empty the one or the other. A remark on a figure belongs into “Remarks”."
        yield Fault(row.where(FormColumn.CANNOT), what, mend)
    elif empty and not why:
        mend = (
            "Write the number, 0 if there were none; or write why it cannot be counted into"
            " “We cannot report this, because”."
        )
        yield Fault(row.where(FormColumn.NUMBER), "it is empty", mend)
    elif not empty and count is NoNumber.NOTHING:
        yield Fault(row.where(FormColumn.NUMBER), "it is empty", "Write how many were counted.")
    elif figure.denominator and not empty and of is NoNumber.NOTHING:
        yield Fault(
            row.where(FormColumn.OUT_OF_NUMBER), "it is empty", "Write how many it is out of."
        )
    elif isinstance(count, int) and isinstance(of, int) and count > of:
        what = "more were counted than there were to count"
        yield Fault(
            row.where(FormColumn.NUMBER), what, "Look at both numbers; one of them is wrong."
        )
