"""Words of the glossary are explained where they stand, and change nothing that is compared."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from markdown import Markdown

from handbook.publish.verify import check_text, outlines
from handbook.render.markdown.glossary import NO_TERMS, Glossary, explained_amiss
from handbook.render.markdown.shapes import shapes_of
from handbook.render.markdown.veil import Veil
from handbook.render.model import TEXT_BEGINS, TEXT_ENDS
from handbook.source.closed_list import EXPLAINED, met
from handbook.source.html.reading import read_part
from handbook.source.html.tree import Attributes, Element
from handbook.source.markdown.fidelity import to_html
from handbook.source.terms import Term, terms_of, without_terms

if TYPE_CHECKING:
    from handbook.render import Page, Site

RAPID = "guidelines/rapid/index.md"
ACP = Term("acp", "../../glossary/acp/index.md", ("ACP", "care plan"), "Care plan. A record.")


def explained(html: str) -> list[str]:
    """The words that a piece of HTML explains."""
    return [e.words() for e in read_part(html).within() if EXPLAINED in e.classes]


def page_of(text: str, *terms: Term) -> str:
    return to_html("\n\n".join([text, "\n".join(term.line() for term in terms or (ACP,)) + "\n"]))


def with_terms(toy: Any, body: str, *terms: dict[str, Any]) -> Site:
    """The toy with more terms, and a draft that says ``body``."""
    for number, term in enumerate(terms):
        name = f"more-{number}"
        toy.put(f"glossary/{name}.yaml", {"id": name, "definition": "A word.", **term})
    data = {"id": "idea", "title": "Idea", "summary": "What it says.", "owner": "lead"}
    toy.put("guidelines/idea.md", data, body)
    made: Site = toy.site()
    return made


def draft(site: Site) -> Page:
    return site.pages["guidelines/idea/draft/index.md"]


def test_a_word_is_explained_once_in_each_section() -> None:
    html = page_of("The ACP and the ACP.\n\n## One\n\nA care plan, an ACP.\n\n## Two\n\nAn ACP.")
    assert explained(html) == ["ACP", "care plan", "ACP"]
    assert html.count('title="Glossary: Care plan. A record."') == 3
    assert list(met(html)) == []


@pytest.mark.parametrize(
    "text",
    [
        "## The ACP",
        "`ACP`",
        "[the ACP](x.md)",
        "```\nACP\n```",
        "| ACP |\n| --- |\n| x |",
        "**In force ACP**{ .hb-tag .hb-good }",
        '<del class="hb-wrong">the ACP</del> at once',
        "acp, Acp, ACPs, PACP, ACP-led, pre-ACP, ACP2, ACP's, x.ACP, ACP@x, nhs/ACP",
        "AC**P**, **AC**P and ACP**s**",
        "Give 5 ACP",
        "Give 5  ACP",
        "Give 5 (ACP)",
        "Give 10 *ACP*",
        "Give ½ ACP",
        "Give 10% ACP",
        "Give ten ACP",
        "Give ACP 10 mg",
        "**ACP**: 10 mg",
        "ACP 1\u20133, ACP 1,5, ACP\xd72, ACP\u2044kg",
        "| Drug | Dose |\n| --- | --- |\n| ACP | 10 mg |",
        "Care plan",
    ],
)
def test_only_whole_words_as_they_are_written_are_explained(text: str) -> None:
    assert explained(page_of(text)) == []


def test_a_number_of_another_sentence_or_row_keeps_no_term_from_being_explained() -> None:
    assert explained(page_of("It takes 5. ACP. 3 days later.")) == ["ACP"]
    assert explained(page_of("| A |\n| --- |\n| 5 |\n| ACP |")) == ["ACP"]
    assert explained(page_of("An ACP 2 of them, then an ACP.")) == ["ACP"]


def test_a_term_is_found_across_a_line_and_before_a_shorter_one() -> None:
    longer = Term("longer", "l.md", ("end of life care plan",), "Longer.")
    assert explained(page_of("An end of\nlife care plan.", ACP, longer)) == [
        "end of life care plan"
    ]
    doubtful = Term("longer", "", ("end of life care plan",), "")
    assert explained(page_of("An end of life care plan.", ACP, doubtful)) == []


def test_the_words_of_an_author_stay_as_they_are_read_back(site: Site) -> None:
    page = site.pages[RAPID]
    assert page.authored
    html = to_html(page.markdown)
    assert explained(html)
    assert list(check_text(html, page, outlines())) == []
    assert "hb-term" not in page.authored
    inside = page.markdown.partition(TEXT_BEGINS)[2].partition(TEXT_ENDS)[0]
    assert inside.strip() == page.authored.strip()
    assert [term.id for term in terms_of(page.markdown)] == ["acp"]
    assert shapes_of(page.markdown) is not None


def test_a_term_is_not_explained_on_its_own_page(site: Site) -> None:
    assert terms_of(site.pages["glossary/acp/index.md"].markdown) == ()


@pytest.mark.parametrize(
    "other",
    [
        {"abbreviation": "ACP", "title": "Acute crisis plan"},
        {"abbreviation": "AcP", "title": "Acute crisis plan"},
        {"abbreviation": "XYZ", "title": "ACP"},
        {"abbreviation": "XYZ", "title": "\u0410\u0421\u0420"},
        {"title": "Acute crisis plan", "also": ["acp"]},
    ],
)
def test_what_may_mean_two_things_is_explained_as_neither(toy: Any, other: dict[str, Any]) -> None:
    """The second line: the check refuses two such abbreviations. Fails if the first one wins."""
    page = draft(with_terms(toy, "Read the ACP, then the advance care plan.\n", other))
    assert explained(to_html(page.markdown)) == ["advance care plan"]


@pytest.mark.parametrize(
    "definition",
    [
        "It is in force and endorsed.",
        "Give 50 mg at once.",
        "Never use the old one.",
        "See https://elsewhere.example.",
        "Long. " * 100,
    ],
)
def test_a_definition_that_says_too_much_near_a_dose_is_left_to_its_own_page(
    toy: Any, definition: str
) -> None:
    term = {"title": "Blue line", "definition": definition}
    page = draft(with_terms(toy, "The blue line.\n", term))
    assert [t.meaning for t in terms_of(page.markdown)] == ["Blue line"]


def test_a_term_held_back_is_explained_nowhere(toy: Any) -> None:
    site = toy.site(quarantined={"acp": "it cannot be read"})
    assert not any(terms_of(page.markdown) for page in site.pages.values())


def test_signs_in_a_definition_are_words_and_nothing_else() -> None:
    meaning = 'A "b" | <i>c</i> [d](e) {f} `g` \\h *i* & _j_.'
    line = Term("acp", "a/index.md", ("ACP",), meaning).line()
    assert terms_of(f"{line}\n")[0].meaning == meaning
    html = to_html(f"An ACP.\n\n{line}\n")
    assert list(met(html)) == []
    (link,) = [e for e in read_part(html).within() if e.name == "a"]
    assert link.attributes["title"] == f"Glossary: {meaning}"


def test_the_lines_are_no_words_of_the_page(site: Site) -> None:
    markdown = site.pages[RAPID].markdown
    assert "hb-term" in markdown
    assert "hb-term" not in without_terms(markdown)
    assert without_terms("A [hb-term:acp]: x") == "A [hb-term:acp]: x"


def test_lines_that_are_not_the_last_of_a_page_explain_nothing() -> None:
    line = ACP.line()
    assert explained(to_html(f"{line}\n\nThe ACP.\n")) == []
    assert explained(to_html(f"The ACP.\n\n{line}\n")) == ["ACP"]


def test_a_networks_own_template_explains_no_words() -> None:
    veil = Veil({}, "", (), boxed=True)
    assert "a line that would explain a word" in list(veil.met(f"Words\n\n{ACP.line()}\n"))
    link = '<a class="hb-term" href="x" title="Glossary: y">z</a>'
    assert any("hb-term" in words for words in veil.met(link))


@pytest.mark.parametrize(
    "html",
    [
        '<a href="x" title="Glossary: y">z</a>',
        '<a class="hb-term" href="x">z</a>',
        '<a class="hb-term" href="x" title="Do not use it">z</a>',
        '<abbr title="x">y</abbr>',
    ],
)
def test_nothing_else_explains_a_word(html: str) -> None:
    assert list(met(html))


def built(words: str, href: str, title: str) -> list[Element]:
    given = Attributes([("class", EXPLAINED), ("href", href), ("title", title)])
    return [Element("a", given, (words,))]


def test_a_built_page_explains_what_its_markdown_does() -> None:
    markdown, meaning = f"The ACP.\n\n{ACP.line()}\n", "Glossary: Care plan. A record."
    good = ("ACP", "../../glossary/acp/", meaning)
    assert list(explained_amiss(built(*good), terms_of(markdown))) == []
    for bad in (
        ("MDT", *good[1:]),
        ("ACP", "../../glossary/mdt/", meaning),
        ("ACP", good[1], "Glossary: Another."),
    ):
        assert list(explained_amiss(built(*bad), terms_of(markdown))), bad
        assert list(explained_amiss(built(*good), terms_of("The ACP.\n")))


class Searched(str):
    """A page that counts how often it is searched for words."""

    __slots__ = ("times",)

    def __contains__(self, words: object) -> bool:
        self.times = getattr(self, "times", 0) + 1
        return str.__contains__(self, str(words))


def test_a_page_is_not_searched_for_each_term_of_the_glossary() -> None:
    """Fails if it is: a thousand terms and a thousand pages would be a million searches."""
    terms = {f"word{number}": [(f"word{number}", ACP)] for number in range(200)}
    page = Searched("The care plan goes along.")
    assert Glossary({**terms, "care": [("care plan", ACP)]}).lines("a.md", page) == ACP.line()
    assert getattr(page, "times", 0) == 0
    assert not Glossary(terms).lines("a.md", page)
    assert not NO_TERMS.lines("a.md", page)


@pytest.mark.parametrize("form", ["\xa0", " ", "\u2003\xa0"])
def test_a_form_without_any_sign_of_a_word_is_explained_nowhere(form: str) -> None:
    page = f'Read (this), now.\n\n[hb-term:gap]: gap/ "{form}|A meaning."\n'
    parser = Markdown(extensions=["handbook.source.explaining"])
    assert parser.convert(page) == "<p>Read (this), now.</p>"
