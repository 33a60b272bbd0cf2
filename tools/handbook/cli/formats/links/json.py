"""Addresses outside the handbook, for programs."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from handbook.cli.table import as_json

if TYPE_CHECKING:
    from handbook.agenda.outside import OutsideLink
    from handbook.cli.formats.links import LinksAnswer


def write(answer: LinksAnswer) -> str:
    """Every address with its places, and how it answered if it was asked."""
    return as_json(
        {
            "asked": answer.verdicts is not None,
            "remembered": answer.remembered,
            "links": [_link(answer, link) for link in answer.links],
        }
    )


def _link(answer: LinksAnswer, link: OutsideLink) -> dict[str, Any]:
    verdict = answer.verdicts[link.address].as_dict() if answer.verdicts is not None else {}
    return {"address": link.address, **verdict, "places": [asdict(place) for place in link.places]}
