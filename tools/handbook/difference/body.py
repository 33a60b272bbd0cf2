"""Two bodies of Markdown: what changed, section by section."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING

from handbook.difference.align import aligned, moved
from handbook.difference.making import (
    certain,
    changed,
    led_elsewhere,
    one_sided,
    settled,
    shifted,
    shown,
)
from handbook.difference.model import LAYOUT, Change, Rules
from handbook.difference.passages import Passage, Section, sections_of, whole_rows
from handbook.difference.places import narrower

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_WORDS = re.compile(r"[^\W_]+|[<>=≤≥±\xd7÷%°+/.,:;?!()-]")
_TABLE_RULE = re.compile(r"(?m)^[ >]*\|?[ ]*:?-+:?[ ]*(\|[ ]*:?-+:?[ ]*)*\|?[ ]*$")
_BULLET = re.compile(r"(?m)^[ >]*[-+*] ")


def compare_bodies(old: str | None, new: str | None, rules: Rules) -> tuple[Change, ...]:
    """Every change between two bodies, in the order in which a reader meets them."""
    before, after = _plain(old), _plain(new)
    if before == after:
        return ()
    changes = tuple(_changes(sections_of(before), sections_of(after), rules))
    if any(change.clinical for change in changes):
        return changes
    if not changes and _raw(before) == _raw(after):
        return (settled("Whole text", "", LAYOUT, "", "", rules),)
    if changes and _all_told(before, after, changes):
        return changes
    reason = "the file differs in a way that cannot be told apart from its words"
    return (*changes, certain("Whole text", "", "", "", "unseen", reason))


def _plain(body: str | None) -> str:
    text = (body or "").replace("\r\n", "\n").replace("\r", "\n")
    return unicodedata.normalize("NFC", text).strip("\n")


def _raw(body: str) -> list[str]:
    """The words and telling marks of a text as typed, for a second look past the outline."""
    return _WORDS.findall(_BULLET.sub("", _TABLE_RULE.sub("", body)))


def _all_told(before: str, after: str, changes: Sequence[Change]) -> bool:
    """Whether the words that came and went, as typed, are those of the changes that were seen."""
    typed, seen = Counter(_raw(after)), Counter[str]()
    typed.subtract(_raw(before))
    for change in changes:
        seen.update(_raw(change.new))
        seen.subtract(_raw(change.old))
    return +typed <= +seen and -typed <= -seen


def _changes(old: dict[str, Section], new: dict[str, Section], rules: Rules) -> Iterator[Change]:
    renamed = _renamed(old, new)
    before = {renamed.get(key, key): section for key, section in old.items()}
    elsewhere = set(moved(list(before), list(new)))
    for key, section in before.items():
        if key not in new:
            yield from _whole(section, rules, gone=True)
    for key, section in new.items():
        if key not in before:
            yield from _whole(section, rules, gone=False)
            continue
        if key in elsewhere:
            yield shifted(section.label, f"#{key}", section.title, "a section")
        yield from _within(before[key], section, rules)


def _renamed(old: dict[str, Section], new: dict[str, Section]) -> dict[str, str]:
    """Sections whose address was made from words that have changed, by their old address."""
    gone = [s for key, s in old.items() if key not in new]
    come = [s for key, s in new.items() if key not in old]
    if len(gone) != len(come) or any(s.given for s in (*gone, *come)):
        return {}
    return {a.key: b.key for a, b in zip(gone, come, strict=True)}


def _whole(section: Section, rules: Rules, *, gone: bool) -> Iterator[Change]:
    for passage in whole_rows(_readable(section.passages)):
        old, new = (passage.text, None) if gone else (None, passage.text)
        change = one_sided(section.label, f"#{section.key}", old, new, _thing(passage), rules)
        yield replace(change, within=narrower(passage))


def _readable(passages: Sequence[Passage]) -> list[Passage]:
    """Passages to print; the counts of cells go without saying where whole rows come or go."""
    return [p for p in passages if p.kind != "row"] or list(passages)


def _within(old: Section, new: Section, rules: Rules) -> Iterator[Change]:
    """The changes of one section."""
    place = f"#{new.key}"
    pairs: list[tuple[Passage | None, Passage | None]] = [
        *aligned(old.passages, new.passages, _itself, _alike)
    ]
    structural = any(a is None or b is None for a, b in pairs)
    rows = list(_by_rows(pairs))
    gone = [a.text for a, b in rows if a and b is None]
    for a, b in rows:
        where = narrower(b or a)
        for change in _became(a, b, new, rules, gone, structural=structural):
            yield replace(change, within=where)
    yield from _targets(old, new, place, rules)


def _by_rows(
    pairs: Sequence[tuple[Passage | None, Passage | None]],
) -> Iterator[tuple[Passage | None, Passage | None]]:
    """Pairs with the cells of a row that came or went as one, and without the count of its cells.

    The count stays where it is all that came or went.
    """
    for kind, run in groupby(pairs, key=lambda pair: (pair[0] is None, pair[1] is None)):
        if kind == (False, False):
            yield from run
            continue
        passages = [passage for pair in run for passage in pair if passage is not None]
        for row in whole_rows(_readable(passages)):
            yield (None, row) if kind[0] else (row, None)


def _became(
    a: Passage | None,
    b: Passage | None,
    new: Section,
    rules: Rules,
    gone: Sequence[str],
    *,
    structural: bool,
) -> Iterator[Change]:
    """What became of one passage."""
    place = f"#{new.key}"
    if a is None and b is not None:
        if b.text and b.text in gone:
            yield shifted(new.label, place, b.text, _thing(b))
        else:
            yield one_sided(new.label, place, None, b.text, _thing(b), rules)
    elif b is None and a is not None:
        yield one_sided(new.label, place, a.text, None, _thing(a), rules)
    elif a is not None and b is not None:
        yield from _pair(a, b, new.label, place, rules, structural=structural)


def _itself(passage: Passage) -> Passage:
    return passage


def _alike(a: Passage, b: Passage) -> bool:
    return (a.kind, a.shape) == (b.kind, b.shape)


def _pair(
    a: Passage, b: Passage, label: str, place: str, rules: Rules, *, structural: bool
) -> Iterator[Change]:
    if a.text != b.text:
        if a.kind == "row":
            reason = f"the number of cells in a row changes: {a.text} to {b.text}"
            yield certain(label, place, a.text, b.text, "table", reason)
        else:
            yield changed(label, place, a.text, b.text, rules, (a.marked, b.marked))
    if a.within != b.within and not structural:
        yield shifted(label, place, b.text, _thing(b))


def _targets(old: Section, new: Section, place: str, rules: Rules) -> Iterator[Change]:
    if [t.kind for t in old.targets] != [t.kind for t in new.targets]:
        before, after = (", ".join(t.address for t in s.targets) for s in (old, new))
        reason = "a link or a picture is added, removed or moved"
        yield certain(new.label, place, before, after, "target", reason)
        return
    for a, b in zip(old.targets, new.targets, strict=True):
        if a != b:
            yield led_elsewhere(new.label, place, a, b, rules)


def _thing(passage: Passage) -> str:
    """A passage as people name it."""
    if passage.kind == "table row":
        return "a row of a table"
    if passage.kind in ("cell", "header cell", "row"):
        return "a row or cell of a table"
    if any(step[0] in ("numbered", "bullet") for step in passage.within):
        return "an item of a list"
    if passage.kind.startswith("heading"):
        return f"the heading “{shown(passage.text)}”"
    return "a passage"
