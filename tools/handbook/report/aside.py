"""What was found and is not held against anybody: shown apart, with the reason, and never lost."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handbook.report.locate import all_located
from handbook.report.view import Aside, Kind
from handbook.rules.aside.known_faults import PATH as KNOWN_FAULTS
from handbook.source.dates import long_date

if TYPE_CHECKING:
    from handbook.check import Checked
    from handbook.report.locate import Located


def asides(checked: Checked) -> tuple[Aside, ...]:
    """What of everything that a check found is shown apart, in order of its place."""
    everything = all_located(checked)
    return tuple(aside for each in everything for aside in [_aside(checked, each)] if aside)


def _aside(checked: Checked, located: Located) -> Aside | None:
    finding = located.finding
    waiver = checked.waived.get(finding)
    if waiver is not None:
        words = f"{waiver.reason} ({waiver.approver}, until {long_date(waiver.until)})"
        return Aside(located, Kind.WAIVED, " ".join(words.split()), waiver.path)
    if finding in checked.known:
        return Aside(located, Kind.KNOWN, "It stands in the list of known faults.", KNOWN_FAULTS)
    return Aside(located, Kind.BEFORE) if finding in checked.inherited else None
