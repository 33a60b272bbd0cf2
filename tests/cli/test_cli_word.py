"""`handbook word`: a copy for those who must have one, which says on every sheet that it is one."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from small_registry import Run

from handbook.cli.printing import word_copy as module
from handbook.cli.printing.word_copy import NoCopyError, word_copy
from registries import files

DAY = "15 January 2026"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
HEAD = """\
<div class="hb-sheet"><p class="hb-sheet-title"><strong>Calm &amp; quiet</strong> G1</p>
<p class="hb-sheet-state">In force. Version 1.0. Use until 1 April 2028.</p>
<p class="hb-sheet-ring">Whom to ring: Advice line 01632 960200.</p>
<p class="hb-sheet-at"><span class="hb-sheet-address">{address}</span></p></div>
"""


def page(text: str, address: str = "https://handbook.example/guidelines/calm/") -> str:
    head = HEAD.format(address=address)
    return f'<main><article><div class="hb-text">{text}</div></article>{head}</main>'


def parts(raw: bytes) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name).decode("utf-8", "replace") for name in archive.namelist()}


def words(xml: str) -> str:
    return "".join(each.text or "" for each in ET.fromstring(xml).iter(f"{W}t"))  # noqa: S314 - we made it


def test_every_sheet_says_which_text_it_is_and_that_it_is_a_copy() -> None:
    made = parts(word_copy(page("<p>Be calm.</p>"), DAY))
    head, foot = words(made["word/header-copy.xml"]), words(made["word/footer-copy.xml"])
    assert "Calm & quiet G1" in head
    assert "In force. Version 1.0. Use until 1 April 2028." in head
    assert f"Uncontrolled copy, made on {DAY}." in foot
    assert "https://handbook.example/guidelines/calm/" in foot
    assert 'w:instr="NUMPAGES"' in made["word/footer-copy.xml"]
    main = made["word/document.xml"]
    assert main.count("<w:sectPr") == 1
    assert 'r:id="copy-header"' in main
    assert 'Id="copy-header"' in made["word/_rels/document.xml.rels"]
    for name in ("header", "footer"):
        assert f"/word/{name}-copy.xml" in made["[Content_Types].xml"]
    for xml in (name for name in made if name.endswith((".xml", ".rels"))):
        ET.fromstring(made[xml])  # noqa: S314 - we made it


TEXT = """\
<p class="hb-lead">What it is for.</p>
<h2 id="a">Ringing<a class="headerlink" href="#a">&para;</a></h2>
<ol start="3"><li>Ring <a class="hb-term" title="Glossary: x" href="../g/">the lead</a>.</li></ol>
<p>10<sup>6</sup> and H<sub>2</sub>O; 5&nbsp;mL, &minus;2, &le; 3, &frac12;,
<em>not</em> 5&ndash;10.</p>
<table><thead><tr><th>Weight</th><th>Minutes</th></tr></thead>
<tbody><tr><td>5-10 kg</td><td>50</td></tr></tbody></table>
<p><a href="../other/">Another</a>, <a href="https://www.nice.org.uk">NICE</a>,
<a href="tel:01632960200">ring</a>, <a href="javascript:x()">no</a></p>
"""


def test_no_word_number_or_sign_is_lost() -> None:
    main = parts(word_copy(page(TEXT), DAY))["word/document.xml"]
    shown = words(main)
    for each in (
        "What it is for.",
        "Ringing",
        "10",
        "5\u00a0mL",
        "\u22122",
        "≤ 3",
        "½",
        "5\N{EN DASH}10",
        "50",
    ):
        assert each in shown
    assert "¶" not in shown
    assert "Glossary" not in main
    assert '<w:vertAlign w:val="superscript"' in main
    assert '<w:vertAlign w:val="subscript"' in main


def test_links_lead_to_pages_from_anywhere_or_are_words() -> None:
    relations = parts(word_copy(page(TEXT), DAY))["word/_rels/document.xml.rels"]
    targets = set(re.findall(r'Target="([^"]*)" TargetMode="External"', relations))
    assert targets == {
        "https://handbook.example/guidelines/other/", "https://www.nice.org.uk", "tel:01632960200",
    }  # fmt: skip
    unknown = parts(word_copy(page(TEXT, "guidelines/calm/"), DAY))["word/_rels/document.xml.rels"]
    assert "guidelines" not in unknown


def test_a_copy_that_would_differ_is_not_made(monkeypatch: pytest.MonkeyPatch) -> None:
    real = module.html_to_word
    monkeypatch.setattr(
        module, "html_to_word", lambda text: real(text.replace("10<sup>6", "10<sup>7"))
    )
    with pytest.raises(NoCopyError, match="Word would show"):
        word_copy(page(TEXT), DAY)


@pytest.mark.parametrize(
    "built",
    [
        "<p>No page.</p>",
        page("").replace("hb-text", "x"),
        '<article><div class="hb-text">A</div></article>',
    ],
)
def test_a_page_without_text_or_head_is_no_copy(built: str) -> None:
    with pytest.raises(NoCopyError):
        word_copy(built, DAY)


def test_the_same_page_gives_the_same_bytes() -> None:
    assert word_copy(page(TEXT), DAY) == word_copy(page(TEXT), DAY)


def test_a_document_in_force_is_written_once(run: Run, heather: Path) -> None:
    place = heather / "calm.docx"
    result = run("word", "calm-transfer", "--output", str(place))
    assert result.exit_code == 0, result.output
    made = parts(place.read_bytes())
    assert "In force" in words(made["word/header-copy.xml"])
    assert "calm transfer" in words(made["word/document.xml"]).casefold()
    again = run("word", "calm-transfer", "--output", str(place))
    assert "somebody may have edited it" in again.output


@pytest.mark.parametrize("document", ["night-calls", "quiet-rooms"])
def test_what_may_not_be_relied_on_is_given_to_nobody_as_a_file_to_edit(
    run: Run, heather: Path, document: str
) -> None:
    before = files(heather)
    result = run("word", document, "calm-transfer", "--output", str(heather))
    assert result.exit_code == 1
    assert f"{document}: not in force" in result.output
    assert files(heather) == before


def test_a_place_in_the_registry_is_refused(run: Run, heather: Path) -> None:
    result = run("word", "calm-transfer", "--output", str(heather / "registry/calm.docx"))
    assert "is inside the registry" in result.output
