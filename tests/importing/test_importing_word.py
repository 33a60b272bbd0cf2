# ruff: noqa: E501, RUF001 -- rows of a table, and signs that look like others
"""What a Word document says is what its draft says: each trap that loses a number."""

from __future__ import annotations

import pytest
from word import (
    BOLD,
    PNG,
    SUB,
    SUPER,
    cell,
    docx,
    field,
    notes,
    p,
    picture,
    run,
    table,
    text_box,
)

from handbook.finding import Severity
from handbook.importing.convert import convert
from handbook.importing.model import Conversion, Original
from handbook.source.markdown import parsing


def taken(*body: str, accepted: bool = True, **parts) -> Conversion:
    """What comes of a document with these paragraphs and tables."""
    original = Original("Original.docx", "word", docx(*body, **parts))
    conversion = convert(original, accepted=accepted)
    problems = parsing.parse(conversion.text.body).problems
    errors = [each.message for each in problems if each.code.severity is Severity.ERROR]
    assert [each for each in errors if "no description" not in each] == []
    return conversion


def kinds(conversion: Conversion) -> set[str]:
    return {point.kind for point in conversion.points}


def math(inner: str) -> str:
    return f"<m:oMath>{inner}</m:oMath>"


def said(inner: str) -> str:
    return f"<m:r><m:t>{inner}</m:t></m:r>"


SYMBOL = '<w:rFonts w:ascii="Symbol" w:hAnsi="Symbol"/>'
WINGDINGS = '<w:rFonts w:ascii="Wingdings" w:hAnsi="Wingdings"/>'
INSERTED = '<w:ins w:id="1" w:author="A"><w:r><w:t>50</w:t></w:r></w:ins>'
DELETED = '<w:del w:id="2" w:author="A"><w:r><w:delText>5</w:delText></w:r></w:del>'


@pytest.mark.parametrize(
    ("paragraph", "expected"),
    [
        (p("10", run("6", SUPER), " cells"), "10⁶ cells"),
        (p("10", run("-3", SUPER)), "10⁻³"),
        (p("10", run("6", '<w:position w:val="6"/>')), "10⁶"),
        (p("H", run("2", SUB), "O"), "H₂O"),
        (p("1", run("st", SUPER), " dose"), "1st dose"),
        (p("x", run("abc", SUPER)), "x^(abc)"),
        (p("5 ", run("m", SYMBOL), "g"), "5 μg"),
        (p("5 ", run("\uf06d", SYMBOL), "g"), "5 μg"),
        (p("age ", '<w:r><w:sym w:font="Symbol" w:char="F0A3"/></w:r>', " 5"), "age ≤ 5"),
        (p("yes ", run("\uf0fc", WINGDINGS)), "yes ✓"),
        (p("5", "<w:r><w:noBreakHyphen/></w:r>", "10 mg"), "5-10 mg"),
        (p("\u22125 °C and 5\u201310 mg"), "−5 °C and 5–10 mg"),
        (p("0,5 and 1.000,5 and ½"), "0,5 and 1.000,5 and ½"),
        (p("e\ufb00ective, sof\u00adt, 5\u00a0mg"), "effective, soft, 5 mg"),
        (p("2*3*4 mg, a_b_c, 5 < 6, <b>"), "2\\*3\\*4 mg, a_b_c, 5 < 6, &lt;b>"),
        (p("> 5 years"), "\\> 5 years"),
        (p("- 5 mg"), "\\- 5 mg"),
        (p("7. Seventh"), "7\\. Seventh"),
        (p(run("5", BOLD), run(" mg", BOLD), " twice"), "**5 mg** twice"),
        (p("2", run("0", BOLD), " mg"), "20 mg"),
        (p("•\tGive"), "- Give"),
        (p("→ Ring"), "**→** Ring"),
        (p("half ", math(f"<m:f><m:num>{said('1')}</m:num><m:den>{said('2')}</m:den></m:f>")), "half (1/2)"),
        (p(math(f"<m:sSup><m:e>{said('10')}</m:e><m:sup>{said('6')}</m:sup></m:sSup>")), "10⁶"),
        (p("see ", field("REF _Ref1", "section 3")), "see section 3"),
        (p('<w:fldSimple w:instr="REF x"><w:r><w:t>table 4</w:t></w:r></w:fldSimple>'), "table 4"),
        (p("<w:sdt><w:sdtContent><w:r><w:t>9 mg</w:t></w:r></w:sdtContent></w:sdt>"), "9 mg"),
        (p("shown", run(" 9 mg", "<w:vanish/>")), "shown"),
        (p("give ", run("5 mg", "<w:strike/>")), "give (Struck through in the original: 5 mg)"),
        (p("give ", INSERTED, DELETED, " mg"), "give 50 mg"),
    ],
)  # fmt: skip
def test_a_paragraph_says_the_same(paragraph: str, expected: str) -> None:
    conversion = taken(p("Before."), paragraph)
    assert conversion.text.body == f"Before.\n\n{expected}"
    assert not conversion.doubtful


def test_suggested_changes_are_read_as_made_or_as_not_made_and_both_are_named() -> None:
    body = p("give ", INSERTED, DELETED, " mg")
    for accepted, expected in ((True, "give 50 mg"), (False, "give 5 mg")):
        conversion = taken(body, accepted=accepted)
        assert conversion.text.body == expected
        assert not conversion.doubtful
        assert {"tracked insertion", "tracked deletion"} <= kinds(conversion)


