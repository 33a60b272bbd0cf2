"""Every part of a page's frame is the theme's, attribute by attribute, or it is refused (I12)."""

from __future__ import annotations

import json
from html import escape

import pytest

from handbook.publish.policy import POLICY
from handbook.publish.shown.frame import strange
from handbook.source.html.reading import read_page

META = f'<meta http-equiv="Content-Security-Policy" content="{escape(POLICY)}">'
NOT_OURS = "that is none of the theme's"


def refused(html: str) -> list[str]:
    page = read_page(html)
    return [*strange(page, tuple(page.within()))]


def reported(head: str = "", body: str = "", first: str = META) -> list[str]:
    page = f"<!doctype html><html><head>{first}{head}</head><body>{body}</body></html>"
    return refused(page)


def config(**settings: object) -> str:
    given = {"search": "assets/javascripts/workers/search.js", "base": ".", **settings}
    return f'<script id="__config" type="application/json">{json.dumps(given)}</script>'


def test_a_page_of_the_policy_alone_is_known() -> None:
    assert reported() == []


OURS = (
    '<script src="assets/javascripts/bundle.js"></script>',
    '<script src="../../assets/handbook/dates.js"></script>',
    '<script src="/a-b/c.d/%20/assets/handbook/x-1.min.js"></script>',
    config(),
    config(base="../.."),
    config(search="../assets/javascripts/workers/search.0.min.js"),
    '<link rel="stylesheet" href="assets/stylesheets/main.css">',
    '<link rel="stylesheet" href="../assets/handbook/own.css">',
    '<link rel="stylesheet" href="../assets/handbook/print.css" media="print">',
    '<link rel="canonical" href="https://handbook.example.org/">',
    '<link rel="manifest" href="../manifest.json">',
    '<link rel="apple-touch-icon" href="../assets/images/touch.png">',
    '<link rel="icon" href="assets/images/favicon.png">',
    '<link rel="prev" href="../a/">',
    '<link rel="next" href="../b/">',
    '<meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width">',
    '<meta name="description" content="words">',
    '<meta name="author" content="words">',
    '<meta name="generator" content="words">',
    '<meta name="robots" content="noindex, nofollow">',
)


@pytest.mark.parametrize("part", OURS)
def test_what_the_theme_has_is_known(part: str) -> None:
    assert reported(part) == []


NONE_OF_OURS = (
    "<script></script>",
    "<script>x()</script>",
    '<script src="https://elsewhere.example/assets/handbook/x.js"></script>',
    '<script src="//elsewhere.example/assets/handbook/x.js"></script>',
    '<script src="assets/images/x.js"></script>',
    '<script src="assets/handbook/x.js?y"></script>',
    '<script src="assets/handbook/x.css"></script>',
    '<script src="assets/handbook/x/y.js"></script>',
    '<script src="xassets/handbook/x.js"></script>',
    '<script src="assets/handbook/x.js">x()</script>',
    '<script src="assets/handbook/x.js" type="module"></script>',
    '<script id="__config"></script>',
    '<script type="application/json"></script>',
    config().replace("__config", "config"),
    config().replace("application/json", "text/javascript"),
    config().replace("<script id", '<script title="x" id'),
    '<script id="__config" type="application/json">{</script>',
    '<script id="__config" type="application/json">[]</script>',
    '<script id="__config" type="application/json">' + "[" * 100_000 + "</script>",
    config(search="https://elsewhere.example/assets/javascripts/workers/search.js"),
    config(search="assets/javascripts/search.js"),
    config(search="assets/javascripts/workers/search.mjs"),
    config(search=None),
    config(base="https://elsewhere.example/"),
    config(base="javascript:x()"),
    '<link rel="stylesheet" href="https://elsewhere.example/assets/handbook/x.css">',
    '<link rel="stylesheet" href="assets/handbook/x.js">',
    '<link rel="stylesheet" href="assets/handbook/handbook.css" media="print">',
    '<link rel="stylesheet" href="assets/handbook/print.css">',
    '<link rel="stylesheet" href="assets/handbook/print.css" media="all">',
    '<link rel="icon" href="assets/images/favicon.png" media="print">',
    '<link rel="stylesheet">',
    '<link rel="icon">',
    '<link rel="canonical">',
    '<link rel="icon" href="https://elsewhere.example/x.png">',
    '<link rel="prev" href="https://elsewhere.example/">',
    '<link rel="next" href="https://elsewhere.example/">',
    '<link rel="preload" href="assets/handbook/x.css">',
    '<link rel="manifest" href="assets/x.json">',
    '<link href="assets/handbook/x.css">',
    "<link>",
    '<meta http-equiv="Content-Security-Policy" content="script-src *">',
    '<meta http-equiv="Content-Security-Policy">',
    META.replace("<meta", '<meta name="author"'),
    META.replace("content=", "title="),
    '<meta charset="utf-7">',
    '<meta charset="utf-8" name="author">',
    '<meta name="author">',
    '<meta name="robots" content="all">',
    '<meta content="words">',
    '<meta name="refresh" content="0">',
    '<meta name="referrer" content="unsafe-url">',
    "<meta>",
)


