"""The policy items that a document serves, as its own page lists them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handbook.assess.words import Extent
from handbook.render.markdown.writing import Md, heading, inline, small
from handbook.render.pages.linked import item_anchor

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from handbook.assess.coverage.model import Claim, Judged
    from handbook.render.context import Context

HOW_FAR: Mapping[str, str] = {Extent.FULL: "wholly", Extent.PARTIAL: "in part"}
"""How far a document serves an item, in words."""


def serves(context: Context, here: str, record_id: str) -> Md:
    """The policy items that a document is said to serve, and whether that holds today."""
    of_policy: dict[str, dict[tuple[str, bool, str], tuple[Judged, list[Claim]]]] = {}
    for policy, judged, claim in context.claims.get(record_id, ()):
        alike = (judged.item, claim.counts, claim.why)
        of_policy.setdefault(policy, {}).setdefault(alike, (judged, []))[1].append(claim)
    parts: list[str] = []
    for policy, items in of_policy.items():
        lines = [
            _served(context, here, policy, judged, claims) for judged, claims in items.values()
        ]
        title = heading(3, context.label(policy), f"hb-serves-{policy}")
        parts += [title, "\n".join(lines)]
    if not parts:
        return Md("")
    return Md("\n\n".join([heading(2, "National policy it serves", "hb-serves"), *parts]))


def _served(
    context: Context, here: str, policy: str, judged: Judged, claims: Sequence[Claim]
) -> str:
    item = context.link(here, policy, judged.item, item_anchor(judged.item))
    why = "" if claims[0].counts else small(f"Does not count today: {claims[0].why}")
    extent = f", {words}" if (words := _extent(claims)) else ""
    return f"* **{item}** {inline(judged.topic.rstrip('.'))}{extent} {why}".rstrip()


def _extent(claims: Sequence[Claim]) -> str:
    """How far, and in how many places of the text where that is more than one."""
    parts: dict[str, int] = {}
    for claim in claims:
        word = HOW_FAR.get(claim.extent, "")
        parts[word] = parts.get(word, 0) + 1
    if len(claims) == 1:
        return next(iter(parts))
    counted = (
        f"{word} in {number} {'place' if number == 1 else 'places'}".strip()
        for word, number in parts.items()
    )
    return " and ".join(counted)
