"""What a decision says about each document: version, digest and review date worked out."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from handbook.author.decision.correcting import next_minor, refusals, with_corrected
from handbook.author.decision.model import Desk, Entry
from handbook.author.decision.sealing import sealed, versions
from handbook.author.model import EntryKind, Refused, refused
from handbook.source.dates import DateProblem, add_months

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from handbook.assess.standing.model import Standing
    from handbook.link import Registry
    from handbook.load.model import Record


def entry_for(
    desk: Desk, kind: EntryKind, given: Mapping[str, Any], effective: date | None
) -> Entry | Refused:
    """What a decision of this kind says about one document, or why it cannot.

    ``given`` is what was asked for in the fields of a decision's line; nothing in it is changed.
    """
    name = str(given.get("document"))
    record = desk.registry.records.get(name)
    if record is None or not desk.registry.types[record.type].has("endorsable"):
        return _no_document(desk, kind, given, record)
    shown = desk.standings[name]
    if kind.names_shown and not shown.version:
        return refused(f"{name} has no version that was ever in force")
    if kind.names_shown and (given.get("version") or shown.version) != shown.version:
        return refused(f"readers of {name} get version {shown.version}, not {given['version']}")
    bound = Entry(name, {})
    if kind.seals:
        endorsed = sealed(desk, record, str(given.get("version") or ""))
        if isinstance(endorsed, Refused):
            return endorsed
        bound = endorsed
    elif kind.corrects:
        corrected = _corrected(desk, record, shown, given, effective)
        if isinstance(corrected, Refused):
            return corrected
        bound = corrected
    elif kind.names_shown:
        bound = Entry(name, {"version": shown.version, "digest": shown.digest})
    renewal = _renewal(desk, kind, given, effective)
    asked = {k: v for k, v in given.items() if v is not None}
    after = _after_expiry(desk, asked) if kind.seals else {}
    return replace(bound, data={"document": name, **bound.data, **renewal, **asked, **after})


def _after_expiry(desk: Desk, asked: Mapping[str, Any]) -> dict[str, str]:
    """What the network's settings say today of use after expiry, which the decision then keeps."""
    allowed = desk.settings.use_after_expiry
    if not allowed and "expires" not in asked:
        return {}
    return {"after-expiry": "allowed" if allowed else "forbidden"}


def _renewal(
    desk: Desk, kind: EntryKind, given: Mapping[str, Any], effective: date | None
) -> dict[str, str]:
    """The day of the next review, a cycle on, for a kind of decision that sets one."""
    if not kind.renews or effective is None or given.get("outcome") == "clinical":
        return {}
    with suppress(DateProblem):
        return {"review-due": add_months(effective, desk.settings.cycle_months).isoformat()}
    return {}


def _unread(registry: Registry, name: str) -> bool:
    """Whether there is a document of that name which cannot be read just now."""
    of_type = (registry.types.get(broken.type) for broken in registry.broken if broken.id == name)
    return any(known is not None and known.has("endorsable") for known in of_type)


def _no_document(
    desk: Desk, kind: EntryKind, given: Mapping[str, Any], record: Record | None
) -> Entry | Refused:
    """Why nothing can be decided about it; but a file that cannot be read can still be stopped."""
    name = str(given.get("document"))
    if kind.stops_at_once and _unread(desk.registry, name):
        return Entry(name, {k: v for k, v in given.items() if v is not None})
    if record is not None:
        title = desk.registry.types[record.type].title.lower()
        return refused(f"{name} is a {title}; decisions are not made about those")
    broken = next((b for b in desk.registry.broken if b.id == name), None)
    if broken is not None:
        return refused(f"{name} cannot be read", f"run `handbook check` and mend {broken.path}")
    return refused(f"there is no document {name}", "its id is the name of its file")


def _corrected(
    desk: Desk, record: Record, shown: Standing, given: Mapping[str, Any], day: date | None
) -> Entry | Refused:
    """The sealed text of a correction, a number after that of the text it corrects."""
    reasons = tuple(refusals(desk.registry, record, shown, day))
    if reasons:
        return Refused(reasons)
    taken, _ = versions(desk, record)
    wanted = str(given.get("version") or "") or next_minor(shown.version, taken)
    entry = sealed(desk, record, wanted)
    return entry if isinstance(entry, Refused) else with_corrected(entry, shown)
