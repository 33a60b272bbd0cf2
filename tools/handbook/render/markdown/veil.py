"""What a network's own page template writes itself, told apart from what it is given.

While such a template runs, everything of ours stands veiled, as a mark that means nothing. So what
the template yields can be read, as a browser would, for what it adds of its own.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any

from jinja2 import Undefined

from handbook.render.markdown.writing import Md, in_words
from handbook.source.closed_list import EXPLAINED, REMARK, STRUCK, TAG, met
from handbook.source.html.reading import TooDeepError, read_part
from handbook.source.markdown.fidelity import to_html
from handbook.source.markdown.outline_html import ADDED
from handbook.source.terms import BEGINS
from handbook.source.words.claims import claimed

if TYPE_CHECKING:
    from collections.abc import Container, Iterator

    from handbook.source.html.tree import Element

_MARK = re.compile("\ue000([0-9]+)\ue001")
_SIGNS = frozenset("\ue000\ue001")
_OUR_IDS = re.compile("hb-[a-z0-9-]*")
_QUOTED = re.compile(r'"([^"\n]*)"')
_SCRIPTED = re.compile(r"\{[{%].*?[%}]\}|\{:.*?\}", re.DOTALL)
_OF_DECISIONS = frozenset({"kind_words"})
"""Functions whose words, beside a standing box, would pass for the words of a decision."""
_BLOCKS = frozenset({"p", "h1", "h2", "h3", "h4", "h5", "h6", "li", "td", "th", "pre", "dt", "dd"})
_RUNS = frozenset({"strong", "em", "a", "code", "del", "ins"})


class Veil:
    """The marks of one page.

    ``data`` is the record, ``shipped`` the tool's own template of its type if it has one, ``ids``
    those of all records; ``boxed`` says whether a standing box stands on the page.
    """

    def __init__(
        self, data: Mapping[str, Any], shipped: str, ids: Container[str], *, boxed: bool
    ) -> None:
        self._known = ids
        self._kept: list[Md] = []
        self._boxed = boxed
        self._ids = set(_OUR_IDS.findall(shipped))
        claims = {" ".join(text.split()) for text in _texts(data)}
        claims |= {in_words(text) for text in claims}
        self._claims = {text for text in claims if claimed(text)}
        """Strings of the record that speak of a standing: the record says that, no template."""
        self._claims |= {text for text in _literals(shipped) if claimed(text)}
        self.asked: list[str] = []
        """What the template asked our functions to say of a standing."""

    def over(self, name: str, value: Any) -> Any:
        """A value for a template by its name: what is ours, and what our functions give, veiled."""
        if isinstance(value, Md):
            return self._mark(value) if value else value
        if isinstance(value, (list, tuple)):
            return type(value)(self.over(name, part) for part in value)
        if callable(value):
            return self._asking(value, kept=not (self._boxed and name in _OF_DECISIONS))
        return value

    def lifted(self, written: str) -> str:
        """What a template wrote, with everything of ours in its place."""
        return _MARK.sub(self._unmark, written)

    def met(self, written: str) -> Iterator[str]:
        """What the template writes of its own that only the handbook may draw or say."""
        html = to_html(written)
        yield from met(html)
        try:
            part = read_part(html)
            whole = read_part(to_html(self.lifted(written)))
        except TooDeepError:
            return  # said already, or said of the page
        yield from self._drawn(part)
        if BEGINS in written:
            yield "a line that would explain a word"
        for words in (
            *self.asked,
            *(claimed(self._without_claims(line)) for line in _texts_shown(part)),
        ):
            if words:
                yield f"the words “{words}”"
        good = (element for element in whole.within() if "hb-good" in element.classes)
        if self._boxed and any(good):
            yield "a green tag beside the standing of the page"

    def _drawn(self, part: Element) -> Iterator[str]:
        """What stands among a template's own words that the list has, and a template may not."""
        yield from ("a comment" for _ in part.comments())
        for element in part.within():
            if element.name == "img":
                yield "an image"
            for ours in sorted({EXPLAINED, TAG, STRUCK, REMARK} & set(element.classes)):
                yield f"the class “{ours}” on the element <{element.name}>"
            if ADDED in element.attributes:
                yield f"the attribute {ADDED} on the element <{element.name}>"
            here = element.attributes.get("id", "")
            if here.startswith("hb-") and not self._is_ours(here):
                yield f"the address #{here}, which begins as the handbook's own do"
            if any(_SIGNS & set(value) for value in element.attributes.values()):
                yield f"something of the handbook's in an attribute of the element <{element.name}>"
            if element.name in {"code", "pre"} and _SIGNS & set(element.text()):
                yield "something of the handbook's set as code"

    def _is_ours(self, here: str) -> bool:
        """Whether an address is one that the tool's own template of the type gives."""
        begun = (
            anchor
            for anchor in self._ids
            if anchor.endswith("-") and (anchor != "hb-" or not self._boxed)
        )
        return here in self._ids or here.startswith(tuple(begun))

    def _asking(self, function: Callable[..., Any], *, kept: bool) -> Callable[..., Any]:
        """A function of ours for templates; ``kept`` says that the words it gives are its own."""

        def asked(*given: Any, **named: Any) -> Any:
            given, named = _gathered(given), _gathered(named)
            for text in _texts([*given, *named.values()], keys=True):
                plain = "" if text in self._known else _MARK.sub(" ", text)
                if words := claimed(self._without_claims(plain)):
                    self.asked.append(words)
            answer = function(*given, **named)
            if kept and isinstance(answer, str) and not isinstance(answer, Md) and claimed(answer):
                self._claims.add(answer)
            return self.over("", answer)

        return asked

    def _without_claims(self, words: str) -> str:
        for text in sorted(self._claims, key=len, reverse=True):
            words = words.replace(text, " ")
        return words

    def _mark(self, value: Md) -> Md:
        self._kept.append(value)
        return Md(f"\ue000{len(self._kept) - 1}\ue001")

    def _unmark(self, mark: re.Match[str]) -> str:
        number = mark[1]
        known = len(number) < 6 and int(number) < len(self._kept)  # noqa: PLR2004
        return self._kept[int(number)] if known else ""


