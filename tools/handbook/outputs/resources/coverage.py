"""Every item of every policy: what was judged of it, and what holds today."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from handbook.assess.words import COVERAGE, Extent
from handbook.outputs.fields.model import Resource, day, flag, rows, text, texts
from handbook.render.pages.linked import item_anchor

if TYPE_CHECKING:
    from collections.abc import Iterator

    from handbook.assess.coverage.model import Judged
    from handbook.render.context import Context


def _rows(context: Context) -> Iterator[dict[str, Any]]:
    for policy, coverage in context.assessment.coverage.items():
        if policy not in context.quarantined:
            for place, item in enumerate(coverage.items, start=1):
                yield _item(context, item, place)


def _item(context: Context, item: Judged, place: int) -> dict[str, Any]:
    identifier = str(context.value(item.policy, "identifier") or "")
    return {
        "policy": item.policy,
        "policy_title": context.label(item.policy),
        "identifier": identifier,
        "item": item.item,
        "place": f"{place:04}",
        "section": item.section,
        "topic": item.topic,
        "verification": item.verification,
        "judged": item.judged,
        "holds": item.holds,
        "words": COVERAGE[Extent(item.holds)].label,
        "why": item.why,
        "suspect": item.suspect,
        "rationale": item.rationale,
        "gap": item.gap,
        "action": item.action,
        "policy_edition": item.edition,
        "judged_on": item.judged_on,
        "judged_by": item.judged_by,
        "mapping": item.mapping,
        "served_by": [claim.document for claim in item.claims if claim.counts],
        "claims": [
            {
                "document": claim.document,
                "document_title": context.label(claim.document),
                "section": claim.section,
                "extent": claim.extent,
                "counts": claim.counts,
                "why": claim.why,
            }
            for claim in item.claims
        ],
        "page": f"{context.places.url(item.policy)}#{item_anchor(item.item)}",
    }


RESOURCE = Resource(
    "coverage",
    "Every item of every policy: how far documents in force do what it asks, and which.",
    "one item of one policy",
    ("policy", "place"),
    (
        text("policy", "The policy, by its id."),
        text("policy_title", "What it is called."),
        text("identifier", "The name the policy is cited by, the same in every network."),
        text("item", "The item, by its number in the policy."),
        text("place", "Where it stands in the policy's own order."),
        text("section", "The section it belongs to."),
        text("topic", "What it asks for, in the network's words."),
        text("verification", "How sure the network is of its number and content."),
        text("judged", "How far documents do what it asks, as it was judged.", Extent),
        text(
            "holds",
            "How far they do today, by how those documents stand.",
            Extent,
        ),
        text("words", "The same as readers see it."),
        text("why", "Why less holds than was judged."),
        flag("suspect", "Whether it was judged by another edition of the policy."),
        text("rationale", "Why it was judged so."),
        text("gap", "What is missing."),
        text("action", "The action that is to close the gap, by its id."),
        text("policy_edition", "The edition of the policy by which it was judged."),
        day("judged_on", "The day on which it was judged."),
        text("judged_by", "The group or post that judged it, by its id."),
        text("mapping", "The record that holds the judgement, by its id."),
        texts("served_by", "The documents that serve it today, by their ids."),
        rows(
            "claims",
            "All documents that are named as serving it.",
            text("document", "The document, by its id."),
            text("document_title", "What readers know it by."),
            text("section", "The section of the document."),
            text("extent", "How far it serves the item, as it was judged."),
            flag("counts", "Whether that counts today."),
            text("why", "Why it does not."),
        ),
        text("page", "Where it stands on the policy's page, relative to the site."),
    ),
    _rows,
)
