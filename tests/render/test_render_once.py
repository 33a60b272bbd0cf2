"""Each thing is done once: a text is parsed once for all its pages, a page looked through once."""

from __future__ import annotations

import gc
from collections import Counter
from datetime import UTC, date, datetime
from itertools import count
from typing import TYPE_CHECKING, Any

import pytest

from handbook.agenda.meeting.pack import scheduled
from handbook.forge import mailboxes
from handbook.outputs.making import handbook, looked_through
from handbook.render import Page, Stamp
from handbook.render.agenda import packs
from handbook.render.document import view
from handbook.render.gathering import gather
from handbook.render.markdown import output, texts
from handbook.render.overviews import whole
from handbook.render.pages import records
from handbook.render.registers import facets
from handbook.render.search.entries import Finder
from handbook.render.site import drawn, render
from handbook.source.markdown.bodies import Bodies

if TYPE_CHECKING:
    from collections.abc import Callable

    from handbook.render import Site

STRANGE = "*a*{: .hb-strange }"
STAMP = Stamp("f" * 40, datetime(2026, 11, 23, tzinfo=UTC), date(2026, 11, 23), "0.1.0")


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

    return count


def test_pages_are_looked_through_by_their_shapes_each_once(toy: Any, counted: Any) -> None:
    rendered, assessment = counted(output, "to_html"), toy.assessment()
    site: Site = render(assessment, STAMP)
    looked = {page.markdown for page in site.pages.values() if kind(page) != "help"}
    cells = sum(page.markdown.count(" |") for page in site.pages.values())
    assert max(rendered.values()) == 1
    assert all("<" in markdown for markdown in looked & set(rendered))
    assert len(rendered) < cells / 5
    rendered.clear()
    assert render(assessment, STAMP).pages == site.pages
    assert not rendered


def test_the_text_of_a_page_is_known_from_its_reading(toy: Any, counted: Any) -> None:
    """Fails if an author's text is read by the page's parser again for each page it stands on."""
    rendered, site = counted(output, "to_html"), toy.site()
    texts_shown = [page.authored for page in site.pages.values() if page.authored]
    assert texts_shown
    assert not any(words in text for words in texts_shown for text in rendered)


def test_a_page_that_is_not_clean_is_looked_at_each_time(counted: Any) -> None:
    rendered, bodies = counted(output, "to_html"), Bodies()
    for _ in range(2):
        assert output._strange(STRANGE, bodies)
    assert rendered[STRANGE] == 2


def test_the_text_of_a_version_is_parsed_once_for_all_pages_that_show_it(
    toy: Any, counted: Any
) -> None:
    again, assessment = counted(texts, "links_of"), toy.assessment()
    bodies = assessment.registry.bodies
    site = render(assessment, STAMP)
    shown = [page for page in site.pages.values() if page.authored is not None]
    parsed = bodies.parsed
    assert 0 < parsed < len(shown)
    assert render(assessment, STAMP).pages == site.pages
    assert bodies.parsed == parsed
    assert not again


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


