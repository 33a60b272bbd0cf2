"""A document's page as a Word document: its text, and on every sheet that it is a copy.

The text is that of the built and verified page. What Word would show is read back and compared with
the page, letter by letter: a copy that differs is not given out.
"""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urljoin
from xml.etree import ElementTree as ET
from xml.sax.saxutils import escape

from selectolax.lexbor import LexborHTMLParser

from handbook.cli.problem import StopError
from handbook.importing.converting.pandoc import html_to_word
from handbook.publish.placing import put_file, refuse_spot
from handbook.publish.problem import NotPublishedError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from selectolax.lexbor import LexborNode

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    ' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
_KIND = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml."
_PAPER = (
    '<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1700" w:right="1134" w:bottom="1134"'
    ' w:left="1134" w:header="567" w:footer="567" w:gutter="0"/>'
)
_SECTION = re.compile(r"<w:sectPr\b[^>]*?(?:/>|>.*?</w:sectPr>)", re.DOTALL)
_MOMENT = (1980, 1, 1, 0, 0, 0)
_DROPPED = ("a.headerlink", "script", "style", "[hidden]")


WORD = ".docx"
"""How the name of a Word file ends."""


class NoCopyError(Exception):
    """Why a page cannot be given as a Word document, in words."""


@dataclass(frozen=True, slots=True)
class CopyFacts:
    """What a copy says of itself: the day it was made, and the address of its page if known."""

    day: str
    address: str


def word_copy(page: str, day: str) -> bytes:
    """The page of a document as a Word document, made on ``day``. Raises ``NoCopyError``.

    Raises ``ImportProblem`` if pandoc, which writes it, is not there or fails.
    """
    tree = LexborHTMLParser(page)
    named = tree.css_first("div.hb-sheet span.hb-sheet-address")
    facts = CopyFacts(day, named.text().strip() if named else "")
    text = tree.css_first("article div.hb-text")
    lines = tuple(_sheet(tree))
    if text is None or not lines:
        raise NoCopyError("its page has no text that could be given")
    _tidy(text, facts.address)
    content = text.html or ""
    raw = html_to_word(f"{_front(lines, facts)}{content}")
    made = _with_edges(raw, lines, facts)
    _compare(content, raw, _front(lines, facts))
    return made


def refuse_word(place: Path, root: Path) -> None:
    """Raise ``StopError`` unless a copy can be put at ``place``, where nothing may be yet."""
    if place.suffix.lower() != WORD:
        raise StopError(f"{place} is not named as a Word file is: let its name end in {WORD}.")
    try:
        refuse_spot(place, root)
    except NotPublishedError as problem:
        raise StopError(str(problem)) from problem
    if place.exists():
        raise StopError(f"{place} is there already, and somebody may have edited it. Name another.")


def put_word(raw: bytes, place: Path) -> None:
    """Put a copy in its place. Raises ``StopError`` if it cannot be."""
    try:
        put_file(raw, place)
    except OSError as problem:
        raise StopError(f"{place} cannot be written: {problem.strerror}.") from problem


def _sheet(tree: LexborHTMLParser) -> Iterator[str]:
    """What the head of a printed sheet says: title, standing, notes, whom to ring."""
    for name in ("title", "state", "note", "ring"):
        for line in tree.css(f"div.hb-sheet p.hb-sheet-{name}"):
            words = " ".join(line.text().split())
            if words:
                yield words


def _tidy(text: LexborNode, address: str) -> None:
    """Leave the words alone, and make links lead from anywhere, or be words where they cannot."""
    for selector in _DROPPED:
        for node in text.css(selector):
            node.decompose()
    for node in text.css("a"):
        leads = node.attributes.get("href") or ""
        whole = urljoin(address, leads) if address.startswith("https://") else leads
        if "hb-term" in (node.attributes.get("class") or "") or not whole.startswith(
            ("https://", "http://", "mailto:", "tel:")
        ):
            node.unwrap()
        else:
            for name in list(node.attributes):
                del node.attrs[name]
            node.attrs["href"] = whole


def _front(lines: tuple[str, ...], facts: CopyFacts) -> str:
    """What stands above the text: title, standing, whom to ring, and that this is a copy."""
    title, *rest = lines
    shown = "".join(f"<p><strong>{escape(line)}</strong></p>" for line in rest)
    return f"<h1>{escape(title)}</h1>{shown}<p>{escape(_caution(facts))}</p>"


