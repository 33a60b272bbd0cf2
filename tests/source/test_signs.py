"""Signs that hide or were garbled are found however they are written; needed ones stay."""

# ruff: noqa: RUF001 -- signs that look like others are what is tested

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handbook.source import read_markdown, read_yaml
from handbook.source.garbled import garbled
from handbook.source.markdown.fidelity import compare, outline_of_html, outline_of_markdown, to_html
from handbook.source.markdown.parsing import parse
from handbook.source.screen import refused

HIDING = {
    "&#8238;": "SRC004",
    "&#x202E;": "SRC004",
    "&#X202e;": "SRC004",
    "&shy;": "SRC004",
    "&#xAD;": "SRC004",
    "&#x2800;": "SRC004",
    "&ZeroWidthSpace;": "SRC004",
    "&zwj;": "SRC004",
    "&zwnj;": "SRC004",
    "&rlm;": "SRC004",
    "&NoBreak;": "SRC004",
    "&#xFE0F;": "SRC004",
    "&#917569;": "SRC004",
    "&#0;": "SRC005",
    "&#xFFFD;": "SRC005",
    "&#xE002;": "SRC005",
    "&#xD800;": "SRC005",
    "&#x99999999;": None,
    "&#128;": "SRC003",
    "&#8232;": "SRC003",
    "&acirc;&euro;&trade;": "SRC023",
    "&Acirc;&deg;": "SRC023",
}
PLACES = {
    "a sentence": "Give 5{}0 mg",
    "a heading": "## Give 5{}0 mg",
    "a cell": "| a |\n| --- |\n| Give 5{}0 mg |",
    "an item": "- Give 5{}0 mg",
    "a quotation": "> Give 5{}0 mg",
    "bold words": "Give **now {} mg**",
    "words of a link": "[Give 5{}0](../posts/x.yaml)",
    "an image's description": "![Give 5{}0](../attachments/x/a.png)",
    "an address": "[Give](../posts/x{}.yaml)",
    "a hidden title": "[Give](../posts/x.yaml '5{}0')",
}


def codes(body: str) -> set[str]:
    return {problem.code.id for problem in parse(body).problems}


@pytest.mark.parametrize("place", sorted(PLACES))
@pytest.mark.parametrize("reference", [name for name, code in HIDING.items() if code])
def test_references_are_looked_at_as_what_they_stand_for(place, reference):
    found = [p for p in parse(PLACES[place].format(reference)).problems if p.code.id[:3] == "SRC"]
    assert HIDING[reference] in {p.code.id for p in found}
    line = PLACES[place].format(reference).split("\n")[found[0].line - 1]
    assert line[found[0].column - 1 :].startswith("&")


@pytest.mark.parametrize("reference", [name for name, code in HIDING.items() if code])
def test_no_such_reference_stands_in_the_details_or_as_an_escape(reference):
    assert read_yaml(f"a: Give 5{reference}0 mg\n".encode(), "x.yaml").findings
    assert read_yaml(f"a: ['Give 5{reference}0 mg']\n".encode(), "x.yaml").findings
    assert read_markdown(f"---\na: |\n  5{reference}0\n---\nx\n".encode(), "x.md").findings


@pytest.mark.parametrize(
    "escape", ["\\u202e", "\\u00ad", "\\u2800", "\\U000e0041", "\\x80", "\\ufffd", "\\u00e2\\u20ac"]
)
def test_escapes_of_the_details_are_looked_at(escape):
    assert read_yaml(f'a: "5{escape}0 mg"\n'.encode(), "x.yaml").findings
    assert read_yaml(f'"5{escape}0": a\n'.encode(), "x.yaml").findings


@pytest.mark.parametrize("hiding", ["%E2%80%AE", "%C2%AD", "%e2%a0%80", "%00", "%C3%A2%E2%82%AC"])
@pytest.mark.parametrize("address", ["../posts/x{}.yaml", "https://example.org/{}"])
def test_addresses_hide_nothing_behind_per_cent_signs(address, hiding):
    assert {code[:3] for code in codes(f"[a]({address.format(hiding)})")} == {"SRC"}


@pytest.mark.parametrize(
    "body",
    [
        "&amp;shy; &lt;5 &ge; 6 &nbsp; &deg;C &#176; &micro;g &unknown; R&D; &#;",
        "100%25 [a](b%20c.md)",
    ],
)
def test_ordinary_references_stay(body):
    assert not {code for code in codes(body) if code.startswith("SRC")}


def test_a_page_that_shows_a_hidden_sign_differs_however_it_came_there():
    body = "Give 50 mg"
    assert compare(outline_of_markdown(body), outline_of_html("<p>Give 5&shy;0 mg</p>"))
    odd = outline_of_html("<p>Give 5&#8238;0 mg</p>")
    (difference,) = compare(odd, odd)
    assert "U+202E" in difference.message


