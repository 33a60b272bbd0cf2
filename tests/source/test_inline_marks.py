"""The quicker search for marks within a line makes what the library's own search makes."""

from __future__ import annotations

import re
from typing import Any

import markdown
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from handbook.source.markdown.fidelity import EXTENSION_CONFIGS, EXTENSIONS, to_html
from handbook.source.markdown.inline_marks import SIGNS, QuickInlineMarks

MARKS = st.text(alphabet="ab 1\n`\\[]()!<>&;#*_{}.:/@-|\"'^~=", max_size=80)


def configs() -> dict[str, dict[str, Any]]:
    return {name: dict(config) for name, config in EXTENSION_CONFIGS.items()}


def slowly(body: str) -> str:
    return markdown.markdown(body, extensions=list(EXTENSIONS), extension_configs=configs())


@given(MARKS)
@example("a  \nb &amp; `c` \\* ![d](e.png) [f](g) <https://example.org> <a@b.org> *h* _i_ **j**")
@example("[*a* `b`](c) and [d][e]\n\n[e]: f\n\n*[a]: b")
@example("*a _b **c** d_ e*  \nf_g_h")
def test_what_is_made_is_the_same(body: str) -> None:
    assert to_html(body) == slowly(body)


@pytest.mark.parametrize("name", SIGNS)
@given(words=MARKS)
def test_every_match_of_a_pattern_holds_one_of_its_signs(name: str, words: str) -> None:
    pattern = markdown.Markdown(extensions=list(EXTENSIONS)).inlinePatterns[name]
    for match in re.finditer(pattern.getCompiledRegExp(), words):
        assert any(sign in match[0] for sign in SIGNS[name])


def test_every_pattern_of_the_library_is_known() -> None:
    parser = markdown.Markdown(extensions=list(EXTENSIONS), extension_configs=configs())
    assert [name for name, _ in parser.inlinePatterns._priority if name not in SIGNS] == []


@pytest.mark.parametrize(
    ("words", "tried"),
    [
        ("Only words, and 5 of them.", set()),
        ("One *mark*.", {"em_strong"}),
        ("5 &lt; 6", {"entity"}),
    ],
)
def test_only_patterns_that_may_match_are_tried(words: str, tried: set[str]) -> None:
    parser = markdown.Markdown(extensions=[*EXTENSIONS, QuickInlineMarks()])
    seen: set[str] = set()
    for name in SIGNS:
        pattern: Any = parser.inlinePatterns[name]
        compiled = pattern.getCompiledRegExp()

        def noticed(name: str = name, compiled: Any = compiled) -> Any:
            seen.add(name)
            return compiled

        pattern.getCompiledRegExp = noticed
    parser.convert(words)
    assert seen == tried
