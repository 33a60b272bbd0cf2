"""Write a decision down: what was asked, made whole, tried out, and told in words.

``planning.plan`` works out what would be written, and writes nothing; ``prepare`` does the same for
the files under a folder; ``author.write.write`` puts a plan in place. For a program that has many
decisions to write, one after the other::

    request = Request(
        kind="endorse",
        meeting="clinical-steering-group-2026-09-10",
        item="4",
        documents=({"document": "rapid-transfer", "review-due": "2028-09-10"},),
        statement="The group endorses the guideline.",
        effective="2026-10-01",
    )
    result = prepare(root, request, today=date(2026, 11, 23))
    if isinstance(result, Plan):
        write(result, root)

``document`` may be followed by any field that a decision of this kind may have about a document
(``exit``, ``successor``, ``no-replacement``, ``closes``, ``outcome``...); ``fields`` takes those of
the decision itself (``reason``, ``evidence``, ``evidence-held``, ``risk-check``, ``reviewer``,
``checked``; for ``suspend`` and ``correct``: ``post`` and ``date``). What each kind needs is in its
schema.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from handbook.assess.authority.signing import awaiting
from handbook.assess.ledger.seals import FOLDER
from handbook.author.decision.planning import plan
from handbook.author.model import KINDS, Obstacle, Plan, Refused, Request
from handbook.author.rehearsal import notes_on, refused_by
from handbook.check import check
from handbook.gate import rehearse, with_pages
from handbook.history import NO_HISTORY
from handbook.load.model import Signatures
from handbook.load.trees.attributes import rewritten
from handbook.load.trees.base import WorkingTree
from handbook.load.trees.repository import NoRepositoryError

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from datetime import date
    from pathlib import Path

    from handbook.rules.signed import Ask


def prepare(
    root: Path, request: Request, *, today: date, signatures: Ask | None = None
) -> Plan | Refused:
    """What a request would write into the registry under ``root``, as it is on disk.

    What the whole check, pages included, would refuse only because of it is refused here, and told
    with the plan where it is an emergency stop: nothing stands in the way of those. ``signatures``
    asks git for those on earlier decisions, if the network wants them.
    """
    tree = WorkingTree(root)
    before = check(tree, today=today, history=NO_HISTORY, signatures=signatures)
    if before.assessment is None:
        return Refused(
            (Obstacle("the registry cannot be read", "run `handbook check` to see why"),)
        )
    registry = before.assessment.registry
    made = plan(registry, request, today=today, contents=tree.read, findings=before.findings)
    if isinstance(made, Refused):
        return made
    checked, before = before, with_pages(before)
    if before is not checked:  # a text whose page cannot be made has an error too
        made = plan(registry, request, today=today, contents=tree.read, findings=before.findings)
        if isinstance(made, Refused):
            return made
    changed = _changed_by_git(root, made.files)
    if changed:
        return Refused(changed)
    path = list(made.files)[-1]
    asked = _awaiting(signatures, path)
    tried = rehearse(before, tree, made.files, today=today, history=NO_HISTORY, signatures=asked)
    reasons = refused_by(tried, path)
    if reasons and not KINDS[request.kind].stops_at_once:
        return Refused(tuple(reasons))
    still = (f"Note: the check will find: {obstacle.message}." for obstacle in reasons)
    return replace(made, preview=(*made.preview, *still, *notes_on(tried, path)))


def _awaiting(ask: Ask | None, path: str) -> Ask:
    """Git's answer with one decision, which is about to be written, taken as signed."""

    def asked(commit: str, files: Mapping[str, bytes], keys: Collection[str]) -> Signatures:
        signed = ask(commit, files, keys) if ask else Signatures(cannot="git was not asked")
        return awaiting(signed, [path])

    return asked


def _changed_by_git(root: Path, files: Mapping[str, bytes]) -> tuple[Obstacle, ...]:
    """Why git would give others a sealed text that is not the one sealed here."""
    sealed = {path: raw for path, raw in files.items() if path.startswith(f"{FOLDER}/")}
    try:
        reasons = rewritten(root, sealed)
    except NoRepositoryError as problem:
        return (Obstacle(f"nobody can tell how git would keep the sealed text: {problem}"),)
    hint = "in .gitattributes, take that from files under registry/, and let attachments be binary:"
    hint += " `registry/**/attachments/** binary`"
    return tuple(Obstacle(why, hint) for why in reasons)
