"""Changes of a text, old and new side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handbook.difference import Span
from handbook.difference.telling import shortened
from handbook.proposal.blocks import ALL, Beside, BesideRow, Limits, Runs, Sentences
from handbook.proposal.statement import gravest, place, rank

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from handbook.proposal.blocks import AccountBlock
    from handbook.proposal.model import Detail

_KEPT = 40
"""Letters of what stayed the same that are always shown on each side of a change."""
_CUT = " ... (cut short)"
_WHAT = {"added": "Added", "removed": "Removed", "moved": "Moved", "reworded": "Changed"}


def beside(caption: str, details: Sequence[Detail], limits: Limits = ALL) -> Iterator[AccountBlock]:
    """Changes side by side. Where not all of them can be shown, the gravest are."""
    shown = list(details)
    if len(shown) > limits.rows:
        shown = sorted(shown, key=lambda detail: (not detail.clinical, rank(detail)))
        shown = shown[: limits.rows]
    yield Beside(caption, tuple(_row(detail, limits) for detail in shown))
    left = len(details) - len(shown)
    if left:
        clinical = sum(d.clinical for d in details) - sum(d.clinical for d in shown)
        yield Sentences(
            f"Left out here: {left} more {'change' if left == 1 else 'changes'},"
            f" {clinical} of them clinical.",
            loud=True,
        )


def _row(detail: Detail, limits: Limits) -> BesideRow:
    counts = "clinical" if detail.clinical else "minor"
    old = _runs(detail, "removed", limits) if detail.old else ()
    new = _runs(detail, "added", limits) if detail.new else ()
    words = f"{_WHAT[detail.what]}, {counts}: {'; '.join(detail.reasons)}"
    if _CUT in "".join(text for text, _ in (*old, *new)) and (grave := gravest(detail)):
        words += f". The gravest of it, as not all is shown: {grave}"
    return BesideRow(place(detail), words, old, new, detail.clinical)


def _runs(detail: Detail, side: str, limits: Limits) -> Runs:
    """One text of a change, with the words that went or came marked, and what stayed cut short."""
    spans = _joined([span for span in detail.spans if span.what in ("same", side)], side)
    kept = max(_KEPT, limits.letters // 8)
    runs: list[tuple[str, bool]] = []
    left = limits.letters
    for number, span in enumerate(spans):
        text = span.text
        if span.what == "same":
            text = shortened(text, kept, first=number == 0, last=number == len(spans) - 1)
        if len(text) > left:
            text = f"{text[:left]}{_CUT}"
        left -= len(text)
        runs.append((text, span.what == side))
        if left <= 0:
            break
    return tuple(runs)


def _joined(spans: Sequence[Span], side: str) -> list[Span]:
    """Runs of words that changed as one, where nothing but a blank stands between them."""
    joined: list[Span] = []
    for span in spans:
        between = len(joined) > 1 and joined[-1].what == "same" and not joined[-1].text.strip()
        if span.what == side and between and joined[-2].what == side:
            blank, before = joined.pop(), joined.pop()
            joined.append(Span(side, before.text + blank.text + span.text))
        else:
            joined.append(span)
    return joined


def beside_text(detail: Detail, labels: Mapping[str, str]) -> BesideRow:
    """A line beside the text, whole; ids with what they are called."""

    def whole(value: str) -> Runs:
        name = labels.get(value, "")
        return ((f"{name} ({value})" if name else value, True),) if value else ()

    return BesideRow(
        place(detail), _WHAT[detail.what], whole(detail.old), whole(detail.new), clinical=False
    )
