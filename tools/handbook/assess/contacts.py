"""Whom to ring, at once and at any hour: what the network says in its own record."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from handbook.source.words.plain import sound

if TYPE_CHECKING:
    from collections.abc import Mapping

    from handbook.link import Registry
    from handbook.load.model import Record

FIELD = "urgent-contacts"
"""The field of the network's record that names them, the first to ring first."""


@dataclass(frozen=True, slots=True)
class UrgentContact:
    """A number that is answered: whose, when, and for what."""

    id: str
    name: str
    number: str
    hours: str = ""
    purpose: str = ""

    @property
    def href(self) -> str:
        """The address that a telephone rings."""
        return tel(self.number)


def tel(number: str) -> str:
    """A number as people write it, as an address: ``tel:+441632960001``.

    The 0 in brackets after a country's code is dialled only without that code.
    """
    parts = number.split("(0)") if number.strip().startswith("+") else [number]
    return "tel:" + "".join(
        sign for part in parts for sign in part if sign.isdecimal() or sign == "+"
    )


def urgent_contacts(network: Record | None) -> tuple[UrgentContact, ...]:
    """The network's urgent contacts; none that is incomplete, and none at all without a record.

    They stand near badges and nobody has sealed them, so what says more than a name, a number or a
    short line is for is left out.
    """
    given: Any = network.get(FIELD) if network else None
    if not isinstance(given, list):
        return ()
    contacts = (_read(entry) for entry in given if isinstance(entry, dict))
    return tuple(contact for contact in contacts if contact is not None)


def _read(given: Mapping[str, Any]) -> UrgentContact | None:
    words = {name: str(given.get(name) or "").strip() for name in ("id", "name", "number")}
    whole = all(words.values())
    if not whole or not sound("phone", words["number"]) or not sound("name", words["name"]):
        return None
    besides = [str(given.get(name) or "") for name in ("hours", "for")]
    hours, purpose = (line if line and sound("short-line", line) else "" for line in besides)
    return UrgentContact(**words, hours=hours, purpose=purpose)


def coordinator(registry: Registry) -> tuple[str, str]:
    """The name of the post that coordinates the network, and its number; "" where there is none.

    The network's own number stands in for a post that gives none.
    """
    network = registry.network()
    post = registry.records.get(str(network.get("coordinator"))) if network else None
    if network is None or post is None or not sound("name", registry.label(post.id)):
        return "", ""
    for record in (post, network):
        given = record.get("contact")
        if isinstance(given, dict) and sound("phone", str(given.get("phone"))):
            return registry.label(post.id), str(given["phone"])
    return registry.label(post.id), ""