def _caution(facts: CopyFacts) -> str:
    where = f" How it stands today: {facts.address}" if facts.address.startswith("http") else ""
    return (
        f"Uncontrolled copy, made on {facts.day}. It does not change when the text does: before you"
        f" rely on it, look at its page.{where}"
    )


def _with_edges(raw: bytes, lines: tuple[str, ...], facts: CopyFacts) -> bytes:
    """The document with a head and a foot on every sheet. The same input gives the same bytes."""
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    main = parts["word/document.xml"].decode()
    section = _section()
    main, times = _SECTION.subn(lambda _: section, main)
    if times != 1:
        raise NoCopyError("what pandoc made of it has no one section")
    parts["word/document.xml"] = main.encode()
    parts["word/header-copy.xml"] = _edge("hdr", lines[:2]).encode()
    foot = (_caution(facts),)
    parts["word/footer-copy.xml"] = _edge("ftr", foot, numbered=True).encode()
    _join(parts, "word/_rels/document.xml.rels", "</Relationships>", "".join(
        f'<Relationship Id="copy-{name}" Type="{_KIND}{name}" Target="{name}-copy.xml"/>'
        for name in ("header", "footer")
    ))  # fmt: skip
    _join(parts, "[Content_Types].xml", "</Types>", "".join(
        f'<Override PartName="/word/{name}-copy.xml" ContentType="{_TYPE}{name}+xml"/>'
        for name in ("header", "footer")
    ))  # fmt: skip
    parts["docProps/core.xml"] = _core(lines[0]).encode()
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(parts, key=lambda each: (each != "[Content_Types].xml", each)):
            archive.writestr(zipfile.ZipInfo(name, _MOMENT), parts[name], zipfile.ZIP_DEFLATED)
    return held.getvalue()


def _section() -> str:
    return (
        '<w:sectPr><w:headerReference w:type="default" r:id="copy-header"'
        ' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"/>'
        '<w:footerReference w:type="default" r:id="copy-footer"'
        ' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"/>'
        f"{_PAPER}</w:sectPr>"
    )


def _edge(kind: str, lines: tuple[str, ...], *, numbered: bool = False) -> str:
    """A head or a foot: some lines, and if wanted which sheet of how many this is."""
    rows = "".join(
        f'<w:p><w:r><w:rPr><w:sz w:val="18"/></w:rPr><w:t xml:space="preserve">{escape(line)}</w:t>'
        "</w:r></w:p>"
        for line in lines
    )
    if numbered:
        page, pages = (
            f'<w:fldSimple w:instr="{name}"><w:r><w:t>1</w:t></w:r></w:fldSimple>'
            for name in ("PAGE", "NUMPAGES")
        )
        of = '<w:r><w:t xml:space="preserve"> of </w:t></w:r>'
        rows += f'<w:p><w:r><w:t xml:space="preserve">Page </w:t></w:r>{page}{of}{pages}</w:p>'
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<w:{kind} {_NAMESPACES}>{rows}</w:{kind}>'


def _core(title: str) -> str:
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<cp:coreProperties'
        ' xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<dc:title>{escape(title)} (uncontrolled copy)</dc:title></cp:coreProperties>"
    )


def _join(parts: dict[str, bytes], name: str, end: str, more: str) -> None:
    parts[name] = parts[name].decode().replace(end, f"{more}{end}").encode()


def _compare(content: str, raw: bytes, front: str) -> None:
    """Raise ``NoCopyError`` unless Word shows every sign of the page's text, in its order."""
    page = LexborHTMLParser(f"<body>{front}{content}</body>").body
    wanted = "".join((page.text() if page else "").split())
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        root = ET.fromstring(archive.read("word/document.xml"))  # noqa: S314 - pandoc wrote it
    shown = "".join("".join(each.text or "" for each in root.iter(f"{_W}t")).split())
    if wanted != shown:
        at = next(
            (n for n, (a, b) in enumerate(zip(wanted, shown, strict=False)) if a != b),
            min(len(wanted), len(shown)),
        )
        raise NoCopyError(
            f"Word would show “{shown[max(0, at - 20) : at + 20]}” where the page says"
            f" “{wanted[max(0, at - 20) : at + 20]}”"
        )
