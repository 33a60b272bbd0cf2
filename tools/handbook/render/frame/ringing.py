"""Whom to ring: the network's urgent contacts, for the header, the foot and the boxes of pages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from handbook.assess.contacts import coordinator, tel
from handbook.source.words.ringing import ringing

if TYPE_CHECKING:
    from collections.abc import Mapping

    from handbook.assess.model import Assessment
    from handbook.load.model import Record

NONE_RECORDED = "No urgent number is recorded for this network."
NO_NUMBER = "no number is recorded"


def numbers(assessment: Assessment) -> list[dict[str, str]]:
    """The urgent contacts, each with an address that rings its number, and when and for what."""
    return [
        {
            "name": contact.name,
            "number": contact.number,
            "href": contact.href,
            "about": "; ".join(filter(None, (contact.purpose, contact.hours))),
        }
        for contact in assessment.settings.urgent_contacts
    ]


def whom_to_ring(assessment: Assessment) -> dict[str, Any]:
    """What a box says to a reader who must ring somebody now; never a number that is not recorded.

    The coordinator, whom a network's own words may name, stands apart: nobody says at which hours
    that number is answered.
    """
    urgent = numbers(assessment)
    name, number = coordinator(assessment.registry)
    known = {contact["href"] for contact in urgent}
    post = {"name": name, "number": number or NO_NUMBER, "href": tel(number) if number else ""}
    besides = [post] if name and post["href"] not in known else []
    return {"numbers": urgent, "none": "" if urgent else NONE_RECORDED, "besides": besides}


def speaks_of_ringing(data: Mapping[str, Any], body: str | None) -> bool:
    """Whether a text sends its readers to a telephone, in its words or its recommendations."""
    given = data.get("recommendations")
    recommended = given if isinstance(given, list) else ()
    texts = [
        str(recommendation.get("text", ""))
        for recommendation in recommended
        if isinstance(recommendation, dict)
    ]
    return any(ringing(text) for text in (body or "", *texts))


def must_ring(record: Record | None) -> bool:
    """The same of a record."""
    return record is not None and speaks_of_ringing(record.data, record.body)
