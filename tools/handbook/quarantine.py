"""What may be left out so that the rest can be published, and what stops everything.

A record that cannot be trusted is shown as a page that says so. Whatever the ledger stands on (the
network, content types, sealed texts, decisions that nobody can place or whose integrity is in
doubt) cannot be left out: a missing withdrawal would put back what it took away.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from handbook.load.places import PARTED
from handbook.types.known import KnownType
from handbook.types.overviews.model import FOLDER

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from handbook.assess.model import Assessment
    from handbook.check import Checked
    from handbook.finding import Finding
    from handbook.link import Registry
    from handbook.load.model import Broken, Record
    from handbook.types.model import Types

_LEDGER = ("registry/decisions/", "registry/meetings/", "registry/_endorsed/", "registry/_types/")
_BESIDE = f"registry/_types/{FOLDER}/"
"""Pages about many records, on which nothing stands: without them the rest says the same."""
_NETWORK = "registry/network.yaml"
_PERHAPS = "it may be a decision in the wrong place, so nothing can be relied on without it"


@dataclass(frozen=True, slots=True)
class Quarantine:
    """``reasons`` by record id; ``left_out`` are stray files; ``blocking`` stops everything."""

    reasons: Mapping[str, str]
    left_out: tuple[str, ...]
    blocking: tuple[str, ...]


def quarantine(checked: Checked) -> Quarantine:
    """Sort the errors of a check into records to hold back, files to ignore, and full stops."""
    if checked.assessment is None:
        return Quarantine({}, (), ("the registry could not be put together",))
    registry = checked.assessment.registry
    homes = _homes(registry)
    reasons: dict[str, str] = {}
    left_out: list[str] = []
    blocking = [*_doubts(checked), *_unplaced(registry, checked.errors)]
    strays = _strays(checked.types, checked.errors)
    for error in checked.errors:
        records = dict.fromkeys(name for name in (error.about, homes.get(error.path)) if name)
        ledger = error.path.startswith(_LEDGER) and not error.path.startswith(_BESIDE)
        if error.path == _NETWORK or (ledger and (error.code.integrity or not records)):
            blocking.append(_in_words(error))
        elif error.path in strays:
            blocking.append(f"{error.path}: {_PERHAPS}")
        elif records:
            for record in records:
                for held in (record, *_carried(registry, record)):
                    reasons.setdefault(held, error.message)
        elif not error.path.startswith("registry/"):
            blocking.append(_in_words(error))
        else:
            left_out.append(_in_words(error))
    return Quarantine(reasons, tuple(left_out), tuple(dict.fromkeys(blocking)))


def _homes(registry: Registry) -> dict[str, str]:
    known = {record.path: record.id for record in registry.records.values()}
    known |= {seal.record.path: seal.document for seal in registry.seals.values()}
    return known | {broken.path: broken.id for broken in registry.broken if broken.id}


def _strays(types: Types, errors: Iterable[Finding]) -> frozenset[str]:
    """The paths of files with errors that lie where no record of their kind does."""
    from handbook.load.attachments import ALLOWED  # noqa: PLC0415 - only here
    from handbook.load.places import FileKind, Map  # noqa: PLC0415 - only here

    mapped = Map(types)

    def stray(path: str) -> bool:
        kind = mapped.spot(path).kind
        if kind is FileKind.ATTACHMENT:
            return PARTED in path or not path.lower().endswith(ALLOWED)
        return kind not in (FileKind.RECORD, FileKind.OUTLINE)

    paths = {error.path for error in errors if error.path.startswith("registry/")}
    beside = (*_LEDGER, _BESIDE)
    return frozenset(path for path in paths if not path.startswith(beside) and stray(path))


def _unplaced(registry: Registry, errors: Iterable[Finding]) -> Iterator[str]:
    """What may be a decision filed as something else, and decisions about nobody knows what."""
    from handbook.assess.ledger.misplaced import misplaced  # noqa: PLC0415 - only here

    yield from (f"{record.path}: {_PERHAPS}" for record in misplaced(registry))
    wrong = {error.path for error in errors}
    everything: list[Record | Broken] = [*registry.records.values(), *registry.broken]
    for held in everything:
        if (
            held.type != KnownType.DECISION
            or held.path not in wrong
            or not isinstance(held.data, dict)
        ):
            continue  # a decision of which nothing can be read is a doubt about all (see _doubts)
        if not any(_spoken_of(registry, held)):
            yield f"{held.path}: nobody can tell which documents this decision is about"


def _doubts(checked: Checked) -> Iterator[str]:
    if checked.cannot_run:
        yield "the check could not be finished"
    if checked.assessment is not None and "*" in checked.assessment.distrust:
        why = checked.assessment.distrust["*"]
        yield f"the ledger of decisions cannot be trusted: {why}"


def _in_words(error: Finding) -> str:
    return f"{error.path}: {error.code.id} {error.message}"


def _carried(registry: Registry, record_id: str) -> Iterator[str]:
    """Documents that a decision, or the decisions of a meeting, speak of: held back with it."""
    everything: list[Record | Broken] = [*registry.records.values(), *registry.broken]
    for held in everything:
        if held.id != record_id:
            continue
        if held.type == KnownType.MEETING:
            yield from _on_agenda(held)
            for decision in registry.of_type(KnownType.DECISION):
                if decision.get("meeting") == record_id:
                    yield decision.id
                    yield from _spoken_of(registry, decision)
        if held.type == KnownType.DECISION:
            yield from _spoken_of(registry, held)


def _spoken_of(registry: Registry, decision: Record | Broken) -> Iterator[str]:
    """Every document that a decision names, or may have meant: those of its agenda item.

    The item is what its lines say and what its file name says. Of a meeting that has no such item,
    every document is meant. A suspension names its document in its file name.
    """
    data = decision.data or {}
    for entry in _rows(data.get("documents")):
        yield str(entry.get("document"))
    first, _, rest = decision.id.partition("--")
    yield from (name for name in (rest.partition("--")[0],) if name in registry.records)
    for meeting_id, item in ((data.get("meeting"), data.get("item")), (first, rest)):
        meeting = registry.records.get(str(meeting_id))
        if meeting is not None and meeting.type == KnownType.MEETING:
            yield from list(_on_agenda(meeting, str(item))) or _on_agenda(meeting)


def _on_agenda(meeting: Record | Broken, item: str = "") -> Iterator[str]:
    """The documents of one item of a meeting, or of all."""
    for entry in _rows((meeting.data or {}).get("agenda")):
        if not item or str(entry.get("item")) == item:
            documents = entry.get("documents")
            yield from map(str, documents if isinstance(documents, list) else ())


def _rows(value: Any) -> Iterator[Mapping[str, Any]]:
    yield from (row for row in (value if isinstance(value, list) else ()) if isinstance(row, dict))


def held_back(assessment: Assessment, reasons: Mapping[str, str]) -> Assessment:
    """The assessment with every record held back counted as unknown, also in coverage and dates."""
    from handbook.assess.adoption.derive import local_adoption  # noqa: PLC0415 - only here
    from handbook.assess.coverage.derive import coverage_of  # noqa: PLC0415 - only here
    from handbook.assess.due.derive import falling_due  # noqa: PLC0415 - only here
    from handbook.assess.pointing.not_come import not_come  # noqa: PLC0415 - only here
    from handbook.assess.standing.model import Standing  # noqa: PLC0415 - only here
    from handbook.assess.words import State  # noqa: PLC0415 - only here

    if not reasons:
        return assessment
    standings = {
        document: Standing(
            document, State.UNKNOWN, why=(reasons[document],), events=standing.events
        )
        if document in reasons
        else standing
        for document, standing in assessment.standings.items()
    }
    registry, today = assessment.registry, assessment.today
    return replace(
        assessment,
        standings=standings,
        coverage=coverage_of(registry, standings),
        due=falling_due(
            registry,
            standings,
            today,
            assessment.settings,
            not_come(registry, assessment.awaited, today),
        ),
        adoption=local_adoption(registry, standings, assessment.settings, today, held_back=reasons),
    )
