"""How many organisations answered about a document, and what: the standing box in one line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handbook.assess.adoption.uptake import counted_answer
from handbook.assess.words import LOCAL, Local
from handbook.render.adoption.words import counted, of_document

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from handbook.assess.adoption.model import Position
    from handbook.render.context import Context

NOT_RECORDED = LOCAL[Local.NOT_RECORDED].label


def answered(positions: Iterable[Position]) -> list[Position]:
    """Those who were asked and whose answer holds; what was said of another version does not."""
    silent = (Local.NOT_RECORDED, Local.UNKNOWN)
    return [
        position
        for position in positions
        if position.intended and counted_answer(position) not in silent
    ]


def summary(context: Context, document: str) -> str:
    """The standing box's line on local adoption. Exactly "Not recorded" until something counts."""
    positions, standing = of_document(context, document), context.standing(document)
    parts = []
    if standing is not None and standing.in_force:
        parts += _who_answered(positions)
    else:
        using = sum(position.in_use for position in positions)
        if using:
            words = "organisation says that it uses it", "organisations say that they use it"
            parts.append(f"{counted(using, *words)}, and it is not in force")
        elif answered(positions):
            parts.append("no organisation says that it uses it")
    coming = sum(position.coming is not None for position in positions)
    if coming:
        words = "answer is", "answers are"
        parts.append(f"{counted(coming, *words)} about a version that is yet to take effect")
    unknown = sum(position.local is Local.UNKNOWN for position in positions)
    if unknown:
        parts.append(f"cannot tell for {unknown}")
    line = "; ".join(parts)
    return line[:1].upper() + line[1:] or NOT_RECORDED


def _who_answered(positions: Sequence[Position]) -> list[str]:
    """Who answered of those asked, and what; then those who use it without being asked."""
    intended, heard = [position for position in positions if position.intended], answered(positions)
    besides = sum(position.in_use for position in positions if not position.intended)
    parts = []
    if heard:
        have = "has" if len(heard) == 1 else "have"
        of = counted(len(intended), "organisation", "organisations")
        parts.append(f"{len(heard)} of {of} {have} answered: {', '.join(_what(heard))}")
    before = sum(counted_answer(position) is not position.local for position in intended)
    if before:
        have = "has" if before == 1 else "have"
        parts.append(f"{before} {have} answered about an older version only")
    if besides:
        parts.append(
            counted(besides, "that was not asked uses it too", "that were not asked use it too")
        )
    return parts


def _what(heard: Sequence[Position]) -> list[str]:
    current = sum(position.up_to_date for position in heard)
    older = sum(
        position.in_use and not position.up_to_date and not position.unsupported
        for position in heard
    )
    wrong = sum(position.unsupported for position in heard)
    declined = sum(position.local is Local.DECLINED for position in heard)
    needless = sum(position.local is Local.NOT_APPLICABLE for position in heard)
    adapted = sum(position.up_to_date and position.local is Local.ADAPTED for position in heard)
    own = f" ({adapted} adapted)" if adapted else ""
    counts = [
        counted(current, "uses this version", "use this version") + own if current else "",
        counted(older, "an older one", "an older one") if older else "",
        f"{wrong} a text published in error" if wrong else "",
        f"{declined} declined" if declined else "",
        counted(needless, "has no use for it", "have no use for it") if needless else "",
    ]
    parts = [part for part in counts if part]
    if older and not current:
        parts[0] = counted(older, "uses an older version", "use an older version")
    return parts


def users(positions: Iterable[Position], version: str) -> list[Position]:
    """Those who use one version, by the last word they recorded."""
    return [
        position
        for position in positions
        if position.in_use and position.answer is not None and position.answer.version == version
    ]
