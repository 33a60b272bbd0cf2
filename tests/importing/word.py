"""Word documents made by hand, part by part, with every trap that a test asks for."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

if TYPE_CHECKING:
    from collections.abc import Mapping

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
SPACES = (
    f'xmlns:w="{W}"'
    ' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
    ' xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
    ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
    ' xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
    ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    ' xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"'
    ' xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"'
    ' xmlns:v="urn:schemas-microsoft-com:vml"'
)
_REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_PART = "application/vnd.openxmlformats-officedocument.wordprocessingml.{}+xml"
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c636060606000000005000166a5e2120000000049454e44ae426082"
)
_STYLES = "".join(
    f'<w:style w:type="paragraph" w:styleId="{name.replace(" ", "")}">'
    f'<w:name w:val="{name}"/>{inner}</w:style>'
    for name, inner in {
        "Normal": "",
        "Title": "",
        "heading 1": '<w:pPr><w:outlineLvl w:val="0"/></w:pPr>',
        "heading 2": '<w:pPr><w:outlineLvl w:val="1"/></w:pPr>',
        "heading 3": '<w:pPr><w:outlineLvl w:val="2"/></w:pPr>',
        "heading 5": '<w:pPr><w:outlineLvl w:val="4"/></w:pPr>',
        "toc 1": "",
        "footnote text": "",
    }.items()
)


def level(number: int, form: str, text: str, start: int = 1) -> str:
    """One level of a numbering."""
    return (
        f'<w:lvl w:ilvl="{number}"><w:start w:val="{start}"/><w:numFmt w:val="{form}"/>'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
    )


NUMBERING = (
    f'<w:abstractNum w:abstractNumId="1">{level(0, "decimal", "%1.")}'
    f"{level(1, 'decimal', '%1.%2')}</w:abstractNum>"
    f'<w:abstractNum w:abstractNumId="2">{level(0, "bullet", chr(0xF0B7))}'
    f"{level(1, 'bullet', 'o')}</w:abstractNum>"
    f'<w:abstractNum w:abstractNumId="3">{level(0, "lowerLetter", "%1)")}</w:abstractNum>'
    f'<w:abstractNum w:abstractNumId="4">{level(0, "decimal", "%1.", 3)}</w:abstractNum>'
    + "".join(f'<w:num w:numId="{n}"><w:abstractNumId w:val="{n}"/></w:num>' for n in (1, 2, 3, 4))
)


def run(text: str, properties: str = "") -> str:
    """A run of text."""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


SUPER = '<w:vertAlign w:val="superscript"/>'
SUB = '<w:vertAlign w:val="subscript"/>'
BOLD = "<w:b/>"


def p(
    *inner: str, style: str = "", properties: str = "", numbered: str = "", depth: int = 0
) -> str:
    """A paragraph of runs, or of plain text."""
    runs = "".join(part if part.startswith("<") else run(part) for part in inner)
    kind = f'<w:pStyle w:val="{style}"/>' if style else ""
    listed = (
        f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{numbered}"/></w:numPr>'
        if numbered
        else ""
    )
    return f"<w:p><w:pPr>{kind}{listed}{properties}</w:pPr>{runs}</w:p>"


def cell(*inner: str, properties: str = "") -> str:
    """A cell of a table."""
    held = "".join(part if part.startswith("<") else p(part) for part in inner)
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{held or p()}</w:tc>"


def table(*rows: tuple[str, ...]) -> str:
    """A table of cells, or of plain texts."""
    width = max(len(row) for row in rows)
    grid = '<w:gridCol w:w="2000"/>' * width
    lines = "".join(
        "<w:tr>" + "".join(c if c.startswith("<w:tc") else cell(c) for c in row) + "</w:tr>"
        for row in rows
    )
    return f"<w:tbl><w:tblPr/><w:tblGrid>{grid}</w:tblGrid>{lines}</w:tbl>"


def picture(relation: str, description: str = "", *, link: bool = False) -> str:
    """A picture within a run."""
    how = "link" if link else "embed"
    return (
        '<w:r><w:drawing><wp:inline><wp:extent cx="9525" cy="9525"/>'
        f'<wp:docPr id="1" name="Picture" descr="{escape(description)}"/>'
        '<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture">'
        f'<pic:pic><pic:blipFill><a:blip r:{how}="{relation}"/></pic:blipFill></pic:pic>'
        "</a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )


def field(code: str, shown: str) -> str:
    """A field: its instruction, and what it shows."""
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f"<w:r><w:instrText>{escape(code)}</w:instrText></w:r>"
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        f'{run(shown)}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def text_box(*inner: str) -> str:
    """A run with a text box, in the two ways that Word writes one."""
    held = f"<w:txbxContent>{''.join(inner)}</w:txbxContent>"
    return (
        "<w:r><mc:AlternateContent>"
        '<mc:Choice Requires="wps"><w:drawing><wp:anchor><a:graphic><a:graphicData'
        ' uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp>'
        f"<wps:txbx>{held}</wps:txbx></wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing>"
        "</mc:Choice><mc:Fallback><w:pict><v:shape><v:textbox>"
        f"{held}</v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )


def docx(
    *body: str,
    parts: Mapping[str, str | bytes] | None = None,
    relations: Mapping[str, tuple[str, str]] | None = None,
    numbering: str = NUMBERING,
    prologue: str = "",
    main_type: str = _MAIN,
) -> bytes:
    """A Word document of paragraphs and tables, with further parts by name (below ``word/``).

    ``relations`` gives each relation its kind and target; one that begins with ``!`` lies outside.
    """
    parts = dict(parts or {})
    kinds = {"numbering.xml": "numbering", "styles.xml": "styles"}
    known = {
        "numbering.xml": ("numbering", "numbering.xml"),
        "styles.xml": ("styles", "styles.xml"),
    }
    for name in parts:
        stem = name.rpartition("/")[2].partition(".")[0].rstrip("0123456789")
        if stem in ("footnotes", "endnotes", "comments", "header", "footer"):
            known[name] = (stem, name)
            kinds[name] = stem
    links = {f"k{n}": pair for n, pair in enumerate(known.values())} | dict(relations or {})
    files: dict[str, str | bytes] = {
        "[Content_Types].xml": (
            '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            '<Default Extension="rels"'
            ' ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            '<Default Extension="xml" ContentType="application/xml"/>'
            '<Default Extension="png" ContentType="image/png"/>'
            f'<Override PartName="/word/document.xml" ContentType="{main_type}"/>'
            + "".join(
                f'<Override PartName="/word/{name}" ContentType="{_PART.format(kind)}"/>'
                for name, kind in kinds.items()
            )
            + "</Types>"
        ),
        "_rels/.rels": (
            '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            f'<Relationship Id="r1" Type="{_REL}/officeDocument" Target="word/document.xml"/>'
            "</Relationships>"
        ),
        "word/_rels/document.xml.rels": (
            '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            + "".join(
                f'<Relationship Id="{name}" Type="{_REL}/{kind}" Target="{target.lstrip("!")}"'
                + (' TargetMode="External"/>' if target.startswith("!") else "/>")
                for name, (kind, target) in links.items()
            )
            + "</Relationships>"
        ),
        "word/document.xml": (
            f'<?xml version="1.0" encoding="UTF-8"?>{prologue}<w:document {SPACES}>'
            f"<w:body>{''.join(body)}<w:sectPr/></w:body></w:document>"
        ),
        "word/numbering.xml": f"<w:numbering {SPACES}>{numbering}</w:numbering>",
        "word/styles.xml": f"<w:styles {SPACES}>{_STYLES}</w:styles>",
    }
    for name, part in parts.items():
        files[f"word/{name}"] = (
            part
            if isinstance(part, bytes) or part.startswith("<?xml")
            else part.replace("{spaces}", SPACES)
        )
    return packed(files)


def packed(files: Mapping[str, str | bytes]) -> bytes:
    """A zip of files, always the same bytes."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return held.getvalue()


def notes(kind: str, *texts: str) -> str:
    """Footnotes or endnotes or comments, numbered from 1."""
    row = {"footnotes": "footnote", "endnotes": "endnote", "comments": "comment"}[kind]
    held = "".join(
        f'<w:{row} w:id="{number}">{p(text)}</w:{row}>' for number, text in enumerate(texts, 1)
    )
    return f"<w:{kind} {SPACES}>{held}</w:{kind}>"
