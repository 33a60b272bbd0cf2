"""The policy items that a document serves, as its own page lists them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handbook.render.markdown.writing import Md, heading, inline, small
from handbook.render.pages.linked import item_anchor

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
    """What is said of a document under one item: parts of its text that count, or not, alike."""
    found: dict[tuple[bool, str], list[Claim]] = {}
    for claim in judged.claims:
        if claim.document == record_id:
            found.setdefault((claim.counts, claim.why), []).append(claim)
    return list(found.values())


def _served(
    context: Context, here: str, policy: str, judged: Judged, claims: Sequence[Claim]
) -> str:
    item = context.link(here, policy, judged.item, item_anchor(judged.item))
    why = "" if claims[0].counts else small(f"Does not count today: {claims[0].why}")
    extent = f", {said}" if (said := _extent(claims)) else ""
    return f"* **{item}** {inline(judged.topic.rstrip('.'))}{extent} {why}".rstrip()


def _extent(claims: Sequence[Claim]) -> str:
    """How far, and in how many places of the text where that is more than one."""
    parts: dict[str, int] = {}
    for claim in claims:
        word = {"full": "wholly", "partial": "in part"}.get(claim.extent, "")
        parts[word] = parts.get(word, 0) + 1
    if len(claims) == 1:
        return next(iter(parts))
    counted = (
        f"{word} in {number} {'place' if number == 1 else 'places'}".strip()
        for word, number in parts.items()
    )
    return " and ".join(counted)
