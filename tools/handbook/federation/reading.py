"""One registry's published files: fetched by what is handed in, verified, and cut down to rows."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any, Protocol

from handbook.assess.words import State
from handbook.federation.fitting import UnfitError, check_fields, day_of, parse
from handbook.federation.model import CoverageRow, DocumentRow, LinkRow, Published, Taken
from handbook.federation.strangers import (
    digest,
    line,
    name,
    notice,
    page,
    sentences,
    title,
    version,
)
from handbook.outputs.fields.envelope import ENVELOPE
from handbook.outputs.fields.model import Resource, rows
from handbook.outputs.index import FIELDS as INDEX_FIELDS
from handbook.outputs.index import VERSION as INDEX_VERSION
from handbook.outputs.resources.coverage import RESOURCE as COVERAGE
from handbook.outputs.resources.documents import RESOURCE as DOCUMENTS
from handbook.outputs.resources.network_links import RESOURCE as LINKS
from handbook.render.files import INDEX

if TYPE_CHECKING:
    from datetime import date

    from handbook.federation.model import NetworkSource

INDEX_MOST = 2_000_000
"""Bytes of an index."""
LIST_MOST = 50_000_000
"""Bytes of one list."""
_ROWS = 50_000
_KEYWORDS = 40
_NOTICES = 10
_DOCUMENTS = 100
_LATER = frozenset({"taken_over"})
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
        tuple(notice(each) for each in index["notices"][:_NOTICES]),
        index["edition"],
        tuple(document_row(row) for row in documents),
        None if coverage is None else tuple(coverage_row(row) for row in coverage),
        None if links is None else tuple(link_row(row) for row in links),
    )


def _check_source(source: NetworkSource, index: dict[str, Any]) -> None:
    if index["schema_version"] != INDEX_VERSION:
        raise UnfitError("its index is of a version that this program does not know")
    if index["network"]["id"] != source.id:
        other = name(index["network"]["id"], "the network")
        raise UnfitError(f"it is the registry of {other!r}, another network")
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
    own = name(row["id"], "a document")
    where = f"the document {own!r}"
    until: date | None = day_of(row["until"], where) if row["until"] else None
    whole = until and row["version"] and row["digest"]
    if row["in_force"] and not (
        whole and row["state"] == State.IN_FORCE and not row["text_hidden"]
    ):
        raise UnfitError(f"{where} says that it is in force, and what it says besides denies it")
    taken = row.get("taken_over")
    return DocumentRow(
        id=own,
        type=name(row["type"], "a type"),
        title=title(row["title"], own),
        page=page(row["page"], where),
        in_force=row["in_force"],
        state=row["state"],
        timeliness=row["timeliness"] or "",
        flags=tuple(row["flags"]),
        version=version(row["version"], where),
        digest=digest(row["digest"], where),
        until=until,
        use_instead=name(row["use_instead"], "a document") if row["use_instead"] else "",
        category=title(row["category"], ""),
        keywords=tuple(word for each in row["keywords"][:_KEYWORDS] if (word := title(each, ""))),
        taken=_taken(taken, where) if taken else None,
    )


def _taken(source: dict[str, Any], where: str) -> Taken:
    return Taken(
        name(source["network"], "a network"),
        name(source["document"], "a document"),
        version(source["version"], where),
        digest(source["digest"], where),
    )


def coverage_row(row: dict[str, Any]) -> CoverageRow:
    """One item of one policy. Raises ``UnfitError`` for a page outside its own site."""
    return CoverageRow(
        policy=title(row["identifier"] or row["policy"], row["policy"]),
        policy_title=title(row["policy_title"], row["policy"]),
        edition=title(row["policy_edition"], ""),
        item=title(row["item"]),
        place=line(row["place"]),
        topic=title(row["topic"], ""),
        holds=row["holds"],
        suspect=row["suspect"],
        page=page(row["page"], "an item of a policy"),
    )


def link_row(row: dict[str, Any]) -> LinkRow:
    """One other network. Raises ``UnfitError`` for a page outside its own site."""
    other = name(row["other_network"], "a network")
    return LinkRow(
        network=other,
        title=title(row["title"], other),
        overlap=sentences(row["overlap"]),
        documents=tuple(name(each, "a document") for each in row["documents"][:_DOCUMENTS]),
        page=page(row["page"], "a link to another network"),
    )
