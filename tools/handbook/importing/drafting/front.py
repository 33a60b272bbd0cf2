"""The front sheet of a document: the table of title, number, version and dates that it begins with.

What it says is written down as what the original says. None of it becomes how the draft stands.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from handbook.importing.drafting.tables import grid_of
from handbook.importing.drafting.words import pieces, text_of
from handbook.importing.model import FrontRow

if TYPE_CHECKING:
    from collections.abc import Sequence

    from handbook.importing.drafting.context import Drafting

MEANINGS = {
    "title": r"(?:document |policy |guideline |full )?(?:title|name)(?: of (?:the )?\w+)?",
    "reference": r"(?:(?:document|policy|guideline|unique)? ?"
    r"(?:reference|ref|id|identifier)(?: (?:number|no))?"
    r"|(?:document|policy|guideline) (?:number|no))",
    "version": r"(?:current |document )?version(?: (?:number|no))?"
    r"|issue(?: (?:number|no))?|revision",
    "owner": r"(?:document |policy |guideline )?(?:owner|lead)|lead (?:author|clinician|director)"
    r"|responsible (?:person|director|officer|lead)|executive (?:lead|sponsor|director)|maintainer",
    "author": r"(?:document )?authors?(?:\(s\))?|written by|prepared by|developed by|editors?",
    "endorsed": r"(?:date )?(?:approved|ratified|endorsed|agreed|authorised)(?: (?:by|on|date))?"
    r"|(?:approval|ratification|endorsement)(?: date)?"
    r"|date of (?:approval|ratification|endorsement)"
    r"|(?:approving|ratifying) (?:body|committee|group)",
    "issued": r"(?:date )?(?:issued|published|effective|implemented)(?: (?:on|date|from))?"
    r"|(?:issue|publication|effective|implementation|start) date"
    r"|date of (?:issue|publication)|date",
    "review": r"(?:next |planned )?review (?:date|due|by)|(?:date (?:of|for) )?(?:next )?review"
    r"|review due(?: date)?|last reviewed(?: on)?|last review(?: date)?",
    "expires": r"expir(?:y|es|ation)(?: date| on)?|valid (?:until|to)|withdraw(?:al)? date",
    "replaces": r"(?:replaces|supersedes|superseded by)(?: \w+)?|previous version(?: \w+)?",
    "status": r"(?:document )?status|classification",
    "audience": r"(?:target |intended )?(?:audience|users?|readers)|for use by|applies to",
    "keywords": r"key ?words?|tags|search terms",
    "summary": r"summary|purpose|description|aim|abstract",
    "scope": r"scope|area|covers",
}
"""What a label may be taken to mean, as a pattern over its words in small letters."""
NAMES_PEOPLE = frozenset({"owner", "author", "endorsed"})
"""What may name people. Those words are never written into the registry."""
_PATTERNS = {meaning: re.compile(rf"(?:{pattern})\Z") for meaning, pattern in MEANINGS.items()}
_EDGES = re.compile(r"[\s:.*_]+")
_LONGEST = 60
_FEWEST = 2
_EARLY = 6
"""A front sheet is a table among so many first blocks, with so many labels that are known."""


def meaning_of(label: str) -> str:
    """What a label means; nothing where nobody can tell."""
    words = _EDGES.sub(" ", label.lower().replace("\u2019", "'")).strip()
    if len(words) > _LONGEST:
        return ""
    return next((known for known, pattern in _PATTERNS.items() if pattern.match(words)), "")


@dataclass(slots=True)
class FrontMatter:
    """What was taken off the beginning of a document. ``said`` are its passages, in order."""

    title: str = ""
    rows: list[FrontRow] = field(default_factory=list)
    said: list[str] = field(default_factory=list)


def take_front(
    meta: dict[str, Any], blocks: Sequence[dict[str, Any]], drafting: Drafting
) -> tuple[FrontMatter, list[dict[str, Any]]]:
    """The front sheet and title of a document, and the blocks that are left."""
    front = FrontMatter()
    for name in ("title", "subtitle", "author", "date", "abstract"):
        for words in _meta(meta.get(name), drafting):
            front.said.append(words)
            if name == "title" and not front.title:
                front.title = words
            else:
                front.rows.append(FrontRow(name.capitalize(), words))
    left = list(blocks)
    early = [n for n, block in enumerate(left[:_EARLY]) if _bare(block)["t"] == "Table"]
    for at in early:
        rows = _sheet(_bare(left[at])["c"], drafting)
        if rows:
            heads = [block for block in left[:at] if _bare(block)["t"] == "Header"]
            if not front.title and len(heads) == 1 and left[0] is heads[0]:
                front.title = _heading(heads[0], drafting)
                front.said.append(front.title)
                left.remove(heads[0])
                at -= 1  # noqa: PLW2901 -- one block fewer stands above
            front.rows += rows
            front.said += [part for row in rows for part in (row.label, row.value)]
            del left[at]
            break
    return front, left


def take_title(
    front: FrontMatter, blocks: list[dict[str, Any]], drafting: Drafting
) -> list[dict[str, Any]]:
    """The blocks without a first heading that is the document's title and no part's."""
    levels = [_bare(b)["c"][0] for b in blocks if _bare(b)["t"] == "Header"]
    first = _bare(blocks[0]) if blocks else {"t": ""}
    if front.title or first["t"] != "Header" or not levels:
        return blocks
    if levels.count(levels[0]) > 1 or min(levels) < levels[0]:
        return blocks
    front.title = _heading(first, drafting)
    front.said.append(front.title)
    return blocks[1:]


def _heading(block: dict[str, Any], drafting: Drafting) -> str:
    return text_of(pieces(_bare(block)["c"][2], drafting))


def _bare(block: dict[str, Any]) -> dict[str, Any]:
    """A block without a wrapping that only names its style."""
    while block["t"] == "Div" and len(block["c"][1]) == 1:
        block = block["c"][1][0]
    return block


def _meta(value: Any, drafting: Drafting) -> list[str]:
    """The texts of one entry of pandoc's metadata."""
    if not isinstance(value, dict):
        return []
    kind, content = value.get("t"), value.get("c")
    if kind == "MetaInlines" and isinstance(content, list):
        return [words] if (words := text_of(pieces(content, drafting))) else []
    if kind == "MetaList" and isinstance(content, list):
        return [words for each in content for words in _meta(each, drafting)]
    if kind == "MetaString" and isinstance(content, str):
        return [content]
    if kind == "MetaBlocks" and isinstance(content, list):
        return [
            words
            for block in content
            if block["t"] in ("Para", "Plain")
            if (words := text_of(pieces(block["c"], drafting)))
        ]
    return []


def _sheet(content: Sequence[Any], drafting: Drafting) -> list[FrontRow]:
    """The rows of a table, if it is a front sheet: label and value, side by side."""
    points = len(drafting.points)
    spot = drafting.spot
    grid, _ = grid_of(content, drafting)
    rows: list[FrontRow] = []
    for cells in grid:
        texts = [text_of(cell) for cell in cells]
        if len(set(texts)) == 1 and texts[0] and len(texts) > 1:
            texts = texts[:1]
        if any(piece.ready for cell in cells for piece in cell):
            rows = []
            break
        for label, value in zip(texts[::2], [*texts[1::2], ""], strict=False):
            if label or value:
                rows.append(FrontRow(label, value))
    known = {meaning for row in rows if (meaning := meaning_of(row.label))}
    if len(known) >= _FEWEST and len(grid[0]) % 2 == 0 and 2 * len(known) >= len(rows):
        return rows
    del drafting.points[points:]
    drafting.spot = spot
    return []
