"""The list of known faults: begun once, and then only made shorter."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from handbook.author.model import Obstacle, Plan, Refused
from handbook.rules.aside.known_faults import PATH, TYPE, as_files, faults_in, listable
from handbook.source.yaml.emit import yaml_text

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from handbook.check import Checked
    from handbook.rules.aside.known_faults import Fault

_ABOVE = "# Written by `handbook baseline`. It only ever gets shorter.\n"
_TITLE = "Known faults"


def found_now(checked: Checked) -> Counter[Fault]:
    """What is found now and could stand in the list: errors that may be waived.

    What a waiver sets aside already is left to that.
    """
    return Counter(
        (finding.path, finding.code.id, checked.keys[finding])
        for finding in (*checked.findings, *checked.known)
        if listable(finding.code) and finding in checked.keys
    )


def begun(checked: Checked, today: date) -> Plan | Refused:
    """A plan for a list of what is found now, or why there is none to be begun."""
    if PATH in _paths(checked):
        hint = "`handbook baseline --shrink` takes out what was mended"
        return Refused((Obstacle(f"{PATH} is there already, and never gets longer", hint),))
    faults = found_now(checked)
    if not faults:
        hint = "`handbook check` says what else there is, if anything"
        return Refused((Obstacle("nothing is found that a list could hold", hint),))
    data = {
        "id": TYPE,
        "title": _TITLE,
        "visibility": "members",
        "written": str(today),
        "files": as_files(faults),
    }
    return Plan(TYPE, {PATH: _text(data)}, ())


def shorter(checked: Checked) -> tuple[bytes | None, int]:
    """The list without what is not found any more, and how many are taken out.

    ``None`` in place of a list in which nothing is left, so that its file can go. Raises
    ``LookupError`` where there is no list that can be read.
    """
    loaded = checked.loaded
    record = next((r for r in loaded.records if r.path == PATH), None) if loaded else None
    if record is None:
        raise LookupError(PATH)
    before = faults_in(loaded)
    after = before & found_now(checked)
    taken = sum(before.values()) - sum(after.values())
    if not after:
        return None, taken
    return _text({**record.data, "files": as_files(after)}), taken


def _text(data: Mapping[str, Any]) -> bytes:
    return f"{_ABOVE}{yaml_text(data)}".encode()


def _paths(checked: Checked) -> frozenset[str]:
    loaded = checked.loaded
    if loaded is None:
        return frozenset()
    return frozenset({r.path for r in loaded.records} | {b.path for b in loaded.broken})
