"""Every document of the registry, whatever its standing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from handbook.assess.workflow import DecisionKind
from handbook.outputs.fields.model import Resource, day, flag, row, text, texts
from handbook.outputs.fields.standing import STANDING, documents, readable_data
from handbook.render.model import page_url

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from handbook.assess.standing.model import Standing
    from handbook.render.context import Context


def _rows(context: Context) -> Iterator[Mapping[str, Any]]:
    for standing, known in documents(context):
        yield {**known, **_besides(context, standing)}


def _besides(context: Context, standing: Standing) -> dict[str, Any]:
    document, event, upcoming = standing.document, standing.event, standing.upcoming
    stopping, review = standing.stopping, standing.review
    data = readable_data(context, standing)
    owner = str(data.get("owner", ""))
    return {
        "reference": data.get("reference"),
        "category": data.get("category"),
        "audience": data.get("audience"),
        "keywords": data.get("keywords"),
        "summary": data.get("summary"),
        "taken_over": _taken_over(data.get("taken-over")),
        "owner": owner,
        "owner_title": context.label(owner) if owner else "",
        "endorsed_on": (event.endorsed_on or event.decided) if event else None,
        "effective": event.effective if event else None,
        "endorsed_by": event.group if event else "",
        "endorsed_by_title": _endorsed_by(context, standing),
        "endorsed_under": event.decision if event else "",
        "attested": event is not None and event.kind == DecisionKind.ATTEST,
        "reviewed_on": review.decided if review else None,
        "state_since": standing.state_event.effective if standing.state_event else None,
        "upcoming_version": upcoming.version if upcoming else "",
        "upcoming_from": upcoming.event.effective if upcoming else None,
        "stops_on": stopping.effective if stopping else None,
        "history": page_url(context.places.history(document)) if standing.events else "",
    }


def _taken_over(source: Mapping[str, Any] | None) -> Mapping[str, Any] | None:
    """From where a text was taken over; nothing, where it was not."""
    if not source:
        return None
    return {name.replace("-", "_"): value for name, value in source.items()}


def _endorsed_by(context: Context, standing: Standing) -> str:
    event = standing.event
    if event is None:
        return ""
    return event.endorsed_by or (context.label(event.group) if event.group else "")


RESOURCE = Resource(
    "documents",
    "Every document once, with how it stands, whose it is, and what is decided of it to come.",
    "one document",
    ("id",),
    (
        *STANDING,
        text("reference", "The network's own document number."),
        text("category", "The shelf it stands on in the register."),
        texts("audience", "The roles it is written for."),
        texts("keywords", "Other words that people look for it by."),
        text("summary", "What it is and when to use it. Never of a text that is hidden."),
        row(
            "taken_over",
            "From which other network the text that readers get was taken over; `null` where it was"
            " not.",
            text("network", "The other network, by its id."),
            text("network_title", "What it is called."),
            text("document", "The document there, by its id."),
            text("version", "The version there."),
            text("digest", "The fingerprint of the text there."),
            nullable=True,
        ),
        text("owner", "The post that keeps it up to date, by its id."),
        text("owner_title", "What that post is called."),
        day("endorsed_on", "The day on which the version that readers get was endorsed."),
        day("effective", "The day from which that version applied."),
        text("endorsed_by", "The group that endorsed or took it over, by its id."),
        text(
            "endorsed_by_title",
            "What that group is called; of an endorsement from before this register, who made it.",
        ),
        text("endorsed_under", "The decision by which it was endorsed, by its id."),
        flag(
            "attested",
            "Whether that endorsement is older than this register, and was taken over by it.",
        ),
        day("reviewed_on", "The day of the last decided review of that version."),
        day("state_since", "The day from which it has stood as it does, if a decision said so."),
        text("upcoming_version", "A version that is endorsed and takes effect on a later day."),
        day("upcoming_from", "That day."),
        day("stops_on", "The day on which a stop that is decided already takes effect."),
        text("history", "The page that says what applied when, relative to the site."),
    ),
    _rows,
)
