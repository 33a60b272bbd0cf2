"""A network of which part is for members, with a word that stands nowhere else in every place.

The words are called canaries: whoever finds one in a public site knows where it got out.
"""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

from free_texts import completed, filled, with_word

from handbook.assess.ledger.seals import seal_files, working_digest
from handbook.audience.leaks import layers
from handbook.check import check
from handbook.gate.making import pages
from handbook.history import NO_HISTORY
from handbook.load.records import load
from handbook.load.trees.base import MemoryTree
from handbook.render.model import Stamp
from handbook.rules.examples import base
from handbook.source import read_yaml
from handbook.source.words.runs import readings
from handbook.source.yaml.emit import markdown_text, yaml_text
from handbook.types import load_types
from handbook.types.vocabulary import resolve

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from handbook.check import Checked
    from handbook.load.model import Record
    from handbook.render.model import Site
    from handbook.types import Types

TODAY = date(2026, 1, 15)
TYPES, _ = load_types()
Files = dict[str, bytes]
WORD = "qz{:04d}xkanar"


@dataclass
class World:
    """The files of a registry, and the canaries in them with the place of each."""

    files: Files = field(default_factory=base)
    canaries: dict[str, str] = field(default_factory=dict)

    def canary(self, place: str) -> str:
        """A new word that stands nowhere else."""
        word = WORD.format(len(self.canaries))
        self.canaries[word] = place
        return word

    def put(self, path: str, data: Mapping[str, Any], body: str | None = None) -> None:
        text = yaml_text(data) if body is None else markdown_text(data, body)
        self.files[f"registry/{path}"] = text.encode()

    @property
    def types(self) -> Types:
        """The types of this network, with what its own files add to them."""
        brought = {p: text for p, text in self.files.items() if p.startswith("registry/_types/")}
        types, findings = load_types(brought)
        assert not findings
        return types

    def records(self) -> tuple[Record, ...]:
        return load(MemoryTree(self.files), self.types).records

    def record(self, name: str) -> Record:
        return next(record for record in self.records() if record.id == name)

    def rewrite(self, name: str, **fields: Any) -> None:
        """Write a record anew with other fields; ``body`` is its text."""
        record = self.record(name)
        body = fields.pop("body", record.body)
        data = {**record.data, **fields}
        self.put(record.path.removeprefix("registry/"), data, body)

    def seal(self, document: str, version: str) -> str:
        """Seal the working text of a document; its digest."""
        record = self.record(document)
        kind = TYPES[record.type]
        files = {a.path: self.files[a.path] for a in record.attachments}
        self.files.update(seal_files(record, kind.suffix, version, kind.administrative, files))
        return working_digest(record, kind.administrative)

    def meet(self, day: str, visibility: str = "members", **more: Any) -> str:
        name = f"board-{day}"
        there = [{"seat": seat, "presence": "present"} for seat in ("chair", "secretary")]
        agenda = [{"item": str(n), "title": "About texts"} for n in range(1, 6)]
        data = {"id": name, "visibility": visibility, "group": "board", "date": day}
        data |= {"state": "held", "attendance": there, "agenda": agenda, **more}
        self.put(f"meetings/{name}.yaml", data)
        return name

    def decide(
        self, meeting: str, item: int, kind: str, rows: list[dict[str, Any]], **more: Any
    ) -> str:
        name = f"{meeting}--{item}"
        data = {"id": name, "title": "About a text", "visibility": "members", "kind": kind}
        data |= {"meeting": meeting, "item": str(item), "statement": "So decided.", **more}
        self.put(f"decisions/{name}.yaml", {**data, "documents": rows})
        return name

    def decide_everything(self) -> None:
        """A decision of every kind that there is, whether or not it can be one on anything."""
        kind = self.types["decision"]
        for name in kind.schema["properties"]["kind"]["enum"]:
            data = {"id": f"decision-to-{name}", "title": "About a text", "kind": name}
            data |= {"statement": "So decided."}
            self.put(f"decisions/{data['id']}.yaml", completed(data, kind, self.records()))

    def endorse(self, meeting: str, item: int, document: str, version: str, **more: Any) -> str:
        row = {"document": document, "version": version, "digest": self.seal(document, version)}
        row["review-due"] = "2027-09-01"
        return self.decide(meeting, item, "endorse", [row | more.pop("row", {})], **more)

    def checked(self) -> Checked:
        return check(MemoryTree(self.files), today=TODAY, history=NO_HISTORY)

    def site(self, *, public: bool) -> Site:
        """The pages and files of either edition, whatever a check finds."""
        checked = self.checked()
        assert checked.assessment is not None
        stamp = Stamp("c" * 40, datetime(2026, 1, 15, 12, tzinfo=UTC), TODAY, "0", public=public)
        tree = MemoryTree(self.files)
        return pages(checked.assessment, tree, stamp, checked.findings, {})

    def hide(self, wanted: Callable[[Record], bool]) -> None:
        """Make records members' own, with a canary in every free text of each, and a comment.

        What is fixed serves as one where it stands nowhere else: ids, keys, names of files.
        """
        types, everything = self.types, self.records()
        hidden = [record for record in everything if record.type != "network" and wanted(record)]
        shown = [record.id for record in everything if record not in hidden]
        for record in hidden:
            place = f"{record.type}/{record.id}"
            if "-" in record.id and not any(record.id in name for name in shown):
                self.canaries[record.id] = f"{place} id"
            if record.type == "signing-key":
                self.canaries[record.data["key"].split()[1]] = f"{place}.key"
            data = filled(record.data, types[record.type], everything)
            data = self._marked(data, types[record.type].schema, place)
            data = {**data, "visibility": "members"}
            body = record.body
            if body is not None:
                body = f"{body}\n\n{self.canary(f'{place} body')}\n"
            self.put(record.path.removeprefix("registry/"), data, body)
            comment = f"# {self.canary(f'{place} comment')}\n".encode()
            if body is None:
                self.files[record.path] += comment

    def _marked(self, data: Mapping[str, Any], schema: Mapping[str, Any], place: str) -> Any:
        """A copy of some data with a canary in every text that may hold one."""
        definitions = schema.get("$defs", {})

        def marked(value: Any, part: Mapping[str, Any], place: str) -> Any:
            part = resolve(part, definitions)
            if isinstance(value, dict):
                inside = part.get("properties", {})
                return {k: marked(v, inside.get(k, {}), f"{place}.{k}") for k, v in value.items()}
            if isinstance(value, list):
                return [marked(v, part.get("items", {}), f"{place}[]") for v in value]
            text = with_word(value, part, WORD.format(len(self.canaries)))
            if text is not None:
                self.canary(place)
            return value if text is None else text

        return marked(dict(data), schema, place)


