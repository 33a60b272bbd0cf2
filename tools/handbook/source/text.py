"""What a Markdown text holds: headings, links, and what of it is refused."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from handbook.finding import Code


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading: ``anchor`` is its address on the page, ``explicit`` when its author gave it.

    ``ambiguous`` says that another heading has the same words, so that the address depends on the
    order of the two and nothing may link to it.
    """

    level: int
    text: str
    anchor: str
    explicit: bool
    line: int
    column: int
    ambiguous: bool = False


@dataclass(frozen=True, slots=True)
class Link:
    """A link or an image: ``href`` is its address as typed, ``alt`` an image's description.

    ``line`` and ``column`` are where the address begins, from 1, and ``ends`` the column after it;
    0 where no address stands there by itself, as in a link by reference.
    """

    href: str
    text: str
    line: int
    column: int
    image: bool
    alt: str
    ends: int = 0


@dataclass(frozen=True, slots=True)
class TextProblem:
    """Something refused. Lines and columns are those of the body, from 1."""

    code: Code
    line: int
    column: int
    message: str
    hint: str


@dataclass(frozen=True, slots=True)
class BodyText:
    """What a body holds. When it is too long to be read, only ``problems`` says anything."""

    headings: tuple[Heading, ...] = ()
    links: tuple[Link, ...] = ()
    problems: tuple[TextProblem, ...] = ()
