"""What the bodies of records hold, each worked out once however many ask.

What is worked out depends on the words of a body alone. So two records with the same words share
it, a branch shares it with its base, other processes can work it out, and a cache can keep it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import astuple, dataclass
from typing import TYPE_CHECKING, Any, TypeVar

from handbook.finding import Severity
from handbook.source.text import BodyText, Heading, Link

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Protocol

    from handbook.source.markdown.fidelity import PageMismatch

    class Cache(Protocol):
        """Where what was worked out before may be found again. Neither method raises."""

        def get(self, key: str) -> Any:
            """What was put under ``key``, as JSON gives it, or ``None``."""

        def put(self, key: str, value: Any) -> None:
            """Keep ``value``, which JSON can hold, under ``key``."""


Part = TypeVar("Part", Heading, Link)
Result = TypeVar("Result")

Spread = Callable[[Callable[[str], "Body"], Sequence[str]], Iterable["Body"]]
"""Applies a function to every body, in order, perhaps in several processes."""


@dataclass(frozen=True, slots=True)
class Body:
    """One body as read by both parsers.

    ``differences`` are the places where the page would differ from the text (I15). They are looked
    for only in a text in which nothing else is refused; of any other nobody makes a page.
    ``marks`` are the lines, from 1, that pass for a mark of standing (I12), ``strange`` what its
    page would hold that no text may (nothing of a text of which nobody makes a page).
    """

    text: BodyText
    differences: tuple[PageMismatch, ...] = ()
    marks: tuple[int, ...] = ()
    strange: tuple[str, ...] = ()

    @property
    def clean(self) -> bool:
        """Whether nothing is to be said about it."""
        return not (self.text.problems or self.differences or self.marks or self.strange)


def read_body(words: str) -> Body:
    """Read one body. Never raises for what it holds."""
    from handbook.source.closed_list import met  # noqa: PLC0415  with an HTML parser
    from handbook.source.markdown import fidelity, parsing  # noqa: PLC0415  two Markdown parsers
    from handbook.source.words.typed_status import passes_for_a_mark  # noqa: PLC0415  with them

    text, tokens = parsing.parse_for_outline(words)
    lines = enumerate(words.splitlines(), start=1)
    marks = tuple(number for number, line in lines if passes_for_a_mark(line))
    if not words.strip() or any(p.code.severity is Severity.ERROR for p in text.problems):
        return Body(text, marks=marks)
    expected = fidelity.outline_of_markdown(words, tokens=tokens)
    html = fidelity.to_html(words)
    differences = fidelity.compare(expected, fidelity.outline_of_html(html))
    return Body(text, tuple(differences), marks, tuple(met(html)))


@dataclass(frozen=True, slots=True)
class Noticed:
    """What was ``asked`` of a cache and was there, and what was ``put`` into it, as pairs."""

    asked: tuple[str, ...] = ()
    put: tuple[tuple[str, Any], ...] = ()


class NoticingCache:
    """A cache that knows what was done with it, so that another process can do the same."""

    def __init__(self, cache: Cache) -> None:
        self._cache = cache
        self._asked: dict[str, None] = {}
        self._put: dict[str, Any] = {}

    def get(self, key: str) -> Any:
        """What the cache has under ``key``, or ``None``."""
        value = self._cache.get(key)
        if value is not None:
            self._asked[key] = None
        return value

    def put(self, key: str, value: Any) -> None:
        """Keep ``value`` under ``key``."""
        self._put[key] = value
        self._cache.put(key, value)

    @property
    def noticed(self) -> Noticed:
        """What was done so far."""
        return Noticed(tuple(self._asked), tuple(self._put.items()))


class Bodies:
    """Bodies by their words. ``cache`` keeps clean ones from one run to the next."""

    def __init__(self, cache: Cache | None = None, spread: Spread = map) -> None:
        self.cache = cache
        self._spread = spread
        self._read: dict[str, Body] = {}
        self._clean: set[str] = set()
        self.parsed = 0
        """How many were parsed here, rather than found in the cache."""

    def is_clean(self, key: str) -> bool:
        """Whether nothing was found in what ``key`` stands for, in this run or in another one."""
        return key in self._clean or (self.cache is not None and self.cache.get(key) is True)

    def found_clean(self, key: str) -> None:
        """Keep that nothing was found in what ``key`` stands for. It is the asker's own digest."""
        self._clean.add(key)
        if self.cache is not None:
            self.cache.put(key, value=True)

    def has_form(self, form: str) -> bool:
        """Whether a body that was read is clean, and is ``form`` but for the addresses in it.

        Empty lines at its beginning and end do not count.
        """
        return _form_key(form) in self._clean

    def noticing(self, work: Callable[[], Result]) -> tuple[Result, Noticed]:
        """What ``work`` gives, and what it does with the cache: in a process that ends with it."""
        cache = self.cache
        if cache is None:
            return work(), Noticed()
        self.cache = noticing = NoticingCache(cache)
        try:
            return work(), noticing.noticed
        finally:
            self.cache = cache

    def learn(self, noticed: Noticed) -> None:
        """Do with the cache what another process did; doing it twice is no harm."""
        if self.cache is not None:
            for key in noticed.asked:
                self.cache.get(key)
            for key, value in noticed.put:
                self.cache.put(key, value)

    def of(self, words: str) -> Body:
        """One body, read now if it has not been read yet."""
        self.read_all((words,))
        return self._read[words]

    def read_all(self, bodies: Iterable[str]) -> None:
        """Read many at once, which may use several processes."""
        missing: dict[str, str] = {}
        for words in bodies:
            if words not in self._read and words not in missing:
                key = hashlib.sha256(words.encode("utf-8", "surrogatepass")).hexdigest()
                kept = None if self.cache is None else _as_body(self.cache.get(key))
                if kept is None:
                    missing[words] = key
                else:
                    self._has_read(words, kept)
        for (words, key), body in zip(
            missing.items(), self._spread(read_body, tuple(missing)), strict=True
        ):
            self._has_read(words, body)
            self.parsed += 1
            if self.cache is not None and body.clean:
                self.cache.put(key, _as_json(body))

    def _has_read(self, words: str, body: Body) -> None:
        from handbook.source.closed_list import without_addresses  # noqa: PLC0415  as above

        self._read[words] = body
        if body.clean:
            self._clean.add(_form_key(without_addresses(words.strip("\n"))))


def _form_key(form: str) -> str:
    return f"form:{hashlib.sha256(form.encode('utf-8', 'surrogatepass')).hexdigest()}"


def _as_json(body: Body) -> Mapping[str, Any]:
    """A clean body as JSON can hold it."""
    return {
        "headings": [astuple(heading) for heading in body.text.headings],
        "links": [astuple(link) for link in body.text.links],
    }


def _as_body(kept: Any) -> Body | None:
    """A clean body from what a cache gave; ``None`` if that is not one."""
    try:
        headings = tuple(_made(Heading, fields) for fields in kept["headings"])
        links = tuple(_made(Link, fields) for fields in kept["links"])
    except (TypeError, KeyError):
        return None
    return Body(BodyText(headings, links))


def _made(kind: type[Part], fields: Sequence[Any]) -> Part:
    """An object from its fields in order. Raises ``TypeError`` where they are of another kind."""
    made = kind(*fields)
    for name, expected in kind.__annotations__.items():
        if type(getattr(made, name)).__name__ != expected:
            raise TypeError(f"{kind.__name__}.{name} is no {expected}")
    return made
