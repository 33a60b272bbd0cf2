"""Every version of every document that was ever endorsed, and how each stands."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from handbook.assess.words import State
from handbook.outputs.fields.model import Resource, day, flag, text
from handbook.outputs.fields.standing import document_in_force, documents
from handbook.render.model import page_url

if TYPE_CHECKING:
    from collections.abc import Iterator

    from handbook.assess.standing.model import Standing, VersionStanding
    from handbook.render.context import Context


def _rows(context: Context) -> Iterator[dict[str, Any]]:
    for standing, known in documents(context):
        for version in standing.versions:
            yield {
                "document": standing.document,
                "version": version.version,
                "title": known["title"],
                "page": known["page"],
                "visibility": known["visibility"],
                **_version(context, standing, version),
            }


def _version(context: Context, standing: Standing, version: VersionStanding) -> dict[str, Any]:
    event = version.event
    in_force = _in_force(standing, version)
    return {
        "in_force": in_force,
        "state": version.state if standing.state is not State.UNKNOWN else State.UNKNOWN,
        "until": standing.until if in_force else None,
        "digest": version.digest,
        "decision": event.decision,
        "kind": event.kind,
        "group": event.group,
        "meeting": event.meeting,
        "decided": event.endorsed_on or event.decided,
        "effective": event.effective,
        "review_due": version.review_due,
        "expires": version.expires,
        "corrects": event.corrects,
        "text_hidden": version.hidden,
        "version_page": page_url(context.places.version(standing.document, version.version)),
    }


def _in_force(standing: Standing, version: VersionStanding) -> bool:
    """A version is in force where its document is, and readers get just that version."""
    return (
        document_in_force(standing)
        and version.state is State.IN_FORCE
        and (version.version, version.digest) == (standing.version, standing.digest)
    )


RESOURCE = Resource(
    "versions",
    "Every version that was endorsed, with the decision that did so and how it stands.",
    "one version of one document",
    ("document", "version"),
    (
        text("document", "The document, by its id."),
        text("version", "The number of the version."),
        text("title", "What readers know the document by today."),
        text("page", "The page of the document, relative to the site."),
        text("version_page", "The page of the version, relative to the site."),
        flag("in_force", "Whether it is the version that the network stands behind on that day."),
        text(
            "state",
            "How the version stands; `unknown` for all of them where nobody can tell how the"
            " document does.",
            State,
        ),
        day("until", "The last day on which it may be relied on, if it is in force."),
        text("digest", "The fingerprint of its text."),
        text("decision", "The decision that endorsed it, by its id."),
        text("kind", "What that decision did, such as `endorse`, `attest` or `correct`."),
        text("group", "The group that decided, by its id; empty if a post did."),
        text("meeting", "The meeting at which it did, by its id."),
        day("decided", "The day on which it was endorsed."),
        day("effective", "The day from which it applies or applied."),
        day("review_due", "Its review date."),
        day("expires", "The end of its endorsement, if it has one."),
        text("corrects", "Of a minor correction, the version that it corrects."),
        flag("text_hidden", "Whether it was published in error, so that it is shown nowhere."),
        text(
            "visibility",
            "`public` or `members`, of the document.",
            ("public", "members"),
        ),
    ),
    _rows,
)
