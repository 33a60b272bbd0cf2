"""The record of a meeting, ready to be filled in: its file, with what nobody can know left open.

What is left open is no value that the register allows (``FILL``, an empty minute), so a record that
nobody filled in is an error at its own lines, and can be taken for no minutes. That it was held is
left open in every record, also in one without seats and items: nobody can know it before.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from handbook.source.yaml.emit import Style, yaml_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from handbook.agenda.meeting.pack import Business, Pack
    from handbook.finding import Route
    from handbook.load.model import Record

FILL = "fill-in"
"""Stands where the minutes must say that it was held, or how a seat was filled: no value of
either."""
_STATE = f"# Replace '{FILL}' by held once it was held, or by cancelled."
_HEAD = (
    "The record of this meeting, to be filled in: it takes the place of the file of the same name.",
    f"Of each seat, replace '{FILL}' by present, deputy, apologies or absent; write every minute.",
    "No names of people, and nothing about any patient.",
)


def minutes(pack: Pack, record: Record, *, commands: bool = True) -> str:
    """The meeting's record as YAML: its agenda, a line for each seat, a minute for each item.

    Items that fall due and stand on no agenda are put at its end, for the secretary to keep or
    take out. ``record`` is the meeting's own record. Without ``commands``, the words to type for a
    decision are left out.
    """
    data: dict[str, Any] = {**record.data, "state": FILL}
    data.pop("attendance", None)
    agenda = [dict(row) for row in data.pop("agenda", None) or ()]
    guests = data.pop("guests", None)
    seats = [{"seat": seat.seat, "presence": FILL} for seat in pack.calling.seats]
    if seats:
        data["attendance"] = seats
    added = list(_added(pack, agenda))
    if agenda or added:
        data["agenda"] = [{**row, "minute": row.get("minute", "")} for row in (*agenda, *added)]
    if guests:
        data["guests"] = guests
    return yaml_text(
        data, Style(above=dict(_above(pack, data, commands=commands)), for_people=True)
    )


def _added(pack: Pack, agenda: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """An item for each document that the meeting can decide about and that is on no item."""
    numbers = {str(row.get("item")) for row in agenda}
    number = max((int(n) for n in numbers if n.isdecimal()), default=0)
    for business in pack.business:
        if not business.item and business.choices:
            number += 1
            yield {
                "item": str(number), "title": f"What falls due: {business.document}",
                "purpose": "decision", "documents": [business.document],
            }  # fmt: skip


def _above(
    pack: Pack, data: dict[str, Any], *, commands: bool
) -> Iterator[tuple[Route, tuple[str, ...]]]:
    """Comments: how to fill it in, who sits where, and what each item may decide."""
    first = next(iter(data))
    yield (first,), tuple(f"# {line}" for line in _HEAD)
    yield ("state",), (_STATE,)
    for number, seat in enumerate(pack.calling.seats):
        must = "; must be filled" if seat.required else ""
        yield ("attendance", number), (f"# {_line(seat.title)}{must}",)
    if not commands:
        return
    by_document = {business.document: business for business in pack.business}
    for number, row in enumerate(data.get("agenda") or ()):
        lines = [
            line
            for document in row.get("documents") or ()
            for line in _choices(by_document.get(str(document)), str(row["item"]))
        ]
        if lines:
            head = "# If it decides, write it down once these minutes are saved, by one of these:"
            yield ("agenda", number), (head, *lines)


def _choices(business: Business | None, item: str) -> Iterator[str]:
    for choice in business.choices if business else ():
        yield f"# {choice.command.replace('--item ITEM', f'--item {item}')}"


def _line(words: str) -> str:
    """A title in one line, so that it stays a comment."""
    return " ".join(words.split())
