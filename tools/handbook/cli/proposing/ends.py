"""Two ends of a comparison, as typed, to what a whole change means."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from handbook.check import check
from handbook.cli.assessing import signatures_of
from handbook.cli.clock import now
from handbook.cli.problem import StopError
from handbook.history import read_history
from handbook.history.moment import look
from handbook.load.trees.against import (
    NoCommonCommitError,
    NothingChangedError,
    read_between,
    read_working,
)
from handbook.load.trees.repository import NoRepositoryError
from handbook.proposal import Proposal, UntoldError, propose
from handbook.proposal.model import Ends
from handbook.proposal.statement import statement

if TYPE_CHECKING:
    from handbook.cli.session import Session
    from handbook.load.trees.against import Against
    from handbook.load.trees.base import Tree

WORKING = "the working copy"


@dataclass(frozen=True, slots=True)
class TwoEnds:
    """``BASE...HEAD`` as typed; an empty ``head`` is the working copy."""

    base: str
    head: str


def read_ends(typed: str) -> TwoEnds | None:
    """The two ends in words that hold ``..``; ``None`` for anything else, such as an id.

    Two points and three mean the same: from where HEAD left BASE.
    """
    if ".." not in typed:
        return None
    base, _, head = typed.partition("..")
    return TwoEnds(base or "HEAD", head.removeprefix("."))


def proposal_of(session: Session, ends: TwoEnds, *, direct: bool = False) -> Proposal:
    """What the change between two ends means. Raises ``StopError`` if that cannot be told."""
    root, today = session.where(), session.day(now())
    try:
        against, own, commit = _read(session, ends, direct=direct)
    except NothingChangedError:
        nothing = Ends(ends.base, ends.head or WORKING, "", "", "")
        return statement(Proposal(nothing, today))
    except NoRepositoryError as problem:
        alone = isinstance(problem, NoCommonCommitError) and ends.head
        mend = " Add --direct to compare them as they are." if alone else ""
        raise StopError(f"What this changes cannot be told: {problem}.{mend}") from problem
    checked = check(
        own,
        today=today,
        history=read_history(root),
        against=against,
        signatures=signatures_of(session),
        texts=False,
    )
    named = Ends(
        ends.base, ends.head or WORKING, against.base_commit, against.before_commit, commit
    )
    try:
        return propose(checked, named, against.clashes)
    except UntoldError as problem:
        raise StopError(
            f"What this changes cannot be told: {problem}. Take it to those who endorse as"
            " it is; `handbook check` says what is wrong."
        ) from None


def _read(session: Session, ends: TwoEnds, *, direct: bool) -> tuple[Against, Tree, str]:
    """What is compared with what: the base's trees, the head's own files, and its commit."""
    root = session.where()
    if ends.head:
        against, tree = read_between(root, ends.base, ends.head, direct=direct)
        return against, tree, tree.commit
    seen = look(root)
    return read_working(root, ends.base, seen.tree), seen.tree, ""
