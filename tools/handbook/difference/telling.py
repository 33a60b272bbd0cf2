"""A difference in words: what went and what came is said, never shown by colour alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handbook.difference.model import Span
from handbook.source.markdown.parsing import escape

if TYPE_CHECKING:
    from collections.abc import Iterator

    from handbook.difference.model import Change, Difference

KEPT = 60
"""How many characters of what stayed the same are shown on each side of a change."""

WHAT = {"added": "Added", "removed": "Removed", "moved": "Moved", "reworded": "Changed"}
"""What happened to a passage, in a word."""


def marked(change: Change, kept: int = KEPT) -> str:
    """The words of a change on one line: ``Give [removed: 5] [added: 50] mg once``.

    Where little stayed the same, the whole of both texts, one after the other.
    """
    return "".join(
        span.text if span.what == "same" else f"[{span.what}: {span.text}]"
        for span in pieces(change, kept)
    )


def pieces(change: Change, kept: int = KEPT) -> tuple[Span, ...]:
    """The words of a change as runs to print: what stayed cut short, a blank between two others."""
    same = sum(len(span.text) for span in change.spans if span.what == "same")
    if change.old and change.new and same * 2 < min(len(change.old), len(change.new)):
        return Span("removed", change.old), Span("same", " "), Span("added", change.new)
    spans: list[Span] = []
    for number, span in enumerate(change.spans):
        if span.what == "same":
            first, last = number == 0, number == len(change.spans) - 1
            text = shortened(span.text, kept, first=first, last=last)
            spans.append(Span("same", text))
            continue
        if spans and spans[-1].what != "same":
            spans.append(Span("same", " "))
        spans.append(span)
    return tuple(spans)


def shortened(text: str, kept: int, *, first: bool, last: bool) -> str:
    """What stayed the same, cut short on the sides that no change is near to."""
    if first and last:
        return text if len(text) <= 2 * kept else f"{text[: 2 * kept]} ..."
    if len(text) <= 2 * kept:
        return text
    before, after = ("" if first else text[:kept]), ("" if last else text[-kept:])
    return f"{before} ... {after}".strip() if first or last else f"{before} ... {after}"


def verdict(change: Change) -> str:
    """What happened and what it counts as: ``Changed, clinical: a number changes: 5, 50``."""
    counts = "clinical" if change.clinical else "minor"
    why = "; ".join(reason.words for reason in change.reasons)
    return f"{WHAT[change.what]}, {counts}: {why}"


def whereabouts(change: Change) -> str:
    """Where in its section a change is, as the beginning of a line; empty if nowhere narrower."""
    return f"{change.within[:1].upper()}{change.within[1:]}" if change.within else ""


def tally(difference: Difference) -> str:
    """How many changes there are, in one sentence."""
    many, clinical = len(difference.changes), len(difference.clinical)
    if not many:
        return "Nothing differs."
    noun = "change" if many == 1 else "changes"
    return f"{many} {noun}: {clinical} clinical, {many - clinical} minor."


def by_section(difference: Difference) -> dict[str, list[Change]]:
    """The changes under the names of the sections they are in, in order."""
    sections: dict[str, list[Change]] = {}
    for change in difference.changes:
        sections.setdefault(change.section, []).append(change)
    return sections


def markdown_rows(difference: Difference) -> Iterator[str]:
    """The difference as lines of Markdown, with everything an author wrote escaped."""
    yield tally(difference)
    for section, changes in by_section(difference).items():
        yield ""
        yield f"### {escape(section)}"
        yield ""
        for change in changes:
            words, where = marked(change), whereabouts(change)
            prefix = f"{escape(where)}: " if where else ""
            suffix = f". {escape(words)}" if words else "."
            yield f"- {prefix}**{escape(verdict(change))}**{suffix}"
