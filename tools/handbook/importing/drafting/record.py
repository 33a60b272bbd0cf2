"""A draft as the file of a record, with its details, and what is kept of where it came from."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from handbook.assess.taken_in import FIELD, list_fingerprint
from handbook.author.tidy import order_of
from handbook.importing.drafting.checks import check_file, check_list
from handbook.importing.drafting.context import PLACE
from handbook.importing.drafting.labels import NAMES_PEOPLE, meaning_of
from handbook.importing.drafting.letters import clean
from handbook.importing.model import CheckPoint, Spot
from handbook.importing.origin import fingerprint
from handbook.layout import tidy_file
from handbook.source.dates import long_date
from handbook.source.yaml.emit import markdown_text
from handbook.types.awaiting import NO_SUMMARY

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from handbook.importing.model import Conversion, FrontRow
    from handbook.load.model import Record
    from handbook.types.model import ContentType, Types

_LINE, _SUMMARY, _MOST = 300, 600, 40
_TITLE = 200
_KEPT = ("visibility", "reference", "category")
"""What a record that an old register began keeps when its text comes."""
_NUMBER = re.compile(r"[A-Z][A-Z0-9]*(?:[-/.][A-Z0-9]+)*")
_DATED = re.compile(
    r"[\d\s./-]*(?:\d|january|february|march|april|may|june|july|august|september|october"
    r"|november|december|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec|st|nd|rd|th|of|[\s./,-])+",
    re.IGNORECASE,
)
_PARTS = re.compile(r"\s*[;\n]\s*")
_COMMAS = re.compile(r"\s*[;,\n]\s*")


@dataclass(frozen=True, slots=True)
class DraftSettings:
    """What is the same for all drafts of one run."""

    kind: ContentType
    types: Types
    owner: str
    visibility: str
    day: date


@dataclass(frozen=True, slots=True)
class DraftFiles:
    """A draft as files of the registry by their paths; the record's own is ``path``.

    ``check`` is where the list lies of what must be checked by eye, ``to_check`` its fingerprint.
    """

    id: str
    title: str
    path: str
    files: Mapping[str, bytes]
    points: tuple[CheckPoint, ...]
    check: str = ""
    to_check: str = ""


def title_of(conversion: Conversion) -> str:
    """What a draft is called: as the document calls itself, else as its file is called."""
    stem = conversion.original.name.rpartition("/")[2].rpartition(".")[0]
    for suffix in (".html.md", ".html", ".md"):
        stem = stem.removesuffix(suffix)
    named = clean(conversion.text.title) or clean(re.sub(r"[_\s]+", " ", stem))
    title = " ".join(named.split())
    return title if len(title) <= _TITLE else f"{title[: _TITLE - 1].rpartition(' ')[0]}…"


def draft_files(
    conversion: Conversion,
    record_id: str,
    title: str,
    settings: DraftSettings,
    listed: Record | None = None,
    *,
    check_id: str,
) -> DraftFiles:
    """The files of a draft. Its details hold what the front sheet says and a record may say.

    ``check_id`` is the id of the list of what must be checked by eye, which lies beside it.
    ``listed`` is the record that an old register began for it: whose it is, its number and its
    shelf stay, and so does what the register statements.
    """
    body = f"\n{conversion.text.body.replace(f'/{PLACE}/', f'/{record_id}/')}\n"
    data: dict[str, Any] = {
        "id": record_id,
        "title": title,
        "visibility": settings.visibility,
        "summary": _summary(conversion, settings.day),
        "owner": listed.get("owner") if listed else settings.owner,
        **_details(conversion.text.front),
        **{name: listed.get(name) for name in _KEPT if listed and listed.get(name)},
    }
    pictures = {
        f"registry/attachments/{record_id}/{picture.name}": picture.raw
        for picture in conversion.text.pictures
    }
    hashes = {path.rpartition("/")[2]: _hash(raw) for path, raw in pictures.items()}
    statements, points = _kept_rows(conversion.text.front)
    of_register = (listed.get(FIELD) or {}).get("said", ()) if listed else ()
    statements = [*statements, *of_register][:_MOST]
    checks = check_list(check_id, record_id, conversion, points, settings.day)
    data[FIELD] = {
        "file": clean(conversion.original.name)[-_LINE:],
        "digest": conversion.original.digest,
        "day": settings.day.isoformat(),
        "draft": fingerprint(data, body, hashes),
        "to-check": list_fingerprint(checks),
        **({"said": statements} if statements else {}),
    }
    path = f"registry/{settings.kind.folder}/{record_id}{settings.kind.suffix}"
    raw = tidy_file(markdown_text(data, body).encode(), path, order_of(settings.kind)).raw
    check, listing = check_file(checks, settings.types)
    files = {**pictures, check: listing, path: raw}
    return DraftFiles(record_id, title, path, files, tuple(points), check, list_fingerprint(checks))


def _hash(raw: bytes) -> str:
    return hashlib.sha256(raw).hexdigest()


def _summary(conversion: Conversion, day: date) -> str:
    """What a front sheet says it is for; else that nobody has said so yet."""
    words = _first(conversion.text.front, "summary")
    if words and len(words) <= _SUMMARY:
        return words
    return f"Taken in from a file on {long_date(day)}. {NO_SUMMARY}"


def _first(rows: Iterable[FrontRow], meaning: str) -> str:
    return next((clean(row.value) for row in rows if meaning_of(row.label) == meaning), "")


def _details(rows: tuple[FrontRow, ...]) -> dict[str, Any]:
    """The details that a front sheet gives, as far as a record may say them."""
    details: dict[str, Any] = {}
    reference = _first(rows, "reference").upper()
    if _NUMBER.fullmatch(reference) and len(reference) <= 40:  # noqa: PLR2004 -- as in its schema
        details["reference"] = reference
    for name, splitter in (("audience", _PARTS), ("keywords", _COMMAS)):
        parts = [part for part in splitter.split(_first(rows, name)) if part]
        if parts and len(parts) <= 30 and all(len(part) <= _LINE for part in parts):  # noqa: PLR2004
            details[name] = parts
    scope = _first(rows, "scope")
    if scope:
        details["scope"] = scope
    return details


def _kept_rows(rows: Iterable[FrontRow]) -> tuple[list[dict[str, str]], list[CheckPoint]]:
    """What is kept of a front sheet besides, word for word; and what is left out, to be seen."""
    kept: list[dict[str, str]] = []
    points = []
    for row in rows:
        label, value, meaning = clean(row.label).strip(), clean(row.value).strip(), ""
        meaning = meaning_of(row.label)
        dated = _DATED.fullmatch(value) is not None and any(c.isdigit() for c in value)
        known = meaning not in ("", "title", "summary", "audience", "keywords", "scope")
        fits = 0 < len(value) <= _LINE and 0 < len(label) <= _LINE and len(kept) < _MOST
        if known and fits and (dated or meaning not in NAMES_PEOPLE):
            kept.append({"label": label, "value": value})
            became = "written down as what the file says; it decides nothing"
        elif meaning == "title":
            became = "the title"
        elif meaning in ("summary", "audience", "keywords", "scope"):
            became = "a detail of the draft"
        else:
            became = "left out of the draft"
            became += ": it may name a person" if meaning in NAMES_PEOPLE else ""
            if meaning in NAMES_PEOPLE:
                value = "…"
        points.append(CheckPoint("front sheet", Spot(), f"{label}: {value}", became))
    return kept, points
