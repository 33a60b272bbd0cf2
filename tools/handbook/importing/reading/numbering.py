"""The labels that Word counts for paragraphs and headings, and keeps nowhere in the text."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from handbook.importing.reading.word.wordml import SPACES, tag, value

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_PART = re.compile(r"%([1-9])")
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"),
          (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip
_UNCOUNTED = frozenset({"bullet", "none"})
SIMPLE = re.compile(r"\(?%[1-9][.)]")
"""A label that pandoc's own lists can say."""
_LETTERS = 26
_DEEPEST = 8


@dataclass(frozen=True, slots=True)
class NumberedLevel:
    """One level of a numbering: how it counts, what stands around the number, where it begins."""

    form: str
    text: str
    start: int


@dataclass(frozen=True, slots=True)
class CountedLabel:
    """The label of one paragraph: as readers see it, and the pattern that it was made from."""

    text: str
    pattern: str

    @property
    def simple(self) -> bool:
        """Whether it is one number with a full stop or bracket, or no number at all."""
        return not self.text or SIMPLE.fullmatch(self.pattern) is not None


@dataclass(slots=True)
class Numbering:
    """Counts as Word does: paragraphs that share a numbering count on from each other."""

    levels: dict[str, dict[int, NumberedLevel]] = field(default_factory=dict)
    lists: dict[str, str] = field(default_factory=dict)
    restarts: dict[tuple[str, int], int] = field(default_factory=dict)
    counts: dict[str, list[int | None]] = field(default_factory=dict)
    begun: set[tuple[str, int]] = field(default_factory=set)

    def label(self, number_id: str, depth: int) -> CountedLabel:
        """The label of the next paragraph of a list at a depth; nothing for a bullet."""
        kind = self.lists.get(number_id, "")
        level = self.levels.get(kind, {}).get(depth)
        if level is None or not 0 <= depth <= _DEEPEST:
            return CountedLabel("", "")
        counts = self.counts.setdefault(kind, [None] * (_DEEPEST + 1))
        restart = self.restarts.get((number_id, depth))
        if restart is not None and (number_id, depth) not in self.begun:
            counts[depth] = None
        start = level.start if restart is None else restart
        before = counts[depth]
        counts[depth] = start if before is None else before + 1
        self.begun.add((number_id, depth))
        counts[depth + 1 :] = [None] * (_DEEPEST - depth)
        if level.form in _UNCOUNTED:
            return CountedLabel("", level.text)
        shown = _PART.sub(lambda match: self._shown(kind, int(match[1]) - 1), level.text)
        return CountedLabel(shown, level.text)

    def _shown(self, kind: str, depth: int) -> str:
        level = self.levels[kind].get(depth)
        if level is None:
            return ""
        count = self.counts[kind][depth]
        return counted(level.start if count is None else count, level.form)


def counted(number: int, form: str) -> str:
    """A number as one of Word's ways of counting writes it."""
    if form in ("lowerLetter", "upperLetter") and number > 0:
        letters = chr(ord("a") + (number - 1) % _LETTERS) * ((number - 1) // _LETTERS + 1)
        return letters.upper() if form.startswith("upper") else letters
    if form in ("lowerRoman", "upperRoman") and number > 0:
        roman, left = "", number
        for worth, sign in _ROMAN:
            roman, left = roman + sign * (left // worth), left % worth
        return roman.upper() if form.startswith("upper") else roman
    if form == "decimalZero":
        return f"{number:02}"
    return str(number)


def numbering_of(root: Element | None) -> Numbering:
    """The numberings that a document's list of them declares."""
    made = Numbering()
    if root is None:
        return made
    for kind in root.findall("w:abstractNum", SPACES):
        name = kind.get(tag("w:abstractNumId"), "")
        made.levels[name] = {
            int(row.get(tag("w:ilvl"), "0")): _level(row) for row in kind.findall("w:lvl", SPACES)
        }
    for row in root.findall("w:num", SPACES):
        name = row.get(tag("w:numId"), "")
        made.lists[name] = value(row, "w:abstractNumId")
        for change in row.findall("w:lvlOverride", SPACES):
            depth = int(change.get(tag("w:ilvl"), "0"))
            start = value(change, "w:startOverride")
            if start.isdigit():
                made.restarts[name, depth] = int(start)
            level = change.find("w:lvl", SPACES)
            if level is not None:
                own = f"{made.lists[name]} {name}"
                made.levels[own] = dict(made.levels.get(made.lists[name], {})) | {
                    depth: _level(level)
                }
                made.lists[name] = own
    return made


def _level(row: Element) -> NumberedLevel:
    start = value(row, "w:start")
    return NumberedLevel(
        value(row, "w:numFmt") or "decimal",
        value(row, "w:lvlText"),
        int(start) if start.isdigit() else 0,
    )
