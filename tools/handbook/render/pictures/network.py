"""The network as a picture: its hubs in the middle, all others around them by part and kind."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from handbook.assess.authority.mandate import Basis
from handbook.render.markdown.writing import in_words
from handbook.render.pictures.parts import counted, leads, listed, same_as_table, words
from handbook.source.dates import day_or_none, long_date

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date

    from handbook.load.model import Record
    from handbook.render.context import Context
    from handbook.render.pictures.parts import Piece

HUB = "hub"
_PARTS = {HUB: ("hub", "Hubs"), "spoke": ("spoke", "Spokes"), "partner": ("partner", "Partners")}
_NO_PART = "Part not recorded"
_OPEN_UP_TO = 60
"""A picture of more organisations than these is unfolded by whoever wants to see it."""
_COLUMNS = ("Organisation", "Part in the network", "Kind", "Member", "Seats in groups")


@dataclass(frozen=True, slots=True)
class Organisation:
    """One organisation as the picture has it; without ``joined`` that day is not recorded."""

    id: str
    role: str
    kind: str
    joined: date | None = None
    left: date | None = None

    def is_member(self, day: date) -> bool:
        """Whether it is in the network on a day."""
        return not self.joins_after(day) and not self.has_left(day)

    def joins_after(self, day: date) -> bool:
        """Whether it joins only later."""
        return self.joined is not None and self.joined > day

    def has_left(self, day: date) -> bool:
        """Whether it has left, whatever is said of its joining."""
        return self.left is not None and self.left <= day


@dataclass(frozen=True, slots=True)
class Circle:
    """The organisations of one kind that have the same part in the network."""

    role: str
    kind: str
    members: tuple[Organisation, ...]


@dataclass(frozen=True, slots=True)
class Wheel:
    """The whole picture: every organisation stands in it once."""

    hubs: tuple[Organisation, ...]
    circles: tuple[Circle, ...]
    coming: tuple[Organisation, ...]
    gone: tuple[Organisation, ...]


def wheel(organisations: Iterable[Organisation], host: str, today: date) -> Wheel:
    """Organisations in their places: the host and the hubs in the middle, the host first.

    Around them spokes, then partners; the kinds with most members first, so that those which
    stand side by side are of a size.
    """
    all_of_them = tuple(organisations)
    members = [each for each in all_of_them if each.is_member(today)]
    hubs = [each for each in members if each.role == HUB or each.id == host]
    around: dict[tuple[str, str], list[Organisation]] = {}
    for each in members:
        if each not in hubs:
            around.setdefault((each.role, each.kind), []).append(each)
    order = list(_PARTS)
    circles = [Circle(role, kind, tuple(some)) for (role, kind), some in around.items()]
    circles.sort(
        key=lambda circle: (
            order.index(circle.role) if circle.role in order else len(order),
            -len(circle.members),
            circle.kind,
        )
    )
    gone = tuple(each for each in all_of_them if each.has_left(today))
    return Wheel(
        hubs=tuple(sorted(hubs, key=lambda each: each.id != host)),
        circles=tuple(circles),
        coming=tuple(each for each in all_of_them if each.joins_after(today) and each not in gone),
        gone=gone,
    )


def network_picture(context: Context, records: Sequence[Record]) -> dict[str, Any]:
    """The picture of these organisations for the theme; empty if there are none."""
    if not records:
        return {}
    network = context.registry.network()
    host = str(network.get("host") or "") if network else ""
    organisations = [_organisation(record) for record in records]
    whole = wheel(organisations, host, context.assessment.today)
    seats = _seats(context)

    def shown(members: Iterable[Organisation], *, kind: bool = False) -> list[dict[str, Any]]:
        return [_member(context, each, host, seats, kind=kind) for each in members]

    aside = (("Joins later", whole.coming), ("Has left", whole.gone))
    return {
        "shape": "network",
        "title": "The network as a picture",
        "open": len(organisations) <= _OPEN_UP_TO,
        "lead": _lead(whole),
        "middle": {"label": _middle(whole, host), "members": shown(whole.hubs, kind=True)},
        "network": context.network_title,
        "around": [
            {
                "role": circle.role if circle.role in _PARTS else "other",
                "part": _part(circle.role),
                "kind": in_words(circle.kind) or "Kind not recorded",
                "number": len(circle.members),
                "members": shown(circle.members),
            }
            for circle in whole.circles
        ],
        "aside": [
            {"label": label, "members": shown(some, kind=True)} for label, some in aside if some
        ],
        "table": same_as_table(
            "Organisations, their parts in the network, and the groups in which they have seats",
            _COLUMNS,
            (_row(context, each, host, seats) for each in organisations),
        ),
    }


def _organisation(record: Record) -> Organisation:
    return Organisation(
        record.id,
        str(record.get("role") or ""),
        str(record.get("kind") or ""),
        day_or_none(record.get("joined")),
        day_or_none(record.get("left")),
    )


def _seats(context: Context) -> Mapping[str, tuple[str, ...]]:
    """By organisation, the groups in which one of its posts has a seat by terms that count."""
    sits: dict[str, dict[str, None]] = {}
    for group, mandate in context.assessment.mandates.items():
        if group not in context.quarantined and mandate.basis is not Basis.NOTHING:
            for post in mandate.posts:
                organisation = str(context.value(post, "organisation"))
                sits.setdefault(organisation, {})[group] = None
    return {organisation: tuple(groups) for organisation, groups in sits.items()}


def _lead(whole: Wheel) -> str:
    roles = Counter(circle.role for circle in whole.circles for _ in circle.members)
    numbers = [counted(len(whole.hubs), "hub")] if whole.hubs else []
    numbers += [counted(roles[role], _PARTS[role][0]) for role in _PARTS if roles[role]]
    rest = sum(number for role, number in roles.items() if role not in _PARTS)
    numbers += [f"{rest} whose part is not recorded"] if rest else []
    total = len(whole.hubs) + roles.total()
    return f"{counted(total, 'organisation')}: {listed(numbers)}." if total else ""


def _middle(whole: Wheel, host: str) -> str:
    if len(whole.hubs) == 1:
        return "Host" if whole.hubs[0].id == host and whole.hubs[0].role != HUB else "Hub"
    return _PARTS[HUB][1]


def _part(role: str) -> str:
    return _PARTS[role][1] if role in _PARTS else _NO_PART


def _member(
    context: Context,
    each: Organisation,
    host: str,
    seats: Mapping[str, tuple[str, ...]],
    *,
    kind: bool,
) -> dict[str, Any]:
    notes = [in_words(each.kind)] if kind and each.kind else []
    notes += ["Host of the network"] if each.id == host else []
    notes += _days(each, context.assessment.today)
    groups = seats.get(each.id, ())
    if groups and not each.has_left(context.assessment.today):
        notes.append(f"A seat in {counted(len(groups), 'group')}")
    return {**leads(context, each.id), "notes": notes}


def _days(each: Organisation, today: date) -> list[str]:
    """What is not as with everybody: that it comes, goes, or is gone, with the day."""
    days = []
    if each.joined is not None and each.joins_after(today):
        days.append(f"Joins on {long_date(each.joined)}")
    if each.left is not None:
        verb = "Left on" if each.has_left(today) else "Leaves on"
        days.append(f"{verb} {long_date(each.left)}")
    return days


def _row(
    context: Context, each: Organisation, host: str, seats: Mapping[str, tuple[str, ...]]
) -> Iterator[list[Piece]]:
    part = _PARTS[each.role][0].capitalize() if each.role in _PARTS else _NO_PART
    since = f"From {long_date(each.joined)}" if each.joined else "From when is not recorded"
    days = _days(each, context.assessment.today)
    yield [leads(context, each.id)]
    yield [words(part), *([words("Host of the network")] if each.id == host else [])]
    yield [words(in_words(each.kind))]
    yield [
        words(day) for day in ([] if each.joins_after(context.assessment.today) else [since]) + days
    ]
    yield [leads(context, group) for group in seats.get(each.id, ())] or [words("None")]
