"""The pages of a registry that was checked, and what keeps them from being made."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime, time
from typing import TYPE_CHECKING

from handbook import __version__
from handbook.finding import Finding, Place
from handbook.rules.building import PAG001, PAG002, PAG003
from handbook.rules.engine import INT002, describe

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from handbook.assess.model import Assessment
    from handbook.check import Checked
    from handbook.evidence.model import Origin
    from handbook.finding import Code
    from handbook.load.trees.base import Tree
    from handbook.render import RuleExample, Site, Stamp
    from handbook.render.model import FailedPage

_NETWORK = "registry/network.yaml"
_NO_EDITION = "Until then, check without `--audience public`, and publish behind a login."
_LEAK = (
    "Mark public what is to be told, or take those words out of the public record. If they stand in"
    " no public record, report this to the maintainers of the tool: nothing will be published."
)
_TARGET = re.compile(r"\]\([^()\s]*\)")
_UNTIL = "; until it is mended, "
_NAMED = 3
"""So many records are named for one cause; the rest are counted."""


def pages(
    assessment: Assessment,
    tree: Tree,
    stamp: Stamp,
    findings: tuple[Finding, ...] = (),
    held: Mapping[str, str] | None = None,
    examples: Mapping[str, RuleExample] | None = None,
    *,
    bundled: bool = True,
) -> Site:
    """Every page and file of the site, the evidence bundles and the form editor among them.

    Unless ``bundled``, the bundles and the files for other systems are empty: for whoever only asks
    whether the pages can be made. What is wrong in a bundle but not in the registry is a fault of
    the disk while it is packed.
    A preview has none at all, since nobody is to hand one in, nor has the public edition: a bundle
    is made of the files of the registry as they are, minutes among them.
    ``held`` maps records that cannot be shown to the reason. Raises ``ClashError`` where two pages
    want one address, ``NotPublishedError`` for a bundle that cannot be packed, and
    ``NoPublicEditionError`` where the stamp is that of a public edition and none can be made.
    """
    from handbook.audience.edition import public_edition  # noqa: PLC0415  heavy
    from handbook.audience.withheld import withheld  # noqa: PLC0415  heavy
    from handbook.editor.site import with_form  # noqa: PLC0415  heavy
    from handbook.evidence.bundle import takers  # noqa: PLC0415  heavy
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
    unbundled = stamp.preview or stamp.public
    evidence = {} if unbundled else dict.fromkeys(takers(assessment, held or {}), b"")
    if bundled and not unbundled:
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
        written=bundled,
    )
    site = with_worker(with_form(site, assessment, stamp), stamp)
    return replace(site, withheld=kept)


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


def told(faults: Iterable[FailedPage]) -> list[Finding]:
    """Pages that could not be made as their template asks, as one finding for each cause.

    A finding is about a record, unless a template is to blame; an overview is none.
    """
    causes: dict[tuple[str, int, str, str], list[FailedPage]] = {}
    for fault in faults:
        cause = (fault.path, fault.line, fault.why, fault.instead)
        causes.setdefault(cause, []).append(fault)
    return [_told(*cause, held) for cause, held in causes.items()]


def _told(path: str, line: int, why: str, instead: str, faults: list[FailedPage]) -> Finding:
    names = [fault.record for fault in faults]
    more = f" and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
    who = f"{', '.join(names[:_NAMED])}{more}"
    message = f"{why.rstrip('.')}{_UNTIL}readers of {who} get {instead}"
    hint = "Mend the template, or take it away: the tool has one of its own for its own types."
    known = faults[0].type and not path.startswith("registry/_types/")
    about = names[0] if known else ""
    return Finding(PAG001, path, message, hint, place=Place(line) if line else None, about=about)


def cause(finding: Finding) -> tuple[str, str, str]:
    """What makes two findings of pages that cannot be made one and the same."""
    return finding.code.id, finding.path, finding.message.partition(_UNTIL)[0]


def unbuildable(checked: Checked, tree: Tree) -> list[Finding]:
    """What stands in the way of a site, as findings. Never raises.

    Where there are errors already, what they concern is held back first, as a build does that
    must go on; if nothing could be published at all, the pages are not made.
    """
    return _made(checked, tree, public=False)


def unpublishable(checked: Checked, tree: Tree) -> list[Finding]:
    """What stands in the way of a public edition, as findings. Never raises.

    It is projected, its pages and the files for other systems are made, and all of it is read for
    what is for members, as a build reads its site. The engine that makes HTML of the pages is not
    run, nor is what stands in the theme, in ``mkdocs.yml`` or in images of the site's own read.
    """
    return _made(checked, tree, public=True)


def _made(checked: Checked, tree: Tree, *, public: bool) -> list[Finding]:
    """Make the pages of an edition, and say what keeps them from being made or published."""
    from handbook.audience.edition import NoPublicEditionError  # noqa: PLC0415  heavy
    from handbook.publish.problem import NotPublishedError  # noqa: PLC0415  heavy
    from handbook.publish.stage import refuse_twins  # noqa: PLC0415  heavy
    from handbook.quarantine import held_back, quarantine  # noqa: PLC0415  heavy
    from handbook.render import Stamp  # noqa: PLC0415  heavy
    from handbook.render.site import ClashError  # noqa: PLC0415  heavy

    if checked.assessment is None:
        return []
    sorted_out = quarantine(replace(checked, findings=(*checked.findings, *checked.inherited)))
    if sorted_out.blocking:
        return []
    assessment = held_back(checked.assessment, sorted_out.reasons)
    noon = datetime.combine(assessment.today, time(12), UTC)
    stamp = Stamp(assessment.history.commit, noon, assessment.today, __version__, public=public)
    held = sorted_out.reasons
    try:
        site = pages(assessment, tree, stamp, checked.findings, held, bundled=public)
        refuse_twins([*site.pages, *site.assets, *site.attachments])
        leaks = list(_leaks(site, tree))
    except NoPublicEditionError as problem:
        return [_said(PAG003, _NETWORK, problem, _NO_EDITION)]
    except (ClashError, NotPublishedError) as problem:
        return [_said(PAG002, "registry", problem, "Give one of them another name.")]
    except Exception as problem:  # noqa: BLE001  a failure of ours must be said, and must fail closed
        why = f"the checker failed while it was making the pages: {describe(problem)}"
        return [Finding(INT002, "registry", why, "Report this to the maintainers of the tool.")]
    return [*told(site.faults), *leaks]


def _leaks(site: Site, tree: Tree) -> Iterator[Finding]:
    """What of a public edition holds words for members; of members' pages nothing can."""
    from handbook.audience.leaks import withheld_in  # noqa: PLC0415  heavy

    if site.withheld is None:
        return
    for problem in withheld_in(_read(site, tree), site.withheld):
        yield Finding(PAG003, "registry", f"the public edition would leak: {problem}", _LEAK)


