"""Reviews as receipts: what was looked at, when, and what was found."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING, Any

from handbook.assess.workflow import DecisionKind
from handbook.finding import Code, Severity
from handbook.rules.engine import finding, rule
from handbook.rules.families.records.dates import decided_on
from handbook.rules.reading import day, rows, word
from handbook.source.dates import DateProblem, add_months, long_date
from handbook.types.known import KnownType

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from handbook.assess.model import Assessment
    from handbook.finding import Finding
    from handbook.link import Registry
    from handbook.load.model import Record

REV001 = Code(
    id="REV001",
    severity=Severity.WARNING,
    title="A source was not looked at for this review",
    explanation=(
        "A review says when each source was looked at. This one was looked at so long before the"
        " review, or only after it, that it cannot have told the reviewer how things stood. How"
        " many months are too long is a setting of the network, twelve if it says nothing."
    ),
    waivable=True,
)
REV002 = Code(
    id="REV002",
    severity=Severity.WARNING,
    title="A source was looked at and nothing is said of it",
    explanation=(
        "A review is a receipt: which source, on what day, and what was found. Without the last,"
        " nobody can tell a source that was read from one that was listed. “No change since 2019”"
        " is enough."
    ),
    waivable=True,
)
REV003 = Code(
    id="REV003",
    severity=Severity.WARNING,
    title="No source of the document's own was looked at",
    explanation=(
        "The document names the sources it rests on, and its review looked at none of them by any"
        " name that resembles theirs. So the review cannot say whether they have changed. Name the"
        " source as the document does."
    ),
    waivable=True,
)
REV004 = Code(
    id="REV004",
    severity=Severity.WARNING,
    title="Many reviews on one day, without evidence",
    explanation=(
        "Several documents were reviewed on the same day, and their reviews do not show that their"
        " sources were looked at. Review dates that are moved in bulk are the commonest way in"
        " which a register comes to lie. A meeting that reviews many documents and carries the"
        " evidence for each is not meant."
    ),
)

MANY = 5
"""How many reviews without evidence on one day are many."""

MONTHS = 12
"""How long before a review a source may have been looked at, where the settings do not say."""

_WORD = re.compile(r"[a-z0-9]+")
_COMMON = frozenset(
    _WORD.findall(
        "with from that this people young children child care national guideline guidance policy"
        " standard review version institute health excellence"
    )
)


@rule(REV001, REV002, REV003)
def looked_at_and_said(record: Record, registry: Registry) -> Iterator[Finding]:
    """Each source was looked at in time and with a result, one of the document's own among them."""
    decided = _reviewed(record, registry)
    if decided is None:
        return
    earliest = _earliest(registry, decided)
    for index, row in rows(record.data, "checked"):
        on, source = day(row, "on"), word(row, "source")
        if on is not None and not earliest <= on <= decided:
            message = (
                f"“{source}” was looked at on {long_date(on)}, and the review is of"
                f" {long_date(decided)}"
            )
            hint = "Look at it again before the next review, and say so."
            yield finding(REV001, record, message, hint=hint, route=("checked", index, "on"))
        if not word(row, "result").strip():
            message = f"nothing is said of what was found in “{source}”"
            hint = "Say in a few words what was found."
            yield finding(REV002, record, message, hint=hint, route=("checked", index, "source"))
    for index, row in rows(record.data, "documents"):
        if not _own_source(record, row, registry):
            message = f"none of the sources of “{word(row, 'document')}” was looked at"
            hint = "Name a source as the document's own evidence does."
            yield finding(
                REV003, record, message, hint=hint, route=("documents", index, "document")
            )


@rule(REV004)
def not_by_the_dozen(assessment: Assessment) -> Iterator[Finding]:
    """No day brings many reviews that cannot show what was looked at."""
    registry = assessment.registry
    bare: dict[date, list[tuple[Record, str]]] = defaultdict(list)
    for record in registry.of_type(KnownType.DECISION):
        decided = _reviewed(record, registry)
        if decided is None:
            continue
        for _, row in rows(record.data, "documents"):
            if not _has_evidence(record, row, registry, decided):
                bare[decided].append((record, word(row, "document")))
    for decided, reviews in sorted(bare.items()):
        if len(reviews) < MANY:
            continue
        for record in {record.id: record for record, _ in reviews}.values():
            message = (
                f"on {long_date(decided)} {len(reviews)} documents were reviewed without evidence:"
                f" {', '.join(sorted({document for _, document in reviews}))}"
            )
            hint = "Say for each which of its sources was looked at, and what was found."
            yield finding(REV004, record, message, hint=hint, route=("documents",))


def _reviewed(record: Record, registry: Registry) -> date | None:
    """The day of a review; nothing, if the record is none."""
    if record.type != KnownType.DECISION or record.get("kind") != DecisionKind.REVIEW:
        return None
    return decided_on(record, registry)


def _earliest(registry: Registry, decided: date) -> date:
    """The first day on which a source can have been looked at for a review."""
    network = registry.network()
    settings: Mapping[str, Any] = (network.get("settings") if network else None) or {}
    months = (settings.get("review") or {}).get("checked-within-months") or MONTHS
    try:
        return add_months(decided, -int(months))
    except DateProblem:
        return decided


def _has_evidence(
    record: Record, row: Mapping[str, Any], registry: Registry, decided: date
) -> bool:
    """Whether a review shows that it looked at what its document rests on."""
    earliest = _earliest(registry, decided)
    in_time = [
        source
        for _, source in rows(record.data, "checked")
        if word(source, "result").strip() and earliest <= (day(source, "on") or earliest) <= decided
    ]
    return bool(in_time) and _own_source(record, row, registry, in_time)


def _own_source(
    record: Record,
    row: Mapping[str, Any],
    registry: Registry,
    checked: list[Mapping[str, Any]] | None = None,
) -> bool:
    """Whether one of a document's own sources is among those looked at; it is, if it has none."""
    document, version = word(row, "document"), word(row, "version")
    seal = registry.seals.get((document, version))
    text = seal.record if seal else registry.records.get(document)
    own = [source for _, source in rows(text.data, "evidence")] if text else []
    if checked is None:
        checked = [source for _, source in rows(record.data, "checked")]
    return not own or any(
        _same(f"{word(a, 'title')} {word(a, 'publisher')}", word(b, "source"))
        for a in own
        for b in checked
    )


def _same(name: str, other: str) -> bool:
    """Whether two names may be of one source: they share a code, or two telling words."""
    shared = set(_WORD.findall(name.lower())) & set(_WORD.findall(other.lower()))
    codes = {word for word in shared if re.search(r"[0-9]", word) and re.search(r"[a-z]", word)}
    telling = {word for word in shared if len(word) >= 4 and word not in _COMMON}  # noqa: PLR2004
    return bool(codes) or len(telling) > 1
