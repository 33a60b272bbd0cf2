"""``handbook evidence --check``: a bundle compared with itself and with this registry."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from handbook import __version__
from handbook.cli.assessing import checked
from handbook.cli.evidence_rebuild import NotRebuiltError, rebuild, tree_of, with_today_of_that_day
from handbook.cli.formats import formats_of
from handbook.cli.formats.evidence import BundleAnswer
from handbook.cli.problem import StopError
from handbook.evidence.compare import with_rebuilt, with_today, with_what_lies_here
from handbook.evidence.integrity import with_itself
from handbook.evidence.model import BundleVerdict
from handbook.evidence.pack import top, zipped
from handbook.evidence.reading import read_bundle
from handbook.history.moment import look
from handbook.publish.problem import NotPublishedError

if TYPE_CHECKING:
    from pathlib import Path

    from handbook.cli.session import Session
    from handbook.evidence.reading import Found
    from handbook.load.trees.base import Tree


_NO_COMMIT = "From which commit of the register it was made: no commit holds exactly this."
_NOT_LATER = "It can be compared only with the register as it lies here, for as long as that stays."


def check_bundle(session: Session, path: Path, form: str) -> int:
    """Say what of a bundle matches, what does not, and what could not be told; the exit code.

    ``form`` is one of the formats of ``handbook evidence``; all say the same, with the same code.
    """
    try:
        found = read_bundle(path)
    except NotPublishedError as problem:
        raise StopError(str(problem)) from problem
    answer = BundleAnswer(found, _judged(session, found))
    click.echo(formats_of("evidence")[form](answer))
    return answer.code


def _judged(session: Session, found: Found) -> BundleVerdict:
    seen = look(session.where())
    tree, today = seen.tree, checked(session, seen=seen)
    verdict = with_itself(found, today.types)
    try:
        verdict += _with_rebuilt(session, found, tree)
    except NotRebuiltError as why:
        verdict += with_today(found, tree) + BundleVerdict(
            untold=(f"The bundle as a whole: {why}.",)
        )
    return verdict + with_today_of_that_day(session, found, today)


def _with_rebuilt(session: Session, found: Found, tree: Tree) -> BundleVerdict:
    """Compare with the same bundle made anew from the commit it names, or from what is here."""
    commit = found.manifest["commit"]
    same_tool = found.manifest["tool_version"] == __version__
    then, untold = tree, f"{_NO_COMMIT} {_NOT_LATER}"
    if commit and not found.manifest["uncommitted"]:
        try:
            then = tree_of(session, commit)
        except NotRebuiltError as why:
            untold = f"The bundle as a whole: {why}."
    rebuilt = rebuild(session, found, then)
    if then is tree:
        verdict = with_what_lies_here(
            found, rebuilt.files, tree, "this register as it lies here", same_tool=same_tool
        )
        return verdict + rebuilt.day + BundleVerdict(untold=(untold,))
    whence = f"commit {commit[:12]} of this register"
    verdict = rebuilt.day + with_rebuilt(found, rebuilt.files, whence, same_tool=same_tool)
    if found.archive is None or verdict.wrong or verdict.untold:
        return verdict
    if zipped(rebuilt.files, top(found.manifest["organisation"])) == found.archive:
        return verdict + BundleVerdict(
            ("The zip file itself is, byte for byte, the one made anew.",)
        )
    return verdict + BundleVerdict(
        ("The zip file was packed by other means; its files are the same.",)
    )
