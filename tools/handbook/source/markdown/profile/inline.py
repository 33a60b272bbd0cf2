"""The profile of words: links, images, emphasis, and marks that only some programs know."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import unquote

from handbook.source.markdown import codes
from handbook.source.markdown.anchors import EXPLICIT
from handbook.source.markdown.commonmark import AT, SPAN, Words, inside, plain, touches
from handbook.source.references import decoded
from handbook.source.screen import refused
from handbook.source.text import TextProblem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from markdown_it.token import Token

    from handbook.finding import Code

SCHEMES = frozenset({"https", "mailto", "tel"})

_CODE_SPAN = re.compile(r"(?<![\\`])(`+)(?!`)(.+?)(?<!`)\1(?!`)", re.DOTALL)
_SCHEME = re.compile(r"\s*([A-Za-z][A-Za-z0-9+.-]*):")
_ODD_ADDRESS = re.compile(r"[\s<>()\\\"'{}|`*\x00-\x1f]|&[A-Za-z0-9#]+;")
_TAG = re.compile(
    r"</?(sup|sub|br|b|strong|i|em|u|p|div|span|font|center|a|img|table|tr|td|th|ul|ol|li|h[1-6])"
    r"(?=\s*/?>|\s+[a-z-]+=)",
    re.IGNORECASE,
)
_NO_TAG = "Delete the tag and the one that closes it, and use what Markdown offers."
_BOLD, _SLANTED = (
    "Put two asterisks on both sides: **words**.",
    "Put an asterisk on both sides: *words*.",
)
_SMALL = "Type the small number as one sign (² ³ ₂), or write it in words."
_INSTEAD = {
    "sup": _SMALL,
    "sub": _SMALL,
    "br": "End the line with two spaces; in a table, begin a new row or write a semicolon.",
    "b": _BOLD,
    "strong": _BOLD,
    "i": _SLANTED,
    "em": _SLANTED,
    "a": "Write [words](address).",
    "img": "Write ![description](file).",
    "li": "Begin each item with '- ' or '1. '.",
}
"""What to write instead of a tag."""
_NUMBER = re.compile(r"[0-9.,]+\Z")
_FAULTS: tuple[tuple[re.Pattern[str], Code, str, str], ...] = (
    (
        re.compile(r"<(?:[A-Za-z][A-Za-z0-9+.-]*:[^\s<>]*|[^\s<>]+@[^\s<>]+)>"),
        codes.AUTOLINK,
        "A web address stands between < and >",
        "Write it as a link with words: [words](address).",
    ),
    (
        re.compile(r"<!--"),
        codes.RAW_HTML,
        "Remarks between <!-- and --> are not used",
        "Delete the remark, or say it in the proposal of the change.",
    ),
    (
        re.compile(r"<(?!!--|[A-Za-z][A-Za-z0-9+.-]*:[^\s<>]*>|[^\s<>]+@[^\s<>]+>)[A-Za-z/!?]"),
        codes.RAW_HTML,
        "This < would start an HTML tag, and hide what follows",
        "Leave a space after the <, or write 'below'.",
    ),
    (
        re.compile(r"(?<=\]\()[^()<>\s\"'][^()<>\n\"']*?[ \u00a0][^()<>\n\"']*(?=\))"),
        codes.BAD_LINK,
        "This address holds a blank, so it is no link",
        "Rename the file without blanks (my-form.pdf); in a web address a blank is %20.",
    ),
    (
        re.compile(r"[{}]"),
        codes.FOREIGN,
        "Curly brackets give instructions to some programs",
        "Use round brackets. Only a heading may end with an address: {#name-in-small-letters}.",
    ),
    (
        re.compile(r"\[\^"),
        codes.FOREIGN,
        "Footnotes are not used",
        "Put the note in the text, or in round brackets.",
    ),
    (
        re.compile(r"^(?:!!!|\?\?\?)", re.MULTILINE),
        codes.FOREIGN,
        "Boxes with !!! or ??? are not used",
        "Use a quotation (lines that begin with >) or a bold word.",
    ),
    (
        re.compile(r"^ *\*\[[^\]\n]*\]:", re.MULTILINE),
        codes.FOREIGN,
        "Abbreviations are not explained in a text",
        "Add the abbreviation to the glossary; it is then explained on every page.",
    ),
    (
        re.compile(r"-+8<-+"),
        codes.FOREIGN,
        "Files are not included from elsewhere",
        "Write the text out, or link to the other page.",
    ),
    (re.compile(r"\$\$"), codes.FOREIGN, "Formulas are not used", "Write the sum in words."),
    (
        re.compile(r"~~"),
        codes.FOREIGN,
        "Text is not struck through",
        "Delete what no longer holds; the earlier version is kept.",
    ),
    (
        re.compile(r"(?<!\\)(?:\\\\)*\\(?:\n|\Z|[^\\`*_{}\[\]()>#+\-.!|\n])"),
        codes.BACKSLASH,
        "This backslash would be shown by some programs and hidden by others",
        "Delete it. For a new line within a paragraph, end the line with two spaces.",
    ),
)


_SIGN = re.compile(r"[<\[\]{}$~\\]|!!!|\?\?\?")
"""One of these stands in all words in which there is one of these faults."""


def problems(words: Words) -> Iterator[TextProblem]:
    """Everything refused in the words of one block."""
    content = words.content
    if words.block.type == "heading_open":
        content = EXPLICIT.sub(lambda match: " " * len(match[0]), content)
    if _SIGN.search(content):
        yield from _faults(words, content)
    yield from _decoded(words)
    for number, token in enumerate(words.children):
        if token.type == "link_open" and token.markup != "autolink":
            yield from _link(words, number, token)
        elif token.type == "image":
            yield from _image(words, token)
        elif token.type in {"em_open", "strong_open"} and token.markup.startswith("*"):
            yield from _emphasis(words, number, token)


def _faults(words: Words, content: str) -> Iterator[TextProblem]:
    """Every mark that only some programs know, outside what is set as code."""
    visible = _CODE_SPAN.sub(lambda match: re.sub(r"[^\n]", "x", match[0]), content)
    for pattern, code, message, hint in _FAULTS:
        for match in pattern.finditer(visible):
            report = (message, hint)
            if code is codes.RAW_HTML:
                report = _tag(visible[match.start() :], *report)
            yield _problem(words, match.start(), code, *report)


def _problem(words: Words, index: int, code: Code, message: str, hint: str) -> TextProblem:
    spot = words.at(index)
    return TextProblem(code, spot.line + 1, spot.column + 1, message, hint)


def _tag(begun: str, message: str, hint: str) -> tuple[str, str]:
    """Message and hint for a < before a letter: a known tag is one, others may compare."""
    match = _TAG.match(begun)
    if match is None:
        return message, hint
    name = match[1].lower()
    return f"The HTML tag <{name}> is not used", _INSTEAD.get(name, _NO_TAG)


def _decoded(words: Words) -> Iterator[TextProblem]:
    """Signs that may stand nowhere, written as character references."""
    if "&" not in words.content:
        return
    shown, places = decoded(words.content)
    for sign in refused(shown):
        yield _problem(words, places[sign.index], sign.code, sign.message, sign.hint)


def _link(words: Words, number: int, token: Token) -> Iterator[TextProblem]:
    """A link: words, address, no hidden title."""
    span = token.meta.get(SPAN)
    at = span[0] if span else 0
    if span is None:
        hint = "Put the address behind the words: [words](address)."
        message = "The address of this link is kept elsewhere in the text"
        yield _problem(words, at, codes.REFERENCE, message, hint)
        return
    href = str(token.attrGet("href") or "")
    held = inside(words.children, number)
    if not plain(held).strip() or not href:
        missing = "address" if plain(held).strip() else "words"
        message = f"This link has no {missing}"
        yield _problem(words, at, codes.EMPTY_LINK, message, "Write [words](address).")
    yield from _address(words, at, words.content[span[0] : span[1]], href)
    if token.attrGet("title"):
        yield _title(words, at)


def _image(words: Words, token: Token) -> Iterator[TextProblem]:
    """An image: a description, and a file of this register."""
    span = token.meta.get(SPAN)
    at = span[0] if span else 0
    if not plain(token.children or ()).strip():
        message = "This image has no description"
        hint = "Write what it shows between the square brackets: ![description](file)."
        yield _problem(words, at, codes.NO_ALT, message, hint)
    if span is None:
        message = "The address of this image is kept elsewhere in the text"
        hint = "Put it behind the description: ![description](file)."
        yield _problem(words, at, codes.REFERENCE, message, hint)
        return
    href = str(token.attrGet("src") or "")
    if not href:
        hint = "Write ![description](file)."
        yield _problem(words, at, codes.EMPTY_LINK, "This image has no file", hint)
    elif _SCHEME.match(href) or href.startswith(("/", "\\")):
        message = "This image would be loaded from elsewhere"
        hint = "Keep the file in this register: ../attachments/<id of this document>/<file>."
        yield _problem(words, at, codes.FAR_IMAGE, message, hint)
    else:
        yield from _address(words, at, words.content[span[0] : span[1]], href)
    if token.attrGet("title"):
        yield _title(words, at)


def _address(words: Words, at: int, typed: str, href: str) -> Iterator[TextProblem]:
    """An address that may not be used, or that programs read differently."""
    for sign in refused(unquote(href, errors="ignore")) if "%" in href else ():
        message = f"This address holds a sign in hiding. {sign.message}"
        yield _problem(words, at, sign.code, message, sign.hint)
    scheme = _SCHEME.match(href)
    if scheme and scheme[1].lower() == "http":
        message = "This link is not protected on its way (http:)"
        hint = f"Use https: if it works there: https:{href.partition(':')[2]}"
        yield _problem(words, at, codes.UNPROTECTED, message, hint)
        scheme = None
    if scheme and scheme[1].lower() not in SCHEMES:
        message = f"Links that begin with {scheme[1].lower()}: are not accepted"
        hint = "Link to a file of this register, or use https:, mailto: or tel:."
        yield _problem(words, at, codes.BAD_LINK, message, hint)
    elif href.startswith("/"):
        message = "This link begins with /, which means something else on every site"
        hint = "Write the path from this file, such as ../guidelines/rapid-transfer.md."
        yield _problem(words, at, codes.BAD_LINK, message, hint)
    elif _ODD_ADDRESS.search(typed) or _ODD_ADDRESS.search(href):
        message = "This address holds a character that programs read differently"
        hint = (
            "Rename a file without spaces, brackets and quotation marks; in a web address write "
            "%20 for a space, %28 and %29 for brackets."
        )
        yield _problem(words, at, codes.BAD_LINK, message, hint)


def _title(words: Words, at: int) -> TextProblem:
    message = "This link carries words that most readers never see"
    return _problem(words, at, codes.LINK_TITLE, message, "Put them in the sentence.")


def _emphasis(words: Words, number: int, token: Token) -> Iterator[TextProblem]:
    """Asterisks that touch a letter or digit on their outer side, or part numbers."""
    held = inside(words.children, number)
    before = plain(words.children[:number])
    after = plain(words.children[number + len(held) + 2 :])
    parting = (
        token.markup == "*"
        and _NUMBER.match(plain(held))
        and (before.rstrip()[-1:].isdigit() or after.lstrip()[:1].isdigit())
    )
    if touches(words.children, number) or parting:
        shown = f"{before[-12:]}{token.markup}{plain(held)[:12]}{token.markup}{after[:12]}".strip()
        at = int(token.meta.get(AT, 0)) - (len(token.markup) - 1)
        message = f"The asterisks in '{shown}' would disappear"
        hint = "To multiply, write x or put a backslash before each *; else mark whole words."
        yield _problem(words, max(at, 0), codes.EMPHASIS, message, hint)
