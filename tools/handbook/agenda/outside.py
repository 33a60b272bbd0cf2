"""Where the registry leads readers out of the handbook: each address of the web, and its places."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from handbook.assess.texts import Texts, place_in_body
from handbook.report.locate import place_of
from handbook.rules.reading import strings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from handbook.assess.model import Assessment
    from handbook.finding import Place
    from handbook.load.model import Record

_WEB = re.compile(r"https?://[^\s<>\"“”|\\^`{}]+", re.IGNORECASE)
_AFTER = ".,;:!?'\N{RIGHT SINGLE QUOTATION MARK})]"
"""What ends a sentence, or closes what the address stands in, and is no part of it."""


@dataclass(frozen=True, slots=True, order=True)
class LinkPlace:
    """One place where an address stands: file, line from 1, and the id of the record."""

    path: str
    line: int
    record: str


@dataclass(frozen=True, slots=True)
class OutsideLink:
    """One address, as it is asked for (without what follows ``#``), and where it stands."""

    address: str
    places: tuple[LinkPlace, ...]


def outside_links(assessment: Assessment) -> tuple[OutsideLink, ...]:
    """Every address that readers can be sent to today, sorted.

    Taken from the details and texts of every record. Where the endorsed text in force still holds
    one that its working text does not, it is told of that one; texts of the past are left out.
    """
    places: dict[str, set[LinkPlace]] = defaultdict(set)
    texts = Texts(assessment.registry)
    for record in assessment.registry.records.values():
        sealed = _in_force(assessment, record.id)
        working = _addresses(texts, record)
        held = {address for address, _ in working}
        for address, where in working:
            places[address].add(where)
        for address, where in _addresses(texts, sealed) if sealed else ():
            if address not in held:
                places[address].add(where)
    return tuple(
        OutsideLink(address, tuple(sorted(where))) for address, where in sorted(places.items())
    )


def _in_force(assessment: Assessment, document: str) -> Record | None:
    """The endorsed text of a document that readers get, if there is one."""
    standing = assessment.standings.get(document)
    if standing is None or not standing.in_force:
        return None
    seal = assessment.registry.seals.get((document, standing.version))
    return seal.record if seal else None


def _addresses(texts: Texts, record: Record) -> list[tuple[str, LinkPlace]]:
    return [
        (address.partition("#")[0], LinkPlace(record.path, place.line, record.id))
        for address, place in (*_in_data(record), *_in_body(texts, record))
    ]


def _in_data(record: Record) -> Iterator[tuple[str, Place]]:
    for route, text in strings(record.data):
        for match in _WEB.finditer(text):
            yield _trimmed(match.group()), place_of(route, record.places)


def _in_body(texts: Texts, record: Record) -> Iterator[tuple[str, Place]]:
    if record.body is None:
        return
    for link in texts.of(record).links:
        if _WEB.match(link.href):
            yield link.href, place_in_body(record, link.line, link.column)


def _trimmed(address: str) -> str:
    """An address within words, without the signs that follow it; brackets of its own stay."""
    while address[-1] in _AFTER:
        if address[-1] == ")" and address.count("(") >= address.count(")"):
            break
        address = address[:-1]
    return address
