"""Groups: where authority begins, who sits, and who must be there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handbook.finding import Code, Severity
from handbook.rules.engine import finding, rule
from handbook.rules.reading import choices, part, rows, word, words
from handbook.source.words.spelling import nearest
from handbook.types.known import KnownType

if TYPE_CHECKING:
    from collections.abc import Iterator

    from handbook.finding import Finding, Route
    from handbook.link import Registry
    from handbook.load.model import Record

GRP001 = Code(
    id="GRP001",
    severity=Severity.ERROR,
    title="There must be exactly one constituting group",
    explanation=(
        "Authority in a network flows from one group: the one that the act which set the network up"
        " names. It is the only group without a parent, and `network.yaml` names it under"
        " `constituted`. With two such groups, or with none, nobody could say who may decide what."
    ),
)
GRP002 = Code(
    id="GRP002",
    severity=Severity.ERROR,
    title="Names a seat that the group does not have",
    explanation=(
        "Attendance, quorum and conflicts of interest are recorded by seat. The seats are those"
        " listed in the group's terms of reference, and this is none of them, so it could not be"
        " counted."
    ),
)
GRP003 = Code(
    id="GRP003",
    severity=Severity.ERROR,
    title="A quorum that can never be reached",
    explanation=(
        "The terms of reference ask for more members than the group has seats, so no meeting of"
        " the group could ever decide anything."
    ),
)


@rule(GRP001)
def one_root(registry: Registry) -> Iterator[Finding]:
    """One group has no parent, and it is the one that the network's founding act names."""
    network = registry.network()
    roots = [group for group in registry.with_behaviour("group") if not word(group.data, "parent")]
    if network is None:
        return
    named = word(part(network.data, "constituted"), "group")
    for root in roots:
        if root.id != named:
            yield finding(
                GRP001,
                root,
                f"this group has no parent, and the network was constituted under “{named}”",
                hint=f"Say which group it reports to: parent: {named}",
                route=("parent",),
            )
    if named in registry.records and named not in {root.id for root in roots}:
        yield finding(
            GRP001,
            registry.records[named],
            "the network was constituted under this group, so it cannot report to another",
            hint="Remove its parent, or name another group in network.yaml under 'constituted'.",
            route=("parent",),
        )


@rule(GRP002, GRP003)
def quorum_of_seats(record: Record, registry: Registry) -> Iterator[Finding]:
    """The quorum counts seats that exist, and no more than there are."""
    if not registry.types[record.type].has("group"):
        return
    seats = seats_of(record)
    quorum = part(record.data, "quorum")
    named: list[tuple[Route, str]] = [
        (("quorum", "seats", index), seat) for index, seat in words(quorum, "seats")
    ]
    choices_of_seats = quorum.get("one-of")
    for index, group in enumerate(choices_of_seats if isinstance(choices_of_seats, list) else ()):
        named += [
            (("quorum", "one-of", index, place), seat)
            for place, seat in words({"seats": group}, "seats")
        ]
    alone = word(part(record.data, "chairs-action"), "seat")
    named.append((("chairs-action", "seat"), alone))
    yield from _unknown_seats(record, seats, named, record.id)
    least = quorum.get("at-least")
    if isinstance(least, int) and least > len(seats):
        message = f"the quorum is {least}, and the number of seats is {len(seats)}"
        hint = "Lower the quorum, or list the seats that are missing."
        yield finding(GRP003, record, message, hint=hint, route=("quorum", "at-least"))


@rule(GRP002)
def meetings_of_seats(record: Record, registry: Registry) -> Iterator[Finding]:
    """Those who came, and those who stood aside, did so for a seat of the group."""
    group = registry.records.get(word(record.data, "group"))
    if record.type != KnownType.MEETING or group is None:
        return
    named: list[tuple[Route, str]] = [
        (("attendance", index, "seat"), word(row, "seat"))
        for index, row in rows(record.data, "attendance")
    ]
    for index, item in rows(record.data, "agenda"):
        named += [
            (("agenda", index, "recused", place, "seat"), word(row, "seat"))
            for place, row in rows(item, "recused")
        ]
    yield from _unknown_seats(record, seats_of(group), named, group.id)


def seats_of(group: Record) -> tuple[str, ...]:
    """The ids of a group's seats, in its own order."""
    return tuple(word(seat, "id") for _, seat in rows(group.data, "seats"))


def _unknown_seats(
    record: Record, seats: tuple[str, ...], named: list[tuple[Route, str]], group: str
) -> Iterator[Finding]:
    for route, seat in named:
        if seat and seat not in seats:
            yield finding(
                GRP002,
                record,
                f"“{seat}” is not a seat of “{group}”",
                hint=nearest(seat, seats) or f"Its seats are: {choices(seats)}.",
                route=route,
            )
