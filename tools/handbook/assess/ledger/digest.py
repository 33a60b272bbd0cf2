"""The digest of a text: one canonical form, defined here and nowhere else.

The form is version 1 and frozen: every endorsement ever made rests on it. A later form gets its
own prefix (``v2:``) and stands beside this one. ``docs/digest.md`` describes it for people.
"""

from __future__ import annotations

import hashlib
import json
import unicodedata
from collections.abc import Collection, Iterable, Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from handbook.load.model import Attachment

VERSION = "v1"
PREFIX = f"{VERSION}:sha256:"


def digest(
    type_name: str,
    record_id: str,
    data: Mapping[str, Any],
    body: str | None,
    attachments: Iterable[Attachment],
    administrative: Collection[str],
) -> str:
    """The digest, ``v1:sha256:`` and 64 hexadecimal digits, of what ``canonical`` makes of a text.

    Raises ``ValueError`` for data that has no canonical form.
    """
    form = canonical(type_name, record_id, data, body, attachments, administrative)
    return PREFIX + hashlib.sha256(form).hexdigest()


def canonical(
    type_name: str,
    record_id: str,
    data: Mapping[str, Any],
    body: str | None,
    attachments: Iterable[Attachment],
    administrative: Collection[str],
) -> bytes:
    """The one sequence of bytes that stands for a text, whatever way its file was written.

    Left out are the top-level fields named in ``administrative``; their names, present or not, are
    part of the form. Raises ``ValueError`` for data that has no canonical form: numbers that are
    not whole, values that are not data, keys that become one when normalised.
    """
    form = {
        "administrative": sorted({_text(name) for name in administrative}),
        "attachments": sorted([_text(a.name), a.sha256.lower()] for a in attachments),
        "body": None if body is None else _text(body).strip("\n"),
        "fields": _mapping({k: v for k, v in data.items() if k not in administrative}),
        "form": VERSION,
        "id": _text(record_id),
        "type": _text(type_name),
    }
    written = json.dumps(
        form,
        ensure_ascii=False,  # pragma: no mutate: None is the same to it
        sort_keys=True,
        separators=(",", ":"),
    )
    return written.encode()


def _text(value: str) -> str:
    """Text with one kind of line ending and one way to write each accented letter."""
    return unicodedata.normalize("NFC", value.replace("\r\n", "\n").replace("\r", "\n"))


def _mapping(value: Mapping[str, Any]) -> dict[str, Any]:
    """A mapping in its canonical form: a key without a value is the same as no key."""
    kept = [(k, v) for k, v in value.items() if v is not None]
    if not all(isinstance(k, str) for k, _ in kept):
        raise ValueError("a field's name must be text")
    result = {_text(k): _value(v) for k, v in kept}
    if len(result) != len(kept):
        raise ValueError("two fields have names that look the same")
    return result


def _value(value: Any) -> Any:
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, Mapping):
        return _mapping(value)
    if isinstance(value, list | tuple):
        return [_value(item) for item in value]
    raise ValueError(f"a {type(value).__name__} has no canonical form")
