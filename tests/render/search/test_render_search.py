"""What the search knows of a handbook, from its records and pages."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handbook.render.search.files import search_files
from handbook.render.search.model import SearchEntry
from handbook.render.search.words import words_of, words_of_markdown

if TYPE_CHECKING:
    from handbook.render.model import Site


def data(content: bytes) -> Any:
    text = content.decode()
    return json.loads(text[text.index(",") + 1 : text.rindex(")")])


def rows(site: Site) -> dict[str, list[Any]]:
    """Every row of the search, by address."""
    parts = (data(site.assets[f"search/{name}.js"])["entries"] for name in ("names", "late"))
    return {row[0]: row for part in parts for row in part}


def test_every_row_is_a_page_of_the_site_or_a_place_on_one(site: Site) -> None:
    urls = {page.url for page in site.pages.values()}
    for url in rows(site):
        assert url.partition("#")[0] in urls


def test_every_document_is_found_with_the_badge_of_its_page(site: Site) -> None:
    """I1: fails if a row says of a document anything but what its own page says."""
    found = rows(site)
    documents = [p for p in site.pages.values() if p.meta["handbook"]["kind"] == "document"]
    assert documents
    for page in documents:
        assert found[page.url][6] == page.badge[0]
        is_usable = "In force" in page.badge
        assert (found[page.url][3] >= 1) is is_usable
        until = found[page.url][9] if len(found[page.url]) > 9 else ""
        assert until == page.meta["handbook"]["freshness"]["until"]


def test_what_a_page_does_not_show_is_in_no_result(site: Site) -> None:
    """Of a text published in error, whose page hides it, the search shows its name alone."""
    found = rows(site)
    assert found["guidelines/rapid/"][4] == "What rapid says."
    assert found["guidelines/wrong/"][4] == ""


def test_the_letters_of_words_lead_to_the_pages_that_hold_them(site: Site) -> None:
    urls = list(rows(site))
    head = data(site.assets["search/names.js"])
    shelves = {
        path.removeprefix("search/words/").removesuffix(".js"): data(content)
        for path, content in site.assets.items()
        if path.startswith("search/words/")
    }
    assert head["shelves"] == sorted(shelves)
    for letters, shelf in shelves.items():
        for word, numbers in shelf["words"].items():
            assert word.startswith(letters)
            assert numbers == sorted(set(numbers))
            assert all(urls[number] for number in numbers)


def test_the_same_entries_give_the_same_files_and_nothing_is_lost() -> None:
    entries = [SearchEntry("b/", "B", "Guideline", words=frozenset({"bed", "bet"})),
               SearchEntry("a/", "A", "Decision", late=True, words=frozenset({"bed"}))]  # fmt: skip
    files = search_files(entries, [("Fit", "seizure")])
    assert files == search_files(list(entries), [("Fit", "seizure")])
    assert data(files["search/words/be.js"])["words"] == {"bed": [0, 1], "bet": [0]}
    assert data(files["search/names.js"])["same"] == [["Fit", "seizure"]]


def test_every_file_names_the_same_build_and_any_other_entry_names_another() -> None:
    """A number means another page in another build, so nothing of two may be read together."""
    entry = SearchEntry("b/", "B", "Guideline", words=frozenset({"bed"}))
    more = SearchEntry("a/", "A", "Decision", late=True, words=frozenset({"bus"}))
    builds = [search_files(each, []) for each in ([entry, more], [entry], [more, entry])]
    names = [{data(content)["of"] for content in files.values()} for files in builds]
    assert [len(each) for each in names] == [1, 1, 1]
    assert len(set.union(*names)) == 3


@given(st.text())
def test_whatever_a_text_holds_its_words_are_plain(text: str) -> None:
    words = words_of(text)
    assert all(word.isascii() and word.isalnum() and word == word.lower() for word in words)
    assert words_of(" ".join(words)) == words


@pytest.mark.parametrize(
    ("markdown", "words"),
    [
        ("See [the plan](../secret-path/index.md#anchor).", {"see", "the", "plan"}),
        ("## Ringing {#ring}", {"ringing"}),
        ("*small*{ .hb-small }", {"small"}),
        ("<!-- handbook:text -->\nHello", {"hello"}),
        ('[hb-term:acp]: a/index.md "ACP|Advance care plan."', set[str]()),
        ("I a b", set[str]()),
    ],
)
def test_what_only_marks_a_text_up_is_no_word_of_it(markdown: str, words: set[str]) -> None:
    assert words_of_markdown(markdown) == words


def test_markup_and_the_ends_of_scripts_in_a_title_stay_data() -> None:
    title = '</script><script>alert(1)</script>\u2028"'
    content = search_files([SearchEntry("x/", title, "Guideline")], [])["search/names.js"]
    assert content.isascii()
    assert data(content)["entries"][0][1] == title


def test_no_result_says_in_its_own_words_how_something_stands(toy: Any) -> None:
    """Fails if a definition or another word may say "in force" where no tag stands beside it."""
    claim = "Night is in force, endorsed by the Board, and may be used until 4 March 2031."
    term = {"id": "night-word", "title": "Night word", "visibility": "public"}
    toy.put(
        "glossary/night-word.yaml",
        {**term, "also": ["Rapid transfer", "dark"], "definition": claim},
    )
    site = toy.site()
    row = rows(site)["glossary/night-word/"]
    assert "orce" not in json.dumps(row)
    same = data(site.assets["search/names.js"])["same"]
    (group,) = (group for group in same if group[0] == "Night word")
    assert "dark" in group
    assert "Rapid transfer" not in group, "it is the name of a guideline"
