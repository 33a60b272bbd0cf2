"""What the index publishes for programs, and how it is read back next time."""

from __future__ import annotations

import hashlib
from dataclasses import asdict, fields
from datetime import date
from typing import TYPE_CHECKING, Any

from handbook.federation.fields import DOCUMENT, LATER, MEANING, OF_INDEX, OF_NETWORK, VERSION
from handbook.federation.fitting import UnfitError, check_fields, day_of, parse
from handbook.federation.model import CoverageRow, DocumentRow, LinkRow, Published, Taken
from handbook.outputs.fields.writing import with_rows

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from handbook.federation.model import FederationIndex, JoinedDocument, NetworkView

INDEX = "federation.json"
MOST = 100_000_000


def file_of(network: str) -> str:
    """Where the rows of a network stand."""
    return f"networks/{network}.json"


def network_json(index: FederationIndex, view: NetworkView, entries: list[JoinedDocument]) -> bytes:
    """The rows of one network. The same input gives the same bytes."""
    published = view.published
    covered = published.coverage if published else None
    links = published.links if published else None
    head = {
        **_head(index),
        "network": _network(view),
        "has_coverage": covered is not None,
        "coverage": [asdict(item) for item in covered or ()],
        "has_links": links is not None,
        "links": [asdict(link) for link in links or ()],
    }
    return with_rows(head, "documents", [_document(entry) for entry in entries])


def index_json(index: FederationIndex, made: Mapping[str, bytes]) -> bytes:
    """The index itself; ``made`` are the files of networks that it names."""
    head = {
        **_head(index),
        "title": index.title,
        "joint": [{"documents": [_member(entry) for entry in group]} for group in index.joint],
        "changes": [
            {**_member(change.entry), "source": change.source, "words": change.words}
            for change in index.changes
        ],
        "links": [
            {
                "network": link.view.source.id,
                "other": link.row.network,
                "mutual": link.mutual,
                "documents": list(link.row.documents),
            }
            for link in index.links
        ],
    }
    listed = []
    for view in index.views:
        path = file_of(view.source.id)
        raw = made.get(path)
        fingerprint = hashlib.sha256(raw).hexdigest() if raw is not None else ""
        named = path if raw is not None else ""
        listed.append({**_network(view), "file": named, "sha256": fingerprint})
    return with_rows(head, "networks", listed)


def last_known(read: Callable[[str], bytes]) -> Iterator[tuple[str, Published]]:
    """What an earlier index knew of each network. Raises ``UnfitError``, and what ``read`` does."""
    content = parse(read(INDEX), INDEX)
    check_fields(OF_INDEX, content, INDEX, LATER)
    if content["schema_version"] != VERSION:
        raise UnfitError("it was written by another version of this program")
    for network in content["networks"]:
        if network["file"] != file_of(network["id"]) or network["day"] is None:
            continue
        raw = read(network["file"])
        if hashlib.sha256(raw).hexdigest() != network["sha256"]:
            raise UnfitError(f"{network['file']} was changed afterwards")
        rows_of = parse(raw, network["file"])
        check_fields(OF_NETWORK, rows_of, network["file"], LATER)
        yield network["id"], _published(network, rows_of)


def _published(network: dict[str, Any], content: dict[str, Any]) -> Published:
    covered = tuple(CoverageRow(**item) for item in content["coverage"])
    links = tuple(
        LinkRow(**{**link, "documents": tuple(link["documents"])})
        for link in content.get("links", ())
    )
    return Published(
        day_of(network["day"], INDEX),
        tuple(network["notices"]),
        network["edition"],
        tuple(_row(each) for each in content["documents"]),
        covered if content["has_coverage"] else None,
        links if content.get("has_links") else None,
    )


def _row(each: dict[str, Any]) -> DocumentRow:
    given = {field.name: each[field.name] for field in fields(DocumentRow)}
    for name in ("flags", "keywords"):
        given[name] = tuple(given[name])
    given["until"] = day_of(given["until"], INDEX) if given["until"] else None
    given["taken"] = Taken(**given["taken"]) if given["taken"] else None
    return DocumentRow(**given)


def _head(index: FederationIndex) -> dict[str, Any]:
    return {"schema_version": VERSION, "today": index.today.isoformat(), "meaning": MEANING}


def _network(view: NetworkView) -> dict[str, Any]:
    return {
        "id": view.source.id,
        "title": view.source.title,
        "site": view.source.address,
        "answer": str(view.answer),
        "why": view.why,
        "day": view.day.isoformat() if view.day else None,
        "edition": view.published.edition if view.published else "",
        "notices": list(view.notices),
        "documents": len(view.documents),
    }


def _document(entry: JoinedDocument) -> dict[str, Any]:
    given: dict[str, Any] = asdict(entry.row)
    until = entry.row.until
    given |= {"rely_on": entry.rely_on, "words": entry.words}
    given["until"] = until.isoformat() if isinstance(until, date) else None
    return {field.name: given[field.name] for field in DOCUMENT}


def _member(entry: JoinedDocument) -> dict[str, str]:
    return {"network": entry.view.source.id, "document": entry.row.id}
