"""One registry's published files: fetched by what is handed in, verified, and cut down to rows."""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING, Any, Protocol

from handbook.assess.words import State
from handbook.federation.fitting import UnfitError, check_fields, day_of, parse
from handbook.federation.model import CoverageRow, DocumentRow, LinkRow, Published, Taken
from handbook.outputs.fields.envelope import ENVELOPE
from handbook.outputs.fields.model import Resource, rows
from handbook.outputs.index import FIELDS as INDEX_FIELDS
from handbook.outputs.index import VERSION as INDEX_VERSION
from handbook.outputs.resources.coverage import RESOURCE as COVERAGE
from handbook.outputs.resources.documents import RESOURCE as DOCUMENTS
from handbook.outputs.resources.network_links import RESOURCE as LINKS
from handbook.render.files import INDEX
from handbook.source.words.plain import sound

if TYPE_CHECKING:
    from datetime import date

    from handbook.federation.model import NetworkSource

INDEX_MOST = 2_000_000
"""Bytes of an index."""
LIST_MOST = 50_000_000
"""Bytes of one list."""
_ROWS = 50_000
_KEYWORDS = 40
_TITLE = 200
_SENTENCES = 400
_NOTICES = 10
_DOCUMENTS = 100
_LATER = frozenset({"taken_over"})
_PAGE = re.compile(r"(?!/)(?!.*\.\.)(?!.*//)[A-Za-z0-9._~/-]*(#[A-Za-z0-9._~-]*)?")
_SAME = tuple(field.name for field in ENVELOPE if field.name not in {"schema_version", "meaning"})


class ReadFile(Protocol):
    """Gives one published file."""

    def __call__(self, path: str, most: int) -> bytes:
        """The bytes of a file of the site, at most so many. Raises for one that it cannot give."""


def read_published(source: NetworkSource, read: ReadFile) -> Published:
    """What a registry published, once all of it holds together.

    Raises ``UnfitError`` with the reason why none of it is taken, and whatever ``read`` raises.
    """
    index = parse(read(INDEX, INDEX_MOST), INDEX)
    check_fields(INDEX_FIELDS, index, INDEX)
    _check_source(source, index)
    documents = _list(DOCUMENTS, index, read)
    if documents is None:
        raise UnfitError(f"its index lists no {DOCUMENTS.name}")
    coverage = _list(COVERAGE, index, read)
    links = _list(LINKS, index, read)
    return Published(
        day_of(index["today"], INDEX),
        tuple(line(notice) for notice in index["notices"][:_NOTICES]),
        index["edition"],
        tuple(document_row(row) for row in documents),
        None if coverage is None else tuple(coverage_row(row) for row in coverage),
        None if links is None else tuple(link_row(row) for row in links),
    )


def _check_source(source: NetworkSource, index: dict[str, Any]) -> None:
    if index["schema_version"] != INDEX_VERSION:
        raise UnfitError("its index is of a version that this program does not know")
    if index["network"]["id"] != source.id:
        raise UnfitError(f"it is the registry of {line(index['network']['id'])!r}, another network")
    if index["edition"] != "public" and not source.members:
        raise UnfitError(
            "it is the edition for members, and the configuration does not say `edition: members`"
        )


