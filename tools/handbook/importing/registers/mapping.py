"""What a person said of an old register: which column holds what, how dates are written, who.

A mapping is a small file. The tool begins one from what it guesses; a person looks at every line.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from handbook.importing.model import ImportProblem
from handbook.importing.registers.days import ORDERS, DayForm
from handbook.importing.registers.headings import DOCUMENTS
from handbook.source import read_yaml
from handbook.source.yaml.emit import Style, yaml_text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from handbook.importing.registers.columns import SheetColumns
    from handbook.importing.registers.headings import Known

MAKE = "make"
"""Beside words of the register: make a record of them."""
_KEYS = ("sheet", "heading-row", "columns", "dates", "type", "owners", "organisations")
_CENTURIES = (1900, 2000)


@dataclass(frozen=True, slots=True)
class RegisterMapping:
    """What was said. ``owners`` and ``organisations`` give, for words of the register, an id.

    Instead of an id, ``make`` means a new record; for an organisation its kind does, as
    ``childrens-hospice``. Empty words are not settled yet.
    """

    sheet: str = ""
    heading_row: int = 0
    columns: Mapping[str, str] = field(default_factory=dict)
    form: DayForm = field(default_factory=DayForm)
    type: str = "guideline"
    owners: Mapping[str, str] = field(default_factory=dict)
    organisations: Mapping[str, str] = field(default_factory=dict)


def read_mapping(raw: bytes, name: str, known: Sequence[Known] = DOCUMENTS) -> RegisterMapping:
    """A mapping from its file. Raises ``ImportProblem`` for what is none, with the line."""
    source = read_yaml(raw, name)
    if source.data is None:
        first = source.findings[0] if source.findings else None
        line = f"line {first.place.line}: " if first and first.place else ""
        reason = f"{line}{first.message}" if first else "it is empty"
        raise ImportProblem(f"the mapping cannot be read: {reason}", first.hint if first else "")
    data = source.data
    for key in data:
        if key not in _KEYS:
            raise _wrong(f"knows no “{key}”", f"It may hold: {', '.join(_KEYS)}.")
    columns = _texts(data, "columns")
    names = [each.name for each in known]
    for column in columns:
        if column not in names:
            raise _wrong(f"names a column “{column}”", f"Columns are: {', '.join(names)}.")
    row = data.get("heading-row", 0)
    if not isinstance(row, int) or isinstance(row, bool) or row < 0:
        raise _wrong("has a heading-row that is no number", "Write the number of the row, as 3.")
    return RegisterMapping(
        _text(data, "sheet"),
        row,
        {name: words for name, words in columns.items() if words},
        _form(data.get("dates", {})),
        _text(data, "type") or "guideline",
        _texts(data, "owners"),
        _texts(data, "organisations"),
    )


def begin_mapping(
    sheet: str,
    columns: SheetColumns,
    known: Sequence[Known],
    *,
    type_name: str = "",
    owners: Mapping[str, str] | None = None,
    organisations: Mapping[str, str] | None = None,
) -> str:
    """The text of a mapping that says what was guessed, for a person to go through."""
    data: dict[str, Any] = {"sheet": sheet} if sheet else {}
    data["heading-row"] = columns.row
    data["columns"] = {
        each.name: columns.headings[columns.at[each.name]] if each.name in columns.at else ""
        for each in known
    }
    above: dict[tuple[str | int, ...], tuple[str, ...]] = {
        ("columns",): (
            "# The heading of the column that holds each; empty where there is none.",
            *_comment("Not used", columns.unused),
        ),
        **{
            ("columns", each.name): (
                f"# {each.what[0].upper()}{each.what[1:]}.",
                *_comment("It may be one of these", columns.unclear.get(each.name, ())),
            )
            for each in known
        },
    }
    if owners is not None and organisations is not None:
        data |= {"dates": {"order": "", "two-digit-years": 0}, "type": type_name}
        data |= {"owners": dict(owners), "organisations": dict(organisations)}
        above |= {
            ("dates", "order"): ("# If dates are written with numbers: day-first or month-first.",),
            ("dates", "two-digit-years"): (
                "# If years have two digits: the century they count from, 1900 or 2000.",
            ),
            ("type",): ("# What kind of document the rows are, where no column says it.",),
            ("owners",): (
                "# Words of the register: the id of a post, or make for a new one.",
                "# A post is a role, never a person.",
            ),
            ("organisations",): (
                "# Words of the register: the id of an organisation; or, for a new one, its kind.",
            ),
        }
    return yaml_text(data, Style(above, for_people=True)).lstrip("\n")


def _comment(what: str, words: Sequence[str]) -> tuple[str, ...]:
    return (f"# {what}: {', '.join(words)}.",) if words else ()


def _form(dates: Any) -> DayForm:
    if not isinstance(dates, dict) or set(dates) - {"order", "two-digit-years"}:
        raise _wrong("has “dates” that it cannot use", "Under it: order, two-digit-years.")
    order, century = dates.get("order", ""), dates.get("two-digit-years", 0)
    if order not in ("", *ORDERS):
        raise _wrong(f"has an order of dates “{order}”", f"Write {' or '.join(ORDERS)}.")
    if century not in (0, *_CENTURIES):
        raise _wrong("has two-digit-years that it cannot use", "Write 1900 or 2000.")
    return DayForm(str(order), int(century))


def _text(data: Mapping[str, Any], name: str) -> str:
    value = data.get(name, "")
    if not isinstance(value, str):
        raise _wrong(f"has “{name}” that is no text", "Write it in quotation marks.")
    return value


def _texts(data: Mapping[str, Any], name: str) -> dict[str, str]:
    value = data.get(name) or {}
    if not isinstance(value, dict) or not all(isinstance(v, str) for v in value.values()):
        raise _wrong(f"has “{name}” that it cannot use", "Below it, one line each: name: words.")
    return {str(key): words.strip() for key, words in value.items()}


def _wrong(what: str, mend: str) -> ImportProblem:
    return ImportProblem(f"the mapping {what}", mend)
