"""From the route of a finding to a line and a column. Nothing else in the package does this."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from handbook.finding import Finding, Place, Severity
from handbook.rules.aside.fingerprint import key_of, numbered

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from handbook.check import Checked
    from handbook.finding import Route
    from handbook.load.model import Loaded

START = Place(1, 1)

Places = dict[str, "Mapping[Route, Place]"]


@dataclass(frozen=True, slots=True)
class Located:
    """A finding and the line it is shown at."""

    finding: Finding
    place: Place
    fingerprint: str = ""
    """What tells it from any other, and stays when lines move (``rules/aside/fingerprint.py``)."""

    @property
    def severity(self) -> Severity:
        """The finding's severity."""
        return self.finding.severity


def located(checked: Checked) -> tuple[Located, ...]:
    """The findings of a check that count, with their places, sorted by file, line and column."""
    counting = frozenset(checked.findings)
    return tuple(each for each in all_located(checked) if each.finding in counting)


def all_located(checked: Checked) -> tuple[Located, ...]:
    """All that a check found, set aside or not, with places, in the same order."""
    return locate(checked.everything, places_of(checked.loaded), checked.keys)


def locate(
    findings: Iterable[Finding],
    places: Mapping[str, Mapping[Route, Place]],
    keys: Mapping[Finding, str] | None = None,
) -> tuple[Located, ...]:
    """Findings with their places, sorted by file, line and column, then by code.

    ``keys`` are those of ``rules/aside/fingerprint.py``; a finding without one gets its own.
    """
    placed = [Located(f, f.place or place_of(f.route, places.get(f.path, {}))) for f in findings]
    placed.sort(key=_rank)
    known = keys or {}
    unique = numbered(known.get(each.finding) or key_of(each.finding) for each in placed)
    pairs = zip(placed, unique, strict=True)
    return tuple(replace(each, fingerprint=fingerprint) for each, fingerprint in pairs)


def place_of(route: Route, places: Mapping[Route, Place]) -> Place:
    """The place of a route, or of the nearest thing around it that is in the file."""
    for end in range(len(route), 0, -1):
        if route[:end] in places:
            return places[route[:end]]
    return places.get((), START)


def places_of(loaded: Loaded | None) -> Places:
    """The places of every file that was read, by path."""
    if loaded is None:
        return {}
    places: Places = {record.path: record.places for record in loaded.records}
    places |= {seal.record.path: seal.record.places for seal in loaded.seals}
    return places | {broken.path: getattr(broken, "places", {}) for broken in loaded.broken}


def _rank(located: Located) -> tuple[object, ...]:
    finding = located.finding
    return (
        finding.path,
        located.place,
        -finding.severity,
        finding.code.id,
        finding.message,
        finding.hint,
    )
