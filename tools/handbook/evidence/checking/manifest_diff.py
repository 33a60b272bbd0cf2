"""What the manifest of an evidence bundle tells, compared with what the register tells instead.

It is compared field by field and not as bytes, so that another version of the tool, a later day and
a manifest that somebody wrote are all judged by what they say of documents and of answers.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_STANDING = {
    "state": "how it stands",
    "version_in_force": "the version in force",
    "digest": "the digest of the version in force",
    "local": "what the organisation answered",
    "answer": "the answer that counts",
}
_ANSWER = {
    "document": "the document",
    "version": "the version",
    "answer": "what was answered",
    "date": "the day",
    "by": "the post",
    "counts": "whether it counts",
}
_TEXT = {"digest": "the digest", "in_force": "whether it was in force"}
_FOLLOWS = {"digest": "version_in_force", "answer": "local"}
"""What need not be told where the other differs already."""
_LONGEST = 120


@dataclass(frozen=True, slots=True)
class Unlike:
    """One thing of which one tells ``stated`` and the other ``now``; empty where there is none.

    ``about`` is the id of a document or an answer, ``what`` a field of it in words. ``why`` is the
    reason that goes with ``now``, if there is any.
    """

    about: str
    what: str
    stated: str
    now: str
    why: str = ""

    def sentence(self, here: str, there: str) -> str:
        """In words. ``here`` says where or when it is told as ``stated``, ``there`` as ``now``."""
        stated, now = self.stated[:_LONGEST], self.now[:_LONGEST]
        why = f" ({self.why})" if self.why else ""
        if not stated:
            there, stated, here, now = here, now, there, ""
        other = f"it is “{now}”" if now else "there is none"
        return f"{self.about[:_LONGEST]}: {here} {self.what} is “{stated}”; {there} {other}{why}."


def unlike(stated: Mapping[str, Any], now: Mapping[str, Any], day: str = "") -> tuple[Unlike, ...]:
    """Where two manifests tell different things of documents and of answers.

    ``stated`` may come from anybody. Answers that only ``now`` has, and that are of a later day
    than ``day`` (as it is written in a manifest), are passed over.
    """
    held = {_text(row, "record") for row in _list(stated, "answers")}
    by_then = [
        row
        for row in _list(now, "answers")
        if not day or _text(row, "date") <= day or _text(row, "record") in held
    ]
    differences = list(_rows(stated, now, "documents", _standing(stated, now)))
    differences += _texts(stated, now)
    differences += _rows(stated, {"answers": by_then}, "answers", _ANSWER)
    return tuple(dict.fromkeys(differences))


def since(then: Mapping[str, Any], today: Mapping[str, Any], day: str) -> tuple[Unlike, ...]:
    """What is told of today and was not of ``day``: standings, texts, and later answers."""
    differences = list(_rows(then, today, "documents", _standing(then, today)))
    differences += _texts(then, today)
    for row in _list(today, "answers"):
        if _text(row, "date") > day:
            differences.append(
                Unlike(_text(row, "record"), "the answer", "", _in_short(row), _why(row))
            )
    return tuple(dict.fromkeys(differences))


def _standing(manifest: Mapping[str, Any], other: Mapping[str, Any]) -> dict[str, str]:
    """The fields of documents; in full words only where the same tool chose them."""
    if manifest.get("tool_version") == other.get("tool_version"):
        return {"words": _STANDING["state"], **_STANDING}
    return _STANDING


def _rows(
    stated: Mapping[str, Any], now: Mapping[str, Any], part: str, fields: Mapping[str, str]
) -> Iterator[Unlike]:
    key = {"documents": "document", "answers": "record"}[part]
    whole = f"the {part[:-1]}"
    theirs, ours = _by(stated, part, key), _by(now, part, key)
    if len(theirs) != _count(stated.get(part)):
        yield Unlike(f"The list of {part}", "a line", "twice, or cannot be read", "there once")
    for name in dict.fromkeys((*ours, *theirs)):
        if name not in theirs:
            yield Unlike(name, whole, "", _in_short(ours[name]), _why(ours[name]))
        elif name not in ours:
            yield Unlike(name, whole, _in_short(theirs[name]), "")
        else:
            yield from _fields(name, theirs[name], ours[name], fields)


def _fields(
    name: str, theirs: Mapping[str, Any], ours: Mapping[str, Any], fields: Mapping[str, str]
) -> Iterator[Unlike]:
    named: set[str] = set()
    for field, what in fields.items():
        stated, now = _text(theirs, field), _text(ours, field)
        if stated != now and what not in named and fields.get(_FOLLOWS.get(field, "")) not in named:
            named.add(what)
            yield Unlike(name, what, stated, now, _why(ours))


def _texts(stated: Mapping[str, Any], now: Mapping[str, Any]) -> Iterator[Unlike]:
    """Texts that the one holds, and that the other leaves out or tells something else of."""
    theirs, ours = _by(stated, "documents", "document"), _by(now, "documents", "document")
    for name in (name for name in ours if name in theirs):
        held, given = _by(theirs[name], "texts", "version"), _by(ours[name], "texts", "version")
        out = {_text(row, "digest"): _why(row) for row in _list(ours[name], "left_out")}
        same = _text(theirs[name], "version_in_force") == _text(ours[name], "version_in_force")
        for version, row in held.items():
            what = f"the text of version {version[:_LONGEST]}"
            if version in given and same:
                for difference in _fields(name, row, given[version], _TEXT):
                    yield Unlike(
                        name, f"{what}, {difference.what},", difference.stated, difference.now
                    )
            elif version not in given and _text(row, "digest") in out:
                yield Unlike(name, what, "there", "left out", out[_text(row, "digest")])


def _by(mapping: Mapping[str, Any], part: str, key: str) -> dict[str, Mapping[str, Any]]:
    return {_text(row, key): row for row in _list(mapping, part)}


def _list(mapping: Mapping[str, Any], part: str) -> list[Mapping[str, Any]]:
    rows = mapping.get(part)
    return [row for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []


def _count(rows: object) -> int:
    return len(rows) if isinstance(rows, list) else -1


def _text(row: Mapping[str, Any], name: str) -> str:
    value = row.get(name)
    if isinstance(value, bool):
        return "yes" if value else "no"
    if value is None or isinstance(value, str):
        return value or ""
    return ascii(value)


def _why(row: Mapping[str, Any]) -> str:
    why = row.get("why")
    return "; ".join(map(str, why)) if isinstance(why, list) else str(why or "")


def _in_short(row: Mapping[str, Any]) -> str:
    parts = (_text(row, name) for name in ("words", "local", "answer", "version", "date"))
    return ", ".join(part for part in parts if part) or "there"