@pytest.mark.parametrize("part", NONE_OF_OURS)
def test_what_is_like_it_is_refused(part: str) -> None:
    assert any(NOT_OURS in sentence for sentence in reported(part))


FORMS = {
    '<form name="search" class="md-search__form"></form>': False,
    '<form class="md-header__option" data-md-component="palette"></form>': True,
    '<form name="search"></form>': False,
    "<form></form>": False,
    '<button type="reset"></button>': True,
    '<button type="submit"></button>': False,
    "<button></button>": False,
    '<input type="checkbox">': True,
    '<input type="radio">': True,
    '<input type="text">': True,
    '<input type="password">': False,
    '<input type="file">': False,
    "<input>": False,
}


@pytest.mark.parametrize("part", FORMS)
def test_forms_and_their_parts_are_those_of_the_theme(part: str) -> None:
    assert (not reported(body=part)) is FORMS[part]


SENTENCES = {
    "<script></script>": ["it holds an element <script> that is none of the theme's."],
    "<button></button>": ["it holds an element <button> that is none of the theme's."],
    "<iframe></iframe>": ["it holds an element <iframe>, which the theme does not have."],
    '<p onclick="x()"></p>': [
        "an element <p> has an attribute that the theme does not: onclick."
    ],
    '<p style="x"></p>': ["an element <p> has an attribute that the theme does not: style."],
    '<p aria-label="x" data-md-x="y" class="z" hidden id="a" role="b"></p>': [],
    '<p tabindex="0" title="c"></p>': [],
    '<a href="javascript:x()"></a>': ["an element <a> leads to javascript:x()."],
    "<!-- a note -->": ["it holds a comment, <!--a note-->."],
    "<!--handbook:text--><!-- /handbook:text -->": [],
    f"<!--{'a' * 50}-->": [f"it holds a comment, <!--{'a' * 40}-->."],
    '<div class="hb-text"><iframe></iframe></div>': [],
    '<div class="x hb-text"></div><iframe></iframe>': [
        "it holds an element <iframe>, which the theme does not have."
    ],
}  # fmt: skip


@pytest.mark.parametrize("part", SENTENCES)
def test_a_sentence_names_what_is_refused(part: str) -> None:
    assert reported(body=part) == SENTENCES[part]


POLICIES = {
    "": "none",
    META + META: "twice",
    f'<meta charset="utf-8">{META}': "not first",
    META.replace("Content-Security-Policy", "refresh"): "another kind",
    META.replace("content=", "title="): "without words",
    META.replace('content="', 'content="script-src *; '): "weaker words",
}


@pytest.mark.parametrize("first", POLICIES, ids=POLICIES.values())
def test_the_policy_stands_first_and_once(first: str) -> None:
    sentence = "it does not begin with the policy that lets nothing run but the theme's files."
    assert sentence in reported(first=first)


def test_a_page_has_one_head_and_one_body() -> None:
    page = "<!doctype html><html><head></head><frameset></frameset></html>"
    assert refused(page) == ["it has not one head and one body."]
