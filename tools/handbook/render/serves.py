"""The policy items that a document serves, as its own page lists them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handbook.render.linked import item_anchor
from handbook.render.writing import Md, heading, inline, small

if TYPE_CHECKING:
    from collections.abc import Sequence

    from handbook.assess.model import Claim, Judged
    from handbook.render.context import Context


def serves(context: Context, here: str, record_id: str) -> Md:
    """The policy items that a document is said to serve, and whether that holds today."""
    parts: list[str] = []
    for coverage in context.assessment.coverage.values():
        lines = [
            _served(context, here, coverage.policy, judged, claims)
            for judged in coverage.items
            for claims in _alike(judged, record_id)
        ]
        if lines:
            name = context.label(coverage.policy)
            parts += [heading(3, name, f"hb-serves-{coverage.policy}"), "\n".join(lines)]
    if not parts:
        return Md("")
    return Md("\n\n".join([heading(2, "National policy it serves", "hb-serves"), *parts]))


def _alike(judged: Judged, record_id: str) -> list[list[Claim]]:
    """What is said of a document under one item: parts of its text of which the same is said."""
    found: dict[tuple[str, bool, str], list[Claim]] = {}
    for claim in judged.claims:
        if claim.document == record_id:
            found.setdefault((claim.extent, claim.counts, claim.why), []).append(claim)
    return list(found.values())


def _served(
    context: Context, here: str, policy: str, judged: Judged, claims: Sequence[Claim]
) -> str:
    claim, places = claims[0], len({one.section for one in claims if one.section})
    item = context.link(here, policy, judged.item, item_anchor(judged.item))
    extent = {"full": ", wholly", "partial": ", in part"}.get(claim.extent, "")
    where = f", in {places} places" if places > 1 else ""
    why = "" if claim.counts else small(f"Does not count today: {claim.why}")
    return f"* **{item}** {inline(judged.topic.rstrip('.'))}{extent}{where} {why}".rstrip()
