"""Each thing is done once: a text is parsed once for all its pages, a page looked through once."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

import pytest

from handbook.render.document import view
from handbook.render.markdown import output, texts
from handbook.render.pages import records

if TYPE_CHECKING:
    from collections.abc import Callable

    from handbook.render import Site


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch) -> Callable[[Any, str], Counter[str]]:
    """How often a function of a module is called with each text."""

    def count(module: Any, name: str) -> Counter[str]:
        calls: Counter[str] = Counter()
        function = getattr(module, name)

        def noticed(text: str) -> Any:
            calls[text] += 1
            return function(text)

        monkeypatch.setattr(module, name, noticed)
        return calls

    monkeypatch.setattr(output, "_CLEAN", set())
    return count


def test_each_page_is_looked_through_once(toy: Any, counted: Any) -> None:
    rendered = counted(output, "to_html")
    site: Site = toy.site()
    looked = {page.markdown for page in site.pages.values() if kind(page) != "help"}
    assert set(rendered) == looked
    assert max(rendered.values()) == 1
    rendered.clear()
    assert toy.site().pages == site.pages
    assert not rendered


def test_a_page_that_is_not_clean_is_looked_at_each_time(counted: Any) -> None:
    rendered = counted(output, "to_html")
    for _ in range(2):
        assert output._found("*a*{: .hb-strange }")
    assert sum(rendered.values()) == 2


def test_the_text_of_a_version_is_parsed_once_for_all_pages_that_show_it(
    toy: Any, counted: Any
) -> None:
    parsed = counted(texts, "link_spans")
    site: Site = toy.site()
    shown = [page for page in site.pages.values() if page.authored is not None]
    assert sum(parsed.values()) < len(shown)
    again = {body: times for body, times in parsed.items() if times > 1}
    assert all(working(toy, body) for body in again)


def test_a_document_is_viewed_once_for_all_its_pages(
    toy: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    viewed: Counter[str] = Counter()
    dated: Counter[str] = Counter()

    def view_of(context: Any, record: Any, standing: Any) -> Any:
        viewed[record.id] += 1
        return view.view_of(context, record, standing)

    def timeline_of(standing: Any, settings: Any) -> Any:
        dated[standing.document] += 1
        return found_timeline(standing, settings)

    found_timeline = view.timeline_of
    monkeypatch.setattr(records, "view_of", view_of)
    monkeypatch.setattr(view, "timeline_of", timeline_of)
    toy.site()
    assert set(viewed.values()) == set(dated.values()) == {1}
    assert set(dated) < set(viewed) == set(toy.assessment().standings)


def working(toy: Any, body: str) -> bool:
    """Whether a body is both a working text and a sealed one: two texts, which happen to agree."""
    files = [raw.decode() for path, raw in toy.files.items() if path.endswith(".md")]
    return sum(body in text for text in files) > 1


def kind(page: Any) -> str:
    return str(page.meta["handbook"]["kind"])
