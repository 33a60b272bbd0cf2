"""Evidence bundles: everything that shows what one organisation decided about which texts.

A bundle is what a champion hands to whoever inspects. It is worked out here, without reading any
file, as a list of files to copy from the registry and of files made for it; ``evidence.pack``
packs them. What is unknown, refused or held back goes in as "cannot tell", never as if it held.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from handbook.evidence.answers import answers_of
from handbook.evidence.documents import Subject, subjects
from handbook.evidence.manifest import describe
from handbook.evidence.model import Bundle, Contents, Origin
from handbook.evidence.pages import index_page, readme
from handbook.evidence.texts import CANONICAL, STATUS, SealedTexts, status_text
from handbook.evidence.trail import Trail, trail

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from handbook.assess.model import Assessment


def takers(assessment: Assessment, quarantined: Mapping[str, str]) -> tuple[str, ...]:
    """The organisations that get a bundle: those with any position and a record that holds."""
    records = assessment.registry.records
    return tuple(
        name
        for name in assessment.adoption.organisations
        if name in records and name not in quarantined
    )


def bundle(
    assessment: Assessment,
    organisation: str,
    labels: Mapping[str, str],
    quarantined: Mapping[str, str],
    origin: Origin,
    texts: SealedTexts | None = None,
) -> Bundle:
    """The bundle of one of the organisations that ``takers`` names.

    ``labels`` are what readers know records by; ``quarantined`` maps the ids of records that must
    not be relied on to the reason, which ``assessment`` takes into account already. ``texts`` are
    those of the same assessment, for whoever makes several bundles of it.
    """
    sealed = texts or SealedTexts(assessment.registry)
    about = subjects(assessment, organisation, labels, sealed)
    given = answers_of(assessment, organisation, quarantined)
    collected = trail(assessment, organisation, about, given, labels, quarantined, sealed)
    network = assessment.registry.network()
    contents = Contents(
        organisation=organisation,
        title=labels.get(organisation, organisation),
        network=str(network.get("title", "")) if network else "",
        day=assessment.today,
        origin=origin,
        demonstration=assessment.settings.demonstration,
        subjects=about,
        answers=given,
        trail=collected,
        members_only=tuple(sorted(_members_only(assessment, about, collected))),
        posts={answer.post: labels.get(answer.post, answer.post) for answer in given},
    )
    held = [*(text for document in about for text in document.texts), *collected.terms]
    copies = {copy.path: copy for text in held for copy in text.copies}
    copies |= {copy.path: copy for copy in collected.copies}
    made = {f"{text.folder}/{CANONICAL}": text.canonical for text in held}
    made |= {f"{t.folder}/{STATUS}": status_text(t, assessment.today).encode() for t in held}
    made["index.html"] = index_page(contents).encode()
    made["README.txt"] = readme(contents).encode()
    ordered = tuple(copies[path] for path in sorted(copies))
    return Bundle(organisation, assessment.today, made, ordered, describe(contents))


def _members_only(
    assessment: Assessment, about: tuple[Subject, ...], trail: Trail
) -> Iterator[str]:
    """Paths in the bundle of what is for members only."""
    records = assessment.registry.records
    by_source = {record.path: record for record in records.values()}
    for copy in trail.copies:
        if not by_source[copy.source].public:
            yield copy.path
    for text in (*(t for subject in about for t in subject.texts), *trail.terms):
        if not records[text.record].public:
            yield f"{text.folder}/"