def test_the_lives_of_documents_are_gone_through_once_for_all_reports(
    toy: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    dated: Counter[str] = Counter()

    def timeline_of(standing: Any, settings: Any) -> Any:
        dated[standing.document] += 1
        return view.timeline_of(standing, settings)

    monkeypatch.setattr(whole, "timeline_of", timeline_of)
    pages = toy.site().pages
    chart = "Documents known to be in force at the end of each quarter"
    assert sum(chart in str(page.meta["handbook"].get("charts")) for page in pages.values()) > 1
    assert set(dated.values()) == {1}


def test_the_meetings_to_come_are_looked_for_once_for_the_pages_of_all_meetings(
    toy: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[Any] = []

    def looked_for(assessment: Any) -> Any:
        asked.append(assessment)
        return scheduled(assessment)

    monkeypatch.setattr(packs, "scheduled", looked_for)
    site, meetings = toy.site(), toy.assessment().registry.of_type("meeting")
    assert sum(path.startswith("meetings/") for path in site.pages) > len(meetings) > 1
    assert len(asked) == 1


def test_who_refers_to_a_record_is_asked_once_for_a_list_and_not_for_each_row(
    toy: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: Counter[str] = Counter()
    context = gathered(toy.assessment())
    walk = facets.whole_and_parts

    def whole_and_parts(context: Any, record_id: str) -> Any:
        asked[record_id] += 1
        return walk(context, record_id)

    monkeypatch.setattr(facets, "whole_and_parts", whole_and_parts)
    values = facets.Facets(context)
    named = [
        value.key
        for _ in range(2)
        for record in context.registry.records.values()
        for facet in context.kind(record).filters
        for value in values.values(record, facet)
    ]
    assert set(asked.values()) == {1}
    assert len(named) > 2 * len(asked)


def test_a_mailbox_is_judged_once_for_all_pages_that_name_it(toy: Any) -> None:
    mailboxes._bare.cache_clear()
    toy.site()
    judged = mailboxes._bare.cache_info()
    assert 0 < judged.misses == judged.currsize
    assert judged.hits > 5 * judged.misses


def test_whoever_only_asks_for_pages_is_told_the_same_and_none_is_held(
    toy: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Fails if pages are gathered while they are looked through: memory would grow with them."""
    assessment = toy.assessment()
    made = handbook(assessment, STAMP, evidence={"north": b""})
    most = max(len(list(part.pages)) for part in drawn(gathered(assessment)))
    held: list[int] = []
    number, entries = count(1), Finder.entries

    def looked_into(finder: Finder, page: Page) -> Any:
        if next(number) % 10 == 0:
            held.append(sum(type(thing) is Page for thing in gc.get_objects()))
        return entries(finder, page)

    before = sum(type(thing) is Page for thing in gc.get_objects())
    monkeypatch.setattr(Finder, "entries", looked_into)
    looked = looked_through(
        assessment, STAMP, findings=(), quarantined={}, codes=(), evidence=["north"]
    )
    assert looked.pages == tuple(made.pages)
    assert len(held) > 5
    assert max(held) - before <= 2 * most < len(made.pages) / 3  # of a record, and of the next
    assert looked.faults == made.faults
    others = {path for path in made.assets if not path.startswith("search/words/")}
    assert set(looked.files) == {*others, *made.attachments}


class Kept(dict[str, Any]):
    """A cache in memory, as the commands keep one on disk."""

    def put(self, key: str, value: Any) -> None:
        self[key] = value


UNSHAPED = "```\n*a*\n```"
"""Nothing strange, in a form of which nothing is said by shapes."""


@pytest.mark.parametrize("markdown", ["*a*", UNSHAPED])
def test_only_what_is_clean_is_kept_for_the_next_run(counted: Any, markdown: str) -> None:
    rendered, kept = counted(output, "to_html"), Kept()
    assert output._strange(STRANGE, Bodies(kept))
    assert not kept
    assert not output._strange(markdown, Bodies(kept))
    assert set(kept.values()) == {True}
    rendered.clear()
    assert not output._strange(markdown, Bodies(kept))  # another run
    assert not rendered


@pytest.mark.parametrize("value", [False, None, 1, "true", [True]])
@pytest.mark.parametrize("markdown", ["*a*", UNSHAPED])
def test_what_is_kept_is_believed_only_if_it_is_what_was_put(
    counted: Any, markdown: str, value: Any
) -> None:
    rendered, kept = counted(output, "to_html"), Kept()
    assert not output._strange(markdown, Bodies(kept))
    kept.update(dict.fromkeys(kept, value))
    assert not output._strange(markdown, Bodies(kept))
    assert sum(rendered.values()) == 2


def gathered(assessment: Any) -> Any:
    return gather(assessment, STAMP, (), {}, (), {}, {})


def kind(page: Any) -> str:
    return str(page.meta["handbook"]["kind"])
