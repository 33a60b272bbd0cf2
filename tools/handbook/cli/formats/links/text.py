"""Addresses outside the handbook, for people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handbook.cli.links.verdict import LinkAnswer
from handbook.cli.table import clean, counted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from handbook.agenda.outside import OutsideLink
    from handbook.cli.formats.links import LinksAnswer

HEADINGS = {
    LinkAnswer.GONE: "Gone: mend or take out",
    LinkAnswer.MOVED: "Moved for good: write the new address",
    LinkAnswer.UNTOLD: "Cannot be told: look by hand",
    LinkAnswer.EXAMPLE: "Kept for examples: lead nowhere, and were not asked",
    LinkAnswer.FINE: "Answer",
}
_UNREAD = "That an address answers does not say that its page says what it did: nobody has read it."


def write(answer: LinksAnswer) -> str:
    """Each address with its places; of those that were asked, first what needs mending."""
    return "\n".join(_lines(answer))


def _lines(answer: LinksAnswer) -> Iterator[str]:
    if not answer.links:
        yield "Nothing in the registry leads outside the handbook."
        return
    yield (
        f"{_addresses(len(answer.links))} outside the handbook, at"
        f" {counted(answer.servers, 'server')}."
    )
    if answer.verdicts is None:
        yield ""
        for link in answer.links:
            yield from _link(answer, link)
        yield from ("", "Nobody was asked whether they still answer: that is --online.")
        return
    for kind, heading in HEADINGS.items():
        links = answer.of(kind)
        listed = kind in {LinkAnswer.GONE, LinkAnswer.MOVED, LinkAnswer.UNTOLD} or answer.every
        if not links:
            continue
        yield from ("", f"{heading} ({len(links)}){':' if listed else '.'}")
        for link in links if listed else ():
            yield from _link(answer, link)
    yield ""
    if answer.remembered:
        yield f"{counted(answer.remembered, 'answer')} of the last days; --no-cache asks anew."
    yield _UNREAD


def _link(answer: LinksAnswer, link: OutsideLink) -> Iterator[str]:
    yield f"  {clean(link.address)}"
    verdict = answer.verdicts[link.address] if answer.verdicts else None
    if verdict and verdict.to:
        yield f"    now: {clean(verdict.to)}"
    if verdict and verdict.why:
        yield f"    {clean(verdict.why)}"
    for place in link.places:
        yield f"    {place.path}:{place.line}  {clean(answer.registry.label(place.record))}"


def _addresses(number: int) -> str:
    return f"{number} address{'' if number == 1 else 'es'}"
