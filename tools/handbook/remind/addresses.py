"""The mailboxes of the register's posts: nobody else is ever written to."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from handbook.assess.model import Assessment

_BARE = re.compile(
    r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*"
    r"@[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?(?:\.[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?)+"
)
"""One mailbox and nothing beside it: no name, no second one, no line break, no quotation marks."""


def bare_address(address: object) -> str:
    """An address that is one mailbox and nothing else; empty for anything else."""
    text = address if isinstance(address, str) else ""
    return text if _BARE.fullmatch(text) else ""


def address_of(assessment: Assessment, record_id: str) -> str:
    """The mailbox in the contact of a record; empty if it has none that can be written to."""
    record = assessment.registry.records.get(record_id)
    contact = record.get("contact") if record else None
    return bare_address(contact.get("email")) if isinstance(contact, dict) else ""
