"""Whether one change of words is minor, and why.

Minor has to be shown, token by token: both texts must have the same tokens in the same order,
but for pairs of which each is a telephone number that is linked to itself, an address without
digits, or a known misspelling and its word. So no digit outside a ``tel:`` link can ever differ in
a minor change of words.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from handbook.difference.align import steps
from handbook.difference.judging.vocabulary import FAMILIES, MISSPELT, NUMBERS, SMALL
from handbook.difference.judging.words import (
    ADDRESS,
    BLANK,
    EMAIL,
    PHONE,
    WORD,
    Token,
    has_digit,
    is_url,
    smooth,
    tokens,
    unmarked,
)
from handbook.difference.model import CONTACTS, LAYOUT, LINKS, SPELLING, Reason, Rules, Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

REASONS = {
    CONTACTS: "a telephone number or e-mail address changes",
    LINKS: "the address of a page changes",
    LAYOUT: "only the layout changes",
    SPELLING: "a known misspelling is mended",
}
_LONG = 4000
"""Texts of more tokens are not laid word beside word, which would take too long."""

_QUOTES = str.maketrans({"\u2019": "'", "\u2018": "'", "“": '"', "”": '"'})
Verdict = tuple[tuple[Reason, ...], bool]
"""The reasons, and whether the change is clinical."""


def reworded(old: str, new: str, rules: Rules) -> Verdict:
    """The verdict on a text that took the place of another, with its links as ``marked_link``."""
    families = _families(tokens(smooth(old)), tokens(smooth(new)))
    old, new = unmarked(old), unmarked(new)
    if families is None:
        return clinical_words(old, new, rules)
    return settle(families or {LAYOUT}, old, new, rules)


def settle(families: set[str], old: str, new: str, rules: Rules) -> Verdict:
    """The verdict on changes of families that can be minor, as far as the settings say so."""
    reasons = [Reason(name, REASONS[name]) for name in sorted(families & rules.minor)]
    refused = sorted(families - rules.minor)
    against = [
        Reason(name, f"{REASONS[name]}, which the network's settings do not call minor")
        for name in refused
    ]
    against += _sensitive(old, new, rules)
    return (tuple(against), True) if against else (tuple(reasons), False)


def clinical_words(old: str, new: str, rules: Rules) -> Verdict:
    """The verdict on words that cannot be shown to be minor: why they are clinical."""
    changed = _changed(tokens(smooth(old)), tokens(smooth(new)))
    reasons = [*_sensitive(old, new, rules)]
    numbers = [t.text for t in changed if numeric(t.kind, t.text)] or _broken_numbers(old, new)
    if numbers:
        reasons.append(Reason("number", f"a number changes: {_listed(numbers)}"))
    for code, family, label in FAMILIES:
        words = [t.text for t in changed if t.text.lower().translate(_QUOTES) in family]
        if words:
            reasons.append(Reason(code, f"{label}: {_listed(words)}"))
    if not reasons:
        reason = "words change, and no machine can tell whether their meaning does"
        reasons.append(Reason("wording", reason))
    return tuple(reasons), True


def spans(old: str, new: str) -> tuple[Span, ...]:
    """The words of both texts in one order: what stayed, what went, what came."""
    before = [t.text for t in tokens(smooth(old))]
    after = [t.text for t in tokens(smooth(new))]
    if len(before) + len(after) > _LONG:
        return tuple(Span(what, t) for what, t in (("removed", old), ("added", new)) if t)
    marked: list[Span] = []
    for tag, a, b, c, d in steps(before, after):
        if tag == "equal":
            marked.append(Span("same", "".join(before[a:b])))
            continue
        if b > a:
            marked.append(Span("removed", "".join(before[a:b])))
        if d > c:
            marked.append(Span("added", "".join(after[c:d])))
    return tuple(marked)


def _families(before: Sequence[Token], after: Sequence[Token]) -> set[str] | None:
    """The families of change that turn one row of tokens into another; none, if others do."""
    once_before, once_after = _once(before), _once(after)
    if len(once_before) != len(once_after):
        return None
    families = (
        {SPELLING} if len(before) - len(once_before) != len(after) - len(once_after) else set()
    )
    for old, new in zip(once_before, once_after, strict=True):
        if old == new:
            continue
        family = _family(old, new)
        if family is None:
            return None
        families.add(family)
    return families


def _family(old: Token, new: Token) -> str | None:
    if old.kind == new.kind == PHONE:
        return CONTACTS
    if old.kind == new.kind and old.kind in (EMAIL, ADDRESS):
        return (CONTACTS if old.kind == EMAIL else LINKS) if _harmless(old, new) else None
    a, b = old.text.translate(_QUOTES), new.text.translate(_QUOTES)
    if a == b:
        return SPELLING
    if old.kind == new.kind == WORD and (b == _mended(a) or a == _mended(b)):
        return SPELLING
    return None


def _harmless(old: Token, new: Token) -> bool:
    """Whether two addresses that readers see hold nothing that could be read as an amount."""
    if any(has_digit(t.text) or not is_url(t.text) for t in (old, new)):
        return False
    before, after = (set(re.findall(r"[a-z]+", t.text.lower())) for t in (old, new))
    telling = NUMBERS.union(*(family for _, family, _ in FAMILIES))
    return telling.isdisjoint(before ^ after)


def _mended(word: str) -> str:
    """The word that a known misspelling stands for, with its capital; else nothing."""
    meant = MISSPELT.get(word.lower(), "")
    return meant.capitalize() if word[:1].isupper() and word[1:].islower() else meant


def _once(row: Sequence[Token]) -> list[Token]:
    """Tokens without the second of two small words in a row."""
    kept: list[Token] = []
    for token in row:
        doubled = (
            len(kept) > 1
            and token.text in SMALL
            and kept[-1].kind == BLANK
            and kept[-2].text == token.text
        )
        if doubled:
            kept.pop()
        else:
            kept.append(token)
    return kept


def _changed(before: Sequence[Token], after: Sequence[Token]) -> list[Token]:
    if len(before) + len(after) > _LONG:
        return [*before, *after]
    before, after = ([t for t in row if t.kind != BLANK] for row in (before, after))
    return [
        token
        for tag, a, b, c, d in steps(before, after)
        if tag != "equal"
        for token in (*before[a:b], *after[c:d])
    ]


def numeric(kind: str, text: str) -> bool:
    """Whether a token is a number, in digits or in words, and no contact or address."""
    if kind in (PHONE, EMAIL, ADDRESS):
        return False
    return has_digit(text) or text.lower() in NUMBERS - {"i", "v", "x"}


def _broken_numbers(old: str, new: str) -> list[str]:
    """Numbers of one text alone, where only blanks or marks within them have changed."""
    before, after = (
        [chunk.strip(".,;:()") for chunk in re.findall(r"\S*\d\S*", smooth(text))]
        for text in (old, new)
    )
    return [n for n in before if n not in after] + [n for n in after if n not in before]


def _sensitive(old: str, new: str, rules: Rules) -> Iterator[Reason]:
    """The network's own terms that one of the two texts holds more often than the other."""
    before, after = smooth(old).lower(), smooth(new).lower()
    for term in rules.sensitive:
        sought = re.compile(rf"(?<!\w){re.escape(smooth(term).lower())}(?!\w)")
        if len(sought.findall(before)) != len(sought.findall(after)):
            yield Reason("sensitive", f"a term on the network's own list changes: {term}")


def _listed(words: Sequence[str], most: int = 8) -> str:
    """Words once each, in their order."""
    unique = list(dict.fromkeys(words))
    return ", ".join(unique[:most]) + (" ..." if len(unique) > most else "")
