"""The register for programs: how every document stands, as one JSON file of the site.

Its fields are described in ``docs/register-json.md``. One that changes its meaning, or goes, raises
``SCHEMA_VERSION``.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from handbook.assess.model import Standing
from handbook.assess.standing.as_dict import standing_as_dict
from handbook.assess.words import State
from handbook.render.context import DEMONSTRATION

if TYPE_CHECKING:
    from collections.abc import Iterator

    from handbook.render.context import Context

REGISTER = "api/register.json"
"""Where the file stands in the site."""

SCHEMA_VERSION = 1

_MEANING = (
    "Rely on a document only while in_force is true, and on no day after until. Local adoption is"
    " a matter of its own: an organisation has adopted a document only where it says so itself."
)


def register_json(context: Context) -> bytes:
    """The whole file. The same input gives the same bytes."""
    assessment, made = context.assessment, context.stamp
    network = context.registry.network()
    demonstration = DEMONSTRATION if assessment.settings.demonstration else ""
    content = {
        "schema_version": SCHEMA_VERSION,
        "network": {"id": network.id if network else "", "title": context.network_title},
        "today": assessment.today,
        "commit": made.commit,
        "uncommitted_changes": assessment.history.dirty or made.uncommitted,
        "notices": [notice for notice in (demonstration, made.notice) if notice],
        "meaning": _MEANING,
        "documents": list(_documents(context)),
    }
    return (json.dumps(content, ensure_ascii=True, indent=2, default=str) + "\n").encode()


def _documents(context: Context) -> Iterator[dict[str, Any]]:
    """Every document with a page, in order of its id."""
    known = {record.id for record in context.registry.with_behaviour("endorsable")}
    for document in sorted(known | _held_back(context)):
        standing = context.standing(document) or Standing(
            document, State.UNKNOWN, why=(context.quarantined.get(document, "it cannot be read"),)
        )
        record = context.registry.records.get(document)
        yield {
            **standing_as_dict(
                context.assessment, standing, context.label(document), context.standing
            ),
            "visibility": "public" if record is not None and record.public else "members",
            "page": context.places.url(document),
        }


def _held_back(context: Context) -> set[str]:
    """Documents whose files cannot be used, which have no record and a page that says so."""
    types = context.registry.types
    return {
        broken.id
        for broken in context.registry.broken
        if broken.kind == "record"
        and broken.id in context.quarantined
        and broken.type in types
        and types[broken.type].has("endorsable")
    }
