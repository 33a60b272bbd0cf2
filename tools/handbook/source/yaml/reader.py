"""Files to data: a YAML record, or a Markdown document with its details on top."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from handbook.finding import Code, Finding, Place
from handbook.source import codes
from handbook.source.screen import MAX_BODY_BYTES, MAX_YAML_BYTES, Screened, screen
from handbook.source.yaml.events import Document, read_document
from handbook.source.yaml.model import Source
from handbook.source.yaml.sharing import shared_body

if TYPE_CHECKING:
    from collections.abc import Callable

    from handbook.source.yaml.parsers import EventParser

FENCE = "---"
_INDENTED_TAB = re.compile(r"^ *\t", re.MULTILINE)


def read_yaml(
    raw: bytes, path: str, *, parser: Callable[[str], EventParser] | None = None
) -> Source:
    """Read a YAML file. Never raises: what is wrong stands in ``findings``.

    ``data`` is ``None`` as soon as there is any finding. ``parser`` is for tests.
    """
    screened = screen(raw, path, MAX_YAML_BYTES)
    if screened.text is None:
        return Source(path, None, {}, None, 1, screened.findings)
    document = _details(screened, screened.text, path, 0, parser)
    findings = _sorted([*screened.findings, *document.findings])
    data = None if findings else document.data
    return Source(path, data, document.places, None, 1, findings)


def read_markdown(
    raw: bytes, path: str, *, parser: Callable[[str], EventParser] | None = None
) -> Source:
    """Read a Markdown file: front matter between two lines of three dashes, then the body.

    Never raises. ``data`` is ``None`` when the front matter could not be read or has any finding;
    a finding within the body leaves it as it is. The body is not parsed here.
    """
    screened = screen(raw, path, MAX_YAML_BYTES + MAX_BODY_BYTES)
    if screened.text is None:
        return Source(path, None, {}, None, 1, screened.findings)
    lines = screened.text.split("\n")
    opening = next((n for n, line in enumerate(lines) if line.strip()), 0)
    findings = list(screened.findings)
    if lines[opening].rstrip() != FENCE:
        findings.append(_no_front_matter(lines, opening, path))
        return Source(path, None, {}, None, 1, _sorted(findings))
    if opening:
        message = "Blank lines stand before the three dashes that open the details"
        finding = _finding(codes.LEADING_BLANK, path, 1, message, "Delete them.")
        findings.append(finding)
    closing = next((n for n in range(opening + 1, len(lines)) if lines[n].rstrip() == FENCE), None)
    if closing is None:
        message = "The details that open here are not closed by a line of three dashes"
        hint = "Put a line of exactly three dashes after the last detail, before the text."
        findings.append(_finding(codes.UNCLOSED_FRONT_MATTER, path, opening + 1, message, hint))
        return Source(path, None, {}, None, 1, _sorted(findings))
    details = "\n".join(lines[opening + 1 : closing]) + "\n"
    body = shared_body("\n".join(lines[closing + 1 :]))
    findings += _sizes(details, body, path, closing + 2)
    document = _details(screened, details, path, opening + 1, parser)
    findings += document.findings
    unsound = any(f.place is None or f.place.line <= closing + 1 for f in findings)
    data = None if unsound else document.data
    return Source(path, data, document.places, body, closing + 2, _sorted(findings))


def _details(
    screened: Screened,
    text: str,
    path: str,
    offset: int,
    parser: Callable[[str], EventParser] | None,
) -> Document:
    """The YAML part: tabs first, then the events, unless what is left would only mislead."""
    tabs = _tabs(text, path, offset)
    if screened.conflicted or (tabs and _INDENTED_TAB.search(text)):
        return Document(None, {}, tabs)
    if len(text.encode()) > MAX_YAML_BYTES:
        return Document(None, {}, tabs)
    document = read_document(text.replace("\t", " "), path, offset, parser)
    return Document(document.data, document.places, [*tabs, *document.findings])


def _tabs(text: str, path: str, offset: int) -> list[Finding]:
    """One finding for each line that holds a tab."""
    if "\t" not in text:
        return []
    return [
        Finding(
            codes.TAB,
            path,
            "A tab stands here",
            "Use spaces: two for each step in.",
            place=Place(number + offset, line.index("\t") + 1),
        )
        for number, line in enumerate(text.split("\n"), 1)
        if "\t" in line
    ]


def _no_front_matter(lines: list[str], first: int, path: str) -> Finding:
    """The first line is something else than three dashes."""
    if set(lines[first].strip()) <= set("-\N{EN DASH}\N{EM DASH}") and lines[first].strip():
        message = "The first line has to be exactly three dashes, and is nearly that"
        hint = "Type three hyphens (---) at the very start of the line and nothing else."
    else:
        message = "The document does not begin with its details"
        hint = (
            "Begin it with a line of three dashes, the details, and another line of three dashes."
        )
    return _finding(codes.NO_FRONT_MATTER, path, first + 1, message, hint)


def _sizes(details: str, body: str, path: str, body_line: int) -> list[Finding]:
    """Findings for details or a body above their limits."""
    findings = []
    parts = (("details", details, MAX_YAML_BYTES, 1), ("text", body, MAX_BODY_BYTES, body_line))
    for name, part, limit, line in parts:
        size = len(part.encode())
        if size > limit:
            message = f"The {name} of this document have {size:,} bytes; {limit:,} are allowed"
            hint = "Split the document, or keep the large part as an attachment."
            findings.append(_finding(codes.TOO_LARGE, path, line, message, hint))
    return findings


def _finding(code: Code, path: str, line: int, message: str, hint: str) -> Finding:
    return Finding(code, path, message, hint, place=Place(line))


def _sorted(findings: list[Finding]) -> tuple[Finding, ...]:
    """By place, then code."""
    return tuple(sorted(findings, key=lambda f: (f.place or Place(1), f.code.id)))
