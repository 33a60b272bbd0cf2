"""The parts of a Word document that hold words, as trees."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from handbook.importing.model import ImportProblem
from handbook.importing.reading.strict_xml import parsed
from handbook.importing.reading.word.styles import WordStyles, styles_of
from handbook.importing.reading.word.wordml import SPACES, tag

if TYPE_CHECKING:
    from collections.abc import Mapping
    from xml.etree.ElementTree import Element

    from handbook.importing.reading.package import Package, Relation


@dataclass(frozen=True, slots=True)
class WordSource:
    """The parts of a Word document that hold words, as trees."""

    package: Package
    body: Element
    styles: WordStyles
    numbering: Element | None
    relations: Mapping[str, Relation]
    notes: Mapping[tuple[str, str], Element]
    comments: Mapping[str, Element]


def source_of(package: Package) -> WordSource:
    """Read the parts of a document. Raises ``ImportProblem`` for one that is not sound."""
    relations = package.relations(package.main)
    root = parsed(package.parts[package.main], "its text")
    body = root.find("w:body", SPACES)
    if body is None:
        mend = "Open it in Word and save it anew as “Word document (.docx)”, not as “Strict”."
        raise ImportProblem("its text is not written as Word usually writes it", mend)

    def part(kind: str) -> Element | None:
        name = next((r.target for r in relations.values() if r.kind == kind), "")
        raw = package.parts.get(name)
        return None if raw is None else parsed(raw, f"its part {kind}")

    notes = {
        (kind, row.get(tag("w:id"), "")): row
        for kind in ("footnote", "endnote")
        for root in [part(f"{kind}s")]
        if root is not None
        for row in root.findall(f"w:{kind}", SPACES)
        if row.get(tag("w:type"), "normal") == "normal"
    }
    comments = part("comments")
    return WordSource(
        package,
        body,
        styles_of(part("styles")),
        part("numbering"),
        relations,
        notes,
        {
            row.get(tag("w:id"), ""): row
            for row in (comments if comments is not None else [])
            if row.tag == tag("w:comment")
        },
    )