def contents(site: Site, tree: Files) -> Iterator[tuple[str, bytes]]:
    """Every file of a site before an engine has seen it, and its menu."""
    for path, page in site.pages.items():
        yield path, page.text().encode()
    yield from site.assets.items()
    for path, attachment in site.attachments.items():
        yield path, tree[attachment.path]
    yield "nav", repr(site.nav).encode()


def met(files: Iterator[tuple[str, bytes]], words: Mapping[str, str]) -> dict[str, str]:
    """The canaries that stand in some files, names and archives too: the place, and the file."""
    found: dict[str, str] = {}
    for path, content in files:
        for name, part in layers(path, content):
            for reading in readings(f"{name}\n{(part or b'').decode('latin-1')}"):
                found |= {words[word]: name for word in words if word in reading}
    return found


def zipped(**members: bytes) -> bytes:
    """An archive, as office documents are, with deflated members."""
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return whole.getvalue()


def examples() -> Iterator[tuple[str, dict[str, Any], str | None]]:
    """The worked example of every type, with every field: its path, data and text."""
    for kind in TYPES.values():
        if kind.name in {"network", "decision", "meeting"}:
            continue  # of the last two an example about nothing would put all others in doubt
        front, _, body = kind.example.removeprefix("---\n").partition("\n---\n")
        text = front if kind.format == "markdown" else kind.example
        data = dict(read_yaml(text.encode(), "example").data or {})
        place = kind.singleton or f"{kind.folder}/{data['id']}{kind.suffix}"
        yield place, data, body if kind.format == "markdown" else None


def lived_in() -> World:
    """A small network in which everything happens that decisions, answers and texts can do."""
    world = World()
    for path, data, body in examples():
        if f"registry/{path}" not in world.files:
            world.put(path, {**data, "visibility": "public"}, body)
    world.put(
        "organisations/harbour-hospice.yaml",
        {"id": "harbour-hospice", "title": "Harbour Hospice", "visibility": "public"}
        | {"kind": "childrens-hospice", "role": "spoke", "champion": "harbour-lead"},
    )
    post = {"id": "harbour-lead", "title": "Harbour lead", "visibility": "public"}
    world.put("posts/harbour-lead.yaml", post | {"organisation": "harbour-hospice"})
    for who, by in (("harbour-hospice", "harbour-lead"), ("moorside-hospice", "lead-nurse")):
        name = f"{who}--calm-transfer--2025-04-01"
        world.put(
            f"adoptions/{name}.yaml",
            {"id": name, "visibility": "public", "organisation": who, "version": "1.0"}
            | {"document": "calm-transfer", "answer": "adapted", "date": "2025-04-01"}
            | {"by": by, "how": "With a rota of its own.", "local-reference": "OWN-7"},
        )
    return world
