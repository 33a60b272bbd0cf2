"""Documents and their versions as FHIR R4B ``Library``, for systems that speak FHIR.

``active`` is what the network stands behind on the day of the build, and nothing else; what is
suspended, withdrawn, lapsed or replaced is ``retired``, and what cannot be told is ``unknown``.
``PlanDefinition`` would say that something can be carried out by a machine; this is text.
"""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any

from handbook.assess.words import State
from handbook.outputs.changes import address, noticed
from handbook.outputs.claims import UnreadableError
from handbook.outputs.fields.envelope import notices
from handbook.outputs.fields.standing import document_in_force, documents
from handbook.render.files import StandingClaim
from handbook.render.model import page_url

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from handbook.assess.standing.model import Standing, VersionStanding
    from handbook.render.context import Context

PATH = "api/fhir/libraries.json"
_DEPTH = 2
_LONGEST = 64
ACTIVE, RETIRED, DRAFT, UNKNOWN = "active", "retired", "draft", "unknown"
_NOT_YET = frozenset({State.PROPOSED, State.IN_CONSULTATION})
_PAGE = "urn:handbook:page"
"""The system of the identifier that is a page of the handbook, relative to its site."""


def bundle(context: Context) -> bytes:
    """All libraries as a ``Bundle`` of the kind ``collection``."""
    entries = [
        {"fullUrl": f"urn:handbook:{_home(context)}:{library['id']}", "resource": library}
        for standing, known in documents(context)
        for library in _libraries(context, standing, known)
    ]
    whole = {
        "resourceType": "Bundle",
        "id": "handbook",
        "meta": {
            "tag": [{"system": "urn:handbook:notice", "display": n} for n in notices(context)]
        },
        "type": "collection",
        "timestamp": f"{context.assessment.today}T00:00:00Z",
        "entry": entries,
    }
    if not notices(context):
        del whole["meta"]
    if not entries:
        del whole["entry"]
    return (json.dumps(whole, ensure_ascii=True, indent=1) + "\n").encode()


def read_bundle(content: bytes) -> Iterator[StandingClaim]:
    """What the libraries say, read back: a page each, in force only if it is ``active``."""
    try:
        libraries = [entry["resource"] for entry in json.loads(content).get("entry", ())]
        yield from [_claim(library) for library in libraries]
    except (ValueError, KeyError, TypeError, AttributeError, StopIteration) as problem:
        raise UnreadableError("it is no bundle of libraries, or one names no page.") from problem


def _claim(library: Mapping[str, Any]) -> StandingClaim:
    page = next(each["value"] for each in library["identifier"] if each["system"] == _PAGE)
    active = library["status"] == ACTIVE
    return StandingClaim(
        page,
        active,
        str(State.IN_FORCE) if active else library["status"],
        library.get("effectivePeriod", {}).get("end", "") if active else None,
        of_version="version" in library,
    )


def _libraries(
    context: Context, standing: Standing, known: Mapping[str, Any]
) -> Iterator[dict[str, Any]]:
    """One library for each version that was ever endorsed; for a document without any, one."""
    if not standing.versions:
        status = UNKNOWN if standing.state is State.UNKNOWN else DRAFT
        yield _library(context, standing, known, standing.document, status)
    for version in standing.versions:
        current = (
            document_in_force(standing)
            and version.state is State.IN_FORCE
            and (version.version, version.digest) == (standing.version, standing.digest)
        )
        status = ACTIVE if current else _not_active(standing, version)
        name = f"{standing.document}-{version.version}"
        library = _library(context, standing, known, name, status)
        yield library | _of_version(context, standing, version, current=current)


def _not_active(standing: Standing, version: VersionStanding) -> str:
    """The status of a version that nobody may rely on today."""
    if standing.state is State.UNKNOWN or version.state is State.UNKNOWN:
        return UNKNOWN
    upcoming = standing.upcoming is not None and standing.upcoming.version == version.version
    return DRAFT if upcoming or version.state in _NOT_YET else RETIRED


def _library(
    context: Context, standing: Standing, known: Mapping[str, Any], name: str, status: str
) -> dict[str, Any]:
    page = str(known["page"])
    recorded = f"As recorded on {context.assessment.today}."
    caution = recorded if status == ACTIVE else f"{recorded} Do not rely on this text."
    return {
        "resourceType": "Library",
        "id": _identifier(name),
        "identifier": [
            {"system": _PAGE, "value": page},
            {"system": "urn:handbook:document", "value": standing.document},
        ],
        "title": known["title"],
        "status": status,
        "experimental": bool(notices(context)),
        "type": {
            "coding": [
                {
                    "system": "http://terminology.hl7.org/CodeSystem/library-type",
                    "code": "asset-collection",
                }
            ],
            "text": known["type"],
        },
        "date": str(context.assessment.today),
        "publisher": context.network_title,
        "description": noticed(context, caution),
        "relatedArtifact": [
            {
                "type": "documentation",
                "display": "Its page, which says how it stands today",
                "url": address(context, page, _DEPTH),
            }
        ],
    }


def _of_version(
    context: Context, standing: Standing, version: VersionStanding, *, current: bool
) -> dict[str, Any]:
    event = version.event
    period = {"start": str(event.effective)}
    if current and standing.until is not None:
        period["end"] = str(standing.until)
    elif version.expires is not None and not current:
        period["end"] = str(max(version.expires, event.effective))
    review = standing.review.decided if current and standing.review else None
    endorser = event.endorsed_by or (context.label(event.group) if event.group else "")
    page = page_url(context.places.version(standing.document, version.version))
    return {
        "version": version.version,
        "approvalDate": str(event.endorsed_on or event.decided),
        **({"lastReviewDate": str(review)} if review else {}),
        **({"endorser": [{"name": endorser}]} if endorser else {}),
        "effectivePeriod": period,
        "relatedArtifact": [
            {
                "type": "documentation",
                "display": "This version's page",
                "url": address(context, page, _DEPTH),
            },
            *_relations(context, standing, version),
        ],
    }


def _relations(
    context: Context, standing: Standing, version: VersionStanding
) -> Iterator[dict[str, Any]]:
    """The version before it, and the document that was decided to take its place."""
    before = [each for each in standing.versions if each.event.effective < version.event.effective]
    if before:
        last = max(before, key=lambda each: each.event.effective)
        name = _identifier(f"{standing.document}-{last.version}")
        yield {
            "type": "predecessor",
            "display": f"Version {last.version}",
            "resource": f"urn:handbook:{_home(context)}:{name}",
        }
    if standing.successor and standing.successor in context.registry.records:
        yield {"type": "successor", "display": context.label(standing.successor)}


def _identifier(name: str) -> str:
    """An id as FHIR has them: letters, digits, hyphens and points, at most 64."""
    if len(name) <= _LONGEST:
        return name
    return f"{name[:40]}-{hashlib.sha256(name.encode()).hexdigest()[:16]}"


def _home(context: Context) -> str:
    network = context.registry.network()
    return network.id if network else "network"
