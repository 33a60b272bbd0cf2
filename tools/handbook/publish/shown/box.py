"""The standing box of a built page: known by where it stands, and by nothing that could be copied.

There is one, drawn by the theme directly in the article and before the text, with the words and the
tone that were worked out; or there is none. Whatever could pass for it elsewhere is refused.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from handbook.publish.shown.given import given_to
from handbook.source.closed_list import TONES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from handbook.render.model import Page
    from handbook.source.html.tree import Attributes, Element

BADGE = "data-handbook-badge"
"""The attribute by which the theme marks every badge of a standing box; its value is the words."""
BOX = "hb-box"
HEADING = "hb-standing"
_WAY = ("body", "div.md-container", "main.md-main", "div.md-main__inner", "div.md-content")
_TEXT = "hb-text"
_ONLY_IN_BOX = ("hb-box-", "hb-badges", "hb-advice", "hb-shape")


def article_of(page: Element, elements: Sequence[Element]) -> Element | None:
    """The article of a built page, if it stands where the theme puts it, and is the only one.

    ``elements`` are all that are in the page.
    """
    articles = [element for element in elements if element.name == "article"]
    here = page
    for step in _WAY:
        name, _, kind = step.partition(".")
        following = [e for e in here.elements if e.name == name and (not kind or kind in e.classes)]
        if len(following) != 1:
            return None
        here = following[0]
    own = [element for element in here.elements if element.name == "article"]
    return own[0] if len(articles) == len(own) == 1 else None


def check_box(elements: Sequence[Element], article: Element, page: Page | None) -> Iterator[str]:
    """Whether the box and its badges are those of the page, in their places, and no others."""
    wanted: Mapping[str, Any] | None = given_to(page).get("box")
    boxes = [element for element in article.elements if BOX in element.classes]
    texts = [at for at, element in enumerate(article.elements) if _TEXT in element.classes]
    if len(boxes) != (1 if wanted else 0):
        must = "must have one" if wanted else "must have none"
        yield f"it has {len(boxes)} standing boxes in its article, and {must}."
    elif wanted and texts and article.elements.index(boxes[0]) >= texts[0]:
        yield "its standing box does not stand before its text."
    elif wanted:
        yield from _drawn(boxes[0], wanted)
    inside = {id(element) for box in boxes for element in box.within()}
    for element in elements:
        if _could_be_taken_for_one(element.attributes) and id(element) not in inside:
            yield f"an element <{element.name}> outside the standing box could be taken for one."


@lru_cache(maxsize=16384)
def _could_be_taken_for_one(given: Attributes) -> bool:
    if BADGE in given or given.get("id") == HEADING:
        return True
    return any(name == BOX or name.startswith(_ONLY_IN_BOX) for name in given.classes)


def _drawn(box: Element, wanted: Mapping[str, Any]) -> Iterator[str]:
    tones = _tones(box)
    if box.name != "section" or tones != {f"hb-{wanted['tone']}"}:
        yield (
            f"its standing box is {', '.join(sorted(tones)) or 'of no tone'}, and must be of the"
            f" tone {wanted['tone']}."
        )
    headings = [e for e in box.within() if e.attributes.get("id") == HEADING]
    headed = [e.words() for e in headings]
    marked = [e.attributes.get(BADGE) for e in headings]
    must_say = [f"Standing: {wanted['heading']}"]
    if headed != must_say or marked != [wanted["badges"][0]["label"]]:
        yield f"its standing box says {headed}, and must say {wanted['heading']}."
    badges = [e for e in box.within() if BADGE in e.attributes]
    shown = [(e.attributes[BADGE], e.words(), _tones(e)) for e in badges if e not in headings]
    must = [(b["label"], b["label"], {f"hb-{b['tone']}"}) for b in wanted["badges"][1:]]
    if shown != must:
        yield (
            f"its badges say {[words for _, words, _ in shown]}, in their tones; they must say"
            f" {[label for label, _, _ in must]}, in theirs."
        )
    advice = [e.words() for e in box.within() if "hb-advice" in e.classes]
    if advice != [" ".join(line.split()) for line in wanted["advice"][:1]]:
        yield f"its standing box advises {advice}, and must advise {wanted['advice'][:1]}."


def _tones(element: Element) -> set[str]:
    return {name for name in element.classes if name in TONES}
