"""What only the original says, or only the draft, or what they say in another order."""

from __future__ import annotations

import difflib
from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from handbook.importing.comparing.tokens import numeric, tokens
from handbook.importing.model import SaidPassage, Spot, TextDifference
from handbook.importing.phrases import without

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

MOST = 9_000_000
"""So many pairs of tokens are held against each other in order; beyond it, only counted."""
_BESIDE = 90


@dataclass(frozen=True, slots=True)
class PlacedToken:
    """A token and the passage it stands in."""

    token: str
    passage: SaidPassage


def compare_texts(
    original: Sequence[SaidPassage], draft: Sequence[SaidPassage]
) -> tuple[TextDifference, ...]:
    """Every word, number or sign that is lost, new or elsewhere, in the order of the original."""
    before = [(tokens(without(passage.text)), passage) for passage in original]
    after = [(tokens(passage.text), passage) for passage in draft]
    before = [pair for pair in before if pair[0]]
    after = [pair for pair in after if pair[0]]
    matcher = difflib.SequenceMatcher(
        None, [words for words, _ in before], [words for words, _ in after], autojunk=False
    )
    differences: list[TextDifference] = []
    for what, begin, end, first, last in matcher.get_opcodes():
        if what != "equal":
            differences += _within(_placed(before[begin:end]), _placed(after[first:last]))
    return tuple(_moved(differences))


def _placed(pairs: Sequence[tuple[tuple[str, ...], SaidPassage]]) -> list[PlacedToken]:
    return [PlacedToken(token, passage) for words, passage in pairs for token in words]


def _within(
    before: Sequence[PlacedToken], after: Sequence[PlacedToken]
) -> Iterator[TextDifference]:
    """What differs between two stretches, run by run."""
    if len(before) * len(after) > MOST:
        yield from _counted(before, after)
        return
    matcher = difflib.SequenceMatcher(
        None, [p.token for p in before], [p.token for p in after], autojunk=False
    )
    spot = Spot()
    for what, begin, end, first, last in matcher.get_opcodes():
        if begin < len(before):
            spot = before[begin].passage.spot
        if what != "equal":
            yield from _run("lost", before[begin:end], spot)
            yield from _run("new", after[first:last], spot)


def _counted(
    before: Sequence[PlacedToken], after: Sequence[PlacedToken]
) -> Iterator[TextDifference]:
    """What there is more of on either side, where the order would take too long to follow."""
    left, right = Counter(p.token for p in before), Counter(p.token for p in after)
    for kind, only, placed in (("lost", left - right, before), ("new", right - left, after)):
        for token in only:
            place = next(p for p in placed if p.token == token)
            yield from _run("lost" if kind == "lost" else "new", [place], place.passage.spot)
    spot = before[0].passage.spot
    yield TextDifference("moved", "the order of a long stretch was not compared", spot, "", True)


def _run(
    kind: Literal["lost", "new"], placed: Sequence[PlacedToken], spot: Spot
) -> Iterator[TextDifference]:
    if not placed:
        return
    beside = placed[0].passage.text
    at = max(0, beside.find(placed[0].token) - _BESIDE // 2)
    shown = (
        f"{'…' if at else ''}{beside[at : at + _BESIDE]}{'…' if at + _BESIDE < len(beside) else ''}"
    )
    words = " ".join(p.token for p in placed)
    yield TextDifference(kind, words, spot, shown, any(numeric(p.token) for p in placed))


def _moved(differences: Sequence[TextDifference]) -> Iterator[TextDifference]:
    """The same differences; what was lost in one place and is new in another is said once."""
    new = Counter(difference.words for difference in differences if difference.kind == "new")
    lost = Counter(difference.words for difference in differences if difference.kind == "lost")
    both = new & lost
    left = Counter(both)
    gone = Counter(both)
    for difference in differences:
        counts = left if difference.kind == "lost" else gone
        if counts[difference.words] > 0:
            counts[difference.words] -= 1
            if difference.kind == "lost":
                yield replace(difference, kind="moved")
        else:
            yield difference
