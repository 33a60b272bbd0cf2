"""The whole check of one tree: from files to findings."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from handbook.check.model import Assessed, Checked, in_order
from handbook.check.reach import Reach
from handbook.check.stages import CheckSubject, Stages
from handbook.finding import Finding, Severity
from handbook.load.sources import Sources
from handbook.rules.engine import INT002, describe
from handbook.source.markdown.bodies import Bodies

if TYPE_CHECKING:
    from datetime import date

    from handbook.history import History
    from handbook.load.trees.against import Against
    from handbook.load.trees.base import Tree
    from handbook.rules.signed import Ask


def check(
    tree: Tree,
    *,
    today: date,
    history: History,
    against: Against | None = None,
    signatures: Ask | None = None,
    bodies: Bodies | None = None,
    texts: bool = True,
    sources: Sources | None = None,
) -> Checked:
    """Check one tree as on ``today``. Never raises for anything that a tree may hold.

    With ``against``, the tree is a branch: what merging it would give is judged, what it may not
    do is checked too, and what was found on the base already, in files that it does not touch, is
    left out. What casts doubt on the ledger is never left out.

    ``signatures`` asks git for those on decisions, and is used only if the network's settings, or
    those of the base, say that decisions must be signed. Without it none of them then counts.

    ``bodies`` are those that were read already, or that a cache knows, and how others are read.
    Without ``texts`` the rules about the words of texts are left out, so that nothing may be let
    through by what is found. ``sources`` are the files that were read in this run already; a branch
    shares them with its base.
    """
    bodies = bodies or Bodies()
    sources = sources or Sources(keeping=against is not None)
    stages = _gone_through(
        CheckSubject(
            tree=tree,
            today=today,
            history=history,
            against=against,
            signatures=signatures,
            bodies=bodies,
            texts=texts,
            sources=sources,
            judge=partial(
                check,
                today=today,
                history=history,
                signatures=signatures,
                bodies=bodies,
                texts=texts,
                sources=sources,
            ),
        )
    )
    return _sorted_out(stages)


def _sorted_out(stages: Stages) -> Checked:
    """What was found, parted into what counts, what was there before, and what is set aside."""
    from handbook.check.brought import not_brought  # noqa: PLC0415  reading needs none
    from handbook.rules.aside.fingerprint import keys_of  # noqa: PLC0415  reading needs none

    aside = stages.aside
    findings = in_order(stages.findings)
    keys = keys_of(findings, stages.loaded, stages.subject.merged.read)
    before = stages.known_before(findings, keys)
    touched = frozenset(stages.branch.changes) if stages.branch else frozenset()
    counting = [f for f in findings if f not in aside.waived and f not in aside.known]
    inherited = not_brought(counting, before, touched)
    return Checked(
        assessment=stages.assessment,
        findings=tuple(finding for finding in counting if finding not in inherited),
        loaded=stages.loaded,
        types=stages.types,
        left_out=len(inherited) if stages.subject.against else None,
        touched=touched,
        inherited=tuple(finding for finding in counting if finding in inherited),
        branch=stages.branch,
        before=before,
        waived=aside.waived,
        known=tuple(finding for finding in findings if finding in aside.known),
        keys=keys,
        bodies=stages.subject.bodies,
    )


def assessed(
    tree: Tree,
    *,
    today: date,
    history: History,
    signatures: Ask | None = None,
    reach: Reach = Reach.EVERYTHING,
) -> Assessed:
    """What is true on ``today``, for those who only read it. Takes what ``check`` takes.

    Whatever has a bearing on how a document stands is judged as ``check`` judges it, and fails as
    it does: unknown is never current. Only the rules about the words of a text are left out, and
    those that find no error. With a narrower ``reach``, records that have no bearing on what is
    asked are not opened: whoever looks into one of them gets an ``UnopenedError``.
    """
    judge = partial(check, today=today, history=history, signatures=signatures)
    stages = _gone_through(
        CheckSubject(
            tree=tree,
            today=today,
            history=history,
            against=None,
            signatures=signatures,
            bodies=Bodies(),
            texts=False,
            sources=Sources(keeping=False),
            judge=judge,
            reach=reach,
        )
    )
    aside = {*stages.aside.waived, *stages.aside.known}
    errors = (
        finding
        for finding in in_order(stages.findings)
        if finding.severity is Severity.ERROR and finding not in aside
    )
    return Assessed(stages.assessment, tuple(errors))


def _gone_through(subject: CheckSubject) -> Stages:
    """The stages after the last; a failure of ours is a finding, and leaves no assessment."""
    stages = Stages(subject)
    try:
        stages.walk()
    except Exception as problem:  # noqa: BLE001  a failure of ours must be said, and must fail closed
        why = f"the checker failed while it was {stages.stage}: {describe(problem)}"
        stages.findings.append(
            Finding(INT002, "registry", why, "Report this to the maintainers of the tool.")
        )
        stages.assessment = None
    return stages
