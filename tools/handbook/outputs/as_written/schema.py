"""The schema of those rows (JSON Schema, draft 2020-12), drawn from the schema of the type.

What a record must hold to be taken is no business of whoever reads it, and a public edition leaves
out what leads to records for members. So limits and demands are left out: what stays is which
fields there may be, what each means, and of which kind its values are.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from handbook.assess.words import State
from handbook.outputs.as_written.rows import APART
from handbook.outputs.fields.envelope import ENVELOPE
from handbook.outputs.fields.schema import DAY, DRAFT, properties

if TYPE_CHECKING:
    from handbook.types.model import ContentType

VERSION = 1
_KEPT = ("$ref", "type", "enum", "description", "x-ref")
_FORMATS = frozenset({"date", "uri", "email"})
_TEXT = {"type": "string"}


def type_schema(kind: ContentType, name: str) -> bytes:
    """The schema of the whole file of a type."""
    head = properties(ENVELOPE)
    content = {
        "$schema": DRAFT,
        "$id": f"urn:handbook-registry:api:{name}:{VERSION}",
        "title": f"{kind.plural}: {kind.description}",
        **head,
        "required": [*head["required"], "records"],
        "properties": {
            **head["properties"],
            "records": {
                "description": f"Each is one record of the type {kind.name}.",
                "type": "array",
                "items": _row(kind),
            },
        },
        "$defs": {name: _part(part) for name, part in kind.schema.get("$defs", {}).items()},
    }
    return (json.dumps(content, ensure_ascii=True, indent=2) + "\n").encode()


def _row(kind: ContentType) -> dict[str, Any]:
    own = kind.schema["properties"].items()
    fields = {name: _part(part) for name, part in own if name not in APART}
    beside: dict[str, Any] = {
        "id": _TEXT | {"description": "The record's id, which never changes."},
        "title": _TEXT | {"description": "What it is called."},
        "visibility": _TEXT | {"enum": ["public", "members"], "description": "Who may read it."},
        "page": _TEXT | {"description": "Its page, relative to the site; empty where it has none."},
        **(_standing() if kind.has("endorsable") else {}),
        **(_progress() if kind.progress else {}),
    }
    return {
        "type": "object",
        "required": [*beside, "fields"],
        "properties": {
            **beside,
            "fields": {
                "description": "What the record says, in the names of its own file; only what is"
                " filled in. What anybody makes of it is told in the other lists.",
                "type": "object",
                "properties": fields,
            },
        },
    }


def _standing() -> dict[str, Any]:
    day = {"type": ["string", "null"], "format": "date", "pattern": DAY}
    return {
        "in_force": {
            "type": "boolean",
            "description": "Whether the network stands behind its text on that day.",
        },
        "state": _TEXT | {"enum": list(map(str, State)), "description": "How it stands."},
        "version": _TEXT | {"description": "The version of the text that readers get."},
        "until": day
        | {"description": "The last day on which it may be relied on without asking again."},
    }


def _progress() -> dict[str, Any]:
    number = {"type": "integer"}
    return {
        "progress": {
            "description": "How far it has come by the records that make it up; `null` in a public"
            " edition, which has a part of them at most.",
            "type": ["object", "null"],
            "required": ["of", "done", "late"],
            "properties": {
                "of": number | {"description": "How many make it up."},
                "done": number | {"description": "How many of them are done."},
                "late": number | {"description": "Of how many a day has passed to act."},
            },
        }
    }


def _part(schema: Any) -> dict[str, Any]:
    """What a part of a schema says of the values that are there, and no demand."""
    if not isinstance(schema, Mapping):
        return {}
    made = {word: schema[word] for word in _KEPT if word in schema}
    if schema.get("format") in _FORMATS:
        made["format"] = schema["format"]
    if isinstance(schema.get("properties"), Mapping):
        made["properties"] = {name: _part(part) for name, part in schema["properties"].items()}
    if "items" in schema:
        made["items"] = _part(schema["items"])
    return made
