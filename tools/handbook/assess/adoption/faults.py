"""Why an adoption record cannot count: what it is called, and what it says, against the register.

Each test here is one that a rule reports; what they have in common is that the answer is not
believed, whatever else it says.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from handbook.assess.adoption.follow_up import vacant_since
from handbook.assess.adoption.model import AdoptionFault
from handbook.assess.ledger.event import SEALED
from handbook.load.model import BrokenKind
from handbook.source.dates import long_date, parse_date
from handbook.types.known import KnownType

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from datetime import date

    from handbook.assess.ledger.model import Event
    from handbook.assess.standing.model import Standing
    from handbook.link import Registry
    from handbook.load.model import Record

_SECOND = re.compile(r"--[2-9]")
"""What follows the name of another answer of the same day: the one that corrects the first."""


def name_of(organisation: str, document: str, day: str) -> str:
    """The id of an adoption record, which is its file's name."""
    return f"{organisation}--{document}--{day}"


class Agreed:
    """When each version was agreed, by the decisions about its document; worked out once."""

    def __init__(self, standings: Mapping[str, Standing]) -> None:
        self._standings = standings
        self._days: dict[tuple[str, str], tuple[date, date] | None] = {}

    def days_of(self, document: str, version: str) -> tuple[date, date] | None:
        """The day on which a version was first agreed, and that of its effect; none if never.

        What was endorsed before this register, and taken over by it, was agreed on that earlier
        day.
        """
        key = document, version
        if key not in self._days:
            standing = self._standings.get(document)
            self._days[key] = _first_agreed(standing.events, version) if standing else None
        return self._days[key]


def _first_agreed(events: tuple[Event, ...], version: str) -> tuple[date, date] | None:
    texts = [e for e in events if e.version == version and e.kind in SEALED]
    if not texts:
        return None
    days = [min(e.decided, e.endorsed_on or e.decided) for e in texts]
    return min(days), min(min(e.effective, e.endorsed_on or e.effective) for e in texts)


class AnswerChecks:
    """What adoption records are judged by.

    ``records`` are all of them by id; ``corrected`` maps those entered in error to the record in
    their place.
    """

    def __init__(
        self,
        registry: Registry,
        standings: Mapping[str, Standing],
        today: date,
        records: Mapping[str, Record],
        agreed: Agreed,
    ) -> None:
        self.registry, self.standings, self.today = registry, standings, today
        self.records, self.agreed = records, agreed
        corrections = [record for record in records.values() if record.get("corrects")]
        self.corrected = {
            str(record.get("corrects")): record.id
            for record in corrections
            if record.get("corrects") != record.id
        }
        self._times_corrected = Counter(str(record.get("corrects")) for record in corrections)

    def of(self, record: Record) -> Iterator[AdoptionFault]:
        """Why a record cannot count. Of one that was entered in error, only what it is called."""
        organisation, document = str(record.get("organisation")), str(record.get("document"))
        name = name_of(organisation, document, str(record.get("date")))
        if record.id != name and not _SECOND.fullmatch(record.id.removeprefix(name)):
            why = (
                "is not called what its own lines say, which is the organisation, document and day"
            )
            yield AdoptionFault(
                record.id, "name", ("id",), why, f"Call the file {name}.yaml, and its id too."
            )
        yield from self._of_correction(record)
        if record.id in self.corrected:
            return
        if not self._there(organisation, document):
            yield AdoptionFault(
                record.id, "reference", ("document",), "names something that is not there"
            )
        yield from self._of_day(record, document)
        yield from self._of_post(record, organisation)

    def _of_day(self, record: Record, document: str) -> Iterator[AdoptionFault]:
        """Its version was agreed, and its day lies between that and today."""
        version, day = str(record.get("version")), parse_date(str(record.get("date")))
        if day > self.today:
            why = f"is of {long_date(day)}, a day yet to come"
            hint = "Record an answer once the organisation has given it."
            yield AdoptionFault(record.id, "date", ("date",), why, hint)
        standing = self.standings.get(document)
        agreed = self.agreed.days_of(document, version)
        if agreed is None:
            if standing is not None and not standing.doubts:
                made = [v.version for v in standing.versions]
                why = f"is about version {version}, and no decision ever agreed such a version"
                hint = f"Agreed so far: {', '.join(made)}." if made else "None was agreed so far."
                yield AdoptionFault(record.id, "version", ("version",), why, hint)
        elif day < agreed[0]:
            why = (
                f"is of {long_date(day)}, before version {version} was agreed on"
                f" {long_date(agreed[0])}"
            )
            hint = "Look up the day, or the version, that the organisation had before it."
            yield AdoptionFault(record.id, "date", ("date",), why, hint)

    def _of_post(self, record: Record, organisation: str) -> Iterator[AdoptionFault]:
        """Whoever answers belongs to the organisation. Nobody else can adopt anything for it."""
        post = self.registry.records.get(str(record.get("by")))
        if post is None or post.type != KnownType.POST:
            yield AdoptionFault(record.id, "reference", ("by",), "is by a post that is not there")
        elif post.get("organisation") != organisation:
            why = f"is by {post.id}, a post of another organisation ({post.get('organisation')})"
            hint = "Only a post of the organisation itself can answer for it, such as its champion."
            yield AdoptionFault(record.id, "post", ("by",), why, hint)
        elif (vacant := vacant_since(post)) and parse_date(str(record.get("date"))) >= vacant:
            why = f"is by {post.id}, a post that nobody holds since {long_date(vacant)}"
            hint = "Let another post of the organisation answer for it, or wait until it is filled."
            yield AdoptionFault(record.id, "post", ("by",), why, hint)

    def _there(self, organisation: str, document: str) -> bool:
        """Whether both are in the register, readable or not, and of the right kind."""
        return self._is(organisation, lambda kind: kind == KnownType.ORGANISATION) and self._is(
            document, lambda kind: self.registry.types[kind].has("adoptable")
        )

    def _is(self, name: str, fits: Callable[[str], bool]) -> bool:
        record = self.registry.records.get(name)
        if record is not None:
            return fits(record.type)
        return any(
            broken.id == name
            and broken.kind == BrokenKind.RECORD
            and (broken.type not in self.registry.types or fits(broken.type))
            for broken in self.registry.broken
        )

    def _of_correction(self, record: Record) -> Iterator[AdoptionFault]:
        """What it stands in place of is an answer of the same organisation, corrected only here."""
        if not record.get("corrects"):
            return
        name = str(record.get("corrects"))
        other = self.records.get(name)
        why = ""  # pragma: no mutate (nothing tells None from it)
        if name == record.id:
            why = "corrects itself"
        elif other is None:
            yield AdoptionFault(record.id, "reference", ("corrects",), "corrects what is not there")
        elif other.get("organisation") != record.get("organisation"):
            why = f"corrects {name}, an answer of another organisation"
        elif _circle(record, self.records):
            why = f"corrects {name}, and is itself corrected by way of it"
        elif self._times_corrected[name] > 1:
            why = f"corrects {name}, which another answer corrects too"
        if why:
            hint = "Name the one answer of this organisation that was entered in error."
            yield AdoptionFault(record.id, "corrects", ("corrects",), why, hint)


def _circle(record: Record, records: Mapping[str, Record]) -> bool:
    """Whether following what it corrects leads back to it."""
    seen: set[str] = set()
    step: Record | None = record
    while step is not None and step.id not in seen:
        seen.add(step.id)
        step = records.get(str(step.get("corrects")))
    return step is not None and step.id == record.id
