"""Changes, made of what was found and judged."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from handbook.difference.judging.judge import clinical_words, reworded, settle, spans
from handbook.difference.judging.words import (
    has_digit,
    is_url,
    neutral,
    rings_itself,
    smooth,
    well_formed,
)
from handbook.difference.model import CONTACTS, LINKS, Change, Reason, Rules, Span

if TYPE_CHECKING:
    from handbook.difference.passages import Target

_MARKS = str.maketrans({"\ue000": "[", "\ue001": "]", "\ue002": " "})


def shown(text: str) -> str:
    """Text as people read it, on one line."""
    return smooth(text).translate(_MARKS)


def changed(
    section: str,
    place: str,
    old: str,
    new: str,
    rules: Rules,
    marked: tuple[str, str] | None = None,
) -> Change:
    """Words took the place of others; ``marked`` are both with the marks of ``marked_link``."""
    reasons, clinical = reworded(*(marked or (neutral(old), neutral(new))), rules)
    return _change("reworded", section, place, old, new, reasons, clinical=clinical)


def certain(section: str, place: str, old: str, new: str, code: str, words: str) -> Change:
    """A change that is clinical whatever its words are."""
    return _change("reworded", section, place, old, new, (Reason(code, words),), clinical=True)


def one_sided(
    section: str, place: str, old: str | None, new: str | None, thing: str, rules: Rules
) -> Change:
    """Something came or went. Always clinical."""
    what = "added" if old is None else "removed"
    why, _ = clinical_words(old or "", new or "", rules)
    telling = tuple(reason for reason in why if reason.code not in ("wording", "comparison"))
    first = Reason(what, f"{thing} is {what}")
    return _change(what, section, place, old or "", new or "", (first, *telling), clinical=True)


def shifted(section: str, place: str, text: str, thing: str) -> Change:
    """Something stands elsewhere, or has another number. Always clinical."""
    why = (Reason("moved", f"{thing} stands in another place or under another number"),)
    excerpt = shown(text)
    return Change(
        "moved", section, place, excerpt, excerpt, (Span("same", excerpt),), why, clinical=True
    )


def renumbered(change: Change, places: tuple[str, ...], name: str) -> Change:
    """A part that moved, by its number before and after, and what it is called."""
    old, new = (f"{place}: {shown(name)}" for place in places)
    return replace(change, old=old, new=new, spans=spans(old, new))


def settled(section: str, place: str, family: str, old: str, new: str, rules: Rules) -> Change:
    """A change that is of a family which can be minor."""
    reasons, clinical = settle({family}, old, new, rules)
    return _change("reworded", section, place, old, new, reasons, clinical=clinical)


def led_elsewhere(section: str, place: str, old: Target, new: Target, rules: Rules) -> Change:
    """A link leads to another address, or another picture is shown."""
    family = _family(old, new)
    if family:
        return settled(section, place, family, old.address, new.address, rules)
    before, after = (f"{t.address} {t.title}".strip() for t in (old, new))
    reason = "a link to another part of the handbook, a picture, a title or a block of code changes"
    return certain(section, place, before, after, "target", reason)


def _family(old: Target, new: Target) -> str | None:
    if old.kind != "link" or new.kind != "link" or old.title != new.title:
        return None
    if not all(is_url(t.address) for t in (old, new)):
        return None
    schemes = {old.address.partition(":")[0], new.address.partition(":")[0]}
    if schemes <= {"https", "http"}:
        return LINKS
    if schemes == {"mailto"} and not any("?" in t.address for t in (old, new)):
        return CONTACTS
    both = all(
        rings_itself(t.address, t.words)
        or (well_formed(t.address.removeprefix("tel:")) and not has_digit(t.words))
        for t in (old, new)
    )
    return CONTACTS if schemes == {"tel"} and both else None


def _change(
    what: str,
    section: str,
    place: str,
    old: str,
    new: str,
    reasons: tuple[Reason, ...],
    *,
    clinical: bool,
) -> Change:
    before, after = shown(old), shown(new)
    return Change(what, section, place, before, after, spans(before, after), reasons, clinical)
