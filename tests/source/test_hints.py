"""Whoever does what a hint says has mended the text: no other rule refuses it then."""

from __future__ import annotations

import re

import pytest

from handbook.finding import Severity
from handbook.source.markdown.fidelity import compare, outline_of_html, outline_of_markdown, to_html
from handbook.source.markdown.parsing import parse

MENDED = {
    "a number at the start of an address": ("## 12 years\n\n## 12 years", r"## 12 years {0}", "{#"),
    "words like the handbook's own": ("## HB standing", "## HB standing {0}", "{#"),
    "a small number": ("5 m<sup>2</sup>", "5 m²", "²"),
    "a number below": ("H<sub>2</sub>O", "H₂O", "₂"),
    "a line break": ("one<br>two", "one  \ntwo", "two spaces"),
    "bold": ("<b>Stop</b>", "**Stop**", "**words**"),
    "slanted": ("<i>E. coli</i>", "*E. coli*", "*words*"),
    "a comparison": ("sats <b and HR", "sats below b and HR", "'below'"),
    "a comparison with a space": ("sats <b and HR", "sats < b and HR", "space"),
    "a file with blanks": (
        "[a](../attachments/x/my form.pdf)",
        "[a](../attachments/x/my-form.pdf)",
        "my-form",
    ),
    "an address with blanks": ("[a](https://x.org/b c)", "[a](https://x.org/b%20c)", "%20"),
    "an address with brackets": ("[a](https://x.org/b_(c))", "[a](https://x.org/b_%28c%29)", "%28"),
    "a sign that vanishes": ("- > 12 years", "- \\> 12 years", "\\>"),
    "a sign in words": ("- > 12 years", "- more than 12 years", "more than"),
    "a year": ("1986. A year", "1986\\. A year", "1986\\."),
    "a list that goes on": ("1. a\n\nb\n\n2. c", "1. a\n\n    b\n\n2. c", "four spaces"),
    "bullets": ("Give:\n• a\n• b", "Give:\n\n- a\n- b", "'- '"),
    "multiplication": ("2*3*4 mg", "2 x 3 x 4 mg", "write x"),
    "escaped asterisks": ("2*3*4 mg", "2\\*3\\*4 mg", "backslash"),
    "a bracket behind a number": ("1) a", "1. a", "1."),
    "a bar without spaces": (
        "| a | b |\n| - | - |\n|5|10|",
        "| a | b |\n| - | - |\n| 5 | 10 |",
        "space",
    ),
    "another address": ("[a](/x)", "[a](../guidelines/rapid-transfer.md)", "../"),
    "a skipped level": ("## A\n\n#### B", "## A\n\n### B", "###"),
    "a reference": ("[a][b]\n\n[b]: https://x.org", "[a](https://x.org)", "[words](address)"),
}


@pytest.mark.parametrize("name", sorted(MENDED))
def test_doing_what_the_hint_says_mends_the_text(name):
    bad, good, said = MENDED[name]
    hints = [p.hint for p in parse(bad).problems]
    assert any(said in hint for hint in hints), hints
    address = re.search(r"{#[^}]*}", " ".join(hints))
    lines = good.replace("{0}", address[0]) if address else good
    if bad.count("\n\n") and address:
        lines = f"{bad.split(chr(10))[0]}\n\n{lines}"
    assert not [p for p in parse(lines).problems if p.code.severity is Severity.ERROR]
    assert compare(outline_of_markdown(lines), outline_of_html(to_html(lines))) == []
