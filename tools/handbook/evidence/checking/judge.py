"""A bundle compared with itself, with its own commit and with this register."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handbook import __version__
from handbook.evidence.checking.compare import with_rebuilt, with_today, with_what_lies_here
from handbook.evidence.checking.integrity import with_itself
from handbook.evidence.checking.rebuild import (
    NotRebuiltError,
    RegisterCopy,
    rebuild,
    tree_of,
    with_today_of_that_day,
)
from handbook.evidence.model import BundleVerdict

if TYPE_CHECKING:
    from handbook.check import Checked
    from handbook.evidence.reading import ReadBundle
    from handbook.load.trees.base import Tree


_NO_COMMIT = "From which commit of the register it was made: no commit holds exactly this."
_NOT_LATER = "It can be compared only with the register as it lies here, for as long as that stays."


def judged(register: RegisterCopy, bundle: ReadBundle, tree: Tree, today: Checked) -> BundleVerdict:
    """What of a bundle matches, what does not, and what could not be told.

    ``tree`` holds the files of the register as they lie here, ``today`` what was checked of them.
    """
    verdict = with_itself(bundle, today.types)
    try:
        verdict += _with_rebuilt(register, bundle, tree)
    except NotRebuiltError as why:
        verdict += with_today(bundle, tree) + BundleVerdict(
            untold=(f"The bundle as a whole: {why}.",)
        )
    return verdict + with_today_of_that_day(register, bundle, today)


def _with_rebuilt(register: RegisterCopy, bundle: ReadBundle, tree: Tree) -> BundleVerdict:
    """Compare with the same bundle made anew from the commit it names, or from what is here."""
    commit = bundle.manifest["commit"]
    same_tool = bundle.manifest["tool_version"] == __version__
    then, untold = tree, f"{_NO_COMMIT} {_NOT_LATER}"
    if commit and not bundle.manifest["uncommitted"]:
        try:
            then = tree_of(register, commit)
        except NotRebuiltError as why:
            untold = f"The bundle as a whole: {why}."
    rebuilt = rebuild(register, bundle, then)
    if then is tree:
        verdict = with_what_lies_here(
            bundle, rebuilt.files, tree, "this register as it lies here", same_tool=same_tool
        )
        return verdict + rebuilt.day + BundleVerdict(untold=(untold,))
    whence = f"commit {commit[:12]} of this register"
    return rebuilt.day + with_rebuilt(bundle, rebuilt.files, whence, same_tool=same_tool)
