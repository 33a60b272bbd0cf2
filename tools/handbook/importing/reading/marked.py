"""What a Markdown file says, read sign by sign without any Markdown program."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

from handbook.importing.model import (
    CheckPoint,
    FrontRow,
    ImportProblem,
    OriginalText,
    SaidPassage,
    Spot,
)
from handbook.importing.scripts import on_the_line

if TYPE_CHECKING:
    from collections.abc import Iterator

_FENCE = re.compile(r"\s*(?:```|~~~)[^`]*\Z")
_RULE = re.compile(r"\s*\|?(?:\s*:?-{2,}:?\s*\|?)+\s*\Z|\s*(?:[-*_]\s*){3,}\Z|\s*=+\s*\Z")
_HEADING = re.compile(r"\s{0,3}#{1,6}\s*(.*?)(?:\s+#+)?\s*\Z")
_ITEM = re.compile(r"[-*+]\s+")
_TASK = re.compile(r"\[([ xX])\](?=\s)")
_FOOTNOTE = re.compile(r"^ {0,3}\[\^([^\]\s]+)\]:[ \t]*(.*(?:\n(?: {4}|\t).*)*)", re.MULTILINE)
_NUMBER = re.compile(r"([0-9]{1,9})([.)])\s+")
_QUOTE = re.compile(r"\s*(?:>\s?)+")
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_REFERENCE = re.compile(r"^ {0,3}\[[^\]\n]+\]:\s*\S+.*$", re.MULTILINE)
_ATTRIBUTES = re.compile(r"^\s*\{:[^}\n]*\}\s*$|(?<=\S) *\{[#:.][^}\n]*\}", re.MULTILINE)
_ADDRESS = r"\([^()\s]*(?:\([^()]*\)[^()\s]*)*(?:\s+[\"'][^\"'\n]*[\"'])?\)"
_IMAGE = re.compile(rf"!\[([^\]]*)\](?:{_ADDRESS}|\[[^\]\n]*\])")
_LINK = re.compile(rf"\[((?:[^\[\]]|\[[^\[\]]*\])*)\](?:{_ADDRESS}|\[[^\]\n]*\])")
_AUTO = re.compile(r"<((?:https?|mailto):[^\s<>]+|[^\s<>@]+@[^\s<>]+)>")
_TAGS = (
    "a abbr b big blockquote br caption center cite code col colgroup dd del details div dl dt em"
    " figcaption figure font h1 h2 h3 h4 h5 h6 hr i img ins kbd li mark ol p pre q s section small"
    " span strike strong sub summary sup table tbody td tfoot th thead tr tt u ul var".replace(
        " ", "|"
    )
)
_ATTRIBUTE = r"(?:\s+[A-Za-z-]+\s*=\s*(?:\"[^\"<>]*\"|'[^'<>]*'|[^\s<>\"'=]+))*\s*/?"
_DRESS = re.compile(
    r"</?(?:a|abbr|b|big|cite|code|em|font|i|ins|kbd|mark|q|small|span|strong|tt|u|var)"
    rf"{_ATTRIBUTE}>",
    re.IGNORECASE,
)
_SMALL = re.compile(r"<(sup|sub)>(.*?)</\1>", re.IGNORECASE | re.DOTALL)
_TAG = re.compile(rf"</?(?:{_TAGS}){_ATTRIBUTE}>", re.IGNORECASE)
_SILENT = re.compile(r"<(script|style)\b.*?</\1\s*>", re.IGNORECASE | re.DOTALL)
_MARKS = re.compile(r"(?<!\\)(?:\*\*\*|\*\*|\*|~~|`+)|(?<![\w\\])__?(?=\S)|(?<=\S)(?<!\\)__?(?!\w)")
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
_LINE = re.compile(r"([A-Za-z][\w -]{0,60}):\s*(.*)")
_CODED = re.compile(r"(?<![\\`])(`+)(?!`)(.+?)(?<!`)\1(?!`)", re.DOTALL)


def text_of_file(raw: bytes) -> str:
    """A text file as text, with lines that end as here. Raises ``ImportProblem``."""
    try:
        return raw.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError as problem:
        raise ImportProblem(
            "its letters cannot be told for certain: it is not saved as UTF-8",
            "Open it in a text editor and save it with the encoding UTF-8.",
        ) from problem


def parted(text: str) -> tuple[tuple[FrontRow, ...], str]:
    """The details at the top of a Markdown file, as far as each stands on a line, and its text."""
    lines = text.lstrip("\n").split("\n")
    if not lines or lines[0].rstrip() != "---":
        return (), text
    end = next((n for n in range(1, len(lines)) if lines[n].rstrip() in ("---", "...")), None)
    if end is None:
        return (), text
    rows: list[FrontRow] = []
    for line in lines[1:end]:
        match = _LINE.fullmatch(line)
        if match:
            rows.append(FrontRow(match[1].replace("_", " ").strip(), _bare(match[2])))
        elif line.strip() and not line.lstrip().startswith("#") and rows:
            last = rows.pop()
            more = _bare(line.strip().removeprefix("- "))
            rows.append(FrontRow(last.label, f"{last.value}; {more}" if last.value else more))
    return tuple(row for row in rows if row.value), "\n".join(lines[end + 1 :])


def _bare(value: str) -> str:
    value = value.strip()
    if value in ("null", "~", "|", ">", ">-", "|-"):
        return ""
    quoted = len(value) > 1 and value[0] == value[-1] and value[0] in "\"'"
    return value[1:-1] if quoted else value


def markdown_text(text: str) -> OriginalText:
    """What a Markdown text says, with the numbers that its lists show."""
    comments = tuple(
        CheckPoint("remark", Spot(), " ".join(comment.strip("<!->").split())[:120], "left out")
        for comment in _COMMENT.findall(text)
    )
    text = _SILENT.sub(" ", _COMMENT.sub(" ", text))
    text = _noted(text)
    text = _ATTRIBUTES.sub("", _REFERENCE.sub("", text))
    return OriginalText(tuple(_passages(_unlinked(text))), comments)


def _noted(text: str) -> str:
    """Text with its footnotes where they are referred to; one that nothing refers to stays."""
    notes = {name: words for name, words in _FOOTNOTE.findall(text) if f"[^{name}]" in text}
    text = _FOOTNOTE.sub(lambda m: "" if m[1] in notes else m[0], text)
    for name, words in notes.items():
        line = " ".join(words.split())
        text = text.replace(f"[^{name}]", f" ({line})")
    return text


def _unlinked(text: str) -> str:
    """Text without the addresses of links, and without tags, also where they go over two lines.

    Code is left as it is, between backticks or in a block of its own.
    """
    made: list[str] = []
    open_lines: list[str] = []
    fenced = False
    for line in [*text.split("\n"), ""]:
        mark = _FENCE.match(line) is not None
        if not fenced and line.strip() and not mark:
            open_lines.append(line)
            continue
        if open_lines:
            made += _bare_of_links("\n".join(open_lines)).split("\n")
            open_lines = []
        made.append(line)
        fenced = fenced != mark
    return "\n".join(made)


def _bare_of_links(paragraph: str) -> str:
    kept: list[str] = []

    def keep(match: re.Match[str]) -> str:
        kept.append(match[0])
        return f"\ue010{len(kept) - 1}\ue011"

    # No picture of a text file comes along, so what describes it is said in its place.
    paragraph = _IMAGE.sub(lambda m: f" {m[1]} ", _CODED.sub(keep, paragraph))
    paragraph = _SMALL.sub(lambda m: _small(m[1].lower(), m[2]), paragraph)
    for _ in range(2):
        paragraph = _LINK.sub(lambda m: m[1], paragraph)
    paragraph = _TAG.sub(" ", _DRESS.sub("", _AUTO.sub(lambda m: m[1], paragraph)))
    return re.sub("\ue010([0-9]+)\ue011", lambda m: kept[int(m[1])], paragraph)


def _passages(text: str) -> Iterator[SaidPassage]:
    heading, number, fenced, apart = "", 0, False, True
    counts: dict[int, tuple[int, bool]] = {}
    for line in text.split("\n"):
        if _FENCE.match(line):
            fenced = not fenced
            continue
        if fenced:
            yield SaidPassage(line, Spot(heading, number))
            continue
        if _RULE.fullmatch(line) or not line.strip():
            apart = True
            continue
        title = _HEADING.fullmatch(line)
        if title and line.lstrip().startswith("#"):
            heading, number, counts = plain_words(title[1])[:120], 0, {}
            yield SaidPassage(plain_words(title[1]), Spot(heading, 0))
            continue
        number += 1
        yield SaidPassage(_line(line, counts, apart=apart), Spot(heading, number))
        apart = False


def _line(line: str, counts: dict[int, tuple[int, bool]], *, apart: bool) -> str:
    """A line without the marks at its beginning, except a number, as its list counts it.

    Only a line that stands ``apart`` from the one above it ends a list; another goes on with it.
    """
    line = _QUOTE.sub("", line, count=1) if _QUOTE.match(line) else line
    indent = len(line) - len(line.lstrip())
    words = line.lstrip()
    label = ""
    item, numbered = _ITEM.match(words), _NUMBER.match(words)
    if item:
        words = _TASK.sub(lambda m: "☐" if m[1] == " " else "☒", words[item.end() :], count=1)
        counts.pop(indent, None)
    elif numbered:
        words = words[numbered.end() :]
        typed = int(numbered[1])
        before = counts.get(indent)
        shown = typed if before is None else before[0] + 1
        counts[indent] = (shown, True)
        label = f"{shown if typed in (shown, 1) else typed}. "
    elif indent == 0 and apart:
        counts.clear()
    for deeper in [each for each in counts if each > indent]:
        del counts[deeper]
    return f"{label}{plain_words(words)}"


def plain_words(text: str) -> str:
    """Words without the marks around them: emphasis, backslashes, entities."""
    kept: list[str] = []

    def keep(match: re.Match[str]) -> str:
        kept.append(match[2])
        return f"\ue010{len(kept) - 1}\ue011"

    text = _CODED.sub(keep, text)
    text = _ESCAPE.sub(lambda m: m[1], _MARKS.sub("", text))
    text = html.unescape(text)
    return re.sub("\ue010([0-9]+)\ue011", lambda m: kept[int(m[1])], text)


def _small(name: str, words: str) -> str:
    sign = "^" if name == "sup" else "_"
    return words if on_the_line(words.strip()) else f"{sign}{words}"
