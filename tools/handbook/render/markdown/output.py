"""Whether pages hold nothing but what is on the closed list, whatever they are made from."""

from __future__ import annotations

from hashlib import sha256
from itertools import chain
from typing import TYPE_CHECKING, Any

from handbook.render.markdown.shapes import shapes_of
from handbook.render.markdown.templating import ForbiddenMarkup, RefusedOutput
from handbook.source.closed_list import met
from handbook.source.html.reading import TooDeepError, read_part
from handbook.source.html.tree import Element
from handbook.source.markdown.fidelity import to_html

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from handbook.render.markdown.shapes import Shape
    from handbook.render.model import Page
    from handbook.source.markdown.bodies import Bodies


def refuse_strange(pages: Iterable[Page], bodies: Bodies) -> None:
    """Raise ``RefusedOutput`` if a page's Markdown yields anything that is not on the list.

    ``bodies`` knows what was found clean before, and is told what else is.
    Pages that explain rules are the tool's own throughout, and are looked at once they are built.
    """
    if refusals := list(chain.from_iterable(refused_in(page, bodies) for page in pages)):
        raise RefusedOutput(refusals)


def refused_in(page: Page, bodies: Bodies) -> Iterator[ForbiddenMarkup]:
    """What ``refuse_strange`` would raise for one page, if anything."""
    handbook = _handbook(page)
    if handbook.get("kind") != "help" and (strange := _strange(page.markdown, bodies)):
        yield ForbiddenMarkup(_source(page), str(handbook.get("type", "")), page.path, strange)


def _strange(markdown: str, bodies: Bodies) -> tuple[str, ...]:
    """What a page's Markdown yields that is not on the list.

    Its shapes may say that there is nothing; anything else is said by the page itself.
    """
    key = f"whole:{_digest(markdown)}"
    if bodies.is_clean(key):
        return ()
    shapes = shapes_of(markdown)
    known = shapes is not None and all(_is_clean(shape, bodies) for shape in shapes)
    strange = () if known else tuple(met(to_html(markdown)))
    if not strange:
        bodies.found_clean(key)
    return strange


def _is_clean(shape: Shape, bodies: Bodies) -> bool:
    """Whether a shape yields nothing strange, and what it stands for is read as it is."""
    if shape.kind == "text" and bodies.has_form(shape.markdown):
        return True
    key = f"{shape.kind}:{_digest(shape.markdown)}"
    if bodies.is_clean(key):
        return True
    html = to_html(shape.tried)
    clean = not any(met(html)) and (shape.kind not in ("head", "cell") or _is_table(html))
    if clean:
        bodies.found_clean(key)
    return clean


def _is_table(html: str) -> bool:
    """Whether a piece of HTML is one table and nothing else."""
    try:
        (part,) = read_part(html).children
    except (TooDeepError, ValueError):
        return False
    return isinstance(part, Element) and [e.name for e in part.elements] == ["table"]


def _digest(words: str) -> str:
    return sha256(words.encode(errors="surrogatepass")).hexdigest()


def _handbook(page: Page) -> Mapping[str, Any]:
    handbook: Mapping[str, Any] = page.meta.get("handbook") or {}
    return handbook


def _source(page: Page) -> str:
    return str(_handbook(page).get("file", "")) or page.path
