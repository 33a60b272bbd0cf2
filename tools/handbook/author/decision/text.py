"""A decision as the file that it becomes, read back as the registry will read it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from handbook.author.model import EntryKind, Obstacle, Refused, Request
from handbook.load.model import Loaded, Record
from handbook.source import read_yaml
from handbook.source.yaml.emit import yaml_text
from handbook.types.known import KnownType
from handbook.validate import validate

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from handbook.author.decision.model import Entry
    from handbook.author.decision.occasion import Occasion
    from handbook.link import Registry


def decision_text(
    registry: Registry, request: Request, kind: EntryKind, when: Occasion, entries: Sequence[Entry]
) -> bytes:
    """The file of a decision. Raises ``TypeError`` or ``ValueError`` for what no file can hold."""
    return yaml_text(_data(registry, request, kind, when, entries)).encode()


def read_back(registry: Registry, text: bytes, path: str, decision_id: str) -> Record | Refused:
    """The decision as the registry will read it, held against the schema of decisions."""
    source = read_yaml(text, path)
    if source.data is None:
        return Refused(tuple(Obstacle(f.message, f.hint) for f in source.findings))
    record = Record(KnownType.DECISION, decision_id, path, source.data, None, 0, source.places)
    findings = validate(Loaded((record,), (), (), ()), registry.types).findings
    if findings:
        return Refused(tuple(Obstacle(f.message, f.hint) for f in findings))
    return record


def _data(
    registry: Registry, request: Request, kind: EntryKind, when: Occasion, entries: Sequence[Entry]
) -> dict[str, Any]:
    """The decision's own fields, in the order in which people read them."""
    names = ", ".join(registry.label(entry.document) for entry in entries)
    at: Mapping[str, Any] = {"meeting": request.meeting, "item": request.item}
    if kind.alone(request):
        at = {"post": request.fields.get("post"), "date": when.decided.isoformat()}
    rest = {k: v for k, v in request.fields.items() if k not in at and v is not None}
    documents = {"documents": [dict(entry.data) for entry in entries]} if entries else {}
    return {
        "id": when.id,
        "title": request.title or f"{request.kind.capitalize()}: {names or request.item}",
        "kind": request.kind,
        **at,
        **({} if kind.corrects else {"effective": when.effective.isoformat()}),
        "statement": request.statement,
        **rest,
        **documents,
    }
