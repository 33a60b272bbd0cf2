"""How many organisations answered about a document, and what: the standing box in one line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handbook.assess.adoption.uptake import said_now
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
    return [one for one in positions if one.intended and said_now(one) not in silent]


def summary(context: Context, document: str) -> str:
    """The standing box's line on local adoption. Exactly "Not recorded" until something counts."""
    found, standing = of_document(context, document), context.standing(document)
    parts = []
    if standing is not None and standing.in_force:
        parts += _who_answered(found)
    else:
        using = sum(one.in_use for one in found)
        if using:
            words = "organisation says that it uses it", "organisations say that they use it"
            parts.append(f"{counted(using, *words)}, and it is not in force")
        elif answered(found):
            parts.append("no organisation says that it uses it")
    coming = sum(one.coming is not None for one in found)
    if coming:
        words = "answer is", "answers are"
        parts.append(f"{counted(coming, *words)} about a version that is yet to take effect")
    unknown = sum(one.local is Local.UNKNOWN for one in found)
    if unknown:
        parts.append(f"cannot tell for {unknown}")
    said = "; ".join(parts)
    return said[:1].upper() + said[1:] or NOT_RECORDED


def _who_answered(found: Sequence[Position]) -> list[str]:
    """Who answered of those asked, and what; then those who use it without being asked."""
    asked, heard = [one for one in found if one.intended], answered(found)
    besides = sum(one.in_use for one in found if not one.intended)
    parts = []
    if heard:
        have = "has" if len(heard) == 1 else "have"
        of = counted(len(asked), "organisation", "organisations")
        parts.append(f"{len(heard)} of {of} {have} answered: {', '.join(_what(heard))}")
    before = sum(said_now(one) is not one.local for one in asked)
    if before:
        have = "has" if before == 1 else "have"
        parts.append(f"{before} {have} answered about an older version only")
    if besides:
        parts.append(
            counted(besides, "that was not asked uses it too", "that were not asked use it too")
        )
    return parts


def _what(heard: Sequence[Position]) -> list[str]:
    current = sum(one.up_to_date for one in heard)
    older = sum(one.in_use and not one.up_to_date and not one.unsupported for one in heard)
    wrong = sum(one.unsupported for one in heard)
    declined = sum(one.local is Local.DECLINED for one in heard)
    needless = sum(one.local is Local.NOT_APPLICABLE for one in heard)
    adapted = sum(one.up_to_date and one.local is Local.ADAPTED for one in heard)
    own = f" ({adapted} adapted)" if adapted else ""
    said = [
        counted(current, "uses this version", "use this version") + own if current else "",
        counted(older, "an older one", "an older one") if older else "",
        f"{wrong} a text published in error" if wrong else "",
        f"{declined} declined" if declined else "",
        counted(needless, "has no use for it", "have no use for it") if needless else "",
    ]
    found = [each for each in said if each]
    if older and not current:
        found[0] = counted(older, "uses an older version", "use an older version")
    return found


def users(positions: Iterable[Position], version: str) -> list[Position]:
    """Those who use one version, by the last word they recorded."""
    return [
        one
        for one in positions
        if one.in_use and one.answer is not None and one.answer.version == version
    ]