NEEDED = {
    "Persian": "می\u200cخواهم نمونه\u200cبرداری آن\u200cها",
    "Hindi": "क्\u200dष र्\u200dय श्\u200cरी",
    "Sinhala": "ශ්\u200dරී ලංකා ක්\u200dෂ",
    "Bengali": "র\u200d্যাব ক্\u200d",
    "Malayalam": "ന്\u200d",
    "Kannada": "ಬಸ್\u200c ಗಳು",
    "Khmer": "ភាសា\u200bខ្មែរ",
    "Thai": "ภาษา\u200bไทย",
    "a family": "\U0001f469\u200d\U0001f469\u200d\U0001f467\u200d\U0001f466",
    "a nurse": "\U0001f469\U0001f3fd\u200d\u2695\ufe0f",
    "a heart": "\u2764\ufe0f \u2764\ufe0f\u200d\U0001fa79 \u260e\ufe0f \u26a0\ufe0f \u260e\ufe0e",
    "flags": "\U0001f3f4\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f "
    "\U0001f3f4\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f "
    "\U0001f3f4\u200d\u2620\ufe0f \U0001f3f3\ufe0f\u200d\U0001f308",
    "a number in a box": "Ring 1\ufe0f\u20e3 now",
    "an Arabic year": "\u0601",
}


@pytest.mark.parametrize("name", sorted(NEEDED))
def test_what_a_script_or_an_emoji_needs_is_accepted_everywhere(name):
    words = NEEDED[name]
    assert [*refused(words)] == []
    assert read_yaml(f"a: {words}\n".encode(), "x.yaml").data == {"a": words}
    assert codes(f"Words {words}") == set()
    assert compare(outline_of_markdown(words), outline_of_html(to_html(words))) == []


HIDDEN = {
    "between digits": "5\u200c0 5\u200d0 5\u200b0 5\ufe0f0",
    "between Latin letters": "m\u200cg m\u200dg m\u200bg",
    "alone": "\u200c \u200d \u200b \ufe0f",
    "between scripts": "م\u200ca a\u200cم मa\u200d",
    "two joiners": "می\u200c\u200cخواهم",
    "joiners at an end": "می\u200c a\u200d",
    "an emoji and a digit": "\U0001f469\u200d5 5\u200d\U0001f469",
    "a form behind a letter": "a\ufe0f é\ufe0e",
    "numbers in boxes side by side": "1\ufe0f\u20e30\ufe0f\u20e3",
    "a number in a box behind a digit": "51\ufe0f\u20e3",
    "tags": "\U0001f3f4\U000e0067\U000e0062 \U0001f3f4\U000e0075\U000e0073\U000e007f a\U000e0067",
    "direction": "a\u202eb a\u2066b a\u200fb a\u061cb",
    "emoji form twice": "\u2764\ufe0f\ufe0f",
}


@pytest.mark.parametrize("name", sorted(HIDDEN))
def test_the_same_signs_are_refused_where_they_only_hide(name):
    for part in HIDDEN[name].split(" "):
        assert {one.code.id for one in refused(part)} == {"SRC004"}, part


@given(
    st.text(st.sampled_from("5a m\u200b\u200c\u200d\ufe0f\u00ad\u2060\U000e0041é-."), max_size=12)
)
def test_between_latin_letters_and_digits_nothing_hides(text):
    unseen = [c for c in text if unicodedata.category(c) == "Cf" or c == "\ufe0f"]
    assert len([*refused(text)]) == len(unseen)


@pytest.mark.parametrize("sign", "’“”–—…•éèüñ°±µ²½×÷≥≤→−™£€αβμΔ≠≈√✓☐ﬁ")
@pytest.mark.parametrize("encoding", ["cp1252", "latin-1", "mac_roman", "cp437", "cp850"])
def test_text_read_in_a_wrong_encoding_is_refused_with_what_was_meant(sign, encoding):
    try:
        wrong = sign.encode().decode(encoding)
    except UnicodeDecodeError:
        pytest.skip("this encoding has no sign for one of the numbers")
    if (sign, encoding) == ("Δ", "cp1252"):
        pytest.skip("looks like a letter and a closing mark")
    found = read_yaml(f"a: 'Give 5 {wrong} 6'\n".encode(), "x.yaml").findings
    assert any(f.code.id in {"SRC023", "SRC003"} for f in found)
    if not any(f.code.id == "SRC003" for f in found):
        assert sign in found[0].message


@pytest.mark.parametrize(
    "text",
    [
        *["Itâ€™s", "CafÃ©", "37 Â°C", "37\u00c2\u00a0kg", "Ã¢â‚¬â„¢", "Ã‚Â°", "ÃƒÂ©", "ï»¿Give"],
        *["ï¿½", "ðŸ˜€", "â€œ", "â€", "5 â‰¥ 4", "Â½", "Âµg", "37?C", "38.5 ?C", "ÿþG\x00i\x00"],
        *["‚Äô", "¬∞", "┬░", "ÔÇÖ", "Γëñ", "䝩癥传湣敡摡祬", "ã¢â‚¬â„¢"],
    ],
)
def test_garbled_text_is_known(text):
    assert [*garbled(text)]


@pytest.mark.parametrize(
    "text",
    [
        *[
            "„Spaß“ und „Straße“",
            "“CAFÉ”",
            "CAFÉ’S",
            "«PÂTÉ»",
            "São Tomé, MAÇÃ, À la carte",
            "œdème",
        ],
        *[
            "Ålesund Åse’s",
            "naïve façade",
            "µg, °C, ½, ≥ 5, ≤ 6",
            "日本語の文章です",
            "한국어 텍스트",
        ],
        *[
            "Ελληνικά κείμενα",
            "Русский текст",
            "العربية",
            "Is it 37? Call",
            "https://x.org/a?5=37?C",
        ],
        *[
            "Tiếng Việt có dấu",
            "Português: avô, avó, ã",
            "Ø × Ø",
            "Łódź, œuvre, Žižek",
            "10 €, 5 £",
        ],
    ],
)
def test_real_languages_are_not_garbled(text):
    assert [*garbled(text)] == []