def _read(site: Site, tree: Tree) -> Iterator[tuple[str, bytes]]:
    """Every file of a site before an engine has seen it; pages also without what links lead to."""
    for path, page in site.pages.items():
        text = page.text()
        yield path, text.encode()
        yield path, _TARGET.sub("]", text).encode()
    yield from site.assets.items()
    for path, attachment in site.attachments.items():
        yield path, tree.read(attachment.path)


def beside(root: Path) -> Iterator[Finding]:
    """What is wrong with the settings of the site and its own images, which lie under ``root``."""
    from handbook.publish.config import PROJECT_FILE, project_config  # noqa: PLC0415  heavy
    from handbook.publish.problem import NotPublishedError  # noqa: PLC0415  heavy
    from handbook.publish.stage import ASSETS_FOLDER, own_images  # noqa: PLC0415  heavy

    try:
        project_config(root)
    except (NotPublishedError, OSError) as problem:
        yield _said(PAG002, PROJECT_FILE, problem, "Mend that file, or take the line out.")
    try:
        for _ in own_images(root):
            pass
    except (NotPublishedError, OSError) as problem:
        yield _said(PAG002, ASSETS_FOLDER, problem, "Mend that folder.")


def _said(code: Code, path: str, problem: Exception, hint: str) -> Finding:
    text = str(problem).rstrip(".")
    return Finding(code, path, f"{text[:1].lower()}{text[1:]}", hint)