def test_numbers_that_word_counts_are_in_the_draft() -> None:
    conversion = taken(
        p("Before."),
        p("Part", style="heading1", numbered="1"),
        p("Part of it", style="heading2", numbered="1", depth=1),
        p("first", numbered="4"),
        p("between"),
        p("second", numbered="4"),
        p("letter", numbered="3"),
        p("bullet", numbered="2"),
        p("inner", numbered="2", depth=1),
    )
    assert conversion.text.body.split("\n") == [
        "Before.", "",
        "## 1. Part", "",
        "### 1.1 Part of it", "",
        "- 3\\. first", "",
        "between", "",
        "- 4\\. second",
        "- a) letter",
        "- bullet",
        "    - inner",
    ]  # fmt: skip
    assert not conversion.doubtful


def test_headings_stand_one_below_the_other() -> None:
    conversion = taken(
        p("Name", style="Title"),
        p("One", style="heading1"),
        p("Deep", style="heading3"),
        p("Deeper", style="heading5"),
        p("Deep", style="heading3"),
    )
    assert conversion.text.title == "Name"
    assert conversion.text.body.split("\n\n") == [
        "## One", "### Deep", "#### Deeper", "### Deep {#deep-2}",
    ]  # fmt: skip
    assert not conversion.doubtful


def test_tables_keep_each_number_in_its_cell() -> None:
    across = cell("both", properties='<w:gridSpan w:val="2"/>')
    down = cell("long", properties='<w:vMerge w:val="restart"/>')
    below = cell(properties="<w:vMerge/>")
    conversion = taken(
        table(("Weight", "Dose", "Note"), ("5-10|kg", "50 mg", cell("a", "b")), (across, "x")),
        table(("A", "B"), (down, "1"), (below, "2"), (cell("whole", properties='<w:gridSpan w:val="2"/>'),)),
        table(("1", "2"), ("3", "4")),
        table(("only a box",)),
        table(("in", cell(table(("p", "q"), ("r", "s")), p("after"))), ("3", "4")),
    )  # fmt: skip
    assert conversion.text.body.split("\n\n") == [
        "| Weight | Dose | Note |\n| --- | --- | --- |\n| 5-10&#124;kg | 50 mg | a; b |\n| both | both | x |",
        "| A | B |\n| --- | --- |\n| long | 1 |\n| long | 2 |\n| whole |  |",
        "|  |  |\n| --- | --- |\n| 1 | 2 |\n| 3 | 4 |",
        "only a box",
        "| in | p, q; r, s; after |\n| --- | --- |\n| 3 | 4 |",
    ]
    assert not conversion.doubtful
    assert {"table", "table within a table"} <= kinds(conversion)


def test_notes_boxes_comments_and_heads_of_pages_are_kept_or_named() -> None:
    conversion = taken(
        p("dose", '<w:r><w:footnoteReference w:id="1"/></w:r>', " given"),
        p("before ", text_box(p("in the box 12 mg")), "after"),
        p("said", '<w:r><w:commentReference w:id="1"/></w:r>'),
        parts={
            "footnotes.xml": notes("footnotes", "not above 77 mg"),
            "comments.xml": notes("comments", "is this agreed?"),
            "header1.xml": "<w:hdr {spaces}>" + p("Page head 3") + "</w:hdr>",
        },
    )
    assert conversion.text.body.split("\n\n") == [
        "dose (Footnote: not above 77 mg) given", "before after", "in the box 12 mg", "said",
    ]  # fmt: skip
    assert not conversion.doubtful
    assert {"footnote", "text box", "comment", "page header"} <= kinds(conversion)
    words = {point.kind: point.words for point in conversion.points}
    assert words["comment"] == "is this agreed?"
    assert words["page header"] == "Page head 3"


def test_pictures_are_attached_or_said_to_be_missing() -> None:
    conversion = taken(
        p(picture("i1", "A map of the wards")),
        p("far: ", picture("i2", "elsewhere", link=True)),
        p("drawn: ", picture("i3", "a drawing")),
        parts={"media/image1.png": PNG, "media/image3.emf": b"not a picture of the web"},
        relations={
            "i1": ("image", "media/image1.png"),
            "i2": ("image", "!file:///etc/hostname"),
            "i3": ("image", "media/image3.emf"),
        },
    )
    assert [picture.name for picture in conversion.text.pictures] == ["picture-1.png"]
    assert "![A map of the wards](../attachments/" in conversion.text.body
    assert "drawn: (a picture of the original is missing here) a drawing" in conversion.text.body
    became = [point.became for point in conversion.points if point.kind == "picture"]
    assert any("no PNG or JPEG" in words for words in became)


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (p("<w:r><w:object/></w:r>"), "object"),
        (p('<w:r><w:drawing><a:graphic><a:graphicData uri="urn:chart"/></a:graphic></w:drawing></w:r>'), "drawing"),
        ('<w:altChunk r:id="x"/>', "document within"),
        (p(math("<m:nary><m:e><m:r><m:t>5</m:t></m:r></m:e></m:nary>")), "equation"),
    ],
)  # fmt: skip
def test_what_nobody_can_compare_is_said(body: str, kind: str) -> None:
    assert [part.kind for part in taken(p("Before."), body).unread] == [kind]


def test_a_number_that_is_lost_is_named_with_its_place() -> None:
    """pandoc reads no words in a shape's alternative that differs: the comparison must say so."""
    differing = (
        '<w:r><mc:AlternateContent><mc:Choice Requires="x"><w:t>5 mg</w:t></mc:Choice>'
        "<mc:Fallback><w:t>50 mg</w:t></mc:Fallback></mc:AlternateContent></w:r>"
    )  # fmt: skip
    conversion = taken(p("Doses", style="heading1"), p("First."), p("give ", differing))
    assert conversion.doubtful
    assert [str(part.spot) for part in conversion.unread] == ["under “Doses”, paragraph 2"]
