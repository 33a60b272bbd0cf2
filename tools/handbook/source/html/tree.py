"""A page as a browser holds it: elements with their attributes, comments and text."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


class Attributes(dict[str, str]):
    """The attributes of a tag, which nobody changes: names in small letters, values as they read.

    Tags that are written alike share theirs, so what depends on a tag alone can be judged once.
    """

    __slots__ = ("classes",)
    __hash__ = object.__hash__  # type: ignore[assignment]  # equal ones may be judged twice
    classes: tuple[str, ...]
    """The names in ``class``, in order."""

    def __init__(self, given: Iterable[tuple[str, str]] = ()) -> None:
        """Take the attributes in ``given``, by their names."""
        super().__init__(given)
        self.classes = tuple(self.get("class", "").split())


class Comment(NamedTuple):
    """A comment, by the words in it."""

    words: str


class Element(NamedTuple):
    """One element: a name and attributes in small letters, as a browser holds them.

    An attribute without a value has an empty one. ``children`` are elements, comments and text.
    """

    name: str
    attributes: Attributes
    children: tuple[Element | Comment | str, ...] = ()

    @property
    def classes(self) -> tuple[str, ...]:
        """The names in its ``class``, in order."""
        return self.attributes.classes

    @property
    def elements(self) -> tuple[Element, ...]:
        """The elements that stand directly in it."""
        return tuple([child for child in self.children if isinstance(child, Element)])

    def within(self) -> Iterator[Element]:
        """Every element in it, itself first, in the order of the page."""
        waiting = [self]
        while waiting:
            element = waiting.pop()
            yield element
            waiting += [c for c in reversed(element.children) if isinstance(c, Element)]

    def comments(self) -> Iterator[str]:
        """The words of every comment in it."""
        for element in self.within():
            for child in element.children:
                if isinstance(child, Comment):
                    yield child.words

    def text(self) -> str:
        """All the text in it, as it stands, also where a style would hide it."""
        return "".join(
            child if isinstance(child, str) else child.text()
            for child in self.children
            if not isinstance(child, Comment)
        )

    def words(self) -> str:
        """Its text with every run of white space as one space."""
        return " ".join(self.text().split())
