"""Whether a text that was taken in from a file was held against that file by eye.

``handbook import`` writes, beside each draft, a list of what no machine can compare: a record of
the type ``import-check``. The draft keeps the fingerprint of that list, without its ticks, so that
no line can be taken out of it unseen. Whatever is missing, or another list, counts as not checked.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from handbook.source.dates import day_or_none, long_date
from handbook.types.known import KnownType

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from handbook.finding import Route
    from handbook.link import Registry
    from handbook.load.model import Record

FIELD = "imported"
"""The detail in which a draft says which file it was taken in from."""
OF_A_REGISTER = re.compile(r", row [0-9]+\Z")
"""How the file is called from which a row of an old register was taken: it brought no text."""
_SETTLED = frozenset({"id", "title", "visibility", "checked-by", "checked-on"})
"""What may change in a list, or is no part of what must be checked, besides its ticks."""

Checks = Mapping[str, "Sequence[Record]"]
"""The lists of what must be checked by eye, by the ids of their documents."""


@dataclass(frozen=True, slots=True)
class Unchecked:
    """Why a text does not count as held against its original.

    ``check`` is the list in which that stands, at ``route``; ``None`` where there is none.
    """

    message: str
    hint: str
    check: Record | None = None
    route: Route = ()


def checks_of(registry: Registry) -> Checks:
    """Every list of what must be checked by eye, by its document."""
    lists: dict[str, list[Record]] = defaultdict(list)
    for record in registry.of_type(KnownType.IMPORT_CHECK):
        lists[str(record.get("document"))].append(record)
    return lists


def list_fingerprint(data: Mapping[str, Any]) -> str:
    """The fingerprint of a list, whatever is ticked in it: its document, its file and its lines."""
    own = {key: value for key, value in data.items() if key not in _SETTLED}
    own["parts"] = [
        {
            **part,
            "items": [{k: v for k, v in item.items() if k != "ticked"} for item in part["items"]],
        }
        for part in data.get("parts", ())
    ]
    whole = json.dumps(own, sort_keys=True, default=str)
    return f"sha256:{hashlib.sha256(whole.encode()).hexdigest()}"


def unchecked(
    document: str, data: Mapping[str, Any], checks: Checks, today: date | None = None
) -> Unchecked | None:
    """Why a text with the details ``data`` was not held against its file.

    ``None`` if it was, or was never taken in from a file. ``today`` is given where a day still to
    come must not count.
    """
    came, lists = data.get(FIELD), checks.get(document, ())
    if not isinstance(came, Mapping) or OF_A_REGISTER.search(str(came.get("file"))):
        return next(_forgotten(document, lists, today), None)
    if not came.get("to-check"):
        return Unchecked(
            f"“{document}” was taken in from a file, and does not say what was to check by eye",
            "Take the file in again, under another name (`--id`), and put its text to the group.",
        )
    own = check_for(document, data, checks)
    if own is None:
        return _missing(document, lists)
    return _unticked(own, day_or_none(came.get("day")), today)


def check_for(document: str, data: Mapping[str, Any], checks: Checks) -> Record | None:
    """The list that was written when a text with the details ``data`` was taken in."""
    came = data.get(FIELD)
    wanted = came.get("to-check") if isinstance(came, Mapping) else None
    lists = checks.get(document, ())
    return next((check for check in lists if list_fingerprint(check.data) == wanted), None)


def lines_of(check: Record) -> Iterator[tuple[Route, Mapping[str, Any], Mapping[str, Any]]]:
    """The lines of a list: where each is ticked, the part it stands in, and the line itself."""
    for p, part in enumerate(check.get("parts", ())):
        for i, item in enumerate(part["items"]):
            yield ("parts", p, "items", i, "ticked"), part, item


def _forgotten(document: str, lists: Sequence[Record], today: date | None) -> Iterator[Unchecked]:
    """A list that is not done with, of a text that no longer says that it was taken in."""
    for check in lists:
        left = _unticked(check, None, today)
        if left is not None:
            message = f"“{document}” does not say any more which file it was taken in from, and"
            yield Unchecked(f"{message} {left.message}", left.hint, check, left.route)


def _missing(document: str, lists: Sequence[Record]) -> Unchecked:
    hint = "Take the same file in again: the list is written anew, and nothing in it is ticked."
    if not lists:
        message = f"the list of what must be checked by eye in “{document}” is missing"
        return Unchecked(f"{message}, or cannot be read", hint)
    message = f"this is not the list that was written when “{document}” was taken in"
    return Unchecked(f"{message}: a line of it was changed, or taken out", hint, lists[-1])


def _unticked(check: Record, taken_in: date | None, today: date | None) -> Unchecked | None:
    """What is left to do in a list; ``None`` if it is done with."""
    rows = list(lines_of(check))
    left = [row for row in rows if row[2].get("ticked") is not True]
    if left:
        route, part, item = left[0]
        many = f"{len(left)} of {len(rows)} lines are not ticked"
        many = many if len(left) < len(rows) else "no line is ticked"
        words = f": “{item['words']}”" if item.get("words") else ""
        return Unchecked(
            f"{many}; the first is “{part['what']}”, {item['where']}{words}",
            "Hold each against the original. Where the draft says the same, or was mended, write"
            " `ticked: true`; at the end say who checked, and when (`checked-by`, `checked-on`)."
            f" `handbook import checked {check.get('document')} --post POST` asks line by line.",
            check,
            route,
        )
    return _unsigned(check, taken_in, today)


def _unsigned(check: Record, taken_in: date | None, today: date | None) -> Unchecked | None:
    """Whether a list that is ticked says who did it, and on a day that can be."""
    on = day_or_none(check.get("checked-on"))
    if not check.get("checked-by") or on is None:
        return Unchecked(
            "every line is ticked, and nobody says who held them against the original, and when",
            "Write the post as `checked-by`, and the day as `checked-on`.",
            check,
        )
    first = max(filter(None, (taken_in, day_or_none(check.get("day")))), default=None)
    if (first is not None and on < first) or (today is not None and on > today):
        why = "has not come yet" if first is None or on >= first else "is before it was taken in"
        return Unchecked(
            f"it was checked by eye on {long_date(on)}, a day that {why}",
            "Write the day on which the last line was ticked.",
            check,
            ("checked-on",),
        )
    return None
