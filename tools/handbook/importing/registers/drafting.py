"""An old register to drafts: posts, organisations, and documents that have no text yet.

Nothing is endorsed by it. What the old register says of an approval becomes a list of what a group
may take over (``handbook decide attest``), each document with the day of its own old approval.
"""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from handbook.assess.taken_in import FIELD
from handbook.author.tidy import order_of
from handbook.importing.drafting.letters import clean
from handbook.importing.origin import fingerprint
from handbook.importing.registers.entries import Doubt
from handbook.importing.registers.mapping import MAKE
from handbook.importing.registers.people import may_be_a_person, without_people
from handbook.layout import tidy_file
from handbook.load.places import TAKEN
from handbook.source.yaml.emit import markdown_text, yaml_text
from handbook.starting.founding.identifiers import identifier
from handbook.types.awaiting import NO_TEXT

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import date

    from handbook.importing.registers.entries import ListedDocument, RegisterRows
    from handbook.importing.registers.mapping import RegisterMapping
    from handbook.link import Registry
    from handbook.load.model import Record
    from handbook.types.model import ContentType

_BODY = f"""
## About this page

The network's old register lists this document. {NO_TEXT}
"""
_SUMMARY = f"Listed in the network's old register. {NO_TEXT}"
_NUMBER_LONGEST = 40
_SAID_LONGEST, _SAID_MOST = 300, 40
KINDS = {
    "hospice": "childrens-hospice",
    "children's hospital": "tertiary-childrens-hospital",
    "hospital": "district-general-hospital",
    "council": "local-authority",
    "integrated care board": "integrated-care-board",
    "icb": "integrated-care-board",
    "ambulance": "ambulance-service",
    "university": "university",
    "community": "community-nursing",
}
"""Words in the name of an organisation that suggest its kind: offered in a mapping, never used."""


@dataclass(frozen=True, slots=True)
class RegisterSettings:
    """What is the same for every row. ``home`` is the organisation of posts that name none."""

    kind: ContentType
    types: Mapping[str, ContentType]
    home: str
    coordinator: str
    day: date
    file: str


@dataclass(frozen=True, slots=True)
class RegisterDrafts:
    """What would be written, by path; and of each row, which record it is.

    ``known`` are rows whose document the registry has already, with the path of its record.
    """

    files: Mapping[str, bytes]
    documents: Mapping[int, str]
    posts: tuple[str, ...]
    organisations: tuple[str, ...]
    known: Mapping[int, str]
    doubts: tuple[Doubt, ...]


def names_to_settle(
    entries: Iterable[ListedDocument], registry: Registry, mapping: RegisterMapping
) -> tuple[dict[str, str], dict[str, str]]:
    """Owners and organisations of a register that the registry does not have by these names.

    What the mapping settles comes first; else an owner is ``make``, or nothing where a person may
    be named, and an organisation the kind that its name suggests, or nothing.
    """
    owners: dict[str, str] = dict(mapping.owners)
    organisations: dict[str, str] = dict(mapping.organisations)
    for entry in entries:
        if entry.owner and _named(registry, "post", entry.owner) is None:
            owners.setdefault(entry.owner, "" if may_be_a_person(entry.owner) else MAKE)
        if entry.organisation and _named(registry, "organisation", entry.organisation) is None:
            organisations.setdefault(entry.organisation, _suggested(entry.organisation))
    return owners, organisations


def _suggested(name: str) -> str:
    words = name.casefold().replace("\N{RIGHT SINGLE QUOTATION MARK}", "'")
    return next((kind for word, kind in KINDS.items() if word in words), "")


def draft_register(
    entries: RegisterRows, registry: Registry, mapping: RegisterMapping, settings: RegisterSettings
) -> RegisterDrafts:
    """Drafts for the rows that can be taken. A row whose names are not settled becomes a doubt."""
    return _RegisterDrafting(registry, mapping, settings).drafts(entries)


