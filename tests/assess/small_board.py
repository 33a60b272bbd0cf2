"""A small registry made of files in memory, which each test changes in one place."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

from handbook.assess.ledger.seals import seal_files, working_digest
from handbook.link import link
from handbook.load.records import load
from handbook.load.trees.base import MemoryTree
from handbook.source.yaml.emit import markdown_text, yaml_text
from handbook.types import load_types
from handbook.validate import validate

if TYPE_CHECKING:
    from collections.abc import Mapping

    from handbook.link import Registry

GUIDELINE = {"title": "Going home", "summary": "How.", "owner": "coordinator"}
BASE: dict[str, dict[str, Any]] = {
    "network.yaml": {
        "id": "small-network",
        "title": "Small network",
        "summary": "A network for tests.",
        "demonstration": True,
        "category": "managed",
        "kind": "specialty",
        "model": "hub-and-spoke",
        "host": "hospital",
        "constituted": {"act": "Meeting", "on": "2023-12-01", "by": "All", "group": "board"},
        "coordinator": "coordinator",
    },
    "organisations/hospital.yaml": {
        "id": "hospital",
        "title": "Hospital",
        "kind": "district-general-hospital",
        "role": "hub",
        "sector": "nhs",
        "summary": "A hospital.",
    },
    "posts/coordinator.yaml": {
        "id": "coordinator",
        "title": "Coordinator",
        "organisation": "hospital",
    },
    "meetings/board-2026-03-11.yaml": {
        "id": "board-2026-03-11",
        "group": "board",
        "date": "2026-03-11",
        "state": "held",
        "attendance": [{"seat": "chair", "presence": "present"}],
        "agenda": [{"item": n, "title": f"Item {n}"} for n in (1, 2, 3)],
    },
    "terms-of-reference/board.md": {
        "id": "board",
        "title": "Board",
        "summary": "The board.",
        "owner": "coordinator",
        "purpose": "Decides.",
        "seats": [{"id": "chair", "title": "Chair", "post": "coordinator"}],
        "quorum": {"at-least": 1},
        "authority": [{"kinds": ["endorse", "review"], "types": ["guideline"]}],
    },
    "guidelines/going-home.md": {"id": "going-home", **GUIDELINE},
    "guidelines/coming-back.md": {"id": "coming-back", **GUIDELINE, "title": "Coming back"},
    "policies/ng1.yaml": {
        "id": "ng1",
        "title": "A policy",
        "publisher": "Somebody",
        "edition": "2019",
        "items": [{"id": str(n), "topic": f"Topic {n}"} for n in range(1, 4)],
    },
}


built_in = cache(load_types)


@lru_cache(maxsize=2048)  # some ten kilobytes each
def _linked(files: tuple[tuple[str, bytes], ...]) -> Registry:
    """The registry of some files, made once however often tests ask for it."""
    types, _ = built_in()
    return link(validate(load(MemoryTree(dict(files)), types), types), types)


class Files(dict[str, bytes]):
    """The files of a registry, by path, with hands to change them."""

    def put(self, name: str, data: Mapping[str, Any] | str) -> None:
        text = data if isinstance(data, str) else self._text(name, data)
        self[f"registry/{name}"] = text.encode()

    def change(self, name: str, **fields: Any) -> None:
        """Set top-level fields; ``None`` takes one away. Only for files that ``put`` wrote."""
        given = {k.replace("_", "-"): v for k, v in fields.items()}
        data = {**(BASE | self.extra)[name], **given}
        self.put(name, {k: v for k, v in data.items() if v is not None})

    def drop(self, name: str) -> None:
        del self[f"registry/{name}"]

    def decide(self, kind: str, item: int = 1, *, seal: bool = True, **fields: Any) -> str:
        """A decision of the board, with a sealed text if its kind binds one; gives its file."""
        document = fields.pop("document", "going-home")
        entry = {"document": document, **fields.pop("entry", {})}
        if kind in {"endorse", "attest"}:
            record = self.registry().records[document]
            known = self.registry().types[record.type].administrative
            version = entry.setdefault("version", "1.0")
            entry.setdefault("digest", working_digest(record, known))
            entry.setdefault("review-due", "2028-03-11")
            if seal:
                self.update(seal_files(record, ".md", version, known, {}))
        data = {
            "id": f"board-2026-03-11--{item}",
            "title": "A decision",
            "kind": kind,
            "meeting": "board-2026-03-11",
            "item": item,
            "statement": "Agreed.",
            "documents": [entry],
            **{k.replace("_", "-"): v for k, v in fields.items()},
        }
        name = f"decisions/{data['id']}.yaml"
        self.extra[name] = data
        self.put(name, data)
        return name

    def registry(self) -> Registry:
        return _linked(tuple(self.items()))

    extra: dict[str, dict[str, Any]]

    @staticmethod
    def _text(name: str, data: Mapping[str, Any]) -> str:
        return markdown_text(data, "## Who\n\nAll.\n") if name.endswith(".md") else yaml_text(data)
