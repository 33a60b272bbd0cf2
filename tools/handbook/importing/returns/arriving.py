"""A file that came back as a return: read, held against what was asked and what is there."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from handbook.author.model import Refused
from handbook.importing.model import ImportProblem
from handbook.importing.registers.grid import read_grid
from handbook.importing.returns.forms import form_by_code
from handbook.importing.returns.reading import Fault, FilledForm, read_form
from handbook.importing.returns.taking import taken
from handbook.source.yaml.emit import yaml_text
from handbook.types.known import KnownType

if TYPE_CHECKING:
    from datetime import date

    from handbook.importing.returns.forms import ReturnForm
    from handbook.link import Registry
    from handbook.load.model import Record


@dataclass(frozen=True, slots=True)
class ArrivedFile:
    """One file and what came of it: a record to write, nothing to do, or what is wrong with it.

    ``replaces`` is the return that is there already and says something else.
    """

    name: str
    notes: tuple[str, ...] = ()
    faults: tuple[Fault, ...] = ()
    form: ReturnForm | None = None
    path: str = ""
    text: bytes = b""
    replaces: Record | None = None
    same: bool = False


def arrived(name: str, raw: bytes, registry: Registry, day: date, correct: str = "") -> ArrivedFile:
    """What one file is. ``correct`` says why it is to replace a return that is there already."""
    try:
        grid = read_grid(raw, name)
    except ImportProblem as problem:
        return ArrivedFile(name, faults=(Fault("The file", problem.reason, problem.mend),))
    filled = read_form(grid)
    made = _asked(filled, registry, day) if isinstance(filled, FilledForm) else filled
    if isinstance(made, tuple) or not isinstance(filled, FilledForm):
        return ArrivedFile(name, grid.notes, made if isinstance(made, tuple) else ())
    data = taken(made, filled, day)
    if isinstance(data, tuple):
        return ArrivedFile(name, grid.notes, data, made)
    return _placed(ArrivedFile(name, grid.notes, form=made), data, made, registry, day, correct)


def _asked(filled: FilledForm, registry: Registry, day: date) -> ReturnForm | tuple[Fault, ...]:
    """The form as it would be sent out today, or why there is none."""
    form = form_by_code(registry, filled.code, today=day)
    if isinstance(form, Refused):
        return tuple(Fault("The form", each.message, each.hint) for each in form.reasons)
    return form


def _placed(
    arrival: ArrivedFile,
    data: dict[str, Any],
    form: ReturnForm,
    registry: Registry,
    day: date,
    correct: str,
) -> ArrivedFile:
    """The arrival with what is to be written, beside or in place of what is there."""
    there = _there(registry, form)
    if there is None:
        path = f"registry/{registry.types[KnownType.RETURN].folder}/{form.code}.yaml"
        return replace(arrival, path=path, text=yaml_text(data).encode())
    if there.get("rows") == data["rows"]:
        return replace(arrival, path=there.path, same=True)
    if not correct:
        why = f"{form.member} has a return for {form.period.words} already, with other figures"
        mend = 'If these are right, take it with --correct "what was wrong".'
        return replace(arrival, faults=(Fault("The form", why, mend),))
    text = yaml_text(_corrected(there, data, day, correct)).encode()
    return replace(arrival, path=there.path, text=text, replaces=there)


def _there(registry: Registry, form: ReturnForm) -> Record | None:
    """The return that an organisation has already for what a form asks, under whatever id."""
    asked = (form.collection, form.organisation, str(form.period))
    return next(
        (
            record
            for record in registry.of_type(KnownType.RETURN)
            if tuple(record.get(name) for name in ("collection", "organisation", "period")) == asked
        ),
        None,
    )


def _corrected(there: Record, data: dict[str, Any], day: date, why: str) -> dict[str, Any]:
    """The record that is there, with other figures, and when and why they were put right."""
    corrections = [*(there.get("corrected") or ()), {"on": str(day), "why": why}]
    kept = {name: value for name, value in there.data.items() if name not in ("rows", "corrected")}
    return {**kept, "rows": data["rows"], "corrected": corrections}