class _RegisterDrafting:
    """Rows become records one by one; posts and organisations are made once, when first needed."""

    def __init__(
        self, registry: Registry, mapping: RegisterMapping, settings: RegisterSettings
    ) -> None:
        self._registry, self._mapping, self._settings = registry, mapping, settings
        self._taken = {*registry.records, *(b.id for b in registry.broken), *TAKEN}
        self._taken |= {document for document, _ in registry.seals}
        self._files: dict[str, bytes] = {}
        self._made: dict[tuple[str, str], str] = {}
        self._doubts: list[Doubt] = []

    def drafts(self, entries: RegisterRows) -> RegisterDrafts:
        documents: dict[int, str] = {}
        known: dict[int, str] = {}
        for entry in entries.listed:
            there = self._there(entry)
            if there is not None:
                known[entry.row] = there.path
                documents[entry.row] = there.id
                continue
            try:
                owner = self._owner(entry)
            except _UnsettledError as problem:
                self._doubts.append(
                    Doubt(entry.row, f"row {entry.row}", str(problem), problem.mend)
                )
                continue
            documents[entry.row] = self._document(entry, owner)
        made: dict[str, list[str]] = defaultdict(list)
        for (type_name, _), record_id in self._made.items():
            made[type_name].append(record_id)
        return RegisterDrafts(
            self._files, documents, tuple(made["post"]), tuple(made["organisation"]), known,
            tuple(self._doubts),
        )  # fmt: skip

    def _there(self, entry: ListedDocument) -> Record | None:
        """The record of a document that the registry has, by its number or else by its title."""
        documents = [r for r in self._registry.records.values() if r.type in self._documents()]
        for name, value in (("reference", entry.reference), ("title", entry.title)):
            for record in documents:
                if value and str(record.get(name, "")).casefold() == value.casefold():
                    return record
        return None

    def _documents(self) -> frozenset[str]:
        return frozenset(n for n, kind in self._settings.types.items() if kind.has("endorsable"))

    def _organisation(self, entry: ListedDocument) -> str:
        """The id of the organisation that a row names; the network's own where it names none."""
        name = entry.organisation
        if not name and self._settings.home:
            return self._settings.home
        if not name:
            raise _UnsettledError(
                "it names no organisation for a new post, and the network's record no host",
                "Write the organisation into the row, or `host` into registry/network.yaml.",
            )
        settled = self._mapping.organisations.get(name, "")
        if self._is("organisation", settled):
            return settled
        there = _named(self._registry, "organisation", name)
        if there is not None and not settled:
            return there.id
        if not settled:
            raise _UnsettledError(
                f"the registry has no organisation “{name}”",
                "Say under `organisations` in the mapping which one it is, or of what kind.",
            )
        return self._make("organisation", name, {"kind": settled})

    def _owner(self, entry: ListedDocument) -> str:
        """The id of the post that a row names; the coordinator's where it names none."""
        if not entry.owner and self._settings.coordinator:
            return self._settings.coordinator
        if not entry.owner:
            raise _UnsettledError(
                "it names no owner, and the network's record no coordinator",
                "Write the owner's post into the row, or `coordinator` into registry/network.yaml.",
            )
        settled = self._mapping.owners.get(entry.owner, "")
        if settled and settled != MAKE:
            if not self._is("post", settled):
                raise _UnsettledError(
                    f"the mapping says “{settled}” for “{entry.owner}”, and there is no such post",
                    f"Write the id of a post, or {MAKE}.",
                )
            return settled
        there = _named(self._registry, "post", entry.owner)
        if there is not None and not settled:
            return there.id
        if not settled:
            raise _UnsettledError(
                f"the registry has no post “{entry.owner}”",
                f"Say under `owners` in the mapping which one it is, or {MAKE}.",
            )
        return self._make("post", entry.owner, {"organisation": self._organisation(entry)})

    def _is(self, type_name: str, record_id: str) -> bool:
        """Whether an id is that of a record of a type."""
        record = self._registry.records.get(record_id)
        return record is not None and record.type == type_name

    def _make(self, type_name: str, title: str, more: Mapping[str, str]) -> str:
        """A new post or organisation, once for each name."""
        key = (type_name, " ".join(title.casefold().split()))
        if key not in self._made:
            record_id = identifier(title, type_name, self._taken)
            self._taken.add(record_id)
            kind = self._settings.types[type_name]
            data = {"id": record_id, "title": clean(title), "visibility": "members", **more}
            self._put(kind, record_id, yaml_text(data))
            self._made[key] = record_id
        return self._made[key]

    def _document(self, entry: ListedDocument, owner: str) -> str:
        kind = self._settings.types.get(entry.type.casefold(), self._settings.kind)
        record_id = identifier(entry.title, kind.name, self._taken)
        self._taken.add(record_id)
        data: dict[str, Any] = {
            "id": record_id,
            "title": clean(entry.title),
            "visibility": "members",
            "summary": _SUMMARY,
            "owner": owner,
        }
        if entry.reference and len(entry.reference) <= _NUMBER_LONGEST:
            data["reference"] = entry.reference
        if entry.category:
            data["category"] = clean(entry.category)
        data[FIELD] = {
            "file": f"{clean(self._settings.file)}, row {entry.row}"[-_SAID_LONGEST:],
            "digest": _digest(entry),
            "day": self._settings.day.isoformat(),
            "draft": fingerprint(data, _BODY, {}),
            "said": list(_cells_kept(entry)),
        }
        self._put(kind, record_id, markdown_text(data, _BODY))
        return record_id

    def _put(self, kind: ContentType, record_id: str, text: str) -> None:
        path = f"registry/{kind.folder}/{record_id}{kind.suffix}"
        self._files[path] = tidy_file(text.encode(), path, order_of(kind)).raw


class _UnsettledError(Exception):
    """A name of a row that is nobody's yet; ``mend`` is what to do about it."""

    def __init__(self, why: str, mend: str) -> None:
        super().__init__(why)
        self.mend = mend


def _named(registry: Registry, type_name: str, name: str) -> Record | None:
    """The one record of a type that goes by a name; none, where two do."""
    words = " ".join(name.casefold().split())
    records = [
        record
        for record in registry.of_type(type_name)
        if words in {str(record.get(key, "")).casefold() for key in ("id", "title", "short-name")}
    ]
    return records[0] if len(records) == 1 else None


def _cells_kept(entry: ListedDocument) -> Iterator[dict[str, str]]:
    """What a row says, cell by cell, without what may name a person."""
    for label, value in entry.cells[:_SAID_MOST]:
        if value != entry.owner:
            words = value if value == entry.title else without_people(label, value)
            yield {"label": clean(label)[:_SAID_LONGEST], "value": clean(words)[:_SAID_LONGEST]}


def _digest(entry: ListedDocument) -> str:
    whole = json.dumps(entry.cells, ensure_ascii=True)
    return f"sha256:{hashlib.sha256(whole.encode()).hexdigest()}"
