"""The pack of a meeting, and a module for each format that writes it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from handbook.agenda.meeting.pack import Pack
    from handbook.assess.model import Assessment


@dataclass(frozen=True, slots=True)
class PackAnswer:
    """The pack, the assessment that it was drawn from, and the record to be filled in."""

    assessment: Assessment
    pack: Pack
    minutes: str
