"""What keeps the pages of a registry that was checked from being made, as findings."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime, time
from typing import TYPE_CHECKING

from handbook import __version__
from handbook.finding import Finding, Place
from handbook.gate.making import pages, pages_once
from handbook.rules.building import PAG001, PAG002, PAG003
from handbook.rules.engine import INT002, describe

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from pathlib import Path

    from handbook.assess.model import Assessment
    from handbook.check import Checked
    from handbook.finding import Code
    from handbook.load.trees.base import Tree
    from handbook.render import Site, Stamp
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


def page_findings(faults: Iterable[FailedPage]) -> list[Finding]:
    """Pages that could not be made as their template asks, as one finding for each cause.

    A finding is about a record, unless a template is to blame; an overview is none.
    """
    causes: dict[tuple[str, int, str, str], list[FailedPage]] = {}
    for fault in faults:
        cause = (fault.path, fault.line, fault.why, fault.instead)
        causes.setdefault(cause, []).append(fault)
    return [_page_finding(*cause, held) for cause, held in causes.items()]


def _page_finding(
    path: str, line: int, why: str, instead: str, faults: list[FailedPage]
) -> Finding:
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


def unbuildable(checked: Checked) -> list[Finding]:
    """What stands in the way of a site, as findings. Never raises.

    Where there are errors already, what they concern is held back first, as a build does that
    must go on; if nothing could be published at all, the pages are not made. No page is kept.
    """
    from handbook.publish.stage import refuse_twins  # noqa: PLC0415  heavy

    def drawn(assessment: Assessment, stamp: Stamp, held: Mapping[str, str]) -> list[Finding]:
        looked = pages_once(assessment, stamp, checked.findings, held)
        refuse_twins([*looked.pages, *looked.files])
        return page_findings(looked.faults)

    return _tried(checked, drawn, public=False)


def unpublishable(checked: Checked, tree: Tree) -> list[Finding]:
    """What stands in the way of a public edition, as findings. Never raises.

    It is projected, its pages and the files for other systems are made, and all of it is read for
    what is for members, as a build reads its site. The engine that makes HTML of the pages is not
    run, nor is what stands in the theme, in ``mkdocs.yml`` or in images of the site's own read.
    """
    from handbook.publish.stage import refuse_twins  # noqa: PLC0415  heavy

    def made(assessment: Assessment, stamp: Stamp, held: Mapping[str, str]) -> list[Finding]:
        site = pages(assessment, tree, stamp, checked.findings, held)
        refuse_twins([*site.pages, *site.assets, *site.attachments])
        return [*page_findings(site.faults), *_leaks(site, tree)]

    return _tried(checked, made, public=True)


def _tried(
    checked: Checked,
    make: Callable[[Assessment, Stamp, Mapping[str, str]], list[Finding]],
    *,
    public: bool,
) -> list[Finding]:
    """What is found when an edition is made, or what keeps it from being made at all."""
    from handbook.audience.edition import NoPublicEditionError  # noqa: PLC0415  heavy
    from handbook.publish.problem import NotPublishedError  # noqa: PLC0415  heavy
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
    try:
        return make(assessment, stamp, sorted_out.reasons)
    except NoPublicEditionError as problem:
        return [_finding(PAG003, _NETWORK, problem, _NO_EDITION)]
    except (ClashError, NotPublishedError) as problem:
        return [_finding(PAG002, "registry", problem, "Give one of them another name.")]
    except Exception as problem:  # noqa: BLE001  a failure of ours must be said, and must fail closed
        why = f"the checker failed while it was making the pages: {describe(problem)}"
        return [Finding(INT002, "registry", why, "Report this to the maintainers of the tool.")]


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
        yield _finding(PAG002, PROJECT_FILE, problem, "Mend that file, or take the line out.")
    try:
        for _ in own_images(root):
            pass
    except (NotPublishedError, OSError) as problem:
        yield _finding(PAG002, ASSETS_FOLDER, problem, "Mend that folder.")


def _finding(code: Code, path: str, problem: Exception, hint: str) -> Finding:
    text = str(problem).rstrip(".")
    return Finding(code, path, f"{text[:1].lower()}{text[1:]}", hint)
