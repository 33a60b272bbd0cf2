"""Uptake over time: each document's measure at the end of every quarter, and that of all together.

A life has few turning points. Between two of them nothing changes but the calendar, so each stretch
is worked out once, and whoever never said a word is only counted.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING

from handbook.assess.adoption.positions import footing
from handbook.assess.adoption.uptake import UptakePoints, count, measured_days, together
from handbook.assess.standing.derive import stood_on
from handbook.assess.standing.timeline import turning_days

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date

    from handbook.assess.adoption.model import Uptake
    from handbook.assess.adoption.network import Network
    from handbook.assess.adoption.positions import Footing
    from handbook.assess.settings.model import Settings
    from handbook.assess.standing.model import Standing


def uptake_series(
    network: Network,
    standings: Iterable[Standing],
    settings: Settings,
    day: date,
    held_back: Mapping[str, str],
) -> dict[str, Sequence[Uptake]]:
    """Each document's measure at the end of each quarter and on ``day``, and that of all (``""``).

    ``standings`` are those of that day. Documents that never had a version are left out.
    """
    series: dict[str, UptakePoints] = {}
    by_day: dict[date, list[Uptake]] = {}
    for stood in standings:
        if days := _days(stood, day):
            counts = tuple(_counts(network, stood, settings, days, held_back))
            series[stood.document] = UptakePoints(days, counts)
            for at, when in enumerate(days):
                by_day.setdefault(when, []).append(counts[at])
    whole = tuple(together(when, by_day[when]) for when in sorted(by_day))
    return {"": whole, **series} if series else {}


def _days(now: Standing, day: date) -> tuple[date, ...]:
    """The days on which a document is measured: none, if it had no version by ``day``."""
    first = min((version.event.effective for version in now.versions), default=None)
    if first is None or first > day:
        return ()
    return measured_days(first.year, first.month, day)


def _counts(
    network: Network,
    now: Standing,
    settings: Settings,
    days: Sequence[date],
    held_back: Mapping[str, str],
) -> Iterator[Uptake]:
    """What is counted on each day, as one object while it is the same but for the day.

    Where the network does not stand behind a document, nothing is measured.
    """
    day = days[-1]
    document, doubted = now.document, bool(now.doubts) or now.document in held_back
    turns = (turn for event in now.events for turn in turning_days(event))
    for stretch in _stretches(days, turns):
        last = stretch[-1]
        stood = now
        if last != day and not doubted:
            stood = stood_on(now.events, last, settings)
        if doubted or not stood.in_force:
            nothing = count(document, stretch[0], "", ())
            yield from (nothing for _ in stretch)
        else:
            yield from _while_in_force(network, document, footing(stood), stretch)


def _while_in_force(
    network: Network, document: str, stands: Footing, days: Sequence[date]
) -> Iterator[Uptake]:
    """What is counted while the standing is the same, and answers come and go."""
    speaking = network.speaking(document)
    turns = {turn for name in speaking for turn in _turns(network, name, document)}
    for stretch in _stretches(days, turns):
        places = (network.position(name, document, stands, stretch[0]) for name in speaking)
        spoken = count(document, stretch[0], stands.version, places)
        for asked, same in groupby(len(network.asked(document, when)) for when in stretch):
            silent = asked - spoken.asked + spoken.not_recorded
            counted = replace(spoken, asked=asked, not_recorded=silent)
            yield from (counted for _ in same)


def _turns(network: Network, organisation: str, document: str) -> Iterator[date]:
    """The days on which a position may change though the document's standing does not."""
    who = network.members[organisation]
    yield from (turn for turn in (who.joined, who.left) if turn is not None)
    yield from (answer.holds for answer in network.answers(organisation, document))


def _stretches(days: Sequence[date], turns: Iterable[date]) -> Iterator[tuple[date, ...]]:
    """Days in their order, cut wherever a turn came after one and by the next."""
    ordered = sorted(set(turns))
    for _, stretch in groupby(days, key=lambda when: bisect_right(ordered, when)):
        yield tuple(stretch)
