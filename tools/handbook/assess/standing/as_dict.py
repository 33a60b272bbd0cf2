"""How a document stands as plain values: what commands print and what the handbook publishes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from handbook.assess.standing.succession import way_from
from handbook.assess.standing.wording import all_words
from handbook.assess.words import Local
from handbook.load.model import BrokenKind

if TYPE_CHECKING:
    from handbook.assess.model import Assessment
    from handbook.assess.standing.model import Standing
    from handbook.assess.standing.succession import StandingOf


def standing_as_dict(
    assessment: Assessment,
    standing: Standing,
    title: str = "",
    standing_of: StandingOf | None = None,
) -> dict[str, Any]:
    """One document of the register, as values that JSON knows, days and words besides.

    ``in_force`` is the one thing to ask before relying on a text: false for whatever is unknown or
    hidden. ``title`` is the name readers know it by; without one, that of the working text.
    ``standing_of`` is asked how the documents stand that took its place, where more is known of
    them than was assessed.
    """
    registry = assessment.registry
    way = way_from(standing, standing_of or assessment.standings.get)
    return {
        "id": standing.document,
        "type": _type(assessment, standing.document),
        "title": title or registry.label(standing.document),
        "state": standing.state,
        "in_force": standing.in_force and not standing.text_hidden,
        "words": [word.label for word in all_words(standing)],
        "timeliness": standing.timeliness,
        "flags": sorted(standing.flags),
        "why": standing.why,
        "version": standing.version,
        "digest": standing.digest,
        "review_due": standing.review_due,
        "expires": standing.expires,
        "until": standing.until,
        "successor": standing.successor,
        "use_instead": way.live if way else "",
        "text_hidden": standing.text_hidden,
        "adoption": adoption(assessment, standing),
    }


def adoption(assessment: Assessment, standing: Standing) -> dict[str, Any] | None:
    """How many organisations gave which answer about a document; ``None`` if none is asked.

    An answer is about the version it names: ``uses_version_in_force`` counts those that use the one
    in force, and ``not_supported`` those that use a text which the network does not stand behind.
    Nobody is ``asked`` about a document that is not in force.
    """
    positions = assessment.adoption.of_document(standing.document)
    if not positions:
        return None
    return {
        "answers": {
            str(word): sum(position.local is word for position in positions) for word in Local
        },
        "asked": sum(position.intended for position in positions) if standing.in_force else 0,
        "uses_version_in_force": sum(position.up_to_date for position in positions),
        "behind": sum(position.behind for position in positions),
        "not_supported": sum(position.unsupported for position in positions),
        "outstanding": sum(position.outstanding for position in positions),
    }


def _type(assessment: Assessment, document: str) -> str:
    """The content type of a document, also of one whose file cannot be used."""
    record = assessment.registry.records.get(document)
    if record is not None:
        return record.type
    broken = (record for record in assessment.registry.broken if record.kind == BrokenKind.RECORD)
    return next((record.type for record in broken if record.id == document), "")
