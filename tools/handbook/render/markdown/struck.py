"""What a suspension names as wrong, struck through wherever it stands in the sealed text.

The words of the text stay as they are: each run of them gets a line through it, and a remark of
ours behind it. What is written is rendered, and has to be the same page when exactly these marks
are taken off again; a mark that does not pass is left out, and the box says so.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from handbook.render.markdown.passages import WordRuns, bounded, candidates
from handbook.source.closed_list import REMARK, SAYS, STRUCK
from handbook.source.html.reading import TooDeepError, read_part
from handbook.source.html.tree import Comment, Element
from handbook.source.markdown.fidelity import to_html
from handbook.source.markdown.outline_html import ADDED, INLINE

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from handbook.assess.standing.model import Standing

_OPENS, _CLOSES = f'<del class="{STRUCK}">', "</del>"
_REMARK = f'<ins class="{REMARK}" {ADDED}="1"> {SAYS}</ins>'
_RENDERINGS = 60
_WORK = 3_000_000
"""So many characters are rendered, all renderings of one page together."""


@dataclass(frozen=True, slots=True)
class Struck:
    """A page's Markdown with the marks in it: the words of each run, and how many remarks.

    ``passages`` has, for each passage that was named, in how many places it stands on the page and
    in how many of them it is struck through.
    """

    markdown: str
    runs: tuple[str, ...] = ()
    remarks: int = 0
    passages: tuple[tuple[str, int, int], ...] = ()

    @property
    def meta(self) -> dict[str, Any]:
        """What the page keeps of it, to be held against what is built."""
        return {"runs": list(self.runs), "remarks": self.remarks} if self.runs else {}


def named_wrong(standing: Standing, version: str = "") -> tuple[str, ...]:
    """The passages that suspensions which nobody has lifted name as wrong, each once.

    With a ``version``, those of the suspensions that are about it, or name none.
    """
    return tuple(
        dict.fromkeys(
            " ".join(text.split())
            for event in standing.events
            if event.decision in standing.stops and (not version or event.version in ("", version))
            for text in event.wrong
            if text.strip()
        )
    )


def strike(
    markdown: str, authored: str | None, data: Mapping[str, Any], named: Sequence[str]
) -> Struck:
    """A page with every place marked where a passage stands in the sealed text.

    ``authored`` is the author's text as it stands in ``markdown``, ``data`` the sealed fields.
    """
    if not named:
        return Struck(markdown)
    try:
        work = _Work(markdown, tuple(named))
        kept = work.settled(candidates(markdown, authored, data, named))
        written, text = work.written(kept), work.flat(kept)
    except TooDeepError:
        return Struck(markdown, passages=tuple((passage, 1, 0) for passage in named))
    dels = [e for e in read_part(to_html(written)).within() if _is_struck(e)]
    counted = []
    for passage in named:
        places = list(bounded(text.text, passage))
        counted.append((passage, len(places), sum(text.covers(at, len(passage)) for at in places)))
    return Struck(written, tuple(e.words() for e in dels), len(kept), tuple(counted))


@dataclass(frozen=True)
class _Flat:
    """The text of a page as it is read, and which of its characters are struck through."""

    text: str
    struck: tuple[bool, ...]

    def covers(self, at: int, long: int) -> bool:
        """Whether all that can be seen from ``at`` on is struck through."""
        return all(
            self.struck[place] or self.text[place].isspace() for place in range(at, at + long)
        )


@dataclass(frozen=True)
class _Work:
    """The marking of one page."""

    markdown: str
    named: tuple[str, ...]

    @cached_property
    def _unmarked(self) -> Element:
        return read_part(to_html(self.markdown))

    @cached_property
    def _ids(self) -> dict[int, str]:
        """The address of every heading by its number on the page."""
        headings = (e for e in self._unmarked.within() if e.name in _HEADINGS)
        return dict(enumerate(e.attributes.get("id", "") for e in headings))

    def settled(self, places: Sequence[WordRuns]) -> list[WordRuns]:
        """As many of the marks as leave the page what it was."""
        kept: list[WordRuns] = []
        waiting = [list(places)] if places else []
        left = max(4, min(_RENDERINGS, _WORK // (len(self.markdown) + 1)))
        while waiting and left:
            group, left = waiting.pop(), left - 1
            if self._is_sound([*kept, *group]):
                kept += group
            elif len(group) > 1:
                middle = len(group) // 2
                waiting += [group[middle:], group[:middle]]
        return sorted(kept, key=lambda mark: mark.runs[0])

    def _is_sound(self, marks: Sequence[WordRuns]) -> bool:
        """Whether the marked page is the unmarked one but for the marks, each of them whole."""
        tree = read_part(to_html(self.written(marks)))
        dels = [e for e in tree.within() if _is_struck(e)]
        if len(dels) != sum(len(mark.runs) for mark in marks) or _without(tree) != self._unmarked:
            return False
        text = _flat(tree)
        allowed = set[int]()
        for passage in self.named:
            for at in bounded(text.text, passage):
                allowed.update(range(at, at + len(passage)))
        return all(at in allowed for at, on in enumerate(text.struck) if on)

    def flat(self, marks: Sequence[WordRuns]) -> _Flat:
        return _flat(read_part(to_html(self.written(marks))))

    def written(self, marks: Sequence[WordRuns]) -> str:
        """The Markdown with its marks, the last of them first, so that places stay true."""
        made = self.markdown
        ends = {}
        for mark in sorted(marks, key=lambda mark: mark.runs[0], reverse=True):
            for begin, end in reversed(mark.runs):
                remark = _REMARK if (begin, end) == mark.runs[-1] else ""
                made = f"{made[:begin]}{_OPENS}{made[begin:end]}{_CLOSES}{remark}{made[end:]}"
            if mark.heading is not None:
                ends[mark.heading] = self._ids.get(mark.heading, "")
        return _addressed(made, ends) if ends else made


_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})


def _addressed(markdown: str, addresses: Mapping[int, str]) -> str:
    """Headings that were marked, with the address that they had before."""
    lines, number = markdown.split("\n"), -1
    for at, line in enumerate(lines):
        if not line.startswith("#"):
            continue
        number += 1
        if addresses.get(number) and not line.rstrip().endswith("}"):
            lines[at] = f"{line.rstrip()} {{: #{addresses[number]} }}"
    return "\n".join(lines)


def _is_struck(element: Element) -> bool:
    return element.name == "del" and STRUCK in element.classes


def _is_remark(element: Element) -> bool:
    return element.name == "ins" and REMARK in element.classes


def _without(element: Element) -> Element:
    """The same element as it was before it was marked."""
    return Element(element.name, element.attributes, tuple(_merged(_unmarked(element))))


def _unmarked(element: Element) -> Iterator[Element | Comment | str]:
    for child in element.children:
        if not isinstance(child, Element):
            yield child
        elif _is_struck(child):
            yield from _unmarked(child)
        elif not _is_remark(child):
            yield _without(child)


def _merged(children: Iterator[Element | Comment | str]) -> Iterator[Element | Comment | str]:
    words = ""
    for child in children:
        if isinstance(child, str):
            words += child
            continue
        if words:
            yield words
        words = ""
        yield child
    if words:
        yield words


def _flat(tree: Element) -> _Flat:
    signs: list[tuple[str, bool]] = []
    _read(tree, signs, on=False)
    return _Flat("".join(sign for sign, _ in signs), tuple(on for _, on in signs))


def _read(element: Element, signs: list[tuple[str, bool]], *, on: bool) -> None:
    for child in element.children:
        if isinstance(child, str):
            for sign in child:
                blank = sign in " \t\r\n"
                if not (blank and (not signs or signs[-1][0] in " \n")):
                    signs.append((" " if blank else sign, on))
        elif isinstance(child, Element) and not (
            _is_remark(child) or "headerlink" in child.classes
        ):
            apart = child.name not in INLINE | {"del", "ins"}
            signs += [("\n", False)] * apart
            _read(child, signs, on=on or _is_struck(child))
            signs += [("\n", False)] * apart


def amiss(elements: Sequence[Element], meta: Mapping[str, Any]) -> Iterator[str]:
    """How the marks among all ``elements`` of a page differ from those made (``Struck.meta``)."""
    classed = [e for e in elements if "class" in e.attributes]
    runs = [e.words() for e in classed if STRUCK in e.classes]
    if runs != list(meta.get("runs") or ()):
        yield f"{len(runs)} passages struck through, which are not those that a suspension names"
    added = [e for e in elements if ADDED in e.attributes or REMARK in e.classes]
    sound = all(_is_remark(e) and ADDED in e.attributes and e.words() == SAYS for e in added)
    if len(added) != int(meta.get("remarks") or 0) or not sound:
        yield "remarks that are not those behind what is struck through"
