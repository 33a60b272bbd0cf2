"""What pages of groups and meetings say about seats, decisions and powers."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from handbook.assess.contacts import tel
from handbook.render.markdown.writing import Md, in_words, inline, marked
from handbook.render.pages.linked import POWERS, Row, rows
from handbook.source.words.plain import sound
from handbook.types.known import KnownType

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from handbook.render.context import Context
    from handbook.render.markdown.fields import Fields


_PARTS = {"2": "half", "3": "third", "4": "quarter", "5": "fifth"}
_COUNTS = {"2": "two", "3": "three", "4": "four"}


def group_questions(context: Context, here: str) -> dict[str, Callable[..., Any]]:
    """Functions for the templates of terms of reference and meetings, named for what they give."""
    return {
        "seat_title": lambda group, seat: inline(seats(context, group).get(seat, seat)),
        "item_title": item_title,
        "seats_named": partial(_seats_named, context),
        "one_of_each": lambda group, lists: Md(
            "; ".join(_seats_named(context, group, some, "or") for some in lists or ())
        ),
        "presence": partial(_presence, context, here),
        "stood_aside": partial(_stood_aside, context),
        "decisions_at": partial(_decisions_at, context, here),
        "kinds_named": lambda kinds: in_words(", ".join(POWERS.get(k, k) for k in kinds)),
        "part_of_seats": part_of_seats,
        "types_named": partial(_types_named, context),
        "meetings_of": partial(_meetings_of, context),
        "contact": contact,
        "urgent_contacts": partial(urgent_rows, context),
    }


def item_title(title: object) -> str:
    """What an item of an agenda is called; nothing that says how a document stands."""
    words = str(title)
    return words if sound("told", words) else "its name says how something stands, and is left out"


def seats(context: Context, group: str) -> dict[str, str]:
    """The seats of a group by id, with their titles: today's, and any that only a seal names."""
    titles: dict[str, str] = {}
    texts = [seal.record for seal in context.seals.get(group, {}).values()]
    record = context.registry.records.get(group)
    for text in (*texts, *((record,) if record else ())):
        for seat in text.get("seats") or ():
            titles[str(seat.get("id"))] = str(seat.get("title", seat.get("id")))
    return titles


def _seats_named(context: Context, group: str, ids: Iterable[str] | None, last: str = "and") -> Md:
    titles = seats(context, group)
    names = [inline(titles.get(seat, seat)) for seat in ids or ()]
    if len(names) < 2:  # noqa: PLR2004 - a list of one needs no "and"
        return Md("".join(names))
    return Md(f"{', '.join(names[:-1])} {last} {names[-1]}")


def _meetings_of(context: Context, group: str) -> dict[str, tuple[Row, ...]]:
    """A group's own meetings: those ahead from the nearest, those behind from the newest."""
    own = [r for r in rows(context, KnownType.MEETING) if r.data.group == group]
    own.sort(key=lambda meeting: (str(meeting.data.date), meeting.id))
    ahead = tuple(meeting for meeting in own if meeting.data.state == "scheduled")
    past = tuple(meeting for meeting in reversed(own) if meeting.data.state != "scheduled")
    return {"ahead": ahead, "past": past}


def _presence(context: Context, here: str, presence: str, by: str | None) -> Md:
    how = inline(in_words(presence))
    return Md(f"{how}: {context.link(here, by)}") if by else how


def _stood_aside(context: Context, group: str, recused: Iterable[Fields] | None) -> Md:
    titles = seats(context, group)
    members = []
    for member in recused or ():
        interest = f" ({inline(member.interest)})" if member.interest else ""
        members.append(f"{inline(titles.get(member.seat, member.seat))}{interest}")
    return Md("; ".join(members))


def _decisions_at(context: Context, here: str, decisions: Iterable[Row], item: Any) -> Md:
    at = [decision.id for decision in decisions if str(decision.data.item) == str(item)]
    return Md(", ".join(context.link(here, decision) for decision in at))


def part_of_seats(fraction: str | None) -> str:
    """A fraction of the seats in words: ``1/2`` is half of the seats."""
    if not fraction:
        return ""
    above, _, below = fraction.partition("/")
    part = _PARTS.get(below)
    if part is None:
        return f"{above} in {below} of the seats"
    if above == "1":
        return f"{'half' if below == '2' else f'a {part}'} of the seats"
    return f"{_COUNTS.get(above, above)} {part}s of the seats"


def _types_named(context: Context, names: Iterable[str]) -> Md:
    types = context.registry.types
    return inline(", ".join(types[n].plural.lower() if n in types else in_words(n) for n in names))


def urgent_rows(context: Context) -> list[tuple[Md, ...]]:
    """The network's urgent contacts as rows of a table; a link can lead to each by its id."""
    return [
        (
            marked(urgent.name, urgent.id),
            Md(f"[{inline(urgent.number)}]({urgent.href})"),
            inline(urgent.hours),
            inline(urgent.purpose),
        )
        for urgent in context.assessment.settings.urgent_contacts
    ]


def contact(given: Fields | None) -> Md:
    """A contact as links that can be followed with a thumb."""
    if not given:
        return Md("")
    parts = []
    for name, scheme in (("email", "mailto:"), ("phone", "tel:")):
        typed = str(given[name] or "")
        if typed:
            href = tel(typed) if scheme == "tel:" else f"{scheme}{typed}"
            parts.append(f"[{inline(typed)}]({href})")
    address = str(given["web"] or "")
    if address.startswith(("https://", "http://")) and not set(address) & set(" <>()\\\"'`\n"):
        parts.append(f"[{inline(address)}]({address})")
    return Md(", ".join(parts))
