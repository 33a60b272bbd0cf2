"""What is true on a given day: the standing of every document, coverage, what falls due.

In go a linked registry, what git knows, and the day. Out comes an ``Assessment``; no clock, disk or
network is touched.
"""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from handbook.assess.adoption.derive import local_adoption
from handbook.assess.cover.complete import every_word_is_read
from handbook.assess.ledger.reading import Ledger, read_ledger
from handbook.assess.ledger.seals import working_digest
from handbook.assess.model import Assessment
from handbook.assess.settings.reading import read_settings
from handbook.assess.standing.derive import standing
from handbook.assess.standing.timeline import same_text
from handbook.assess.words import Flag
from handbook.deferred import Deferred, DeferredRow
from handbook.load.model import BrokenKind

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from handbook.assess.authority.mandate import Mandate
    from handbook.assess.coverage.derive import Hindsight
    from handbook.assess.coverage.model import Coverage
    from handbook.assess.due.model import Due
    from handbook.assess.pointing.model import Awaited
    from handbook.assess.settings.model import Settings
    from handbook.assess.standing.model import Standing
    from handbook.history import History
    from handbook.link import Registry

__all__ = ["assess", "distrust", "standings_of"]


def assess(
    registry: Registry, history: History, today: date, as_at: date | None = None
) -> Assessment:
    """Everything that is true of a registry on ``today``; or, known today, of the day ``as_at``.

    There is a standing for every record of an endorsable type. A document whose own file cannot be
    used has none; ``distrust`` says why. Which decisions can be believed is judged by ``today``
    either way; ``as_at`` chooses the day whose standings are worked out from them. All that follows
    from standings (coverage, adoption, what falls due) is worked out when somebody looks at it.
    """
    settings = read_settings(registry.network())
    ledger = read_ledger(registry, today)
    day = as_at or today
    standings = standings_of(registry, ledger, day, settings)
    if as_at is not None:
        standings = {name: _without_drafts(each) for name, each in standings.items()}
    hindsight = None if as_at is None else partial(same_text, standings, settings)
    expected = Deferred(partial(_awaited, registry, day))
    return Assessment(
        registry=registry,
        history=history,
        today=day,
        settings=settings,
        standings=standings,
        coverage=Deferred(partial(_coverage, registry, standings, hindsight)),
        due=DeferredRow(partial(_falling_due, registry, standings, settings, expected, day)),
        awaited=expected,
        distrust=distrust(registry, ledger),
        adoption=local_adoption(registry, standings, settings, today, as_at),
        refusals=ledger.refusals,
        accepted=ledger.accepted,
        mandates=Deferred(partial(_mandates, registry, standings, settings, day)),
        all_cover=every_word_is_read(registry),
    )


def _falling_due(
    registry: Registry,
    standings: Mapping[str, Standing],
    settings: Settings,
    expected: Mapping[str, tuple[Awaited, ...]],
    day: date,
) -> tuple[Due, ...]:
    from handbook.assess.due.derive import falling_due  # noqa: PLC0415  only for those who look
    from handbook.assess.pointing.not_come import not_come  # noqa: PLC0415  only for those who look

    return falling_due(registry, standings, day, settings, not_come(registry, expected, day))


def _awaited(registry: Registry, day: date) -> Mapping[str, tuple[Awaited, ...]]:
    from handbook.assess.pointing.expecting import awaited  # noqa: PLC0415  only for those who look

    return awaited(registry, day)


def _coverage(
    registry: Registry, standings: Mapping[str, Standing], hindsight: Hindsight | None
) -> Mapping[str, Coverage]:
    from handbook.assess.coverage.derive import coverage_of  # noqa: PLC0415  only for those who look

    return coverage_of(registry, standings, hindsight)


def _mandates(
    registry: Registry, standings: Mapping[str, Standing], settings: Settings, day: date
) -> Mapping[str, Mandate]:
    from handbook.assess.governance import mandates  # noqa: PLC0415  only for those who look

    return mandates(registry, standings, settings, day)


def _without_drafts(standing: Standing) -> Standing:
    """A standing on another day: today's working text says nothing of it."""
    return replace(standing, flags=standing.flags - {Flag.CHANGED})


def standings_of(
    registry: Registry, ledger: Ledger, today: date, settings: Settings
) -> dict[str, Standing]:
    """The standing of every record of an endorsable type, by its id."""
    return {
        record.id: standing(
            record.id,
            ledger.events.get(record.id, ()),
            registry.sealed.get(record.id) or {},
            partial(working_digest, record),
            today,
            settings,
            ledger.doubts(record.id),
        )
        for record in registry.with_behaviour("endorsable")
    }


def distrust(registry: Registry, ledger: Ledger) -> dict[str, str]:
    """Why all documents (``"*"``) or one cannot be trusted, in words."""
    reasons_by_target = {target: "; ".join(why) for target, why in ledger.distrust.items()}
    for broken in registry.broken:
        known = registry.types.get(broken.type)
        if known is not None and known.has("endorsable") and broken.kind == BrokenKind.RECORD:
            reasons = (reasons_by_target.get(broken.id), "its own file cannot be read")
            reasons_by_target[broken.id] = "; ".join(filter(None, reasons))
    return dict(sorted(reasons_by_target.items()))
