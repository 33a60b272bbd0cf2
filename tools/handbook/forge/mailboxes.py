"""Whom to write to: the shared mailboxes of posts, as the register has them. Never a person's."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from handbook.source.words.claims import claimed
from handbook.source.words.plain import sound

if TYPE_CHECKING:
    from handbook.link import Registry
    from handbook.load.model import Record


@dataclass(frozen=True, slots=True)
class Mailbox:
    """Whose it is, in words, and its address and number; either may be empty."""

    name: str = ""
    email: str = ""
    phone: str = ""

    @property
    def in_words(self) -> str:
        """The ways to reach it, for a sentence: ``network@example.org or 01632 960001``."""
        return " or ".join(filter(None, (self.email, self.phone)))


def of_network(registry: Registry) -> Mailbox:
    """The coordinator's, or the network's own where that post has none."""
    network = registry.network()
    return _first(registry, _post(registry, network, "coordinator"), network)


def of_document(registry: Registry, record: Record) -> Mailbox:
    """Where to ask about a record: its own contact, its owner's, or the coordinator's."""
    own = _first(registry, record if record.get("owner") else None)
    owner = _first(registry, _post(registry, record, "owner"))
    return next((box for box in (own, owner) if box.email), of_network(registry))


def of_safety(registry: Registry) -> Mailbox:
    """Where a danger to a patient is reported: the clinical safety officer's, or the network's."""
    network = registry.network()
    officer = _post(registry, network, "clinical-safety-officer")
    mailbox = _first(registry, officer)
    return mailbox if mailbox.email or mailbox.phone else of_network(registry)


def _post(registry: Registry, record: Record | None, field: str) -> Record | None:
    return registry.records.get(str(record.get(field))) if record else None


def _first(registry: Registry, *records: Record | None) -> Mailbox:
    """The mailbox of the first that can be written to, else of the first that can be rung.

    Nobody reads the mailbox of a post that is vacant. What stands near a badge must be a bare
    address or number, so anything else is left out.
    """
    boxes = [
        _mailbox(registry, record)
        for record in records
        if record and not record.get("vacant-since")
    ]
    for box in boxes:
        if box.email:
            return box
    return next((box for box in boxes if box.phone), Mailbox())


def _mailbox(registry: Registry, record: Record) -> Mailbox:
    given = record.get("contact")
    contact = given if isinstance(given, dict) else {}
    email, phone = str(contact.get("email") or ""), str(contact.get("phone") or "")
    return _bare(registry.label(record.id), email, phone)


@lru_cache(1024)
def _bare(name: str, email: str, phone: str) -> Mailbox:
    """What of them may stand near a badge. Every page asks it of the same few mailboxes."""
    return Mailbox(
        name if sound("name", name) else "",
        "" if claimed(email) or "@" not in email else email,
        phone if sound("phone", phone) else "",
    )
