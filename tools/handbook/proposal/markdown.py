"""A proposal as Markdown for one comment on a forge, which nobody's words can break out of.

What comes from the branch is written so that a forge shows it and does nothing with it: every mark
is a character reference, so no link, image, table, code or HTML begins or ends in it; and what
forges read in finished text (@name, #12, !12, a hash, :smile:) is parted by a space of no width.
No line begins with an author's words, so none is a command to the forge.
"""

from __future__ import annotations

import html
import re
from itertools import groupby, pairwise
from typing import TYPE_CHECKING

from handbook.proposal.account import account
from handbook.proposal.blocks import (
    Beside,
    Limits,
    Points,
    Quoted,
    Sentences,
    Title,
    ToType,
)
from handbook.proposal.visible import visible
from handbook.source.markdown.parsing import escape

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from handbook.proposal.blocks import AccountBlock, BesideRow, Runs
    from handbook.proposal.model import Proposal

MARKER = "<!-- handbook: what this change means -->"
"""The first line: whoever posts the comment finds by it the one to update."""

LARGEST = 60_000
"""Bytes that a comment may have; forges take 65,536 characters."""

_STEPS = (
    Limits(rows=200, documents=60, letters=1500),
    Limits(rows=60, documents=40, letters=600),
    Limits(rows=25, documents=25, letters=300),
    Limits(rows=10, documents=12, letters=200),
    Limits(rows=4, documents=6, letters=160),
    Limits(rows=2, documents=3, letters=120),
    Limits(rows=1, documents=1, letters=80),
)
_PARTED = "&#8203;"
_PARTING = (
    re.compile(r"[@#!~%$&^](?=[\w\"{\[*])"),  # people, issues, merge requests, labels, milestones
    re.compile(r":(?=[\w+-]+:)"),  # small pictures
    re.compile(r"GH-(?=\d)", re.IGNORECASE),
    re.compile(r"://|www(?=\.)", re.IGNORECASE),
    re.compile(r"\[(?=\[|[ xX]\])"),  # pages of a wiki, boxes to tick
)
_HASH = re.compile(r"(?=\d*[a-f])(?=[a-f]*\d)[0-9a-f]{7,64}", re.IGNORECASE)
"""What a forge takes for the name of a commit, wherever a run of words is parted before it."""
_SHORT = 6
"""So few letters are no name of a commit."""


def as_markdown(proposal: Proposal, *, in_force: bool = False) -> str:
    """The whole proposal, or as much of it as a comment may hold, with what was left out."""
    for limits in _STEPS:
        text = _written(account(proposal, limits, in_force=in_force))
        if len(text.encode()) <= LARGEST:
            return text
    few = [Sentences(_cut(sentence), loud=True) for sentence in proposal.statement[:20]]
    rest = (
        "It is too long for a comment. The page that was made of it, or `handbook diff`, has all."
    )
    return "\n".join((_written(tuple(few)), "", rest))


def _cut(words: str, most: int = 800) -> str:
    return words if len(words) <= most else f"{words[:most]} ... (cut short)"


def _written(blocks: tuple[AccountBlock, ...]) -> str:
    return f"{MARKER}\n\n{blocks_as_markdown(blocks)}".rstrip()


def blocks_as_markdown(blocks: Iterable[AccountBlock]) -> str:
    """Blocks as Markdown that a forge shows, and does nothing with."""
    return "\n".join(line for block in blocks for line in _lines(block)).rstrip()


def _lines(block: AccountBlock) -> Iterator[str]:
    if isinstance(block, Title):
        yield from (f"{'#' * (block.level + 1)} {safe(block.words)}", "")
    elif isinstance(block, Sentences):
        words = safe(block.words)
        yield from (f"**{words}**" if block.loud and words else words, "")
    elif isinstance(block, Points):
        yield from (f"- {safe(point)}" for point in block.points)
        yield ""
    elif isinstance(block, Quoted):
        yield from (f"> {safe(block.words)} ({safe(block.source)})", "")
    elif isinstance(block, ToType):
        yield from (f"{safe(block.before)}: <code>{safe(block.words)}</code>", "")
    elif isinstance(block, Beside):
        yield from _table(block)


def _table(block: Beside) -> Iterator[str]:
    yield from (f"**{safe(block.caption)}**", "")
    yield from ("| Where | Before | After | What it counts as |", "| --- | --- | --- | --- |")
    for row in block.rows:
        yield f"| {' | '.join(_cells(row))} |"
    yield ""


def _cells(row: BesideRow) -> tuple[str, ...]:
    where = row.where[:1].upper() + row.where[1:]
    return safe(where), _runs(row.old), _runs(row.new), safe(row.verdict)


def _runs(runs: Runs) -> str:
    """Words with those that went or came in bold, where others stand beside them."""
    if not runs:
        return "*nothing*"
    whole = all(changed for _, changed in runs)
    written = []
    # Together before they are written: two runs, each harmless, may be a name where they meet.
    for loud, run in groupby(runs, key=lambda r: r[1] and not whole and bool(r[0].strip())):
        words = _within("".join(text for text, _ in run))
        written.append(f"<b>{words}</b>" if loud else words)
    return "".join(written).strip()


def _within(text: str) -> str:
    """A run of words, with the blanks at its ends, which join it to the next."""
    before = " " if text[:1].isspace() else ""
    after = " " if text[-1:].isspace() and text.strip() else ""
    return f"{before}{safe(text)}{after}"


def safe(text: str) -> str:
    """Words that a forge shows as they are, and does nothing with."""
    flat = visible(" ".join(text.split()))
    cuts = {match.end() for pattern in _PARTING for match in pattern.finditer(flat)}
    for match in _HASH.finditer(flat):
        cuts |= set(range(match.start() + _SHORT, match.end(), _SHORT))
    places = [0, *sorted(cuts - {0, len(flat)}), len(flat)]
    words = _PARTED.join(_part(flat[a:b]) for a, b in pairwise(places))
    return f"&#47;{words[1:]}" if words.startswith("/") else words


def _part(text: str) -> str:
    """One part as Markdown. Blanks at its ends are kept, as they stand within a line."""
    before = " " if text[:1] == " " else ""
    after = " " if text[-1:] == " " and text.strip() else ""
    return f"{before}{escape(text)}{after}"


def plain_of(text: str) -> str:
    """What a reader sees of words written by ``safe``."""
    return html.unescape(text).replace("\u200b", "")
