"""The whole handbook: every page, what goes with it, and the small navigation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handbook.render.adoption.matrix import adoption_page
from handbook.render.adoption.uptake import uptake_page
from handbook.render.context import Context, abbreviations
from handbook.render.evidence_link import packed, place
from handbook.render.fallback import safe_pages
from handbook.render.frame.meta import make_page
from handbook.render.markdown.navigation import navigation
from handbook.render.markdown.output import refuse_strange
from handbook.render.markdown.places import places
from handbook.render.markdown.writing import sentence
from handbook.render.model import FailedPage, Page, RuleExample, Site, Stamp
from handbook.render.pages.due import due_page
from handbook.render.pages.help import about_page, rule_pages
from handbook.render.pages.home import home_page
from handbook.render.pages.indexes import index_pages, register_page
from handbook.render.register import REGISTER, register_json
from handbook.source.words.plain import sound

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from handbook.assess.model import Assessment
    from handbook.finding import Code, Finding
    from handbook.load.model import Attachment
    from handbook.render.markdown.texts import Shown


class ClashError(Exception):
    """Two things want the same address. The message names both the address and the type."""


def render(
    assessment: Assessment,
    stamp: Stamp,
    *,
    findings: Sequence[Finding] = (),
    quarantined: Mapping[str, str] | None = None,
    codes: Sequence[Code] = (),
    examples: Mapping[str, RuleExample] | None = None,
    evidence: Mapping[str, bytes] | None = None,
) -> Site:
    """Every page of the handbook. The same input gives the same pages, byte for byte.

    A record whose page cannot be made as its type asks is shown in a plainer way, and is among the
    ``faults`` of the site.

    ``findings`` are what ``check`` found. ``quarantined`` maps the id of each record that must not
    be shown to the reason, for people. ``codes`` are all codes of all rules, with ``examples`` by
    code. ``evidence`` holds the packed evidence bundle of each organisation that has one.

    Raises:
        ClashError: two pages would stand at the same address.
        RefusedOutput: pages of ours would hold what only the handbook may draw, all of them named.

    """
    kept_out = dict(quarantined or {})
    bundles = evidence or {}
    context = _context(assessment, stamp, findings, kept_out, codes, examples or {}, bundles)
    pages: dict[str, Page] = {}
    attachments: dict[str, Attachment] = {}
    faults: list[FailedPage] = []
    looked: set[str] = set()
    for page, shown in _pages(context, faults, looked):
        if page.path in pages:
            raise ClashError(f"Two pages want the address /{page.url}")
        pages[page.path] = page
        if shown is not None:
            attachments.update(shown.served().values())
    ordered = dict(sorted(pages.items()))
    refuse_strange({path: page for path, page in ordered.items() if path not in looked})
    assets = {REGISTER: register_json(context)}
    assets |= {place(one): archive for one, archive in bundles.items()}
    return Site(
        ordered,
        assets,
        dict(sorted(attachments.items())),
        navigation(context, ordered),
        tuple(sorted(faults, key=lambda one: one.record)),
    )


def _context(
    assessment: Assessment,
    stamp: Stamp,
    findings: Sequence[Finding],
    quarantined: Mapping[str, str],
    codes: Sequence[Code],
    examples: Mapping[str, RuleExample],
    evidence: Mapping[str, bytes],
) -> Context:
    registry = assessment.registry
    elsewhere = {b.id: b.path for b in registry.broken if b.kind == "record"}
    extra = {one: elsewhere.get(one, "") for one in sorted(quarantined)}
    return Context(
        assessment,
        stamp,
        places(registry, reader_labels(assessment, quarantined), extra),
        findings,
        quarantined,
        codes,
        examples,
        abbreviations(registry),
        packed(evidence),
    )


def reader_labels(assessment: Assessment, quarantined: Mapping[str, str]) -> dict[str, str]:
    """What readers know each record by: a document by the title of its sealed text.

    One whose seal leaves out a title that is content today goes by its id. So does one that was
    sealed with a title that says how it stands: it would go on saying so when it is stopped. What
    is cited by an identifier, as a policy is, begins with it.
    """
    registry = assessment.registry
    labels = dict(registry.labels)
    for one, standing in assessment.standings.items():
        seal = registry.seals.get((one, standing.version))
        record = registry.records.get(one)
        kind = registry.types[record.type] if record else None
        if seal and kind:
            without = labels.get(one, one) if "title" in kind.administrative else one
            title = str(seal.record.get("title", without))
            labels[one] = title if sound("title", title) else one
    for record in registry.records.values():
        cited, label = str(record.get("identifier", "")), labels[record.id]
        if cited and not label.startswith(cited):
            labels[record.id] = f"{cited}: {label}"
    return {one: label for one, label in labels.items() if one not in quarantined}


def _pages(
    context: Context, faults: list[FailedPage], looked: set[str]
) -> Iterator[tuple[Page, Shown | None]]:
    """Every page; ``looked`` is given the paths of those that were looked through already."""
    for record in context.registry.records.values():
        if record.id in context.quarantined:
            continue
        pages, fault = safe_pages(context, record, quarantine_page)
        if fault is not None:
            faults.append(fault)
        looked.update(page.path for page, _ in pages)
        yield from pages
    for one in sorted(context.quarantined):
        yield quarantine_page(context, one), None
    yield home_page(context), None
    yield register_page(context), None
    yield due_page(context), None
    yield adoption_page(context), None
    yield uptake_page(context), None
    yield about_page(context), None
    for page in (*index_pages(context), *rule_pages(context)):
        yield page, None


def quarantine_page(context: Context, record_id: str) -> Page:
    """The page of a record that cannot be trusted: that it is so, why, and nothing of its text."""
    why = context.quarantined[record_id]
    markdown = (
        "This page cannot be shown, because what it would say cannot be trusted. Do not rely on a "
        "copy of it that you may have.\n{: .hb-lead }\n\n"
        f"Why: {sentence(why)}\n\nIts place in the register is kept, and the page returns when "
        "the fault is mended."
    )
    return make_page(
        context, context.places.page(record_id), record_id, markdown, kind="quarantined",
        eyebrow="Cannot be shown", trail=[("Home", "index.md")],
        found_as=f"{record_id} (Cannot be shown)", searched=True,
    )  # fmt: skip
