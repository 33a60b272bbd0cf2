"""The pages of a registry that was checked: all of them, or each once and then let go."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from handbook.assess.model import Assessment
    from handbook.evidence.model import Origin
    from handbook.finding import Finding
    from handbook.load.trees.base import Tree
    from handbook.render import RuleExample, Site, Stamp
    from handbook.render.model import LookedThrough


def pages(
    assessment: Assessment,
    tree: Tree,
    stamp: Stamp,
    findings: tuple[Finding, ...] = (),
    held: Mapping[str, str] | None = None,
    examples: Mapping[str, RuleExample] | None = None,
) -> Site:
    """Every page and file of the site, the evidence bundles and the form editor among them.

    A preview has no bundles at all, since nobody is to hand one in, nor has the public edition: a
    bundle is made of the files of the registry as they are, minutes among them.
    ``held`` maps records that cannot be shown to the reason. Raises ``ClashError`` where two pages
    want one address, ``NotPublishedError`` for a bundle that cannot be packed, and
    ``NoPublicEditionError`` where the stamp is that of a public edition and none can be made.
    """
    from handbook.audience.edition import public_edition  # noqa: PLC0415  heavy
    from handbook.audience.withheld import withheld  # noqa: PLC0415  heavy
    from handbook.editor.site import with_form  # noqa: PLC0415  heavy
    from handbook.evidence.pack import packed  # noqa: PLC0415  heavy
    from handbook.evidence.zipping import Zipper  # noqa: PLC0415  heavy
    from handbook.offline.installing import with_worker  # noqa: PLC0415  heavy
    from handbook.outputs.making import handbook  # noqa: PLC0415  heavy
    from handbook.render.evidence_link import top  # noqa: PLC0415  heavy
    from handbook.rules.catalogue import all_codes  # noqa: PLC0415  heavy

    if stamp.public:
        edition = public_edition(assessment, held or {})
        kept = withheld(assessment.registry, edition.assessment.registry, _own_words(examples))
        assessment, held, findings = edition.assessment, edition.held, ()
    else:
        kept = None
    evidence = {}
    if not (stamp.preview or stamp.public):
        bundles = packed(assessment, tree, origin_of(assessment, stamp), held or {})
        zipper = Zipper()
        evidence = {
            organisation: zipper.zipped(files, top(organisation)) for organisation, files in bundles
        }
    site = handbook(
        assessment,
        stamp,
        findings=findings,
        quarantined=held,
        codes=all_codes(),
        examples=examples,
        evidence=evidence,
    )
    site = with_worker(with_form(site, assessment, stamp), stamp)
    return replace(site, withheld=kept)


def pages_once(
    assessment: Assessment, stamp: Stamp, findings: tuple[Finding, ...], held: Mapping[str, str]
) -> LookedThrough:
    """Draw every page of a build by ``stamp``, one at a time, and keep none of them.

    For whoever only asks whether they can be made. The bundles and the files for other systems are
    not made: what is wrong in a bundle but not in the registry is a fault of the disk while it is
    packed. Raises ``ClashError`` where two pages want one address.
    """
    from handbook.editor.site import form  # noqa: PLC0415  heavy
    from handbook.evidence.bundle import takers  # noqa: PLC0415  heavy
    from handbook.offline.worker import WORKER  # noqa: PLC0415  heavy
    from handbook.outputs.making import looked_through  # noqa: PLC0415  heavy
    from handbook.rules.catalogue import all_codes  # noqa: PLC0415  heavy

    looked = looked_through(
        assessment,
        stamp,
        findings=findings,
        quarantined=held,
        codes=all_codes(),
        evidence=takers(assessment, held),
    )
    return replace(looked, files=(*looked.files, *form(assessment), WORKER))


def _own_words(examples: Mapping[str, RuleExample] | None) -> Iterator[str]:
    """What the tool itself says in examples, which a record that was begun with one may repeat."""
    from handbook.rules.catalogue import all_codes  # noqa: PLC0415  heavy
    from handbook.source.words.runs import strings  # noqa: PLC0415  heavy
    from handbook.types import load_types  # noqa: PLC0415  heavy

    for kind in load_types()[0].values():
        yield from (kind.example, kind.start, kind.template, *strings(kind.schema))
    for code in all_codes():
        yield code.explanation
    for example in (examples or {}).values():
        yield from (example.good, example.bad)


def origin_of(assessment: Assessment, stamp: Stamp) -> Origin:
    """Where an evidence bundle that is made now comes from."""
    from handbook.evidence.model import Origin  # noqa: PLC0415  heavy

    dirty = assessment.history.dirty
    return Origin(stamp.commit, stamp.tool_version, dirty, looks_back=bool(stamp.notice))
