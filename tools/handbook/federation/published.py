"""What the index publishes for programs, with its schemas, and how it is read back next time."""

from __future__ import annotations

import hashlib
from dataclasses import asdict, fields
from datetime import date
from typing import TYPE_CHECKING, Any

from handbook.assess.words import Extent, Flag, State, Timeliness
from handbook.federation.fitting import UnfitError, check_fields, day_of, parse
from handbook.federation.model import AnswerState, CoverageRow, DocumentRow, Published, Taken
from handbook.outputs.fields.model import Field, Form, day, flag, number, row, rows, text, texts
from handbook.outputs.fields.writing import with_rows

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from handbook.federation.model import FederationIndex, JoinedDocument, NetworkView

VERSION = 1
INDEX = "federation.json"
MOST = 100_000_000
MEANING = (
    "Rely on a text only while rely_on is true, on no day after until, and after looking at its own"
    " page: this index knows nothing that was decided after `today`."
)
_ANSWERS = tuple(str(state) for state in AnswerState)
_TAKEN = row(
    "taken",
    "From where it was taken over; `null` where it was not.",
    text("network", "The network, by its id."),
    text("document", "The document there."),
    text("version", "Its version there."),
    text("digest", "The fingerprint of the text there."),
    nullable=True,
)
NETWORK = (
    text("id", "The network's id."),
    text("title", "What the index calls it."),
    text("site", "Where its own pages are."),
    text("answer", "What became of asking it. Only `answered` says anything of today.", _ANSWERS),
    text("why", "Why it says nothing of today."),
    day("day", "The day of which its rows speak; `null` where it never told anything."),
    text("edition", "The edition that was read.", ("", "public", "members")),
    texts("notices", "What every one of its rows says besides."),
    number("documents", "How many documents it has."),
    text("file", "The file of its rows; empty where there is none."),
    text("sha256", "The fingerprint of that file."),
)
DOCUMENT = (
    text("id", "The document, by its id."),
    text("type", "Its content type."),
    text("title", "Its title; its id, where its title says how something stands."),
    text("page", "Its own page, relative to the network's site."),
    flag("rely_on", "Whether its network told on `today` that it stands behind the text."),
    text("words", "How it stands, in words."),
    flag("in_force", "What the network said on its day."),
    text("state", "How it stood on the network's day.", State),
    text("timeliness", "Where it was in its review cycle.", ("", *map(str, Timeliness))),
    texts("flags", "What was true of it besides.", sorted(Flag)),
    text("version", "The version of its text."),
    text("digest", "The fingerprint of its text."),
    day("until", "The last day on which it may be relied on."),
    text("use_instead", "The document to use instead, by its id."),
    text("category", "Its shelf."),
    texts("keywords", "Other words for it."),
    _TAKEN,
)
COVERED = (
    text("policy", "The name by which the policy is cited."),
    text("policy_title", "What it is called."),
    text("edition", "The edition by which it was judged."),
    text("item", "The item of the policy."),
    text("place", "Where it stands in the policy's own order."),
    text("topic", "What it asks for."),
    text("holds", "How far documents do what it asks.", Extent),
    flag("suspect", "Whether it was judged by another edition."),
    text("page", "Its own page, relative to the network's site."),
)
_HEAD = (
    number("schema_version", "Raised when a field changes its meaning or goes."),
    Field("today", Form.DAY, "The day on which the networks were asked."),
    text("meaning", "How to read it."),
)
OF_NETWORK = (
    *_HEAD,
    row("network", "The network.", *NETWORK[:-2]),
    flag("has_coverage", "Whether it published what it covers."),
    rows("coverage", "Each is one item of one policy.", *COVERED),
    rows("documents", "Each is one document.", *DOCUMENT),
)
_MEMBER = (text("network", "The network."), text("document", "The document, by its id."))
OF_INDEX = (
    *_HEAD,
    text("title", "What the index is called."),
    rows(
        "joint",
        "Documents that several networks have: the same text, or taken over.",
        rows("documents", "Each is one network's document.", *_MEMBER),
    ),
    rows(
        "changes",
        "Texts that were taken over and must be looked at.",
        *_MEMBER,
        text("source", "From where it was taken over."),
        text("words", "What has happened there."),
    ),
    rows("networks", "Each is one network that the configuration names.", *NETWORK),
)


def file_of(network: str) -> str:
    """Where the rows of a network stand."""
    return f"networks/{network}.json"


def network_json(index: FederationIndex, view: NetworkView, entries: list[JoinedDocument]) -> bytes:
    """The rows of one network. The same input gives the same bytes."""
    published = view.published
    covered = published.coverage if published else None
    head = {
        **_head(index),
        "network": _network(view),
        "has_coverage": covered is not None,
        "coverage": [asdict(item) for item in covered or ()],
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
    check_fields(OF_INDEX, content, INDEX)
    if content["schema_version"] != VERSION:
        raise UnfitError("it was written by another version of this program")
    for network in content["networks"]:
        if network["file"] != file_of(network["id"]) or network["day"] is None:
            continue
        raw = read(network["file"])
        if hashlib.sha256(raw).hexdigest() != network["sha256"]:
            raise UnfitError(f"{network['file']} was changed afterwards")
        rows_of = parse(raw, network["file"])
        check_fields(OF_NETWORK, rows_of, network["file"])
        yield network["id"], _published(network, rows_of)


def _published(network: dict[str, Any], content: dict[str, Any]) -> Published:
    covered = tuple(CoverageRow(**item) for item in content["coverage"])
    return Published(
        day_of(network["day"], INDEX),
        tuple(network["notices"]),
        network["edition"],
        tuple(_row(each) for each in content["documents"]),
        covered if content["has_coverage"] else None,
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