def _list(resource: Resource, index: dict[str, Any], read: ReadFile) -> list[dict[str, Any]] | None:
    """The rows of a list that the index names; nothing, if it names none. Raises ``UnfitError``."""
    path = f"api/{resource.name}.json"
    named = [file for file in index["files"] if file["path"] == path]
    if not named:
        return None
    if len(named) > 1 or not 0 < named[0]["bytes"] <= LIST_MOST:
        raise UnfitError(f"its index names {path} twice, or at a size that is not taken")
    raw = read(path, named[0]["bytes"])
    fingerprint = hashlib.sha256(raw).hexdigest()
    if (len(raw), fingerprint) != (named[0]["bytes"], named[0]["sha256"]):
        raise UnfitError(f"{path} is not the file whose fingerprint its index gives")
    content = parse(raw, path)
    shape = (*ENVELOPE, rows(resource.name, ""))
    check_fields(shape, content, path)
    if content["schema_version"] != resource.version:
        raise UnfitError(f"{path} is of a version that this program does not know")
    if any(content[name] != index[name] for name in _SAME):
        raise UnfitError(f"{path} speaks of another day or edition than its index")
    listed: list[dict[str, Any]] = content[resource.name]
    if len(listed) > _ROWS:
        raise UnfitError(f"{path} has more than {_ROWS:,} rows")
    for number, row in enumerate(listed, start=1):
        check_fields(resource.fields, row, f"{path}, row {number}", _LATER)
    if len({tuple(row[name] for name in resource.key) for row in listed}) != len(listed):
        raise UnfitError(f"{path} says something twice")
    return listed


def document_row(row: dict[str, Any]) -> DocumentRow:
    """One document. Raises ``UnfitError`` if what it says of itself cannot all be true."""
    where = f"the document {line(row['id'])!r}"
    until: date | None = day_of(row["until"], where) if row["until"] else None
    whole = until and row["version"] and row["digest"]
    if row["in_force"] and not (
        whole and row["state"] == State.IN_FORCE and not row["text_hidden"]
    ):
        raise UnfitError(f"{where} says that it is in force, and what it says besides denies it")
    taken = row.get("taken_over")
    return DocumentRow(
        id=line(row["id"]),
        type=line(row["type"]),
        title=title(row["title"], row["id"]),
        page=page(row["page"], where),
        in_force=row["in_force"],
        state=row["state"],
        timeliness=row["timeliness"] or "",
        flags=tuple(row["flags"]),
        version=line(row["version"]),
        digest=line(row["digest"]),
        until=until,
        use_instead=line(row["use_instead"]),
        category=title(row["category"], ""),
        keywords=tuple(word for each in row["keywords"][:_KEYWORDS] if (word := title(each, ""))),
        taken=Taken(*(line(taken[name]) for name in Taken.__slots__)) if taken else None,
    )


def coverage_row(row: dict[str, Any]) -> CoverageRow:
    """One item of one policy. Raises ``UnfitError`` for a page outside its own site."""
    return CoverageRow(
        policy=line(row["identifier"] or row["policy"]),
        policy_title=title(row["policy_title"], row["policy"]),
        edition=line(row["policy_edition"]),
        item=line(row["item"]),
        place=line(row["place"]),
        topic=title(row["topic"], ""),
        holds=row["holds"],
        suspect=row["suspect"],
        page=page(row["page"], f"the item {line(row['item'])!r}"),
    )


def link_row(row: dict[str, Any]) -> LinkRow:
    """One other network. Raises ``UnfitError`` for a page outside its own site."""
    overlap = line(row["overlap"], _SENTENCES)
    return LinkRow(
        network=line(row["other_network"]),
        title=title(row["title"], row["other_network"]),
        overlap=overlap if sound("meaning", overlap) else "",
        documents=tuple(line(each) for each in row["documents"][:_DOCUMENTS]),
        page=page(row["page"], f"the link {line(row['id'])!r}"),
    )


def page(text: str, where: str) -> str:
    """A page of the registry's own site. Raises ``UnfitError`` for anything else."""
    if not _PAGE.fullmatch(text):
        raise UnfitError(f"{where} names a page that is not one of its own site")
    return text


def title(text: str, instead: str) -> str:
    """A title in one line; ``instead``, where it says how something stands, which we say here."""
    shown = line(text)
    return shown if sound("title", shown) else line(instead)


def line(text: str, most: int = _TITLE) -> str:
    """One line of signs that are seen, and not too many: nothing that a terminal or page obeys."""
    shown = " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())
    return shown if len(shown) <= most else f"{shown[: most - 1]}…"
