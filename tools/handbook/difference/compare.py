"""The comparison of two texts of one document."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, Any

from handbook.difference.body import compare_bodies
from handbook.difference.fields import compare_fields
from handbook.difference.making import certain
from handbook.difference.model import Change, Difference, Rules

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from handbook.load.model import Record


def compare(
    old: Record, new: Record, rules: Rules, administrative: Collection[str] = ()
) -> Difference:
    """What changed from one text of a document to another, each change minor or clinical.

    ``administrative`` names the top-level fields that are no part of what was agreed. Texts whose
    digests are the same, those fields left out, have no changes. What is minor one way is minor
    the other way too: both are tried. Raises nothing.
    """
    difference = Difference(tuple(_changes(old, new, rules, administrative)))
    if difference.minor and any(c.clinical for c in _changes(new, old, rules, administrative)):
        reason = "what changes cannot be told for certain"
        return Difference(
            (*difference.changes, certain("Whole text", "", "", "", "unseen", reason))
        )
    return difference


def _changes(
    old: Record, new: Record, rules: Rules, administrative: Collection[str]
) -> Iterator[Change]:
    before, after = (_fields(record, administrative) for record in (old, new))
    yield from _identity(old, new)
    yield from compare_fields(before, after, rules, new.type)
    yield from compare_bodies(old.body, new.body, rules)
    yield from _attachments(old, new)


def _fields(record: Record, administrative: Collection[str]) -> dict[str, Any]:
    return {
        str(name): _one_form(value)
        for name, value in record.data.items()
        if name not in administrative and value is not None
    }


def _one_form(value: Any) -> Any:
    """A value with one way to write each letter and each line's end, as digests have it."""
    if isinstance(value, str):
        text = value.replace("\r\n", "\n").replace("\r", "\n")
        return unicodedata.normalize("NFC", text)
    if isinstance(value, dict):
        return {str(k): _one_form(v) for k, v in value.items()}
    return [_one_form(item) for item in value] if isinstance(value, list) else value


def _identity(old: Record, new: Record) -> Iterator[Change]:
    for name, a, b in (("type", old.type, new.type), ("id", old.id, new.id)):
        if a != b:
            yield certain("Whole text", name, a, b, "identity", "it is another document")
    if (old.body is None) != (new.body is None):
        reason = "one of the two has no text of its own"
        yield certain("Whole text", "", "", "", "identity", reason)


def _attachments(old: Record, new: Record) -> Iterator[Change]:
    """Attached files are not read: any change of one is clinical."""
    before = {a.name: a.sha256 for a in old.attachments}
    after = {a.name: a.sha256 for a in new.attachments}
    for name in sorted(before.keys() | after.keys()):
        if before.get(name) != after.get(name):
            words = "an attached file changes, and what is in it is not compared"
            a, b = (name if name in side else "" for side in (before, after))
            yield certain("Attached files", f"attachments.{name}", a, b, "attachment", words)