def _texts_shown(part: Element) -> Iterator[str]:
    """Every line, run of words and label that a reader would see, without what is veiled."""
    for element in part.within():
        if element.name in _BLOCKS | _RUNS | {"div", "blockquote"}:
            own = element.name in _BLOCKS | _RUNS
            text = (
                element.text()
                if own
                else "".join(c for c in element.children if isinstance(c, str))
            )
            yield " ".join(_MARK.sub(" ", text).split())
            yield " ".join(_MARK.sub("", text).split())
        for name in ("data-label", "title", "alt"):
            if name in element.attributes:
                yield element.attributes[name]


def _gathered(value: Any) -> Any:
    """A value with whatever can be walked through only once, or unseen, as a list."""
    if isinstance(value, tuple):
        make = getattr(value, "_make", tuple)  # a group of Jinja's own has names for its parts
        return make(_gathered(part) for part in value)
    if isinstance(value, dict):
        return {name: _gathered(part) for name, part in value.items()}
    if isinstance(value, Iterable) and not isinstance(value, (str, Mapping, Undefined)):
        return [_gathered(part) for part in value]
    return value


def _texts(value: Any, *, keys: bool = False) -> Iterator[str]:
    """Every string in a value; with ``keys`` also those that name its parts, as columns are."""
    if isinstance(value, str):
        yield str(value)
    elif isinstance(value, Mapping):
        yield from _texts([*value.values(), *(value if keys else ())], keys=keys)
    elif isinstance(value, (list, tuple)):
        for part in value:
            yield from _texts(part, keys=keys)


def _literals(template: str) -> Iterator[str]:
    """The words that a template of the tool's itself says."""
    yield from _QUOTED.findall(template)
    for line in _SCRIPTED.sub("\n", template).splitlines():
        yield " ".join(line.strip(" #*:").split())
