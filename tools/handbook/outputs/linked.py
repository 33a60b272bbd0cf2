"""Documents in force for search engines: schema.org as JSON-LD, with Dublin Core beside it.

Only what may be relied on is described; a page that is left out is not in force, or nobody can
tell.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from handbook.assess.words import State
from handbook.outputs.changes import address
from handbook.outputs.claims import UnreadableError
from handbook.outputs.fields.envelope import notices
from handbook.outputs.fields.standing import document_in_force, documents
from handbook.render.files import StandingClaim

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from handbook.assess.standing.model import Standing
    from handbook.render.context import Context

PATH = "api/schema-org.jsonld"
_DEPTH = 1
_CONTEXT = {"@vocab": "https://schema.org/", "dcterms": "http://purl.org/dc/terms/"}


def graph(context: Context) -> bytes:
    """One ``MedicalWebPage`` for each document in force, with its guideline and recommendations."""
    whole = {
        "@context": _CONTEXT,
        "@graph": [
            _page(context, standing, known)
            for standing, known in documents(context)
            if document_in_force(standing) and standing.event is not None
        ],
    }
    return (json.dumps(whole, ensure_ascii=True, indent=1) + "\n").encode()


def read_graph(content: bytes) -> Iterator[StandingClaim]:
    """What the graph says, read back: that each page in it is in force, and until when."""
    try:
        nodes = [
            (n["identifier"], str(n.get("dcterms:valid", "")))
            for n in json.loads(content)["@graph"]
        ]
    except (ValueError, KeyError, TypeError, AttributeError) as problem:
        raise UnreadableError("it is no graph, or a node in it names no page.") from problem
    for page, until in nodes:
        yield StandingClaim(page, in_force=True, state=str(State.IN_FORCE), until=until)


def _page(context: Context, standing: Standing, known: Mapping[str, Any]) -> dict[str, Any]:
    event = standing.event
    endorsed = event.endorsed_on or event.decided if event else None
    page = str(known["page"])
    reviewed = standing.review.decided if standing.review else endorsed
    author = {"@type": "Organization", "name": context.network_title}
    group = context.label(event.group) if event and event.group else ""
    return {
        "@id": address(context, page, _DEPTH),
        "@type": "MedicalWebPage",
        "identifier": page,
        "url": address(context, page, _DEPTH),
        "name": known["title"],
        "inLanguage": "en-GB",
        "version": standing.version,
        "datePublished": str(endorsed),
        "lastReviewed": str(reviewed),
        **({"reviewedBy": {"@type": "Organization", "name": group}} if group else {}),
        "publisher": author,
        **({"disambiguatingDescription": " ".join(notices(context))} if notices(context) else {}),
        "dcterms:title": known["title"],
        "dcterms:publisher": context.network_title,
        "dcterms:issued": str(endorsed),
        "dcterms:hasVersion": standing.version,
        **({"dcterms:valid": str(standing.until)} if standing.until else {}),
        "mainEntity": {
            "@type": "MedicalGuideline",
            "name": known["title"],
            "guidelineDate": str(endorsed),
            "recognizingAuthority": author,
        },
    }
