"""Who must agree to a change: the owner alone, or the group, and those who see medicines."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from handbook.assess.workflow import DecisionKind

if TYPE_CHECKING:
    from handbook.assess.settings.model import Settings
    from handbook.assess.standing.model import Standing
    from handbook.difference import Difference
    from handbook.link import Registry
    from handbook.load.model import Record


@dataclass(frozen=True, slots=True)
class Agreement:
    """Those who must agree, by id. ``owner`` is empty where the owner alone cannot settle it.

    ``groups`` may endorse it, any one of them; each of ``medicines`` must give its view before.
    """

    owner: str = ""
    groups: tuple[str, ...] = ()
    medicines: tuple[str, ...] = ()


def agreement(
    registry: Registry,
    settings: Settings,
    standing: Standing,
    texts: tuple[Record, Record],
    difference: Difference,
) -> Agreement:
    """Who must agree before readers get the second of two texts."""
    if not difference.changes:
        return Agreement()
    document = registry.records[standing.document]
    if difference.minor and standing.in_force:
        return Agreement(owner=str(document.get("owner") or ""))
    medicines = any(text.get("medicines") is True for text in texts)
    return Agreement(
        groups=_endorsers(registry, standing, document.type),
        medicines=settings.medicines_groups if medicines else (),
    )


def _endorsers(registry: Registry, standing: Standing, type_name: str) -> tuple[str, ...]:
    """The group that endorsed the text readers get, or those whose terms let them endorse it."""
    if standing.event is not None and standing.event.group:
        return (standing.event.group,)
    return tuple(
        group.id
        for group in registry.with_behaviour("group")
        for power in group.get("authority") or ()
        if DecisionKind.ENDORSE in power.get("kinds", ()) and type_name in power.get("types", ())
    )
