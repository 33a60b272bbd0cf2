"""What readers know each record by."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handbook.source.words.plain import sound
from handbook.types.known import APPEND_ONLY

if TYPE_CHECKING:
    from collections.abc import Container

    from handbook.assess.model import Assessment


def reader_labels(assessment: Assessment, quarantined: Container[str]) -> dict[str, str]:
    """What readers know each record by: a document by the title of its sealed text.

    One whose seal leaves out a title that is content today goes by its id. So does one that was
    sealed with a title that says how it stands: it would go on saying so when it is stopped; and so
    does a decision or a meeting by such a name, which may never be edited. What is cited by an
    identifier, as a policy is, begins with it.
    """
    registry = assessment.registry
    labels = dict(registry.labels)
    for document, standing in assessment.standings.items():
        seal = registry.seals.get((document, standing.version))
        record = registry.records.get(document)
        kind = registry.types[record.type] if record else None
        if seal and kind:
            administrative = "title" in kind.administrative
            without = labels.get(document, document) if administrative else document
            title = str(seal.record.get("title", without))
            labels[document] = title if sound("title", title) else document
    for record in registry.records.values():
        if record.type in APPEND_ONLY and not sound("told", labels[record.id]):
            labels[record.id] = record.id
        cited, label = str(record.get("identifier", "")), labels[record.id]
        if cited and not label.startswith(cited):
            labels[record.id] = f"{cited}: {label}"
    return {known: label for known, label in labels.items() if known not in quarantined}
