"""The public edition of an assessment: what everything public is made from, and nothing else is."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from handbook.assess.cover.complete import COVERING
from handbook.assess.figures import Figures
from handbook.assess.model import Assessment
from handbook.audience.derived import (
    public_adoption,
    public_coverage,
    public_dues,
    public_mandates,
    public_settings,
)
from handbook.audience.figures import without_small_numbers
from handbook.audience.records import Crossings
from handbook.audience.shown import shown_ids, unclear
from handbook.audience.stand_ins import DECISION, NAMES, alias
from handbook.audience.standings import KEPT_DOUBT, PublicStandings, kept_versions
from handbook.history.facts import History
from handbook.link import Registry, link
from handbook.load.model import Broken, BrokenKind, Loaded, Seal
from handbook.types.known import KnownType

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from handbook.load.model import Record

UNTIED = "a link in its text leads to a page for members and cannot be left out"
HELD = "something in its file has to be mended first"


class NoPublicEditionError(Exception):
    """A public edition cannot be made of this registry. The message says why, and what to do."""


@dataclass(frozen=True, slots=True)
class PublicEdition:
    """An assessment, and the ids of those of its records that cannot be shown, with the reason."""

    assessment: Assessment
    held: Mapping[str, str]


def public_edition(whole: Assessment, held: Mapping[str, str]) -> PublicEdition:
    """What anybody may know of an assessment. ``held`` are the records that must not be shown.

    Raises ``NoPublicEditionError`` if the network's own record is for members: its name and whom to
    ring stand on every page.
    """
    whole = without_small_numbers(whole, held)
    registry = whole.registry
    shown = shown_ids(registry)
    network = registry.network()
    if network is None or network.id not in shown:
        raise NoPublicEditionError(
            "registry/network.yaml is for members, and a public handbook needs it: the network's"
            " name, its settings and whom to ring stand on every page. Write `visibility: public`"
            " into it once everything in it may be read by anybody."
        )
    public = PublicStandings(registry, whole.standings, shown)
    crossings = Crossings(registry, shown)
    records, cannot = _records(registry, shown, crossings)
    broken = tuple(_broken(registry))
    usable = shown | {each.id for each in broken}
    linked = _linked(registry, records, public, crossings, broken)
    for name, standing in public.standings.items():
        seal = linked.seals.get((name, standing.version))
        if seal is not None and seal.kept_back:
            cannot[name] = UNTIED
    reasons = {name: HELD for name in held if name in usable} | cannot
    settings = public_settings(whole.settings, linked.network(), registry, shown)
    return PublicEdition(
        Assessment(
            registry=linked,
            history=_history(whole.history),
            today=whole.today,
            settings=settings,
            standings=public.standings,
            coverage=public_coverage(whole, shown),
            due=public_dues(whole, shown),
            distrust={name: KEPT_DOUBT for name in whole.distrust if name == "*" or name in usable},
            adoption=public_adoption(whole, linked, settings, (public.standings, reasons)),
            mandates=public_mandates(whole, shown),
            all_groups=all(group in shown for group in whole.mandates),
            figures=(whole.figures or Figures()).without(
                frozenset(registry.records.keys() - shown)
            ),
            all_cover=whole.all_cover
            and all(each.id in shown for each in registry.with_behaviour(COVERING)),
        ),
        reasons,
    )


def _little(record: Record) -> Record:
    """A record of which only that it is there may be shown."""
    data = {name: record.get(name) for name in ("id", "title", "visibility") if record.get(name)}
    body = None if record.body is None else ""
    return replace(record, data=data, body=body, attachments=(), outline=None, places={})


def _records(
    registry: Registry, shown: frozenset[str], crossings: Crossings
) -> tuple[dict[str, Record], dict[str, str]]:
    """The records that are shown, without what may not be; and those of which nothing can be."""
    records, cannot = {}, {}
    for name in shown:
        record = crossings.without(registry.records[name])
        if record is None:
            cannot[name] = UNTIED
            record = _little(registry.records[name])
        records[name] = (
            _decided(registry, shown, record) if record.type == KnownType.DECISION else record
        )
    return records, cannot


def _decided(registry: Registry, shown: frozenset[str], record: Record) -> Record:
    """A decision with the day and the group of its meeting, where the meeting is not shown."""
    meeting = registry.records.get(str(registry.records[record.id].get("meeting")))
    if meeting is None or meeting.id in shown:
        return record
    details = {"date": meeting.get("date"), "group": meeting.get("group")}
    details = {name: value for name, value in details.items() if name == "date" or value in shown}
    return replace(record, data={**record.data, **details})


def _broken(registry: Registry) -> Iterator[Broken]:
    """Files that cannot be used and say all the same, where that can be read, that they are public.

    Nothing else of them is passed on.
    """
    for each in registry.broken:
        data = each.data if isinstance(each.data, dict) else {}
        if each.kind == BrokenKind.RECORD and data.get("visibility") == "public":
            yield Broken(each.kind, each.type, each.id, each.path, {"visibility": "public"})


def _linked(
    registry: Registry,
    records: Mapping[str, Record],
    public: PublicStandings,
    crossings: Crossings,
    broken: tuple[Broken, ...],
) -> Registry:
    """A registry of these records alone, of types that have any."""
    used = {record.type for record in records.values()} | {each.type for each in broken}
    types = {name: kind for name, kind in registry.types.items() if name in used}
    kept = {name: kept_versions(standing) for name, standing in public.standings.items()}
    seals = tuple(
        _seal(seal, crossings, whole=seal.version in kept.get(seal.document, ()))
        for seal in registry.seals.values()
        if seal.document in records
    )
    ordered = tuple(records[name] for name in registry.records if name in records)
    made = link(Loaded(ordered, seals, broken, ()), types)
    labels = _labels(public) | dict(made.labels)
    hidden = unclear(registry, frozenset(records))
    return replace(made, labels=labels, unclear=hidden, overviews=registry.overviews)


def _labels(public: PublicStandings) -> dict[str, str]:
    numbered = {alias(number): NAMES[DECISION] for number in range(1, public.renamed + 1)}
    return numbered | NAMES


def _seal(seal: Seal, crossings: Crossings, *, whole: bool) -> Seal:
    """A sealed text that is shown, or the place of one that is not."""
    record = crossings.without(seal.record) if whole else None
    if record is not None:
        return replace(seal, record=record)
    empty = replace(seal.record, data={}, body=None, attachments=(), places={})
    return replace(seal, record=empty, digest="", kept_back=True)


def _history(history: History) -> History:
    """What is known of the commit, without the names of files."""
    return History(
        commit=history.commit,
        committed=history.committed,
        dirty=history.dirty,
        shallow=history.shallow,
        branch=history.branch,
        remote=history.remote,
        folder=history.folder,
    )
