"""Front sheets written as lines, and what stands around the text of a web page."""

from __future__ import annotations

import pytest
from word import docx, p

from handbook.importing.convert import convert
from handbook.importing.model import Conversion, Original

KINDS = {"markdown": "md", "html": "html", "word": "docx"}
SHEET = [("Owner", "Ward matron"), ("Version", "2.1"), ("Next review", "March 2027")]


def taken(raw: str | bytes, kind: str = "markdown") -> Conversion:
    data = raw.encode() if isinstance(raw, str) else raw
    return convert(Original(f"x.{KINDS[kind]}", kind, data))  # type: ignore[arg-type]


def rows(conversion: Conversion) -> list[tuple[str, str]]:
    return [(row.label, row.value) for row in conversion.text.front]


LINES = "Owner: Ward matron\nVersion: 2.1\nNext review: March 2027\n"
BOLD = "**Owner:** Ward matron  \n**Version**: 2.1  \n**Next review:** March 2027\n"
ITEMS = "- Owner: Ward matron\n- Version: 2.1\n- **Next review**: March 2027\n"
APART = "Owner: Ward matron\n\nVersion: 2.1\n\nNext review: March 2027\n"
TERMS = (
    "<dl><dt>Owner</dt><dd>Ward matron</dd><dt>Version</dt><dd>2.1</dd>"
    "<dt>Next review</dt><dd>March 2027</dd></dl>"
)
BROKEN = "<p><b>Owner:</b> Ward matron<br>Version: 2.1<br/>Next review: March 2027</p>"
WORD = docx(*(p(f"{label}: {value}") for label, value in SHEET), p("Give 5 mg."))


@pytest.mark.parametrize(
    "sheet", [LINES, BOLD, ITEMS, APART], ids=["lines", "bold", "items", "apart"]
)
@pytest.mark.parametrize("title", ["# Fever\n\n", ""], ids=["title", "bare"])
def test_lines_of_a_markdown_file_are_its_front_sheet(title: str, sheet: str) -> None:
    conversion = taken(f"{title}{sheet}\n## Dose\n\nGive 5 mg.\n\n## When\n\nAt once.\n")
    assert rows(conversion) == SHEET
    assert conversion.text.title == ("Fever" if title else "")
    assert conversion.text.body.startswith("## Dose")
    assert not conversion.doubtful


@pytest.mark.parametrize("sheet", [TERMS, BROKEN], ids=["terms", "broken"])
def test_terms_and_lines_of_a_page_are_its_front_sheet(sheet: str) -> None:
    conversion = taken(f"<body><h1>Fever</h1>{sheet}<h2>Dose</h2><p>Give 5 mg.</p></body>", "html")
    assert rows(conversion) == SHEET
    assert conversion.text.title == "Fever"
    assert conversion.text.body == "## Dose\n\nGive 5 mg."
    assert not conversion.doubtful


def test_lines_of_a_word_file_are_its_front_sheet() -> None:
    conversion = taken(WORD, "word")
    assert rows(conversion) == SHEET
    assert conversion.text.body == "Give 5 mg."
    assert not conversion.doubtful


@pytest.mark.parametrize(
    "text",
    [
        "Dose: 5 mg\nVersion: 2.1\nOwner: Ward\n",
        "Owner: Ward matron\n\nGive 5 mg.\n",
        "Name: the child's\nDate: of today\nPurpose: why\n",
        "Before.\n\nOwner: Ward\nVersion: 2.1\n",
        "Owner:\nVersion:\n",
        "- Owner: Ward\n- Version: 2\n\n  Give 5 mg.\n",
        "Owner: Ward\nVersion: 2<sup>3</sup>\n",
    ],
    ids=["a dose among them", "one line", "a form", "not first", "empty", "more in it", "raised"],
)
def test_lines_that_may_be_the_text_stay_in_it(text: str) -> None:
    conversion = taken(f"# Fever\n\n{text}\n## More\n\nWords.\n")
    assert rows(conversion) == []
    for words in ("5 mg", "child", "Before", "Owner"):
        assert (words in conversion.text.body) == (words in text)
    assert not conversion.doubtful


PAGE = (
    "<body><header>Trust 24</header><nav><a href='/'>Home</a></nav>"
    "{0}<footer>Ring 5 mg line</footer></body>"
)
TEXT = "<h1>Fever</h1><p>Give 6 mg.</p>"


@pytest.mark.parametrize("text", [TEXT, f"<main>{TEXT}</main>"], ids=["bare", "marked"])
def test_what_stands_around_the_text_of_a_page_is_left_out_and_told(text: str) -> None:
    conversion = taken(PAGE.format(text), "html")
    assert conversion.text.body == "Give 6 mg."
    assert not conversion.doubtful
    around = [point for point in conversion.points if point.kind == "rest of the page"]
    assert [(point.words, point.became.split(": ")[1]) for point in around] == [
        ("Home", "a menu of the page"),
        ("Trust 24", "a head of the page"),
        ("Ring 5 mg line", "a foot of the page"),
    ]
    amounts = [point.became for point in conversion.points if point.kind == "amount"]
    assert amounts == ["5 mg", "6 mg"]


def test_words_outside_of_what_a_page_marks_as_its_text_are_told_one_by_one() -> None:
    warned = f"<body><div><p>Do not give twice.</p></div><main>{TEXT}</main></body>"
    conversion = taken(warned, "html")
    assert [p.words for p in conversion.points if p.kind == "rest of the page"] == [
        "Do not give twice."
    ]


def test_a_head_that_is_the_texts_own_stays_in_it() -> None:
    head, foot = "<header><h1>Fever</h1><p>Give 6 mg.</p></header>", "<footer>At once.</footer>"
    for text in (f"<article>{head}{foot}</article>", f"{head}<section>{foot}</section>"):
        conversion = taken(f"<body>{text}</body>", "html")
        assert conversion.text.body == "Give 6 mg.\n\nAt once."
        assert not conversion.doubtful
