"""An organisation's answer on its way to a record: as it was typed, and as it is filled in.

A new answer is added to ``assess.adoption.model.ANSWERS``, to the schema, and to ``SAYS`` here.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

SAYS: Mapping[str, str] = {
    "adopted": "adopts",
    "adapted": "adopts, in a form of its own,",
    "declined": "declines",
    "not-applicable": "has no use for",
    "retracted": "takes back its last answer about",
}
"""How each answer is said of an organisation."""

NEEDS: Mapping[str, Mapping[str, str]] = {
    "adapted": {
        "how": "say in one or two sentences what the organisation does differently",
        "local-reference": "give the number that the organisation's own document has there",
    },
    "declined": {"reason": "say why, so that others can learn from it"},
    "not-applicable": {"reason": "say why it does not apply there"},
    "retracted": {"reason": "say why the answer is taken back"},
}
"""What must be said with an answer, by the name of its option."""


@dataclass(frozen=True, slots=True)
class AnswerRequest:
    """An answer to be written down, as it was typed. Empty is what is to be worked out.

    ``fields`` are the further lines of the record: ``how``, ``reason``, ``local-reference``,
    ``evidence``.
    """

    organisation: str
    document: str
    answer: str
    version: str = ""
    date: str = ""
    by: str = ""
    corrects: str = ""
    fields: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class FilledAnswer:
    """The day, the post and the version of an answer.

    ``remarks`` are sentences on what was worked out rather than typed, and might be taken wrongly.
    """

    day: date
    post: str
    version: str
    remarks: tuple[str, ...] = ()
