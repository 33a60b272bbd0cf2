"""The policy items that a document serves, as its own page lists them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handbook.render.linked import item_anchor
from handbook.render.writing import Md, heading, inline, small

if TYPE_CHECKING:
    from handbook.assess.model import Claim, Judged
    from handbook.render.context import Context


def serves(context: Context, here: str, record_id: str) -> Md:
    """The policy items that a document is said to serve, and whether that holds today."""
    parts: list[str] = []
    for coverage in context.assessment.coverage.values():
        lines = [
            _served(context, here, coverage.policy, judged, claim)
            for judged in coverage.items
            for claim in judged.claims
            if claim.document == record_id
        ]
        if lines:
            name = context.label(coverage.policy)
            parts += [heading(3, name, f"hb-serves-{coverage.policy}"), "\n".join(lines)]
    if not parts:
        return Md("")
    return Md("\n\n".join([heading(2, "National policy it serves", "hb-serves"), *parts]))


def _served(context: Context, here: str, policy: str, judged: Judged, claim: Claim) -> str:
    item = context.link(here, policy, judged.item, item_anchor(judged.item))
    extent = {"full": ", wholly", "partial": ", in part"}.get(claim.extent, "")
    why = "" if claim.counts else small(f"Does not count today: {claim.why}")
    return f"* **{item}** {inline(judged.topic.rstrip('.'))}{extent} {why}".rstrip()
